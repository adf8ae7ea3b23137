//! The days of a calendar counted once, so that a due date need not look at every day between. What a day is, only the
//! calendar says.

use super::{Calendar, YearTable};
use crate::time::Date;

/// Tables of centuries would fill memory for nothing; what lies outside is walked day by day. The file allows a thousand.
const MOST_YEARS: i16 = 1_200;

/// The last year counted here; farther on the arithmetic of dates nears its end, which the walk knows how to meet.
const LAST_YEAR: i16 = 9_000;

/// The days from a year before the first table to a year after the last, in order and without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Days(Vec<Counted>);

/// A day, and what has been counted up to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counted {
    date: Date,
    /// Working days so far.
    workdays: u32,
    /// Days so far whose notice is not known.
    unsure: u32,
}

impl Days {
    /// Counts the days around `tables`. There are none without a table.
    pub(super) fn of(calendar: &Calendar, tables: &[&YearTable]) -> Self {
        let years = || tables.iter().map(|table| table.year);
        let (Some(first), Some(last)) = (years().min(), years().max()) else { return Self::default() };
        if first < 1 || last > LAST_YEAR || last - first > MOST_YEARS {
            return Self::default();
        }
        let (Ok(begin), Ok(end)) = (Date::new(first - 1, 1, 1), Date::new(last + 1, 12, 31)) else {
            return Self::default();
        };
        let (mut workdays, mut unsure) = (0, 0);
        let count = |date| {
            let day = calendar.day(date);
            workdays += u32::from(!day.kind.is_rest());
            unsure += u32::from(!day.noticed);
            Counted { date, workdays, unsure }
        };
        Self(begin.series(jiff::Span::new().days(1)).take_while(|date| *date <= end).map(count).collect())
    }

    /// Where `date` stands, if it is among them.
    pub(crate) fn position(&self, date: Date) -> Option<usize> {
        let first = self.0.first()?.date;
        let days = usize::try_from(first.duration_until(date).as_hours() / 24).ok()?;
        self.0.get(days).filter(|day| day.date == date).map(|_| days)
    }

    /// The date at a position.
    pub(crate) fn date(&self, at: usize) -> Option<Date> {
        self.0.get(at).map(|day| day.date)
    }

    /// Where the working day stands that is the `count`th after the day at `from`; `count` is not zero.
    pub(crate) fn workday_after(&self, from: usize, count: u32) -> Option<usize> {
        let wanted = self.0.get(from)?.workdays.checked_add(count)?;
        let at = from + self.0.get(from..)?.partition_point(|day| day.workdays < wanted);
        (at < self.0.len()).then_some(at)
    }

    /// Where the first working day from `from` on stands, that day included.
    pub(crate) fn workday_from(&self, from: usize) -> Option<usize> {
        match from.checked_sub(1) {
            Some(before) => self.workday_after(before, 1),
            None => None,
        }
    }

    /// Whether the notice of a day from `first` to `last` is not known, both included.
    pub(crate) fn unsure(&self, first: usize, last: usize) -> bool {
        let so_far = |at: usize| self.0.get(at).map_or(u32::MAX, |day| day.unsure);
        let before = first.checked_sub(1).map_or(0, so_far);
        so_far(last) != before
    }
}
