//! How handling can end and why it can be refused, as typed as the texts allow (特邀调解规定 26, 在线调解规则 25).

use crate::{
    letter::body::PartyConsent,
    subject::Material,
    term::{Words, words},
    text::Text,
    time::Date,
};

/// The receiver's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What came of it.
    pub result: OutcomeResult,
    /// Words for people, up to 4,000 characters.
    pub remarks: Option<Text>,
    /// What was said in mediation and goes with the result, for all parties agreed in writing (特邀调解规定第22条).
    pub released: Vec<ReleasedWords>,
}

/// Words of a mediation, with the evidence that each party agreed to their release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasedWords {
    /// Up to 4,000 characters.
    pub text: Text,
    /// Every party of the matter.
    pub consents: Vec<PartyConsent>,
}

impl Outcome {
    /// A result and nothing else.
    #[must_use]
    pub const fn of(result: OutcomeResult) -> Self {
        Self { result, remarks: None, released: Vec::new() }
    }
}

/// What came of the handling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeResult {
    /// 达成调解协议, with the signed and sealed document.
    Agreement(Agreement),
    /// 和解撤回
    SettledAndWithdrawn,
    /// 调解不成
    NoAgreement(NoAgreement),
    /// 终止调解
    Terminated(NoAgreement),
    /// 督办答复: what was done about what was supervised, in writing.
    Answered(WrittenAnswer),
    /// 司法确认裁定
    Ruled(ConfirmationRuling),
    /// 办结报告: what became of a petition passed on or assigned.
    Replied(WrittenAnswer),
}

/// A written answer to a supervision (信访工作条例第40条), or a report on a petition (第22条).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenAnswer {
    /// What was found and done, up to 4,000 characters.
    pub text: Text,
    /// What proves it.
    pub materials: Vec<Material>,
}

/// A court's ruling on a mediation agreement (民事诉讼法第206条).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationRuling {
    /// 案号, such as （2026）临0101民特12号.
    pub number: Text,
    /// Valid, or why not.
    pub decision: ConfirmationDecision,
    /// 裁定书
    pub document: Option<Material>,
}

/// What a court ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmationDecision {
    /// 裁定有效
    Valid,
    /// 裁定驳回
    Rejected(RejectionGround),
}

/// Why an agreement is not confirmed (民诉法解释第358条).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RejectionGround {
    /// 违反法律强制性规定
    AgainstLaw,
    /// 损害国家利益、社会公共利益、他人合法权益
    HarmsOthers,
    /// 违背公序良俗
    AgainstMorals,
    /// 违反自愿原则
    NotVoluntary,
    /// 内容不明确
    Unclear,
    /// 其他不能进行司法确认的情形
    Other,
    /// 受理后发现属于不予受理的情形（第355条第2款）
    Inadmissible,
}

impl RejectionGround {
    /// As people say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::AgainstLaw => "违反法律强制性规定",
            Self::HarmsOthers => "损害国家利益、社会公共利益、他人合法权益",
            Self::AgainstMorals => "违背公序良俗",
            Self::NotVoluntary => "违反自愿原则",
            Self::Unclear => "内容不明确",
            Self::Other => "其他不能进行司法确认的情形",
            Self::Inadmissible => "受理后发现属于不予受理的情形",
        }
    }
}

/// A mediation agreement. It exists only with its document, both sides' and the mediator's signatures and the
/// organisation's seal (特邀调解规定 24, 人民调解法 29), so there is no field for their absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// 人民调解协议书
    pub document: Material,
    /// 约定履行期限; none if performed at once.
    pub perform_by: Option<Date>,
}

/// Mediation that came to nothing (在线调解规则 21, 22).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAgreement {
    /// Why.
    pub reason: FailureReason,
    /// 基本事实, up to 4,000 characters.
    pub facts: Text,
    /// 无争议事实, up to 4,000 characters.
    pub undisputed_facts: Option<Text>,
    /// Materials given back.
    pub returned: Vec<Material>,
}

/// Why mediation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureReason {
    /// 一方明确不愿继续
    PartyRefuses,
    /// 期限届满未延长
    TermEnded,
    /// 分歧过大
    TooFarApart,
    /// 联系不上当事人
    PartyUnreachable,
    /// 拒绝签章
    RefusesToSign,
    /// 一方已起诉
    Sued,
    /// 无正当理由不参加或者中途退出
    NoShow,
    /// 虚假调解嫌疑
    ShamSuspected,
    /// 不属于受案或者调解范围
    OutOfScope,
    /// 无管辖权
    NoJurisdiction,
    /// 已由其他机关受理
    HandledElsewhere,
    /// 其他
    Other,
}

