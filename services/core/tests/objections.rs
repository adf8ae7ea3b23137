//! Contesting competence, and silence that counts as 签收 (信访工作条例第23条).
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::Step,
    decide::guard::allowed,
    letter::{
        Body,
        body::{Arrived, Ruling},
    },
    referral::{DeadlineStatus, Duty, Owed, Side, Stage},
    term::{Measure, OnSilence, Term, workdays},
    terms_common::{self, ACKNOWLEDGE, ANSWER_OBJECTION, DECIDE},
    time::Timestamp,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::beijing,
    steps::{
        accept, acknowledge, agree_to_objection, answer_supervision, conclude, decline, object, override_lapse, recall,
        refer_petition, refuse_objection, supervise, withdraw,
    },
    two_desks::body,
};

/// Five working days after Monday 2 March end on Monday 9 March.
const WINDOW_ENDS: fn() -> Timestamp = || beijing(2026, 3, 10, 0);

fn signed() -> TwoDesks {
    let mut desks = TwoDesks::new();
    desks.refer(refer_petition()).unwrap();
    desks.settle();
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    desks
}

/// DS02 as a county may set it.
fn five_days_to_decide() -> Term {
    Term { measure: Measure::After(workdays(5)), ..terms_common::ds02() }
}

/// The same, where silence until the due instant of 签收 counts as it.
fn deeming() -> TwoDesks {
    let mut desks = TwoDesks::new();
    let term = desks.receiver.rules.terms.iter_mut().find(|term| term.rule == ACKNOWLEDGE).unwrap();
    term.on_silence = OnSilence::DeemedAcknowledged;
    desks.refer(refer_petition()).unwrap();
    desks.settle();
    desks
}

#[test]
fn an_objection_waits_for_the_sender_under_a_clock_of_the_senders() {
    let desks = TwoDesks::at(Stage::Objected);
    for (desk, owed) in [(&desks.sender, Owed::ByUs), (&desks.receiver, Owed::ByPeer)] {
        let clock = desk.referral().deadline(Duty::AnswerObjection).unwrap();
        assert_eq!((clock.owed, clock.status, clock.due.rule), (owed, DeadlineStatus::Open, ANSWER_OBJECTION));
        assert_eq!(clock.due.due, beijing(2026, 3, 6, 0), "three working days");
        let accept = desk.referral().deadline(Duty::Accept).unwrap();
        assert!(matches!(accept.status, DeadlineStatus::Met { .. }), "the receiver has spoken");
    }
    assert!(desks.receiver.answers(), "it goes back only when the sender agrees");
}

#[test]
fn an_objection_that_the_sender_agrees_to_returns_the_matter() {
    let mut desks = TwoDesks::at(Stage::Objected);
    desks.sender(agree_to_objection()).unwrap();
    assert!(desks.sender.answers(), "the sender has taken it back by its word");
    desks.settle();
    assert_eq!(desks.agree_on(Stage::Returned), desks.sender.sent.last().unwrap().reference);
    assert!(desks.sender.answers() && !desks.receiver.answers());
}

#[test]
fn an_objection_that_is_refused_leaves_it_with_the_receiver_under_a_new_term() {
    let mut desks = TwoDesks::at(Stage::Objected);
    desks.clock(beijing(2026, 3, 5, 9));
    desks.sender(refuse_objection()).unwrap();
    assert_eq!(desks.sender.referral().authority(), None, "until the receiver has told the term nothing lapses");
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    for desk in [&desks.sender, &desks.receiver] {
        assert_eq!(desk.referral().authority().unwrap().due.due, beijing(2026, 3, 11, 0), "three working days anew");
    }
    assert_eq!(code(desks.receiver(object())), "OBJECTION_DECIDED");
    desks.clock(beijing(2026, 3, 11, 0));
    assert!(desks.lapse().is_some());
    desks.settle();
    desks.agree_on(Stage::Lapsed);
}

