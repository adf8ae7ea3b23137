//! From the sender's desk to the receiver's acceptance: refer, arrive, acknowledge, accept, decline, supplement.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Refer, Step},
    decide::{Act, Draft},
    ids::Digest,
    letter::{
        Body,
        body::{Arrived, Ruling, Timing},
    },
    referral::{Duty, Side, Stage},
    subject::Procedure,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::{beijing, bureau, kind, other_bureau, police, receiver_rules},
    steps::{accept, acknowledge, decline, refer, request_supplement, supply},
    two_desks::body,
};

#[test]
fn an_arriving_referral_is_answered_with_its_digest_and_the_due_instant_of_the_signature() {
    // A03, B05
    let mut desks = TwoDesks::at(Stage::Sent);
    desks.clock_of(Side::Receiver, beijing(2026, 3, 3, 10));
    let content = desks.sender.sent[0].reference.content;

    let acts = desks.deliver_to(Side::Receiver).unwrap();

    let Body::Arrived(Arrived { content: told, arrived_at, due: acknowledge_due, object_due: None }) = body(&acts)
    else {
        panic!("{acts:?}")
    };
    assert_eq!((*told, *arrived_at), (content, beijing(2026, 3, 3, 10)));
    assert_eq!((acknowledge_due.rule.as_str(), acknowledge_due.due), ("DS01", beijing(2026, 3, 5, 0)));
}

#[test]
fn the_sender_adopts_the_due_instant_that_the_receiver_told() {
    let desks = TwoDesks::at(Stage::Arrived);
    let due = |side| desks.desk(side).referral().deadline(Duty::Acknowledge).unwrap().due.clone();
    assert_eq!(due(Side::Sender), due(Side::Receiver));
}

#[test]
fn a_kind_that_the_receiver_does_not_offer_is_declined_at_both_ends_by_the_referral_itself() {
    let mut desks = TwoDesks::new();
    desks.receiver.rules.offers.clear();
    desks.refer(refer()).unwrap();
    let acts = desks.deliver_to(Side::Receiver).unwrap();
    assert_eq!(ruling_code(&acts), "NOT_OFFERED");
    desks.settle();
    assert_eq!(desks.agree_on(Stage::Declined), desks.sender.sent[0].reference);
}

#[test]
fn a_referral_without_the_procedure_its_term_depends_on_is_refused_by_the_receiver_too() {
    let mut desks = TwoDesks::new();
    let by_procedure = receiver_rules().offer(&kind("litigation"), "public-security").unwrap().handling.clone();
    desks.receiver.rules.offers[0].handling = by_procedure;
    desks.refer(refer()).unwrap();
    assert_eq!(ruling_code(&desks.deliver_to(Side::Receiver).unwrap()), "PROCEDURE_MISSING");
    desks.settle();
    desks.agree_on(Stage::Declined);
}

#[test]
fn a_path_that_loops_or_is_too_deep_or_does_not_end_with_the_sender_is_refused_by_the_receiver() {
    // C18
    let far = |n: usize| format!("32010{n}.courts").parse().unwrap();
    let too_deep = (0..5).map(far).chain([police()]).collect();
    for (path, expected) in [
        (vec![bureau(), police()], "LOOP"),
        (too_deep, "TOO_DEEP"),
        (vec![police(), other_bureau()], "PATH_WRONG"),
        (vec![], "PATH_WRONG"),
    ] {
        let mut desks = TwoDesks::at(Stage::Sent);
        let mut letter = desks.sender.sent[0].clone();
        let Body::Refer(sent) = &mut letter.body else { panic!("{letter:?}") };
        sent.path = path;
        assert_eq!(ruling_code(&desks.receiver.receive(&letter)), expected);
    }
}

#[test]
fn a_sender_refuses_to_send_what_its_rules_do_not_know() {
    let refused = |refer: Refer| code(TwoDesks::new().refer(refer));
    assert_eq!(refused(Refer { kind: kind("letters"), ..refer() }), "KIND_NOT_SENT");
    assert_eq!(refused(Refer { kind: kind("supervision"), ..refer() }), "KIND_NOT_SENT", "it has a request of its own");
    assert_eq!(refused(Refer { receiver: police(), ..refer() }), "KIND_NOT_SENT");
    assert_eq!(refused(Refer { receiver: "320102.courts".parse().unwrap(), ..refer() }), "KIND_NOT_SENT");
    assert_eq!(refused(Refer { kind: kind("litigation"), ..refer() }), "PROCEDURE_MISSING");
    assert_eq!(refused(Refer { procedure: Some(Procedure::Summary), ..refer() }), "PROCEDURE_NOT_APPLICABLE");
    assert_eq!(refused(Refer { replaces: Some("nothing".parse().unwrap()), ..refer() }), "NOT_FOUND");
}

#[test]
fn a_matter_has_one_receiver_at_a_time() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    let second = Refer { referral: "referral-2".parse().unwrap(), ..refer() };
    assert_eq!(code(desks.refer(second)), "ALREADY_REFERRED");
}

#[test]
fn a_second_referral_with_the_same_id_ends_nothing() {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    let mut again = desks.sender.sent[0].clone();
    again.reference.number = desks.receiver.applied + 1;
    assert_eq!(ruling_code(&desks.receiver.receive(&again)), "REFERRAL_EXISTS");
    assert_eq!(desks.receiver.referral().stage, Stage::Acknowledged);
}

