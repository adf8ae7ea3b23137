//! What a letter says, in a sentence of each language, with its officer and basis.

mod petition;

use duijie_core::{
    command::Answer,
    due::display_due,
    letter::{
        Body,
        body::{LapseGround, Recount, Recounted, Remind, RemindStage, Ruling, Timing},
    },
    outcome::{ConfirmationDecision, DeclineCode, Outcome, OutcomeResult, SuspendReason},
    purpose::Purpose,
    text::Text,
};

/// A letter in words.
pub(super) struct Said {
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) officer: String,
    pub(super) basis: String,
}

impl Said {
    fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into(), officer: String::new(), basis: String::new() }
    }

    fn by(mut self, officer: &Text) -> Self {
        officer.as_str().clone_into(&mut self.officer);
        self
    }

    fn on(mut self, basis: &str) -> Self {
        basis.clone_into(&mut self.basis);
        self
    }

    fn on_words(self, basis: Option<&Text>) -> Self {
        self.on(basis.map_or("", Text::as_str))
    }
}

pub(super) fn said(body: &Body) -> Said {
    match body {
        Body::Refer(refer) => {
            let kind = &refer.kind;
            let (zh, en) = match &refer.purpose {
                Purpose::Handling => (format!("移交（{kind} 类对接）"), format!("referred (kind {kind})")),
                Purpose::Supervision(supervision) => {
                    let demand = supervision.demand.as_str();
                    (format!("督办：{demand}"), format!("supervised: {demand}"))
                }
                Purpose::Petition(passed_on) => petition::passed_on(passed_on),
                Purpose::Confirmation(application) => {
                    let from = application.effective_on;
                    let en = format!("asked for judicial confirmation (agreement in effect from {from})");
                    (format!("申请司法确认（协议自 {from} 生效）"), en)
                }
            };
            Said::new(zh, en).by(&refer.officer)
        }
        Body::Arrived(arrived) => {
            let due = display_due(arrived.due.due);
            Said::new(format!("已到达，期限至 {due}"), format!("arrived; what it asks for is due before {due}"))
                .on(&arrived.due.basis)
        }
        Body::Acknowledge(body) => {
            let (zh, en) = late(body.timing);
            let due = display_due(body.accept_due.due);
            Said::new(
                format!("签收{zh}，应于 {due} 前决定是否受理"),
                format!("acknowledged{en}; to be accepted before {due}"),
            )
            .by(&body.officer)
            .on(&body.accept_due.basis)
        }
        Body::Accept(body) => {
            let (zh, en) = late(body.timing);
            let due = display_due(body.handle_due.due);
            Said::new(format!("受理{zh}，办理期限至 {due}"), format!("accepted{en}; to be handled before {due}"))
                .by(&body.officer)
                .on(&body.handle_due.basis)
        }
        Body::Decline(body) => {
            let (zh, en) = decline(body.code);
            let text = body.text.as_str();
            Said::new(format!("不予受理（{zh}）：{text}"), format!("declined ({en}): {text}"))
                .by(&body.officer)
                .on_words(body.basis.as_ref())
        }
        Body::Progress(body) => {
            let text = body.text.as_str();
            Said::new(format!("进展通报：{text}"), format!("progress: {text}")).by(&body.officer)
        }
        Body::Suspend(body) => {
            let (zh, en) = suspend(body.reason);
            Said::new(format!("中止（{zh}），停表"), format!("suspended ({en}); the term stands still"))
                .by(&body.officer)
                .on_words(body.basis.as_ref())
        }
        Body::Resume(body) => {
            let due = display_due(body.handle_due.due);
            Said::new(format!("恢复办理，期限至 {due}"), format!("resumed; to be handled before {due}"))
                .by(&body.officer)
                .on(&body.handle_due.basis)
        }
        Body::Conclude(body) => {
            let (zh, en) = result(&body.outcome);
            Said::new(format!("办结：{zh}"), format!("concluded: {en}")).by(&body.officer).on(&body.feed_back_due.basis)
        }
        Body::ConfirmOutcome(body) => Said::new("结果签收", "the outcome was signed for").by(&body.officer),
        Body::Extend(body) => {
            let due = display_due(body.handle_due.due);
            Said::new(format!("延长办理期限至 {due}"), format!("extended; to be handled before {due}"))
                .by(&body.officer)
                .on(&body.handle_due.basis)
        }
        Body::Recount(body) => recount(body),
        Body::Object(_)
        | Body::DecideObjection(_)
        | Body::RequestSupplement(_)
        | Body::Supplement(_)
        | Body::MaterialRequest(_)
        | Body::Recall(_)
        | Body::Withdraw(_)
        | Body::Lapse(_)
        | Body::Verdict(_)
        | Body::Remind(_)
        | Body::Note(_)
        | Body::NotUnderstood(_) => other(body),
    }
}

