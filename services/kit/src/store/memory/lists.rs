//! Pages of rows in memory: filter, sort by (order value, key), go on after the row where the page before ended.

use super::{
    filters,
    state::{State, deadline_key},
};
use crate::store::{
    WakeKey,
    counted::{CountedRow, Stand, Walk},
    order,
    rows::{
        Cursor, DeadlineCounts, DeadlineFilter, DeadlineRow, MatterFilter, MatterRow, Page, PageRequest, ParkedRow,
        ParkedState, ReferralFilter, ReferralRow, Run,
    },
};
use duijie_core::{agency::AgencyId, ids::ReferralId, matter::DeadlineKey, time::Timestamp};
use std::{cmp::Ordering, ops::Bound};

pub(super) fn matters(state: &State, filter: &MatterFilter, request: &PageRequest) -> Page<MatterRow> {
    let found = state.matters.values().filter(|row| filters::matter(state, filter, row));
    page(found, request, |row| order::matter(request.order, row))
}

pub(super) fn referrals(state: &State, filter: &ReferralFilter, request: &PageRequest) -> Page<ReferralRow> {
    let found = state.referrals.values().filter(|row| filters::referral(state, filter, row));
    page(found, request, |row| order::referral(request.order, row))
}

pub(super) fn deadlines(state: &State, filter: &DeadlineFilter, request: &PageRequest) -> Page<DeadlineRow> {
    deadlines_among(state.deadlines.values(), filter, request)
}

/// The page of those among `rows` that the filter finds.
pub(crate) fn deadlines_among<'a>(
    rows: impl IntoIterator<Item = &'a DeadlineRow>,
    filter: &DeadlineFilter,
    request: &PageRequest,
) -> Page<DeadlineRow> {
    page(rows.into_iter().filter(|row| filters::deadline(filter, row)), request, order::deadline)
}

pub(super) fn parked(state: &State, after: Option<(&AgencyId, u64)>, limit: usize) -> Vec<ParkedRow> {
    let beyond = |row: &&ParkedRow| after.is_none_or(|after| (&row.peer, row.number) > after);
    let waiting = state.parked.values().filter(|row| row.state == ParkedState::Waiting).filter(beyond);
    waiting.take(limit).cloned().collect()
}

pub(super) fn wakes(state: &State, after: Option<&WakeKey>, limit: usize) -> Vec<WakeKey> {
    let key = |row: &DeadlineRow| row.wake_at.map(|at| WakeKey { at, key: row.key.clone() });
    let mut keys: Vec<WakeKey> = state.deadlines.values().filter_map(key).collect();
    keys.retain(|key| after.is_none_or(|after| key > after));
    keys.sort_unstable();
    keys.truncate(limit);
    keys
}

pub(super) fn running(state: &State, after: Option<&DeadlineKey>, limit: usize) -> Vec<DeadlineRow> {
    let from = after.map_or(Bound::Unbounded, |key| Bound::Excluded(deadline_key(key)));
    let rows = state.deadlines.range((from, Bound::Unbounded)).map(|(_, row)| row);
    rows.filter(|row| matches!(row.state, "open" | "suspended")).take(limit).cloned().collect()
}

pub(super) fn counts(state: &State, now: Timestamp) -> DeadlineCounts {
    let count = |counts: fn(&DeadlineRow, Timestamp) -> bool| {
        state.deadlines.values().filter(|row| counts(row, now)).count() as u64
    };
    DeadlineCounts {
        open: count(|row, _| row.state == "open"),
        ahead: count(|row, now| row.state == "open" && row.due > now),
        waking: count(|row, _| row.wake_at.is_some()),
        unwakeable: count(|row, now| row.state == "open" && row.wake_at.is_none() && row.due > now),
        provisional: count(|row, _| row.state == "open" && row.provisional),
        suspended: count(|row, _| row.state == "suspended"),
    }
}

pub(super) fn silent(state: &State, now: Timestamp, after: Option<&ReferralId>, limit: usize) -> Vec<ReferralId> {
    let passed = state.referrals.values().filter(|row| row.silent_from.is_some_and(|from| from <= now));
    let ids = passed.map(|row| &row.id).filter(|id| after.is_none_or(|after| *id > after));
    ids.take(limit).cloned().collect()
}

fn page<'a, T: Clone + 'a>(
    found: impl Iterator<Item = &'a T>,
    request: &PageRequest,
    cursor: impl Fn(&T) -> Cursor,
) -> Page<T> {
    let run = |a: &Cursor, b: &Cursor| match request.run {
        Run::Up => compare(a, b),
        Run::Down => compare(b, a),
    };
    let mut rows: Vec<(Cursor, &T)> = found.map(|row| (cursor(row), row)).collect();
    rows.retain(|(at, _)| request.after.as_ref().is_none_or(|after| run(at, after) == Ordering::Greater));
    rows.sort_unstable_by(|(a, _), (b, _)| run(a, b));
    let limit = order::limit(request);
    rows.truncate(limit.saturating_add(1));
    order::page(rows.into_iter().map(|(_, row)| row.clone()).collect(), limit, cursor)
}

fn compare(a: &Cursor, b: &Cursor) -> Ordering {
    a.value.cmp(&b.value).then_with(|| order::key_parts(&a.key).cmp(&order::key_parts(&b.key)))
}

pub(super) fn counted(state: &State, walk: &Walk, after: Option<&Stand>, limit: usize) -> Vec<CountedRow> {
    all_counted(state, walk, after).take(limit).cloned().collect()
}

/// Every row that `walk` meets after `after`.
pub(super) fn all_counted<'s>(
    state: &'s State,
    walk: &Walk,
    after: Option<&Stand>,
) -> impl Iterator<Item = &'s CountedRow> {
    let (first, walk) = (Stand { at: walk.from, of: String::new(), part: "", nth: 0 }, *walk);
    let from = after.filter(|after| after.at >= walk.from).map_or(Bound::Included(&first), Bound::Excluded);
    let rows = state.counted.range((from, Bound::Unbounded)).map(|(_, row)| row);
    rows.take_while(move |row| row.fact.at < walk.until).filter(move |row| row.is_in(&walk))
}
