//! A matter folded from its records up to a position, with what the fold itself does not keep: when each referral last
//! changed, and when each of our letters was decided.

use crate::{
    desk::read_record,
    journal::{Entry, Record},
    projection,
    seal::Keyring,
    store::{Store, StoreError, rows::StoredRecord},
};
use duijie_core::{
    ids::{MatterId, ReferralId},
    matter::Matter,
    time::Timestamp,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A matter and how it came to be so.
#[derive(Clone)]
pub(super) struct History {
    pub(super) matter: Arc<Matter>,
    changed: BTreeMap<ReferralId, u64>,
    /// Our letters in order: referral, number, when decided.
    sent: Vec<(ReferralId, u64, Timestamp)>,
    /// Referrals that the last record changed.
    newest: Vec<ReferralId>,
    /// Every record, oldest first.
    pub(super) records: Vec<Arc<Record>>,
}

/// Matters that were folded lately; one that has gone on is folded on, not anew.
#[derive(Default)]
pub(super) struct Histories {
    lately: Mutex<HashMap<MatterId, Arc<History>>>,
}

/// Some 10 KiB each. When there are more all are forgotten; they come back as they are asked for.
const LATELY_MAX: usize = 2_048;

impl Histories {
    /// The matter `id` folded from its records up to `position`; none if it had not begun there.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub(super) fn at(
        &self,
        id: &MatterId,
        position: u64,
        store: &dyn Store,
        keyring: &Keyring,
    ) -> Result<Option<Arc<History>>, StoreError> {
        let known = self.lately().get(id).filter(|history| history.position() <= position).cloned();
        let stored = store.records_of(id, known.as_ref().map_or(0, |history| history.position()))?;
        let mut more = stored.iter().take_while(|record| record.position <= position).peekable();
        if more.peek().is_none() {
            return Ok(known);
        }
        // Given up by the cache while it grows, so that it need not be copied.
        drop(self.lately().remove(id));
        let folded = History::fold(known.map(Arc::unwrap_or_clone), more, keyring)?.map(Arc::new);
        if let Some(history) = &folded {
            let mut lately = self.lately();
            if lately.len() >= LATELY_MAX {
                lately.clear();
            }
            lately.insert(id.clone(), Arc::clone(history));
        }
        Ok(folded)
    }

    fn lately(&self) -> MutexGuard<'_, HashMap<MatterId, Arc<History>>> {
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl History {
    fn fold<'s>(
        known: Option<Self>,
        stored: impl Iterator<Item = &'s StoredRecord>,
        keyring: &Keyring,
    ) -> Result<Option<Self>, StoreError> {
        let (mut matter, mut changed, mut sent, mut records) = match known {
            Some(known) => (Some(known.matter), known.changed, known.sent, known.records),
            None => (None, BTreeMap::new(), Vec::new(), Vec::new()),
        };
        let mut newest = Vec::new();
        for stored in stored {
            let record = read_record(stored, keyring)?;
            let before = matter;
            matter = projection::fold(before.as_deref().cloned(), &record).map(Arc::new);
            newest = touched(before.as_deref(), matter.as_deref());
            changed.extend(newest.iter().map(|id| (id.clone(), record.position)));
            sent.extend(record.entries.iter().filter_map(|entry| match entry {
                Entry::Sent { letter, .. } => {
                    Some((letter.referral.clone(), letter.reference.number, record.recorded_at))
                }
                _ => None,
            }));
            records.push(Arc::new(record));
        }
        Ok(matter.map(|matter| Self { matter, changed, sent, newest, records }))
    }

    /// Position of the newest record that is folded.
    fn position(&self) -> u64 {
        self.records.last().map_or(0, |record| record.position)
    }

    /// The matter of an answer, right after the record that gave it, which is the one that changed `referral`.
    pub(super) fn of_answer(matter: &Arc<Matter>, referral: Option<&ReferralId>, position: u64) -> Self {
        let changed = referral.map(|id| (id.clone(), position)).into_iter().collect();
        Self { matter: Arc::clone(matter), changed, sent: Vec::new(), newest: Vec::new(), records: Vec::new() }
    }

    /// Position of the newest record that changed the referral.
    pub(super) fn changed_at(&self, referral: &ReferralId) -> u64 {
        self.changed.get(referral).copied().unwrap_or(0)
    }

    /// Referrals that the newest record changed.
    pub(super) fn newest_changes(&self) -> &[ReferralId] {
        &self.newest
    }

    /// When our first letter about the referral after `number` was decided.
    pub(super) fn first_sent_after(&self, referral: &ReferralId, number: u64) -> Option<Timestamp> {
        self.sent.iter().find(|(id, sent, _)| id == referral && *sent > number).map(|(_, _, at)| *at)
    }
}

fn touched(before: Option<&Matter>, after: Option<&Matter>) -> Vec<ReferralId> {
    let Some(after) = after else { return Vec::new() };
    let changed = after.referrals.iter().filter(|new| before.and_then(|old| old.referral(&new.id)) != Some(*new));
    changed.map(|referral| referral.id.clone()).collect()
}
