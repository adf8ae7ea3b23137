//! What every store must do, as sentences run against each of them. What only one of them does (files, leases, failures on
//! demand) is at the end of each subject or in `only_sqlite` and `only_memory`.

/// Runs each sentence on an empty store in memory and on an empty one in SQLite.
macro_rules! on_every_store {
    ($($sentence:ident,)*) => {
        mod in_memory {
            $(#[test] fn $sentence() { super::$sentence(&crate::store::memory::MemoryStore::new()); })*
        }
        mod in_sqlite {
            $(#[test] fn $sentence() {
                let directory = tempfile::tempdir().unwrap();
                super::$sentence(&crate::store::sqlite::SqliteStore::open(&directory.path().join("store")).unwrap());
            })*
        }
    };
}

mod commits;
mod counted;
mod deadlines;
mod fixtures;
mod lists;
mod only_memory;
mod only_sqlite;
mod random;
mod search;