#[test]
fn an_objection_on_the_sixth_working_day_is_refused_with_the_article() {
    // C15
    let mut lapsed = signed();
    lapsed.clock(WINDOW_ENDS());
    lapsed.lapse().unwrap();
    lapsed.settle();
    assert_eq!(code(lapsed.receiver(object())), "OBJECTION_LATE", "also after a lapse");
    let mut desks = signed();
    desks.clock(WINDOW_ENDS());
    let Err(refusal) = desks.receiver(object()) else { panic!("not refused") };
    assert_eq!(
        (refusal.code.as_str(), refusal.basis.as_deref()),
        ("OBJECTION_LATE", Some("《信访工作条例》第23条第3款"))
    );
    assert!(refusal.zh.contains("共同上级") && refusal.en.contains("common superior"), "it says what else can be done");
}

#[test]
fn an_objection_in_the_last_instant_of_the_fifth_working_day_is_in_time() {
    let mut desks = TwoDesks::new();
    desks.refer(refer_petition()).unwrap();
    desks.settle();
    desks.receiver.rules.terms.retain(|term| term.rule != DECIDE);
    desks.receiver.rules.terms.push(five_days_to_decide());
    desks.receiver(acknowledge()).unwrap();
    desks.clock(WINDOW_ENDS().minus(std::time::Duration::from_micros(1)));
    desks.receiver(object()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Objected);
}

#[test]
fn a_kind_without_a_right_to_object_is_declined_instead() {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    assert_eq!(code(desks.receiver(object())), "NO_OBJECTION");
    desks.receiver(decline()).unwrap();
}

#[test]
fn an_objection_that_crosses_a_recall_ends_as_recalled() {
    let mut desks = signed();
    desks.sender(recall()).unwrap();
    desks.receiver(object()).unwrap();
    desks.deliver_to(Side::Sender);
    assert_eq!(code(desks.sender(agree_to_objection())), "OUT_OF_ORDER", "the recall waits for its answer");
    desks.settle();
    desks.agree_on(Stage::Recalled);
}

#[test]
fn a_withdrawal_that_crosses_an_agreed_objection_finds_it_returned() {
    let mut desks = TwoDesks::at(Stage::Objected);
    desks.sender(agree_to_objection()).unwrap();
    desks.receiver(withdraw()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Returned);
}

#[test]
fn a_withdrawal_that_crosses_a_refused_objection_ends_it() {
    let mut desks = TwoDesks::at(Stage::Objected);
    desks.sender(refuse_objection()).unwrap();
    desks.receiver(withdraw()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Withdrawn);
}

#[test]
fn an_objection_that_crosses_an_override_has_no_effect() {
    let mut desks = signed();
    desks.sender(override_lapse()).unwrap();
    desks.receiver(object()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Lapsed);
    assert_eq!(desks.sender.referral().deadline(Duty::AnswerObjection), None);
}

#[test]
fn silence_counts_as_a_signature_where_the_rule_says_so() {
    let mut desks = deeming();
    desks.clock(beijing(2026, 3, 4, 0));
    let draft = desks.lapse().unwrap();
    let Body::Verdict(verdict) = &draft.body else { panic!("{draft:?}") };
    assert_eq!((&verdict.ruling, &verdict.decided_by), (&Ruling::Deemed, &desks.sender.referral().refer));
    assert!(desks.sender.answers(), "until the receiver is known to have the verdict");
    assert_eq!(desks.sender.referral().authority(), None);
    desks.settle();
    assert_eq!(desks.agree_on(Stage::Acknowledged), desks.sender.sent.last().unwrap().reference);
    assert!(desks.receiver.answers());
    assert_eq!(
        desks.receiver.referral().authority().unwrap().due.due,
        beijing(2026, 3, 10, 0),
        "three working days from 4 March"
    );
    assert_eq!(desks.receiver.referral().milestones.acknowledged, None, "no officer is named who did not sign");
    desks.receiver(accept()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Accepted);
}

