//! `journal verify`: the chain of digests is whole, every record can be read, and every derived row is what the journal says.
//! Folds the whole journal with the code that the desk writes with. Nothing here changes the store.

use crate::{
    digest,
    journal::Record,
    projection::{self, peers::Peers},
    seal::Keyring,
    store::{
        Store, StoreError,
        memory::MemoryStore,
        rows::{Commit, StoredRecord},
    },
};
use duijie_core::{
    ids::{Digest, MatterId},
    matter::Matter,
};
use std::collections::HashMap;
use thiserror::Error;

/// Records read at a time.
const PAGE: usize = 512;

/// What was found to be in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Records of the journal.
    pub records: u64,
    /// Rows derived from them.
    pub rows: u64,
}

/// The first thing that is not in order.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// The store cannot be read.
    #[error("reading the store")]
    Store(#[from] StoreError),
    /// The journal itself is not whole.
    #[error("journal, record {position}: {what}")]
    Journal {
        /// Where.
        position: u64,
        /// What is wrong.
        what: String,
    },
    /// A derived row differs from the journal.
    #[error(
        "table `{table}`, key `{key}`{record}: the journal says `{expected}`, the table says `{found}`",
        record = record.as_ref().map(|at| format!(", record {at}")).unwrap_or_default()
    )]
    Row {
        /// Table.
        table: String,
        /// Key in it.
        key: String,
        /// The record it belongs to, where the row tells.
        record: Option<String>,
        /// The row by the journal; `nothing` if there should be none.
        expected: String,
        /// The row in the table; `nothing` if there is none.
        found: String,
    },
}

/// Verifies all of `store`, whose agency's keyring reads its records.
///
/// # Errors
/// The first thing that is not in order.
pub fn verify(store: &dyn Store, keyring: &Keyring) -> Result<Verified, VerifyError> {
    let (fresh, journal) = rederived(store, keyring)?;
    let head = store.head()?;
    if (head.position, head.digest) != (journal.position, journal.digest) {
        let what = format!("the head is record {} with digest {}, not this one", head.position, head.digest);
        return Err(VerifyError::Journal { position: journal.position, what });
    }
    let rows = compare(&fresh, store)?;
    Ok(Verified { records: journal.position, rows })
}

/// Everything that the journal of `store` derives, in a store of its own; and how many records there are.
///
/// # Errors
/// The first record that is not in order.
pub fn rederive(store: &dyn Store, keyring: &Keyring) -> Result<(MemoryStore, Told), VerifyError> {
    let (fresh, journal) = rederived(store, keyring)?;
    Ok((fresh, journal.told()))
}

fn rederived(store: &dyn Store, keyring: &Keyring) -> Result<(MemoryStore, Journal), VerifyError> {
    let fresh = MemoryStore::new();
    let journal = Journal::read_all(store, keyring, |commit| fresh.commit(commit))?;
    Ok((fresh, journal))
}

/// What a journal tells in the end.
#[derive(Clone, Debug)]
pub struct Told {
    /// How many records it has.
    pub records: u64,
    /// Every matter after its last record, in the order of their ids.
    pub matters: Vec<Matter>,
    /// Recorded time of the last record; none of an empty journal.
    pub recorded_at: Option<duijie_core::time::Timestamp>,
}

/// Folds the journal of `store`, whose agency's keyring reads its records. Derived rows are not looked at.
///
/// # Errors
/// The first record that is not in order.
pub fn fold_journal(store: &dyn Store, keyring: &Keyring) -> Result<Told, VerifyError> {
    Ok(Journal::read_all(store, keyring, |_| Ok(()))?.told())
}

/// The journal as far as it was read.
#[derive(Default)]
struct Journal {
    position: u64,
    digest: Digest,
    recorded_at: Option<duijie_core::time::Timestamp>,
    matters: HashMap<MatterId, Matter>,
    peers: Peers,
    /// The newest number by sequence.
    documents: HashMap<(String, i16), u32>,
}

impl Journal {
    /// Reads every record, page by page; each page's rows go to `keep`.
    fn read_all(
        store: &dyn Store,
        keyring: &Keyring,
        mut keep: impl FnMut(&Commit) -> Result<(), StoreError>,
    ) -> Result<Self, VerifyError> {
        let mut journal = Self::default();
        loop {
            let page = store.records_after(journal.position, PAGE)?;
            if page.is_empty() {
                return Ok(journal);
            }
            let mut commit = Commit::default();
            for stored in &page {
                journal.read(stored, keyring, &mut commit)?;
            }
            keep(&commit)?;
        }
    }

    fn told(self) -> Told {
        let mut matters: Vec<_> = self.matters.into_values().collect();
        matters.sort_by(|a, b| a.id.cmp(&b.id));
        Told { records: self.position, matters, recorded_at: self.recorded_at }
    }

