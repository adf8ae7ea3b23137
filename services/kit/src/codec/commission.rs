//! How mediation is commissioned and what goes with it, as a letter and a resource write it.

use super::{
    dossier::{consent, proto_consent},
    field::{FieldError, list, optional_text, or_empty},
    limits, tokens,
};
use duijie_core::commission::Commission;
use duijie_proto::v1;

/// The parts of it, each a field of the message that carries it.
pub struct Told {
    /// Unspecified where there is none.
    pub mode: i32,
    /// The parties' consents.
    pub consents: Vec<v1::Consent>,
    /// Empty where nobody was named.
    pub mediator: String,
}

/// As a letter has it.
///
/// # Errors
/// The first field that is wrong.
pub fn read(raw: &v1::Refer) -> Result<Commission, FieldError> {
    Ok(Commission {
        mode: match raw.mode {
            0 => None,
            number => Some(tokens::commission_mode("mode", number)?),
        },
        consents: list("consents", &raw.consents, limits::PARTIES, consent)?,
        mediator: optional_text("mediator", &raw.mediator, limits::NAME)?,
    })
}

/// For the wire.
#[must_use]
pub fn proto(commission: &Commission) -> Told {
    Told {
        mode: commission.mode.map_or(0, tokens::commission_mode_number),
        consents: commission.consents.iter().map(proto_consent).collect(),
        mediator: or_empty(commission.mediator.as_ref()),
    }
}
