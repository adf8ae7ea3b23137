//! Silence: lapse by proof, an officer's override, and what arrives late.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Refer, Step},
    letter::{
        Body,
        body::{LapseGround, Ruling},
    },
    referral::{Duty, Side, Stage},
    time::Timestamp,
};
use duijie_testkit::{
    Statement, TwoDesks,
    desk::code,
    sample::{beijing, other_bureau, text},
    steps::{
        accept, acknowledge, conclude, decline, override_lapse, refer, referral, refuse_offer, report, suspend,
        take_offer,
    },
};
use std::time::Duration;

const NEXT_MONDAY: fn() -> Timestamp = || beijing(2026, 3, 9, 9);

#[test]
fn silence_until_the_due_instant_gives_the_referral_back_to_the_sender() {
    // D20
    for (stage, duty) in [(Stage::Arrived, Duty::Acknowledge), (Stage::Acknowledged, Duty::Accept)] {
        let mut desks = TwoDesks::at(stage);
        desks.clock(NEXT_MONDAY());
        let draft = desks.lapse().unwrap();
        let Body::Lapse(lapse) = &draft.body else { panic!("{draft:?}") };
        assert_eq!((lapse.duty, &lapse.ground), (duty, &LapseGround::Proof { as_of: NEXT_MONDAY() }));
        assert!(desks.sender.answers());
        desks.settle();
        assert_eq!(desks.agree_on(Stage::Lapsed), desks.sender.sent.last().unwrap().reference);
        assert_eq!(desks.lapse(), None, "once");
    }
}

#[test]
fn a_statement_from_before_the_due_instant_proves_nothing() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    let due = desks.sender.referral().authority().unwrap().due.due;
    let before = Statement { as_of: due.minus(Duration::from_micros(1)), ..desks.statement(Side::Receiver) };
    desks.clock(NEXT_MONDAY());
    assert_eq!(desks.lapse_by(before), None);
    assert!(desks.lapse_by(Statement { as_of: due, ..before }).is_some());
}

#[test]
fn the_senders_own_time_must_have_come_too() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.clock_of(Side::Receiver, NEXT_MONDAY());
    assert_eq!(desks.lapse(), None);
}

#[test]
fn a_statement_that_counts_a_letter_still_on_its_way_proves_nothing() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.receiver(acknowledge()).unwrap();
    desks.clock(NEXT_MONDAY());
    assert_eq!(desks.lapse(), None);
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
}

#[test]
fn without_an_arrival_nothing_lapses_and_an_officer_may_override() {
    let mut desks = TwoDesks::at(Stage::Sent);
    desks.clock(NEXT_MONDAY());
    assert_eq!(desks.lapse(), None);
    desks.sender(override_lapse()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Lapsed);
    assert!(desks.sender.referral().overridden.is_some() && desks.receiver.referral().overridden.is_some());
}

#[test]
fn an_override_ends_what_is_not_accepted_and_nothing_else() {
    for stage in Stage::ALL {
        let mut desks = TwoDesks::at(stage);
        let done = desks.sender(override_lapse());
        let silent = matches!(stage, Stage::Sent | Stage::Arrived | Stage::Acknowledged);
        assert_eq!(done.is_ok(), silent, "{stage:?}");
    }
}

#[test]
fn an_override_stands_over_whatever_the_receiver_decided_meanwhile() {
    let all: [&[Step]; 5] = [
        &[decline()],
        &[acknowledge()],
        &[acknowledge(), accept()],
        &[acknowledge(), accept(), suspend()],
        &[acknowledge(), accept(), conclude()],
    ];
    for steps in all {
        let mut desks = TwoDesks::at(Stage::Arrived);
        desks.sender(override_lapse()).unwrap();
        for step in steps {
            desks.receiver(step.clone()).unwrap();
        }
        desks.settle();
        desks.agree_on(Stage::Lapsed);
    }
}

#[test]
fn an_override_stands_over_a_refusal_of_the_referral_that_crosses_it() {
    let mut desks = TwoDesks::new();
    desks.receiver.rules.offers.clear();
    desks.refer(refer()).unwrap();
    desks.sender(override_lapse()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Lapsed);
}

#[test]
fn an_acceptance_in_time_that_crosses_an_override_is_an_offer_to_an_officer() {
    for (answer, stage) in [(take_offer(), Stage::Accepted), (refuse_offer(), Stage::Lapsed)] {
        let mut desks = TwoDesks::at(Stage::Acknowledged);
        desks.sender(override_lapse()).unwrap();
        desks.receiver(accept()).unwrap();
        desks.settle();
        desks.agree_on(Stage::Lapsed);
        desks.sender(answer).unwrap();
        assert!(desks.sender.answers(), "until the receiver is known to have the verdict");
        desks.settle();
        desks.agree_on(stage);
    }
}

#[test]
fn taking_a_signature_that_crossed_an_override_also_takes_the_acceptance_behind_it() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.sender(override_lapse()).unwrap();
    for step in [acknowledge(), accept(), conclude()] {
        desks.receiver(step).unwrap();
    }
    desks.deliver_to(Side::Sender);
    desks.sender(take_offer()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Accepted);
    assert_eq!(desks.receiver.referral().outcome, None, "it concludes again, on what both now know");
}

