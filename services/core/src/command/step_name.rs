//! The steps by name, as rpcs and as clerks say them. What a step carries is in `command`.

/// The steps by name, so that what would be allowed can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the `Step` of the same name")]
pub enum StepName {
    ConfirmOutcome,
    Recall,
    Supply,
    DecideObjection,
    AnswerOffer,
    OverrideLapse,
    Acknowledge,
    Accept,
    Decline,
    Object,
    RequestSupplement,
    RequestMaterial,
    ReportProgress,
    Suspend,
    Resume,
    Extend,
    Conclude,
    AnswerSupervision,
    DecideConfirmation,
    AnswerRecall,
    Withdraw,
    AssignBody,
    AssignMediator,
    RecordAttempt,
}

impl StepName {
    /// Every step.
    pub const ALL: [Self; 24] = [
        Self::ConfirmOutcome,
        Self::Recall,
        Self::Supply,
        Self::DecideObjection,
        Self::AnswerOffer,
        Self::OverrideLapse,
        Self::Acknowledge,
        Self::Accept,
        Self::Decline,
        Self::Object,
        Self::RequestSupplement,
        Self::RequestMaterial,
        Self::ReportProgress,
        Self::Suspend,
        Self::Resume,
        Self::Extend,
        Self::Conclude,
        Self::AnswerSupervision,
        Self::DecideConfirmation,
        Self::AnswerRecall,
        Self::Withdraw,
        Self::AssignBody,
        Self::AssignMediator,
        Self::RecordAttempt,
    ];

    /// Name of the rpc.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmOutcome => "ConfirmOutcome",
            Self::Recall => "Recall",
            Self::Supply => "Supply",
            Self::DecideObjection => "DecideObjection",
            Self::AnswerOffer => "AnswerOffer",
            Self::OverrideLapse => "OverrideLapse",
            Self::Acknowledge => "Acknowledge",
            Self::Accept => "Accept",
            Self::Decline => "Decline",
            Self::Object => "Object",
            Self::RequestSupplement => "RequestSupplement",
            Self::RequestMaterial => "RequestMaterial",
            Self::ReportProgress => "ReportProgress",
            Self::Suspend => "Suspend",
            Self::Resume => "Resume",
            Self::Extend => "Extend",
            Self::Conclude => "Conclude",
            Self::AnswerSupervision => "AnswerSupervision",
            Self::DecideConfirmation => "DecideConfirmation",
            Self::AnswerRecall => "AnswerRecall",
            Self::Withdraw => "Withdraw",
            Self::AssignBody => "AssignBody",
            Self::AssignMediator => "AssignMediator",
            Self::RecordAttempt => "RecordAttempt",
        }
    }

    /// As clerks say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::ConfirmOutcome => "结果签收",
            Self::Recall => "收回",
            Self::Supply => "补充材料",
            Self::DecideObjection => "答复异议",
            Self::AnswerOffer => "答复逾期确认",
            Self::OverrideLapse => "人工认定逾期",
            Self::Acknowledge => "签收",
            Self::Accept => "受理",
            Self::Decline => "不予受理",
            Self::Object => "提出异议",
            Self::RequestSupplement => "要求补充材料",
            Self::RequestMaterial => "索取材料",
            Self::ReportProgress => "通报进展",
            Self::Suspend => "中止",
            Self::Resume => "恢复",
            Self::Extend => "延长",
            Self::Conclude => "办结",
            Self::AnswerSupervision => "答复督办",
            Self::DecideConfirmation => "作出司法确认裁定",
            Self::AnswerRecall => "答复收回",
            Self::Withdraw => "当事人撤回",
            Self::AssignBody => "指派调解组织",
            Self::AssignMediator => "指派调解员",
            Self::RecordAttempt => "登记调解不成",
        }
    }
}
