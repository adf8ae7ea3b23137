//! Steps of a case that officers write down because a rule counts from them or asks for them: that it belongs to another
//! unit, the finding about an accident, the parties' request, settlement before the decision.

use crate::{subject::Material, text::Text, time::Date};

/// 管辖移送: the matter belongs to another unit of the same system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Which unit.
    pub unit: Text,
    /// How far it has come.
    pub step: ElsewhereStep,
    /// In words; for what was passed on, how the reporter was told.
    pub text: Option<Text>,
}

/// How far a transfer to another unit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElsewhereStep {
    /// 发现不属本单位管辖
    Found,
    /// 已移送并告知报案人
    PassedOn,
}

/// 事故认定: what was found about an accident, and when the parties received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccidentFinding {
    /// Which document it is.
    pub kind: AccidentDocument,
    /// Its number.
    pub number: Text,
    /// The day on which the parties received it.
    pub received_on: Date,
    /// The document.
    pub document: Option<Material>,
}

/// Which document says what was found about an accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccidentDocument {
    /// 道路交通事故认定书
    Finding,
    /// 道路交通事故证明
    Certificate,
    /// 维持原认定的复核结论
    Upheld,
}

/// 申请调解: the parties ask the agency together to mediate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediationAsked {
    /// Who asks, as named in the matter.
    pub parties: Vec<Text>,
    /// The request in writing.
    pub document: Material,
}

/// 申请不予处罚: settled and performed before the decision, and both parties ask in writing that nobody be punished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sparing {
    /// What was agreed upon.
    pub agreement: Material,
    /// When it was performed.
    pub performed_on: Date,
    /// What proves that.
    pub performance: Material,
    /// Each party's request in writing.
    pub requests: Vec<WrittenRequest>,
}

/// One party's request in writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenRequest {
    /// The party, as named in the matter.
    pub party: Text,
    /// The request.
    pub document: Material,
}
