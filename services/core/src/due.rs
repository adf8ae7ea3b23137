//! When a term ends. One walk over the days gives both the instant and its explanation, so the two cannot differ; a
//! term that never stood still may leap to where the walk would end. Nothing here reads a clock or a file.
//!
//! Everything is total: lengths are counted as at most [`Unit::longest`], no term ends more than [`FARTHEST_DAYS`]
//! after it began or after 9999-12-30, and none is due before it began.

use crate::{
    calendar::Calendar,
    term::{Basis, BasisKind, HourStart, OnSilence, Roll, RuleId, Unit},
    time::{Date, Timestamp},
};
use std::{sync::Arc, time::Duration};

mod back;
mod close;
mod explain;
mod leap;
mod pauses;
mod walk;

pub use back::before;
pub use close::{Close, CloseError};
pub use explain::{DayLine, Explanation, explain};
use leap::leap;
use pauses::Pauses;
use walk::{End, Goal, walk};

/// No term, however long paused, is followed farther than a hundred years: it ends there. It keeps a walk over days
/// short even when a pause was recorded with a nonsensical end.
pub const FARTHEST_DAYS: u32 = 36_600;

const SECONDS_PER_HOUR: u64 = 3600;
const HOUR_MICROS: i64 = 3600 * 1_000_000;
const INSTANT: Duration = Duration::from_micros(1);

/// A term as far as counting needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counting {
    /// The rule's stable name.
    pub rule: RuleId,
    /// How many of the unit; counted as [`Unit::longest`] if it is more.
    pub length: u32,
    /// The unit.
    pub unit: Unit,
    /// Whether natural days, months and years roll off a rest day. The other units never do.
    pub roll: Roll,
    /// What silence means.
    pub on_silence: OnSilence,
    /// Where it comes from.
    pub basis: Basis,
    /// When business closes on the last day, where that ends it; else 24:00 does. Hours and what is due at once have none.
    pub close: Option<Close>,
}

/// Where a count ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The first instant that is too late.
    pub due: Timestamp,
    /// The last day before it rolled off a rest day, if it rolled.
    pub rolled_from: Option<Date>,
    /// The days counted: working days in a term of working days, else natural days up to the last one before it rolled;
    /// none in a term of hours or of something due at once.
    pub days: Option<u32>,
    /// Whether a notice of the State Council that is still to come could move it.
    pub provisional: bool,
}

/// The end of a term that has begun. The event that starts a duty carries it; nobody computes it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The rule that set it.
    pub rule: RuleId,
    /// How many of the unit.
    pub length: u32,
    /// The unit.
    pub unit: Unit,
    /// Whether it rolls off a rest day.
    pub roll: Roll,
    /// When the term began.
    pub started_at: Timestamp,
    /// The first instant that is too late: in time is what is decided before it. The end of 3 March is 00:00 of
    /// 4 March in Beijing (民法典第203条: 24:00).
    pub due: Timestamp,
    /// What silence until then means.
    pub on_silence: OnSilence,
    /// The statute and article, or 无法定依据.
    pub basis: Arc<str>,
    /// The calendar it was counted with.
    pub calendar_version: Arc<str>,
    /// Whether a notice of the State Council that is still to come could move it.
    pub provisional: bool,
    /// When a stricter local rule ends, by which the waiting desk reminds; what the law attaches to the end stays with
    /// `due`.
    pub remind_by: Option<Timestamp>,
    /// When business closes on the last day, where that ends it (民法典第203条第2款); else 24:00 does.
    pub close: Option<Close>,
}

impl Due {
    /// The instant by which the waiting desk reminds.
    #[must_use]
    pub fn reminding(&self) -> Timestamp {
        self.remind_by.unwrap_or(self.due)
    }

    /// Reminding by `by`, if that is before the due instant.
    #[must_use]
    pub fn reminding_by(mut self, by: Option<Timestamp>) -> Self {
        self.remind_by = by.filter(|by| *by < self.due);
        self
    }

    /// The term as far as counting needs it, so that either end can explain the count without the other's rules. Its
    /// basis is the text carried here.
    #[must_use]
    pub const fn counting(&self) -> Counting {
        let Self { rule, length, unit, roll, on_silence, close, .. } = *self;
        let basis = Basis { kind: BasisKind::Design, article: "" };
        Counting { rule, length, unit, roll, on_silence, basis, close }
    }
}

/// When a term that began at `from` ends.
///
/// The day it began is not counted. Days, months and years end at the last day's end or, if the term rolls, at the
/// end of the first working day after it (民法典第201–203条, 民事诉讼法第85条). Working days count make-up weekends
/// and nothing else that is off. Hours run on every day and never roll. A length of zero ends with the day it began. Where
/// business has a close, the last day ends with it (民法典第203条第2款), but no term ends before it began.
#[must_use]
pub fn due(term: &Counting, from: Timestamp, calendar: &Calendar) -> Due {
    resumed(term, from, &[], calendar)
}

