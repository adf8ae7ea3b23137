//! Entries of the dossier (卷宗记录), as records write them and requests ask for them. One file per family.

mod after;
mod card;
mod case;
mod circumstance;
mod consent;
mod document;
mod intake;
mod petition;
mod recusal;
pub(super) mod said;
mod session;
mod triage;

use super::{
    field::{FieldError, within},
    tokens,
};
use duijie_core::dossier::{Consent, Entry};
use duijie_proto::v1::{self, dossier_entry::Entry as Raw};
pub use intake::{proto as proto_intake, proto_identification, read as intake};
pub use petition::sorting;
pub use triage::proto_triage;

/// What a party says about mediation: letters that hand over carry it too.
///
/// # Errors
/// The first field that is wrong.
pub fn consent(raw: &v1::Consent) -> Result<Consent, FieldError> {
    consent::read(raw)
}

/// The same for the wire.
#[must_use]
pub fn proto_consent(consent: &Consent) -> v1::Consent {
    consent::proto(consent)
}

/// An entry.
///
/// # Errors
/// The first field that is wrong.
pub fn entry(raw: &v1::DossierEntry) -> Result<Entry, FieldError> {
    match &raw.entry {
        None => Err(FieldError::missing("")),
        Some(Raw::Consent(raw)) => consent::read(raw).map(Entry::Consent).map_err(|error| error.within("consent")),
        Some(Raw::Sorting(raw)) => within("sorting", petition::sorting(raw).map(Entry::Sorting)),
        Some(Raw::Reception(raw)) => within("reception", petition::reception(raw).map(Entry::Reception)),
        Some(Raw::Reply(raw)) => within("reply", petition::reply(raw).map(Entry::Reply)),
        Some(Raw::ReviewAsked(raw)) => within("review_asked", petition::review_asked(raw).map(Entry::ReviewAsked)),
        Some(Raw::Repeat(raw)) => within("repeat", petition::repeat(raw).map(Entry::Repeat)),
        Some(Raw::Document(raw)) => document::read(raw).map(Entry::Document).map_err(|error| error.within("document")),
        Some(Raw::DocumentVoided(raw)) => {
            document::read_voided(raw).map(Entry::DocumentVoided).map_err(|error| error.within("document_voided"))
        }
        Some(Raw::Circumstance(raw)) => within("circumstance", circumstance::read(raw).map(Entry::Circumstance)),
        Some(Raw::Override(raw)) => within("override", circumstance::read_override(raw).map(Entry::Override)),
        Some(Raw::Disclosure(raw)) => within("disclosure", recusal::disclosure(raw).map(Entry::Disclosure)),
        Some(Raw::Recusal(raw)) => within("recusal", recusal::recusal(raw).map(Entry::Recusal)),
        Some(Raw::RecusalDecision(raw)) => {
            within("recusal_decision", recusal::decision(raw).map(Entry::RecusalDecision))
        }
        Some(Raw::ReplacementRejected(raw)) => {
            within("replacement_rejected", recusal::rejected(raw).map(Entry::ReplacementRejected))
        }
        Some(Raw::Session(raw)) => within("session", session::session(raw).map(Entry::Session)),
        Some(Raw::JointPanel(raw)) => within("joint_panel", session::panel(raw).map(Entry::JointPanel)),
        Some(Raw::Performance(raw)) => within("performance", after::performance(raw).map(Entry::Performance)),
        Some(Raw::FollowUp(raw)) => within("follow_up", after::follow_up(raw).map(Entry::FollowUp)),
        Some(Raw::FilePart(raw)) => within("file_part", after::file_part(raw).map(Entry::FilePart)),
        Some(Raw::Archive(raw)) => within("archive", after::archive(raw).map(Entry::Archive)),
        Some(Raw::ReleaseConsent(raw)) => {
            within("release_consent", after::release_consent(raw).map(Entry::ReleaseConsent))
        }
        Some(Raw::Released(raw)) => within("released", after::released(raw).map(Entry::Released)),
        Some(Raw::Card(raw)) => within("card", card::read(raw).map(Entry::Card)),
        Some(Raw::Approval(raw)) => within("approval", card::read_approval(raw).map(Entry::Approval)),
        Some(Raw::Elsewhere(raw)) => within("elsewhere", case::elsewhere(raw).map(Entry::Elsewhere)),
        Some(Raw::AccidentFinding(raw)) => within("accident_finding", case::finding(raw).map(Entry::AccidentFinding)),
        Some(Raw::AccidentLoss(raw)) => within("accident_loss", case::loss(raw).map(Entry::AccidentLoss)),
        Some(Raw::MediationAsked(raw)) => within("mediation_asked", case::asked(raw).map(Entry::MediationAsked)),
        Some(Raw::Sparing(raw)) => within("sparing", case::sparing(raw).map(Entry::Sparing)),
        Some(Raw::MediatorNamed(raw)) => within("mediator_named", case::mediator(raw).map(Entry::MediatorNamed)),
        Some(Raw::CaseStep(raw)) => within("case_step", case::step(raw).map(Entry::CaseStep)),
        Some(Raw::Intake(raw)) => within("intake", intake::read(raw)).map(Entry::Intake),
        Some(Raw::Identification(raw)) => within("identification", intake::identification(raw)).map(Entry::Identified),
        Some(Raw::Triage(raw)) => within("triage", triage::read(raw)).map(Entry::Triaged),
        Some(Raw::DisputeLink(raw)) => within("dispute_link", triage::link(raw)).map(Entry::Linked),
    }
}

