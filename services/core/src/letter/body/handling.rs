//! While the receiver handles it: supplements, materials, progress, suspension, extension, the result and the signature
//! for it.

use super::Officer;
use crate::{
    due::Due,
    ids::Digest,
    outcome::{Outcome, SuspendReason},
    subject::Material,
    text::Text,
    time::Timestamp,
};

/// The receiver asks for what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestSupplement {
    /// Who asks.
    pub officer: Officer,
    /// What is missing.
    pub items: Vec<Text>,
    /// In words.
    pub text: Option<Text>,
}

/// The sender supplies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplement {
    /// Who supplies.
    pub officer: Officer,
    /// What.
    pub materials: Vec<Material>,
    /// In words.
    pub text: Option<Text>,
}

/// How things stand; changes no state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Who reports.
    pub officer: Officer,
    /// In words.
    pub text: Text,
    /// 调解组织, where it was assigned.
    pub body: Option<Text>,
    /// 调解员, where one was assigned.
    pub mediator: Option<Text>,
    /// A mediation attempt failed, of which nothing more is told.
    pub attempt: Option<FailedAttempt>,
}

/// A mediation attempt that led to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedAttempt {
    /// How many failed in a row with the same mediation body, this one included.
    pub in_a_row: u32,
    /// What comes next.
    pub next: NextAttempt,
}

/// What comes after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextAttempt {
    /// The same body may try again.
    Allowed,
    /// 应当升级移交: as many have failed as its rule allows; another body is to be assigned.
    PassUp,
}

/// The handling term stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspend {
    /// Who suspends.
    pub officer: Officer,
    /// The lawful reason.
    pub reason: SuspendReason,
    /// Statute and article.
    pub basis: Option<Text>,
    /// Evidence.
    pub evidence: Option<Material>,
    /// From when.
    pub suspended_at: Timestamp,
    /// When somebody is to see whether it must still stand still (DS09). None in letters of the first release.
    pub review_due: Option<Due>,
}

/// The handling term runs again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resume {
    /// Who resumes.
    pub officer: Officer,
    /// From when.
    pub resumed_at: Timestamp,
    /// The new due instant.
    pub handle_due: Due,
}

/// The handling term is made longer: a further term that begins when the one told before ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extend {
    /// Who extends.
    pub officer: Officer,
    /// On whose word.
    pub ground: ExtensionGround,
    /// Why, in words.
    pub reason: Option<Text>,
    /// When handling must now be finished; it starts on the last day of the term before.
    pub handle_due: Due,
}

/// On whose word a term is extended, with the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionGround {
    /// 各方当事人同意: each party, with the evidence of its consent.
    Consent(Vec<PartyConsent>),
    /// 负责人或者上级机关批准: the approval.
    Approval {
        /// Who approved.
        by: Text,
        /// The approval.
        document: Material,
    },
}

/// One party's consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyConsent {
    /// The party, as named in the referral.
    pub party: Text,
    /// Its evidence.
    pub evidence: Material,
}

/// Asks for the content of materials that a letter named and that has not come, or was lost on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialRequest {
    /// Who asks.
    pub officer: Officer,
    /// Which, as the referral names them.
    pub materials: Vec<Material>,
    /// In words.
    pub text: Option<Text>,
}

/// The receiver's result; on the wire the answer to a supervision and the decision on a confirmation have their own bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclude {
    /// Who concludes.
    pub officer: Officer,
    /// What came of it.
    pub outcome: Outcome,
    /// When the sender must have it.
    pub feed_back_due: Due,
}

/// The sender signs for the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmOutcome {
    /// Who signs.
    pub officer: Officer,
    /// Content of the `Conclude` shown.
    pub shown: Digest,
}
