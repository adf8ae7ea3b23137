//! What only the SQLite store does: keep a file, hold a lease, be read by another process, cut its log.

use super::fixtures::*;
use crate::store::counted::{CountedChange, CountedRow};
use crate::store::{Fatal, Store, StoreError, memory::MemoryStore, rows::*, sqlite::SqliteStore};
use duijie_core::referral::Duty;
use duijie_core::statistics::Part;
use std::path::PathBuf;

fn place() -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store");
    (directory, path)
}

fn some_of_everything() -> Commit {
    Commit {
        records: vec![record(1, Some("M-1"))],
        letters: vec![letter(&courts(), Direction::In, 1)],
        matters: vec![MatterRow { text: "张三".to_owned(), ..matter("M-1") }],
        referrals: vec![referral("R-1", "M-1")],
        deadlines: vec![deadline("R-1", Duty::Handle, 9)],
        memos: vec![memo("q-1")],
        peers: vec![peer(courts())],
        parked: vec![parked(&courts(), 1)],
        fired: Vec::new(),
        counted: vec![CountedChange::Put(CountedRow {
            fact: fact("R-1", Part::DutyHandle, 9),
            position: 1,
            until_position: None,
        })],
        reads: vec![ReadRow { officer: "王某".to_owned(), up_to: 1, read_at: at(5) }],
        documents: vec![document(1, 1)],
    }
}

#[test]
fn everything_is_there_after_opening_again() {
    let (_directory, path) = place();
    let memory = MemoryStore::new();
    memory.commit(&some_of_everything()).unwrap();
    SqliteStore::open(&path).unwrap().commit(&some_of_everything()).unwrap();
    let again = SqliteStore::open(&path).unwrap();
    assert_eq!(derived(&again), derived(&memory));
    assert_eq!(again.head().unwrap(), memory.head().unwrap());
    let filter = MatterFilter { text: Some("张三".to_owned()), ..MatterFilter::default() };
    assert_eq!(matters(&again, &filter, OrderBy::Began, Run::Up, 1), ["M-1"]);
}

#[test]
fn a_second_opener_is_told_that_the_lease_is_taken() {
    let (_directory, path) = place();
    let first = SqliteStore::open(&path).unwrap();
    assert!(matches!(SqliteStore::open(&path), Err(StoreError::Leased)));
    drop(first);
    SqliteStore::open(&path).unwrap();
}

#[test]
fn a_store_in_use_is_read_as_it_was_when_opened() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    store.commit(&some_of_everything()).unwrap();
    let reader = SqliteStore::open_read_only(&path).unwrap();
    store.commit(&Commit { records: vec![record(2, None)], memos: vec![memo("q-2")], ..Commit::default() }).unwrap();
    assert_eq!(reader.head().unwrap().position, 1);
    assert_eq!(reader.memo(&id("q-2")).unwrap(), None);
    assert_eq!(SqliteStore::open_read_only(&path).unwrap().head().unwrap().position, 2);
}

#[test]
fn a_store_that_nobody_uses_is_read_and_not_written() {
    let (_directory, path) = place();
    SqliteStore::open(&path).unwrap().commit(&some_of_everything()).unwrap();
    let reader = SqliteStore::open_read_only(&path).unwrap();
    assert_eq!(derived(&reader).len(), 10);
    assert!(matches!(reader.commit(&Commit::default()), Err(StoreError::Io { fatal: Fatal::No, .. })));
    assert!(reader.checkpoint().is_err());
}

#[test]
fn a_store_of_a_newer_release_is_refused() {
    let (_directory, path) = place();
    drop(SqliteStore::open(&path).unwrap());
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 9).unwrap();
    for refused in [SqliteStore::open(&path), SqliteStore::open_read_only(&path)] {
        let Err(StoreError::Io { doing, fatal: Fatal::Yes, source }) = refused else { panic!("it was opened") };
        assert_eq!(doing, "opening a store written by a newer release");
        assert_eq!(source.to_string(), "its schema version is `9`, this release knows `8`");
    }
}

/// Takes a new store back to what the first release wrote.
fn as_first_written(path: &std::path::Path, record: &duijie_proto::v1::Record) {
    drop(SqliteStore::open(path).unwrap());
    let shell = rusqlite::Connection::open(path).unwrap();
    shell
        .execute_batch(
            "DROP TABLE documents; DROP TABLE facts; DROP TABLE stale; DROP TABLE reads; DROP INDEX records_of_none; DROP INDEX deadlines_told; DROP INDEX deadlines_asleep;
             ALTER TABLE deadlines DROP COLUMN officer; ALTER TABLE deadlines DROP COLUMN step; ALTER TABLE deadlines DROP COLUMN step_position;
             DROP INDEX deadlines_provisional; DROP INDEX deadlines_suspended; DROP TABLE parked; ALTER TABLE peers ADD COLUMN parked TEXT NOT NULL DEFAULT '';
             ALTER TABLE peers ADD COLUMN parked_letters INTEGER NOT NULL DEFAULT 0; PRAGMA user_version = 1;",
        )
        .unwrap();
    let insert = "INSERT INTO records (position, recorded_at, bytes, digest) VALUES (1, 0, ?1, zeroblob(32))";
    shell.execute(insert, [prost::Message::encode_to_vec(record)]).unwrap();
}

