//! What SQLite's errors mean to a desk: full, damaged, or failed with an unknown outcome. The only place that looks at
//! SQLite's codes.

use crate::store::{Fatal, StoreError};
use rusqlite::{Error, ErrorCode};

/// The store error for an error of SQLite while `doing` something.
pub(super) fn failed(doing: &'static str) -> impl Fn(Error) -> StoreError {
    move |error| match &error {
        Error::FromSqlConversionFailure(..)
        | Error::ToSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::InvalidColumnType(..)
        | Error::Utf8Error(..) => StoreError::Damaged { what: format!("{doing}: {error}") },
        _ => match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::ConstraintViolation) => StoreError::Damaged { what: format!("{doing}: {error}") },
            code => StoreError::Io { doing, fatal: fatal(code), source: Box::new(error) },
        },
    }
}

/// After these nothing that SQLite says about the file can be relied on.
fn fatal(code: Option<ErrorCode>) -> Fatal {
    match code {
        Some(ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Fatal::Yes,
        _ => Fatal::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    fn of(code: i32) -> StoreError {
        failed("testing")(Error::SqliteFailure(ffi::Error::new(code), None))
    }

    #[test]
    fn no_room_is_full_and_not_a_failure() {
        assert!(matches!(of(ffi::SQLITE_FULL), StoreError::Full));
    }

    #[test]
    fn after_a_failed_disk_or_a_damaged_file_the_process_must_end() {
        for code in [ffi::SQLITE_IOERR, ffi::SQLITE_IOERR_FSYNC, ffi::SQLITE_CORRUPT, ffi::SQLITE_NOTADB] {
            assert!(matches!(of(code), StoreError::Io { fatal: Fatal::Yes, .. }), "{code}");
        }
    }

    #[test]
    fn after_a_lock_that_did_not_come_the_process_may_go_on() {
        assert!(matches!(of(ffi::SQLITE_BUSY), StoreError::Io { fatal: Fatal::No, .. }));
    }

    #[test]
    fn a_row_that_is_there_twice_is_damage() {
        assert!(matches!(of(ffi::SQLITE_CONSTRAINT_PRIMARYKEY), StoreError::Damaged { .. }));
    }
}
