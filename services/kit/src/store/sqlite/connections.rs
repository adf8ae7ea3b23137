//! Connections: one that writes, a few that read, and how each is set up.

use super::errors::failed;
use crate::store::StoreError;
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{
    path::Path,
    sync::{
        Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// As many reads at a time as queries, watches and the relay make; more only compete for the same two or four cores.
const READERS: usize = 4;
/// How long a connection waits for another's lock. There is one writer, so only a checkpoint or a person with the SQLite
/// shell can hold one.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// More than the statements there are, so that lists with different filters do not push the desk's out.
const CACHED_STATEMENTS: usize = 128;
/// Pages the writer keeps, in KiB (negative, as SQLite wants it): the inner pages of all indexes of some million rows. With
/// the readers' it stays below the 100 MB that a busy service may use more than an idle one.
const WRITER_CACHE_KIB: i64 = -49_152;
/// Pages each reader keeps.
const READER_CACHE_KIB: i64 = -16_384;

/// Connections that read; a read waits until one is free.
#[derive(Debug)]
pub(super) struct Readers {
    connections: Vec<Mutex<Connection>>,
    next: AtomicUsize,
}

impl Readers {
    /// A pool on the store at `path`.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let connections = (0..READERS).map(|_| reader(path).map(Mutex::new)).collect::<Result<_, _>>()?;
        Ok(Self { connections, next: AtomicUsize::new(0) })
    }

    /// One connection that sees the store as it is now for as long as it lives.
    pub(super) fn snapshot(path: &Path) -> Result<Self, StoreError> {
        let connection = reader(path)?;
        connection
            .execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema;")
            .map_err(failed("beginning to read a snapshot"))?;
        Ok(Self { connections: vec![Mutex::new(connection)], next: AtomicUsize::new(0) })
    }

    /// One read. It must be short: while it runs, the write-ahead log cannot start anew.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Connection) -> T) -> T {
        read(&self.free())
    }

    fn free(&self) -> MutexGuard<'_, Connection> {
        // The first that is free, so that few of them fill their memory with the same pages.
        for connection in &self.connections {
            match connection.try_lock() {
                Ok(free) => return free,
                Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        let turn = self.next.fetch_add(1, Ordering::Relaxed) % self.connections.len();
        self.connections[turn].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The connection that writes; makes the file if there is none.
pub(super) fn writer(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = open(path, flags, WRITER_CACHE_KIB)?;
    // Checkpoints are asked for between batches; by itself SQLite would make one in the middle of a commit.
    let set = [("journal_mode", "WAL"), ("synchronous", "FULL"), ("wal_autocheckpoint", "0")];
    for (name, value) in set {
        connection.pragma_update(None, name, value).map_err(failed("setting up the writer"))?;
    }
    Ok(connection)
}

fn reader(path: &Path) -> Result<Connection, StoreError> {
    open(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX, READER_CACHE_KIB)
}

fn open(path: &Path, flags: OpenFlags, cache_kib: i64) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags).map_err(failed("opening the database"))?;
    let set_up = || {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        // Without it each `LIMIT ?` is looked at again, and the statement compiled anew, every time it is bound.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", cache_kib)
    };
    set_up().map_err(failed("setting up a connection"))?;
    Ok(connection)
}
