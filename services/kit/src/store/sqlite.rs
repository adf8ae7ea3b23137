//! The embedded store: SQLite with a write-ahead log, one connection that writes and a few that read. Here is how it is
//! opened and which module answers what; SQL is in the modules below, one subject each.

mod checkpoint;
mod columns;
mod commit;
mod connections;
mod counted;
mod derived;
mod documents;
mod errors;
mod filters;
mod lease;
mod letters_and_peers;
mod lists;
mod parked_before;
mod reads;
mod records;
mod schema;
mod search;
mod wakes;

use super::{
    Fatal, Head, Store, StoreError, WakeKey,
    counted::{CountedChange, CountedRow, Stand, Walk},
    rows::{
        Commit, DeadlineCounts, DeadlineFilter, DeadlineRow, Direction, LetterRow, MatterFilter, MatterRow, MemoRow,
        Page, PageRequest, ParkedRow, PeerRow, ReferralFilter, ReferralRow, StoredRecord,
    },
};
use connections::Readers;
use duijie_core::{
    agency::AgencyId,
    ids::{MatterId, ReferralId, RequestId},
    matter::DeadlineKey,
    statistics::Fact,
    time::Timestamp,
};
use errors::failed;
use lease::Lease;
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A store in one SQLite file. Connections close before the lease is given back, in the order of the fields.
#[derive(Debug)]
pub struct SqliteStore {
    readers: Readers,
    writer: Option<Mutex<Connection>>,
    log: PathBuf,
    _lease: Option<Lease>,
}

