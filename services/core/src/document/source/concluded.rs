//! What the result of a referral says.

use super::{Known, date, day, joined};
use crate::{
    outcome::{Agreement, ConfirmationDecision, ConfirmationRuling, NoAgreement, OutcomeResult},
    referral::Referral,
};

/// One part of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concluded {
    /// 结果
    Result,
    /// 无争议事实
    Undisputed,
    /// 不成原因
    Failure,
    /// 材料清单: what is given back; where nothing is, what came.
    Returned,
    /// The day on which it was told.
    On,
    /// 约定履行期限
    PerformBy,
    /// 案号 of the ruling.
    RulingNumber,
    /// What the court ruled.
    Ruling,
    /// Why it rejected, if it did.
    Rejection,
    /// 审判员: whose word the ruling is.
    RuledBy,
}

impl Concluded {
    pub(super) fn said(self, known: &Known<'_>) -> Option<String> {
        let referral = known.mediation()?;
        let words = |words: &str| words.to_owned();
        match self {
            Self::Result => referral.outcome.as_ref().map(|outcome| words(name(&outcome.result))),
            Self::Undisputed => failed(referral)?.undisputed_facts.as_ref().map(|facts| words(facts.as_str())),
            Self::Failure => failed(referral).map(|it| format!("{}；{}", it.reason.zh(), it.facts.as_str())),
            Self::Returned => {
                let returned = failed(referral).map_or(&[][..], |it| &it.returned);
                let all = if returned.is_empty() { &known.matter.subject.materials } else { returned };
                joined(all.iter().map(|material| words(material.name.as_str())))
            }
            Self::On => referral.milestones.concluded_at.map(day),
            Self::PerformBy => agreed(referral)?.perform_by.map(date),
            Self::RulingNumber => ruled(referral).map(|it| words(it.number.as_str())),
            Self::Ruling => ruled(referral).map(|it| words(decided(it.decision))),
            Self::Rejection => match ruled(referral)?.decision {
                ConfirmationDecision::Valid => None,
                ConfirmationDecision::Rejected(ground) => Some(words(ground.zh())),
            },
            Self::RuledBy => {
                ruled(referral)?;
                referral.milestones.concluded_by.as_ref().map(|officer| words(officer.as_str()))
            }
        }
    }
}

const fn name(result: &OutcomeResult) -> &'static str {
    match result {
        OutcomeResult::Agreement(_) => "达成调解协议",
        OutcomeResult::SettledAndWithdrawn => "和解撤回",
        OutcomeResult::NoAgreement(_) => "调解不成",
        OutcomeResult::Terminated(_) => "终止调解",
        OutcomeResult::Answered(_) => "督办答复",
        OutcomeResult::Ruled(_) => "已裁定",
        OutcomeResult::Replied(_) => "已报告办理结果",
    }
}

fn failed(referral: &Referral) -> Option<&NoAgreement> {
    match &referral.outcome.as_ref()?.result {
        OutcomeResult::NoAgreement(it) | OutcomeResult::Terminated(it) => Some(it),
        OutcomeResult::Agreement(_)
        | OutcomeResult::SettledAndWithdrawn
        | OutcomeResult::Answered(_)
        | OutcomeResult::Ruled(_)
        | OutcomeResult::Replied(_) => None,
    }
}

fn agreed(referral: &Referral) -> Option<&Agreement> {
    let result = &referral.outcome.as_ref()?.result;
    if let OutcomeResult::Agreement(agreement) = result { Some(agreement) } else { None }
}

fn ruled(referral: &Referral) -> Option<&ConfirmationRuling> {
    let result = &referral.outcome.as_ref()?.result;
    if let OutcomeResult::Ruled(ruling) = result { Some(ruling) } else { None }
}

const fn decided(decision: ConfirmationDecision) -> &'static str {
    match decision {
        ConfirmationDecision::Valid => "裁定调解协议有效",
        ConfirmationDecision::Rejected(_) => "裁定驳回申请",
    }
}
