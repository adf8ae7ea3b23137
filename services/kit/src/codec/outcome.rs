//! Results of handling. An agreement that lacks a signature or the seal does not exist, so none can be read.

use super::{
    field::{self, FieldError, optional_date, optional_text, or_empty, required, text},
    limits, tokens,
    values::{material, materials, proto_material},
};
use duijie_core::outcome::{Agreement, NoAgreement, Outcome, OutcomeResult};
use duijie_proto::v1;

/// A receiver's result.
///
/// # Errors
/// The first field that is wrong, or that belongs to another result.
pub fn outcome(raw: &v1::Outcome) -> Result<Outcome, FieldError> {
    let code = match v1::OutcomeCode::try_from(raw.code) {
        Ok(code) => code,
        Err(_) => return Err(tokens::unknown("code")),
    };
    let result = match code {
        v1::OutcomeCode::Unspecified => return Err(FieldError::missing("code")),
        v1::OutcomeCode::Agreement => {
            refuse_other("no_agreement", raw.no_agreement.is_some())?;
            OutcomeResult::Agreement(required("agreement", raw.agreement.as_ref(), agreement)?)
        }
        v1::OutcomeCode::SettledAndWithdrawn => {
            refuse_other("agreement", raw.agreement.is_some())?;
            refuse_other("no_agreement", raw.no_agreement.is_some())?;
            OutcomeResult::SettledAndWithdrawn
        }
        v1::OutcomeCode::NoAgreement => OutcomeResult::NoAgreement(without_agreement(raw)?),
        v1::OutcomeCode::Terminated => OutcomeResult::Terminated(without_agreement(raw)?),
    };
    Ok(Outcome { result, remarks: optional_text("remarks", &raw.remarks, limits::WORDS)? })
}

/// A result for the wire.
#[must_use]
pub fn proto_outcome(outcome: &Outcome) -> v1::Outcome {
    let (code, agreement, no_agreement) = match &outcome.result {
        OutcomeResult::Agreement(agreement) => (v1::OutcomeCode::Agreement, Some(proto_agreement(agreement)), None),
        OutcomeResult::SettledAndWithdrawn => (v1::OutcomeCode::SettledAndWithdrawn, None, None),
        OutcomeResult::NoAgreement(why) => (v1::OutcomeCode::NoAgreement, None, Some(proto_no_agreement(why))),
        OutcomeResult::Terminated(why) => (v1::OutcomeCode::Terminated, None, Some(proto_no_agreement(why))),
    };
    v1::Outcome { code: code as i32, agreement, no_agreement, remarks: or_empty(outcome.remarks.as_ref()) }
}

/// A message that belongs to another result must not be there, or it would be lost silently.
fn refuse_other(field: &str, is_there: bool) -> Result<(), FieldError> {
    if is_there {
        return Err(FieldError::new(field, "CONTRADICTION", "与所选结果不符", "belongs to another result"));
    }
    Ok(())
}

fn without_agreement(raw: &v1::Outcome) -> Result<NoAgreement, FieldError> {
    refuse_other("agreement", raw.agreement.is_some())?;
    required("no_agreement", raw.no_agreement.as_ref(), no_agreement)
}

fn agreement(raw: &v1::Agreement) -> Result<Agreement, FieldError> {
    let document = required("document", raw.document.as_ref(), material)?;
    let marks = [
        ("signed_by_parties", raw.signed_by_parties, "调解协议须由各方当事人签名", "the parties must have signed it"),
        ("signed_by_mediator", raw.signed_by_mediator, "调解协议须由调解员签名", "the mediator must have signed it"),
        (
            "sealed_by_organisation",
            raw.sealed_by_organisation,
            "调解协议须加盖调解组织印章",
            "the organisation must have sealed it",
        ),
    ];
    match marks.into_iter().find(|(_, there, _, _)| !there) {
        Some((field, _, zh, en)) => Err(FieldError::new(field, "NOT_SIGNED", zh, en)),
        None => Ok(Agreement { document, perform_by: optional_date("perform_by", &raw.perform_by)? }),
    }
}

fn proto_agreement(agreement: &Agreement) -> v1::Agreement {
    v1::Agreement {
        document: Some(proto_material(&agreement.document)),
        signed_by_parties: true,
        signed_by_mediator: true,
        sealed_by_organisation: true,
        perform_by: agreement.perform_by.map_or_else(String::new, |date| date.to_string()),
    }
}

fn no_agreement(raw: &v1::NoAgreement) -> Result<NoAgreement, FieldError> {
    Ok(NoAgreement {
        reason: tokens::failure_reason("reason", raw.reason)?,
        facts: text("facts", &raw.facts, limits::WORDS)?,
        undisputed_facts: field::optional_text("undisputed_facts", &raw.undisputed_facts, limits::WORDS)?,
        returned: materials("returned", &raw.returned)?,
    })
}

fn proto_no_agreement(why: &NoAgreement) -> v1::NoAgreement {
    v1::NoAgreement {
        reason: tokens::failure_reason_number(why.reason),
        facts: why.facts.as_str().to_owned(),
        undisputed_facts: or_empty(why.undisputed_facts.as_ref()),
        returned: why.returned.iter().map(proto_material).collect(),
    }
}
