//! The parties' word that what was said in mediation may be made known (特邀调解规定第22条), and what was made known by it.

use super::Entry;
use crate::{matter::Matter, subject::Material, text::Text};

/// 同意公开调解内容. What a party said last counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseConsent {
    /// Which party.
    pub party: Text,
    /// What it said.
    pub word: ReleaseWord,
}

/// What a party says about making known what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseWord {
    /// 同意, in writing.
    Given(Material),
    /// 撤回同意, in writing or not: nothing more is made known.
    Withdrawn(Option<Material>),
}

/// 公开调解内容
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// Position of the record that has it.
    pub said_at: u64,
    /// The part of it that is made known, up to 4,000 characters.
    pub text: Text,
}

impl Matter {
    /// This party's word in writing that what was said may be made known, unless it took that back.
    #[must_use]
    pub fn release_consent_of(&self, party: &Text) -> Option<&Material> {
        let newest = self.dossier.iter().rev().find_map(|entered| {
            let Entry::ReleaseConsent(it) = &entered.entry else { return None };
            (it.party == *party).then_some(&it.word)
        });
        if let Some(ReleaseWord::Given(evidence)) = newest { Some(evidence) } else { None }
    }

    /// What was made known, by the position of the entry that did it.
    pub fn released(&self) -> impl Iterator<Item = (u64, &Released)> {
        self.dossier.iter().filter_map(|entered| {
            let Entry::Released(it) = &entered.entry else { return None };
            Some((entered.position, it))
        })
    }
}
