//! What a newer release knows better about rows that an earlier one wrote: they are read again from the journal, once, before
//! the desk opens. Interrupted, it begins again.

use crate::{
    desk::read_record,
    projection,
    seal::Keyring,
    store::{
        Store, StoreError,
        rows::{MatterFilter, PageRequest},
        sqlite::SqliteStore,
    },
};

/// Matters read and written at a time.
const PAGE: usize = 256;

/// Writes the deadlines anew if the store was moved on from a version whose ladder had fewer steps, and the facts if from one that
/// kept none or in another order. Tells how many rows.
///
/// # Errors
/// If the store fails or its journal cannot be read.
pub fn refresh(store: &SqliteStore, keyring: &Keyring) -> Result<usize, StoreError> {
    let (deadlines, facts) = (store.has_stale_deadlines()?, store.has_stale_facts()?);
    if !deadlines && !facts {
        return Ok(0);
    }
    let mut written = 0;
    let mut page = PageRequest::first(PAGE);
    loop {
        let found = store.list_matters(&MatterFilter::default(), &page)?;
        let (mut rows, mut counted) = (Vec::new(), Vec::new());
        for matter in &found.rows {
            let mut folded = None;
            for stored in store.records_of(&matter.id, 0)? {
                let record = read_record(&stored, keyring)?;
                let after = projection::fold(folded.clone(), &record);
                if let Some(after) = after.as_ref().filter(|_| facts) {
                    counted.extend(projection::counted::counted(&record, folded.as_ref(), after));
                }
                folded = after;
            }
            rows.extend(folded.iter().filter(|_| deadlines).flat_map(projection::deadline_rows));
        }
        written += rows.len() + counted.len();
        store.rewrite_deadlines(&rows)?;
        store.rewrite_facts(&counted)?;
        match found.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    store.deadlines_are_fresh()?;
    store.facts_are_fresh()?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codec,
        desk::{
            Input,
            tests::{pen, room::Room},
        },
        projection::peers::Peers,
        sample::{BUREAU, COURTS, NOW, keyring},
        store::{
            counted::{Only, Walk},
            rows::Commit,
        },
        verify::verify,
    };
    use duijie_core::time::Timestamp;
    use std::collections::HashMap;

    /// What version 3 had not, and how it wrote wake-ups: of duties of its own at their due instant.
    const AS_VERSION_3: &str = "
        UPDATE deadlines SET wake_at = due WHERE state = 'open' AND owed_by_us = 1;
        DROP TABLE stale; DROP TABLE documents; DROP TABLE facts; DROP TABLE reads; DROP INDEX records_of_none; DROP INDEX deadlines_told; DROP INDEX deadlines_asleep;
        ALTER TABLE deadlines DROP COLUMN officer; ALTER TABLE deadlines DROP COLUMN step;
        ALTER TABLE deadlines DROP COLUMN step_position; PRAGMA user_version = 3;";

    /// What version 6 had otherwise: facts by name, and deadlines that woke for fewer steps.
    const AS_VERSION_6: &str = "
        UPDATE deadlines SET wake_at = due WHERE state = 'open' AND owed_by_us = 1;
        DROP TABLE facts; CREATE TABLE facts (of TEXT NOT NULL PRIMARY KEY); PRAGMA user_version = 6;";

    /// What version 7 had otherwise: facts that said less.
    const AS_VERSION_7: &str = "UPDATE facts SET state = 'cancelled' WHERE state = 'met'; PRAGMA user_version = 7;";

    const EVER: Walk = Walk { from: Timestamp::EPOCH, until: Timestamp::from_micros(i64::MAX), only: Only::All };

    /// The journal of a desk and all that derives from it, as one commit.
    fn written(from: &dyn Store, keyring: &Keyring) -> Commit {
        let (mut commit, mut matters, mut peers) = (Commit::default(), HashMap::new(), Peers::default());
        for stored in from.records_after(0, 10_000).unwrap() {
            let record = codec::record::decode(&stored.bytes, keyring).unwrap();
            let before = record.matter.as_ref().and_then(|id| matters.remove(id));
            let after = projection::fold(before.clone(), &record);
            projection::project(&record, before.as_ref(), after.as_ref(), &mut commit);
            peers.fold(&record, &mut commit.peers);
            commit.records.push(stored);
            matters.extend(after.map(|after| (after.id.clone(), after)));
        }
        commit
    }

    #[test]
    fn deadlines_of_an_earlier_release_are_written_anew_from_the_journal_and_climb_from_then_on() {
        for earlier in [AS_VERSION_3, AS_VERSION_6] {
            moved_on(earlier);
        }
    }

    #[test]
    fn facts_of_the_release_before_are_counted_anew_and_its_deadlines_stay() {
        let (mut room, mut courts) = (Room::bureau(), pen::Pen::of(COURTS, BUREAU));
        room.step(vec![Input::Letter(courts.sealed("r-1", &pen::Said::Well(&pen::refer()), NOW))]);
        let keys = keyring(BUREAU);
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store");
        SqliteStore::open(&path).unwrap().commit(&written(&room.store, &keys)).unwrap();
        rusqlite::Connection::open(&path).unwrap().execute_batch(AS_VERSION_7).unwrap();
        let store = SqliteStore::open(&path).unwrap();
        let facts = room.store.counted(&EVER, None, 100).unwrap();
        assert_eq!(refresh(&store, &keys).unwrap(), facts.len());
        assert_eq!(store.counted(&EVER, None, 100).unwrap(), facts);
        verify(&store, &keys).unwrap();
    }

    fn moved_on(earlier: &str) {
        let (mut room, mut courts) = (Room::bureau(), pen::Pen::of(COURTS, BUREAU));
        room.step(vec![Input::Letter(courts.sealed("r-1", &pen::Said::Well(&pen::refer()), NOW))]);
        let keys = keyring(BUREAU);
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store");
        SqliteStore::open(&path).unwrap().commit(&written(&room.store, &keys)).unwrap();
        rusqlite::Connection::open(&path).unwrap().execute_batch(earlier).unwrap();

        let store = SqliteStore::open(&path).unwrap();
        assert!(verify(&store, &keys).is_err(), "the old rows do not say when to warn");
        let facts = room.store.counted(&EVER, None, 100).unwrap();
        assert_eq!(facts.len(), 2, "handed over, and to be signed for");
        assert!(store.counted(&EVER, None, 100).unwrap().is_empty());
        assert_eq!(refresh(&store, &keys).unwrap(), 1 + facts.len());
        assert_eq!(store.counted(&EVER, None, 100).unwrap(), facts);
        verify(&store, &keys).unwrap();
        assert_eq!(refresh(&store, &keys).unwrap(), 0, "once");
        drop(store);
        assert_eq!(refresh(&SqliteStore::open(&path).unwrap(), &keys).unwrap(), 0);
    }
}
