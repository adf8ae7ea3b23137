//! Steps of a case that officers write down because a rule counts from them or asks for them: that it belongs to another
//! unit, the finding about an accident, the parties' request, settlement before the decision.

use super::{Entered, Entry};
use crate::{
    matter::Matter,
    subject::Material,
    text::Text,
    time::{Date, Timestamp},
};

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

/// 损失确定: what an accident cost is known, from which day on it can be mediated (道路交通事故处理程序规定第90条).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccidentLoss {
    /// By what.
    pub by: LossKnownBy,
    /// On which day.
    pub on: Date,
    /// What says so.
    pub document: Option<Material>,
}

/// By what it is known what an accident cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossKnownBy {
    /// 死亡的：丧葬期满
    Burial,
    /// 受伤的：治疗终结
    Treatment,
    /// 伤残的：定残
    Disability,
    /// 财产损失的：定损
    Assessment,
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

impl Matter {
    /// The newest word on what the accident cost.
    #[must_use]
    pub fn accident_loss(&self) -> Option<&AccidentLoss> {
        self.dossier.iter().rev().find_map(|entered| {
            let Entry::AccidentLoss(it) = &entered.entry else { return None };
            Some(it)
        })
    }

    /// When the parties asked together for mediation, if they did.
    #[must_use]
    pub fn mediation_asked_at(&self) -> Option<Timestamp> {
        let asked = |entered: &&Entered| matches!(&entered.entry, Entry::MediationAsked(_));
        self.dossier.iter().rev().find(asked).map(|entered| entered.at)
    }
}
