//! What a letter can say (exchange §6): one struct per body, none of which knows how it is written on the wire.

use crate::{
    agency::AgencyId,
    due::Due,
    ids::{Digest, Kind, ReferralId},
    letter::LetterRef,
    outcome::{DeclineCode, Outcome, SuspendReason},
    referral::Duty,
    subject::{Material, Procedure, Subject},
    term::RuleId,
    text::Text,
    time::Timestamp,
};

/// One of the bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Hands a matter over (移交).
    Refer(Box<Refer>),
    /// 到达回执
    Arrived(Arrived),
    /// 签收
    Acknowledge(Acknowledge),
    /// 受理
    Accept(Accept),
    /// 不予受理
    Decline(Decline),
    /// 要求补充材料
    RequestSupplement(RequestSupplement),
    /// 补充材料
    Supplement(Supplement),
    /// 进展通报
    Progress(Progress),
    /// 中止
    Suspend(Suspend),
    /// 恢复
    Resume(Resume),
    /// 办结
    Conclude(Conclude),
    /// 结果签收
    ConfirmOutcome(ConfirmOutcome),
    /// 收回
    Recall(Recall),
    /// 当事人撤回
    Withdraw(Withdraw),
    /// 逾期未确认
    Lapse(Lapse),
    /// 裁断
    Verdict(Verdict),
    /// 催办
    Remind(Remind),
    /// A word between desks that changes nothing.
    Note(Note),
    /// The letter of this number could not be read.
    NotUnderstood(NotUnderstood),
}

/// An officer, as the own agency names its officers.
pub type Officer = Text;

/// Hands a matter over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refer {
    /// 对接类别
    pub kind: Kind,
    /// What it is about.
    pub subject: Subject,
    /// By which procedure, for 诉调.
    pub procedure: Option<Procedure>,
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

/// The receiver's desk has it; 签收 runs from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Content of the `Refer`.
    pub content: Digest,
    /// Recorded time of arrival.
    pub arrived_at: Timestamp,
    /// When 签收 is due.
    pub acknowledge_due: Due,
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

/// The receiver's result.
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

/// 催办: told by the waiting desk at half term and at the due instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remind {
    /// Which of the two.
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

/// Which end of a referral writes a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// Only the sender of the referral.
    Sender,
    /// Only the receiver.
    Receiver,
    /// Either.
    Either,
}

impl Body {
    /// Which end of a referral writes it.
    #[must_use]
    pub const fn writer(&self) -> Writer {
        match self {
            Self::Refer(_)
            | Self::Supplement(_)
            | Self::ConfirmOutcome(_)
            | Self::Recall(_)
            | Self::Lapse(_)
            | Self::Remind(_) => Writer::Sender,
            Self::Arrived(_)
            | Self::Acknowledge(_)
            | Self::Accept(_)
            | Self::Decline(_)
            | Self::RequestSupplement(_)
            | Self::Progress(_)
            | Self::Suspend(_)
            | Self::Resume(_)
            | Self::Conclude(_) => Writer::Receiver,
            Self::Withdraw(_) | Self::Verdict(_) | Self::Note(_) | Self::NotUnderstood(_) => Writer::Either,
        }
    }

    /// Name of the body on the wire and in timelines, in snake case.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Refer(_) => "refer",
            Self::Arrived(_) => "arrived",
            Self::Acknowledge(_) => "acknowledge",
            Self::Accept(_) => "accept",
            Self::Decline(_) => "decline",
            Self::RequestSupplement(_) => "request_supplement",
            Self::Supplement(_) => "supplement",
            Self::Progress(_) => "progress",
            Self::Suspend(_) => "suspend",
            Self::Resume(_) => "resume",
            Self::Conclude(_) => "conclude",
            Self::ConfirmOutcome(_) => "confirm_outcome",
            Self::Recall(_) => "recall",
            Self::Withdraw(_) => "withdraw",
            Self::Lapse(_) => "lapse",
            Self::Verdict(_) => "verdict",
            Self::Remind(_) => "remind",
            Self::Note(_) => "note",
            Self::NotUnderstood(_) => "not_understood",
        }
    }
}