impl SqliteStore {
    /// Opens the store at `path` for writing, and makes it if there is none. The lease is a lock on `<path>.lease`.
    ///
    /// # Errors
    /// [`StoreError::Leased`] if another holds the writer's lease; otherwise if the file cannot be opened, is no store, or
    /// was written by a newer release.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let lease = Lease::take(path)?;
        let mut writer = connections::writer(path)?;
        schema::prepare(&mut writer)?;
        let readers = Readers::open(path)?;
        Ok(Self { readers, writer: Some(Mutex::new(writer)), log: log_of(path), _lease: Some(lease) })
    }

    /// Opens the store at `path` as it is now, without the lease: what others commit later is not seen, so that everything
    /// read fits together. Meanwhile the writer's log cannot start anew; do not keep this for long.
    ///
    /// # Errors
    /// If the file cannot be opened, is no store, or was written by a newer release.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        let readers = Readers::snapshot(path)?;
        readers.read(schema::check)?;
        Ok(Self { readers, writer: None, log: log_of(path), _lease: None })
    }

    /// Whether deadlines were written by a release without a ladder, and are to be written anew.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn has_stale_deadlines(&self) -> Result<bool, StoreError> {
        schema::stale(&*self.writer()?, schema::DEADLINES).map_err(failed("looking for rows of an earlier release"))
    }

    /// Writes deadlines as the journal says them.
    ///
    /// # Errors
    /// If the store fails.
    pub fn rewrite_deadlines(&self, rows: &[DeadlineRow]) -> Result<(), StoreError> {
        commit::rewrite_deadlines(&mut *self.writer()?, rows).map_err(failed("writing deadlines anew"))
    }

    /// Every deadline was written anew.
    ///
    /// # Errors
    /// If the store fails.
    pub fn deadlines_are_fresh(&self) -> Result<(), StoreError> {
        schema::refreshed(&*self.writer()?, schema::DEADLINES).map_err(failed("noting that deadlines are written anew"))
    }

    /// Whether facts were not kept yet by the release that wrote this store, and are to be written from its journal.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn has_stale_facts(&self) -> Result<bool, StoreError> {
        schema::stale(&*self.writer()?, schema::FACTS).map_err(failed("looking for facts that are missing"))
    }

    /// Writes facts as the journal says them.
    ///
    /// # Errors
    /// If the store fails.
    pub fn rewrite_facts(&self, changes: &[CountedChange]) -> Result<(), StoreError> {
        counted::rewrite(&mut *self.writer()?, changes).map_err(failed("writing facts anew"))
    }

    /// Every fact was written.
    ///
    /// # Errors
    /// If the store fails.
    pub fn facts_are_fresh(&self) -> Result<(), StoreError> {
        schema::refreshed(&*self.writer()?, schema::FACTS).map_err(failed("noting that facts are written"))
    }

    fn read<T>(
        &self,
        doing: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.readers.read(read).map_err(failed(doing))
    }

    /// A read of the thread that commits: each commit makes readers forget the pages they have, and the writer has them.
    fn read_as_writer<T>(
        &self,
        doing: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        if self.writer.is_none() {
            return self.read(doing, read);
        }
        read(&*self.writer()?).map_err(failed(doing))
    }

    fn writer(&self) -> Result<MutexGuard<'_, Connection>, StoreError> {
        let writer = self.writer.as_ref().ok_or_else(|| StoreError::Io {
            doing: "writing to a store opened for reading only",
            fatal: Fatal::No,
            source: "the writer's lease was not taken".into(),
        })?;
        Ok(writer.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Store for SqliteStore {
    fn head(&self) -> Result<Head, StoreError> {
        self.read("reading the head", records::head)
    }

    fn commit(&self, commit: &Commit) -> Result<(), StoreError> {
        commit::commit(&mut *self.writer()?, commit)
    }

    fn records_of(&self, matter: &MatterId, position: u64) -> Result<Vec<StoredRecord>, StoreError> {
        self.read("reading the records of a matter", |connection| records::of(connection, matter, position))
    }

    fn records_of_referrals(&self, referrals: &[ReferralId]) -> Result<Vec<Vec<StoredRecord>>, StoreError> {
        self.read_as_writer("reading the records of matters", |connection| records::of_referrals(connection, referrals))
    }

    fn deadlines_of(&self, keys: &[WakeKey]) -> Result<Vec<Option<DeadlineRow>>, StoreError> {
        self.read_as_writer("reading deadlines", |connection| wakes::deadlines_of(connection, keys))
    }

    fn records_after(&self, position: u64, limit: usize) -> Result<Vec<StoredRecord>, StoreError> {
        self.read("reading records", |connection| records::after(connection, position, limit))
    }

    fn records_of_none(&self, position: u64, limit: usize) -> Result<Vec<StoredRecord>, StoreError> {
        self.read("reading records about no matter", |connection| records::of_none(connection, position, limit))
    }

    fn record(&self, position: u64) -> Result<Option<StoredRecord>, StoreError> {
        self.read("reading a record", |connection| records::at(connection, position))
    }

    fn matter_of(&self, referral: &ReferralId) -> Result<Option<MatterId>, StoreError> {
        self.read("reading the matter of a referral", |connection| records::matter_of(connection, referral))
    }

    fn memo(&self, request: &RequestId) -> Result<Option<MemoRow>, StoreError> {
        // Asked for every command by the thread that commits, and each commit makes readers forget the pages they have: the
        // writer has them.
        match &self.writer {
            Some(_) => records::memo(&*self.writer()?, request).map_err(failed("reading a memo")),
            None => self.read("reading a memo", |connection| records::memo(connection, request)),
        }
    }

    fn letters(
        &self,
        peer: &AgencyId,
        direction: Direction,
        number: u64,
        limit: usize,
    ) -> Result<Vec<LetterRow>, StoreError> {
        self.read("reading letters", |connection| {
            letters_and_peers::letters(connection, peer, direction, number, limit)
        })
    }

    fn peers(&self) -> Result<Vec<PeerRow>, StoreError> {
        self.read("reading peers", letters_and_peers::peers)
    }

    fn parked(&self, after: Option<(&AgencyId, u64)>, limit: usize) -> Result<Vec<ParkedRow>, StoreError> {
        self.read("reading parked letters", |connection| letters_and_peers::parked(connection, after, limit))
    }

    fn wakes(&self, after: Option<&WakeKey>, limit: usize) -> Result<Vec<WakeKey>, StoreError> {
        self.read_as_writer("reading wakes", |connection| wakes::wakes(connection, after, limit))
    }

    fn running(&self, after: Option<&DeadlineKey>, limit: usize) -> Result<Vec<DeadlineRow>, StoreError> {
        self.read("reading running deadlines", |connection| wakes::running(connection, after, limit))
    }

    fn silent(&self, now: Timestamp, after: Option<&ReferralId>, limit: usize) -> Result<Vec<ReferralId>, StoreError> {
        self.read("reading silent referrals", |connection| wakes::silent(connection, now, after, limit))
    }

    fn list_matters(&self, filter: &MatterFilter, page: &PageRequest) -> Result<Page<MatterRow>, StoreError> {
        self.read("listing matters", |connection| lists::matters(connection, filter, page))
    }

    fn list_referrals(&self, filter: &ReferralFilter, page: &PageRequest) -> Result<Page<ReferralRow>, StoreError> {
        self.read("listing referrals", |connection| lists::referrals(connection, filter, page))
    }

    fn list_deadlines(&self, filter: &DeadlineFilter, page: &PageRequest) -> Result<Page<DeadlineRow>, StoreError> {
        self.read("listing deadlines", |connection| lists::deadlines(connection, filter, page))
    }

    fn deadline_counts(&self, now: Timestamp) -> Result<DeadlineCounts, StoreError> {
        self.read("counting deadlines", |connection| wakes::counts(connection, now))
    }

    fn read_at(&self, officer: &str, position: u64) -> Result<Option<Timestamp>, StoreError> {
        self.read("reading when an officer read", |connection| reads::read_at(connection, officer, position))
    }

    fn read_up_to(&self, officer: &str) -> Result<u64, StoreError> {
        self.read("reading what an officer read", |connection| reads::read_up_to(connection, officer))
    }

    fn newest_document(&self, class: &str, year: i16) -> Result<u32, StoreError> {
        self.read_as_writer("reading the newest document", |connection| documents::newest(connection, class, year))
    }

    fn counted(&self, walk: &Walk, after: Option<&Stand>, limit: usize) -> Result<Vec<CountedRow>, StoreError> {
        self.read("walking over facts", |connection| counted::walk(connection, walk, after, limit))
    }

    fn facts(&self, walks: &[Walk], visit: &mut dyn FnMut(usize, &Fact)) -> Result<u64, StoreError> {
        self.read("counting facts", |connection| {
            // A store that was opened for reading is a snapshot already.
            let _snapshot = connection.is_autocommit().then(|| connection.unchecked_transaction()).transpose()?;
            counted::facts(connection, walks, visit)?;
            Ok(records::head(connection)?.position)
        })
    }

    fn derived_rows(&self, each: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
        derived::derived_rows(&self.readers, each)
    }

    fn checkpoint(&self) -> Result<u64, StoreError> {
        checkpoint::checkpoint(&*self.writer()?, &self.log)
    }
}

/// Where SQLite keeps the write-ahead log of the database at `path`.
fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log)
}
