//! Instants and durations as people type them. All times without an offset are Beijing's.

use jiff::tz::{Offset, TimeZone};
use jiff::{SpanRelativeTo, civil};

/// UTC+8, without summer time since 1991.
pub const BEIJING: Offset = jiff::tz::offset(8);

/// An RFC 3339 instant, a civil date with time in Beijing, or a date, which is its 00:00 in Beijing.
///
/// # Errors
/// What was expected instead.
pub fn instant(text: &str) -> Result<prost_types::Timestamp, String> {
    let instant = text.parse::<jiff::Timestamp>().ok().or_else(|| in_beijing(text));
    let instant = instant.ok_or("write an instant such as 2026-03-02T09:00:00+08:00, or a date such as 2026-03-02")?;
    Ok(prost_types::Timestamp { seconds: instant.as_second(), nanos: instant.subsec_nanosecond() })
}

fn in_beijing(text: &str) -> Option<jiff::Timestamp> {
    let civil: civil::DateTime = text.parse().ok()?;
    Some(civil.to_zoned(TimeZone::fixed(BEIJING)).ok()?.timestamp())
}

/// A duration such as `90s`, `36h` or `3d 12h`; a day is 24 hours.
///
/// # Errors
/// What was expected instead.
pub fn duration(text: &str) -> Result<prost_types::Duration, String> {
    let span: Result<jiff::Span, _> = text.parse();
    let length = span.and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()));
    let length = length.map_err(|error| format!("write a duration such as 90s, 36h or 3d 12h ({error})"))?;
    Ok(prost_types::Duration { seconds: length.as_secs(), nanos: length.subsec_nanos() })
}

/// A civil date, kept as written.
///
/// # Errors
/// What was expected instead.
pub fn date(text: &str) -> Result<String, String> {
    let date: civil::Date = text.parse().map_err(|_| "write a date such as 2026-03-02".to_owned())?;
    Ok(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::{duration, instant};

    #[test]
    fn a_date_is_its_midnight_in_beijing() {
        assert_eq!(instant("2026-03-02").unwrap(), instant("2026-03-01T16:00:00Z").unwrap());
        assert_eq!(instant("2026-03-02T09:00").unwrap(), instant("2026-03-02T09:00:00+08:00").unwrap());
        assert!(instant("next week").is_err());
    }

    #[test]
    fn a_day_is_24_hours() {
        assert_eq!(duration("1d 12h").unwrap().seconds, 36 * 3600);
        assert_eq!(duration("90s").unwrap().seconds, 90);
        assert!(duration("soon").is_err());
    }
}
