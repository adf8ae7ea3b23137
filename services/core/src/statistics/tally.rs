//! Counting facts into cells: each is looked at once, in any order, and nothing but sums is kept.

use super::{
    durations::{Came, Taken, quantile},
    fact::{Fact, Part, Standing, State},
    measure::{Across, Count, Measure, Once, Only, Shape},
    period::Period,
};
use crate::{ids::DisputeCode, time::Timestamp};
use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Of which period.
    pub period: Period,
    /// When it is asked: what is due later is not due yet.
    pub as_of: Timestamp,
    /// Told apart by what; totals are always told.
    pub by: Option<By>,
    /// Which measures, in their order.
    pub measures: Vec<&'static Measure>,
}

impl Asked {
    /// What is overdue is told as it stands at this instant: the end of the period, or now if that is still to come.
    #[must_use]
    pub fn end(&self) -> Timestamp {
        self.period.ends().min(self.as_of)
    }
}

/// By what figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// 对方单位
    Agency,
    /// 对接类别
    Kind,
    /// 纠纷类别
    Category,
    /// 调解组织
    Body,
    /// 期限规则
    Rule,
}

/// In which walk over the facts one is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// All that count in the period.
    Period,
    /// Duties due up to the end of the period, however long ago, that were not done before or are not done yet.
    Late,
    /// What is due after the end of the period.
    Ahead,
}

/// Which number of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 分子, or the only number.
    Numerator,
    /// 分母
    Denominator,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Of which measure.
    pub measure: &'static Measure,
    /// Of which of our parts; of the whole file if [`Standing::Own`].
    pub standing: Standing,
    /// Of which agency, kind, category, body or rule; of all if none. Empty for what has none.
    pub group: Option<String>,
    /// 分子, or the number itself; of a wait, how many came.
    pub numerator: u64,
    /// 分母; of a wait, how many began.
    pub denominator: Option<u64>,
    /// Of a wait: how many are still waited for.
    pub open: Option<u64>,
    /// Of a wait: by when half have come, and nine of ten; none while too few have.
    pub quantiles: Option<(Option<Duration>, Option<Duration>)>,
}

impl Cell {
    /// Tenths of a percent, rounded; none where there is nothing to divide by.
    #[must_use]
    pub fn per_mille(&self) -> Option<u64> {
        if !matches!(self.measure.shape, Shape::Rate { .. }) {
            return None;
        }
        let of = self.denominator.filter(|of| *of > 0)?;
        Some((self.numerator.saturating_mul(1_000).saturating_add(of / 2)) / of)
    }
}

/// Sums under way.
#[derive(Debug)]
pub struct Tally {
    asked: Asked,
    cells: BTreeMap<Place, Sums>,
    seen: HashSet<(Place, Side, DisputeCode)>,
}

/// Which measure by its place, which part, which group.
type Place = (usize, Standing, Option<String>);

#[derive(Debug, Default)]
struct Sums {
    numerator: u64,
    denominator: u64,
    open: u64,
    taken: Vec<Taken>,
}

impl Tally {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(asked: Asked) -> Self {
        let mut cells = BTreeMap::new();
        for (at, measure) in asked.measures.iter().enumerate() {
            for standing in standings(measure) {
                cells.insert((at, *standing, None), Sums::default());
            }
        }
        Self { asked, cells, seen: HashSet::new() }
    }

    /// Counts one fact as it is met in `scan`.
    pub fn add(&mut self, fact: &Fact, scan: Scan) {
        for at in 0..self.asked.measures.len() {
            let measure = self.asked.measures[at];
            let Some(standing) = standing_in(measure, fact) else { continue };
            if let Shape::Wait(part) = measure.shape {
                if scan == Scan::Period && fact.key.part == part && self.asked.period.has(fact.at) {
                    self.wait(at, standing, fact);
                }
                continue;
            }
            for (side, count) in sides(measure) {
                if counts(count, fact, scan, &self.asked) {
                    self.count(at, standing, fact, (side, count));
                }
            }
        }
    }

