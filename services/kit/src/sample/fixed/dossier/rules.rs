//! Cards, approvals and steps of a case, each fixed as it was first written.

use super::{material, text};
use duijie_core::{
    command::Answer,
    dossier::{
        AccidentDocument, AccidentFinding, AccidentLoss, Approval, Approved, Card, CaseAct, CaseStep, Elsewhere,
        ElsewhereStep, Entry, LossKnownBy, MediationAsked, MediatorNamed, NamedBy, Sparing, WrittenRequest,
    },
    term::RuleId,
    time::Date,
};

pub(super) fn entries() -> Vec<(&'static str, Entry)> {
    let day = Date::constant(2026, 3, 2);
    let finding = |kind, document| {
        Entry::AccidentFinding(AccidentFinding { kind, number: text("第12号"), received_on: day, document })
    };
    let loss = |by, document| Entry::AccidentLoss(AccidentLoss { by, on: day, document });
    let approval = |of, answer, opinion, document| Entry::Approval(Approval { of, answer, opinion, document });
    let elsewhere =
        |step| Entry::Elsewhere(Elsewhere { unit: text("某派出所"), step, text: Some(text("电话告知")) });
    let named = |by| Entry::MediatorNamed(MediatorNamed { mediator: text("丙"), by });
    let step = |act, person: Option<&str>, said: Option<&str>| {
        let (person, text, document) = (person.map(text), said.map(text), person.map(|_| material()));
        Entry::CaseStep(CaseStep { act, on: day, counted_from: person.as_ref().map(|_| day), person, document, text })
    };
    let request = |party| WrittenRequest { party: text(party), document: material() };
    vec![
        ("card_ours", Entry::Card(Card::Ours { opinion: text("本所调处") })),
        ("card_another", Entry::Card(Card::Another { to: text("某司法所"), opinion: text("属民事纠纷") })),
        ("card_told", Entry::Card(Card::Told { reason: text("赔偿未达成协议"), remedy: text("向某法院起诉") })),
        ("approval_card", approval(Approved::Card(7), Answer::Grant, Some(text("同意")), None)),
        ("approval_extension", approval(Approved::Extension(RuleId::literal("XF05")), Answer::Grant, None, None)),
        ("approval_sparing", approval(Approved::Sparing(9), Answer::Grant, Some(text("予以认可")), None)),
        (
            "approval_kind",
            approval(Approved::Kind("prosecution".parse().unwrap()), Answer::Refuse, None, Some(material())),
        ),
        ("elsewhere_found", elsewhere(ElsewhereStep::Found)),
        ("elsewhere_passed_on", elsewhere(ElsewhereStep::PassedOn)),
        ("accident_finding", finding(AccidentDocument::Finding, Some(material()))),
        ("accident_certificate", finding(AccidentDocument::Certificate, None)),
        ("accident_upheld", finding(AccidentDocument::Upheld, None)),
        ("accident_loss_burial", loss(LossKnownBy::Burial, None)),
        ("accident_loss_treatment", loss(LossKnownBy::Treatment, Some(material()))),
        ("accident_loss_disability", loss(LossKnownBy::Disability, None)),
        ("accident_loss_assessment", loss(LossKnownBy::Assessment, None)),
        (
            "mediation_asked",
            Entry::MediationAsked(MediationAsked { parties: vec![text("甲"), text("乙")], document: material() }),
        ),
        (
            "sparing",
            Entry::Sparing(Sparing {
                agreement: material(),
                performed_on: day,
                performance: material(),
                requests: vec![request("甲"), request("乙")],
            }),
        ),
        ("mediator_chosen", named(NamedBy::Parties)),
        ("mediator_designated", named(NamedBy::Agency)),
        ("case_step_served", step(CaseAct::RulingServed, Some("甲"), None)),
        ("case_step_decided", step(CaseAct::ObjectionDecided, None, Some("裁定驳回异议"))),
    ]
}
