//! 披露 and 回避: what ties whoever mediates or handles a dispute to it, who asks for a replacement, and what was decided.

use super::{ConsentState, Entry};
use crate::{
    confidential::Confidential,
    letter::body::PartyConsent,
    matter::Matter,
    subject::Material,
    term::{Words, words},
    text::Text,
};

/// 披露 (在线调解规则第13条).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Who.
    pub whom: Text,
    /// What sort of tie.
    pub tie: Tie,
    /// In words.
    pub text: Confidential<Text>,
}

/// 回避申请
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Who asks.
    pub party: Text,
    /// Who is to withdraw.
    pub whom: Text,
    /// What sort of tie.
    pub tie: Tie,
    /// In words.
    pub text: Confidential<Text>,
    /// What shows it.
    pub evidence: Option<Material>,
}

/// What ties somebody to the dispute (特邀调解规定第15条).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// 近亲属
    NearRelative,
    /// 利害关系
    Interest,
    /// 其他可能影响公正的关系
    Other,
}

impl Tie {
    /// As people say it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::NearRelative => words("近亲属", "a near relative"),
            Self::Interest => words("利害关系", "an interest"),
            Self::Other => words("其他可能影响公正的关系", "another tie that may affect fairness"),
        }
    }
}

/// 回避决定
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecusalDecision {
    /// Position of the disclosure or the application.
    pub about: u64,
    /// What was decided.
    pub ruling: RecusalRuling,
    /// Who decided.
    pub decided_by: Text,
    /// Why.
    pub reason: Option<Text>,
}

/// What was decided on a tie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecusalRuling {
    /// 更换
    Replaced,
    /// 驳回申请
    Refused,
    /// 各方同意继续: each party, with the evidence.
    Continues(Vec<PartyConsent>),
}

/// A party does not accept the replacement either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacementRejected {
    /// Which party.
    pub party: Text,
    /// In words.
    pub text: Option<Confidential<Text>>,
}

impl Matter {
    /// Whom the disclosure or application at `position` is about.
    #[must_use]
    pub fn tie_at(&self, position: u64) -> Option<&Text> {
        let entered = self.dossier.iter().find(|entered| entered.position == position)?;
        if let Entry::Disclosure(it) = &entered.entry {
            return Some(&it.whom);
        }
        let Entry::Recusal(it) = &entered.entry else { return None };
        Some(&it.whom)
    }

    /// What was decided on the disclosure or application at `position`.
    #[must_use]
    pub fn ruling_on(&self, position: u64) -> Option<&RecusalRuling> {
        self.dossier.iter().find_map(|entered| {
            let Entry::RecusalDecision(it) = &entered.entry else { return None };
            (it.about == position).then_some(&it.ruling)
        })
    }

    /// Applications that wait for a decision, by position.
    pub fn undecided_recusals(&self) -> impl Iterator<Item = u64> {
        let asked = self.dossier.iter().filter(|entered| matches!(entered.entry, Entry::Recusal(_)));
        asked.map(|entered| entered.position).filter(|position| self.ruling_on(*position).is_none())
    }

    /// Disclosures about the present mediator, or with none assigned, that wait for a decision while mediation goes on, by position.
    pub fn undecided_disclosures(&self) -> impl Iterator<Item = u64> {
        let mediating = self.incoming().filter(|incoming| incoming.stage.is_before_conclusion());
        let mediator = mediating.and_then(|incoming| incoming.mediator.as_ref());
        let disclosed = self.dossier.iter().filter(move |entered| {
            let Entry::Disclosure(it) = &entered.entry else { return false };
            mediating.is_some() && mediator.is_none_or(|mediator| *mediator == it.whom)
        });
        disclosed.map(|entered| entered.position).filter(|position| self.ruling_on(*position).is_none())
    }

    /// Whether it was decided that this person be replaced.
    #[must_use]
    pub fn was_replaced(&self, whom: &Text) -> bool {
        self.dossier.iter().any(|entered| {
            let Entry::RecusalDecision(it) = &entered.entry else { return false };
            it.ruling == RecusalRuling::Replaced && self.tie_at(it.about) == Some(whom)
        })
    }

    /// The party that rejected the replacement too and has not agreed to mediation since.
    #[must_use]
    pub fn refuses_every_mediator(&self) -> Option<&Text> {
        self.dossier.iter().find_map(|entered| {
            let Entry::ReplacementRejected(it) = &entered.entry else { return None };
            let since = self.dossier.iter().filter(|later| later.position > entered.position).any(|later| {
                let Entry::Consent(consent) = &later.entry else { return false };
                consent.party == it.party && consent.state == ConsentState::Given
            });
            (!since).then_some(&it.party)
        })
    }
}
