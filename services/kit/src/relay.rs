//! The relay publishes committed letters in number order and seals the last of each run. It reads them from the store, so
//! what is not committed cannot leave. It decides nothing: what to publish again, the desk says.

use crate::{
    codec::{self, sealed::wrap_letter},
    desk::Office,
    driver::RelayTask,
    journal::Bytes,
    store::{
        Store, StoreError,
        rows::{Direction, LetterRow},
    },
};
use duijie_core::{agency::AgencyId, time::Timestamp};
use std::{
    collections::{BTreeMap, HashMap, hash_map},
    sync::Arc,
};

/// Letters between two seals (exchange §2).
const RUN_LETTERS_MAX: usize = 64;
/// Bytes between two seals.
const RUN_BYTES_MAX: usize = 256 * 1024;
/// Letters published again beyond what the peer has (exchange §3.2).
const AGAIN_LETTERS_MAX: u64 = 4_096;
/// Bytes of them; as many as a peer holds.
const AGAIN_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Where the relay stands with each peer.
pub struct Relay {
    office: Arc<Office>,
    store: Arc<dyn Store>,
    /// Number of the newest letter published, by peer. A peer that is not in it was published to before this start.
    published: BTreeMap<AgencyId, u64>,
    /// What to publish again.
    again: BTreeMap<AgencyId, Again>,
    /// A peer's own letters to give back, after this number.
    give_back: BTreeMap<AgencyId, u64>,
}

/// A window of letters to publish again.
struct Again {
    /// After this number.
    after: u64,
    /// Up to this one.
    until: u64,
    /// As long as there are bytes left.
    bytes: usize,
}

/// Sealed letters to one peer, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// To whom.
    pub to: AgencyId,
    /// Encoded `SealedLetter`s; the last bears a seal.
    pub letters: Vec<Bytes>,
    /// Number of the last.
    pub through: u64,
}

impl Relay {
    /// Begins after everything that is committed: what was not published before this start, the peers' statements ask
    /// for.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn new(office: Arc<Office>, store: Arc<dyn Store>) -> Result<Self, StoreError> {
        let published = store.peers()?.into_iter().map(|row| (row.agency, row.sent.0)).collect();
        Ok(Self { office, store, published, again: BTreeMap::new(), give_back: BTreeMap::new() })
    }

    /// Notes what is to be done.
    pub fn task(&mut self, task: RelayTask) {
        match task {
            RelayTask::Fresh(_) => {}
            RelayTask::Again(peer, after) => {
                let published = self.published.get(&peer).copied().unwrap_or(0);
                let until = published.min(after + AGAIN_LETTERS_MAX);
                if after < until {
                    self.again.insert(peer, Again { after, until, bytes: AGAIN_BYTES_MAX });
                }
            }
            RelayTask::GiveBack(peer, after) => {
                self.give_back.insert(peer, after);
            }
        }
    }

    /// How many letters to each peer have been published since the start, or before it.
    #[must_use]
    pub const fn published(&self) -> &BTreeMap<AgencyId, u64> {
        &self.published
    }

    /// The next run to publish, if there is one. `fresh` names peers that may have new letters.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn next_run(&mut self, fresh: &AgencyId, now: Timestamp) -> Result<Option<Run>, StoreError> {
        if let Some(Again { after, until, bytes }) = self.again.remove(fresh)
            && let Some(run) = self.run(fresh, Direction::Out, after, until, now)?
        {
            // The next run may be as long as runs are, and shall fit too.
            let left = bytes.saturating_sub(run.letters.iter().map(|letter| letter.len()).sum());
            if run.through < until && left >= RUN_BYTES_MAX {
                self.again.insert(fresh.clone(), Again { after: run.through, until, bytes: left });
            }
            return Ok(Some(run));
        }
        if let Some(after) = self.give_back.remove(fresh)
            && let Some(run) = self.run(fresh, Direction::In, after, after + AGAIN_LETTERS_MAX, now)?
        {
            return Ok(Some(run));
        }
        let after = self.published.get(fresh).copied().unwrap_or(0);
        let run = self.run(fresh, Direction::Out, after, u64::MAX, now)?;
        if let Some(run) = &run {
            self.published.insert(fresh.clone(), run.through);
        }
        Ok(run)
    }

    fn run(
        &self,
        peer: &AgencyId,
        direction: Direction,
        after: u64,
        until: u64,
        now: Timestamp,
    ) -> Result<Option<Run>, StoreError> {
        let rows = self.store.letters(peer, direction, after + 1, RUN_LETTERS_MAX)?;
        let rows = rows.into_iter().take_while(|row| row.number <= until);
        let mut letters = Vec::new();
        let mut bytes = 0;
        let mut last = None;
        let mut records = HashMap::new();
        for row in rows {
            let letter = self.letter_bytes(&row, &mut records)?;
            bytes += letter.len();
            if !letters.is_empty() && bytes > RUN_BYTES_MAX {
                break;
            }
            letters.push(letter);
            last = Some(row);
        }
        let Some(last) = last else { return Ok(None) };
        let sealed_at = letters.len() - 1;
        let keyring = &self.office.keyring;
        let generation = self.office.generation;
        let seal = match direction {
            Direction::Out => keyring.seal_letter(peer, last.number, &last.link, generation, now),
            Direction::In => keyring.seal_copy(peer, &self.office.me, last.number, &last.link, generation, now),
        };
        let seal_of = |index| (index == sealed_at).then(|| seal.clone());
        let letters =
            letters.iter().enumerate().map(|(index, letter)| wrap_letter(letter, seal_of(index)).into()).collect();
        Ok(Some(Run { to: peer.clone(), letters, through: last.number }))
    }

    /// The exact bytes of a letter, from the record that decided or received it.
    fn letter_bytes(&self, row: &LetterRow, records: &mut HashMap<u64, Letters>) -> Result<Vec<u8>, StoreError> {
        let damaged = |what: &str| StoreError::Damaged { what: format!("record {}: {what}", row.position) };
        let letters = match records.entry(row.position) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(place) => {
                let stored = self.store.record(row.position)?.ok_or_else(|| damaged("missing"))?;
                place.insert(codec::record::letters(&stored.bytes).map_err(|error| damaged(&error.to_string()))?)
            }
        };
        // Each is a row of its own, so each is taken once.
        let letter = letters.get_mut(row.entry as usize).and_then(Option::take);
        letter.ok_or_else(|| damaged("holds no letter there"))
    }
}

/// The letters of a record by entry.
type Letters = Vec<Option<Vec<u8>>>;

#[cfg(test)]
mod tests;
