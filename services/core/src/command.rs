//! Commands (请求): what an officer asks of the desk. Parsed and checked by the edge; whether it may be done is decided
//! in `decide`.

use crate::{
    agency::AgencyId,
    ids::{Digest, DisputeCode, Kind, MatterId, ReferralId},
    letter::body::SuperiorOrder,
    outcome::{DeclineCode, Outcome, SuspendReason},
    subject::{Material, Procedure, Subject},
    text::Text,
};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// 登记
    Register {
        /// Id of the new matter, derived from the request.
        matter: MatterId,
        /// The dispute it belongs to.
        dispute: DisputeCode,
        /// What it is about.
        subject: Box<Subject>,
    },
    /// Closes a matter.
    Close {
        /// Which.
        matter: MatterId,
        /// Why.
        reason: Text,
    },
    /// 移交
    Refer(Refer),
    /// Something about a referral.
    Step {
        /// Which.
        referral: ReferralId,
        /// What.
        step: Step,
    },
}

/// Hands a matter over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refer {
    /// Which matter.
    pub matter: MatterId,
    /// Id of the new referral, derived from the request.
    pub referral: ReferralId,
    /// 对接类别
    pub kind: Kind,
    /// To whom.
    pub receiver: AgencyId,
    /// By which procedure, for 诉调.
    pub procedure: Option<Procedure>,
    /// 工作意见
    pub opinion: Option<Text>,
    /// The ended referral it replaces.
    pub replaces: Option<ReferralId>,
}

/// Something about a referral that already exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// 结果签收
    ConfirmOutcome,
    /// 收回
    Recall {
        /// Why.
        reason: Text,
        /// By order of a superior.
        order: Option<SuperiorOrder>,
    },
    /// 补充材料
    Supply {
        /// What.
        materials: Vec<Material>,
        /// In words.
        text: Option<Text>,
    },
    /// Takes or refuses a late offer after a lapse.
    AnswerOffer(Answer),
    /// Declares a lapse without proof.
    OverrideLapse {
        /// Why.
        reason: Text,
    },
    /// 签收
    Acknowledge {
        /// Digest of what was shown, as the caller says.
        shown: Option<Digest>,
    },
    /// 受理
    Accept {
        /// The receiver's own number.
        own_number: Option<Text>,
    },
    /// 不予受理
    Decline {
        /// Why.
        code: DeclineCode,
        /// Statute and article.
        basis: Option<Text>,
        /// In words.
        text: Text,
        /// Who is thought competent.
        suggestion: Option<AgencyId>,
    },
    /// 要求补充材料
    RequestSupplement {
        /// What is missing.
        items: Vec<Text>,
        /// In words.
        text: Option<Text>,
    },
    /// 进展通报
    ReportProgress {
        /// In words.
        text: Text,
    },
    /// 中止
    Suspend {
        /// The lawful reason.
        reason: SuspendReason,
        /// Statute and article.
        basis: Option<Text>,
        /// Evidence.
        evidence: Option<Material>,
    },
    /// 恢复
    Resume,
    /// 办结
    Conclude {
        /// What came of it.
        outcome: Box<Outcome>,
    },
    /// Grants or refuses a recall of what was accepted.
    AnswerRecall(Answer),
    /// 当事人撤回
    Withdraw {
        /// Which party.
        party: Text,
        /// Why.
        reason: Option<Text>,
    },
    /// 指派调解组织
    AssignBody {
        /// Which.
        body: Text,
    },
    /// 指派调解员
    AssignMediator {
        /// Whom.
        mediator: Text,
    },
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Grant,
    /// No.
    Refuse,
}

/// The steps by name, so that what would be allowed can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the `Step` of the same name")]
pub enum StepName {
    ConfirmOutcome,
    Recall,
    Supply,
    AnswerOffer,
    OverrideLapse,
    Acknowledge,
    Accept,
    Decline,
    RequestSupplement,
    ReportProgress,
    Suspend,
    Resume,
    Conclude,
    AnswerRecall,
    Withdraw,
    AssignBody,
    AssignMediator,
}

impl StepName {
    /// Every step.
    pub const ALL: [Self; 17] = [
        Self::ConfirmOutcome,
        Self::Recall,
        Self::Supply,
        Self::AnswerOffer,
        Self::OverrideLapse,
        Self::Acknowledge,
        Self::Accept,
        Self::Decline,
        Self::RequestSupplement,
        Self::ReportProgress,
        Self::Suspend,
        Self::Resume,
        Self::Conclude,
        Self::AnswerRecall,
        Self::Withdraw,
        Self::AssignBody,
        Self::AssignMediator,
    ];

    /// Name of the rpc.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmOutcome => "ConfirmOutcome",
            Self::Recall => "Recall",
            Self::Supply => "Supply",
            Self::AnswerOffer => "AnswerOffer",
            Self::OverrideLapse => "OverrideLapse",
            Self::Acknowledge => "Acknowledge",
            Self::Accept => "Accept",
            Self::Decline => "Decline",
            Self::RequestSupplement => "RequestSupplement",
            Self::ReportProgress => "ReportProgress",
            Self::Suspend => "Suspend",
            Self::Resume => "Resume",
            Self::Conclude => "Conclude",
            Self::AnswerRecall => "AnswerRecall",
            Self::Withdraw => "Withdraw",
            Self::AssignBody => "AssignBody",
            Self::AssignMediator => "AssignMediator",
        }
    }

    /// As clerks say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::ConfirmOutcome => "结果签收",
            Self::Recall => "收回",
            Self::Supply => "补充材料",
            Self::AnswerOffer => "答复逾期确认",
            Self::OverrideLapse => "人工认定逾期",
            Self::Acknowledge => "签收",
            Self::Accept => "受理",
            Self::Decline => "不予受理",
            Self::RequestSupplement => "要求补充材料",
            Self::ReportProgress => "通报进展",
            Self::Suspend => "中止",
            Self::Resume => "恢复",
            Self::Conclude => "办结",
            Self::AnswerRecall => "答复收回",
            Self::Withdraw => "当事人撤回",
            Self::AssignBody => "指派调解组织",
            Self::AssignMediator => "指派调解员",
        }
    }
}

impl Step {
    /// Which step it is.
    #[must_use]
    pub const fn name(&self) -> StepName {
        match self {
            Self::ConfirmOutcome => StepName::ConfirmOutcome,
            Self::Recall { .. } => StepName::Recall,
            Self::Supply { .. } => StepName::Supply,
            Self::AnswerOffer(_) => StepName::AnswerOffer,
            Self::OverrideLapse { .. } => StepName::OverrideLapse,
            Self::Acknowledge { .. } => StepName::Acknowledge,
            Self::Accept { .. } => StepName::Accept,
            Self::Decline { .. } => StepName::Decline,
            Self::RequestSupplement { .. } => StepName::RequestSupplement,
            Self::ReportProgress { .. } => StepName::ReportProgress,
            Self::Suspend { .. } => StepName::Suspend,
            Self::Resume => StepName::Resume,
            Self::Conclude { .. } => StepName::Conclude,
            Self::AnswerRecall(_) => StepName::AnswerRecall,
            Self::Withdraw { .. } => StepName::Withdraw,
            Self::AssignBody { .. } => StepName::AssignBody,
            Self::AssignMediator { .. } => StepName::AssignMediator,
        }
    }
}
