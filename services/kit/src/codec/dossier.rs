//! Entries of the dossier (卷宗记录), as records write them and requests ask for them. One file per family.

mod consent;
mod document;

use super::{field::FieldError, tokens};
use duijie_core::dossier::Entry;
use duijie_proto::v1::{self, dossier_entry::Entry as Raw};

/// An entry.
///
/// # Errors
/// The first field that is wrong.
pub fn entry(raw: &v1::DossierEntry) -> Result<Entry, FieldError> {
    match &raw.entry {
        None => Err(FieldError::missing("")),
        Some(Raw::Consent(raw)) => consent::read(raw).map(Entry::Consent).map_err(|error| error.within("consent")),
        Some(Raw::Document(raw)) => document::read(raw).map(Entry::Document).map_err(|error| error.within("document")),
        Some(Raw::DocumentVoided(raw)) => {
            document::read_voided(raw).map(Entry::DocumentVoided).map_err(|error| error.within("document_voided"))
        }
    }
}

/// An entry for the wire.
#[must_use]
pub fn proto_entry(entry: &Entry) -> v1::DossierEntry {
    v1::DossierEntry {
        entry: Some(match entry {
            Entry::Consent(consent) => Raw::Consent(consent::proto(consent)),
            Entry::Document(document) => Raw::Document(document::proto(document)),
            Entry::DocumentVoided(voided) => Raw::DocumentVoided(document::proto_voided(voided)),
        }),
    }
}
