//! What the passing of time does besides lapse: the waiting desk reminds, the owing desk records, each once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    decide::{self, Act},
    event::Event,
    letter::{Body, body::RemindStage},
    referral::{DeadlineStatus, Duty, Side, Stage},
    term::{BasisKind, Reminder, basis, workdays},
    terms_common,
};
use duijie_testkit::{
    TwoDesks,
    sample::beijing,
    steps::{acknowledge, conclude, confirm, extend, override_lapse, refer, take_offer},
    two_desks::body,
};
use std::time::Duration;

#[test]
fn the_sender_reminds_at_half_term_and_at_the_due_instant_once_each() {
    // D30
    let mut desks = TwoDesks::at(Stage::Arrived);
    assert_eq!(desks.wake(Side::Sender, Duty::Acknowledge), vec![], "not before half term");
    desks.clock(beijing(2026, 3, 3, 5));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Acknowledge)), RemindStage::Half);
    assert_eq!(desks.wake(Side::Sender, Duty::Acknowledge), vec![]);
    desks.clock(beijing(2026, 3, 4, 0));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Acknowledge)), RemindStage::Due);
    assert_eq!(desks.wake(Side::Sender, Duty::Acknowledge), vec![]);
    desks.settle();
    assert_eq!(desks.receiver.referral().reminders, 2);
}

#[test]
fn after_downtime_only_the_last_reminder_is_sent() {
    // D23
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 5, 4, 9));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Handle)), RemindStage::Due);
    assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![]);
}

#[test]
fn nobody_is_reminded_of_a_duty_that_is_done_or_over() {
    // D30, D31
    for stage in [Stage::Concluded, Stage::Confirmed, Stage::Declined, Stage::Lapsed, Stage::Recalled, Stage::Withdrawn]
    {
        let mut desks = TwoDesks::at(stage);
        desks.clock(beijing(2026, 5, 4, 9));
        assert_eq!(desks.wake_all(Side::Sender), vec![], "{stage:?}");
    }
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 5, 4, 9));
    for duty in [Duty::Acknowledge, Duty::Accept] {
        assert_eq!(desks.wake(Side::Sender, duty), vec![]);
        assert_eq!(desks.wake(Side::Receiver, duty), vec![]);
    }
}

#[test]
fn who_owes_a_duty_records_once_that_it_was_not_done() {
    // D23
    for (stage, side, duty) in [
        (Stage::Arrived, Side::Receiver, Duty::Acknowledge),
        (Stage::Acknowledged, Side::Receiver, Duty::Accept),
        (Stage::Accepted, Side::Receiver, Duty::Handle),
        (Stage::Objected, Side::Sender, Duty::AnswerObjection),
    ] {
        fires_once(&mut TwoDesks::at(stage), side, duty);
    }
}

#[test]
fn an_extended_term_fires_at_its_new_end() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let told = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    desks.receiver(extend(&["甲", "乙"])).unwrap();
    desks.settle();
    assert!(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due > told);
    desks.clock_of(Side::Receiver, told);
    fires_once(&mut desks, Side::Receiver, Duty::Handle);
}

fn fires_once(desks: &mut TwoDesks, side: Side, duty: Duty) {
    let due = desks.desk(side).referral().deadline(duty).unwrap().due.due;
    assert_eq!(desks.wake(side, duty), vec![], "not before");
    desks.clock_of(side, beijing(2026, 6, 30, 9));
    let referral = desks.desk(side).referral().id.clone();
    let fired = Event::DeadlineFired { referral: referral.clone(), duty, due };
    assert_eq!(desks.wake(side, duty), vec![Act::Happen(fired.clone())]);
    assert_eq!(desks.wake(side, duty), vec![]);
    // The deadline alone is enough to say so.
    assert_eq!(decide::fire(&referral, duty, due, due), Some(fired));
    assert_eq!(decide::fire(&referral, duty, due, due.minus(Duration::from_micros(1))), None);
    assert_eq!(decide::fire(&referral, Duty::FeedBack, due, due), None, "which a delivery may have met");
}

