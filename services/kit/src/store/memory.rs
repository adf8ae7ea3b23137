//! The store in memory, for the simulator: maps behind a lock, shared by all handles, with commits that fail on demand and
//! snapshots to go back to. It answers exactly as the SQLite store does; one conformance suite holds both to it.

mod filters;
mod lists;
mod state;

use super::{
    Fatal, Head, Store, StoreError, WakeKey,
    counted::{CountedRow, Stand, Walk},
    rows::{
        Commit, DeadlineCounts, DeadlineFilter, DeadlineRow, Direction, LetterRow, MatterFilter, MatterRow, MemoRow,
        Page, PageRequest, ParkedRow, PeerRow, ReferralFilter, ReferralRow, StoredRecord,
    },
};
use duijie_core::{
    agency::AgencyId,
    ids::{MatterId, ReferralId, RequestId},
    matter::DeadlineKey,
    statistics::Fact,
    time::Timestamp,
};
pub(crate) use lists::deadlines_among;
use state::State;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle on a store in memory; clones share it.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    shared: Arc<Mutex<Shared>>,
}

/// How a commit fails: its caller cannot tell which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailCommit {
    /// Nothing was written.
    BeforeWriting,
    /// Everything was written, and the answer was lost.
    AfterWriting,
}

/// Everything in a store at one moment; cheap to take and to keep.
#[derive(Clone, Debug)]
pub struct Snapshot(Arc<State>);

#[derive(Debug, Default)]
struct Shared {
    state: Arc<State>,
    fail: Option<FailCommit>,
    log: u64,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the next commit fail with [`StoreError::Io`], once.
    pub fn fail_next_commit(&self, how: FailCommit) {
        self.lock().fail = Some(how);
    }

    /// Makes [`Store::checkpoint`] tell of a write-ahead log with so many bytes, as one has that cannot be moved.
    pub fn report_log(&self, bytes: u64) {
        self.lock().log = bytes;
    }

    /// Everything in the store now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(Arc::clone(&self.lock().state))
    }

    /// Goes back to what was in the store when `snapshot` was taken, for all handles.
    pub fn restore(&self, snapshot: &Snapshot) {
        self.lock().state = Arc::clone(&snapshot.0);
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is committed; reads do not hold the lock.
    fn state(&self) -> Arc<State> {
        Arc::clone(&self.lock().state)
    }
}

impl Store for MemoryStore {
    fn head(&self) -> Result<Head, StoreError> {
        Ok(self.state().head())
    }

    fn commit(&self, commit: &Commit) -> Result<(), StoreError> {
        let mut shared = self.lock();
        let fail = shared.fail.take();
        if fail == Some(FailCommit::BeforeWriting) {
            return Err(lost());
        }
        shared.state.check(commit)?;
        Arc::make_mut(&mut shared.state).write(commit);
        if fail == Some(FailCommit::AfterWriting) { Err(lost()) } else { Ok(()) }
    }

    fn records_of(&self, matter: &MatterId, position: u64) -> Result<Vec<StoredRecord>, StoreError> {
        Ok(self.state().records_of(matter, position))
    }

    fn records_of_referrals(&self, referrals: &[ReferralId]) -> Result<Vec<Vec<StoredRecord>>, StoreError> {
        let state = self.state();
        let of =
            |referral| state.referrals.get(referral).map(|row| state.records_of(&row.matter, 0)).unwrap_or_default();
        Ok(referrals.iter().map(of).collect())
    }

    fn deadlines_of(&self, wakes: &[WakeKey]) -> Result<Vec<Option<DeadlineRow>>, StoreError> {
        let state = self.state();
        let of = |key: &WakeKey| state.deadlines.get(&state::deadline_key(&key.key)).cloned();
        Ok(wakes.iter().map(of).collect())
    }

    fn records_after(&self, position: u64, limit: usize) -> Result<Vec<StoredRecord>, StoreError> {
        let Some(first) = position.checked_add(1) else { return Ok(Vec::new()) };
        Ok(self.state().records.range(first..).take(limit).map(|(_, record)| record.clone()).collect())
    }

    fn records_of_none(&self, position: u64, limit: usize) -> Result<Vec<StoredRecord>, StoreError> {
        let state = self.state();
        let before = state.records.range(..position).rev().map(|(_, record)| record);
        Ok(before.filter(|record| record.matter.is_none()).take(limit).cloned().collect())
    }

