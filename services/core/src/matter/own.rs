//! An own deadline (自有期限): a duty that a rule of this agency's table lays on a matter, whether or not it was handed on.
//! Any number run side by side; mediation elsewhere stops none of them.

use crate::{
    ids::{OwnId, ReferralId, VariantId},
    outcome::SuspendReason,
    referral::{Deadline, DeadlineStatus},
    subject::Material,
    term::{RuleId, Whose},
    text::Text,
    time::Timestamp,
};

/// One deadline of this agency's own on a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDeadline {
    /// Its id, stable for ever.
    pub id: OwnId,
    /// The term itself, always of [`crate::referral::Duty::Own`] and owed here.
    pub deadline: Deadline,
    /// In which special case of the rule.
    pub variant: Option<VariantId>,
    /// The one whose ending began it, or whose place it took.
    pub follows: Option<OwnId>,
    /// Who began it; none if a letter did.
    pub officer: Option<Text>,
    /// Whether it binds the agency or limits a right of parties, as its rule said when it began.
    pub whose: Whose,
    /// Whose time it is, where each person has its own.
    pub of: Option<Text>,
    /// Why it stood still, one for each of the deadline's pauses.
    pub paused_for: Vec<PauseReason>,
    /// How it ended, if it did.
    pub ended: Option<Ended>,
}

/// Why an own deadline stood still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PauseReason {
    /// For what its rule names.
    Lawful(SuspendReason),
    /// All parties gave the mediation of this referral more time, which is not counted (延长期不计审限).
    Mediation(ReferralId),
}

/// How an own deadline ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When what ended it happened, which may be before it was recorded.
    pub at: Timestamp,
    /// What ended it.
    pub by: EndedBy,
    /// In words.
    pub text: Option<Text>,
    /// What proves it.
    pub evidence: Option<Material>,
}

/// What ended an own deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndedBy {
    /// An officer's word.
    Word(Ending),
    /// Another took its place.
    Successor,
}

/// How an officer ends an own deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// 已完成: what the rule asks for was done.
    Done,
    /// 不成: it was tried and came to nothing, or the time for it passed unused.
    Failed,
    /// 撤销: it was begun by mistake, or there is nothing left to do.
    Dropped,
}

impl OwnDeadline {
    /// The rule it stands under.
    #[must_use]
    pub const fn rule(&self) -> RuleId {
        self.deadline.due.rule
    }

    /// Whether it has not ended: it runs, or stands still.
    #[must_use]
    pub const fn runs(&self) -> bool {
        matches!(self.deadline.status, DeadlineStatus::Open | DeadlineStatus::Suspended)
    }

    /// When its first term began, before any extension.
    #[must_use]
    pub fn began_at(&self) -> Timestamp {
        self.deadline.earlier.first().unwrap_or(&self.deadline.due).started_at
    }

    /// Whether what its rule asks for was done, or was tried and came to nothing.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        let by = self.ended.as_ref().map(|ended| ended.by);
        matches!(by, Some(EndedBy::Word(Ending::Done | Ending::Failed)))
    }
}

impl Ending {
    /// Token, stable in records and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }

    /// As clerks say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Done => "已完成",
            Self::Failed => "不成",
            Self::Dropped => "撤销",
        }
    }
}
