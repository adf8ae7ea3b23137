//! Every entry that a dossier can have, each fixed as it was first written.

mod intake;
pub(super) mod petition;
mod rules;

use super::{material, text};
use crate::{
    digest,
    journal::{Cause, Entry, Record},
    sample::NOW,
};
use duijie_core::{
    document::Layout,
    dossier::{self, Circumstance, Consent, ConsentState, Document, Filled, Finding, Override, Voided},
    event::Event,
    exclusion::Excluded,
    ids::Digest,
    term::RuleId,
};

/// By the name of its golden sample, `record.dossier_<name>.bin`.
pub fn entries() -> Vec<(&'static str, dossier::Entry)> {
    let consent = Consent { party: text("甲"), state: ConsentState::Given, evidence: Some(material()) };
    let mut all = vec![("consent", dossier::Entry::Consent(consent))];
    all.extend(intake::entries());
    all.extend(circumstances());
    all.extend(petition::entries());
    all.extend(rules::entries());
    all.push(("document", dossier::Entry::Document(document())));
    let voided = Voided { document: 7, reason: text("写错当事人") };
    all.push(("document_voided", dossier::Entry::DocumentVoided(voided)));
    all
}

fn circumstances() -> Vec<(&'static str, dossier::Entry)> {
    let circumstance = |finding, evidence| {
        let code = "hired_violence".parse().unwrap();
        dossier::Entry::Circumstance(Circumstance { code, finding, text: text("雇凶伤害"), evidence })
    };
    let let_pass = |excluded, document| {
        let code = "otherwise_unsuitable".parse().unwrap();
        dossier::Entry::Override(Override { code, excluded, reason: text("双方系近亲属"), document })
    };
    vec![
        ("circumstance", circumstance(Finding::Found, Some(material()))),
        ("circumstance_corrected", circumstance(Finding::Corrected, None)),
        ("override_kind", let_pass(Excluded::Kind("police".parse().unwrap()), Some(material()))),
        ("override_rule", let_pass(Excluded::Rule(RuleId::literal("GA04")), None)),
    ]
}

fn document() -> Document {
    let field = |key, name, value| Filled { key: text(key), name: text(name), value: text(value) };
    let document = Document {
        form: text("feedback"),
        title: text("调解情况反馈函"),
        referral: Some("r-1".parse().unwrap()),
        class: text("反馈函"),
        year: 2026,
        serial: 12,
        number: text("青司反馈函〔2026〕12号"),
        issuer: text("青河县司法局"),
        issued_on: "2026-10-10".parse().unwrap(),
        fields: vec![field("result", "调解结果", "达成调解协议"), field("materials", "材料清单", "协议书\n回执")],
        layout: Layout::Letter,
        clauses: vec![text("本函不反馈为达成协议作出的妥协。")],
        signatures: vec![text("经办人")],
        digest: Digest::ZERO,
    };
    Document { digest: digest::document(&document), ..document }
}

/// A record in which it was written.
pub fn record_of(entry: dossier::Entry) -> Record {
    let entries = vec![Entry::Happened(Event::Entered { officer: text("officer-1"), entry: Box::new(entry) })];
    Record { position: 7, recorded_at: NOW, matter: Some("m-1".parse().unwrap()), cause: Cause::Desk, entries }
}
