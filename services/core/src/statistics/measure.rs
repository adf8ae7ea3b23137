//! What a measure (指标) is: which facts it counts over which others. The measures themselves are data, in `table`.

mod table;

use super::fact::{Ground, Part, Standing};
use crate::term::Words;
pub use table::measures;

/// A measure.
#[derive(Debug, PartialEq, Eq)]
pub struct Measure {
    /// Token, stable in messages.
    pub id: &'static str,
    /// Its name.
    pub name: Words,
    /// What it counts.
    pub shape: Shape,
    /// Whether each of our parts has a figure of its own.
    pub across: Across,
    /// Where it comes from.
    pub basis: &'static str,
    /// Which of several definitions it is, and what its numbers are.
    pub note: Words,
}

/// What a measure counts.
#[derive(Debug, PartialEq, Eq)]
pub enum Shape {
    /// A number.
    Number(Count),
    /// One number over another. There is no rate over none.
    Rate {
        /// 分子
        numerator: Count,
        /// 分母
        denominator: Count,
    },
    /// How long it took from this to what is waited for.
    Wait(Part),
    /// A number for every ten thousand people, of whom the question tells how many there are: no population is recorded.
    /// Without them it is 暂无数据, which is not none.
    OfPeople(Count),
}

/// Whether each of our parts has a figure of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// One for what was handed to us, one for what we handed over.
    Parts,
    /// One for all of our file.
    File,
}

/// What is counted.
#[derive(Debug, PartialEq, Eq)]
pub enum Count {
    /// What happened in the period.
    Events {
        /// Which.
        parts: &'static [Part],
        /// In which of our parts; in any if none.
        of: &'static [Standing],
        /// Each fact, or each dispute once.
        once: Once,
    },
    /// Duties that fell due in the period and could be done: those that ended before are not counted, nor those that stand still.
    Due {
        /// Which.
        parts: &'static [Part],
        /// All, or what was done in time.
        only: Only,
    },
    /// Duties overdue and not done at the end of the period.
    OverdueAtEnd(Ground),
    /// Duties done in the period, after they were due.
    DoneLate(Ground),
    /// Duties not done and not yet due at the end of the period, of which most of the time has passed.
    WarnedAtEnd,
}

/// How often something counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Once {
    /// Each fact.
    Fact,
    /// Each dispute once, however many facts of it there are (纯件).
    Dispute,
}

/// Which duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// All.
    All,
    /// What was done before it was due.
    InTime,
    /// What was done, whenever.
    Done,
}

/// The measure with this token.
#[must_use]
pub fn measure(id: &str) -> Option<&'static Measure> {
    measures().find(|measure| measure.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_named_once_and_says_what_it_is() {
        let mut ids: Vec<_> = measures().map(|measure| measure.id).collect();
        let whole = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), whole);
        assert!(measures().all(|one| !one.name.zh.is_empty() && !one.note.en.is_empty()));
        for part in Part::ALL {
            assert_eq!(Part::parse(part.as_str()), Some(*part));
        }
    }
}
