//! The steps of a referral as tests ask for them, with words that do not matter.

use crate::sample::{bureau, kind, material, text};
use duijie_core::{
    command::{Answer, Refer, Step},
    ids::ReferralId,
    letter::body::SuperiorOrder,
    outcome::{Agreement, DeclineCode, FailureReason, NoAgreement, Outcome, OutcomeResult, SuspendReason},
};

/// The referral that every story is about.
#[must_use]
pub fn referral() -> ReferralId {
    "referral-1".parse().unwrap()
}

/// Hands the matter to the bureau as kind `police`.
#[must_use]
pub fn refer() -> Refer {
    Refer {
        matter: "matter-1".parse().unwrap(),
        referral: referral(),
        kind: kind("police"),
        receiver: bureau(),
        procedure: None,
        opinion: None,
        replaces: None,
    }
}

/// 签收
#[must_use]
pub fn acknowledge() -> Step {
    Step::Acknowledge { shown: None }
}

/// 受理
#[must_use]
pub fn accept() -> Step {
    Step::Accept { own_number: None }
}

/// 不予受理
#[must_use]
pub fn decline() -> Step {
    Step::Decline { code: DeclineCode::NoConsent, basis: None, text: text("一方不同意调解"), suggestion: None }
}

/// 要求补充材料
#[must_use]
pub fn request_supplement() -> Step {
    Step::RequestSupplement { items: vec![text("身份证明")], text: None }
}

/// 补充材料
#[must_use]
pub fn supply() -> Step {
    Step::Supply { materials: vec![material("身份证明")], text: None }
}

/// 进展通报
#[must_use]
pub fn report() -> Step {
    Step::ReportProgress { text: text("已约见双方") }
}

/// 中止
#[must_use]
pub fn suspend() -> Step {
    Step::Suspend { reason: SuspendReason::Appraisal, basis: None, evidence: None }
}

/// 恢复
#[must_use]
pub fn resume() -> Step {
    Step::Resume
}

/// 办结, by agreement.
#[must_use]
pub fn conclude() -> Step {
    conclude_with(OutcomeResult::Agreement(Agreement { document: material("人民调解协议书"), perform_by: None }))
}

/// 办结, with this result.
#[must_use]
pub fn conclude_with(result: OutcomeResult) -> Step {
    Step::Conclude { outcome: Box::new(Outcome { result, remarks: None }) }
}

/// Mediation that came to nothing.
#[must_use]
pub fn no_agreement() -> NoAgreement {
    NoAgreement {
        reason: FailureReason::TooFarApart,
        facts: text("楼上漏水属实"),
        undisputed_facts: None,
        returned: Vec::new(),
    }
}

/// 结果签收
#[must_use]
pub fn confirm() -> Step {
    Step::ConfirmOutcome
}

/// 收回
#[must_use]
pub fn recall() -> Step {
    Step::Recall { reason: text("另行处理"), order: None }
}

/// 收回 by order of a superior.
#[must_use]
pub fn recall_by_order() -> Step {
    let order =
        SuperiorOrder { superior: "320100.public-security".parse().unwrap(), number: text("公调〔2026〕1号") };
    Step::Recall { reason: text("上级指令"), order: Some(order) }
}

/// Grants the recall.
#[must_use]
pub fn grant_recall() -> Step {
    Step::AnswerRecall(Answer::Grant)
}

/// Refuses the recall.
#[must_use]
pub fn refuse_recall() -> Step {
    Step::AnswerRecall(Answer::Refuse)
}

/// 当事人撤回
#[must_use]
pub fn withdraw() -> Step {
    Step::Withdraw { party: text("甲"), reason: None }
}

/// Declares a lapse without proof.
#[must_use]
pub fn override_lapse() -> Step {
    Step::OverrideLapse { reason: text("对方系统停用") }
}

/// Takes the late offer.
#[must_use]
pub fn take_offer() -> Step {
    Step::AnswerOffer(Answer::Grant)
}

/// Does not take the late offer.
#[must_use]
pub fn refuse_offer() -> Step {
    Step::AnswerOffer(Answer::Refuse)
}