    /// The cell of all, and that of the fact's group.
    fn places(&self, at: usize, standing: Standing, fact: &Fact) -> [Option<Place>; 2] {
        let group = self.asked.by.map(|by| (at, standing, Some(by.of(fact))));
        [Some((at, standing, None)), group]
    }

    fn count(&mut self, at: usize, standing: Standing, fact: &Fact, (side, count): (Side, &Count)) {
        let once = matches!(count, Count::Events { once: Once::Dispute, .. });
        for place in self.places(at, standing, fact).into_iter().flatten() {
            if once && !self.seen.insert((place.clone(), side, fact.dispute.clone())) {
                continue;
            }
            let sums = self.cells.entry(place).or_default();
            match side {
                Side::Numerator => sums.numerator += 1,
                Side::Denominator => sums.denominator += 1,
            }
        }
    }

    fn wait(&mut self, at: usize, standing: Standing, fact: &Fact) {
        let until = fact.until.filter(|until| *until <= self.asked.as_of);
        let came = if fact.state == State::Met && until.is_some() { Came::Yes } else { Came::NotYet };
        let time = until.unwrap_or(self.asked.as_of).since(fact.at);
        for place in self.places(at, standing, fact).into_iter().flatten() {
            let sums = self.cells.entry(place).or_default();
            sums.denominator += 1;
            sums.numerator += u64::from(came == Came::Yes);
            sums.open += u64::from(until.is_none());
            sums.taken.push(Taken { time, came });
        }
    }

    /// The figures, measure by measure: the whole first, then its groups.
    #[must_use]
    pub fn finish(self) -> Vec<Cell> {
        let measures = self.asked.measures;
        let cells = self.cells.into_iter().filter_map(|((at, standing, group), mut sums)| {
            let measure = *measures.get(at)?;
            let (denominator, open, quantiles) = match measure.shape {
                Shape::Number(_) | Shape::NotRecorded => (None, None, None),
                Shape::Rate { .. } => (Some(sums.denominator), None, None),
                Shape::Wait(_) => {
                    let (median, most) = (quantile(&mut sums.taken, 50), quantile(&mut sums.taken, 90));
                    (Some(sums.denominator), Some(sums.open), Some((median, most)))
                }
            };
            Some(Cell { measure, standing, group, numerator: sums.numerator, denominator, open, quantiles })
        });
        cells.collect()
    }
}

/// Where the figures of a measure stand.
#[must_use]
pub const fn standings(measure: &Measure) -> &'static [Standing] {
    match measure.across {
        Across::Parts => &[Standing::Received, Standing::Sent],
        Across::File => &[Standing::Own],
    }
}

/// Where a fact counts for a measure: an own deadline is nobody's part and counts with what we owe.
fn standing_in(measure: &Measure, fact: &Fact) -> Option<Standing> {
    match (measure.across, fact.standing, fact.key.part) {
        (Across::File, _, _) => Some(Standing::Own),
        (Across::Parts, Standing::Own, Part::DutyOwn) => Some(Standing::Received),
        (Across::Parts, Standing::Own, _) => None,
        (Across::Parts, standing, _) => Some(standing),
    }
}

fn sides(measure: &'static Measure) -> impl Iterator<Item = (Side, &'static Count)> {
    let (numerator, denominator) = match &measure.shape {
        Shape::Number(count) => (Some(count), None),
        Shape::Rate { numerator, denominator } => (Some(numerator), Some(denominator)),
        Shape::Wait(_) | Shape::NotRecorded => (None, None),
    };
    numerator
        .map(|count| (Side::Numerator, count))
        .into_iter()
        .chain(denominator.map(|count| (Side::Denominator, count)))
}

