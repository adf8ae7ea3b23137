//! One batch in the making: records, rows and effects. What a record derives is computed by `projection`, the same code
//! that `journal verify` runs.

use super::{Desk, Effects, Step};
use crate::{
    codec, digest,
    journal::{Bytes, Cause, Entry, Record},
    projection,
    store::{
        Head, StoreError,
        rows::{Commit, MatterFilter, PageRequest, StoredRecord},
    },
};
use duijie_core::{
    agency::AgencyId,
    clock::Reading,
    ids::{Digest, DisputeCode, MatterId, ReferralId, RequestId},
    matter::{DeadlineKey, Matter},
    time::Timestamp,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

/// Matters of one dispute at one agency that are looked into: far more than there are handoffs of one.
const OF_ONE_DISPUTE_MAX: usize = 256;

pub(super) struct Batch {
    /// The one time of this batch.
    pub(super) now: Timestamp,
    pub(super) monotonic: Duration,
    pub(super) head: Head,
    pub(super) commit: Commit,
    pub(super) effects: Effects,
    /// Peers whose row changed.
    pub(super) peers_changed: BTreeSet<AgencyId>,
    /// Peers from whom letters were applied.
    pub(super) heard_letters: BTreeSet<AgencyId>,
    /// Peers whose silence may be proven now.
    pub(super) silence_news: BTreeSet<AgencyId>,
    /// Set if a record could not be encoded: the batch is not kept.
    unwritable: Option<String>,
    /// What request ids of this batch were used for.
    pub(super) memos: HashMap<RequestId, (Digest, u64)>,
}

impl Batch {
    pub(super) fn new(head: Head, now: Timestamp, reading: Reading) -> Self {
        Self {
            now,
            monotonic: reading.monotonic,
            head,
            commit: Commit::default(),
            effects: Effects::default(),
            peers_changed: BTreeSet::new(),
            heard_letters: BTreeSet::new(),
            silence_news: BTreeSet::new(),
            unwritable: None,
            memos: HashMap::new(),
        }
    }

    /// Position that the next record will have.
    pub(super) const fn next_position(&self) -> u64 {
        self.head.position + 1
    }
}

impl Desk {
    /// Appends one record, folds it into its matter (which may not exist before) and projects its rows. Returns the
    /// matter after it.
    pub(super) fn write(
        &mut self,
        batch: &mut Batch,
        matter: Option<(MatterId, Option<Arc<Matter>>)>,
        cause: Cause,
        entries: Vec<Entry>,
    ) -> Option<Arc<Matter>> {
        let position = batch.next_position();
        let id = matter.as_ref().map(|(id, _)| id.clone());
        let record = Record { position, recorded_at: batch.now, matter: id, cause, entries };
        let before = matter.and_then(|(_, before)| before);
        let after = projection::fold(before.as_deref().cloned(), &record).map(Arc::new);
        projection::project(&record, before.as_deref(), after.as_deref(), &mut batch.commit);
        let bytes = codec::record::encode(&record).unwrap_or_else(|error| {
            // Cannot be: what goes in was checked when it came. If it is all the same, nothing of the batch is kept.
            batch.unwritable = Some(format!("record {position} cannot be written: {error}"));
            Vec::new()
        });
        let bytes = Bytes::from(bytes);
        let digest = digest::record(&batch.head.digest, &bytes);
        batch.head = Head { position, digest, recorded_at: batch.now };
        let stored = StoredRecord { position, recorded_at: batch.now, matter: record.matter.clone(), bytes, digest };
        batch.commit.records.push(stored);
        if let Some(after) = &after {
            self.note_wakes(batch, before.as_deref(), after);
            self.matters.keep(Arc::clone(after));
        }
        after
    }

    fn note_wakes(&mut self, batch: &mut Batch, before: Option<&Matter>, after: &Matter) {
        for own in &after.own {
            if before.and_then(|matter| matter.own(&own.id)) != Some(own) {
                let at = own.deadline.wake().map(|wake| wake.at);
                batch.effects.wakes.push((DeadlineKey::Own(own.id.clone()), at));
            }
        }
        for referral in &after.referrals {
            let old = before.and_then(|matter| matter.referral(&referral.id));
            for deadline in &referral.deadlines {
                let known = old.and_then(|referral| referral.deadline(deadline.duty));
                if known != Some(deadline) {
                    let at = deadline.wake().map(|wake| wake.at);
                    batch.effects.wakes.push((DeadlineKey::Referral(referral.id.clone(), deadline.duty), at));
                }
            }
        }
    }

    /// The record at `position`, from this batch or the store.
    pub(super) fn record_at(&self, batch: &Batch, position: u64) -> Result<StoredRecord, StoreError> {
        let in_batch = batch.commit.records.iter().find(|record| record.position == position).cloned();
        let stored = in_batch.map_or_else(|| self.store.record(position), |stored| Ok(Some(stored)))?;
        stored.ok_or_else(|| StoreError::Damaged { what: format!("record {position} is missing") })
    }

    /// The matter of a referral, from this batch, the cache or the store.
    pub(super) fn matter_of(&mut self, referral: &ReferralId) -> Result<Option<Arc<Matter>>, StoreError> {
        let store = Arc::clone(&self.store);
        self.matters.of_referral(referral, &*store, &self.office.keyring)
    }

    /// The matter with this id, from this batch, the cache or the store.
    pub(super) fn matter(&mut self, id: &MatterId) -> Result<Option<Arc<Matter>>, StoreError> {
        let store = Arc::clone(&self.store);
        self.matters.get(id, &*store, &self.office.keyring)
    }

    /// The matters besides `matter` that bear one of these codes or bore it, from this batch or the store, and the one that it is the
    /// supervision of.
    pub(super) fn of_disputes(
        &mut self,
        batch: &Batch,
        matter: Option<&Matter>,
        disputes: &BTreeSet<DisputeCode>,
    ) -> Result<Vec<Arc<Matter>>, StoreError> {
        let mut ids = BTreeSet::new();
        for dispute in disputes {
            let filter = MatterFilter { text: Some(dispute.as_str().to_owned()), ..MatterFilter::default() };
            let stored = self.store.list_matters(&filter, &PageRequest::first(OF_ONE_DISPUTE_MAX))?.rows;
            let of_it = stored.iter().chain(&batch.commit.matters).filter(|row| row.is_of(dispute));
            ids.extend(of_it.map(|row| row.id.clone()));
        }
        if disputes.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(supervised) = matter.and_then(Matter::supervised) {
            ids.extend(self.matter_of(supervised)?.map(|matter| matter.id.clone()));
        }
        let others = ids.iter().filter(|id| matter.is_none_or(|matter| matter.id != **id));
        let others: Vec<_> = others.map(|id| self.matter(id)).collect::<Result<_, _>>()?;
        Ok(others.into_iter().flatten().collect())
    }

    /// Ends the batch: statements that are due (with a tick if nothing else is committed), peers' rows, the step.
    pub(super) fn close(&mut self, mut batch: Batch) -> Result<Step, StoreError> {
        if let Some(what) = batch.unwritable.take() {
            return Err(StoreError::Damaged { what });
        }
        self.peers.note_letters(&batch);
        let due = self.peers.due(batch.monotonic);
        // A tick commits peers' rows too, and no row may know what the journal does not.
        let committing = !batch.commit.records.is_empty() || !due.is_empty();
        let dirty = self.peers.take_heard_to_journal(batch.monotonic, committing);
        for (peer, statement) in dirty {
            let entry = Entry::PeerHeard { peer: peer.clone(), statement };
            self.write(&mut batch, None, Cause::Peer(peer.clone()), vec![entry]);
            batch.peers_changed.insert(peer);
        }
        if !due.is_empty() && batch.commit.records.is_empty() {
            self.write(&mut batch, None, Cause::Desk, vec![Entry::Tick]);
        }
        let changed = std::mem::take(&mut batch.peers_changed);
        batch.commit.peers.extend(changed.iter().filter_map(|peer| self.peers.row(peer)));
        for peer in due {
            let statement = self.statement(&batch, &peer);
            batch.effects.statements.push((peer.clone(), statement));
            self.peers.stated(&peer, batch.monotonic);
        }
        let near = self.near_authority(&batch)?;
        self.peers.pace(batch.monotonic, near);
        if !batch.commit.records.is_empty() {
            self.head = batch.head;
            self.clock.advance(batch.now);
        }
        Ok(Step { commit: batch.commit, effects: batch.effects })
    }
}
