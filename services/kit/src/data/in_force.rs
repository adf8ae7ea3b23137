//! Rules and calendar as decisions use them now. Whoever reads them takes them once for all that belongs together; whoever
//! puts others in their place has read and checked them.

use crate::{digest::sha256, journal::CalendarId};
use duijie_core::{calendar::Calendar, ids::Digest, rules::Rules};
use std::sync::{Arc, PoisonError, RwLock};

/// What is in force.
#[derive(Clone, Debug)]
pub struct InForce {
    /// The agency's rules with the local terms laid over them.
    pub rules: Rules,
    /// SHA-256 of the local terms' file, if there is one.
    pub terms: Option<Digest>,
    /// SHA-256 of the file of added kinds, if there is one.
    pub kinds: Option<Digest>,
    /// SHA-256 of the list of mediation bodies, if there is one.
    pub bodies: Option<Digest>,
    /// The calendar.
    pub calendar: Calendar,
    /// SHA-256 of its file.
    pub calendar_digest: Digest,
}

/// What is in force, changed as a whole.
#[derive(Debug)]
pub struct Current(RwLock<Arc<InForce>>);

impl InForce {
    /// Rules and a calendar that come from no file.
    #[must_use]
    pub fn unfiled(rules: Rules, calendar: Calendar) -> Self {
        let calendar_digest = sha256(calendar.version().as_bytes());
        Self { rules, terms: None, kinds: None, bodies: None, calendar, calendar_digest }
    }

    /// The calendar's name in the journal.
    #[must_use]
    pub fn calendar_id(&self) -> CalendarId {
        CalendarId { version: self.calendar.version().to_owned(), digest: self.calendar_digest }
    }
}

impl Current {
    /// Begins with this.
    #[must_use]
    pub fn new(data: InForce) -> Self {
        Self(RwLock::new(Arc::new(data)))
    }

    /// What is in force now.
    #[must_use]
    pub fn get(&self) -> Arc<InForce> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on this is in force.
    pub fn put(&self, data: InForce) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(data);
    }
}