#[test]
fn letters_that_an_earlier_release_parked_are_found_in_its_journal() {
    use duijie_proto::v1::{self, event::Event};
    let (_directory, path) = place();
    let parked = |number, referral: &str| {
        let (from, referral_id) = (courts().to_string(), referral.to_owned());
        Event::Parked(v1::Parked { from, number, referral_id, ..v1::Parked::default() })
    };
    let note = duijie_core::letter::Body::Note(duijie_core::letter::body::Note {
        officer: duijie_core::text::Text::parse("o", 9).unwrap(),
        text: duijie_core::text::Text::parse("说明", 9).unwrap(),
    });
    let applied = crate::codec::sealed::wrap_letter(&crate::sample::letter_bytes(4, &note), None);
    let events = [parked(3, "R-1"), parked(4, "r-1"), parked(5, ""), Event::Unparked(applied)];
    let events = events.map(|event| v1::Event { event: Some(event), ..v1::Event::default() }).to_vec();
    as_first_written(&path, &v1::Record { position: 1, events, ..v1::Record::default() });
    let Err(StoreError::Io { source, .. }) = SqliteStore::open_read_only(&path) else { panic!("it was opened") };
    assert!(source.to_string().ends_with("start the service once, which moves it on"), "{source}");

    let store = SqliteStore::open(&path).unwrap();
    let whole = ParkedRow { referral: None, ..parked_row(5) };
    assert_eq!(store.parked(None, 9).unwrap(), [parked_row(3), whole]);
    assert!(derived(&store).contains(&"parked 320102.courts/4 referral=r-1 state=applied proposal=-".to_owned()));
    store.commit(&Commit { peers: vec![peer(courts())], ..Commit::default() }).unwrap();
    drop(store);
    assert_eq!(SqliteStore::open_read_only(&path).unwrap().peers().unwrap(), [peer(courts())]);
}

fn parked_row(number: u64) -> ParkedRow {
    parked(&courts(), number)
}

#[test]
fn a_store_of_an_earlier_release_is_taken_to_this_one_by_its_service_and_by_nobody_else() {
    let (_directory, path) = place();
    SqliteStore::open(&path).unwrap().commit(&some_of_everything()).unwrap();
    let second = "DROP TABLE documents; DROP TABLE facts; DROP TABLE stale; DROP TABLE reads; DROP INDEX records_of_none; DROP INDEX deadlines_told; DROP INDEX deadlines_asleep;
         ALTER TABLE deadlines DROP COLUMN officer; ALTER TABLE deadlines DROP COLUMN step;
         ALTER TABLE deadlines DROP COLUMN step_position;
         DROP INDEX deadlines_provisional; DROP INDEX deadlines_suspended; PRAGMA user_version = 2";
    rusqlite::Connection::open(&path).unwrap().execute_batch(second).unwrap();
    let Err(StoreError::Io { doing, .. }) = SqliteStore::open_read_only(&path) else { panic!("it was read") };
    assert_eq!(doing, "opening a store written by an earlier release");
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(derived(&store).len(), 7, "nobody had read anything");
    assert!(store.has_stale_deadlines().unwrap());
    assert_eq!(store.deadline_counts(at(0)).unwrap().suspended, 0);
}

#[test]
fn a_file_that_is_no_store_is_refused() {
    let (_directory, path) = place();
    assert!(matches!(SqliteStore::open_read_only(&path), Err(StoreError::Io { .. })));
    std::fs::write(
        &path,
        "a text of somebody else, long enough to be looked at as a header of a hundred bytes or more",
    )
    .unwrap();
    assert!(matches!(SqliteStore::open(&path), Err(StoreError::Io { fatal: Fatal::Yes, .. })));
}

#[test]
fn a_row_that_cannot_be_is_damage() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    store.commit(&some_of_everything()).unwrap();
    let shell = rusqlite::Connection::open(&path).unwrap();
    shell.execute_batch("UPDATE referrals SET stage = 'nowhere'; UPDATE records SET digest = x'00'").unwrap();
    let page = first_page(OrderBy::Began, Run::Up, 1);
    let listed = store.list_referrals(&ReferralFilter::default(), &page);
    assert!(matches!(listed, Err(StoreError::Damaged { .. })));
    assert!(matches!(store.record(1), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_position_beyond_what_a_file_can_say_is_refused() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let memos = vec![MemoRow { position: u64::MAX, ..memo("q-1") }];
    assert!(matches!(store.commit(&Commit { memos, ..Commit::default() }), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_log_that_has_grown_is_moved_and_then_cut() {
    let (_directory, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let log = path.with_file_name("store-wal");
    let mut position = 0;
    let mut grow = |bytes: usize| {
        position += 1;
        let big = StoredRecord { bytes: vec![7; bytes].into(), ..record(position, None) };
        store.commit(&Commit { records: vec![big], ..Commit::default() }).unwrap();
    };
    grow(20 << 20);
    let grown = store.checkpoint().unwrap();
    assert_eq!(grown, std::fs::metadata(&log).unwrap().len());
    grow(20 << 20);
    assert_eq!(store.checkpoint().unwrap(), grown, "a moved log is written from its beginning");
    grow(70 << 20);
    assert_eq!(store.checkpoint().unwrap(), 0);
    assert_eq!(store.head().unwrap().position, 3);
}
