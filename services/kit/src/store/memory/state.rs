//! What a store in memory keeps, and how a commit changes it. Keys are ordered as the SQLite store's are.

use crate::store::{
    Head, StoreError, continues,
    counted::{CountedChange, CountedRow, Stand},
    lines, not_there,
    rows::{
        Commit, DeadlineRow, Direction, DocumentRow, FiredRow, LetterRow, MatterRow, MemoRow, ParkedRow, PeerRow,
        ReadRow, ReferralRow, StoredRecord,
    },
    tokens,
};
use duijie_core::{
    agency::AgencyId,
    ids::{MatterId, ReferralId, RequestId},
    matter::DeadlineKey,
    statistics::Fact,
    time::Timestamp,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Peer, direction's token, number.
pub(super) type LetterKey = (AgencyId, &'static str, u64);

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) records: BTreeMap<u64, StoredRecord>,
    positions: BTreeMap<MatterId, Vec<u64>>,
    pub(super) letters: BTreeMap<LetterKey, LetterRow>,
    pub(super) matters: BTreeMap<MatterId, MatterRow>,
    pub(super) referrals: BTreeMap<ReferralId, ReferralRow>,
    /// By the two parts of the key, as text.
    pub(super) deadlines: BTreeMap<DeadlineParts, DeadlineRow>,
    pub(super) memos: BTreeMap<RequestId, MemoRow>,
    pub(super) peers: BTreeMap<AgencyId, PeerRow>,
    pub(super) parked: BTreeMap<(AgencyId, u64), ParkedRow>,
    /// By officer and position.
    pub(super) reads: BTreeMap<(String, u64), ReadRow>,
    /// By sequence and number.
    pub(super) documents: BTreeMap<(String, i16, u32), DocumentRow>,
    /// By key: when each counts.
    facts: BTreeMap<FactParts, Timestamp>,
    /// By when they count, and then by key.
    pub(super) counted: BTreeMap<Stand, CountedRow>,
}