impl FailureReason {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::PartyRefuses,
        Self::TermEnded,
        Self::TooFarApart,
        Self::PartyUnreachable,
        Self::RefusesToSign,
        Self::Sued,
        Self::NoShow,
        Self::ShamSuspected,
        Self::OutOfScope,
        Self::NoJurisdiction,
        Self::HandledElsewhere,
        Self::Other,
    ];

    /// As people say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::PartyRefuses => "一方明确不愿继续调解",
            Self::TermEnded => "期限届满未延长",
            Self::TooFarApart => "分歧过大",
            Self::PartyUnreachable => "联系不上当事人",
            Self::RefusesToSign => "拒绝签章",
            Self::Sued => "一方已起诉",
            Self::NoShow => "无正当理由不参加或者中途退出",
            Self::ShamSuspected => "虚假调解嫌疑",
            Self::OutOfScope => "不属于受案或者调解范围",
            Self::NoJurisdiction => "无管辖权",
            Self::HandledElsewhere => "已由其他机关受理",
            Self::Other => "其他原因",
        }
    }
}

/// Why a receiver does not take a referral on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclineCode {
    /// 不属于受理范围
    OutOfScope,
    /// 无管辖权
    NoJurisdiction,
    /// 当事人不同意调解
    NoConsent,
    /// 已由其他机关受理
    HandledElsewhere,
    /// 材料不足
    MaterialsMissing,
    /// 回避或利害关系
    ConflictOfInterest,
    /// 其他
    Other,
    /// 申请确认身份关系无效、有效或者解除
    StatusConfirmation,
    /// 应当适用其他特别程序、公示催告程序、破产程序
    OtherProcedure,
    /// 涉及物权、知识产权确权
    TitleConfirmation,
}

impl DeclineCode {
    /// Every reason.
    pub const ALL: [Self; 10] = [
        Self::OutOfScope,
        Self::NoJurisdiction,
        Self::NoConsent,
        Self::HandledElsewhere,
        Self::MaterialsMissing,
        Self::ConflictOfInterest,
        Self::Other,
        Self::StatusConfirmation,
        Self::OtherProcedure,
        Self::TitleConfirmation,
    ];

    /// As people say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OutOfScope => "不属于受理范围",
            Self::NoJurisdiction => "无管辖权",
            Self::NoConsent => "当事人不同意调解",
            Self::HandledElsewhere => "已由其他机关受理",
            Self::MaterialsMissing => "材料不足",
            Self::ConflictOfInterest => "回避或者利害关系",
            Self::Other => "其他",
            Self::StatusConfirmation => "申请确认身份关系无效、有效或者解除",
            Self::OtherProcedure => "应当适用其他特别程序、公示催告程序、破产程序",
            Self::TitleConfirmation => "涉及物权、知识产权确权",
        }
    }

    /// The article by which a court does not take an application for confirmation for this reason; none if it is a reason
    /// for any referral (民诉法解释第355条).
    #[must_use]
    pub const fn of_confirmations(self) -> Option<&'static str> {
        match self {
            Self::StatusConfirmation => Some("《民事诉讼法解释》第355条第3项"),
            Self::OtherProcedure => Some("《民事诉讼法解释》第355条第4项"),
            Self::TitleConfirmation => Some("《民事诉讼法解释》第355条第5项"),
            Self::OutOfScope
            | Self::NoJurisdiction
            | Self::NoConsent
            | Self::HandledElsewhere
            | Self::MaterialsMissing
            | Self::ConflictOfInterest
            | Self::Other => None,
        }
    }
}

/// Why the handling term stands still. Only lawful reasons are in the list (在线调解规则 26, 治安管理处罚法 118).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuspendReason {
    /// 鉴定、评估
    Appraisal,
    /// 听证
    Hearing,
    /// 公告
    PublicNotice,
    /// 双方和解期间
    SettlementTalks,
    /// 不可抗力
    ForceMajeure,
}

impl SuspendReason {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::Appraisal, Self::Hearing, Self::PublicNotice, Self::SettlementTalks, Self::ForceMajeure];

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::Appraisal => words("鉴定、评估", "appraisal"),
            Self::Hearing => words("听证", "hearing"),
            Self::PublicNotice => words("公告", "public notice"),
            Self::SettlementTalks => words("双方和解期间", "settlement talks"),
            Self::ForceMajeure => words("不可抗力", "force majeure"),
        }
    }
}
