//! The close of business: where an agency has business hours, the last day of a term ends when they end and not at 24:00
//! (民法典第203条第2款).

use std::{fmt, str::FromStr, time::Duration};
use thiserror::Error;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// A time of day in Beijing, to the minute, between 00:01 and 23:59; written `17:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Close(u16);

/// Why a text is no close of business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a close of business is a time from 00:01 to 23:59, such as 17:30; without one a day ends at 24:00")]
pub struct CloseError;

impl Close {
    /// So long after the day began.
    #[must_use]
    pub fn of_day(self) -> Duration {
        Duration::from_secs(u64::from(self.0) * 60)
    }
}

impl FromStr for Close {
    type Err = CloseError;

    fn from_str(text: &str) -> Result<Self, CloseError> {
        let two = |text: &str| {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<u16>().ok()).flatten()
        };
        let (hour, minute) = text.split_once(':').and_then(|(h, m)| two(h).zip(two(m))).ok_or(CloseError)?;
        let minutes = hour * 60 + minute;
        if hour < 24 && minute < 60 && (1..DAY).contains(&minutes) { Ok(Self(minutes)) } else { Err(CloseError) }
    }
}

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_of_business_reads_back_as_written_and_nothing_else_is_one() {
        for good in ["00:01", "09:05", "17:30", "23:59"] {
            assert_eq!(good.parse::<Close>().unwrap().to_string(), good);
        }
        for bad in ["00:00", "24:00", "17:60", "5:30", "17.30", "17:3", "17:30:00", "", "+1:30", "下班"] {
            assert_eq!(bad.parse::<Close>(), Err(CloseError), "{bad}");
        }
    }
}
