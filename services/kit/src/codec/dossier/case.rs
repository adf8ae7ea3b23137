//! Steps of a case that rules count from or ask for.

use super::tokens;
use crate::codec::{
    field::{FieldError, list, optional, optional_date, optional_text, or_empty, required, text},
    limits, values,
};
use duijie_core::{
    dossier::{
        AccidentFinding, AccidentLoss, CaseStep, Elsewhere, MediationAsked, MediatorNamed, Sparing, WrittenRequest,
    },
    time::Date,
};
use duijie_proto::v1;

pub(super) fn elsewhere(raw: &v1::Elsewhere) -> Result<Elsewhere, FieldError> {
    Ok(Elsewhere {
        unit: text("unit", &raw.unit, limits::TITLE)?,
        step: tokens::elsewhere_step("step", raw.step)?,
        text: optional_text("text", &raw.text, limits::SENTENCE)?,
    })
}

pub(super) fn proto_elsewhere(it: &Elsewhere) -> v1::Elsewhere {
    v1::Elsewhere {
        unit: it.unit.as_str().to_owned(),
        step: tokens::elsewhere_step_number(it.step),
        text: or_empty(it.text.as_ref()),
    }
}

pub(super) fn finding(raw: &v1::AccidentFinding) -> Result<AccidentFinding, FieldError> {
    Ok(AccidentFinding {
        kind: tokens::accident_document("kind", raw.kind)?,
        number: text("number", &raw.number, limits::NAME)?,
        received_on: date("received_on", &raw.received_on)?,
        document: optional("document", raw.document.as_ref(), values::material)?,
    })
}

pub(super) fn proto_finding(it: &AccidentFinding) -> v1::AccidentFinding {
    v1::AccidentFinding {
        kind: tokens::accident_document_number(it.kind),
        number: it.number.as_str().to_owned(),
        received_on: it.received_on.to_string(),
        document: it.document.as_ref().map(values::proto_material),
    }
}

pub(super) fn loss(raw: &v1::AccidentLoss) -> Result<AccidentLoss, FieldError> {
    Ok(AccidentLoss {
        by: tokens::loss_known_by("by", raw.by)?,
        on: date("on", &raw.on)?,
        document: optional("document", raw.document.as_ref(), values::material)?,
    })
}

pub(super) fn proto_loss(it: &AccidentLoss) -> v1::AccidentLoss {
    v1::AccidentLoss {
        by: tokens::loss_known_by_number(it.by),
        on: it.on.to_string(),
        document: it.document.as_ref().map(values::proto_material),
    }
}

pub(super) fn asked(raw: &v1::MediationAsked) -> Result<MediationAsked, FieldError> {
    Ok(MediationAsked {
        parties: list("parties", &raw.parties, limits::PARTIES, |raw| text("", raw, limits::NAME))?,
        document: required("document", raw.document.as_ref(), values::material)?,
    })
}

pub(super) fn proto_asked(it: &MediationAsked) -> v1::MediationAsked {
    v1::MediationAsked {
        parties: it.parties.iter().map(|party| party.as_str().to_owned()).collect(),
        document: Some(values::proto_material(&it.document)),
    }
}

pub(super) fn sparing(raw: &v1::Sparing) -> Result<Sparing, FieldError> {
    Ok(Sparing {
        agreement: required("agreement", raw.agreement.as_ref(), values::material)?,
        performed_on: date("performed_on", &raw.performed_on)?,
        performance: required("performance", raw.performance.as_ref(), values::material)?,
        requests: list("requests", &raw.requests, limits::PARTIES, request)?,
    })
}

fn request(raw: &v1::WrittenRequest) -> Result<WrittenRequest, FieldError> {
    Ok(WrittenRequest {
        party: text("party", &raw.party, limits::NAME)?,
        document: required("document", raw.document.as_ref(), values::material)?,
    })
}

pub(super) fn proto_sparing(it: &Sparing) -> v1::Sparing {
    let request = |request: &WrittenRequest| v1::WrittenRequest {
        party: request.party.as_str().to_owned(),
        document: Some(values::proto_material(&request.document)),
    };
    v1::Sparing {
        agreement: Some(values::proto_material(&it.agreement)),
        performed_on: it.performed_on.to_string(),
        performance: Some(values::proto_material(&it.performance)),
        requests: it.requests.iter().map(request).collect(),
    }
}

pub(super) fn mediator(raw: &v1::MediatorNamed) -> Result<MediatorNamed, FieldError> {
    Ok(MediatorNamed { mediator: text("mediator", &raw.mediator, limits::NAME)?, by: tokens::named_by("by", raw.by)? })
}

pub(super) fn proto_mediator(it: &MediatorNamed) -> v1::MediatorNamed {
    v1::MediatorNamed { mediator: it.mediator.as_str().to_owned(), by: tokens::named_by_number(it.by) }
}

pub(super) fn step(raw: &v1::CaseStep) -> Result<CaseStep, FieldError> {
    Ok(CaseStep {
        act: tokens::case_act("act", raw.act)?,
        on: date("on", &raw.on)?,
        person: optional_text("person", &raw.person, limits::NAME)?,
        counted_from: optional_date("counted_from", &raw.counted_from)?,
        document: optional("document", raw.document.as_ref(), values::material)?,
        text: optional_text("text", &raw.text, limits::SENTENCE)?,
    })
}

pub(super) fn proto_step(it: &CaseStep) -> v1::CaseStep {
    v1::CaseStep {
        act: tokens::case_act_number(it.act),
        on: it.on.to_string(),
        person: or_empty(it.person.as_ref()),
        counted_from: it.counted_from.map_or_else(String::new, |date| date.to_string()),
        document: it.document.as_ref().map(values::proto_material),
        text: or_empty(it.text.as_ref()),
    }
}

fn date(field: &str, raw: &str) -> Result<Date, FieldError> {
    optional_date(field, raw)?.ok_or_else(|| FieldError::missing(field))
}
