//! What the timekeeper remembers and what the audit finds, on a store in memory and instants that the tests choose.

use super::*;
use crate::store::{
    memory::MemoryStore,
    rows::{Commit, DeadlineRow},
};
use duijie_core::referral::Duty;

fn at(second: i64) -> Timestamp {
    Timestamp::from_micros(second * 1_000_000)
}

fn key(referral: &str) -> DeadlineKey {
    DeadlineKey::Referral(referral.parse().unwrap(), Duty::Acknowledge)
}

fn row(referral: &str, wake: Option<i64>) -> DeadlineRow {
    DeadlineRow {
        key: key(referral),
        matter: "m-1".parse().unwrap(),
        state: "open",
        owed_by_us: true,
        due: at(100),
        wake_at: wake.map(at),
        provisional: false,
        officer: None,
        step: None,
    }
}

fn write(store: &MemoryStore, rows: Vec<DeadlineRow>) {
    store.commit(&Commit { deadlines: rows, ..Commit::default() }).unwrap();
}

fn store_with(rows: Vec<DeadlineRow>) -> MemoryStore {
    let store = MemoryStore::default();
    write(&store, rows);
    store
}

/// So many that they do not fit, every one at this second.
fn crowd(letter: char, count: usize, second: i64) -> Vec<DeadlineRow> {
    (0..count).map(|index| row(&format!("{letter}-{index:06}"), Some(second))).collect()
}

fn names(due: &[WakeKey]) -> Vec<&str> {
    due.iter().map(|wake| wake.key.parts().0).collect()
}

fn audited(keeper: &mut Timekeeper, store: &MemoryStore) -> Audit {
    loop {
        if let Some(audit) = keeper.audit(store).unwrap() {
            return audit;
        }
    }
}

#[test]
fn what_is_due_comes_once_and_soonest_first() {
    let store = store_with(vec![row("b", Some(20)), row("a", Some(10)), row("c", Some(30))]);
    let mut keeper = Timekeeper::load(&store).unwrap();
    assert_eq!(keeper.next(), Some(at(10)));
    assert_eq!(names(&keeper.due(at(25), 10, &store).unwrap()), ["a", "b"]);
    assert!(keeper.due(at(25), 10, &store).unwrap().is_empty());
}

// D25
#[test]
fn an_audit_finds_what_memory_forgot_and_arms_it_again() {
    let store = store_with(vec![row("a", Some(10)), row("b", Some(20)), row("done", None)]);
    let mut keeper = Timekeeper::load(&store).unwrap();
    assert_eq!(audited(&mut keeper, &store), Audit { checked: 2, missing: 0 });
    keeper.forget_everything();
    assert_eq!(audited(&mut keeper, &store), Audit { checked: 2, missing: 2 });
    assert_eq!(names(&keeper.due(at(25), 10, &store).unwrap()), ["a", "b"]);
}

#[test]
fn what_was_submitted_and_never_answered_is_missing_too() {
    let store = store_with(vec![row("a", Some(10))]);
    let mut keeper = Timekeeper::load(&store).unwrap();
    assert_eq!(names(&keeper.due(at(25), 10, &store).unwrap()), ["a"]);
    assert_eq!(audited(&mut keeper, &store), Audit { checked: 1, missing: 1 });
    assert_eq!(names(&keeper.due(at(25), 10, &store).unwrap()), ["a"]);
}

#[test]
fn a_deadline_that_moved_or_ended_is_not_woken_at_its_old_time() {
    let store = store_with(vec![row("a", Some(10)), row("b", Some(20))]);
    let mut keeper = Timekeeper::load(&store).unwrap();
    keeper.changed(key("a"), Some(at(50)));
    keeper.changed(key("b"), None);
    assert!(keeper.due(at(49), 10, &store).unwrap().is_empty());
    assert_eq!(names(&keeper.due(at(50), 10, &store).unwrap()), ["a"]);
}

#[test]
fn what_was_not_carried_out_is_due_again() {
    let store = store_with(vec![row("a", Some(10))]);
    let mut keeper = Timekeeper::load(&store).unwrap();
    assert_eq!(keeper.due(at(10), 10, &store).unwrap().len(), 1);
    keeper.submit_again();
    assert_eq!(names(&keeper.due(at(10), 10, &store).unwrap()), ["a"]);
}

#[test]
fn only_the_next_are_in_memory_and_the_others_come_in_their_turn() {
    let mut rows = crowd('b', 3 * PAGE, 20);
    rows.push(row("a", Some(10)));
    rows.push(row("c", Some(30)));
    let store = store_with(rows);
    let mut keeper = Timekeeper::load(&store).unwrap();
    assert_eq!(keeper.armed(), PAGE);
    assert_eq!(audited(&mut keeper, &store), Audit { checked: PAGE as u64, missing: 0 });
    // All of one instant come although the clock stands exactly there, and nothing later.
    let due = keeper.due(at(20), 4 * PAGE, &store).unwrap();
    assert_eq!(due.len(), 3 * PAGE + 1);
    assert!(due.is_sorted());
    assert_eq!(keeper.next(), Some(at(30)));
}

#[test]
fn what_is_set_within_the_window_is_armed_and_what_lies_beyond_it_is_read_when_its_time_comes() {
    let store = store_with(crowd('b', 2 * PAGE, 20));
    let mut keeper = Timekeeper::load(&store).unwrap();
    write(&store, vec![row("early", Some(5)), row("late", Some(50))]);
    for (name, second) in [("early", 5), ("late", 50)] {
        keeper.changed(key(name), Some(at(second)));
    }
    assert_eq!(keeper.armed(), PAGE + 1);
    assert_eq!(audited(&mut keeper, &store), Audit { checked: PAGE as u64 + 1, missing: 0 });
    assert_eq!(names(&keeper.due(at(5), 1, &store).unwrap()), ["early"]);
    assert_eq!(keeper.due(at(60), 4 * PAGE, &store).unwrap().len(), 2 * PAGE + 1);
}

#[test]
fn memory_stays_bounded_and_the_audit_finds_nothing_missing() {
    let store = MemoryStore::default();
    let mut keeper = Timekeeper::load(&store).unwrap();
    let rows = crowd('b', ARMED_MAX + 1, 20);
    write(&store, rows.clone());
    for row in rows {
        keeper.changed(row.key, row.wake_at);
    }
    assert_eq!(keeper.armed(), ARMED_MAX / 2);
    assert_eq!(audited(&mut keeper, &store), Audit { checked: ARMED_MAX as u64 / 2, missing: 0 });
    assert_eq!(keeper.due(at(20), usize::MAX, &store).unwrap().len(), ARMED_MAX + 1);
}

#[test]
fn an_audit_under_way_bears_what_changes_meanwhile() {
    let store = store_with(crowd('b', 2 * PAGE, 20));
    let mut keeper = Timekeeper::load(&store).unwrap();
    // Arms the second page too.
    assert_eq!(keeper.due(at(20), PAGE + 1, &store).unwrap().len(), PAGE + 1);
    keeper.submit_again();
    assert_eq!(keeper.audit(&store).unwrap(), None);
    assert!(keeper.is_auditing());
    write(&store, vec![row("b-000001", None), row("b-001999", Some(90))]);
    keeper.changed(key("b-000001"), None);
    keeper.changed(key("b-001999"), Some(at(90)));
    let rest = keeper.audit(&store).unwrap();
    assert_eq!(rest.or_else(|| keeper.audit(&store).unwrap()).map(|audit| audit.missing), Some(0));
}