/// An entry for the wire.
#[must_use]
pub fn proto_entry(entry: &Entry) -> v1::DossierEntry {
    v1::DossierEntry {
        entry: Some(match entry {
            Entry::Consent(consent) => Raw::Consent(consent::proto(consent)),
            Entry::Sorting(sorting) => Raw::Sorting(petition::proto_sorting(sorting)),
            Entry::Reception(reception) => Raw::Reception(petition::proto_reception(reception)),
            Entry::Reply(reply) => Raw::Reply(petition::proto_reply(reply)),
            Entry::ReviewAsked(asked) => Raw::ReviewAsked(petition::proto_review_asked(asked)),
            Entry::Repeat(repeat) => Raw::Repeat(petition::proto_repeat(repeat)),
            Entry::Document(document) => Raw::Document(document::proto(document)),
            Entry::DocumentVoided(voided) => Raw::DocumentVoided(document::proto_voided(voided)),
            Entry::Circumstance(it) => Raw::Circumstance(circumstance::proto(it)),
            Entry::Override(it) => Raw::Override(circumstance::proto_override(it)),
            Entry::Disclosure(it) => Raw::Disclosure(recusal::proto_disclosure(it)),
            Entry::Recusal(it) => Raw::Recusal(recusal::proto_recusal(it)),
            Entry::RecusalDecision(it) => Raw::RecusalDecision(recusal::proto_decision(it)),
            Entry::ReplacementRejected(it) => Raw::ReplacementRejected(recusal::proto_rejected(it)),
            Entry::Session(it) => Raw::Session(session::proto_session(it)),
            Entry::JointPanel(it) => Raw::JointPanel(session::proto_panel(it)),
            Entry::Performance(it) => Raw::Performance(after::proto_performance(it)),
            Entry::FollowUp(it) => Raw::FollowUp(after::proto_follow_up(it)),
            Entry::FilePart(it) => Raw::FilePart(after::proto_file_part(it)),
            Entry::Archive(it) => Raw::Archive(after::proto_archive(it)),
            Entry::ReleaseConsent(it) => Raw::ReleaseConsent(after::proto_release_consent(it)),
            Entry::Released(it) => Raw::Released(after::proto_released(it)),
            Entry::Card(it) => Raw::Card(card::proto(it)),
            Entry::Approval(it) => Raw::Approval(card::proto_approval(it)),
            Entry::Elsewhere(it) => Raw::Elsewhere(case::proto_elsewhere(it)),
            Entry::AccidentFinding(it) => Raw::AccidentFinding(case::proto_finding(it)),
            Entry::AccidentLoss(it) => Raw::AccidentLoss(case::proto_loss(it)),
            Entry::MediationAsked(it) => Raw::MediationAsked(case::proto_asked(it)),
            Entry::Sparing(it) => Raw::Sparing(case::proto_sparing(it)),
            Entry::MediatorNamed(it) => Raw::MediatorNamed(case::proto_mediator(it)),
            Entry::CaseStep(it) => Raw::CaseStep(case::proto_step(it)),
            Entry::Intake(intake) => Raw::Intake(proto_intake(intake)),
            Entry::Identified(identification) => Raw::Identification(proto_identification(identification)),
            Entry::Triaged(triage) => Raw::Triage(proto_triage(triage)),
            Entry::Linked(link) => Raw::DisputeLink(triage::proto_link(link)),
        }),
    }
}
