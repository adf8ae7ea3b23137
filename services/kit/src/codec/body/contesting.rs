//! The bodies that contest competence: object, decide objection.

use crate::codec::{
    field::{FieldError, optional_agency, optional_text, or_empty, text},
    limits, tokens,
};
use duijie_core::letter::body::{DecideObjection, Object};
use duijie_proto::v1;

pub(super) fn object(raw: &v1::Object) -> Result<Object, FieldError> {
    Ok(Object {
        officer: text("officer", &raw.officer, limits::NAME)?,
        basis: optional_text("basis", &raw.basis, limits::SENTENCE)?,
        text: text("text", &raw.text, limits::WORDS)?,
        suggestion: optional_agency("suggestion", &raw.suggestion)?,
    })
}

pub(super) fn proto_object(body: &Object) -> v1::Object {
    v1::Object {
        officer: body.officer.as_str().to_owned(),
        basis: or_empty(body.basis.as_ref()),
        text: body.text.as_str().to_owned(),
        suggestion: body.suggestion.as_ref().map_or_else(String::new, |agency| agency.as_str().to_owned()),
    }
}

pub(super) fn decide_objection(raw: &v1::DecideObjection) -> Result<DecideObjection, FieldError> {
    Ok(DecideObjection {
        officer: text("officer", &raw.officer, limits::NAME)?,
        answer: tokens::answer("answer", raw.answer)?,
        text: text("text", &raw.text, limits::WORDS)?,
    })
}

pub(super) fn proto_decide_objection(body: &DecideObjection) -> v1::DecideObjection {
    v1::DecideObjection {
        officer: body.officer.as_str().to_owned(),
        answer: tokens::answer_number(body.answer),
        text: body.text.as_str().to_owned(),
    }
}
