//! The timekeeper keeps the next wake-ups in memory and says which are due. It is told of every change after its commit,
//! reads more from the store when it runs short, and is audited against the store: a deadline it forgot is found, armed
//! and alarmed.

mod audit;
mod counting;

use crate::store::{Store, StoreError, WakeKey};
pub use audit::Audit;
use audit::Sweep;
pub(crate) use counting::count_deadlines;
use duijie_core::{matter::DeadlineKey, time::Timestamp};
use std::collections::{BTreeSet, HashMap};

/// Wake-ups kept in memory, some 300 bytes each. What is later than the last of them is in the store and read when its
/// time comes.
const ARMED_MAX: usize = 16_384;
/// Wake-ups read from the store at a time: some milliseconds, so that nobody waits long for the desk.
const PAGE: usize = 1_024;

/// The next wake-ups.
#[derive(Debug, Default)]
pub struct Timekeeper {
    armed: BTreeSet<WakeKey>,
    at: HashMap<DeadlineKey, Timestamp>,
    /// Every wake-up up to and with this one is in memory or with the desk; none: every one there is.
    horizon: Option<WakeKey>,
    /// Submitted to the desk and not answered by a change yet.
    submitted: HashMap<DeadlineKey, Timestamp>,
    /// The audit that is under way.
    sweep: Option<Sweep>,
}

impl Timekeeper {
    /// Reads the soonest wake-ups from the store: one page, however many there are.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn load(store: &dyn Store) -> Result<Self, StoreError> {
        let mut keeper = Self::default();
        keeper.read_on(store)?;
        Ok(keeper)
    }

    /// A deadline's next wake-up changed, as committed.
    pub fn changed(&mut self, key: DeadlineKey, at: Option<Timestamp>) {
        self.disarm(&key);
        self.submitted.remove(&key);
        let Some(at) = at else { return };
        let key = WakeKey { at, key };
        if self.is_within(&key) {
            self.arm(key);
            self.bound();
        }
    }

    /// Takes the wake-ups that are due at `now`, at most `limit`, soonest first; reads more when it has run out.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn due(&mut self, now: Timestamp, limit: usize, store: &dyn Store) -> Result<Vec<WakeKey>, StoreError> {
        let mut due = Vec::new();
        while due.len() < limit {
            if self.armed.is_empty() && self.horizon.as_ref().is_some_and(|horizon| horizon.at <= now) {
                self.read_on(store)?;
            }
            if self.armed.first().is_none_or(|key| key.at > now) {
                break;
            }
            let Some(key) = self.armed.pop_first() else { break };
            self.at.remove(&key.key);
            self.submitted.insert(key.key.clone(), key.at);
            due.push(key);
        }
        Ok(due)
    }

    /// When the next wake-up is due, or the next are to be read.
    #[must_use]
    pub fn next(&self) -> Option<Timestamp> {
        self.armed.first().or(self.horizon.as_ref()).map(|key| key.at)
    }

    /// How many wake-ups are in memory.
    #[must_use]
    pub fn armed(&self) -> usize {
        self.armed.len()
    }

    /// Forgets every wake-up, as a fault would; for the tests of the audit.
    pub fn forget_everything(&mut self) {
        self.armed.clear();
        self.at.clear();
        self.submitted.clear();
    }

    /// What was submitted was not carried out: it is due again.
    pub fn submit_again(&mut self) {
        for (key, at) in std::mem::take(&mut self.submitted) {
            self.arm(WakeKey { at, key });
        }
    }

    /// Reads one more page. Whatever is before the horizon was read already, and what changed since was told.
    fn read_on(&mut self, store: &dyn Store) -> Result<(), StoreError> {
        let page = store.wakes(self.horizon.as_ref(), PAGE)?;
        self.horizon = if page.len() == PAGE { page.last().cloned() } else { None };
        for key in page {
            self.arm(key);
        }
        Ok(())
    }

    fn is_within(&self, key: &WakeKey) -> bool {
        self.horizon.as_ref().is_none_or(|horizon| key <= horizon)
    }

    fn arm(&mut self, key: WakeKey) {
        self.at.insert(key.key.clone(), key.at);
        self.armed.insert(key);
    }

    fn disarm(&mut self, key: &DeadlineKey) {
        if let Some(at) = self.at.remove(key) {
            self.armed.remove(&WakeKey { at, key: key.clone() });
        }
    }

    /// Too much in memory: the later half goes back to the store.
    fn bound(&mut self) {
        if self.armed.len() <= ARMED_MAX {
            return;
        }
        while self.armed.len() > ARMED_MAX / 2 {
            let Some(key) = self.armed.pop_last() else { break };
            self.at.remove(&key.key);
        }
        self.horizon = self.armed.last().cloned();
    }
}

#[cfg(test)]
mod tests;
