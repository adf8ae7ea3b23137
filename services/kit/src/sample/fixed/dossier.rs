//! Every entry that a dossier can have, each fixed as it was first written.

mod intake;

use super::{material, text};
use crate::{
    journal::{Cause, Entry, Record},
    sample::NOW,
};
use duijie_core::{
    dossier::{self, Consent, ConsentState},
    event::Event,
};

/// By the name of its golden sample, `record.dossier_<name>.bin`.
pub fn entries() -> Vec<(&'static str, dossier::Entry)> {
    let consent = Consent { party: text("甲"), state: ConsentState::Given, evidence: Some(material()) };
    [("consent", dossier::Entry::Consent(consent))].into_iter().chain(intake::entries()).collect()
}

/// A record in which it was written.
pub fn record_of(entry: dossier::Entry) -> Record {
    let entries = vec![Entry::Happened(Event::Entered { officer: text("officer-1"), entry: Box::new(entry) })];
    Record { position: 7, recorded_at: NOW, matter: Some("m-1".parse().unwrap()), cause: Cause::Desk, entries }
}
