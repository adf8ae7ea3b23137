//! After the agreement: 履行 and 回访.

use super::{Entry, archive::Part};
use crate::{
    matter::Matter,
    outcome::{Agreement, ConfirmationDecision, OutcomeResult},
    referral::Referral,
    subject::Material,
    text::Text,
    time::Date,
};
use std::num::NonZeroU32;

/// 履行, or its breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Performance {
    /// Done or not.
    pub performed: Performed,
    /// Which of how many instalments; none where it is the whole.
    pub instalment: Option<Instalment>,
    /// On which day.
    pub on: Date,
    /// 履行凭证
    pub evidence: Option<Material>,
    /// In words.
    pub text: Option<Text>,
}

/// One of several instalments, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// Which.
    pub number: NonZeroU32,
    /// Of how many, at least as many.
    pub of: NonZeroU32,
}

/// Whether an agreement was performed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Performed {
    /// 已履行
    Done,
    /// 未按约定履行
    Breached,
}

/// 回访
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// On which day.
    pub on: Date,
    /// Who was asked.
    pub party: Text,
    /// What they said.
    pub satisfaction: Satisfaction,
    /// What is done about it.
    pub measures: Option<Text>,
}

/// How satisfied a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Satisfaction {
    /// 满意
    Satisfied,
    /// 基本满意
    Mostly,
    /// 不满意
    Dissatisfied,
}

impl Matter {
    /// The agreement that mediation led to, here or at who mediated for us.
    #[must_use]
    pub fn agreement(&self) -> Option<&Agreement> {
        self.referrals.iter().find_map(reached)
    }

    /// The referral in which it was reached.
    #[must_use]
    pub fn agreed_in(&self) -> Option<&Referral> {
        self.referrals.iter().find(|referral| reached(referral).is_some())
    }

    /// Parties that nobody has called back yet.
    pub fn not_called_back(&self) -> impl Iterator<Item = &Text> {
        let called = |party: &Text| {
            self.dossier.iter().any(|entered| matches!(&entered.entry, Entry::FollowUp(it) if it.party == *party))
        };
        self.subject.parties.iter().map(|party| &party.name).filter(move |party| !called(party))
    }

    /// Whether the newest that is known of performance is a breach.
    #[must_use]
    pub fn is_breached(&self) -> bool {
        let newest = self.dossier.iter().rev().find_map(|entered| {
            let Entry::Performance(it) = &entered.entry else { return None };
            Some(it.performed)
        });
        newest == Some(Performed::Breached)
    }

    /// Whether nothing in the file says what became of the breach: no explanation was filed since.
    #[must_use]
    pub fn breach_is_open(&self) -> bool {
        let later = self.dossier.iter().rev().take_while(|it| !matches!(it.entry, Entry::Performance(_)));
        let explained = |entry: &Entry| matches!(entry, Entry::FilePart(it) if it.part == Part::Explanation);
        self.is_breached() && !later.into_iter().any(|entered| explained(&entered.entry))
    }

    /// Whether a court has confirmed it, so that it can be enforced (民事诉讼法第206条).
    #[must_use]
    pub fn is_confirmed_by_court(&self) -> bool {
        self.referrals.iter().any(|referral| {
            let ruled = referral.outcome.as_ref().map(|it| &it.result);
            matches!(ruled, Some(OutcomeResult::Ruled(ruling)) if ruling.decision == ConfirmationDecision::Valid)
        })
    }

    /// Whether the agreement is known to be performed: as a whole, or in every instalment.
    #[must_use]
    pub fn is_performed(&self) -> bool {
        let done = || {
            self.dossier.iter().filter_map(|entered| {
                let Entry::Performance(it) = &entered.entry else { return None };
                (it.performed == Performed::Done).then_some(it.instalment)
            })
        };
        done().any(|instalment| match instalment {
            None => true,
            Some(last) => (1..=last.of.get()).all(|number| done().flatten().any(|it| it.number.get() == number)),
        })
    }
}

fn reached(referral: &Referral) -> Option<&Agreement> {
    let Some(OutcomeResult::Agreement(agreement)) = referral.outcome.as_ref().map(|it| &it.result) else { return None };
    Some(agreement)
}