/// Whether a fact is among those of one number of one cell: what leads from a figure back to the journal.
#[must_use]
pub fn is_of(
    cell: (&'static Measure, Standing, Side),
    group: Option<(By, &str)>,
    fact: &Fact,
    scan: Scan,
    asked: &Asked,
) -> bool {
    let (measure, standing, side) = cell;
    let here = standing_in(measure, fact) == Some(standing) && group.is_none_or(|(by, value)| by.of(fact) == value);
    if let Shape::Wait(part) = measure.shape {
        let came = fact.state == State::Met && fact.until.is_some_and(|until| until <= asked.as_of);
        let counted = scan == Scan::Period && fact.key.part == part && asked.period.has(fact.at);
        return here && counted && (side == Side::Denominator || came);
    }
    here && sides(measure).any(|(of, count)| of == side && counts(count, fact, scan, asked))
}

/// Whether each dispute counts once in this number.
#[must_use]
pub fn once_per_dispute(measure: &'static Measure, side: Side) -> bool {
    sides(measure).any(|(of, count)| of == side && matches!(count, Count::Events { once: Once::Dispute, .. }))
}

/// In which walk the facts of this number are met.
#[must_use]
pub const fn scan_of(measure: &Measure) -> Scan {
    match &measure.shape {
        Shape::Number(Count::OverdueAtEnd(_) | Count::DoneLate(_)) => Scan::Late,
        Shape::Number(Count::WarnedAtEnd) => Scan::Ahead,
        Shape::Number(Count::Events { .. } | Count::Due { .. })
        | Shape::Rate { .. }
        | Shape::Wait(_)
        | Shape::NotRecorded => Scan::Period,
    }
}

fn counts(count: &Count, fact: &Fact, scan: Scan, asked: &Asked) -> bool {
    let period = &asked.period;
    let end = asked.end();
    match count {
        Count::Events { parts, of, once: _ } => {
            let standing = of.is_empty() || of.contains(&fact.standing);
            scan == Scan::Period && parts.contains(&fact.key.part) && standing && period.has(fact.at)
        }
        Count::Due { parts, only } => {
            let due = period.has(fact.at) && fact.at <= asked.as_of && parts.contains(&fact.key.part);
            scan == Scan::Period && due && could_be_done(fact) && (*only == Only::All || in_time(fact))
        }
        Count::OverdueAtEnd(ground) => {
            scan == Scan::Late && fact.ground == *ground && fact.at <= end && waits_at(fact, end)
        }
        Count::DoneLate(ground) => {
            let done = fact.until.is_some_and(|until| period.has(until) && until >= fact.at);
            scan == Scan::Late && fact.ground == *ground && fact.state == State::Met && done
        }
        Count::WarnedAtEnd => {
            let warned = fact.warn_at.is_some_and(|warn| warn <= end) && fact.at > end;
            scan == Scan::Ahead && warned && waits_at(fact, end)
        }
    }
}

/// What ended before it was due was not there to be done; what stands still is not due.
fn could_be_done(fact: &Fact) -> bool {
    match fact.state {
        State::Open | State::Met => true,
        State::Suspended => false,
        State::Cancelled => fact.until.is_some_and(|until| until >= fact.at),
    }
}

fn in_time(fact: &Fact) -> bool {
    fact.state == State::Met && fact.until.is_some_and(|until| until < fact.at)
}

/// Whether it was running and not done at `end`, as far as is known now.
fn waits_at(fact: &Fact, end: Timestamp) -> bool {
    fact.key.part.is_duty() && fact.state != State::Suspended && fact.until.is_none_or(|until| until >= end)
}

impl By {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Agency, Self::Kind, Self::Category, Self::Body, Self::Rule];

    /// Token, stable in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Kind => "kind",
            Self::Category => "category",
            Self::Body => "body",
            Self::Rule => "rule",
        }
    }

    /// The one with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == token)
    }

    /// The fact's value of it; empty if it has none.
    #[must_use]
    pub fn of(self, fact: &Fact) -> String {
        match self {
            Self::Agency => fact.peer.as_ref().map(|peer| peer.as_str().to_owned()),
            Self::Kind => fact.kind.as_ref().map(|kind| kind.as_str().to_owned()),
            Self::Category => Some(fact.category.as_str().to_owned()),
            Self::Body => fact.body.as_ref().map(|body| body.as_str().to_owned()),
            Self::Rule => fact.rule.map(|rule| rule.to_string()),
        }
        .unwrap_or_default()
    }
}
