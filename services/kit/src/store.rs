//! The store seam: one journal and the tables derived from it. Implementations: `sqlite` (embedded, the default) and
//! `memory` (simulation). A commit is one transaction; reads see committed state only. Nothing here decides anything.

pub mod counted;
pub mod memory;
pub mod rows;
pub mod sqlite;

#[cfg(test)]
mod conformance;
mod lines;
mod order;
mod tokens;
mod words;

use counted::{CountedRow, Stand, Walk};
use duijie_core::{
    agency::AgencyId,
    ids::{Digest, MatterId, ReferralId, RequestId},
    matter::DeadlineKey,
    statistics::Fact,
    time::Timestamp,
};
pub(crate) use memory::deadlines_among;
use rows::{
    Commit, DeadlineCounts, DeadlineFilter, DeadlineRow, Direction, LetterRow, MatterFilter, MatterRow, MemoRow, Page,
    PageRequest, ParkedRow, PeerRow, ReferralFilter, ReferralRow, StoredRecord,
};
use thiserror::Error;

/// Why a store could not do something.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The disk or database failed; the outcome of a commit is unknown.
    #[error("the store failed while {doing}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// Whether the database reported an I/O error, after which the process must end (exit 74).
        fatal: Fatal,
        /// What the database said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no room: the journal stays valid, new commands are refused.
    #[error("the store is full")]
    Full,
    /// What was read is not what was written.
    #[error("the store is damaged: {what}")]
    Damaged {
        /// What does not fit.
        what: String,
    },
    /// Another process holds the writer's lease.
    #[error("another process holds the writer's lease on this store")]
    Leased,
}

/// Whether the process can go on after a store error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fatal {
    /// It must end with exit code 74.
    Yes,
    /// It may reload and try again.
    No,
}

/// The newest record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// 0 for an empty journal.
    pub position: u64,
    /// Digest of the chain at that position; zero for an empty journal.
    pub digest: Digest,
    /// Its recorded time.
    pub recorded_at: Timestamp,
}

/// One journal and what derives from it. Methods may block; call them off the async runtime.
pub trait Store: Send + Sync {
    /// The newest record.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn head(&self) -> Result<Head, StoreError>;

    /// Appends records and upserts their derived rows, all or nothing. Positions continue the head without a gap.
    ///
    /// # Errors
    /// The outcome is unknown after [`StoreError::Io`]: the caller forgets everything and reads again.
    fn commit(&self, commit: &Commit) -> Result<(), StoreError>;

    /// Everything recorded about a matter after `position`, oldest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn records_of(&self, matter: &MatterId, position: u64) -> Result<Vec<StoredRecord>, StoreError>;

    /// Everything recorded about the matter of each of these referrals, oldest first, in the order of `referrals`: nothing
    /// for one that is not known. One read, for many at once.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn records_of_referrals(&self, referrals: &[ReferralId]) -> Result<Vec<Vec<StoredRecord>>, StoreError>;

    /// The deadlines of these wake-ups, in their order; none for one that is not known. One read, for many at once.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn deadlines_of(&self, wakes: &[WakeKey]) -> Result<Vec<Option<DeadlineRow>>, StoreError>;

    /// Up to `limit` records after `position`, oldest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn records_after(&self, position: u64, limit: usize) -> Result<Vec<StoredRecord>, StoreError>;

    /// Up to `limit` records before `position` that are about no matter, newest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn records_of_none(&self, position: u64, limit: usize) -> Result<Vec<StoredRecord>, StoreError>;

    /// The record at `position`.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn record(&self, position: u64) -> Result<Option<StoredRecord>, StoreError>;

    /// The matter a referral belongs to.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn matter_of(&self, referral: &ReferralId) -> Result<Option<MatterId>, StoreError>;

    /// What a request id was used for.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn memo(&self, request: &RequestId) -> Result<Option<MemoRow>, StoreError>;

