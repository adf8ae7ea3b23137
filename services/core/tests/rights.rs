//! A right of parties that passes is nobody's fault: it climbs no further, is overdue nowhere, and keeps no file open.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::Command,
    decide::Act,
    event::{Event, OwnEvent},
    letter::body::RemindStage,
    statistics::{fact::Part, facts::facts},
};
use duijie_testkit::{
    desk::code,
    own::{OwnClock, at},
    sample::text,
};

/// A right of three days, and the duty with which it is compared.
const RIGHT: &str = "AA08";

fn close() -> Command {
    Command::Close { matter: "matter-1".parse().unwrap(), reason: text("已答复") }
}

#[test]
fn it_is_told_once_that_it_has_passed_and_there_are_no_cards() {
    let mut clock = OwnClock::sample();
    clock.start(RIGHT).unwrap();
    let own = clock.matter().own[0].clone();
    assert_eq!(own.deadline.wake().map(|wake| wake.at), Some(own.deadline.due.due), "nobody is warned of it");
    // After downtime of months it is still no more than passed.
    clock.on("2026-06-01");
    let acts = clock.desk.wake_own(&own.id);
    let [Act::Happen(Event::Own { what, .. })] = acts.as_slice() else { panic!("{acts:?}") };
    let OwnEvent::Fired { climbed, .. } = &**what else { panic!("{what:?}") };
    assert_eq!((climbed.stage, climbed.next_at), (RemindStage::Due, None));
    let own = &clock.matter().own[0];
    assert_eq!((own.deadline.wake(), own.deadline.passed(at("2026-06-01"))), (None, true));
    assert!(!own.deadline.overdue(at("2026-06-01")));
}

#[test]
fn it_counts_among_no_duties() {
    let mut clock = OwnClock::sample();
    clock.start(RIGHT).unwrap();
    assert!(facts(clock.matter()).iter().all(|fact| fact.key.part != Part::DutyOwn));
    clock.start("AA01").unwrap();
    assert_eq!(facts(clock.matter()).iter().filter(|fact| fact.key.part == Part::DutyOwn).count(), 1);
}

#[test]
fn it_keeps_no_file_open_as_a_duty_does() {
    let mut clock = OwnClock::sample();
    clock.start(RIGHT).unwrap();
    clock.start("AA01").unwrap();
    assert_eq!(code(clock.desk.command(close())), "OPEN_DEADLINE");
    let mut clock = OwnClock::sample();
    clock.start(RIGHT).unwrap();
    clock.desk.command(close()).unwrap();
    assert!(clock.matter().own[0].runs());
}
