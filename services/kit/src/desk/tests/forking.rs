//! A peer that sealed two letters under one number: kept as evidence, and nothing more of it is applied (exchange §2).

use super::{
    pen::{Pen, Said, recall, refer},
    room::{Room, refused},
};
use crate::{
    codec,
    desk::{Answer, Input, SkipStep},
    journal::Entry,
    sample::{BUREAU, COURTS, NOW, agency},
};
use duijie_testkit::sample::text;
use std::time::Duration;

#[test]
fn after_a_fork_nothing_of_the_peer_is_applied_or_skipped_into_effect_and_our_statements_say_so() {
    let (mut room, mut courts, mut other) = (Room::bureau(), Pen::of(COURTS, BUREAU), Pen::of(COURTS, BUREAU));
    let letters = [
        courts.sealed("r-1", &Said::Unheard(0), NOW),
        courts.sealed("r-1", &Said::Well(&refer()), NOW),
        courts.sealed("r-2", &Said::Well(&refer()), NOW),
    ];
    room.step(letters.map(Input::Letter).to_vec());
    assert_eq!(room.waiting(), [1, 2]);
    let effects = room.step(vec![Input::Letter(other.sealed("r-1", &Said::Unheard(7), NOW))]);
    assert_eq!(effects.alarms, [("FORKED", agency(COURTS))]);
    let forked = room.entries().into_iter().filter(|entry| matches!(entry, Entry::Forked { number: 1, .. })).count();
    assert_eq!(forked, 1);

    room.later(Duration::from_secs(1));
    let after = room.step(vec![Input::Letter(courts.sealed("r-2", &Said::Well(&recall()), NOW)), Input::StateAtOnce]);
    let statement = codec::statement::open(&after.statements[0].1).unwrap().statement;
    assert_eq!((statement.forked_at, statement.received.0), (Some(1), 3));
    assert!(!room.said().contains(&"verdict"));

    // What is understood waits for the end of the fork; what is not may be skipped, which applies nothing.
    let propose = || SkipStep::Propose { reason: text("两份第 1 号函") };
    assert_eq!(refused(room.skip("周运维", 2, propose())), "PARKED_UNDERSTOOD");
    room.skip("周运维", 1, propose());
    room.skip("吴运维", 1, SkipStep::Confirm { proposal: None });
    assert_eq!((room.waiting(), room.unparked()), (vec![2], vec![]));
    room.reopen(None);
    room.step(Vec::new());
    assert_eq!((room.waiting(), room.unparked()), (vec![2], vec![]));
    room.verify();
}

#[test]
fn an_operator_ends_a_fork_and_letters_are_applied_again_from_where_they_stopped() {
    let (mut room, mut courts, mut other) = (Room::bureau(), Pen::of(COURTS, BUREAU), Pen::of(COURTS, BUREAU));
    assert_eq!(refused(room.end_fork("q-1")), "NOT_FORKED");
    room.step(vec![Input::Letter(courts.sealed("r-1", &Said::Unheard(0), NOW))]);
    room.step(vec![Input::Letter(other.sealed("r-1", &Said::Unheard(7), NOW))]);
    let stopped = courts.sealed("r-2", &Said::Well(&refer()), NOW);
    room.step(vec![Input::Letter(stopped.clone())]);
    assert!(!room.said().contains(&"arrived"), "nothing of a forked peer is applied");

    let Answer::Aside(ended) = room.end_fork("q-2") else { panic!("not ended") };
    let Entry::ForkEnded { peer, number, .. } = &ended.entry else { panic!("not ended") };
    assert_eq!((peer, *number), (&agency(COURTS), 1));
    let Answer::Aside(again) = room.end_fork("q-2") else { panic!("not ended") };
    assert_eq!(again, ended, "the same request, the same answer");
    room.later(Duration::from_secs(1));
    let after = room.step(vec![Input::StateAtOnce]);
    let statement = codec::statement::open(&after.statements[0].1).unwrap().statement;
    assert_eq!((statement.forked_at, statement.received.0), (None, 1));
    room.step(vec![Input::Letter(stopped)]);
    assert!(room.said().contains(&"arrived"));
    room.verify();

    // The other chain is still another: seen again, it is a fork again.
    let effects = room.step(vec![Input::Letter(other.sealed("r-3", &Said::Unheard(8), NOW))]);
    assert_eq!(effects.alarms, [("FORKED", agency(COURTS))]);
    room.reopen(None);
    assert_eq!(refused(room.end_fork("q-1")), "NOT_FORKED", "the first refusal is remembered");
    assert!(matches!(room.end_fork("q-3"), Answer::Aside(_)), "a fork outlives a restart");
}
