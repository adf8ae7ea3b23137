//! Entries of the dossier (卷宗记录), as records write them and requests ask for them. One file per family.

mod consent;
mod intake;
mod triage;

use super::{
    field::{FieldError, within},
    tokens,
};
use duijie_core::dossier::Entry;
use duijie_proto::v1::{self, dossier_entry::Entry as Raw};
pub use intake::{proto as proto_intake, proto_identification, read as intake};
pub use triage::proto_triage;

/// An entry.
///
/// # Errors
/// The first field that is wrong.
pub fn entry(raw: &v1::DossierEntry) -> Result<Entry, FieldError> {
    match &raw.entry {
        None => Err(FieldError::missing("")),
        Some(Raw::Consent(raw)) => consent::read(raw).map(Entry::Consent).map_err(|error| error.within("consent")),
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
            Entry::Intake(intake) => Raw::Intake(proto_intake(intake)),
            Entry::Identified(identification) => Raw::Identification(proto_identification(identification)),
            Entry::Triaged(triage) => Raw::Triage(proto_triage(triage)),
            Entry::Linked(link) => Raw::DisputeLink(triage::proto_link(link)),
        }),
    }
}
