//! Deadlines: their list, those that want to be woken, and referrals that wait for a peer's silence.

use super::fixtures::*;
use crate::store::{Store, WakeKey, rows::*};
use duijie_core::{letter::body::RemindStage, matter::DeadlineKey, referral::Duty};

on_every_store! {
    wakes_come_soonest_first_and_go_on_after_a_key,
    a_deadline_that_no_longer_wants_to_be_woken_is_not,
    running_deadlines_come_by_key_and_go_on_after_one,
    silent_referrals_come_by_id_once_their_instant_is_reached,
    deadlines_come_soonest_first_through_ties_both_ways,
    every_filter_of_deadlines_finds_its_own,
    deadlines_are_counted_by_what_becomes_of_them,
    what_an_officer_read_first_stands,
}

fn wakes_come_soonest_first_and_go_on_after_a_key(store: &dyn Store) {
    // A referral may be named as an own deadline is: they are two keys all the same.
    let duties = [Duty::Own, Duty::AnswerObjection, Duty::FeedBack, Duty::Accept, Duty::Handle, Duty::Acknowledge];
    let deadlines = duties.into_iter().flat_map(|duty| ["R-2-d1", "R-1-d1"].map(|of| deadline(of, duty, 50)));
    let early = deadline("R-9", Duty::Handle, 7);
    store.commit(&Commit { deadlines: deadlines.chain([early]).collect(), ..Commit::default() }).unwrap();
    let key = |at_micros, of: &str, duty| WakeKey { at: at(at_micros), key: DeadlineKey::of(of, duty).unwrap() };
    let mut expected = vec![key(7, "R-9", Duty::Handle)];
    for of in ["R-1-d1", "R-2-d1"] {
        expected.extend(Duty::ALL.map(|duty| key(50, of, duty)));
    }
    assert!(expected.is_sorted(), "the order is that of keys");
    for limit in 1..=12 {
        let mut found: Vec<WakeKey> = Vec::new();
        loop {
            let page = store.wakes(found.last(), limit).unwrap();
            if page.is_empty() {
                break;
            }
            found.extend(page);
        }
        assert_eq!(found, expected, "in pages of {limit}");
    }
}

fn a_deadline_that_no_longer_wants_to_be_woken_is_not(store: &dyn Store) {
    let woken = deadline("R-1", Duty::Accept, 5);
    store.commit(&Commit { deadlines: vec![woken.clone()], ..Commit::default() }).unwrap();
    let met = DeadlineRow { state: "met", wake_at: None, ..woken };
    store.commit(&Commit { deadlines: vec![met], ..Commit::default() }).unwrap();
    assert_eq!(store.wakes(None, 9).unwrap(), []);
}

fn deadlines_are_counted_by_what_becomes_of_them(store: &dyn Store) {
    assert_eq!(store.deadline_counts(at(0)).unwrap(), DeadlineCounts::default());
    let fired = DeadlineRow { wake_at: None, ..deadline("R-1", Duty::Accept, 10) };
    let ahead = deadline("R-1", Duty::Handle, 11);
    let provisional = DeadlineRow { provisional: true, ..deadline("R-2", Duty::Handle, 900) };
    let forgotten = DeadlineRow { wake_at: None, ..deadline("R-3", Duty::Handle, 900) };
    let suspended =
        DeadlineRow { state: "suspended", provisional: true, wake_at: None, ..deadline("R-4", Duty::Handle, 5) };
    let met = DeadlineRow { state: "met", wake_at: None, ..deadline("R-5", Duty::Handle, 900) };
    let deadlines = vec![fired, ahead, provisional, forgotten, suspended, met];
    store.commit(&Commit { deadlines, ..Commit::default() }).unwrap();
    let counts = store.deadline_counts(at(10)).unwrap();
    let expected = DeadlineCounts { open: 4, ahead: 3, waking: 2, unwakeable: 1, provisional: 1, suspended: 1 };
    assert_eq!(counts, expected);
}

fn silent_referrals_come_by_id_once_their_instant_is_reached(store: &dyn Store) {
    let waiting = |name, from: Option<i64>| ReferralRow { silent_from: from.map(at), ..referral(name, "M-1") };
    let referrals = vec![
        waiting("R-4", Some(10)),
        waiting("R-1", Some(20)),
        waiting("R-2", Some(21)),
        waiting("R-3", None),
        waiting("R-5", Some(-5)),
    ];
    store.commit(&Commit { referrals, ..Commit::default() }).unwrap();
    assert_eq!(store.silent(at(20), None, 9).unwrap(), [id("R-1"), id("R-4"), id("R-5")]);
    assert_eq!(store.silent(at(20), None, 2).unwrap(), [id("R-1"), id("R-4")]);
    assert_eq!(store.silent(at(20), Some(&id("R-4")), 2).unwrap(), [id("R-5")]);
}

fn deadlines_come_soonest_first_through_ties_both_ways(store: &dyn Store) {
    let deadlines = vec![
        deadline("R", Duty::Handle, 5),
        deadline("R-1", Duty::Accept, 5),
        deadline("R", Duty::Accept, 5),
        deadline("R-2", Duty::Accept, 3),
        deadline("R-0", Duty::Accept, 9),
    ];
    store.commit(&Commit { deadlines, ..Commit::default() }).unwrap();
    let expected = ["R-2/accept", "R/accept", "R/handle", "R-1/accept", "R-0/accept"];
    for limit in 1..=6 {
        let up = super::fixtures::deadlines(store, &DeadlineFilter::default(), Run::Up, limit);
        let mut down = super::fixtures::deadlines(store, &DeadlineFilter::default(), Run::Down, limit);
        down.reverse();
        assert_eq!((&up[..], &down[..]), (&expected.map(String::from)[..], &expected.map(String::from)[..]));
    }
}

