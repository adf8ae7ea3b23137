//! The body that makes a term longer, with whose word it rests on.

use crate::codec::{
    field::{FieldError, list, optional_text, or_empty, required, text},
    limits,
    values::{due, material, proto_due, proto_material},
};
use duijie_core::letter::body::{Extend, ExtensionGround, PartyConsent};
use duijie_proto::v1;

pub(super) fn extend(raw: &v1::Extend) -> Result<Extend, FieldError> {
    Ok(Extend {
        officer: text("officer", &raw.officer, limits::NAME)?,
        ground: ground(&raw.consents, &raw.approved_by, raw.approval.as_ref())?,
        reason: optional_text("reason", &raw.reason, limits::WORDS)?,
        handle_due: required("handle_due", raw.handle_due.as_ref(), due)?,
    })
}

/// Either consents or an approval, never both.
///
/// # Errors
/// The first field that is wrong, or that both are there or neither.
pub(crate) fn ground(
    consents: &[v1::PartyConsent],
    approved_by: &str,
    approval: Option<&v1::Material>,
) -> Result<ExtensionGround, FieldError> {
    let approved = !approved_by.is_empty() || approval.is_some();
    match (consents.is_empty(), approved) {
        (false, true) => {
            let (zh, en) =
                ("当事人同意与批准只能填写一种", "an extension rests on consents or on an approval, not on both");
            Err(FieldError::new("approved_by", "CONTRADICTION", zh, en))
        }
        (true, false) => {
            let (zh, en) =
                ("延长须附当事人同意或者批准的证明", "the evidence of consents or of an approval is missing");
            Err(FieldError::new("consents", "MISSING_FIELD", zh, en))
        }
        (false, false) => Ok(ExtensionGround::Consent(list("consents", consents, limits::PARTIES, consent)?)),
        (true, true) => Ok(ExtensionGround::Approval {
            by: text("approved_by", approved_by, limits::NAME)?,
            document: required("approval", approval, material)?,
        }),
    }
}

/// Each party's agreement, with its evidence.
pub(in crate::codec) fn agreed(field: &str, raw: &[v1::PartyConsent]) -> Result<Vec<PartyConsent>, FieldError> {
    list(field, raw, limits::PARTIES, consent)
}

/// The same for the wire.
pub(in crate::codec) fn proto_agreed(agreed: &[PartyConsent]) -> Vec<v1::PartyConsent> {
    agreed.iter().map(proto_consent).collect()
}

fn consent(raw: &v1::PartyConsent) -> Result<PartyConsent, FieldError> {
    Ok(PartyConsent {
        party: text("party", &raw.party, limits::NAME)?,
        evidence: required("evidence", raw.evidence.as_ref(), material)?,
    })
}

pub(super) fn proto_extend(body: &Extend) -> v1::Extend {
    let (consents, approved_by, approval) = proto_ground(&body.ground);
    v1::Extend {
        officer: body.officer.as_str().to_owned(),
        consents,
        approved_by,
        approval,
        reason: or_empty(body.reason.as_ref()),
        handle_due: Some(proto_due(&body.handle_due)),
    }
}

/// Consents, or who approved and the approval.
pub(crate) fn proto_ground(ground: &ExtensionGround) -> (Vec<v1::PartyConsent>, String, Option<v1::Material>) {
    match ground {
        ExtensionGround::Consent(consents) => (consents.iter().map(proto_consent).collect(), String::new(), None),
        ExtensionGround::Approval { by, document } => {
            (Vec::new(), by.as_str().to_owned(), Some(proto_material(document)))
        }
    }
}

fn proto_consent(consent: &PartyConsent) -> v1::PartyConsent {
    v1::PartyConsent { party: consent.party.as_str().to_owned(), evidence: Some(proto_material(&consent.evidence)) }
}
