//! Words that end nothing: reminders, notes, and that a letter was not understood.

use super::Officer;
use crate::{referral::Duty, term::RuleId, text::Text, time::Timestamp};

/// 催办: told by the waiting desk at half term and at the due instant.
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
}

/// When a reminder is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemindStage {
    /// Half of the term has passed.
    Half,
    /// A stricter local term has ended; the legal one still runs.
    Local,
    /// The term has ended.
    Due,
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
