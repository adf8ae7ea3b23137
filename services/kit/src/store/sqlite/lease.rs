//! The writer's lease: a lock on a side file, held as long as the store is open. The kernel gives it back when the process
//! ends, however it ends; the file itself stays and says nothing.

use crate::store::{Fatal, StoreError};
use rustix::{
    fs::{FlockOperation, flock},
    io::Errno,
};
use std::{
    fs::{File, OpenOptions},
    path::Path,
};

/// Held for life.
#[derive(Debug)]
pub(super) struct Lease {
    _locked: File,
}

impl Lease {
    /// Takes the lease on the store at `path`, or says at once that another has it.
    pub(super) fn take(path: &Path) -> Result<Self, StoreError> {
        let mut side = path.as_os_str().to_owned();
        side.push(".lease");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&side)
            .map_err(|source| failed(Box::new(source)))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Self { _locked: file }),
            Err(Errno::WOULDBLOCK) => Err(StoreError::Leased),
            Err(source) => Err(failed(Box::new(source))),
        }
    }
}

fn failed(source: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Io { doing: "taking the writer's lease", fatal: Fatal::No, source }
}
