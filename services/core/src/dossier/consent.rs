//! Whether a party agrees to mediation (人民调解法第17条, 民事诉讼法第125条: nobody is mediated against their will).

use crate::{
    matter::Matter,
    subject::Material,
    term::{Words, words},
    text::Text,
    time::Timestamp,
};

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

impl ConsentState {
    /// As people say it of a party.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::Given => words("同意调解", "agrees to mediation"),
            Self::Refused => words("不同意调解", "does not agree to mediation"),
            Self::Withdrawn => words("撤回了调解同意", "has withdrawn its consent to mediation"),
        }
    }

    /// Whether it says no.
    #[must_use]
    pub const fn is_no(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn)
    }
}

impl Matter {
    /// What this party last said about mediation, if it said anything: here, or to who handed the matter to us.
    #[must_use]
    pub fn consent_of(&self, party: &Text) -> Option<&Consent> {
        self.last_word(party).map(|(consent, _)| consent)
    }

    /// A party whose last word is no, with when it was written down here; nothing of that where it was told with the matter.
    #[must_use]
    pub fn unwilling(&self) -> Option<(&Consent, Option<Timestamp>)> {
        let mut words = self.subject.parties.iter().filter_map(|party| self.last_word(&party.name));
        words.find(|(consent, _)| consent.state.is_no())
    }

    /// Whether every party's last word is that it agrees.
    #[must_use]
    pub fn all_agree(&self) -> bool {
        let agrees = |party: &Text| self.consent_of(party).is_some_and(|it| it.state == ConsentState::Given);
        self.subject.parties.iter().all(|party| agrees(&party.name))
    }

    /// Whether there is a party that has said nothing about mediation.
    #[must_use]
    pub fn has_unasked(&self) -> bool {
        self.subject.parties.iter().any(|party| self.last_word(&party.name).is_none())
    }

    fn last_word(&self, party: &Text) -> Option<(&Consent, Option<Timestamp>)> {
        let here = self.dossier.iter().rev().find_map(|entered| {
            let super::Entry::Consent(consent) = &entered.entry else { return None };
            (consent.party == *party).then_some((consent, Some(entered.at)))
        });
        let told = || self.incoming()?.commission.consents.iter().find(|consent| consent.party == *party);
        here.or_else(|| told().map(|consent| (consent, None)))
    }
}
