//! While the receiver handles it, and its result: progress, bodies and mediators, suspend, resume, conclude, confirm.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::Step,
    outcome::{FailureReason, NoAgreement, OutcomeResult},
    referral::{Climb, DeadlineStatus, Duty, Side, Stage},
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::{beijing, text},
    steps::{conclude, conclude_with, confirm, no_agreement, recall, report, resume, suspend},
};

#[test]
fn progress_is_told_and_changes_no_state() {
    // C30
    let mut desks = TwoDesks::at(Stage::Accepted);
    let before = desks.sender.referral().reference.clone();
    desks.receiver(report()).unwrap();
    desks.settle();
    assert_eq!(desks.agree_on(Stage::Accepted), before);
}

#[test]
fn the_sender_learns_which_body_and_which_mediator_were_assigned() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let mediator = || Step::AssignMediator { mediator: text("李调解员") };
    assert_eq!(code(desks.receiver(mediator())), "OUT_OF_ORDER", "a body comes first");
    desks.receiver(Step::AssignBody { body: text("第一调委会"), again: None }).unwrap();
    desks.receiver(mediator()).unwrap();
    desks.settle();
    let seen = desks.sender.referral();
    assert_eq!(seen.mediation_body.as_ref().unwrap().as_str(), "第一调委会");
    assert_eq!(seen.mediator.as_ref().unwrap().as_str(), "李调解员");
}

#[test]
fn a_suspended_term_does_not_ring_at_its_end_but_only_to_be_looked_at() {
    let mut desks = TwoDesks::at(Stage::Suspended);
    let due = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    desks.clock(due.plus(std::time::Duration::from_secs(30 * 24 * 3600)));
    for side in [Side::Sender, Side::Receiver] {
        assert_eq!(desks.wake_all(side).len(), 1);
        let deadline = desks.desk(side).referral().deadline(Duty::Handle).unwrap();
        assert_eq!((deadline.status, deadline.fired_at), (DeadlineStatus::Suspended, None));
        assert_eq!(deadline.climb, Climb::default(), "the term itself has taken no step");
        assert!(deadline.review.as_ref().unwrap().climb.stage.is_some());
    }
}

#[test]
fn ten_days_of_suspension_move_the_due_day_by_ten_days() {
    // D16
    let mut desks = TwoDesks::at(Stage::Suspended);
    desks.clock(beijing(2026, 3, 12, 9));
    desks.receiver(resume()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Accepted);
    for desk in [&desks.sender, &desks.receiver] {
        // 2 April and ten days is Sunday 12 April, which rolls to the end of Monday.
        assert_eq!(desk.referral().deadline(Duty::Handle).unwrap().due.due, beijing(2026, 4, 14, 0));
    }
}

#[test]
fn two_suspensions_count_once_each() {
    let mut desks = TwoDesks::at(Stage::Suspended);
    desks.clock(beijing(2026, 3, 6, 9));
    desks.receiver(resume()).unwrap();
    desks.receiver(suspend()).unwrap();
    desks.clock(beijing(2026, 3, 10, 9));
    desks.receiver(resume()).unwrap();
    // Four days and four days more: Friday 10 April.
    assert_eq!(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due, beijing(2026, 4, 11, 0));
}

#[test]
fn a_suspension_moves_nothing_past_the_parents_due_instant() {
    let limit = beijing(2026, 3, 20, 0);
    let mut desks = TwoDesks::at(Stage::Sent);
    let mut letter = desks.sender.sent[0].clone();
    let duijie_core::letter::Body::Refer(refer) = &mut letter.body else { panic!("{letter:?}") };
    refer.not_after = Some(limit);
    desks.sender.sent[0] = letter;
    desks.settle();
    for step in [duijie_testkit::steps::acknowledge(), duijie_testkit::steps::accept(), suspend()] {
        desks.receiver(step).unwrap();
    }
    assert_eq!(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due, limit);
    desks.clock(beijing(2026, 3, 12, 9));
    desks.receiver(resume()).unwrap();
    assert_eq!(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due, limit);
}

#[test]
fn every_result_ends_the_handling_and_waits_for_the_senders_signature() {
    // C20, C21
    let sham = NoAgreement { reason: FailureReason::ShamSuspected, ..no_agreement() };
    for step in [
        conclude(),
        conclude_with(OutcomeResult::SettledAndWithdrawn),
        conclude_with(OutcomeResult::NoAgreement(no_agreement())),
        conclude_with(OutcomeResult::Terminated(sham)),
    ] {
        let mut desks = TwoDesks::at(Stage::Accepted);
        desks.receiver(step).unwrap();
        assert!(desks.receiver.answers(), "until the sender is known to have the result");
        desks.settle();
        desks.agree_on(Stage::Concluded);
        assert!(desks.sender.answers());
        assert_eq!(desks.sender.referral().outcome, desks.receiver.referral().outcome);
        desks.sender(confirm()).unwrap();
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Confirmed), desks.sender.sent.last().unwrap().reference);
    }
}

#[test]
fn a_late_conclusion_still_counts() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 5, 4, 9));
    desks.wake_all(Side::Receiver);
    assert!(desks.lapse().is_none(), "a missed handling term takes nothing from the receiver");
    desks.receiver(conclude()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Concluded);
}

#[test]
fn a_suspended_referral_is_resumed_before_it_is_concluded() {
    let mut desks = TwoDesks::at(Stage::Suspended);
    assert_eq!(code(desks.receiver(conclude())), "OUT_OF_ORDER");
    assert_eq!(code(desks.receiver(suspend())), "OUT_OF_ORDER");
}

#[test]
fn a_recall_that_meets_a_conclusion_is_answered_with_it() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(conclude()).unwrap();
    desks.sender(recall()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Concluded);
    assert_eq!(desks.sender.referral().pending, None);
}

#[test]
fn a_term_that_was_reminded_before_a_suspension_is_not_reminded_of_its_half_again() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 3, 20, 9));
    assert_eq!(desks.wake(Side::Sender, Duty::Handle).len(), 1);
    desks.receiver(suspend()).unwrap();
    desks.pass(std::time::Duration::from_secs(20 * 24 * 3600));
    desks.receiver(resume()).unwrap();
    desks.settle();
    assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![]);
    let wake = desks.sender.referral().deadline(Duty::Handle).unwrap().wake().unwrap();
    assert_eq!(wake.stage, duijie_core::letter::body::RemindStage::Early);
}