#[test]
fn the_receiver_tells_the_term_that_a_deemed_signature_begins() {
    let mut desks = deeming();
    desks.clock(beijing(2026, 3, 4, 0));
    desks.lapse().unwrap();
    let verdict = desks.sender.sent.last().unwrap().reference.content;
    let acts = desks.deliver_to(Side::Receiver).unwrap();
    let Body::Arrived(Arrived { content, arrived_at, due, object_due }) = body(&acts) else { panic!("{acts:?}") };
    assert_eq!((*content, *arrived_at, object_due), (verdict, desks.receiver.now, &None));
    assert_eq!(due.rule, DECIDE);
}

#[test]
fn a_late_signature_adds_nothing_to_a_deemed_one() {
    let mut desks = deeming();
    desks.clock(beijing(2026, 3, 4, 0));
    desks.lapse().unwrap();
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    assert_eq!(desks.agree_on(Stage::Acknowledged), desks.sender.sent.last().unwrap().reference);
    for side in [Side::Sender, Side::Receiver] {
        assert_eq!(desks.desk(side).referral().offer, None);
    }
}

#[test]
fn a_late_signature_before_it_is_deemed_is_taken() {
    let mut desks = deeming();
    desks.clock(beijing(2026, 3, 4, 0));
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    assert_eq!(desks.lapse(), None, "it is signed for");
    assert!(desks.sender.referral().milestones.acknowledged.is_some());
}

#[test]
fn a_recall_pending_at_the_due_instant_ends_it_instead_of_deeming() {
    let mut desks = deeming();
    desks.clock_of(Side::Receiver, beijing(2026, 3, 4, 0));
    desks.sender(recall()).unwrap();
    desks.clock(beijing(2026, 3, 4, 0));
    desks.settle();
    assert!(matches!(desks.lapse().unwrap().body, Body::Lapse(_)));
    desks.settle();
    desks.agree_on(Stage::Lapsed);
}

#[test]
fn a_supervision_is_taken_on_by_signing_and_ends_with_a_written_answer() {
    let mut desks = TwoDesks::new();
    desks.refer(supervise()).unwrap();
    desks.settle();
    assert_eq!(code(desks.receiver(decline())), "OUT_OF_ORDER", "it cannot be declined");
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Accepted);
    let due = &desks.sender.referral().deadline(Duty::Handle).unwrap().due;
    assert_eq!(due.due, beijing(2026, 3, 10, 0), "five working days to answer");
    assert_eq!(code(desks.receiver(conclude())), "OUT_OF_ORDER", "no agreement ends it");
    desks.receiver(answer_supervision()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Concluded);
    desks.sender(Step::ConfirmOutcome).unwrap();
    desks.settle();
    desks.agree_on(Stage::Confirmed);
}

#[test]
fn silence_does_not_shake_a_supervision_off() {
    let mut desks = TwoDesks::new();
    desks.refer(supervise()).unwrap();
    desks.settle();
    desks.clock(beijing(2026, 3, 4, 0));
    desks.lapse().unwrap();
    desks.settle();
    desks.agree_on(Stage::Accepted);
    let handle = desks.sender.referral().deadline(Duty::Handle).unwrap();
    assert_eq!(handle.due.due, beijing(2026, 3, 12, 0), "five working days from the verdict's arrival");
}

#[test]
fn what_is_allowed_while_an_objection_could_be_raised_lists_it() {
    let mut desks = signed();
    let lists = |desks: &TwoDesks| {
        let desk = &desks.receiver;
        let names = allowed(desk.now, &desk.rules, desk.matter.as_ref().unwrap(), desk.referral());
        names.contains(&duijie_core::command::StepName::Object)
    };
    assert!(lists(&desks));
    desks.clock(WINDOW_ENDS());
    assert!(!lists(&desks));
}