/// When a term that began at `base_started_at` and was suspended during `pauses` (from, until) ends.
///
/// Overlapping pauses count once. The last day, not yet rolled, moves by the days from the date of suspension to the
/// date of resumption, then rolls; working days move by the working days among them; hours by the exact time. A pause
/// that begins after the term ended moves nothing. One that begins while the end is rolling over rest days moves the
/// end to the first working day that is not paused. A pause whose end is not after its beginning is none.
#[must_use]
pub fn resumed(
    term: &Counting,
    base_started_at: Timestamp,
    pauses: &[(Timestamp, Timestamp)],
    calendar: &Calendar,
) -> Due {
    let walked =
        |goal| walk(goal, base_started_at.beijing_date(), &Pauses::new(base_started_at, pauses), calendar, |_| ());
    let ends = if pauses.is_empty() {
        ends(term, base_started_at, calendar)
    } else {
        run(term, base_started_at, pauses, walked)
    };
    told(term, base_started_at, ends, calendar)
}

/// Where a term that began at `from` and never stood still ends, without the words of [`due`].
#[must_use]
pub fn ends(term: &Counting, from: Timestamp, calendar: &Calendar) -> Ends {
    let date = from.beijing_date();
    run(term, from, &[], |goal| {
        leap(goal, date, calendar).unwrap_or_else(|| walk(goal, date, &Pauses::new(from, &[]), calendar, |_| ()))
    })
}

/// The last Beijing date on which it is still in time.
#[must_use]
pub fn last_day(due: Timestamp) -> Date {
    due.minus(INSTANT).beijing_date()
}

/// The due instant as people write it: `2026-03-03 24:00` when it is the end of a day, else `2026-03-03 15:00`.
/// Seconds are left out, so what is shown is never later than what holds.
#[must_use]
pub fn display_due(due: Timestamp) -> String {
    let minutes = due.beijing_time_of_day().as_secs() / 60;
    if due.beijing_time_of_day().is_zero() {
        format!("{} 24:00", last_day(due))
    } else {
        format!("{} {:02}:{:02}", due.beijing_date(), minutes / 60, minutes % 60)
    }
}

/// The one computation behind [`due`], [`resumed`] and [`explain`]; `to_end` finds the last day where there are days.
fn run(term: &Counting, from: Timestamp, pauses: &[(Timestamp, Timestamp)], to_end: impl FnOnce(Goal) -> End) -> Ends {
    let length = term.length.min(term.unit.longest());
    let goal = match term.unit {
        Unit::Immediate => return Ends::timed(from.plus(INSTANT)),
        Unit::Hour(start) => return Ends::timed(after_hours(length, start, from, pauses).max(from)),
        Unit::Day => Goal::days(length, term.roll),
        Unit::Workday => Goal::Workdays(length),
        Unit::Month => Goal::months(length, from.beijing_date(), term.roll),
        Unit::Year => Goal::months(length * 12, from.beijing_date(), term.roll),
    };
    let End { last_day, rolled_from, provisional } = to_end(goal);
    let due = match term.close {
        Some(close) => Timestamp::beijing_midnight(last_day).plus(close.of_day()),
        None => Timestamp::beijing_midnight(following(last_day)),
    }
    .max(from);
    Ends { due, rolled_from, days: Some(goal.count()), provisional }
}

impl Ends {
    /// Of a term that is not counted in days.
    const fn timed(due: Timestamp) -> Self {
        Self { due, rolled_from: None, days: None, provisional: false }
    }
}

fn told(term: &Counting, from: Timestamp, ends: Ends, calendar: &Calendar) -> Due {
    Due {
        rule: term.rule,
        length: term.length,
        unit: term.unit,
        roll: term.roll,
        started_at: from,
        due: ends.due,
        on_silence: term.on_silence,
        basis: term.basis.to_string().into(),
        calendar_version: calendar.version().into(),
        provisional: ends.provisional,
        remind_by: None,
        close: term.close,
    }
}

fn after_hours(length: u32, start: HourStart, from: Timestamp, pauses: &[(Timestamp, Timestamp)]) -> Timestamp {
    let begins = match start {
        HourStart::AtOnce => from,
        // Beijing is a whole number of hours from UTC, so its full hours are those of UTC.
        HourStart::NextFullHour => {
            let hour = from.as_micros().div_euclid(HOUR_MICROS).saturating_add(1);
            Timestamp::from_micros(hour.saturating_mul(HOUR_MICROS))
        }
    };
    let farthest = from.plus(Duration::from_secs(u64::from(FARTHEST_DAYS) * 24 * SECONDS_PER_HOUR));
    let unpaused = begins.plus(Duration::from_secs(u64::from(length) * SECONDS_PER_HOUR));
    Pauses::merged(begins, pauses)
        .into_iter()
        .fold(unpaused, |due, (paused, resumed)| if paused < due { due.plus(resumed.since(paused)) } else { due })
        .min(farthest)
}

/// The next date, or the same one on the last date there is.
fn following(date: Date) -> Date {
    date.tomorrow().unwrap_or(date)
}

/// The days from `earlier` to `later`; zero if `later` is not later.
fn days_between(earlier: Date, later: Date) -> u32 {
    u32::try_from(earlier.duration_until(later).as_hours() / 24).unwrap_or(0)
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
