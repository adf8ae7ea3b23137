//! The steps of a referral as tests ask for them, with words that do not matter.

use crate::sample::{bureau, kind, material, police, text};
use duijie_core::{
    command::{Answer, Refer, Step},
    confidential::Confidential,
    ids::ReferralId,
    letter::body::{ExtensionGround, PartyConsent, SuperiorOrder},
    outcome::{
        Agreement, ConfirmationDecision, ConfirmationRuling, DeclineCode, FailureReason, NoAgreement, Outcome,
        OutcomeResult, SuspendReason, WrittenAnswer,
    },
    purpose::{Application, CONFIRMATION, Overseen, Property, Purpose, SUPERVISION, Supervision},
    text::Text,
    time::Date,
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
        purpose: Purpose::Handling,
        receiver: bureau(),
        procedure: None,
        mode: None,
        opinion: None,
        replaces: None,
    }
}

/// Hands a petition over, a kind that knows an objection.
#[must_use]
pub fn refer_petition() -> Refer {
    Refer { kind: kind("petition"), ..refer() }
}

/// Supervises the bureau.
#[must_use]
pub fn supervise() -> Refer {
    supervise_with(Supervision {
        agency: bureau(),
        about: None,
        missed: None,
        demand: text("请书面说明办理情况"),
        of: Overseen::Dispute,
    })
}

/// Supervises the bureau about this.
#[must_use]
pub fn supervise_with(supervision: Supervision) -> Refer {
    Refer { kind: kind(SUPERVISION), purpose: Purpose::Supervision(supervision), ..refer() }
}

/// Asks the police, standing in for a court, to confirm an agreement in effect since that day.
#[must_use]
pub fn apply_for_confirmation(applicants: Vec<Text>, effective_on: Date) -> Refer {
    let application = Application {
        applicants,
        agreement: material("人民调解协议书"),
        mediated_by: material("调解组织证明"),
        effective_on,
        effective_because: None,
        property: Property::NotConcerned,
        agents: Vec::new(),
        from_referral: None,
    };
    let purpose = Purpose::Confirmation(application);
    Refer { matter: "matter-2".parse().unwrap(), kind: kind(CONFIRMATION), purpose, receiver: police(), ..refer() }
}

/// Answers the supervision.
#[must_use]
pub fn answer_supervision() -> Step {
    conclude_with(OutcomeResult::Answered(WrittenAnswer {
        text: text("已约见双方，月底前办结"),
        materials: Vec::new(),
    }))
}

/// The court finds the agreement valid.
#[must_use]
pub fn decide_confirmation() -> Step {
    let (number, document) = (text("（2026）临0101民特12号"), Some(material("裁定书")));
    let ruling = ConfirmationRuling { number, decision: ConfirmationDecision::Valid, document };
    conclude_with(OutcomeResult::Ruled(ruling))
}

/// 异议
#[must_use]
pub fn object() -> Step {
    Step::Object { basis: None, text: text("属城管部门职责"), suggestion: None }
}

/// Agrees to the objection.
#[must_use]
pub fn agree_to_objection() -> Step {
    Step::DecideObjection { answer: Answer::Grant, text: text("经核实，同意") }
}

/// Does not agree to it.
#[must_use]
pub fn refuse_objection() -> Step {
    Step::DecideObjection { answer: Answer::Refuse, text: text("经核实，属贵单位职责") }
}

/// 延长, by 30 days, with the consent of these parties.
#[must_use]
pub fn extend(parties: &[&str]) -> Step {
    let consent = |party: &&str| PartyConsent { party: text(party), evidence: material("同意延长的书面意见") };
    Step::Extend { length: 30, ground: ExtensionGround::Consent(parties.iter().map(consent).collect()), reason: None }
}

/// 索取材料
#[must_use]
pub fn request_material() -> Step {
    Step::RequestMaterial { digests: vec![material("报警记录").digest], text: None }
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

/// 登记一次调解不成
#[must_use]
pub fn record_attempt() -> Step {
    Step::RecordAttempt { text: Confidential::new(text("双方对赔偿数额分歧过大")) }
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
    Step::Conclude { outcome: Box::new(Outcome::of(result)), releases: Vec::new() }
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
