//! Statistics (统计) over a store: facts are walked over page by page, off the desk, and summed by the pure rules of core. No read
//! is longer than a page, so the write-ahead log is never kept from moving.

use crate::store::{
    Store, StoreError,
    counted::{CountedRow, Only, Stand, Walk},
};
use duijie_core::{
    statistics::{
        Asked, By, Cell, Fact, Measure, Scan, Side, Standing, Tally,
        tally::{is_of, once_per_dispute, scan_of},
    },
    time::Timestamp,
};
use std::{collections::HashSet, ops::ControlFlow, time::Duration};

/// Facts read at a time: some ten milliseconds.
const PAGE: usize = 2_000;
/// The next instant.
const INSTANT: Duration = Duration::from_micros(1);

/// The figures that are asked for.
///
/// # Errors
/// If the store cannot be read.
pub fn figures(store: &dyn Store, asked: Asked) -> Result<Vec<Cell>, StoreError> {
    let scans: Vec<_> = [Scan::Period, Scan::Late, Scan::Ahead]
        .into_iter()
        .filter(|scan| asked.measures.iter().any(|measure| scan_of(measure) == *scan))
        .map(|scan| (scan, walk_of(&asked, scan)))
        .collect();
    let mut tally = Tally::new(asked);
    for (scan, walk) in scans {
        each(store, &walk, None, |row| {
            tally.add(&row.fact, scan);
            ControlFlow::Continue(())
        })?;
    }
    Ok(tally.finish())
}

/// One number of one figure.
#[derive(Clone, Debug)]
pub struct Number {
    /// Of which measure.
    pub measure: &'static Measure,
    /// Of which part.
    pub standing: Standing,
    /// Which of the two.
    pub side: Side,
    /// Of which group; of all if none.
    pub group: Option<(By, String)>,
}

/// Up to `limit` facts that a number was counted from, after `after`, and where to go on if there are more.
///
/// # Errors
/// If the store cannot be read.
pub fn counted(
    store: &dyn Store,
    (number, asked): (&Number, &Asked),
    after: Option<&Stand>,
    limit: usize,
) -> Result<(Vec<CountedRow>, Option<Stand>), StoreError> {
    let scan = scan_of(number.measure);
    let cell = (number.measure, number.standing, number.side);
    let group = number.group.as_ref().map(|(by, value)| (*by, value.as_str()));
    let counts = |fact: &Fact| is_of(cell, group, fact, scan, asked);
    let once = once_per_dispute(number.measure, number.side);
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    // Which facts are the first of their disputes is only known from the beginning.
    let from = if once { None } else { after };
    each(store, &walk_of(asked, scan), from, |row| {
        if !counts(&row.fact) || once && !seen.insert(row.fact.dispute.clone()) {
            return ControlFlow::Continue(());
        }
        if after.is_none_or(|after| Stand::at(&row.fact) > *after) {
            found.push(row);
        }
        // One more than asked for shows whether there is another page.
        if found.len() > limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|row| Stand::at(&row.fact));
    Ok((found, next))
}

fn walk_of(asked: &Asked, scan: Scan) -> Walk {
    let after_end = asked.end().plus(INSTANT);
    match scan {
        Scan::Period => Walk { from: asked.period.begins(), until: asked.period.ends(), only: Only::All },
        Scan::Late => Walk { from: Timestamp::EPOCH, until: after_end, only: Only::LateOrOpen },
        Scan::Ahead => Walk { from: after_end, until: Timestamp::from_micros(i64::MAX), only: Only::All },
    }
}

fn each(
    store: &dyn Store,
    walk: &Walk,
    after: Option<&Stand>,
    mut visit: impl FnMut(CountedRow) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut after = after.cloned();
    loop {
        let page = store.counted(walk, after.as_ref(), PAGE)?;
        let full = page.len() == PAGE;
        after = page.last().map(|row| Stand::at(&row.fact));
        for row in page {
            if visit(row).is_break() {
                return Ok(());
            }
        }
        if !full {
            return Ok(());
        }
    }
}
