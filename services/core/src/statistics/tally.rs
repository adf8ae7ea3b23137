//! Counting facts into cells: each is looked at once, in any order, and nothing but sums is kept.

use super::{
    by::By,
    durations::{Came, Taken, quantile},
    fact::{Fact, Part, Standing, State},
    measure::{Across, Count, Measure, Once, Only, Shape},
    period::Period,
};
use crate::time::Timestamp;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
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
    /// 常住人口＋登记流动人口, if it was told.
    pub population: Option<u64>,
}

impl Asked {
    /// What is overdue is told as it stands at this instant: the end of the period, or now if that is still to come.
    #[must_use]
    pub fn end(&self) -> Timestamp {
        self.period.ends().min(self.as_of)
    }
}

/// In which walk over the facts one is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// All that count in the period, and what is due at its very end.
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
        self.times(1_000)
    }

    /// Hundredths for every ten thousand people, rounded; none where nobody told how many there are.
    #[must_use]
    pub fn per_ten_thousand(&self) -> Option<u64> {
        if !matches!(self.measure.shape, Shape::OfPeople(_)) {
            return None;
        }
        self.times(1_000_000)
    }

    fn times(&self, whole: u64) -> Option<u64> {
        let of = self.denominator.filter(|of| *of > 0)?;
        Some((self.numerator.saturating_mul(whole).saturating_add(of / 2)) / of)
    }
}

/// Sums under way. A year has a million facts, so what is looked up for each is a number: measures by their place, groups and
/// disputes in the order in which they are met.
#[derive(Debug)]
pub struct Tally {
    asked: Asked,
    measures_of: BTreeMap<Part, Arc<[usize]>>,
    groups: HashMap<Arc<str>, usize>,
    disputes: HashMap<Arc<str>, usize>,
    cells: HashMap<Place, Sums>,
    seen: HashSet<(Place, Side, usize)>,
}

/// Which measure, which part, which group; of all if none.
type Place = (usize, Standing, Option<usize>);

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
        let mut cells = HashMap::new();
        for (at, measure) in asked.measures.iter().enumerate() {
            for standing in standings(measure) {
                cells.insert((at, *standing, None), Sums::default());
            }
        }
        let concerned = |part: Part| {
            let measures = asked.measures.iter().enumerate();
            (part, measures.filter(|(_, measure)| concerns(measure, part)).map(|(at, _)| at).collect())
        };
        let measures_of = Part::ALL.iter().copied().map(concerned).collect();
        Self { asked, measures_of, groups: HashMap::new(), disputes: HashMap::new(), cells, seen: HashSet::new() }
    }

    /// Counts one fact as it is met in `scan`.
    pub fn add(&mut self, fact: &Fact, scan: Scan) {
        let Some(concerned) = self.measures_of.get(&fact.key.part).cloned() else { return };
        let group = self.asked.by.map(|by| number(&mut self.groups, by.of(fact)));
        for at in concerned.iter().copied() {
            let measure = self.asked.measures[at];
            let Some(standing) = standing_in(measure, fact) else { continue };
            if let Shape::Wait(part) = measure.shape {
                if scan == Scan::Period && fact.key.part == part && self.asked.period.has(fact.at) {
                    self.wait(at, standing, group, fact);
                }
                continue;
            }
            for (side, count) in sides(measure) {
                if counts(count, fact, scan, &self.asked) {
                    self.count(places(at, standing, group), fact, (side, count));
                }
            }
        }
    }

    fn count(&mut self, places: impl Iterator<Item = Place>, fact: &Fact, (side, count): (Side, &Count)) {
        let once = matches!(count, Count::Events { once: Once::Dispute, .. });
        let dispute = once.then(|| number(&mut self.disputes, fact.dispute.as_str()));
        for place in places {
            if dispute.is_some_and(|dispute| !self.seen.insert((place, side, dispute))) {
                continue;
            }
            let sums = self.cells.entry(place).or_default();
            match side {
                Side::Numerator => sums.numerator += 1,
                Side::Denominator => sums.denominator += 1,
            }
        }
    }

    fn wait(&mut self, at: usize, standing: Standing, group: Option<usize>, fact: &Fact) {
        let until = fact.until.filter(|until| *until <= self.asked.as_of);
        let came = if fact.state == State::Met && until.is_some() { Came::Yes } else { Came::NotYet };
        let time = until.unwrap_or(self.asked.as_of).since(fact.at);
        for place in places(at, standing, group) {
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
        let Asked { measures, population, .. } = self.asked;
        let names: HashMap<usize, Arc<str>> = self.groups.into_iter().map(|(name, number)| (number, name)).collect();
        let name = |group: Option<usize>| group.and_then(|group| names.get(&group)).map(|name| String::from(&**name));
        let named = self.cells.into_iter().map(|((at, standing, group), sums)| ((at, standing, name(group)), sums));
        // In the order of their names.
        let cells: BTreeMap<_, _> = named.collect();
        let cells = cells.into_iter().filter_map(|((at, standing, group), mut sums)| {
            let measure = *measures.get(at)?;
            let (denominator, open, quantiles) = match measure.shape {
                Shape::Number(_) => (None, None, None),
                Shape::OfPeople(_) => (population, None, None),
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

/// The cell of all, and that of the fact's group.
fn places(at: usize, standing: Standing, group: Option<usize>) -> impl Iterator<Item = Place> {
    std::iter::once((at, standing, None)).chain(group.map(|group| (at, standing, Some(group))))
}

/// The number of a group or dispute: the next one for one that was not met before.
fn number(numbers: &mut HashMap<Arc<str>, usize>, name: &str) -> usize {
    if let Some(number) = numbers.get(name) {
        return *number;
    }
    let next = numbers.len();
    numbers.insert(name.into(), next);
    next
}

/// Whether a measure can count facts of this part at all.
fn concerns(measure: &'static Measure, part: Part) -> bool {
    if let Shape::Wait(of) = measure.shape {
        return of == part;
    }
    sides(measure).any(|(_, count)| match count {
        Count::Events { parts, .. } | Count::Due { parts, .. } => parts.contains(&part),
        Count::OverdueAtEnd(_) | Count::DoneLate(_) | Count::WarnedAtEnd => part.is_duty(),
    })
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
        Shape::Number(count) | Shape::OfPeople(count) => (Some(count), None),
        Shape::Rate { numerator, denominator } => (Some(numerator), Some(denominator)),
        Shape::Wait(_) => (None, None),
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
        | Shape::OfPeople(_) => Scan::Period,
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
            let due = period.has_due(fact.at) && fact.at <= asked.as_of && parts.contains(&fact.key.part);
            scan == Scan::Period && due && could_be_done(fact) && is_done(fact, *only, asked.as_of)
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

fn is_done(fact: &Fact, only: Only, as_of: Timestamp) -> bool {
    let before = |instant| fact.state == State::Met && fact.until.is_some_and(|until| until < instant);
    match only {
        Only::All => true,
        Only::InTime => before(fact.at),
        Only::Done => before(as_of.plus(INSTANT)),
    }
}

/// The next instant.
const INSTANT: Duration = Duration::from_micros(1);

/// Whether it was running and not done at `end`, as far as is known now.
fn waits_at(fact: &Fact, end: Timestamp) -> bool {
    fact.key.part.is_duty() && fact.state != State::Suspended && fact.until.is_none_or(|until| until >= end)
}
