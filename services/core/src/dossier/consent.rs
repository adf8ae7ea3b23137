//! Whether a party agrees to mediation (人民调解法第17条, 民事诉讼法第125条: nobody is mediated against their will).

use crate::{matter::Matter, subject::Material, text::Text};

/// What a party said about mediation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The party, as named in the matter.
    pub party: Text,
    /// What it said.
    pub state: ConsentState,
    /// What proves it, if there is something in writing.
    pub evidence: Option<Material>,
}

/// What a party says about mediation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// 同意
    Given,
    /// 不同意
    Refused,
    /// 撤回同意
    Withdrawn,
}

impl Matter {
    /// What this party last said about mediation, if it said anything: here, or to who handed the matter to us.
    #[must_use]
    pub fn consent_of(&self, party: &Text) -> Option<&Consent> {
        let here = self.dossier.iter().rev().find_map(|entered| {
            let super::Entry::Consent(consent) = &entered.entry else { return None };
            (consent.party == *party).then_some(consent)
        });
        let told = || self.incoming()?.commission.consents.iter().find(|consent| consent.party == *party);
        here.or_else(told)
    }
}
