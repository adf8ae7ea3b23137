//! Parked letters that are understood by now (a newer version, a directory with the missing key) are replayed when the desk
//! opens, and when one that stood before them is skipped: in order, as of their recorded arrival (exchange §2).

use super::{BATCH_MAX, Batch, Desk};
use crate::{
    codec,
    journal::{Cause, Entry, Parked},
    store::{StoreError, rows::Direction},
};
use duijie_core::{agency::AgencyId, decide, letter::Letter, time::Timestamp};
use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// A parked letter with when it arrived.
pub(super) struct Found {
    pub(super) parked: Parked,
    pub(super) arrived_at: Timestamp,
}

impl Desk {
    /// What is due to be looked at again; the rest of a long row of letters waits for the next step.
    pub(super) fn replay_parked(&mut self, batch: &mut Batch) -> Result<(), StoreError> {
        for agency in std::mem::take(&mut self.replays) {
            self.replay(batch, &agency)?;
        }
        Ok(())
    }

    /// In order. What is still not understood goes on waiting, and with it whatever comes later about the same referral.
    pub(super) fn replay(&mut self, batch: &mut Batch, agency: &AgencyId) -> Result<(), StoreError> {
        let Some(peer) = self.peers.get(agency).filter(|peer| peer.forked_at.is_none()) else { return Ok(()) };
        let (mut waiting, mut applied) = (BTreeSet::new(), 0);
        for number in peer.parked.numbers() {
            if applied == BATCH_MAX {
                self.replays.insert(agency.clone());
                return Ok(());
            }
            let found = self.parked_letter(batch, agency, number)?;
            let referral = found.parked.referral.clone();
            if referral.as_ref().is_some_and(|referral| waiting.contains(referral)) {
                continue;
            }
            if self.replay_one(batch, found)? {
                applied += 1;
                continue;
            }
            match referral {
                Some(referral) => waiting.insert(referral),
                None => return Ok(()),
            };
        }
        Ok(())
    }

    /// The letter parked under this number.
    pub(super) fn parked_letter(&self, batch: &Batch, agency: &AgencyId, number: u64) -> Result<Found, StoreError> {
        let damaged = || StoreError::Damaged { what: format!("letter {number} of `{agency}` is parked nowhere") };
        let row = self.letter_row(batch, agency, Direction::In, number)?.ok_or_else(damaged)?;
        let stored = self.record_at(batch, row.position)?;
        let record = super::matters::read(&stored, &self.office.keyring)?;
        match record.entries.into_iter().nth(row.entry as usize) {
            Some(Entry::Parked(parked)) => Ok(Found { parked, arrived_at: stored.recorded_at }),
            Some(_) | None => Err(damaged()),
        }
    }

    /// The letter, if it is understood now.
    pub(super) fn understood(&self, parked: &Parked) -> Option<Letter> {
        let opened = codec::letter::open(&parked.sealed).ok()?;
        let mut letter = codec::letter::read(&opened.envelope, &self.office.keyring).ok()?;
        letter.decided_at = parked.treated_at.unwrap_or(letter.decided_at);
        Some(letter)
    }

    /// Applies it as of its arrival; tells whether it could.
    fn replay_one(&mut self, batch: &mut Batch, found: Found) -> Result<bool, StoreError> {
        let Found { parked, arrived_at } = found;
        let Some(letter) = self.understood(&parked) else { return Ok(false) };
        let Parked { from: agency, number, sealed, treated_at, .. } = parked;
        let before = self.matter_of(&letter.referral)?;
        let ctx = self.context(arrived_at);
        let decided = catch_unwind(AssertUnwindSafe(|| decide::receive(ctx, before.as_deref(), &letter)));
        let Some(answers) = decided.ok().and_then(|acts| self.entries(batch, acts).ok()) else {
            tracing::error!(peer = %agency, number, "a parked letter is understood but cannot be answered; it stays");
            return Ok(false);
        };
        tracing::info!(peer = %agency, number, "a parked letter is understood now");
        let matter = self.matter_for(&letter, before);
        self.peers.entry(&agency).parked.settle(number);
        batch.silence_news.insert(agency.clone());
        let mut entries = vec![Entry::Unparked { letter: Arc::new(letter), sealed, treated_at }];
        entries.extend(answers);
        self.write(batch, matter, Cause::Peer(agency), entries);
        Ok(true)
    }
}
