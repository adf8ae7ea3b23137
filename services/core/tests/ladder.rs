//! The steps of the ladder before a term ends (D30): each once, and of several that were missed the newest alone (D23).
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    decide::Act,
    event::Event,
    letter::{Body, body::RemindStage},
    referral::{Duty, Side, Stage},
    term::Roll,
    time::Timestamp,
};
use duijie_testkit::{TwoDesks, sample::beijing, steps::accept, two_desks::body};
use std::time::Duration;

/// The step of the owing desk.
#[track_caller]
fn climbed(acts: &[Act]) -> (RemindStage, Timestamp) {
    match acts {
        [Act::Happen(Event::DeadlineFired { climbed, .. } | Event::DeadlineClimbed { climbed, .. })] => {
            (climbed.stage, climbed.at)
        }
        other => panic!("{other:?}"),
    }
}

/// The step of the waiting desk.
#[track_caller]
fn reminded(acts: &[Act]) -> (RemindStage, Option<Timestamp>) {
    match body(acts) {
        Body::Remind(remind) => (remind.stage, remind.at),
        other => panic!("{other:?}"),
    }
}

#[test]
fn half_of_a_term_four_fifths_of_it_its_last_working_day_and_its_end_are_reminded_of_once_each() {
    // D30. The month from Monday 2 March 9:00 ends on Thursday 2 April at 24:00.
    let mut desks = TwoDesks::at(Stage::Accepted);
    let steps = [
        (RemindStage::Half, beijing(2026, 3, 18, 4).plus(Duration::from_secs(1800))),
        (RemindStage::Early, beijing(2026, 3, 27, 16).plus(Duration::from_secs(720))),
        (RemindStage::LastDay, beijing(2026, 4, 2, 0)),
        (RemindStage::Due, beijing(2026, 4, 3, 0)),
    ];
    for (stage, at) in steps {
        desks.clock_of(Side::Sender, at.minus(Duration::from_micros(1)));
        assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![], "not before: {stage:?}");
        desks.clock_of(Side::Sender, at);
        assert_eq!(reminded(&desks.wake(Side::Sender, Duty::Handle)), (stage, Some(at)));
        assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![], "once: {stage:?}");
    }
}

#[test]
fn of_reminders_before_the_end_that_were_missed_only_the_newest_is_sent() {
    // D23
    for (at, stage) in [((2026, 3, 30, 9), RemindStage::Early), ((2026, 4, 2, 9), RemindStage::LastDay)] {
        let mut desks = TwoDesks::at(Stage::Accepted);
        desks.clock(beijing(at.0, at.1, at.2, at.3));
        assert_eq!(reminded(&desks.wake(Side::Sender, Duty::Handle)).0, stage);
        assert_eq!(climbed(&desks.wake(Side::Receiver, Duty::Handle)).0, stage);
        for side in [Side::Sender, Side::Receiver] {
            assert_eq!(desks.wake(side, Duty::Handle), vec![], "{stage:?}");
        }
    }
}

#[test]
fn a_term_that_ends_on_a_rest_day_is_reminded_of_on_the_working_day_before() {
    // Without a roll the month from Thursday 2 April ends on Saturday 2 May.
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    for term in &mut desks.receiver.rules.terms {
        term.roll = Roll::None;
    }
    desks.clock(beijing(2026, 4, 2, 9));
    desks.receiver(accept()).unwrap();
    desks.settle();
    let due = desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due;
    assert_eq!(due, beijing(2026, 5, 3, 0));
    desks.clock(beijing(2026, 5, 1, 0));
    assert_eq!(climbed(&desks.wake(Side::Receiver, Duty::Handle)), (RemindStage::LastDay, beijing(2026, 5, 1, 0)));
}

#[test]
fn after_downtime_only_the_last_reminder_is_sent() {
    // D23
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 5, 4, 9));
    assert_eq!(reminded(&desks.wake(Side::Sender, Duty::Handle)).0, RemindStage::Red);
    assert_eq!(desks.wake(Side::Sender, Duty::Handle), vec![]);
}