#[test]
fn a_letter_about_an_unknown_referral_is_refused_and_a_verdict_about_one_is_not_answered() {
    // B15
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.receiver(acknowledge()).unwrap();
    let mut stray = desks.receiver.sent.last().unwrap().clone();
    stray.referral = "nothing".parse().unwrap();
    let answer = desks.sender.receive(&stray);
    assert_eq!(ruling_code(&answer), "NOT_FOUND");
    let [Act::Send(Draft { body, .. })] = &answer[..] else { panic!("{answer:?}") };
    stray.body = body.clone();
    stray.reference.number += 1;
    assert_eq!(desks.sender.receive(&stray), vec![]);
}

#[test]
fn a_letter_that_is_not_the_writers_to_write_changes_nothing() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    let forged_by_receiver = desks.sender.sent[0].reference.clone();
    desks.sender(duijie_testkit::steps::recall()).unwrap();
    let mut letter = desks.sender.sent[1].clone();
    letter.reference.from = bureau();
    letter.reference.to = police();
    letter.reference.number = desks.sender.applied + 1;
    assert_eq!(ruling_code(&desks.sender.receive(&letter)), "NOT_FOUND");
    assert_ne!(desks.sender.referral().reference, forged_by_receiver);
}

#[test]
fn signing_passes_responsibility_to_the_receiver_and_starts_the_decision_term() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    assert!(desks.sender.answers() && !desks.receiver.answers());
    desks.receiver(acknowledge()).unwrap();
    assert!(desks.sender.answers() && desks.receiver.answers(), "the sender does not know yet");
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    assert!(desks.receiver.answers());
    assert_eq!(desks.sender.referral().deadline(Duty::Accept).unwrap().due.due, beijing(2026, 3, 6, 0));
}

#[test]
fn an_officer_signs_only_for_what_was_shown() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    let shown = |digest| Step::Acknowledge { shown: Some(digest) };
    assert_eq!(code(desks.receiver(shown(Digest::ZERO))), "NOT_WHAT_WAS_SHOWN");
    desks.receiver(shown(desks.sender.sent[0].reference.content)).unwrap();
}

#[test]
fn accepting_starts_the_handling_term_of_the_kind_at_both_ends() {
    // C01, D10
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    desks.receiver(accept()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Accepted);
    for desk in [&desks.sender, &desks.receiver] {
        let due = &desk.referral().deadline(Duty::Handle).unwrap().due;
        assert_eq!((due.rule.as_str(), due.due), ("RM01", beijing(2026, 4, 3, 0)));
    }
}

#[test]
fn the_handling_term_of_litigation_depends_on_the_procedure() {
    for (procedure, rule, due) in
        [(Procedure::Ordinary, "SU07", beijing(2026, 3, 18, 0)), (Procedure::Summary, "SU08", beijing(2026, 3, 10, 0))]
    {
        let mut desks = TwoDesks::new();
        desks.refer(Refer { kind: kind("litigation"), procedure: Some(procedure), ..refer() }).unwrap();
        desks.settle();
        desks.receiver(acknowledge()).unwrap();
        desks.receiver(accept()).unwrap();
        let told = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.clone();
        assert_eq!((told.rule.as_str(), told.due), (rule, due));
    }
}

#[test]
fn a_decision_at_the_due_instant_is_late_and_one_just_before_is_not() {
    // D11
    for (micros_before, timing) in [(1, Timing::InTime), (0, Timing::Late)] {
        let mut desks = TwoDesks::at(Stage::Arrived);
        let due = desks.receiver.referral().deadline(Duty::Acknowledge).unwrap().due.due;
        desks.clock_of(Side::Receiver, due.minus(std::time::Duration::from_micros(micros_before)));
        let acts = desks.receiver(acknowledge()).unwrap();
        let Body::Acknowledge(told) = body(&acts) else { panic!("{acts:?}") };
        assert_eq!(told.timing, timing);
    }
}

#[test]
fn a_receiver_declines_before_or_after_signing_and_the_sender_answers_for_it_again() {
    // C03
    for stage in [Stage::Arrived, Stage::Acknowledged] {
        let mut desks = TwoDesks::at(stage);
        desks.receiver(decline()).unwrap();
        assert_eq!(desks.receiver.answers(), stage == Stage::Acknowledged, "until the sender is known to have it");
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Declined), desks.receiver.sent.last().unwrap().reference);
        assert!(desks.sender.answers() && desks.sender.referral().decline.is_some());
        assert_eq!(code(desks.receiver(accept())), "OUT_OF_ORDER");
        assert_eq!(code(desks.receiver(decline())), "OUT_OF_ORDER");
    }
}

#[test]
fn from_the_due_instant_on_the_receiver_does_not_decline_any_more() {
    for stage in [Stage::Arrived, Stage::Acknowledged] {
        let mut desks = TwoDesks::at(stage);
        desks.clock(beijing(2026, 3, 9, 9));
        assert_eq!(code(desks.receiver(decline())), "OUT_OF_ORDER");
    }
}

#[test]
fn what_the_receiver_misses_is_asked_for_and_supplied_without_moving_the_referral() {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    assert_eq!(code(desks.sender(supply())), "OUT_OF_ORDER");
    let before = desks.sender.referral().reference.clone();
    desks.receiver(request_supplement()).unwrap();
    desks.settle();
    assert_eq!(desks.sender.referral().missing.len(), 1);
    desks.sender(supply()).unwrap();
    desks.settle();
    assert!(desks.receiver.referral().missing.is_empty());
    assert_eq!(desks.agree_on(Stage::Acknowledged), before);
}

#[track_caller]
fn ruling_code(acts: &[Act]) -> &str {
    match body(acts) {
        Body::Verdict(verdict) => match &verdict.ruling {
            Ruling::Refused { code, .. } => code,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
