//! Which letters of one peer are parked, and what waits for them. The letters themselves are in the journal.

use crate::store::rows::ParkedRow;
use duijie_core::ids::ReferralId;
use std::collections::BTreeMap;

/// Letters of one peer that wait to be understood, by number.
#[derive(Default)]
pub(super) struct ParkedLetters {
    letters: BTreeMap<u64, Waiting>,
    /// How many of them are about each referral; none: about we know not what, so that everything waits.
    about: BTreeMap<Option<ReferralId>, u64>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) referral: Option<ReferralId>,
    /// The record that proposes to skip it.
    pub(super) proposal: Option<u64>,
}

impl ParkedLetters {
    pub(super) fn load(&mut self, row: ParkedRow) {
        self.insert(row.number, row.referral, row.proposal);
    }

    pub(super) fn park(&mut self, number: u64, referral: Option<ReferralId>) {
        self.insert(number, referral, None);
    }

    fn insert(&mut self, number: u64, referral: Option<ReferralId>, proposal: Option<u64>) {
        *self.about.entry(referral.clone()).or_default() += 1;
        self.letters.insert(number, Waiting { referral, proposal });
    }

    /// It is applied or skipped: it waits no more, and nothing waits for it.
    pub(super) fn settle(&mut self, number: u64) {
        let Some(settled) = self.letters.remove(&number) else { return };
        if let Some(count) = self.about.get_mut(&settled.referral) {
            *count -= 1;
            if *count == 0 {
                self.about.remove(&settled.referral);
            }
        }
    }

    pub(super) fn propose(&mut self, number: u64, position: u64) {
        if let Some(waiting) = self.letters.get_mut(&number) {
            waiting.proposal = Some(position);
        }
    }

    pub(super) fn get(&self, number: u64) -> Option<&Waiting> {
        self.letters.get(&number)
    }

    /// Whether a letter about this referral must wait.
    pub(super) fn blocks(&self, referral: Option<&ReferralId>) -> bool {
        self.about.contains_key(&None) || self.about.contains_key(&referral.cloned())
    }

    /// Whether the parked letter `number` waits for another one before it.
    pub(super) fn waits_for_another(&self, number: u64, referral: Option<&ReferralId>) -> bool {
        let blocks = |waiting: &Waiting| waiting.referral.is_none() || waiting.referral.as_ref() == referral;
        self.letters.range(..number).any(|(_, waiting)| blocks(waiting))
    }

    pub(super) fn numbers(&self) -> Vec<u64> {
        self.letters.keys().copied().collect()
    }

    pub(super) fn len(&self) -> u64 {
        self.letters.len() as u64
    }
}
