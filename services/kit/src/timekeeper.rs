//! The timekeeper keeps the next wake-ups in memory and says which are due. It is told of every change after its commit,
//! reads more from the store when it runs short, and is audited against the store: a deadline it forgot is found, armed
//! and alarmed.

use crate::store::{Store, StoreError, WakeKey};
use duijie_core::{ids::ReferralId, referral::Duty, time::Timestamp};
use std::collections::{BTreeSet, HashMap};

/// Wake-ups kept in memory. What is later than the last of them is in the store and read when its time comes nearer.
const ARMED_MAX: usize = 65_536;
/// Wake-ups read from the store at a time.
const PAGE: usize = 4_096;

/// The next wake-ups.
#[derive(Debug, Default)]
pub struct Timekeeper {
    armed: BTreeSet<WakeKey>,
    at: HashMap<(ReferralId, Duty), Timestamp>,
    /// Everything before this instant is armed; none: everything there is.
    horizon: Option<Timestamp>,
    /// Submitted to the desk and not answered by a change yet.
    submitted: HashMap<(ReferralId, Duty), Timestamp>,
}

/// What an audit found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Open wake-ups that the store has and should be in memory.
    pub checked: u64,
    /// Those that were missing; they are armed now.
    pub missing: u64,
}

impl Timekeeper {
    /// Reads the soonest wake-ups from the store.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn load(store: &dyn Store) -> Result<Self, StoreError> {
        let mut keeper = Self::default();
        keeper.refill(store)?;
        Ok(keeper)
    }

    /// A deadline's next wake-up changed, as committed.
    pub fn changed(&mut self, referral: ReferralId, duty: Duty, at: Option<Timestamp>) {
        let key = (referral, duty);
        self.disarm(&key);
        self.submitted.remove(&key);
        let Some(at) = at.filter(|at| self.horizon.is_none_or(|horizon| *at < horizon)) else { return };
        self.arm(WakeKey { at, referral: key.0, duty });
        self.bound();
    }

    /// Takes the wake-ups that are due at `now`, at most `limit`, soonest first; reads more when it has run out.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn due(&mut self, now: Timestamp, limit: usize, store: &dyn Store) -> Result<Vec<WakeKey>, StoreError> {
        if self.armed.is_empty() && self.horizon.is_some_and(|horizon| horizon <= now) {
            self.refill(store)?;
        }
        let mut due = Vec::new();
        while due.len() < limit && self.armed.first().is_some_and(|key| key.at <= now) {
            let Some(key) = self.armed.pop_first() else { break };
            let id = (key.referral.clone(), key.duty);
            self.at.remove(&id);
            self.submitted.insert(id, key.at);
            due.push(key);
        }
        Ok(due)
    }

    /// When the next wake-up is due.
    #[must_use]
    pub fn next(&self) -> Option<Timestamp> {
        self.armed.first().map(|key| key.at).or(self.horizon)
    }

    /// How many wake-ups are in memory.
    #[must_use]
    pub fn armed(&self) -> usize {
        self.armed.len()
    }

    /// Compares memory with the store: every wake-up before the horizon must be armed or with the desk. What is missing
    /// is armed.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn audit(&mut self, store: &dyn Store) -> Result<Audit, StoreError> {
        let mut audit = Audit::default();
        let mut after = None;
        loop {
            let page = store.wakes(after.as_ref(), PAGE)?;
            for key in &page {
                if self.horizon.is_some_and(|horizon| key.at >= horizon) {
                    return Ok(audit);
                }
                audit.checked += 1;
                let id = (key.referral.clone(), key.duty);
                let known = self.at.get(&id) == Some(&key.at) || self.submitted.contains_key(&id);
                if !known {
                    audit.missing += 1;
                    self.disarm(&id);
                    self.arm(key.clone());
                }
            }
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(last.clone()),
                Some(_) | None => return Ok(audit),
            }
        }
    }

    /// Forgets every wake-up, as a fault would; for the tests of the audit.
    pub fn forget_everything(&mut self) {
        self.armed.clear();
        self.at.clear();
        self.submitted.clear();
    }

    /// What was submitted was not carried out: it is due again.
    pub fn submit_again(&mut self) {
        for ((referral, duty), at) in std::mem::take(&mut self.submitted) {
            self.arm(WakeKey { at, referral, duty });
        }
    }

    fn refill(&mut self, store: &dyn Store) -> Result<(), StoreError> {
        let mut after = None;
        self.horizon = None;
        loop {
            let page = store.wakes(after.as_ref(), PAGE)?;
            let full = page.len() == PAGE;
            after = page.last().cloned();
            for key in page {
                if !self.submitted.contains_key(&(key.referral.clone(), key.duty)) {
                    self.arm(key);
                }
            }
            if !full {
                return Ok(());
            }
            if self.armed.len() >= ARMED_MAX / 2 {
                self.horizon = after.map(|key| key.at);
                self.drop_from_horizon();
                return Ok(());
            }
        }
    }

    fn arm(&mut self, key: WakeKey) {
        self.at.insert((key.referral.clone(), key.duty), key.at);
        self.armed.insert(key);
    }

    fn disarm(&mut self, key: &(ReferralId, Duty)) {
        if let Some(at) = self.at.remove(key) {
            self.armed.remove(&WakeKey { at, referral: key.0.clone(), duty: key.1 });
        }
    }

    /// Too much in memory: the later half goes back to the store.
    fn bound(&mut self) {
        if self.armed.len() > ARMED_MAX {
            self.horizon = self.armed.iter().nth(ARMED_MAX / 2).map(|key| key.at);
            self.drop_from_horizon();
        }
    }

    /// Keeps only what is before the horizon. If all have one instant, they stay.
    fn drop_from_horizon(&mut self) {
        let Some(horizon) = self.horizon else { return };
        if self.armed.first().is_some_and(|key| key.at >= horizon) {
            // All at one instant: nothing before the horizon would be left.
            self.horizon = Some(Timestamp::from_micros(horizon.as_micros().saturating_add(1)));
            return;
        }
        while self.armed.last().is_some_and(|key| key.at >= horizon) {
            if let Some(key) = self.armed.pop_last() {
                self.at.remove(&(key.referral, key.duty));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{
        memory::MemoryStore,
        rows::{Commit, DeadlineRow},
    };

    fn at(second: i64) -> Timestamp {
        Timestamp::from_micros(second * 1_000_000)
    }

    fn row(referral: &str, wake: Option<i64>) -> DeadlineRow {
        DeadlineRow {
            referral: referral.parse().unwrap(),
            duty: Duty::Acknowledge,
            matter: "m-1".parse().unwrap(),
            state: "open",
            owed_by_us: true,
            due: at(100),
            wake_at: wake.map(at),
            provisional: false,
        }
    }

    fn store_with(rows: Vec<DeadlineRow>) -> MemoryStore {
        let store = MemoryStore::default();
        store.commit(&Commit { deadlines: rows, ..Commit::default() }).unwrap();
        store
    }

    fn names(due: &[WakeKey]) -> Vec<&str> {
        due.iter().map(|key| key.referral.as_str()).collect()
    }

    #[test]
    fn what_is_due_comes_once_and_soonest_first() {
        let store = store_with(vec![row("b", Some(20)), row("a", Some(10)), row("c", Some(30))]);
        let mut keeper = Timekeeper::load(&store).unwrap();
        assert_eq!(keeper.next(), Some(at(10)));
        assert_eq!(names(&keeper.due(at(25), 10, &store).unwrap()), ["a", "b"]);
        assert!(keeper.due(at(25), 10, &store).unwrap().is_empty());
    }

    // D25
    #[test]
    fn an_audit_finds_what_memory_forgot_and_arms_it_again() {
        let store = store_with(vec![row("a", Some(10)), row("b", Some(20)), row("done", None)]);
        let mut keeper = Timekeeper::load(&store).unwrap();
        assert_eq!(keeper.audit(&store).unwrap(), Audit { checked: 2, missing: 0 });
        keeper.forget_everything();
        assert_eq!(keeper.audit(&store).unwrap(), Audit { checked: 2, missing: 2 });
        assert_eq!(names(&keeper.due(at(25), 10, &store).unwrap()), ["a", "b"]);
    }

    #[test]
    fn a_deadline_that_moved_or_ended_is_not_woken_at_its_old_time() {
        let store = store_with(vec![row("a", Some(10)), row("b", Some(20))]);
        let mut keeper = Timekeeper::load(&store).unwrap();
        keeper.changed("a".parse().unwrap(), Duty::Acknowledge, Some(at(50)));
        keeper.changed("b".parse().unwrap(), Duty::Acknowledge, None);
        assert!(keeper.due(at(49), 10, &store).unwrap().is_empty());
        assert_eq!(names(&keeper.due(at(50), 10, &store).unwrap()), ["a"]);
    }

    #[test]
    fn what_was_not_carried_out_is_due_again() {
        let store = store_with(vec![row("a", Some(10))]);
        let mut keeper = Timekeeper::load(&store).unwrap();
        assert_eq!(keeper.due(at(10), 10, &store).unwrap().len(), 1);
        keeper.submit_again();
        assert_eq!(names(&keeper.due(at(10), 10, &store).unwrap()), ["a"]);
    }
}
