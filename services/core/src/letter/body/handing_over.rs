//! From handing over to the receiver's decision: refer, arrived, acknowledge, accept, decline, and the objection to
//! competence.

use super::Officer;
use crate::{
    agency::AgencyId,
    command::Answer,
    commission::Commission,
    due::Due,
    ids::{Digest, Kind, ReferralId},
    letter::LetterRef,
    outcome::DeclineCode,
    purpose::Purpose,
    subject::{Procedure, Subject},
    text::Text,
    time::Timestamp,
};

/// Opens a referral: hands a matter over, supervises its handling, or applies for judicial confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refer {
    /// 对接类别
    pub kind: Kind,
    /// What for; on the wire each purpose has its own body.
    pub purpose: Purpose,
    /// What it is about.
    pub subject: Subject,
    /// By which procedure, for 诉调.
    pub procedure: Option<Procedure>,
    /// How mediation is commissioned, and what goes with it.
    pub commission: Commission,
    /// 工作意见
    pub opinion: Option<Text>,
    /// Agencies passed, the sender last; the addressee is not in it.
    pub path: Vec<AgencyId>,
    /// The referral that the sender itself received and refers onward.
    pub parent: Option<ReferralId>,
    /// The ended referral that this one replaces, and the letter that ended it.
    pub replaces: Option<(ReferralId, LetterRef)>,
    /// Who decided it.
    pub officer: Officer,
    /// The handling due of the parent, which this one's may not pass.
    pub not_after: Option<Timestamp>,
}

/// 到达回执: a desk has the letter that begins a duty of its agency, and says when that duty is due. A `Refer` begins
/// 签收; an `Object` the sender's answer to it; an objection refused or a signature deemed given, the receiver's next duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Content of that letter.
    pub content: Digest,
    /// Recorded time of arrival.
    pub arrived_at: Timestamp,
    /// When the duty that it begins is due.
    pub due: Due,
    /// Until when competence can be contested, for kinds that know an objection (信访工作条例第23条).
    pub object_due: Option<Due>,
}

/// A named officer of the receiver has seen it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledge {
    /// Who signs for it.
    pub officer: Officer,
    /// Digest of what was shown.
    pub shown: Digest,
    /// In time, or an offer.
    pub timing: Timing,
    /// When 受理 is due.
    pub accept_due: Due,
}

/// Whether a decision came before its due instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// `decided_at < due`
    InTime,
    /// `decided_at ≥ due`: the waiting side decides whether to take it.
    Late,
}

/// The receiver answers for it from here on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accept {
    /// Who accepted.
    pub officer: Officer,
    /// In time, or an offer.
    pub timing: Timing,
    /// When handling must be finished.
    pub handle_due: Due,
    /// The receiver's own number.
    pub own_number: Option<Text>,
}

/// The receiver does not take it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decline {
    /// Who declined.
    pub officer: Officer,
    /// Why.
    pub code: DeclineCode,
    /// Statute and article.
    pub basis: Option<Text>,
    /// Why, in words.
    pub text: Text,
    /// Who is thought competent.
    pub suggestion: Option<AgencyId>,
}

/// 异议: the receiver holds that it is not competent, with reasons. The matter goes back only if the sender, having
/// verified it, agrees (信访工作条例第23条第3款).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Who objects.
    pub officer: Officer,
    /// Statute and article.
    pub basis: Option<Text>,
    /// The reasons in detail.
    pub text: Text,
    /// Who is thought competent.
    pub suggestion: Option<AgencyId>,
}

/// The sender's decision on an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideObjection {
    /// Who decided.
    pub officer: Officer,
    /// Agreed: the matter is returned. Refused: the receiver goes on.
    pub answer: Answer,
    /// Why.
    pub text: Text,
}
