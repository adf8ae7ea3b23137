//! What only the store in memory does: fail on demand, and go back.

use super::fixtures::*;
use crate::store::{
    Fatal, Store, StoreError,
    memory::{FailCommit, MemoryStore},
    rows::Commit,
};

fn first() -> Commit {
    Commit { records: vec![record(1, None)], ..Commit::default() }
}

#[test]
fn a_commit_that_fails_before_writing_leaves_nothing() {
    let store = MemoryStore::new();
    store.fail_next_commit(FailCommit::BeforeWriting);
    assert!(matches!(store.commit(&first()), Err(StoreError::Io { fatal: Fatal::No, .. })));
    assert_eq!(store.head().unwrap().position, 0);
    store.commit(&first()).unwrap();
}

#[test]
fn a_commit_that_fails_after_writing_leaves_everything() {
    let store = MemoryStore::new();
    store.fail_next_commit(FailCommit::AfterWriting);
    assert!(matches!(store.commit(&first()), Err(StoreError::Io { fatal: Fatal::No, .. })));
    assert_eq!(store.head().unwrap().position, 1);
}

#[test]
fn handles_share_what_is_stored_and_go_back_together() {
    let store = MemoryStore::new();
    let other = store.clone();
    let empty = store.snapshot();
    store.commit(&first()).unwrap();
    assert_eq!(other.head().unwrap().position, 1);
    other.restore(&empty);
    assert_eq!(store.head().unwrap().position, 0);
}