/// From when to when, and by which calendar.
fn recount(body: &Recount) -> Said {
    let zh = body.of.zh();
    let en = match body.of {
        Recounted::Duty(duty) => format!("the duty `{}`", duty.as_str()),
        Recounted::Objection => "the right to object".to_owned(),
    };
    let (from, to, calendar) = (display_due(body.told), display_due(body.due.due), &body.due.calendar_version);
    let (sure_zh, sure_en) = if body.due.provisional {
        ("，所涉年度放假安排尚未公布，暂定", "; still provisional")
    } else {
        ("", "; not provisional")
    };
    let said = if body.told == body.due.due {
        let zh = format!("按日历 {calendar} 重新计算，{zh}期限仍至 {to}{sure_zh}");
        Said::new(zh, format!("counted again with calendar {calendar}: {en} is still due before {to}{sure_en}"))
    } else {
        let zh = format!("按日历 {calendar} 重新计算，{zh}期限由 {from} 改为 {to}{sure_zh}");
        Said::new(zh, format!("counted again with calendar {calendar}: {en} moves from {from} to {to}{sure_en}"))
    };
    said.on(&body.due.basis)
}

/// Letters that ask for something, end something, or are told between desks.
fn other(body: &Body) -> Said {
    match body {
        Body::Object(body) => {
            let text = body.text.as_str();
            Said::new(format!("提出异议：{text}"), format!("objected: {text}"))
                .by(&body.officer)
                .on_words(body.basis.as_ref())
        }
        Body::DecideObjection(body) => {
            let text = body.text.as_str();
            let (zh, en) = match body.answer {
                Answer::Grant => ("同意异议，退回", "agreed to the objection; returned"),
                Answer::Refuse => ("不同意异议", "did not agree to the objection"),
            };
            Said::new(format!("{zh}：{text}"), format!("{en}: {text}")).by(&body.officer)
        }
        Body::MaterialRequest(body) => {
            let names: Vec<_> = body.materials.iter().map(|material| material.name.as_str()).collect();
            let (zh, en) = (names.join("、"), names.join(", "));
            Said::new(format!("索取材料：{zh}"), format!("asked for the content of: {en}")).by(&body.officer)
        }
        Body::RequestSupplement(body) => {
            let items: Vec<_> = body.items.iter().map(Text::as_str).collect();
            let (zh, en) = (items.join("、"), items.join(", "));
            Said::new(format!("要求补充材料：{zh}"), format!("asked for: {en}")).by(&body.officer)
        }
        Body::Supplement(body) => {
            let n = body.materials.len();
            Said::new(format!("补充材料 {n} 份"), format!("supplied {n} materials")).by(&body.officer)
        }
        Body::Recall(body) => {
            let reason = body.reason.as_str();
            let order = body.order.as_ref().map(|order| (order.superior.as_str(), order.number.as_str()));
            let (zh, en) = order.map_or_else(Default::default, |(superior, number)| {
                (format!("（依 {superior} {number}）"), format!(" by order {number} of {superior}"))
            });
            Said::new(format!("收回{zh}：{reason}"), format!("recalled{en}: {reason}")).by(&body.officer)
        }
        Body::Withdraw(body) => {
            let party = body.party.as_str();
            Said::new(format!("当事人 {party} 撤回"), format!("the party {party} withdrew")).by(&body.officer)
        }
        Body::Lapse(body) => {
            let (zh, en) = (body.duty.zh(), body.duty.as_str());
            match &body.ground {
                LapseGround::Proof { .. } => {
                    Said::new(format!("逾期未确认：未按期{zh}"), format!("lapsed: `{en}` was not done in time"))
                }
                LapseGround::Override { officer, reason } => {
                    let reason = reason.as_str();
                    let en = format!("lapsed by an officer's decision: {reason}");
                    Said::new(format!("人工认定逾期：{reason}"), en).by(officer)
                }
            }
        }
        Body::Verdict(body) => {
            let (zh, en) = ruling(&body.ruling);
            let told = Said::new(format!("裁断：{zh}"), format!("verdict: {en}"));
            let told = match &body.ruling {
                Ruling::Refused { basis: Some(basis), .. } => told.on(basis),
                _ => told,
            };
            body.officer.iter().fold(told, Said::by)
        }
        Body::Remind(body) => remind(body),
        Body::Note(body) => {
            let text = body.text.as_str();
            Said::new(format!("说明：{text}"), format!("note: {text}")).by(&body.officer)
        }
        Body::NotUnderstood(body) => {
            let number = body.number;
            let en = format!("letter {number} of the other side was not understood");
            Said::new(format!("对方第 {number} 号函未能识别"), en)
        }
        _ => Said::new(body.name(), body.name()),
    }
}

