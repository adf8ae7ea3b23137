//! Entries of the dossier (卷宗记录), as records write them and requests ask for them. One file per family.

mod circumstance;
mod consent;

use super::{
    field::{FieldError, within},
    tokens,
};
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
        Some(Raw::Circumstance(raw)) => within("circumstance", circumstance::read(raw).map(Entry::Circumstance)),
        Some(Raw::Override(raw)) => within("override", circumstance::read_override(raw).map(Entry::Override)),
    }
}

/// An entry for the wire.
#[must_use]
pub fn proto_entry(entry: &Entry) -> v1::DossierEntry {
    v1::DossierEntry {
        entry: Some(match entry {
            Entry::Consent(consent) => Raw::Consent(consent::proto(consent)),
            Entry::Circumstance(it) => Raw::Circumstance(circumstance::proto(it)),
            Entry::Override(it) => Raw::Override(circumstance::proto_override(it)),
        }),
    }
}
