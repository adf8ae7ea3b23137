//! The dossier (卷宗): what an agency's officers write into their own file of a matter. It stays there: letters carry what
//! their own bodies say and nothing of this. One file per family of entries; what may be written is decided in `decide::dossier`.

pub mod after;
pub mod archive;
pub mod card;
pub mod case;
pub mod case_step;
pub mod circumstance;
pub mod consent;
pub mod document;
pub mod intake;
pub mod link;
pub mod mediator;
pub mod petition;
pub mod recusal;
pub mod release;
pub mod session;
pub mod triage;

use crate::{text::Text, time::Timestamp};
pub use after::{FollowUp, Instalment, Performance, Performed, Satisfaction};
pub use archive::{Archive, FilePart, Keep, Part, Proof};
pub use card::{Approval, Approved, Card};
pub use case::{
    AccidentDocument, AccidentFinding, AccidentLoss, Elsewhere, ElsewhereStep, LossKnownBy, MediationAsked, Sparing,
    WrittenRequest,
};
pub use case_step::{CaseAct, CaseStep};
pub use circumstance::{Circumstance, Finding, Override};
pub use consent::{Consent, ConsentState};
pub use document::{Document, Filled, Issued, Voided};
pub use intake::{Channel, Identification, IdentifierKind, Intake, Source};
pub use link::DisputeLink;
pub use mediator::{MediatorNamed, NamedBy};
pub use petition::{
    Level, Reception, ReceptionOutcome, Repeat, RepeatWhy, Reply, ReviewAsked, ReviewedOpinion, Sorting,
};
pub use recusal::{Disclosure, Recusal, RecusalDecision, RecusalRuling, ReplacementRejected, Tie};
pub use release::{ReleaseConsent, ReleaseWord, Released};
pub use session::{Attendance, JointPanel, Presence, Session};
pub use triage::{Triage, TriageClass};

/// Entries of one matter: a hundred times what a careful file of a dispute has, and few enough to be folded together.
pub const ENTRIES_MAX: usize = 2_000;

/// One thing written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// 当事人意愿
    Consent(Consent),
    /// 甄别
    Sorting(Sorting),
    /// 领导接访
    Reception(Reception),
    /// 信访处理意见书、复查意见、复核意见
    Reply(Reply),
    /// 复查请求、复核请求
    ReviewAsked(ReviewAsked),
    /// 重复信访
    Repeat(Repeat),
    /// 文书: written by the desk alone, when it issues one.
    Document(Document),
    /// 作废
    DocumentVoided(Voided),
    /// 排除情形
    Circumstance(Circumstance),
    /// 例外批准
    Override(Override),
    /// 披露
    Disclosure(Disclosure),
    /// 回避申请
    Recusal(Recusal),
    /// 回避决定
    RecusalDecision(RecusalDecision),
    /// 不同意更换后的人选
    ReplacementRejected(ReplacementRejected),
    /// 调解会
    Session(Session),
    /// 会诊
    JointPanel(JointPanel),
    /// 履行
    Performance(Performance),
    /// 回访
    FollowUp(FollowUp),
    /// 立卷材料
    FilePart(FilePart),
    /// 归档
    Archive(Archive),
    /// 同意公开调解内容
    ReleaseConsent(ReleaseConsent),
    /// 公开调解内容
    Released(Released),
    /// 三卡
    Card(Card),
    /// 审批
    Approval(Approval),
    /// 管辖移送
    Elsewhere(Elsewhere),
    /// 事故认定
    AccidentFinding(AccidentFinding),
    /// 损失确定
    AccidentLoss(AccidentLoss),
    /// 申请调解
    MediationAsked(MediationAsked),
    /// 申请不予处罚
    Sparing(Sparing),
    /// 选定、指定调解员
    MediatorNamed(MediatorNamed),
    /// 案件进程
    CaseStep(CaseStep),
    /// 登记来源
    Intake(Intake),
    /// 当事人证件
    Identified(Identification),
    /// 分类处理
    Triaged(Triage),
    /// 并入一案一码
    Linked(DisputeLink),
}

/// An entry with when and by whom it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Place in the journal, by which it is named: a record has one entry at most, but for what is told at registration.
    pub position: u64,
    /// Recorded time.
    pub at: Timestamp,
    /// Who wrote it.
    pub officer: Text,
    /// What.
    pub entry: Entry,
}
