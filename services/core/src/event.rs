//! Events (事实) of a matter: what its journal records say and what `apply` folds. What only the desk itself needs to
//! remember (ticks, statements heard) is not about a matter and lives with the journal in kit.

pub mod own;

use crate::{
    confidential::Confidential,
    dossier::Entry,
    ids::{DisputeCode, MatterId, OwnId, ReferralId},
    letter::{Letter, body::RemindStage},
    referral::Duty,
    subject::Subject,
    text::Text,
    time::Timestamp,
};
pub use own::OwnEvent;

/// One thing that happened to a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The matter was opened here.
    Registered {
        /// The dispute it belongs to.
        dispute: DisputeCode,
        /// What it is about.
        subject: Box<Subject>,
    },
    /// The matter was closed.
    Closed {
        /// Why.
        reason: Text,
    },
    /// A letter of ours was decided.
    Sent(Box<Letter>),
    /// A letter of a peer was applied.
    Received(Box<Letter>),
    /// 指派调解组织
    BodyAssigned {
        /// For which referral.
        referral: ReferralId,
        /// Which body.
        body: Text,
        /// Why one that has failed already is to try again.
        again: Option<Text>,
    },
    /// 指派调解员
    MediatorAssigned {
        /// For which referral.
        referral: ReferralId,
        /// Whom.
        mediator: Text,
    },
    /// 登记一次调解不成
    AttemptFailed {
        /// Of which referral.
        referral: ReferralId,
        /// What came of it; the sender learns no more than that it failed.
        text: Confidential<Text>,
    },
    /// A duty of ours was not done before its due instant.
    DeadlineFired {
        /// Of which referral.
        referral: ReferralId,
        /// Which duty.
        duty: Duty,
        /// The instant that passed.
        due: Timestamp,
        /// The step taken by it: the highest that applied when it was recorded.
        climbed: Climbed,
    },
    /// A duty of ours reached a step of the ladder besides the passing of its due instant.
    DeadlineClimbed {
        /// Of which referral.
        referral: ReferralId,
        /// Which duty.
        duty: Duty,
        /// The step.
        climbed: Climbed,
    },
    /// Our result is known to have reached the sender's desk.
    FedBack {
        /// Of which referral.
        referral: ReferralId,
    },
    /// Something about a deadline of this agency's own.
    Own {
        /// Which.
        id: OwnId,
        /// What.
        what: Box<OwnEvent>,
    },
    /// An officer wrote something into the dossier.
    Entered {
        /// Who.
        officer: Text,
        /// What.
        entry: Box<Entry>,
    },
    /// A command was refused by rule.
    Refused,
}

/// A step of the ladder as one of our own duties takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Climbed {
    /// Which step.
    pub stage: RemindStage,
    /// When it was due itself: after downtime earlier than the record.
    pub at: Timestamp,
    /// The officer who was told, if one handles it.
    pub told: Option<Text>,
    /// When the next step follows, where this one is at or after the due instant and there is one more.
    pub next_at: Option<Timestamp>,
}

/// Where and when an event was recorded.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The matter it is about.
    pub matter: &'a MatterId,
    /// Recorded time.
    pub recorded_at: Timestamp,
    /// Place in the journal.
    pub position: u64,
}
