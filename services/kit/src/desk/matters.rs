//! A bounded cache of folded matters. What is not in it is folded again from the store: a matter has tens of records.

use crate::{
    codec,
    journal::Record,
    projection,
    seal::Keyring,
    store::{Store, StoreError, rows::StoredRecord},
};
use duijie_core::{
    ids::{MatterId, ReferralId},
    matter::{DeadlineKey, Matter},
};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

/// Some 2 KiB each: tens of megabytes, and more than a county touches in a day.
const CACHED_MAX: usize = 16_384;

#[derive(Default)]
pub(super) struct Matters {
    by_id: HashMap<MatterId, Arc<Matter>>,
    of_referral: HashMap<ReferralId, MatterId>,
    order: VecDeque<MatterId>,
    /// Records of this batch about matters that are not here: what is read from the store lacks them.
    unread: Vec<StoredRecord>,
}

impl Matters {
    pub(super) fn keep(&mut self, matter: Arc<Matter>) {
        for referral in &matter.referrals {
            if !self.of_referral.contains_key(&referral.id) {
                self.of_referral.insert(referral.id.clone(), matter.id.clone());
            }
        }
        let id = matter.id.clone();
        if self.by_id.insert(id.clone(), matter).is_none() {
            self.order.push_back(id);
        }
    }

    /// Forgets the oldest beyond the bound. Only between batches: within one, the cache holds what is not stored yet.
    pub(super) fn trim(&mut self) {
        self.unread.clear();
        while self.by_id.len() > CACHED_MAX {
            let Some(id) = self.order.pop_front() else { return };
            if let Some(matter) = self.by_id.remove(&id) {
                for referral in &matter.referrals {
                    self.of_referral.remove(&referral.id);
                }
            }
        }
    }

    /// Whether the matter of this referral is here.
    fn has(&self, referral: &ReferralId) -> bool {
        self.of_referral.contains_key(referral)
    }

    /// Whether the matter of this deadline is here.
    pub(super) fn has_of(&self, key: &DeadlineKey) -> bool {
        match key {
            DeadlineKey::Referral(referral, _) => self.has(referral),
            DeadlineKey::Own(own) => own.matter().is_ok_and(|matter| self.by_id.contains_key(&matter)),
        }
    }

    /// A record was written about a matter that is not here.
    pub(super) fn wrote_unread(&mut self, record: StoredRecord) {
        self.unread.push(record);
    }

    pub(super) fn get(
        &mut self,
        id: &MatterId,
        store: &dyn Store,
        keyring: &Keyring,
    ) -> Result<Option<Arc<Matter>>, StoreError> {
        if let Some(matter) = self.by_id.get(id) {
            return Ok(Some(Arc::clone(matter)));
        }
        let mut records = store.records_of(id, 0)?;
        records.extend(self.unread.iter().filter(|record| record.matter.as_ref() == Some(id)).cloned());
        let matter = folded(&records, u64::MAX, keyring)?.map(Arc::new);
        if let Some(matter) = &matter {
            self.keep(Arc::clone(matter));
        }
        Ok(matter)
    }

    pub(super) fn of_referral(
        &mut self,
        referral: &ReferralId,
        store: &dyn Store,
        keyring: &Keyring,
    ) -> Result<Option<Arc<Matter>>, StoreError> {
        let id = match self.of_referral.get(referral) {
            Some(id) => Some(id.clone()),
            None => store.matter_of(referral)?,
        };
        id.map_or(Ok(None), |id| self.get(&id, store, keyring))
    }
}

impl Matters {
    /// Reads the matters of many referrals at once, as far as they are not here.
    pub(super) fn fetch<'a>(
        &mut self,
        referrals: impl Iterator<Item = &'a ReferralId>,
        store: &dyn Store,
        keyring: &Keyring,
    ) -> Result<(), StoreError> {
        let absent: Vec<ReferralId> = referrals.filter(|id| !self.has(id)).cloned().collect();
        if absent.is_empty() {
            return Ok(());
        }
        for records in store.records_of_referrals(&absent)? {
            let matter = folded(&records, u64::MAX, keyring)?.map(Arc::new);
            // Two of them may belong to one matter, and one that is here may be further on than the store.
            if let Some(matter) = matter.filter(|matter| !self.by_id.contains_key(&matter.id)) {
                self.keep(matter);
            }
        }
        Ok(())
    }
}

/// Folds a matter from its records up to `position`.
///
/// # Errors
/// If the store cannot be read, or a record is not what was written.
pub fn load(id: &MatterId, position: u64, store: &dyn Store, keyring: &Keyring) -> Result<Option<Matter>, StoreError> {
    folded(&store.records_of(id, 0)?, position, keyring)
}

fn folded(records: &[StoredRecord], position: u64, keyring: &Keyring) -> Result<Option<Matter>, StoreError> {
    let mut matter = None;
    for stored in records.iter().take_while(|stored| stored.position <= position) {
        matter = projection::fold(matter, &read(stored, keyring)?);
    }
    Ok(matter)
}

/// Reads a record of our own journal.
///
/// # Errors
/// If it is not what was written.
pub fn read(stored: &StoredRecord, keyring: &Keyring) -> Result<Record, StoreError> {
    codec::record::decode(&stored.bytes, keyring)
        .map_err(|error| StoreError::Damaged { what: format!("record {}: {error}", stored.position) })
}