    /// Checks one record and adds its rows to `commit`. The records themselves are not kept a second time.
    fn read(&mut self, stored: &StoredRecord, keyring: &Keyring, commit: &mut Commit) -> Result<(), VerifyError> {
        let position = stored.position;
        let wrong = |what: String| VerifyError::Journal { position, what };
        if position != self.position + 1 {
            return Err(wrong(format!("follows record {}, so records are missing", self.position)));
        }
        let digest = digest::record(&self.digest, &stored.bytes);
        if digest != stored.digest {
            return Err(wrong(format!("its bytes have the digest {digest}, stored is {}", stored.digest)));
        }
        let record = crate::codec::record::decode(&stored.bytes, keyring);
        let record = record.map_err(|error| wrong(format!("it cannot be read: {error}")))?;
        if (record.position, record.recorded_at, &record.matter) != (position, stored.recorded_at, &stored.matter) {
            return Err(wrong("position, time or matter differ from what its bytes say".to_owned()));
        }
        if self.recorded_at.is_some_and(|before| record.recorded_at < before) {
            return Err(wrong("it was recorded before the record before it".to_owned()));
        }
        self.number(&record).map_err(wrong)?;
        self.fold(&record, commit);
        (self.position, self.digest, self.recorded_at) = (position, digest, Some(record.recorded_at));
        Ok(())
    }

    /// Documents are numbered without gaps and are what their digests say.
    fn number(&mut self, record: &Record) -> Result<(), String> {
        for document in record.entries.iter().filter_map(projection::issued) {
            let newest = self.documents.entry((document.class.as_str().to_owned(), document.year)).or_default();
            if document.serial != *newest + 1 {
                let (class, serial) = (document.class.as_str(), document.serial);
                return Err(format!("it issues document {serial} of `{class}` where {} comes next", *newest + 1));
            }
            *newest += 1;
            if digest::document(document) != document.digest {
                return Err(format!("its document `{}` is not what its digest says", document.number.as_str()));
            }
        }
        Ok(())
    }

    fn fold(&mut self, record: &Record, commit: &mut Commit) {
        let before = record.matter.as_ref().and_then(|id| self.matters.remove(id));
        let after = projection::fold(before.clone(), record);
        projection::project(record, before.as_ref(), after.as_ref(), commit);
        self.peers.fold(record, &mut commit.peers);
        if let Some(after) = after {
            self.matters.insert(after.id.clone(), after);
        }
    }
}

/// Compares all derived rows; tells how many there are.
fn compare(journal: &MemoryStore, tables: &dyn Store) -> Result<u64, VerifyError> {
    let mut expected = Vec::new();
    journal.derived_rows(&mut |line| expected.push(line.to_owned()))?;
    let mut found = Vec::new();
    tables.derived_rows(&mut |line| found.push(line.to_owned()))?;
    expected.sort_unstable();
    found.sort_unstable();
    let different = expected.iter().zip(&found).position(|(expected, found)| expected != found);
    let different = different.or_else(|| (expected.len() != found.len()).then(|| expected.len().min(found.len())));
    match different {
        Some(at) => Err(differs(expected.get(at), found.get(at))),
        None => Ok(expected.len() as u64),
    }
}

/// Lines are `table key values…`. Where only one side has the key, the other has nothing under it.
fn differs(expected: Option<&String>, found: Option<&String>) -> VerifyError {
    let key = |line: &str| line.splitn(3, ' ').take(2).map(str::to_owned).collect::<Vec<_>>();
    let first = match (expected, found) {
        (Some(expected), Some(found)) => key(expected).min(key(found)),
        (Some(one), None) | (None, Some(one)) => key(one),
        (None, None) => Vec::new(),
    };
    let of_first = |line: Option<&String>| line.filter(|line| key(line) == first).cloned();
    let (expected, found) = (of_first(expected), of_first(found));
    let record = expected
        .iter()
        .chain(&found)
        .find_map(|line| line.split(' ').find_map(|word| word.strip_prefix("position=")).map(str::to_owned));
    let nothing = || "nothing".to_owned();
    VerifyError::Row {
        table: first.first().cloned().unwrap_or_default(),
        key: first.get(1).cloned().unwrap_or_default(),
        record,
        expected: expected.unwrap_or_else(nothing),
        found: found.unwrap_or_else(nothing),
    }
}

#[cfg(test)]
mod tests {
    use super::{VerifyError, differs};

    #[test]
    fn a_row_that_differs_is_named_with_its_table_key_and_record() {
        let (journal, table) =
            ("memos q-1 digest=aa position=7".to_owned(), "memos q-1 digest=bb position=7".to_owned());
        let error = differs(Some(&journal), Some(&table));
        assert!(error.to_string().starts_with("table `memos`, key `q-1`, record 7: the journal says"), "{error}");
    }

    #[test]
    fn a_row_that_the_journal_does_not_know_is_told_as_such() {
        let (journal, table) = ("memos q-2 position=9".to_owned(), "memos q-1 position=7".to_owned());
        let VerifyError::Row { key, expected, .. } = differs(Some(&journal), Some(&table)) else { panic!() };
        assert_eq!((key.as_str(), expected.as_str()), ("q-1", "nothing"));
    }
}
