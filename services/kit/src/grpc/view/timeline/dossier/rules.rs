//! Cards, approvals and steps of a case, in a sentence of each language.

use duijie_core::{
    command::Answer,
    dossier::{
        AccidentDocument, AccidentFinding, AccidentLoss, Approval, Approved, Card, CaseStep, Elsewhere, ElsewhereStep,
        LossKnownBy, MediationAsked, MediatorNamed, NamedBy, Sparing,
    },
};

type Words = (&'static str, String, String);

pub(super) fn card(card: &Card) -> Words {
    match card {
        Card::Ours { opinion } => {
            let opinion = opinion.as_str();
            (
                "card_ours",
                format!("登记卡：属本单位办理。{opinion}"),
                format!("registration card: it is ours. {opinion}"),
            )
        }
        Card::Another { to, opinion } => {
            let (to, opinion) = (to.as_str(), opinion.as_str());
            let zh = format!("移交卡：移交{to}。工作意见：{opinion}");
            ("card_another", zh, format!("transfer card: to {to}. Opinion: {opinion}"))
        }
        Card::Told { reason, remedy } => {
            let (reason, remedy) = (reason.as_str(), remedy.as_str());
            let zh = format!("告知卡：{reason}。救济途径：{remedy}");
            ("card_told", zh, format!("notice card: {reason}. The way open: {remedy}"))
        }
    }
}

pub(super) fn approval(approval: &Approval) -> Words {
    let (of_zh, of_en) = match &approval.of {
        Approved::Card(position) => (format!("第 {position} 号移交卡"), format!("transfer card {position}")),
        Approved::Sparing(position) => {
            (format!("第 {position} 号不予处罚申请"), format!("that nobody is punished (request {position})"))
        }
        Approved::Extension(rule) => (format!("{rule} 延长"), format!("extending `{rule}`")),
        Approved::Kind(kind) => (format!("移交 {kind} 类对接"), format!("handing over as `{kind}`")),
    };
    let (zh, en) = match approval.answer {
        Answer::Grant => ("同意", "is approved"),
        Answer::Refuse => ("不同意", "is not approved"),
    };
    let opinion = approval.opinion.as_ref().map_or("", |opinion| opinion.as_str());
    ("approval", format!("审批：{of_zh}，{zh}。{opinion}"), format!("{of_en} {en}. {opinion}"))
}

pub(super) fn elsewhere(it: &Elsewhere) -> Words {
    let unit = it.unit.as_str();
    let said = |between: &str| it.text.as_ref().map(|text| format!("{between}{}", text.as_str())).unwrap_or_default();
    let (zh, en) = (said("："), said(": "));
    let (zh, en) = match it.step {
        ElsewhereStep::Found => (format!("发现属{unit}管辖{zh}"), format!("found to belong to {unit}{en}")),
        ElsewhereStep::PassedOn => {
            (format!("已移送{unit}并告知报案人{zh}"), format!("passed on to {unit}, the reporter told{en}"))
        }
    };
    ("elsewhere", zh, en)
}

pub(super) fn finding(it: &AccidentFinding) -> Words {
    let (zh, en) = match it.kind {
        AccidentDocument::Finding => ("事故认定书", "the finding about the accident"),
        AccidentDocument::Certificate => ("事故证明", "the certificate of the accident"),
        AccidentDocument::Upheld => ("维持原认定的复核结论", "the review that upheld the finding"),
    };
    let (number, on) = (it.number.as_str(), it.received_on);
    ("accident_finding", format!("当事人于 {on} 收到{zh}（{number}）"), format!("{en} ({number}) was received on {on}"))
}

pub(super) fn loss(it: &AccidentLoss) -> Words {
    let (zh, en) = match it.by {
        LossKnownBy::Burial => ("丧葬期满", "the burial is over"),
        LossKnownBy::Treatment => ("治疗终结", "the treatment is over"),
        LossKnownBy::Disability => ("定残", "the disability is rated"),
        LossKnownBy::Assessment => ("确定损失", "the loss is assessed"),
    };
    ("accident_loss", format!("{zh}：{}", it.on), format!("{en} on {}", it.on))
}

pub(super) fn asked(it: &MediationAsked) -> Words {
    let parties: Vec<_> = it.parties.iter().map(|party| party.as_str()).collect();
    let zh = format!("{}一致书面申请调解", parties.join("、"));
    ("mediation_asked", zh, format!("{} ask together in writing for mediation", parties.join(", ")))
}

pub(super) fn sparing(it: &Sparing) -> Words {
    let on = it.performed_on;
    let zh = format!("协议已于 {on} 履行，各方书面申请不予处罚，待公安机关认可");
    (
        "sparing",
        zh,
        format!(
            "the agreement was performed on {on} and all ask in writing that nobody be punished; the police are still to accept it"
        ),
    )
}

pub(super) fn mediator(it: &MediatorNamed) -> Words {
    let mediator = it.mediator.as_str();
    let (zh, en) = match it.by {
        NamedBy::Parties => (format!("当事人共同选定：{mediator}"), format!("the parties chose {mediator}")),
        NamedBy::Agency => (format!("指定：{mediator}"), format!("{mediator} was designated")),
    };
    ("mediator_named", zh, en)
}

pub(super) fn step(it: &CaseStep) -> Words {
    let (act, on) = (it.act.words(), it.on);
    let (zh, en) = (format!("{on} {}", act.zh), format!("{}, on {on}", act.en));
    let (zh, en) = it.person.as_ref().map_or((zh.clone(), en.clone()), |person| {
        let person = person.as_str();
        (format!("{zh}（{person}）"), format!("{en} ({person})"))
    });
    let said = it.text.as_ref().map_or_else(String::new, |text| format!("：{}", text.as_str()));
    ("case_step", format!("{zh}{said}"), format!("{en}{said}"))
}
