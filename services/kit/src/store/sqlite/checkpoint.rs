//! Moving the write-ahead log into the database, by size and never inside a commit.

use super::{connections::BUSY_TIMEOUT, errors::failed};
use crate::store::{Fatal, StoreError};
use rusqlite::Connection;
use std::{path::Path, time::Duration};

/// Pages of the log not yet moved above which they are moved, 16 MiB of 4 KiB pages.
const PASSIVE_PAGES: i64 = 4_000;
/// Size of the log's file above which it is cut, in bytes.
const TRUNCATE_BYTES: u64 = 64 << 20;
/// How long a cut may wait for readers: the desk stands still meanwhile, and the next one comes soon.
const TRUNCATE_PATIENCE: Duration = Duration::from_millis(100);

/// Moves what has grown; tells the size of the log's file in bytes.
pub(super) fn checkpoint(writer: &Connection, wal: &Path) -> Result<u64, StoreError> {
    let size = log_bytes(wal)?;
    if size > TRUNCATE_BYTES {
        let cut = writer.busy_timeout(TRUNCATE_PATIENCE).and_then(|()| run(writer, "PRAGMA wal_checkpoint(TRUNCATE)"));
        writer.busy_timeout(BUSY_TIMEOUT).and(cut).map_err(failed("cutting the write-ahead log"))?;
        return log_bytes(wal);
    }
    let (pages, moved) = run(writer, "PRAGMA wal_checkpoint(NOOP)").map_err(failed("measuring the write-ahead log"))?;
    if pages - moved > PASSIVE_PAGES {
        run(writer, "PRAGMA wal_checkpoint(PASSIVE)").map_err(failed("moving the write-ahead log"))?;
    }
    Ok(size)
}

/// Pages in the log, and how many of them are already in the database. That a reader was in the way is no error.
fn run(writer: &Connection, pragma: &str) -> rusqlite::Result<(i64, i64)> {
    writer.prepare_cached(pragma)?.query_row([], |row| Ok((row.get(1)?, row.get(2)?)))
}

/// SQLite makes the file with the first write.
fn log_bytes(wal: &Path) -> Result<u64, StoreError> {
    match std::fs::metadata(wal) {
        Ok(metadata) => Ok(metadata.len()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => {
            Err(StoreError::Io { doing: "measuring the write-ahead log", fatal: Fatal::No, source: Box::new(error) })
        }
    }
}