/// The parts of a fact's key.
type FactParts = (Arc<str>, &'static str, u64);

/// The two parts of a deadline's key.
pub(super) type DeadlineParts = (String, &'static str);

pub(super) fn deadline_key(key: &DeadlineKey) -> DeadlineParts {
    let (of, duty) = key.parts();
    (of.to_owned(), duty.as_str())
}

pub(super) fn letter_key(peer: &AgencyId, direction: Direction, number: u64) -> LetterKey {
    (peer.clone(), tokens::direction(direction), number)
}

impl State {
    pub(super) fn head(&self) -> Head {
        self.records.last_key_value().map_or_else(Head::default, |(position, record)| Head {
            position: *position,
            digest: record.digest,
            recorded_at: record.recorded_at,
        })
    }

    pub(super) fn records_of(&self, matter: &MatterId, after: u64) -> Vec<StoredRecord> {
        let positions = self.positions.get(matter).into_iter().flatten().filter(|position| **position > after);
        positions.filter_map(|position| self.records.get(position).cloned()).collect()
    }

    /// Whether `commit` can be written.
    pub(super) fn check(&self, commit: &Commit) -> Result<(), StoreError> {
        continues(self.head().position, &commit.records)?;
        let mut letters = BTreeSet::new();
        for row in &commit.letters {
            let key = letter_key(&row.peer, row.direction, row.number);
            if self.letters.contains_key(&key) || !letters.insert(key) {
                return Err(twice("inserting letters"));
            }
        }
        for row in &commit.fired {
            let deadline = self.deadlines.contains_key(&deadline_key(&row.key));
            let referral = row.key.referral().is_none_or(|referral| self.referrals.contains_key(referral));
            if !deadline || !referral || !self.matters.contains_key(&row.matter) {
                return Err(not_there(row));
            }
        }
        let mut documents = BTreeSet::new();
        for row in &commit.documents {
            let key = (row.class.clone(), row.year, row.serial);
            if self.documents.contains_key(&key) || !documents.insert(key) {
                return Err(twice("inserting documents"));
            }
        }
        let mut memos = BTreeSet::new();
        for row in &commit.memos {
            if self.memos.contains_key(&row.request) || !memos.insert(&row.request) {
                return Err(twice("inserting memos"));
            }
        }
        Ok(())
    }

    /// Writes what was checked.
    pub(super) fn write(&mut self, commit: &Commit) {
        for record in &commit.records {
            if let Some(matter) = &record.matter {
                self.positions.entry(matter.clone()).or_default().push(record.position);
            }
            self.records.insert(record.position, record.clone());
        }
        let letters = commit.letters.iter();
        self.letters.extend(letters.map(|row| (letter_key(&row.peer, row.direction, row.number), row.clone())));
        for row in &commit.fired {
            self.fire(row);
        }
        self.matters.extend(commit.matters.iter().map(|row| (row.id.clone(), row.clone())));
        self.referrals.extend(commit.referrals.iter().map(|row| (row.id.clone(), row.clone())));
        let deadlines = commit.deadlines.iter();
        self.deadlines.extend(deadlines.map(|row| (deadline_key(&row.key), row.clone())));
        self.memos.extend(commit.memos.iter().map(|row| (row.request.clone(), row.clone())));
        self.parked.extend(commit.parked.iter().map(|row| ((row.peer.clone(), row.number), row.clone())));
        for row in &commit.reads {
            self.reads.entry((row.officer.clone(), row.up_to)).or_insert_with(|| row.clone());
        }
        let documents = commit.documents.iter();
        self.documents.extend(documents.map(|row| ((row.class.clone(), row.year, row.serial), row.clone())));
        self.peers.extend(commit.peers.iter().map(|row| (row.agency.clone(), row.clone())));
        commit.counted.iter().for_each(|change| self.count(change));
    }

    fn count(&mut self, change: &CountedChange) {
        let (CountedChange::Put(CountedRow { fact: Fact { key, .. }, .. }) | CountedChange::Gone(key)) = change;
        let parts = (Arc::clone(&key.of), key.part.as_str(), key.nth);
        let old = self.facts.remove(&parts).and_then(|at| self.counted.remove(&Stand::of(at, key)));
        if let CountedChange::Put(row) = change {
            self.facts.insert(parts, row.fact.at);
            self.counted.insert(Stand::at(&row.fact), row.clone().over(old.as_ref()));
        }
    }

    fn fire(&mut self, row: &FiredRow) {
        if let Some(deadline) = self.deadlines.get_mut(&deadline_key(&row.key)) {
            deadline.wake_at = row.wake_at;
            deadline.step = Some((row.stage, row.position));
        }
        if let Some(referral) = row.key.referral().and_then(|id| self.referrals.get_mut(id)) {
            referral.position = row.position;
        }
        if let Some(matter) = self.matters.get_mut(&row.matter) {
            matter.position = row.position;
        }
    }

    pub(super) fn derived_rows(&self, each: &mut dyn FnMut(&str)) {
        self.deadlines.values().for_each(|row| each(&lines::deadline(row)));
        self.documents.values().for_each(|row| each(&lines::document(row)));
        let stands =
            self.facts.iter().map(|((of, part, nth), at)| Stand { at: *at, of: of.to_string(), part, nth: *nth });
        stands.filter_map(|stand| self.counted.get(&stand)).for_each(|row| each(&lines::counted(row)));
        self.letters.values().for_each(|row| each(&lines::letter(row)));
        self.matters.values().for_each(|row| each(&lines::matter(row)));
        self.memos.values().for_each(|row| each(&lines::memo(row)));
        self.parked.values().for_each(|row| each(&lines::parked(row)));
        self.peers.values().for_each(|row| each(&lines::peer(row)));
        self.reads.values().for_each(|row| each(&lines::read(row)));
        self.referrals.values().for_each(|row| each(&lines::referral(row)));
    }
}

fn twice(doing: &str) -> StoreError {
    StoreError::Damaged { what: format!("{doing}: one is there already") }
}
