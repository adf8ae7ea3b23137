//! Lists of matters and referrals: every order both ways through ties, and every filter.

use super::fixtures::*;
use crate::store::{Store, rows::*};
use duijie_core::referral::{Duty, Side, Stage};

on_every_store! {
    matters_come_in_every_order_through_ties_both_ways,
    referrals_come_in_every_order_through_ties_both_ways,
    what_has_no_due_instant_comes_last,
    the_last_page_says_that_there_is_no_more,
    every_filter_of_matters_finds_its_own,
    every_filter_of_referrals_finds_its_own,
    filters_hold_together,
    a_matter_is_found_by_a_filter_that_one_referral_meets_alone,
}

fn matters_come_in_every_order_through_ties_both_ways(store: &dyn Store) {
    let row = |name, registered, position| MatterRow { registered_at: at(registered), position, ..matter(name) };
    let rows = vec![row("M-3", 1, 4), row("M-1", 1, 9), row("M-2", 1, 4), row("M-4", 0, 4), row("M-5", 2, 1)];
    store.commit(&Commit { matters: rows, ..Commit::default() }).unwrap();
    for (order, expected) in [
        (OrderBy::Began, ["M-4", "M-1", "M-2", "M-3", "M-5"]),
        (OrderBy::Due, ["M-1", "M-2", "M-3", "M-4", "M-5"]),
        (OrderBy::Position, ["M-5", "M-2", "M-3", "M-4", "M-1"]),
    ] {
        both_ways(&expected, |run, limit| matters(store, &MatterFilter::default(), order, run, limit));
    }
}

fn referrals_come_in_every_order_through_ties_both_ways(store: &dyn Store) {
    let row = |name, sent, due: Option<i64>, position| ReferralRow {
        sent_at: at(sent),
        due: due.map(at),
        position,
        ..referral(name, "M-1")
    };
    let rows = vec![
        row("R-3", 1, None, 4),
        row("R-1", 1, Some(7), 9),
        row("R-2", 1, Some(7), 4),
        row("R-4", 0, None, 4),
        row("R-5", 2, Some(6), 1),
    ];
    store.commit(&Commit { referrals: rows, ..Commit::default() }).unwrap();
    for (order, expected) in [
        (OrderBy::Began, ["R-4", "R-1", "R-2", "R-3", "R-5"]),
        (OrderBy::Due, ["R-5", "R-1", "R-2", "R-3", "R-4"]),
        (OrderBy::Position, ["R-5", "R-2", "R-3", "R-4", "R-1"]),
    ] {
        both_ways(&expected, |run, limit| referrals(store, &ReferralFilter::default(), order, run, limit));
    }
}

fn what_has_no_due_instant_comes_last(store: &dyn Store) {
    let due = ReferralRow { due: Some(at(i64::MAX - 1)), ..referral("R-2", "M-1") };
    store.commit(&Commit { referrals: vec![referral("R-1", "M-1"), due], ..Commit::default() }).unwrap();
    let page = store.list_referrals(&ReferralFilter::default(), &first_page(OrderBy::Due, Run::Down, 1)).unwrap();
    assert_eq!(page.next, Some(Cursor { value: i64::MAX, key: "R-1".to_owned() }));
    assert_eq!(referrals(store, &ReferralFilter::default(), OrderBy::Due, Run::Up, 1), ["R-2", "R-1"]);
}

fn the_last_page_says_that_there_is_no_more(store: &dyn Store) {
    let empty = store.list_matters(&MatterFilter::default(), &first_page(OrderBy::Began, Run::Up, 5)).unwrap();
    assert_eq!((empty.rows.len(), empty.next), (0, None));
    store.commit(&Commit { matters: vec![matter("M-1"), matter("M-2")], ..Commit::default() }).unwrap();
    let full = store.list_matters(&MatterFilter::default(), &first_page(OrderBy::Began, Run::Up, 2)).unwrap();
    assert_eq!((full.rows.len(), full.next), (2, None));
}

fn every_filter_of_matters_finds_its_own(store: &dyn Store) {
    let rows = vec![
        MatterRow { closed: true, ..matter("M-1") },
        MatterRow { dispute: id("D-2"), ..matter("M-2") },
        MatterRow { text: "张三诉物业".to_owned(), ..matter("M-3") },
    ];
    let own = DeadlineRow { matter: id("M-2"), ..deadline("M-2-d1", Duty::Own, 5) };
    let ended = DeadlineRow { state: "met", matter: id("M-3"), ..deadline("M-3-d1", Duty::Own, 5) };
    let (referrals, deadlines) = (vec![referral("R-1", "M-2")], vec![own, ended]);
    store.commit(&Commit { matters: rows, referrals, deadlines, ..Commit::default() }).unwrap();
    let none = MatterFilter::default();
    let cases = [
        (none.clone(), vec!["M-1", "M-2", "M-3"]),
        (MatterFilter { closed: Some(true), ..none.clone() }, vec!["M-1"]),
        (MatterFilter { closed: Some(false), ..none.clone() }, vec!["M-2", "M-3"]),
        (MatterFilter { dispute: Some(id("D-2")), ..none.clone() }, vec!["M-2"]),
        (MatterFilter { text: Some("张三".to_owned()), ..none.clone() }, vec!["M-3"]),
        (MatterFilter { referral: Some(ReferralFilter::default()), ..none.clone() }, vec!["M-2"]),
        (MatterFilter { due_before: Some(at(6)), ..none.clone() }, vec!["M-2"]),
        (MatterFilter { due_before: Some(at(5)), ..none.clone() }, vec![]),
        (MatterFilter { dispute: Some(id("D-1")), closed: Some(false), ..none }, vec!["M-3"]),
    ];
    for (filter, expected) in cases {
        assert_eq!(matters(store, &filter, OrderBy::Began, Run::Up, 1), expected, "{filter:?}");
    }
}

