//! How long something took, with what is still waited for taken into account: an open matter has taken at least as long as it
//! is open, and to leave it out would make the slow look fast. The estimate is Kaplan and Meier's (1958).

use std::time::Duration;

/// How long something took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// How long, until it came or was last looked at.
    pub time: Duration,
    /// Whether it came.
    pub came: Came,
}

/// Whether what was waited for came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Came {
    /// It did.
    Yes,
    /// Not yet, or it ended otherwise: it took longer than that.
    NotYet,
}

/// The time by which `percent` of all will have come; none while fewer than that are seen to have come, for then nobody knows.
#[must_use]
pub fn quantile(taken: &mut [Taken], percent: u8) -> Option<Duration> {
    // What came at an instant came before what was given up at it.
    taken.sort_unstable_by_key(|one| (one.time, one.came));
    let wanted = 1.0 - f64::from(percent) / 100.0;
    let mut waiting = 1.0;
    let mut at_risk = taken.len();
    let mut rest = &*taken;
    while let Some(first) = rest.first() {
        let together = rest.iter().take_while(|one| one.time == first.time).count();
        let came = rest.iter().take(together).filter(|one| one.came == Came::Yes).count();
        waiting *= 1.0 - ratio(came, at_risk);
        if came > 0 && waiting <= wanted + TOLERANCE {
            return Some(first.time);
        }
        at_risk -= together;
        rest = rest.get(together..).unwrap_or_default();
    }
    None
}

/// Products of fractions miss the exact value by less than this.
const TOLERANCE: f64 = 1e-9;

fn ratio(part: usize, of: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(list: &[(u64, Came)]) -> Vec<Taken> {
        list.iter().map(|(hours, came)| Taken { time: Duration::from_secs(hours * 3600), came: *came }).collect()
    }

    fn median(list: &[(u64, Came)]) -> Option<u64> {
        quantile(&mut hours(list), 50).map(|time| time.as_secs() / 3600)
    }

    use Came::{NotYet, Yes};

    #[test]
    fn when_all_came_it_is_the_ordinary_median() {
        assert_eq!(median(&[(4, Yes), (1, Yes), (3, Yes), (2, Yes)]), Some(2));
        assert_eq!(median(&[(5, Yes)]), Some(5));
        assert_eq!(median(&[]), None);
    }

    // With the open ones left out the median would be 2 hours, and an agency looked the faster the less it does.
    #[test]
    fn half_open_matters_make_the_median_later_or_unknown() {
        let fast = [(1, Yes), (2, Yes), (3, Yes), (100, NotYet), (100, NotYet), (100, NotYet)];
        assert_eq!(median(&fast), Some(3), "half have come by then");
        assert_eq!(median(&[(1, Yes), (2, Yes), (100, NotYet), (100, NotYet), (100, NotYet)]), None);
        assert_eq!(median(&[(1, NotYet), (2, Yes), (4, Yes)]), Some(2), "the one given up after an hour says little");
    }

    // Worked by hand: waiting is 5/6 after 1 h, then with four left 5/6·3/4 = 0.625 after 3 h, 0.625·1/2 = 0.3125 after 9 h.
    #[test]
    fn each_step_counts_those_who_still_wait() {
        let list = [(1, Yes), (2, NotYet), (3, Yes), (4, NotYet), (9, Yes), (10, NotYet)];
        assert_eq!(median(&list), Some(9));
        assert_eq!(quantile(&mut hours(&list), 90), None);
    }
}
