//! How a referral ends early, and which letter won: recall, withdraw, lapse, verdict.

use super::Officer;
use crate::{agency::AgencyId, letter::LetterRef, referral::Duty, text::Text, time::Timestamp};

/// The sender wants it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// Who recalls.
    pub officer: Officer,
    /// Why.
    pub reason: Text,
    /// By order of a superior.
    pub order: Option<SuperiorOrder>,
}

/// An order that only a conclusion can refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuperiorOrder {
    /// Who gave it.
    pub superior: AgencyId,
    /// 文号
    pub number: Text,
}

/// A party no longer wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdraw {
    /// Who recorded it.
    pub officer: Officer,
    /// Which party.
    pub party: Text,
    /// Why.
    pub reason: Option<Text>,
}

/// The waiting side ends it because an authority deadline passed in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// What was not done.
    pub duty: Duty,
    /// The due instant that passed; none when overridden before arrival.
    pub due: Option<Timestamp>,
    /// How it is known.
    pub ground: LapseGround,
}

/// How a lapse is justified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LapseGround {
    /// A statement of the receiver with this `as_of` proves that nothing was decided before the due instant.
    Proof {
        /// Recorded time of that statement.
        as_of: Timestamp,
    },
    /// An officer declared it without proof.
    Override {
        /// Who.
        officer: Officer,
        /// Why.
        reason: Text,
    },
}

/// Names the letter that won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What is decided.
    pub ruling: Ruling,
    /// The letter that won.
    pub decided_by: LetterRef,
    /// Who decided, if an officer did.
    pub officer: Option<Officer>,
}

/// What a verdict says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The late offer is taken.
    Taken,
    /// The late offer comes too late.
    Superseded,
    /// Silence counts as 签收 (视为签收); the letter that won is the `Refer`.
    Deemed,
    /// The recall is granted.
    Recalled,
    /// The recall is refused.
    RecallRefused,
    /// The withdrawal is obeyed.
    Withdrawn,
    /// Recall or withdrawal came after the conclusion.
    Concluded,
    /// A rule refuses the letter.
    Refused {
        /// Stable code.
        code: String,
        /// Chinese sentence.
        zh: String,
        /// English sentence.
        en: String,
        /// Statute and article.
        basis: Option<String>,
    },
}
