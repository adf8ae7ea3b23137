//! Instants and civil dates. Instants are microseconds of UTC; law counts days in Beijing, which is UTC+8 without
//! daylight saving. Nothing here reads a clock.

use std::{fmt, time::Duration};

pub use jiff::civil::{Date, Weekday};

/// Beijing is eight hours ahead of UTC all year (no daylight saving since 1992).
const BEIJING_OFFSET_MICROS: i64 = 8 * 3600 * 1_000_000;
const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;

/// An instant, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The first instant of 1970, which is earlier than anything a desk records.
    pub const EPOCH: Self = Self(0);

    /// From microseconds since the epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// 00:00 in Beijing at the beginning of `date`.
    #[must_use]
    pub fn beijing_midnight(date: Date) -> Self {
        let epoch = Date::constant(1970, 1, 1);
        let days = i64::from(epoch.duration_until(date).as_hours() as i32 / 24);
        Self(days * DAY_MICROS - BEIJING_OFFSET_MICROS)
    }

    /// The civil date in Beijing at this instant.
    #[must_use]
    pub fn beijing_date(self) -> Date {
        let days = self.0.saturating_add(BEIJING_OFFSET_MICROS).div_euclid(DAY_MICROS);
        let epoch = Date::constant(1970, 1, 1);
        epoch.saturating_add(jiff::Span::new().days(days.clamp(-700_000, 2_900_000)))
    }

    /// How far into its Beijing day this instant is.
    #[must_use]
    pub fn beijing_time_of_day(self) -> Duration {
        let micros = self.0.saturating_add(BEIJING_OFFSET_MICROS).rem_euclid(DAY_MICROS);
        Duration::from_micros(micros.unsigned_abs())
    }

    /// This instant and `duration` more, at most the last instant there is.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(micros))
    }

    /// This instant less `duration`, at least the first instant there is.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(micros))
    }

    /// The time from `earlier` until this instant; zero if `earlier` is in fact later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The instant half-way between this one and `later`.
    #[must_use]
    pub fn half_way_to(self, later: Self) -> Self {
        Self(self.0.midpoint(later.0))
    }
}

impl fmt::Display for Timestamp {
    /// Beijing civil time, `2026-03-04T00:00:00+08:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.beijing_date();
        let seconds = self.beijing_time_of_day().as_secs();
        write!(f, "{date}T{:02}:{:02}:{:02}+08:00", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_beijing_day_begins_at_sixteen_utc_of_the_day_before() {
        let midnight = Timestamp::beijing_midnight(date(2026, 3, 4));
        assert_eq!(midnight.as_micros(), 1_772_553_600_000_000);
        assert_eq!(midnight.to_string(), "2026-03-04T00:00:00+08:00");
        assert_eq!(midnight.beijing_date(), date(2026, 3, 4));
        assert_eq!(midnight.minus(Duration::from_micros(1)).beijing_date(), date(2026, 3, 3));
    }
}
