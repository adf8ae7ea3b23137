//! Mediation attempts that lead to nothing, and when the matter is to be passed up (应当升级移交).
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::Step,
    decide::next_steps,
    event::Event,
    letter::{
        Body,
        body::{FailedAttempt, NextAttempt},
    },
    referral::{Side, Stage},
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::text,
    steps::{accept, acknowledge, record_attempt, refer_petition},
};

fn assign(body: &str) -> Step {
    Step::AssignBody { body: text(body), again: None }
}

fn attempts(desks: &TwoDesks) -> [Option<(u32, NextAttempt)>; 2] {
    let of = |side| desks.desk(side).referral().failed_attempt.map(|it: FailedAttempt| (it.in_a_row, it.next));
    [of(Side::Sender), of(Side::Receiver)]
}

#[test]
fn the_sender_learns_that_an_attempt_failed_and_nothing_of_what_was_said() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(record_attempt()).unwrap();
    desks.settle();
    assert_eq!(attempts(&desks), [Some((1, NextAttempt::Allowed)); 2]);
    let Body::Progress(sent) = &desks.receiver.sent.last().unwrap().body else { panic!("no progress") };
    assert_eq!(sent.text, text("连续第1次调解不成"));
    let kept = |event: &Event| matches!(event, Event::AttemptFailed { text, .. } if text.in_the_file().as_str().contains("分歧过大"));
    assert_eq!((desks.sender.recorded(kept), desks.receiver.recorded(kept)), (0, 1));
}

#[test]
fn a_second_failed_attempt_passes_the_matter_up_and_a_third_by_the_same_body_is_refused() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(assign("某村调委会")).unwrap();
    for _ in 0..2 {
        desks.receiver(record_attempt()).unwrap();
    }
    desks.settle();
    assert_eq!(attempts(&desks), [Some((2, NextAttempt::PassUp)); 2]);
    for side in [Side::Sender, Side::Receiver] {
        assert!(desks.desk(side).referral().must_be_passed_up());
    }
    let told = |side| {
        let desk = desks.desk(side);
        next_steps(desk.now, &desk.rules, desk.matter.as_ref().unwrap(), desk.referral())
            .into_iter()
            .map(|(_, basis)| basis)
    };
    assert_eq!(told(Side::Receiver).collect::<Vec<_>>(), ["某县公调对接做法"]);
    assert_eq!(told(Side::Sender).count(), 0, "who mediates passes it up");
    let Err(refusal) = desks.receiver(record_attempt()) else { panic!("not refused") };
    assert_eq!(refusal.code, "PASS_UP");
    assert_eq!(refusal.basis.as_deref(), Some("某县公调对接做法（实践做法，无法定依据）"));
    assert!(refusal.allowed.contains(&"AssignBody".to_owned()), "{:?}", refusal.allowed);
    assert!(!refusal.allowed.contains(&"RecordAttempt".to_owned()), "{:?}", refusal.allowed);
    // The same body again is no other body.
    desks.receiver(assign("某村调委会")).unwrap();
    assert_eq!(code(desks.receiver(record_attempt())), "PASS_UP");
}

#[test]
fn another_mediation_body_begins_anew_at_both_ends() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    for _ in 0..2 {
        desks.receiver(record_attempt()).unwrap();
    }
    desks.receiver(assign("某乡镇调处中心")).unwrap();
    desks.settle();
    assert_eq!(attempts(&desks), [None; 2]);
    desks.receiver(record_attempt()).unwrap();
    desks.settle();
    assert_eq!(attempts(&desks), [Some((1, NextAttempt::Allowed)); 2]);
}

#[test]
fn where_no_rule_counts_them_attempts_are_only_recorded() {
    let mut desks = TwoDesks::new();
    desks.refer(refer_petition()).unwrap();
    desks.settle();
    for step in [acknowledge(), accept(), record_attempt(), record_attempt(), record_attempt()] {
        desks.receiver(step).unwrap();
    }
    desks.settle();
    assert_eq!(attempts(&desks), [Some((3, NextAttempt::Allowed)); 2]);
}

#[test]
fn only_what_is_being_mediated_has_attempts() {
    for stage in [Stage::Arrived, Stage::Acknowledged, Stage::Suspended, Stage::Concluded, Stage::Confirmed] {
        let mut desks = TwoDesks::at(stage);
        assert_eq!(code(desks.receiver(record_attempt())), "OUT_OF_ORDER", "{stage:?}");
    }
    let mut desks = TwoDesks::at(Stage::Accepted);
    assert_eq!(code(desks.sender(record_attempt())), "WRONG_SIDE");
}