fn told(of: &str, officer: Option<&str>) -> DeadlineRow {
    DeadlineRow { officer: officer.map(str::to_owned), ..deadline(of, Duty::Accept, 50) }
}

fn what_an_officer_read_first_stands(store: &dyn Store) {
    let read = |up_to, second| ReadRow { officer: "王某".to_owned(), up_to, read_at: at(second) };
    for reads in [vec![read(7, 10)], vec![read(7, 20), read(9, 30)]] {
        store.commit(&Commit { reads, ..Commit::default() }).unwrap();
    }
    let at_position = |position| store.read_at("王某", position).unwrap();
    assert_eq!([0, 7, 8, 9, 10].map(at_position), [Some(at(10)), Some(at(10)), Some(at(30)), Some(at(30)), None]);
    assert_eq!((store.read_up_to("王某").unwrap(), store.read_up_to("李某").unwrap()), (9, 0));
}

fn every_filter_of_deadlines_finds_its_own(store: &dyn Store) {
    let deadlines = vec![
        deadline("R-1", Duty::Accept, 5),
        DeadlineRow { state: "met", ..deadline("R-2", Duty::Accept, 5) },
        DeadlineRow { owed_by_us: false, ..deadline("R-3", Duty::Accept, 6) },
        DeadlineRow { state: "suspended", provisional: true, ..deadline("R-4", Duty::Accept, 7) },
        DeadlineRow { step: Some((RemindStage::Due, 8)), ..told("R-5", Some("王某")) },
        DeadlineRow { step: Some((RemindStage::Due, 8)), ..told("R-9", Some("李某")) },
        DeadlineRow { step: Some((RemindStage::Red, 9)), state: "met", ..told("R-6", Some("王某")) },
        DeadlineRow { step: Some((RemindStage::Early, 9)), ..told("R-7", None) },
        told("R-8", Some("王某")),
    ];
    store.commit(&Commit { deadlines, ..Commit::default() }).unwrap();
    let none = DeadlineFilter::default();
    let cases = [
        (
            DeadlineFilter { states: vec!["met", "suspended"], due_before: Some(at(20)), ..none.clone() },
            vec!["R-2", "R-4"],
        ),
        (DeadlineFilter { owed_by_us: Some(false), ..none.clone() }, vec!["R-3"]),
        (DeadlineFilter { overdue: Some((true, at(5))), ..none.clone() }, vec!["R-1"]),
        (DeadlineFilter { overdue: Some((true, at(4))), ..none.clone() }, vec![]),
        (
            DeadlineFilter { overdue: Some((false, at(5))), due_before: Some(at(20)), ..none.clone() },
            vec!["R-2", "R-3", "R-4"],
        ),
        (DeadlineFilter { due_before: Some(at(6)), ..none.clone() }, vec!["R-1", "R-2"]),
        (DeadlineFilter { referral: Some(id("R-4")), ..none.clone() }, vec!["R-4"]),
        (DeadlineFilter { duties: vec![Duty::Handle, Duty::FeedBack], ..none.clone() }, vec![]),
        (DeadlineFilter { duties: vec![Duty::Accept], due_before: Some(at(6)), ..none.clone() }, vec!["R-1", "R-2"]),
        (
            DeadlineFilter { states: vec!["open"], owed_by_us: Some(true), due_before: Some(at(20)), ..none.clone() },
            vec!["R-1"],
        ),
        (
            DeadlineFilter { told: Some(Told { officer: "王某".to_owned(), after: 0 }), ..none.clone() },
            vec!["R-5", "R-7"],
        ),
        (DeadlineFilter { told: Some(Told { officer: "王某".to_owned(), after: 8 }), ..none }, vec!["R-7"]),
    ];
    for (filter, expected) in cases {
        let expected: Vec<String> = expected.iter().map(|of| format!("{of}/accept")).collect();
        assert_eq!(super::fixtures::deadlines(store, &filter, Run::Up, 1), expected, "{filter:?}");
    }
}

fn running_deadlines_come_by_key_and_go_on_after_one(store: &dyn Store) {
    let deadlines = vec![
        deadline("R-2", Duty::Handle, 5),
        DeadlineRow { state: "suspended", wake_at: None, ..deadline("R-1", Duty::Handle, 900) },
        DeadlineRow { state: "met", wake_at: None, ..deadline("R-1", Duty::Accept, 1) },
        DeadlineRow { owed_by_us: false, wake_at: None, ..deadline("R-1", Duty::AnswerObjection, 7) },
        DeadlineRow { state: "cancelled", wake_at: None, ..deadline("R-3", Duty::Accept, 1) },
        deadline("R-10", Duty::FeedBack, 3),
    ];
    store.commit(&Commit { deadlines, ..Commit::default() }).unwrap();
    // Among the duties of one referral the token decides.
    let expected = ["R-1/answer_objection", "R-1/handle", "R-10/feed_back", "R-2/handle"];
    for limit in 1..=5 {
        let mut found: Vec<DeadlineRow> = Vec::new();
        loop {
            let page = store.running(found.last().map(|row| &row.key), limit).unwrap();
            if page.is_empty() {
                break;
            }
            found.extend(page);
        }
        let keys: Vec<_> = found.iter().map(|row| row.key.to_string()).collect();
        assert_eq!(keys, expected, "in pages of {limit}");
    }
}