    fn record(&self, position: u64) -> Result<Option<StoredRecord>, StoreError> {
        Ok(self.state().records.get(&position).cloned())
    }

    fn matter_of(&self, referral: &ReferralId) -> Result<Option<MatterId>, StoreError> {
        Ok(self.state().referrals.get(referral).map(|row| row.matter.clone()))
    }

    fn memo(&self, request: &RequestId) -> Result<Option<MemoRow>, StoreError> {
        Ok(self.state().memos.get(request).cloned())
    }

    fn letters(
        &self,
        peer: &AgencyId,
        direction: Direction,
        number: u64,
        limit: usize,
    ) -> Result<Vec<LetterRow>, StoreError> {
        let chain = state::letter_key(peer, direction, number)..=state::letter_key(peer, direction, u64::MAX);
        Ok(self.state().letters.range(chain).take(limit).map(|(_, row)| row.clone()).collect())
    }

    fn peers(&self) -> Result<Vec<PeerRow>, StoreError> {
        Ok(self.state().peers.values().cloned().collect())
    }

    fn parked(&self, after: Option<(&AgencyId, u64)>, limit: usize) -> Result<Vec<ParkedRow>, StoreError> {
        Ok(lists::parked(&self.state(), after, limit))
    }

    fn wakes(&self, after: Option<&WakeKey>, limit: usize) -> Result<Vec<WakeKey>, StoreError> {
        Ok(lists::wakes(&self.state(), after, limit))
    }

    fn running(&self, after: Option<&DeadlineKey>, limit: usize) -> Result<Vec<DeadlineRow>, StoreError> {
        Ok(lists::running(&self.state(), after, limit))
    }

    fn silent(&self, now: Timestamp, after: Option<&ReferralId>, limit: usize) -> Result<Vec<ReferralId>, StoreError> {
        Ok(lists::silent(&self.state(), now, after, limit))
    }

    fn list_matters(&self, filter: &MatterFilter, page: &PageRequest) -> Result<Page<MatterRow>, StoreError> {
        Ok(lists::matters(&self.state(), filter, page))
    }

    fn list_referrals(&self, filter: &ReferralFilter, page: &PageRequest) -> Result<Page<ReferralRow>, StoreError> {
        Ok(lists::referrals(&self.state(), filter, page))
    }

    fn list_deadlines(&self, filter: &DeadlineFilter, page: &PageRequest) -> Result<Page<DeadlineRow>, StoreError> {
        Ok(lists::deadlines(&self.state(), filter, page))
    }

    fn deadline_counts(&self, now: Timestamp) -> Result<DeadlineCounts, StoreError> {
        Ok(lists::counts(&self.state(), now))
    }

    fn read_at(&self, officer: &str, position: u64) -> Result<Option<Timestamp>, StoreError> {
        let state = self.state();
        let from = (officer.to_owned(), position)..=(officer.to_owned(), u64::MAX);
        Ok(state.reads.range(from).map(|(_, row)| row.read_at).min())
    }

    fn newest_document(&self, class: &str, year: i16) -> Result<u32, StoreError> {
        let state = &self.lock().state;
        let sequence = (class.to_owned(), year, 0)..=(class.to_owned(), year, u32::MAX);
        Ok(state.documents.range(sequence).next_back().map_or(0, |(_, row)| row.serial))
    }

    fn read_up_to(&self, officer: &str) -> Result<u64, StoreError> {
        let state = self.state();
        let all = (officer.to_owned(), 0)..=(officer.to_owned(), u64::MAX);
        Ok(state.reads.range(all).next_back().map_or(0, |(_, row)| row.up_to))
    }

    fn counted(&self, walk: &Walk, after: Option<&Stand>, limit: usize) -> Result<Vec<CountedRow>, StoreError> {
        Ok(lists::counted(&self.state(), walk, after, limit))
    }

    fn facts(&self, walks: &[Walk], visit: &mut dyn FnMut(usize, &Fact)) -> Result<u64, StoreError> {
        let state = self.state();
        for (at, walk) in walks.iter().enumerate() {
            lists::all_counted(&state, walk, None).for_each(|row| visit(at, &row.fact));
        }
        Ok(state.head().position)
    }

    fn derived_rows(&self, each: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
        self.state().derived_rows(each);
        Ok(())
    }

    fn checkpoint(&self) -> Result<u64, StoreError> {
        Ok(self.lock().log)
    }
}

fn lost() -> StoreError {
    StoreError::Io { doing: "committing", fatal: Fatal::No, source: "a failure was asked for".into() }
}
