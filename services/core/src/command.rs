//! Commands (请求): what an officer asks of the desk. Parsed and checked by the edge; whether it may be done is decided
//! in `decide`.

pub mod own;
mod step_name;

use crate::{
    agency::AgencyId,
    commission::Mode,
    confidential::Confidential,
    dossier::Entry,
    ids::{Digest, DisputeCode, Kind, MatterId, OwnId, ReferralId},
    letter::body::{ExtensionGround, SuperiorOrder},
    outcome::{DeclineCode, Outcome, OutcomeResult, SuspendReason},
    purpose::Purpose,
    subject::{Material, Procedure, Subject},
    text::Text,
};
pub use own::{OwnStep, Start};
pub use step_name::StepName;

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
        /// What is told of it at once, to be written into its dossier with the same record: how it came here, of which sort it
        /// is, what parties said about mediation.
        told: Vec<Entry>,
    },
    /// Closes a matter.
    Close {
        /// Which.
        matter: MatterId,
        /// Why.
        reason: Text,
    },
    /// 移交
    Refer(Box<Refer>),
    /// Something about a referral.
    Step {
        /// Which.
        referral: ReferralId,
        /// What.
        step: Step,
    },
    /// Starts a deadline of this agency's own (自有期限).
    Start(Start),
    /// Writes something into the dossier of a matter (卷宗).
    AddEntry {
        /// Whose.
        matter: MatterId,
        /// What.
        entry: Box<Entry>,
    },
    /// Issues a document (文书).
    Issue(Issue),
    /// Voids one (作废); its number stays used.
    Void {
        /// The matter it was issued in.
        matter: MatterId,
        /// Position of the entry that issued it.
        document: u64,
        /// Why.
        reason: Text,
    },
    /// Something about a deadline of this agency's own.
    Own {
        /// Which; its id names the matter.
        id: OwnId,
        /// What.
        step: OwnStep,
    },
}

/// Issues a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// In which matter.
    pub matter: MatterId,
    /// Id of the form.
    pub form: Text,
    /// The referral it is about; the only one of the matter when absent.
    pub referral: Option<ReferralId>,
    /// What the clerk writes, by key.
    pub fields: Vec<(Text, Text)>,
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
    /// What for.
    pub purpose: Purpose,
    /// To whom.
    pub receiver: AgencyId,
    /// By which procedure, for 诉调.
    pub procedure: Option<Procedure>,
    /// How mediation is commissioned, for 诉调; the kind's usual mode if it is not told.
    pub mode: Option<Mode>,
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
    /// 异议答复
    DecideObjection {
        /// Agrees, so that the matter is returned, or not.
        answer: Answer,
        /// Why.
        text: Text,
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
    /// 异议
    Object {
        /// Statute and article.
        basis: Option<Text>,
        /// The reasons in detail.
        text: Text,
        /// Who is thought competent.
        suggestion: Option<AgencyId>,
    },
    /// 索取材料
    RequestMaterial {
        /// Which of the referral's materials, by digest.
        digests: Vec<Digest>,
        /// In words.
        text: Option<Text>,
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
    /// 延长
    Extend {
        /// By how many of what the rule extends in.
        length: u32,
        /// On whose word.
        ground: ExtensionGround,
        /// In words.
        reason: Option<Text>,
    },
    /// 办结, 督办答复 or 司法确认裁定
    Conclude {
        /// What came of it.
        outcome: Box<Outcome>,
        /// Entries of the dossier by which words were released that go with it.
        releases: Vec<u64>,
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
        /// Why one that has failed already is to try again.
        again: Option<Text>,
    },
    /// 登记一次调解不成
    RecordAttempt {
        /// What came of it; it stays here.
        text: Confidential<Text>,
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

impl Step {
    /// Which step it is.
    #[must_use]
    pub fn name(&self) -> StepName {
        match self {
            Self::ConfirmOutcome => StepName::ConfirmOutcome,
            Self::Recall { .. } => StepName::Recall,
            Self::Supply { .. } => StepName::Supply,
            Self::DecideObjection { .. } => StepName::DecideObjection,
            Self::AnswerOffer(_) => StepName::AnswerOffer,
            Self::OverrideLapse { .. } => StepName::OverrideLapse,
            Self::Acknowledge { .. } => StepName::Acknowledge,
            Self::Accept { .. } => StepName::Accept,
            Self::Decline { .. } => StepName::Decline,
            Self::Object { .. } => StepName::Object,
            Self::RequestSupplement { .. } => StepName::RequestSupplement,
            Self::RequestMaterial { .. } => StepName::RequestMaterial,
            Self::ReportProgress { .. } => StepName::ReportProgress,
            Self::Suspend { .. } => StepName::Suspend,
            Self::Resume => StepName::Resume,
            Self::Extend { .. } => StepName::Extend,
            Self::Conclude { outcome, releases: _ } => match outcome.result {
                OutcomeResult::Agreement(_)
                | OutcomeResult::SettledAndWithdrawn
                | OutcomeResult::NoAgreement(_)
                | OutcomeResult::Terminated(_)
                | OutcomeResult::Replied(_) => StepName::Conclude,
                OutcomeResult::Answered(_) => StepName::AnswerSupervision,
                OutcomeResult::Ruled(_) => StepName::DecideConfirmation,
            },
            Self::AnswerRecall(_) => StepName::AnswerRecall,
            Self::Withdraw { .. } => StepName::Withdraw,
            Self::AssignBody { .. } => StepName::AssignBody,
            Self::AssignMediator { .. } => StepName::AssignMediator,
            Self::RecordAttempt { .. } => StepName::RecordAttempt,
        }
    }
}
