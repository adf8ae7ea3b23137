//! What a letter can say (exchange §6): one struct per body, none of which knows how it is written on the wire.

mod endings;
mod handing_over;
mod handling;
mod notices;
mod recount;
mod words;

use crate::{
    outcome::{Outcome, OutcomeResult},
    purpose::Purpose,
    text::Text,
};
pub use endings::{Lapse, LapseGround, Recall, Ruling, SuperiorOrder, Verdict, Withdraw};
pub use handing_over::{Accept, Acknowledge, Arrived, DecideObjection, Decline, Object, Refer, Timing};
pub use handling::{
    Conclude, ConfirmOutcome, Extend, ExtensionGround, FailedAttempt, MaterialRequest, NextAttempt, PartyConsent,
    Progress, RequestSupplement, Resume, Supplement, Suspend,
};
pub use notices::{NotUnderstood, Note, Remind, RemindStage};
pub use recount::{Recount, Recounted};

/// One of the bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Hands a matter over (移交), supervises (督办) or applies for confirmation (司法确认申请).
    Refer(Box<Refer>),
    /// 到达回执
    Arrived(Arrived),
    /// 签收
    Acknowledge(Acknowledge),
    /// 受理
    Accept(Accept),
    /// 不予受理
    Decline(Decline),
    /// 异议
    Object(Object),
    /// 异议答复
    DecideObjection(DecideObjection),
    /// 要求补充材料
    RequestSupplement(RequestSupplement),
    /// 补充材料
    Supplement(Supplement),
    /// 索取材料
    MaterialRequest(MaterialRequest),
    /// 进展通报
    Progress(Progress),
    /// 中止
    Suspend(Suspend),
    /// 恢复
    Resume(Resume),
    /// 延长
    Extend(Extend),
    /// 重新计算: another calendar is in force.
    Recount(Recount),
    /// 办结, 督办答复 or 司法确认裁定
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

/// How a desk signs a letter that names an officer and that no officer wrote.
pub const DESK: &str = "办理席（自动）";

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
            | Self::DecideObjection(_) => Writer::Sender,
            Self::Acknowledge(_)
            | Self::Accept(_)
            | Self::Decline(_)
            | Self::Object(_)
            | Self::RequestSupplement(_)
            | Self::MaterialRequest(_)
            | Self::Progress(_)
            | Self::Suspend(_)
            | Self::Resume(_)
            | Self::Extend(_)
            | Self::Conclude(_) => Writer::Receiver,
            Self::Recount(recount) => recount.of.writer(),
            Self::Arrived(_)
            | Self::Withdraw(_)
            | Self::Verdict(_)
            | Self::Remind(_)
            | Self::Note(_)
            | Self::NotUnderstood(_) => Writer::Either,
        }
    }

    /// The officer who wrote it; none where the desk did.
    #[must_use]
    pub fn officer(&self) -> Option<&Officer> {
        self.signed().filter(|officer| officer.as_str() != DESK)
    }

    const fn signed(&self) -> Option<&Officer> {
        match self {
            Self::Refer(body) => Some(&body.officer),
            Self::Acknowledge(body) => Some(&body.officer),
            Self::Accept(body) => Some(&body.officer),
            Self::Decline(body) => Some(&body.officer),
            Self::Object(body) => Some(&body.officer),
            Self::DecideObjection(body) => Some(&body.officer),
            Self::RequestSupplement(body) => Some(&body.officer),
            Self::Supplement(body) => Some(&body.officer),
            Self::MaterialRequest(body) => Some(&body.officer),
            Self::Progress(body) => Some(&body.officer),
            Self::Suspend(body) => Some(&body.officer),
            Self::Resume(body) => Some(&body.officer),
            Self::Extend(body) => Some(&body.officer),
            Self::Conclude(body) => Some(&body.officer),
            Self::ConfirmOutcome(body) => Some(&body.officer),
            Self::Recall(body) => Some(&body.officer),
            Self::Withdraw(body) => Some(&body.officer),
            Self::Note(body) => Some(&body.officer),
            Self::Verdict(body) => body.officer.as_ref(),
            Self::Lapse(body) => match &body.ground {
                LapseGround::Override { officer, .. } => Some(officer),
                LapseGround::Proof { .. } => None,
            },
            Self::Arrived(_) | Self::Remind(_) | Self::Recount(_) | Self::NotUnderstood(_) => None,
        }
    }

    /// Name of the body on the wire and in timelines, in snake case.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Refer(refer) => match refer.purpose {
                Purpose::Handling | Purpose::Petition(_) => "refer",
                Purpose::Supervision(_) => "supervise",
                Purpose::Confirmation(_) => "request_confirmation",
            },
            Self::Arrived(_) => "arrived",
            Self::Acknowledge(_) => "acknowledge",
            Self::Accept(_) => "accept",
            Self::Decline(_) => "decline",
            Self::Object(_) => "object",
            Self::DecideObjection(_) => "decide_objection",
            Self::RequestSupplement(_) => "request_supplement",
            Self::Supplement(_) => "supplement",
            Self::MaterialRequest(_) => "material_request",
            Self::Progress(_) => "progress",
            Self::Suspend(_) => "suspend",
            Self::Resume(_) => "resume",
            Self::Extend(_) => "extend",
            Self::Recount(_) => "recount",
            Self::Conclude(conclude) => concluding(&conclude.outcome),
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

const fn concluding(outcome: &Outcome) -> &'static str {
    match outcome.result {
        OutcomeResult::Agreement(_)
        | OutcomeResult::SettledAndWithdrawn
        | OutcomeResult::NoAgreement(_)
        | OutcomeResult::Terminated(_)
        | OutcomeResult::Replied(_) => "conclude",
        OutcomeResult::Answered(_) => "answer_supervision",
        OutcomeResult::Ruled(_) => "decide_confirmation",
    }
}
