//! The parties' word that what was said in mediation may be made known (特邀调解规定第22条), and what was made known by it.

use super::Entry;
use crate::{matter::Matter, subject::Material, text::Text};

/// 同意公开调解内容
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseConsent {
    /// Which party.
    pub party: Text,
    /// Its word in writing.
    pub evidence: Material,
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
    /// This party's newest word in writing that what was said may be made known.
    #[must_use]
    pub fn release_consent_of(&self, party: &Text) -> Option<&ReleaseConsent> {
        self.dossier.iter().rev().find_map(|entered| {
            let Entry::ReleaseConsent(it) = &entered.entry else { return None };
            (it.party == *party).then_some(it)
        })
    }

    /// What was made known, by the position of the entry that did it.
    pub fn released(&self) -> impl Iterator<Item = (u64, &Released)> {
        self.dossier.iter().filter_map(|entered| {
            let Entry::Released(it) = &entered.entry else { return None };
            Some((entered.position, it))
        })
    }
}
