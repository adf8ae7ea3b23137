//! Facts: walked over in one order, found by when they count, and told by the record that said so first.

use super::fixtures::*;
use crate::store::{
    Store,
    counted::{CountedChange, CountedRow, Only, Stand, Walk},
    rows::Commit,
};
use duijie_core::{
    statistics::{Fact, FactKey, Part, State},
    text::Text,
    time::Timestamp,
};

const EVER: Walk = Walk { from: Timestamp::from_micros(0), until: Timestamp::from_micros(1_000), only: Only::All };

fn put(fact: Fact, position: u64) -> CountedChange {
    CountedChange::Put(CountedRow { until_position: fact.until.map(|_| position), fact, position })
}

fn commit(store: &dyn Store, counted: Vec<CountedChange>) {
    store.commit(&Commit { counted, ..Commit::default() }).unwrap();
}

/// Every fact of a walk, read two at a time.
fn walked(store: &dyn Store, walk: &Walk) -> Vec<CountedRow> {
    let (mut all, mut after) = (Vec::new(), None::<Stand>);
    loop {
        let page = store.counted(walk, after.as_ref(), 2).unwrap();
        after = page.last().map(|row| Stand::at(&row.fact));
        all.extend(page.clone());
        if page.len() < 2 {
            return all;
        }
    }
}

fn names(rows: &[CountedRow]) -> Vec<String> {
    rows.iter().map(|row| format!("{}/{}/{}", row.fact.key.of, row.fact.key.part.as_str(), row.position)).collect()
}

on_every_store!(
    facts_are_met_by_when_they_count_and_then_by_key,
    a_fact_of_which_more_is_known_keeps_the_record_that_said_it,
    a_duty_that_was_done_in_time_is_no_late_one,
    what_does_not_hold_after_all_is_gone,
    several_walks_are_read_as_of_one_position,
);

fn facts_are_met_by_when_they_count_and_then_by_key(store: &dyn Store) {
    let of = |of, at, part| put(fact(of, part, at), 1);
    let parts = [Part::HandedOver, Part::Accepted, Part::Agreed];
    commit(store, vec![of("R-2", 9, parts[0]), of("R-1", 9, parts[0]), of("R-1", 9, parts[1]), of("R-9", 5, parts[2])]);
    commit(store, vec![of("R-0", 1_000, parts[2])]);
    let expected = ["R-9/agreed/1", "R-1/accepted/1", "R-1/handed_over/1", "R-2/handed_over/1"];
    assert_eq!(names(&walked(store, &EVER)), expected);
    assert_eq!(names(&walked(store, &Walk { from: at(6), until: at(9), ..EVER })), Vec::<String>::new());
    assert_eq!(walked(store, &Walk { from: at(9), ..EVER }).len(), 3);
}

fn a_fact_of_which_more_is_known_keeps_the_record_that_said_it(store: &dyn Store) {
    let first = Fact { state: State::Open, ..fact("R-1", Part::Accepted, 5) };
    commit(store, vec![put(first.clone(), 3)]);
    let done = Fact { state: State::Met, until: Some(at(8)), ..first };
    commit(store, vec![put(done.clone(), 4)]);
    let named = Fact { body: Some(Text::parse("第一调委会", 100).unwrap()), ..done };
    commit(store, vec![put(named.clone(), 5)]);
    assert_eq!(walked(store, &EVER), [CountedRow { fact: named.clone(), position: 3, until_position: Some(4) }]);
    let moved = Fact { at: at(6), ..named };
    commit(store, vec![put(moved.clone(), 6)]);
    assert_eq!(walked(store, &EVER), [CountedRow { fact: moved, position: 6, until_position: Some(4) }]);
}

fn a_duty_that_was_done_in_time_is_no_late_one(store: &dyn Store) {
    let duty =
        |of, state, until: Option<i64>| put(Fact { state, until: until.map(at), ..fact(of, Part::DutyHandle, 10) }, 1);
    let (in_time, late) = (duty("R-1", State::Met, Some(9)), duty("R-2", State::Met, Some(10)));
    commit(store, vec![in_time, late, duty("R-3", State::Open, None), put(fact("R-4", Part::Accepted, 10), 1)]);
    let walk = Walk { only: Only::LateOrOpen, ..EVER };
    assert_eq!(names(&walked(store, &walk)), ["R-2/duty_handle/1", "R-3/duty_handle/1"]);
    commit(store, vec![duty("R-3", State::Met, Some(3))]);
    assert_eq!(names(&walked(store, &walk)), ["R-2/duty_handle/1"]);
}

fn what_does_not_hold_after_all_is_gone(store: &dyn Store) {
    let (agreed, key) = (fact("R-1", Part::Agreed, 5), FactKey { of: "R-1".into(), part: Part::Agreed, nth: 0 });
    commit(store, vec![put(agreed.clone(), 1), CountedChange::Gone(key), put(agreed, 2)]);
    assert_eq!(names(&walked(store, &EVER)), ["R-1/agreed/2"]);
}

fn several_walks_are_read_as_of_one_position(store: &dyn Store) {
    let duty = Fact { state: State::Open, ..fact("R-2", Part::DutyHandle, 7) };
    commit(store, vec![put(fact("R-1", Part::Agreed, 5), 1), put(duty, 1)]);
    let late = Walk { only: Only::LateOrOpen, ..EVER };
    let mut met = Vec::new();
    let position = store.facts(&[EVER, late], &mut |walk, fact| met.push((walk, fact.clone()))).unwrap();
    assert_eq!(position, store.head().unwrap().position);
    let paged =
        |at: usize, walk: &Walk| walked(store, walk).into_iter().map(move |row| (at, row.fact)).collect::<Vec<_>>();
    assert_eq!(met, [paged(0, &EVER), paged(1, &late)].concat());
    assert_eq!(met.len(), 3);
}