#[test]
fn taking_a_signature_undoes_the_decline_behind_it() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.sender(override_lapse()).unwrap();
    desks.receiver(acknowledge()).unwrap();
    desks.receiver(decline()).unwrap();
    desks.deliver_to(Side::Sender);
    desks.sender(take_offer()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    assert_eq!(desks.receiver.referral().decline, None);
}

#[test]
fn a_late_offer_is_taken_at_once_while_nothing_lapsed() {
    for (stage, late, next) in
        [(Stage::Arrived, acknowledge(), Stage::Acknowledged), (Stage::Acknowledged, accept(), Stage::Accepted)]
    {
        let mut desks = TwoDesks::at(stage);
        desks.clock(NEXT_MONDAY());
        desks.receiver(late).unwrap();
        let offer = desks.receiver.sent.last().unwrap().reference.clone();
        assert_eq!(desks.receiver.referral().stage, stage, "it waits for the verdict");
        desks.deliver_to(Side::Sender);
        assert!(desks.sender.answers() && desks.sender.referral().stage == next);
        desks.settle();
        assert_eq!(desks.agree_on(next), offer);
        assert!(desks.receiver.answers());
    }
}

#[test]
fn while_an_offer_waits_the_receiver_goes_no_further() {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    desks.clock(NEXT_MONDAY());
    desks.receiver(accept()).unwrap();
    for step in [accept(), decline(), conclude(), suspend()] {
        assert_eq!(code(desks.receiver(step)), "OUT_OF_ORDER");
    }
    desks.receiver(report()).unwrap();
}

#[test]
fn a_late_offer_after_a_lapse_is_the_officers_choice() {
    // D21
    for (answer, stage) in [(take_offer(), Stage::Acknowledged), (refuse_offer(), Stage::Lapsed)] {
        let mut desks = lapsed_with_a_late_signature();
        assert_eq!(desks.sender.referral().offer, desks.receiver.referral().offer);
        desks.sender(answer.clone()).unwrap();
        desks.settle();
        desks.agree_on(stage);
        assert_eq!(code(desks.sender(answer)), "OUT_OF_ORDER", "once");
    }
}

#[test]
fn a_late_offer_after_a_new_designation_is_superseded_by_the_desk() {
    // D20
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.clock(NEXT_MONDAY());
    desks.lapse().unwrap();
    desks.refer(elsewhere(true)).unwrap();
    desks.receiver(acknowledge()).unwrap();
    desks.deliver_to(Side::Sender);
    assert_eq!(last_ruling(&desks), Ruling::Superseded);
    desks.settle();
    desks.agree_on(Stage::Lapsed);
}

#[test]
fn designating_somebody_else_answers_an_offer_on_the_table_whether_replaced_or_not() {
    for replaces in [true, false] {
        let mut desks = lapsed_with_a_late_signature();
        desks.refer(elsewhere(replaces)).unwrap();
        desks.settle();
        desks.agree_on(Stage::Lapsed);
        for side in [Side::Sender, Side::Receiver] {
            assert_eq!(desks.desk(side).referral().offer, None);
        }
        assert_eq!(code(desks.sender(take_offer())), "OUT_OF_ORDER");
    }
}

#[test]
fn closing_the_matter_answers_an_offer_on_the_table() {
    let mut desks = lapsed_with_a_late_signature();
    let close = |matter: &str| Command::Close { matter: matter.parse().unwrap(), reason: text("归档") };
    assert_eq!(code(desks.receiver.command(close("matter-2"))), "OFFER_OPEN");
    desks.sender.command(close("matter-1")).unwrap();
    desks.settle();
    desks.agree_on(Stage::Lapsed);
    assert_eq!(desks.receiver.referral().offer, None);
    desks.receiver.command(close("matter-2")).unwrap();
}

#[test]
fn a_matter_that_the_receiver_closed_opens_again_when_its_signature_is_taken_up() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.sender(override_lapse()).unwrap();
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    let reason = text("归档");
    desks.receiver.command(Command::Close { matter: "matter-2".parse().unwrap(), reason }).unwrap();
    desks.sender(take_offer()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    assert_eq!(desks.receiver.matter.as_ref().unwrap().closed, None);
}

fn lapsed_with_a_late_signature() -> TwoDesks {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.clock(NEXT_MONDAY());
    desks.lapse().unwrap();
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Lapsed);
    desks
}

fn elsewhere(replaces: bool) -> Refer {
    let replaces = replaces.then(referral);
    Refer { referral: "referral-2".parse().unwrap(), receiver: other_bureau(), replaces, ..refer() }
}

fn last_ruling(desks: &TwoDesks) -> Ruling {
    match &desks.sender.sent.last().unwrap().body {
        Body::Verdict(verdict) => verdict.ruling.clone(),
        other => panic!("{other:?}"),
    }
}
