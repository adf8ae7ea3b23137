//! 当事人意愿.

use super::tokens;
use crate::codec::{
    field::{FieldError, optional, text},
    limits, values,
};
use duijie_core::dossier::Consent;
use duijie_proto::v1;

pub(super) fn read(raw: &v1::Consent) -> Result<Consent, FieldError> {
    Ok(Consent {
        party: text("party", &raw.party, limits::NAME)?,
        state: tokens::consent_state("state", raw.state)?,
        evidence: optional("evidence", raw.evidence.as_ref(), values::material)?,
    })
}

pub(super) fn proto(consent: &Consent) -> v1::Consent {
    v1::Consent {
        party: consent.party.as_str().to_owned(),
        state: tokens::consent_state_number(consent.state),
        evidence: consent.evidence.as_ref().map(values::proto_material),
    }
}