/// One referral for each filter that only it meets.
fn unlike_referrals() -> Commit {
    Commit {
        matters: vec![matter("M-1"), MatterRow { text: "赵六借款".to_owned(), ..matter("M-2") }],
        referrals: vec![
            ReferralRow { stage: Stage::Accepted, ..referral("R-1", "M-1") },
            ReferralRow { kind: "police".to_owned(), ..referral("R-2", "M-1") },
            ReferralRow { peer: police(), ..referral("R-3", "M-1") },
            ReferralRow { side: Side::Receiver, ..referral("R-4", "M-1") },
            ReferralRow { dispute: id("D-2"), ..referral("R-5", "M-1") },
            referral("R-6", "M-2"),
            referral("R-7", "M-none"),
        ],
        deadlines: vec![
            DeadlineRow { state: "met", ..deadline("R-1", Duty::Accept, 1) },
            deadline("R-1", Duty::Handle, 9),
            deadline("R-2", Duty::Accept, 5),
        ],
        ..Commit::default()
    }
}

fn every_filter_of_referrals_finds_its_own(store: &dyn Store) {
    store.commit(&unlike_referrals()).unwrap();
    let none = ReferralFilter::default();
    let others = |without: &[&str]| -> Vec<String> {
        (1..=7).map(|n| format!("R-{n}")).filter(|name| !without.contains(&name.as_str())).collect()
    };
    let only = |name: &str| vec![name.to_owned()];
    let cases = [
        (none.clone(), others(&[])),
        (ReferralFilter { stages: vec![Stage::Accepted, Stage::Lapsed], ..none.clone() }, only("R-1")),
        (ReferralFilter { kind: Some("police".to_owned()), ..none.clone() }, only("R-2")),
        (ReferralFilter { peer: Some(police()), ..none.clone() }, only("R-3")),
        (ReferralFilter { side: Some(Side::Receiver), ..none.clone() }, only("R-4")),
        (ReferralFilter { side: Some(Side::Sender), ..none.clone() }, others(&["R-4"])),
        (ReferralFilter { dispute: Some(id("D-2")), ..none.clone() }, only("R-5")),
        (ReferralFilter { text: Some("赵六".to_owned()), ..none.clone() }, only("R-6")),
        (ReferralFilter { text: Some(" ** ".to_owned()), ..none.clone() }, others(&[])),
        (ReferralFilter { overdue: Some((true, at(5))), ..none.clone() }, only("R-2")),
        (ReferralFilter { overdue: Some((true, at(4))), ..none.clone() }, vec![]),
        (ReferralFilter { overdue: Some((false, at(5))), ..none.clone() }, others(&["R-2"])),
        (ReferralFilter { due_before: Some(at(5)), ..none.clone() }, vec![]),
        (ReferralFilter { due_before: Some(at(6)), ..none.clone() }, only("R-2")),
        (ReferralFilter { due_before: Some(at(10)), ..none }, vec!["R-1".to_owned(), "R-2".to_owned()]),
    ];
    for (filter, expected) in cases {
        assert_eq!(referrals(store, &filter, OrderBy::Began, Run::Up, 2), expected, "{filter:?}");
    }
}

fn filters_hold_together(store: &dyn Store) {
    store.commit(&unlike_referrals()).unwrap();
    let both = ReferralFilter {
        kind: Some("litigation".to_owned()),
        side: Some(Side::Sender),
        peer: Some(courts()),
        dispute: Some(id("D-1")),
        overdue: Some((false, at(100))),
        ..ReferralFilter::default()
    };
    assert_eq!(referrals(store, &both, OrderBy::Position, Run::Down, 1), ["R-7", "R-6"]);
    let matter = MatterFilter { closed: Some(false), referral: Some(both), ..MatterFilter::default() };
    assert_eq!(matters(store, &matter, OrderBy::Position, Run::Down, 1), ["M-2"]);
}

fn a_matter_is_found_by_a_filter_that_one_referral_meets_alone(store: &dyn Store) {
    let rows = vec![
        ReferralRow { kind: "police".to_owned(), ..referral("R-1", "M-1") },
        ReferralRow { side: Side::Receiver, ..referral("R-2", "M-1") },
    ];
    store.commit(&Commit { matters: vec![matter("M-1")], referrals: rows, ..Commit::default() }).unwrap();
    let filter = |side| MatterFilter {
        referral: Some(ReferralFilter {
            kind: Some("police".to_owned()),
            side: Some(side),
            ..ReferralFilter::default()
        }),
        ..MatterFilter::default()
    };
    assert_eq!(matters(store, &filter(Side::Sender), OrderBy::Began, Run::Up, 1), ["M-1"]);
    assert_eq!(matters(store, &filter(Side::Receiver), OrderBy::Began, Run::Up, 1), [""; 0]);
}

fn both_ways(expected: &[&str], list: impl Fn(Run, usize) -> Vec<String>) {
    let reversed: Vec<&str> = expected.iter().rev().copied().collect();
    for limit in 1..=expected.len() + 1 {
        assert_eq!(list(Run::Up, limit), expected, "up in pages of {limit}");
        assert_eq!(list(Run::Down, limit), reversed, "down in pages of {limit}");
    }
}
