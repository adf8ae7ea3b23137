//! Words that end nothing: reminders, notes, and that a letter was not understood.

use super::Officer;
use crate::{referral::Duty, term::RuleId, text::Text, time::Timestamp};

/// 催办: told by the waiting desk before the due instant, at it and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remind {
    /// Which of them.
    pub stage: RemindStage,
    /// Of what.
    pub duty: Duty,
    /// Under which rule.
    pub rule: RuleId,
    /// The due instant.
    pub due: Timestamp,
    /// When this step was due itself: after downtime earlier than the letter. None in letters of the first release.
    pub at: Option<Timestamp>,
    /// When the next step follows, where it cannot be told from the deadline alone: the last working day, or a card.
    pub next_at: Option<Timestamp>,
}

/// A step of the ladder (DS05), lowest first. The waiting desk takes it by a reminder, the owing desk by telling its officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemindStage {
    /// Half of the term has passed.
    Half,
    /// A stricter local term has ended; the legal one still runs.
    Local,
    /// 临期预警: most of the term has passed.
    Early,
    /// 最后一天: the last working day of the term has begun.
    LastDay,
    /// 中止核查: the term has stood still for long, and somebody should see whether the reason still holds.
    Suspended,
    /// The term has ended.
    Due,
    /// 黄牌: it ended some working days ago.
    Yellow,
    /// 红牌: it ended longer ago; the supervising agency is told.
    Red,
}

impl RemindStage {
    /// Every stage, lowest first.
    pub const ALL: [Self; 8] =
        [Self::Half, Self::Local, Self::Early, Self::LastDay, Self::Suspended, Self::Due, Self::Yellow, Self::Red];

    /// Token, stable in stores and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Local => "local",
            Self::Early => "early",
            Self::LastDay => "last_day",
            Self::Suspended => "suspended",
            Self::Due => "due",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// The stage with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == token)
    }
}

/// A word that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Who.
    pub officer: Officer,
    /// What.
    pub text: Text,
}

/// The letter of this number is authentic and next but not understood. Ends nothing and is never answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood {
    /// Its number.
    pub number: u64,
    /// Its body type, as named in the envelope.
    pub body_type: String,
}
