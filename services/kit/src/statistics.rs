//! Statistics (统计) over a store: facts are read off the desk and summed by the pure rules of core. Figures are counted in one read,
//! so that all of them are of one position while the desk writes on; what lies behind one is listed page by page.

use crate::{
    codec::tokens,
    seal::Keyring,
    store::{
        Store, StoreError,
        counted::{CountedRow, Only, Stand, Walk},
    },
    verify::{VerifyError, rederive},
};
use duijie_core::{
    statistics::{
        Asked, By, Cell, Fact, Measure, Period, Scan, Side, Standing, Tally, measures,
        tally::{is_of, once_per_dispute, scan_of},
    },
    time::Timestamp,
};
use duijie_proto::v1;
use std::{collections::HashSet, ops::ControlFlow, time::Duration};

/// Facts read at a time: some ten milliseconds.
const PAGE: usize = 2_000;
/// The next instant.
const INSTANT: Duration = Duration::from_micros(1);

/// The figures that are asked for, and up to which position of the journal they are counted.
///
/// # Errors
/// If the store cannot be read.
pub fn figures(store: &dyn Store, asked: Asked) -> Result<(u64, Vec<Cell>), StoreError> {
    let (scans, walks): (Vec<_>, Vec<_>) = [Scan::Period, Scan::Late, Scan::Ahead]
        .into_iter()
        .filter(|scan| asked.measures.iter().any(|measure| scan_of(measure) == *scan))
        .map(|scan| (scan, walk_of(&asked, scan)))
        .unzip();
    let mut tally = Tally::new(asked);
    let position = store.facts(&walks, &mut |walk, fact| tally.add(fact, scans[walk]))?;
    Ok((position, tally.finish()))
}

/// All measures of a period, as of an instant.
#[must_use]
pub fn asked(period: Period, by: v1::StatisticsBy, as_of: Timestamp) -> Asked {
    let by = tokens::statistics_by("by", by.into()).ok();
    Asked { period, as_of, by, measures: measures().collect(), population: None }
}

/// What came of counting anew.
#[derive(Debug)]
pub struct Recounted {
    /// Records counted from.
    pub records: u64,
    /// Figures compared.
    pub figures: usize,
    /// The first that differs: as kept, and as the journal says.
    pub differs: Option<(String, String)>,
}

/// Counts from the journal itself what `asked` asks as of its last record, and compares it with what the kept facts give.
///
/// # Errors
/// If the journal is not in order or the store cannot be read.
pub fn recount(
    store: &dyn Store,
    keyring: &Keyring,
    asked: impl Fn(Timestamp) -> Asked,
) -> Result<Recounted, VerifyError> {
    let (fresh, told) = rederive(store, keyring)?;
    let as_of = told.recorded_at.unwrap_or_default();
    let (_, kept) = figures(store, asked(as_of))?;
    let (_, anew) = figures(&fresh, asked(as_of))?;
    let differs = (0..kept.len().max(anew.len()))
        .map(|at| (kept.get(at), anew.get(at)))
        .find(|(kept, anew)| kept != anew)
        .map(|(kept, anew)| (said(kept), said(anew)));
    Ok(Recounted { records: told.records, figures: anew.len(), differs })
}

fn said(cell: Option<&Cell>) -> String {
    let number = |number: Option<u64>| number.map_or_else(String::new, |number| format!("/{number}"));
    cell.map_or_else(
        || "nothing".to_owned(),
        |cell| {
            let (id, part, group) = (cell.measure.id, cell.standing.as_str(), cell.group.as_deref().unwrap_or("all"));
            format!("`{id}` {part} {group}: {}{}", cell.numerator, number(cell.denominator))
        },
    )
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
        Scan::Period => Walk { from: asked.period.begins(), until: asked.period.ends().plus(INSTANT), only: Only::All },
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