    /// Up to `limit` letters of one chain from `number` on, in order.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn letters(
        &self,
        peer: &AgencyId,
        direction: Direction,
        number: u64,
        limit: usize,
    ) -> Result<Vec<LetterRow>, StoreError>;

    /// All peers ever written to or heard from.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn peers(&self) -> Result<Vec<PeerRow>, StoreError>;

    /// Up to `limit` letters that are parked and wait, after the given peer and number in that order.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn parked(&self, after: Option<(&AgencyId, u64)>, limit: usize) -> Result<Vec<ParkedRow>, StoreError>;

    /// Up to `limit` deadlines that want to be woken, soonest first, after the given one in the order
    /// (wake_at, referral, duty).
    ///
    /// # Errors
    /// If the store cannot be read.
    fn wakes(&self, after: Option<&WakeKey>, limit: usize) -> Result<Vec<WakeKey>, StoreError>;

    /// Up to `limit` deadlines that run or stand still, after the given one in the order of keys: the referral's id, then
    /// the duty's token.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn running(&self, after: Option<&DeadlineKey>, limit: usize) -> Result<Vec<DeadlineRow>, StoreError>;

    /// Up to `limit` referrals, on either side, whose authority deadline passed before `now` and where silence decides, after
    /// the given referral in the order of ids.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn silent(&self, now: Timestamp, after: Option<&ReferralId>, limit: usize) -> Result<Vec<ReferralId>, StoreError>;

    /// One page of matters.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn list_matters(&self, filter: &MatterFilter, page: &PageRequest) -> Result<Page<MatterRow>, StoreError>;

    /// One page of referrals.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn list_referrals(&self, filter: &ReferralFilter, page: &PageRequest) -> Result<Page<ReferralRow>, StoreError>;

    /// One page of deadlines, soonest due first.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn list_deadlines(&self, filter: &DeadlineFilter, page: &PageRequest) -> Result<Page<DeadlineRow>, StoreError>;

    /// How many deadlines there are of what kind, at one moment. Reads indexes only, but all of them: not for the desk.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn deadline_counts(&self, now: Timestamp) -> Result<DeadlineCounts, StoreError>;

    /// The first time that an officer confirmed to have read what was told up to `position` or further.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn read_at(&self, officer: &str, position: u64) -> Result<Option<Timestamp>, StoreError>;

    /// Up to which position an officer has read; zero for one who never did.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn read_up_to(&self, officer: &str) -> Result<u64, StoreError>;

    /// The newest number of a sequence of documents; zero before the first.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn newest_document(&self, class: &str, year: i16) -> Result<u32, StoreError>;

    /// Up to `limit` facts that `walk` meets after `after`, by when they count and then by key.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn counted(&self, walk: &Walk, after: Option<&Stand>, limit: usize) -> Result<Vec<CountedRow>, StoreError>;

    /// Every fact that `walks` meet, each with the walk's place among them, as they are at one position of the journal, which is
    /// told. A year of a county is read in a second or two, for which the write-ahead log waits.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn facts(&self, walks: &[Walk], visit: &mut dyn FnMut(usize, &Fact)) -> Result<u64, StoreError>;

    /// Every derived row, for `journal verify`: one line of text per row, sorted, `table key value`.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn derived_rows(&self, each: &mut dyn FnMut(&str)) -> Result<(), StoreError>;

    /// Moves the write-ahead log into the database if it has grown (a hint; stores without one do nothing) and tells its
    /// size in bytes.
    ///
    /// # Errors
    /// If the store fails.
    fn checkpoint(&self) -> Result<u64, StoreError>;
}

/// A deadline that wants to be woken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WakeKey {
    /// When.
    pub at: Timestamp,
    /// Which deadline.
    pub key: DeadlineKey,
}

/// A row that a [`rows::FiredRow`] changes is not there.
fn not_there(row: &rows::FiredRow) -> StoreError {
    let what = format!("deadline `{}`, its referral or its matter is missing", row.key);
    StoreError::Damaged { what }
}

/// Whether `records` continue a journal that ends at `head`.
fn continues(head: u64, records: &[StoredRecord]) -> Result<(), StoreError> {
    match (head + 1..).zip(records).find(|(expected, record)| record.position != *expected) {
        None => Ok(()),
        Some((expected, record)) => Err(StoreError::Damaged {
            what: format!("position `{}` was to be appended where `{expected}` comes next", record.position),
        }),
    }
}
