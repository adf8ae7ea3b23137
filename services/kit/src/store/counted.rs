//! Facts as a store keeps them, for statistics: one row each, with the records that say so, and the walks over them.

use duijie_core::{
    statistics::{Fact, FactKey},
    time::Timestamp,
};

/// A fact with the records it derives from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedRow {
    /// The fact.
    pub fact: Fact,
    /// The record that says it, as it is counted now.
    pub position: u64,
    /// The record that says what became of it, if something did.
    pub until_position: Option<u64>,
}

/// What a commit does to the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountedChange {
    /// Written by key. What it says as before keeps the record that said so first: [`CountedRow::over`].
    Put(CountedRow),
    /// It does not hold after all.
    Gone(FactKey),
}

/// Which facts a walk meets, by when they count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// From this instant on.
    pub from: Timestamp,
    /// Before this one.
    pub until: Timestamp,
    /// All, or fewer.
    pub only: Only,
}

/// How many of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// All.
    All,
    /// Duties that were not done before they were due, or are not done.
    LateOrOpen,
}

/// Where a walk stands: facts are met by when they count, then by key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stand {
    /// When it counts.
    pub at: Timestamp,
    /// Id of what it is of.
    pub of: String,
    /// Token of its part.
    pub part: &'static str,
    /// Which of several.
    pub nth: u64,
}

impl Stand {
    /// At this fact.
    #[must_use]
    pub fn at(fact: &Fact) -> Self {
        Self::of(fact.at, &fact.key)
    }

    /// At the fact with this key, which counts at this instant.
    #[must_use]
    pub fn of(at: Timestamp, key: &FactKey) -> Self {
        Self { at, of: key.of.to_string(), part: key.part.as_str(), nth: key.nth }
    }
}

impl CountedRow {
    /// This row in place of `old`: a mediation body that is named later changes who a fact is counted with, and not when it
    /// was recorded.
    #[must_use]
    pub fn over(mut self, old: Option<&Self>) -> Self {
        if let Some(old) = old {
            if old.fact.at == self.fact.at {
                self.position = old.position;
            }
            if (old.fact.until, old.fact.state) == (self.fact.until, self.fact.state) {
                self.until_position = old.until_position;
            }
        }
        self
    }

    /// Whether `walk` meets it.
    #[must_use]
    pub fn is_in(&self, walk: &Walk) -> bool {
        let only = match walk.only {
            Only::All => true,
            Only::LateOrOpen => self.fact.is_late_or_open(),
        };
        walk.from <= self.fact.at && self.fact.at < walk.until && only
    }
}