fn remind(body: &Remind) -> Said {
    let (zh, en) = step(body.stage);
    let due = display_due(body.due);
    let (duty_zh, duty) = (body.duty.zh(), body.duty.as_str());
    Said::new(format!("催办{duty_zh}：{zh}（{due}）"), format!("reminded of `{duty}`: {en} ({due})"))
}

/// A step of the ladder (DS05, DS09).
pub(super) const fn step(stage: RemindStage) -> (&'static str, &'static str) {
    match stage {
        RemindStage::Half => ("期限已过半", "half of the term has passed"),
        RemindStage::Local => ("本地更严的期限已到", "the stricter local term has ended"),
        RemindStage::Early => ("临期预警", "the term will end soon"),
        RemindStage::LastDay => ("最后一个工作日", "its last working day has begun"),
        RemindStage::Suspended => {
            ("中止已久，请核查事由是否消除", "it has stood still for long; see whether it still must")
        }
        RemindStage::Due => ("期限已到", "the term has ended"),
        RemindStage::Yellow => ("逾期黄牌", "yellow card: overdue"),
        RemindStage::Red => ("逾期红牌，报督办单位", "red card: long overdue, the supervising agency is told"),
    }
}

const fn late(timing: Timing) -> (&'static str, &'static str) {
    match timing {
        Timing::InTime => ("", ""),
        Timing::Late => ("（逾期，待移交方裁断）", " (late; the sender decides whether to take it)"),
    }
}

fn ruling(ruling: &Ruling) -> (String, String) {
    let (zh, en) = match ruling {
        Ruling::Taken => ("接受逾期确认", "the late offer is taken"),
        Ruling::Superseded => ("逾期确认不予接受", "the late offer comes too late"),
        Ruling::Deemed => ("逾期未签收，视为签收", "not acknowledged in time; held to be acknowledged"),
        Ruling::Recalled => ("同意收回", "the recall is granted"),
        Ruling::RecallRefused => ("不同意收回", "the recall is refused"),
        Ruling::Withdrawn => ("准予撤回", "the withdrawal is obeyed"),
        Ruling::Concluded => ("已先行办结", "it was concluded first"),
        Ruling::Refused { zh, en, .. } => return (zh.clone(), en.clone()),
    };
    (zh.to_owned(), en.to_owned())
}

const fn result(outcome: &Outcome) -> (&'static str, &'static str) {
    match outcome.result {
        OutcomeResult::Agreement(_) => ("达成调解协议", "an agreement was reached"),
        OutcomeResult::SettledAndWithdrawn => ("和解撤回", "settled and withdrawn"),
        OutcomeResult::NoAgreement(_) => ("调解不成", "no agreement"),
        OutcomeResult::Terminated(_) => ("终止调解", "mediation was terminated"),
        OutcomeResult::Answered(_) => ("督办答复", "answered in writing"),
        OutcomeResult::Replied(_) => ("报送办结报告", "reported what became of it"),
        OutcomeResult::Ruled(ref ruling) => match ruling.decision {
            ConfirmationDecision::Valid => ("裁定协议有效", "the agreement is valid"),
            ConfirmationDecision::Rejected(_) => ("裁定驳回申请", "the application is rejected"),
        },
    }
}

const fn decline(code: DeclineCode) -> (&'static str, &'static str) {
    match code {
        DeclineCode::OutOfScope => ("不属于受理范围", "out of scope"),
        DeclineCode::NoJurisdiction => ("无管辖权", "no jurisdiction"),
        DeclineCode::NoConsent => ("当事人不同意调解", "no consent"),
        DeclineCode::HandledElsewhere => ("已由其他机关受理", "handled elsewhere"),
        DeclineCode::MaterialsMissing => ("材料不足", "materials missing"),
        DeclineCode::ConflictOfInterest => ("回避或利害关系", "conflict of interest"),
        DeclineCode::Other => ("其他", "other"),
        DeclineCode::StatusConfirmation => ("申请确认身份关系", "about personal status"),
        DeclineCode::OtherProcedure => ("应当适用其他程序", "for another procedure"),
        DeclineCode::TitleConfirmation => ("涉及确权", "about title"),
    }
}

const fn suspend(reason: SuspendReason) -> (&'static str, &'static str) {
    match reason {
        SuspendReason::Appraisal => ("鉴定、评估", "appraisal"),
        SuspendReason::Hearing => ("听证", "hearing"),
        SuspendReason::PublicNotice => ("公告", "public notice"),
        SuspendReason::SettlementTalks => ("双方和解期间", "settlement talks"),
        SuspendReason::ForceMajeure => ("不可抗力", "force majeure"),
    }
}
