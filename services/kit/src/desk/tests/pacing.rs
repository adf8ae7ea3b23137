//! How often a desk states where it stands, and how often it publishes again, on the monotonic clock (exchange §3).

use super::{
    pen::{Pen, Said, refer},
    room::{DAY, Room},
};
use crate::{
    desk::Input,
    digest,
    journal::Entry,
    sample::{BUREAU, COURTS, PETITIONS, agency},
};
use duijie_core::ids::Digest;
use std::time::Duration;

/// A minute after the desk has opened.
const BEGIN: Duration = Duration::from_secs(60);

/// The bureau, which has one letter to the courts, of which it does not know whether it is there.
fn one_letter_out() -> (Room, Pen) {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    room.later(BEGIN);
    let now = room.now();
    let effects = room.step(vec![Input::Letter(courts.sealed("r-1", &Said::Unheard(0), now))]);
    assert_eq!((effects.letters_to.len(), effects.statements.len()), (1, 1));
    (room, courts)
}

/// The courts have it.
fn delivered(room: &mut Room, courts: &mut Pen) {
    let link = room.entries().iter().find_map(|entry| match entry {
        Entry::Sent { letter, .. } if letter.reference.to == agency(COURTS) => {
            Some(digest::link(&agency(BUREAU), &agency(COURTS), 1, &Digest::ZERO, &letter.reference.content))
        }
        _ => None,
    });
    courts.received = (1, link.unwrap());
    room.step(vec![Input::Statement(courts.statement(room.now()))]);
}

/// Lets time go from one due step to the next; how long it was between statements, so many times.
fn gaps(room: &mut Room, count: usize) -> Vec<Duration> {
    let (mut gaps, mut last) = (Vec::new(), room.after);
    while gaps.len() < count {
        room.after = room.after.max(room.desk.next_step_at());
        if !room.step(Vec::new()).statements.is_empty() {
            gaps.push(room.after - last);
            last = room.after;
        }
    }
    gaps
}

#[test]
fn statements_follow_letters_at_most_every_twenty_milliseconds() {
    let (mut room, mut courts) = one_letter_out();
    room.later(Duration::from_millis(5));
    let now = room.now();
    let effects = room.step(vec![Input::Letter(courts.sealed("r-1", &Said::Unheard(0), now))]);
    assert_eq!(effects.statements.len(), 0);
    assert_eq!(room.desk.next_step_at(), BEGIN + Duration::from_millis(20));
    assert_eq!(gaps(&mut room, 1), [Duration::from_millis(15)]);
}

#[test]
fn statements_go_every_ten_seconds_while_a_letter_is_unreceipted_then_every_minute_and_when_idle_every_ten() {
    let (mut room, mut courts) = one_letter_out();
    assert_eq!(gaps(&mut room, 3), [Duration::from_secs(10); 3]);
    delivered(&mut room, &mut courts);
    gaps(&mut room, 1);
    assert_eq!(gaps(&mut room, 3), [Duration::from_secs(60); 3]);
    room.later(Duration::from_secs(3_600));
    room.step(Vec::new());
    assert_eq!(gaps(&mut room, 3), [Duration::from_secs(600); 3]);
}

#[test]
fn statements_go_every_ten_seconds_while_an_authority_deadline_is_within_the_hour_or_past() {
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    room.later(BEGIN);
    let now = room.now();
    room.step(vec![Input::Letter(courts.sealed("r-1", &Said::Well(&refer()), now))]);
    delivered(&mut room, &mut courts);
    gaps(&mut room, 2);
    assert_eq!(gaps(&mut room, 1), [Duration::from_secs(60)]);
    room.later(3 * DAY);
    room.step(Vec::new());
    gaps(&mut room, 1);
    assert_eq!(gaps(&mut room, 3), [Duration::from_secs(10); 3]);
}

#[test]
fn a_desk_that_starts_states_at_once_and_only_to_whom_letters_were_exchanged() {
    let (mut room, _) = one_letter_out();
    room.later(Duration::from_secs(1));
    room.reopen(None);
    let told: Vec<_> = room.step(Vec::new()).statements.into_iter().map(|(peer, _)| peer).collect();
    assert_eq!(told, [agency(COURTS)]);
    let mut nobody_knows = Room::bureau();
    assert_eq!(nobody_knows.step(vec![Input::StateAtOnce]).statements.len(), 0);
    assert_eq!(nobody_knows.desk.next_step_at(), Duration::MAX);
}

#[test]
fn letters_go_again_after_two_seconds_doubling_to_five_minutes_and_only_when_a_statement_lacks_them() {
    let (mut room, mut courts) = one_letter_out();
    let (mut again, mut last) = (Vec::new(), room.after);
    while again.len() < 11 {
        room.later(Duration::from_secs(1));
        let statement = courts.statement(room.now());
        let effects = room.step(vec![Input::Statement(statement)]);
        if !effects.resend.is_empty() {
            assert_eq!(effects.resend, [(agency(COURTS), 0)]);
            again.push((room.after - last).as_secs());
            last = room.after;
        }
    }
    // Statements come each second here, and the jitter is 5 in 1,024.
    assert_eq!(again, [2, 3, 5, 9, 17, 33, 65, 129, 258, 302, 302]);
    // A silent peer gets statements and no letters.
    room.later(DAY);
    assert_eq!(room.step(Vec::new()).resend, []);
    delivered(&mut room, &mut courts);
    room.later(DAY);
    let statement = courts.statement(room.now());
    assert_eq!(room.step(vec![Input::Statement(statement)]).resend, []);
}

#[test]
fn a_gap_is_answered_by_one_statement_for_each_number_stated() {
    let (mut room, mut courts) = one_letter_out();
    delivered(&mut room, &mut courts);
    gaps(&mut room, 2);
    courts.letter("r-1", &Said::Unheard(0), room.now());
    let mut answered = Vec::new();
    for _ in 0..3 {
        room.later(Duration::from_secs(1));
        let statement = courts.statement(room.now());
        answered.push(room.step(vec![Input::Statement(statement)]).statements.len());
    }
    assert_eq!(answered, [1, 0, 0], "then by the pace of ten seconds");
}

#[test]
fn a_tick_for_one_peer_also_journals_what_another_has_just_said() {
    let mut petitions = Pen::of(PETITIONS, BUREAU);
    let (mut room, mut courts) = (Room::bureau(), Pen::of(COURTS, BUREAU));
    room.later(BEGIN);
    let now = room.now();
    room.step(vec![Input::Letter(petitions.sealed("r-1", &Said::Unheard(0), now))]);
    // Five milliseconds before the petitions' next statement the courts get theirs, and then answer it.
    room.later(Duration::from_millis(9_995));
    let now = room.now();
    room.step(vec![Input::Letter(courts.sealed("r-2", &Said::Unheard(0), now))]);
    room.later(Duration::from_millis(5));
    delivered(&mut room, &mut courts);
    room.verify();
}
