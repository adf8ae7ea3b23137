//! Every entry that a dossier can have, each fixed as it was first written.

mod intake;
pub(super) mod petition;
mod rules;

use super::{material, text};
use crate::{
    journal::{Cause, Entry, Record},
    sample::NOW,
};
use duijie_core::{
    dossier::{self, Circumstance, Consent, ConsentState, Finding, Override},
    event::Event,
    exclusion::Excluded,
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

/// A record in which it was written.
pub fn record_of(entry: dossier::Entry) -> Record {
    let entries = vec![Entry::Happened(Event::Entered { officer: text("officer-1"), entry: Box::new(entry) })];
    Record { position: 7, recorded_at: NOW, matter: Some("m-1".parse().unwrap()), cause: Cause::Desk, entries }
}
