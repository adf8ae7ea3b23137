//! What the law has follow when a matter that we handed over comes back with its result.

use crate::{
    commission::Mode,
    dossier::CaseAct,
    outcome::{ConfirmationDecision, ConfirmationRuling, OutcomeResult},
    referral::{Referral, Stage},
    term::{RuleId, Words},
};

/// What begins when a mediation that we handed over came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AfterFailure {
    /// The rule that begins.
    pub begins: RuleId,
    /// Only where one of these runs on the matter; if none is named, in any case.
    pub where_runs: &'static [RuleId],
    /// Only if it was commissioned in one of these modes; if none is named, in any.
    pub modes: &'static [Mode],
}

/// What is to be done then, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Afterwards {
    /// After which result.
    pub came: Came,
    /// Only if it was commissioned in one of these modes; if none is named, in any.
    pub modes: &'static [Mode],
    /// What.
    pub what: Words,
    /// The statute and article.
    pub article: &'static str,
    /// Until when it is shown.
    pub until: Until,
}

/// Until when what is to be done is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// For good: no entry says that it was done.
    ForGood,
    /// Until this step of the case is written down; a service, for every party.
    Step(CaseAct),
    /// Until the agreement is known to be performed.
    Performed,
}

/// What mediation, or the confirmation of what it led to, came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// 达成协议
    Agreed,
    /// 和解撤回
    Settled,
    /// 调解不成, or ended without result, or withdrawn from by a party.
    Failed,
    /// 裁定有效
    Confirmed,
    /// 裁定驳回
    Rejected,
}

impl Came {
    /// What a result came to; none for what was neither mediation nor its confirmation.
    #[must_use]
    pub const fn of(result: &OutcomeResult) -> Option<Self> {
        match result {
            OutcomeResult::Agreement(_) => Some(Self::Agreed),
            OutcomeResult::SettledAndWithdrawn => Some(Self::Settled),
            OutcomeResult::NoAgreement(_) | OutcomeResult::Terminated(_) => Some(Self::Failed),
            OutcomeResult::Ruled(ConfirmationRuling { decision: ConfirmationDecision::Valid, .. }) => {
                Some(Self::Confirmed)
            }
            OutcomeResult::Ruled(ConfirmationRuling { decision: ConfirmationDecision::Rejected(_), .. }) => {
                Some(Self::Rejected)
            }
            OutcomeResult::Answered(_) | OutcomeResult::Replied(_) => None,
        }
    }

    /// What a referral came to, as far as it has.
    #[must_use]
    pub fn of_referral(referral: &Referral) -> Option<Self> {
        match referral.stage {
            Stage::Concluded | Stage::Confirmed => Self::of(&referral.outcome.as_ref()?.result),
            Stage::Withdrawn => Some(Self::Failed),
            Stage::Sent
            | Stage::Arrived
            | Stage::Acknowledged
            | Stage::Objected
            | Stage::Accepted
            | Stage::Suspended
            | Stage::Declined
            | Stage::Returned
            | Stage::Lapsed
            | Stage::Recalled => None,
        }
    }
}

impl AfterFailure {
    /// It begins where one of these runs.
    #[must_use]
    pub const fn where_runs(begins: RuleId, where_runs: &'static [RuleId]) -> Self {
        Self { begins, where_runs, modes: &[] }
    }

    /// It begins in any case, after these modes.
    #[must_use]
    pub const fn after(begins: RuleId, modes: &'static [Mode]) -> Self {
        Self { begins, where_runs: &[], modes }
    }
}

/// Whether `mode` is one of these, none of them meaning any.
#[must_use]
pub fn includes(modes: &[Mode], mode: Option<Mode>) -> bool {
    modes.is_empty() || mode.is_some_and(|mode| modes.contains(&mode))
}
