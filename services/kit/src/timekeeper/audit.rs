//! The audit: what the store says is compared with what is in memory, page by page between batches, so that nobody waits
//! for it. What lies beyond the horizon needs no place in memory: the horizon itself is the next wake-up then.

use super::{PAGE, Timekeeper};
use crate::store::{Store, StoreError, WakeKey};

/// What an audit found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Wake-ups that the store has and that are to be in memory.
    pub checked: u64,
    /// Those that were missing; they are armed now.
    pub missing: u64,
}

/// An audit under way.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    after: Option<WakeKey>,
    audit: Audit,
}

impl Timekeeper {
    /// Compares one page of the store with memory, and begins an audit if none is under way. Tells what the audit found
    /// once it is through. Between batches only: then nothing is with the desk, and what is neither armed nor beyond the
    /// horizon is missing, even if it was submitted before. What is missing is armed.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn audit(&mut self, store: &dyn Store) -> Result<Option<Audit>, StoreError> {
        let mut sweep = self.sweep.take().unwrap_or_default();
        let page = store.wakes(sweep.after.as_ref(), PAGE)?;
        for key in &page {
            if !self.is_within(key) {
                return Ok(Some(sweep.audit));
            }
            sweep.audit.checked += 1;
            if self.at.get(&key.key) != Some(&key.at) {
                sweep.audit.missing += 1;
                self.disarm(&key.key);
                self.submitted.remove(&key.key);
                self.arm(key.clone());
            }
        }
        if page.len() < PAGE {
            return Ok(Some(sweep.audit));
        }
        sweep.after = page.last().cloned();
        self.sweep = Some(sweep);
        Ok(None)
    }

    /// Whether an audit is under way.
    #[must_use]
    pub fn is_auditing(&self) -> bool {
        self.sweep.is_some()
    }
}