#[test]
fn a_result_that_reached_the_sender_meets_the_duty_to_report() {
    let mut desks = TwoDesks::at(Stage::Concluded);
    desks.clock(beijing(2026, 3, 9, 9));
    let referral = desks.receiver.referral().id.clone();
    assert_eq!(desks.wake(Side::Receiver, Duty::FeedBack), vec![Act::Happen(Event::FedBack { referral })]);
    assert_eq!(desks.wake(Side::Receiver, Duty::FeedBack), vec![]);
    let met = DeadlineStatus::Met { at: beijing(2026, 3, 9, 9) };
    assert_eq!(desks.receiver.referral().deadline(Duty::FeedBack).unwrap().status, met);
}

#[test]
fn a_result_that_did_not_reach_the_sender_fires_once_and_is_met_by_the_signature() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(conclude()).unwrap();
    desks.clock(beijing(2026, 3, 9, 9));
    let acts = desks.wake(Side::Receiver, Duty::FeedBack);
    assert!(matches!(&acts[..], [Act::Happen(Event::DeadlineFired { duty: Duty::FeedBack, .. })]), "{acts:?}");
    assert_eq!(desks.wake(Side::Receiver, Duty::FeedBack), vec![]);
    desks.settle();
    desks.sender(confirm()).unwrap();
    desks.settle();
    let status = desks.receiver.referral().deadline(Duty::FeedBack).unwrap().status;
    assert_eq!(status, DeadlineStatus::Met { at: beijing(2026, 3, 9, 9) });
}

#[test]
fn a_term_that_fired_does_not_fire_again_when_the_referral_is_taken_up_again() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    desks.receiver(acknowledge()).unwrap();
    desks.sender(override_lapse()).unwrap();
    desks.clock(beijing(2026, 3, 9, 9));
    assert_eq!(desks.wake(Side::Receiver, Duty::Accept).len(), 1);
    desks.settle();
    desks.sender(take_offer()).unwrap();
    desks.settle();
    desks.agree_on(Stage::Acknowledged);
    assert_eq!(desks.wake(Side::Receiver, Duty::Accept), vec![]);
}

#[test]
fn a_desk_that_does_not_know_the_referral_is_woken_for_nothing() {
    let mut desks = TwoDesks::at(Stage::Sent);
    desks.clock(beijing(2026, 5, 4, 9));
    for duty in Duty::ALL {
        assert_eq!(desks.wake(Side::Sender, duty), vec![]);
        assert_eq!(desks.wake(Side::Receiver, duty), vec![]);
    }
}

#[track_caller]
fn stage_of(acts: &[Act]) -> RemindStage {
    match body(acts) {
        Body::Remind(remind) => remind.stage,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stricter_local_length_reminds_and_the_legal_one_lapses() {
    // D36
    let mut desks = TwoDesks::new();
    let term = desks.receiver.rules.terms.iter_mut().find(|term| term.rule == terms_common::DECIDE).unwrap();
    term.remind = Some(Reminder { period: workdays(1), basis: basis(BasisKind::Local, "某县办法第5条") });
    desks.refer(refer()).unwrap();
    desks.settle();
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    let accept = desks.sender.referral().deadline(Duty::Accept).unwrap().due.clone();
    assert_eq!((accept.remind_by, accept.due), (Some(beijing(2026, 3, 4, 0)), beijing(2026, 3, 6, 0)));
    desks.clock(beijing(2026, 3, 4, 0));
    let acts = desks.wake(Side::Sender, Duty::Accept);
    let Body::Remind(remind) = body(&acts) else { panic!("{acts:?}") };
    assert_eq!((remind.stage, remind.due), (RemindStage::Local, beijing(2026, 3, 4, 0)));
    assert_eq!(desks.lapse(), None, "what the law attaches to the end waits for it");
    assert_eq!(desks.wake(Side::Receiver, Duty::Accept), vec![], "it is not overdue either");
    assert_eq!(desks.wake(Side::Sender, Duty::Accept), vec![], "once");
    desks.clock(beijing(2026, 3, 6, 0));
    assert_eq!(stage_of(&desks.wake(Side::Sender, Duty::Accept)), RemindStage::Due, "and the legal end wakes again");
    assert!(desks.lapse().is_some());
}
