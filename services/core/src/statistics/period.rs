//! The period of a statistic (统计期): whole days in Beijing, from one midnight to another.

use crate::time::{Date, Timestamp};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// No report covers more; it bounds what one request can ask for.
const YEARS_MAX: i16 = 10;
/// The first half of a month ends with this day.
const HALF_MONTH: i8 = 15;
/// What is scheduled twice a month, on the 1st and the 17th (半月调度), looks back until the day before.
const SCHEDULED: i8 = 16;

/// Whole days, the last one included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    first: Date,
    last: Date,
    // Asked of every fact, so counted once.
    begins: Timestamp,
    ends: Timestamp,
}

/// Why a period was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// It is not written as one.
    #[error(
        "a period is written `2026`, `2026-H1` (half a year), `2026-Q3`, `2026-09`, `2026-09-H2` (half a month), `2026-09-S1` (until the \
         scheduling of the 17th), `2026-09-01` or `2026-09-01..2026-09-30`"
    )]
    Shape,
    /// It ends before it begins.
    #[error("a period ends on or after the day on which it begins")]
    Backwards,
    /// It is longer than ten years.
    #[error("a period has ten years at most")]
    TooLong,
}

impl Period {
    /// From `first` to `last`, both included.
    ///
    /// # Errors
    /// If it ends before it begins or is longer than ten years.
    pub fn new(first: Date, last: Date) -> Result<Self, PeriodError> {
        if last < first {
            return Err(PeriodError::Backwards);
        }
        if last.year() - first.year() > YEARS_MAX {
            return Err(PeriodError::TooLong);
        }
        let begins = Timestamp::beijing_midnight(first);
        let ends = Timestamp::beijing_midnight(last.tomorrow().unwrap_or(last));
        Ok(Self { first, last, begins, ends })
    }

    /// The first day.
    #[must_use]
    pub const fn first(&self) -> Date {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(&self) -> Date {
        self.last
    }

    /// Its first instant.
    #[must_use]
    pub const fn begins(&self) -> Timestamp {
        self.begins
    }

    /// The first instant after it.
    #[must_use]
    pub const fn ends(&self) -> Timestamp {
        self.ends
    }

    /// Whether `at` is in it.
    #[must_use]
    pub fn has(&self, at: Timestamp) -> bool {
        self.begins <= at && at < self.ends
    }

    /// Whether what is due at `due` is due in it. Due instants are exclusive: what is due at midnight is due on the day before.
    #[must_use]
    pub fn has_due(&self, due: Timestamp) -> bool {
        self.begins < due && due <= self.ends
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        if let Some((first, last)) = text.split_once("..") {
            return Self::new(date(first)?, date(last)?);
        }
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [of] => {
                let of = year(of)?;
                Self::months(of, 1, 12)
            }
            [of, part] => {
                let of = year(of)?;
                match part {
                    "H1" => Self::months(of, 1, 6),
                    "H2" => Self::months(of, 7, 12),
                    "Q1" => Self::months(of, 1, 3),
                    "Q2" => Self::months(of, 4, 6),
                    "Q3" => Self::months(of, 7, 9),
                    "Q4" => Self::months(of, 10, 12),
                    month => {
                        let month = two_digits(month)?;
                        Self::months(of, month, month)
                    }
                }
            }
            [of, month, half @ ("H1" | "H2" | "S1" | "S2")] => {
                let whole = Self::months(year(of)?, two_digits(month)?, two_digits(month)?)?;
                let middle = if half.starts_with('H') { HALF_MONTH } else { SCHEDULED };
                let day = |day| Date::new(whole.first.year(), whole.first.month(), day).map_err(|_| PeriodError::Shape);
                if half.ends_with('1') {
                    Self::new(whole.first, day(middle)?)
                } else {
                    Self::new(day(middle + 1)?, whole.last)
                }
            }
            [_, _, _] => {
                let day = date(text)?;
                Self::new(day, day)
            }
            _ => Err(PeriodError::Shape),
        }
    }
}

impl Period {
    fn months(year: i16, from: i8, to: i8) -> Result<Self, PeriodError> {
        let of = |month| Date::new(year, month, 1).map_err(|_| PeriodError::Shape);
        Self::new(of(from)?, of(to)?.last_of_month())
    }
}

fn date(text: &str) -> Result<Date, PeriodError> {
    let parts: Vec<&str> = text.split('-').collect();
    let [of, month, day] = parts[..] else { return Err(PeriodError::Shape) };
    Date::new(year(of)?, two_digits(month)?, two_digits(day)?).map_err(|_| PeriodError::Shape)
}

/// Instants begin in 1970, and so do years.
fn year(text: &str) -> Result<i16, PeriodError> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let year = text.parse().ok().filter(|year| digits && (1970..9999).contains(year));
    year.ok_or(PeriodError::Shape)
}

fn two_digits(text: &str) -> Result<i8, PeriodError> {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(PeriodError::Shape)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn period(text: &str) -> String {
        text.parse::<Period>().map_or_else(|error| error.to_string(), |period| period.to_string())
    }

    #[test]
    fn every_cadence_of_the_reports_is_a_period_of_whole_days() {
        for (text, days) in [
            ("2026", "2026-01-01..2026-12-31"),
            ("2026-H2", "2026-07-01..2026-12-31"),
            ("2026-Q1", "2026-01-01..2026-03-31"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("2026-02-H1", "2026-02-01..2026-02-15"),
            ("2026-02-H2", "2026-02-16..2026-02-28"),
            ("2026-02-S1", "2026-02-01..2026-02-16"),
            ("2026-02-S2", "2026-02-17..2026-02-28"),
            ("2026-09-17", "2026-09-17..2026-09-17"),
            ("2026-09-17..2026-10-16", "2026-09-17..2026-10-16"),
        ] {
            assert_eq!(period(text), days, "{text}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused_and_shown_how_one_is_written() {
        for text in [
            "",
            "26",
            "2026-13",
            "2026-9",
            "2026-Q5",
            "2026-H3",
            "2026-02-30",
            "2026-09-H3",
            "2026-09-S3",
            "2026-+9",
            "x..y",
        ] {
            assert_eq!(text.parse::<Period>(), Err(PeriodError::Shape), "{text}");
        }
        assert_eq!("2026-09-02..2026-09-01".parse::<Period>(), Err(PeriodError::Backwards));
        assert_eq!("2000-01-01..2026-09-01".parse::<Period>(), Err(PeriodError::TooLong));
    }

    #[test]
    fn a_month_ends_with_its_last_microsecond_in_beijing() {
        let september: Period = "2026-09".parse().unwrap();
        let october: Period = "2026-10".parse().unwrap();
        let midnight = Timestamp::beijing_midnight(Date::constant(2026, 10, 1));
        let before = midnight.minus(Duration::from_micros(1));
        assert!(september.has(before) && !october.has(before));
        assert!(october.has(midnight) && !september.has(midnight));
        assert!(september.has_due(midnight) && !october.has_due(midnight), "the last day is of September");
        assert!(!"2026-09-H1".parse::<Period>().unwrap().has(september.ends()));
    }
}
