//! The bodies that ask, remind and remark: supplements, materials, reminders, notes.

use crate::codec::{
    field::{FieldError, instant, list, optional_instant, optional_text, or_empty, plain, proto_instant, text},
    limits, tokens,
    values::{materials, number, proto_material, rule},
};
use duijie_core::letter::body::{MaterialRequest, NotUnderstood, Note, Remind, RequestSupplement, Supplement};
use duijie_proto::v1;

pub(super) fn request_supplement(raw: &v1::RequestSupplement) -> Result<RequestSupplement, FieldError> {
    Ok(RequestSupplement {
        officer: text("officer", &raw.officer, limits::NAME)?,
        items: list("items", &raw.items, limits::ITEMS, |raw| text("", raw, limits::TITLE))?,
        text: optional_text("text", &raw.text, limits::WORDS)?,
    })
}

pub(super) fn proto_request_supplement(body: &RequestSupplement) -> v1::RequestSupplement {
    v1::RequestSupplement {
        officer: body.officer.as_str().to_owned(),
        items: body.items.iter().map(|item| item.as_str().to_owned()).collect(),
        text: or_empty(body.text.as_ref()),
    }
}

pub(super) fn supplement(raw: &v1::Supplement) -> Result<Supplement, FieldError> {
    Ok(Supplement {
        officer: text("officer", &raw.officer, limits::NAME)?,
        materials: materials("materials", &raw.materials)?,
        text: optional_text("text", &raw.text, limits::WORDS)?,
    })
}

pub(super) fn proto_supplement(body: &Supplement) -> v1::Supplement {
    v1::Supplement {
        officer: body.officer.as_str().to_owned(),
        materials: body.materials.iter().map(proto_material).collect(),
        text: or_empty(body.text.as_ref()),
    }
}

pub(super) fn material_request(raw: &v1::MaterialRequest) -> Result<MaterialRequest, FieldError> {
    Ok(MaterialRequest {
        officer: text("officer", &raw.officer, limits::NAME)?,
        materials: materials("materials", &raw.materials)?,
        text: optional_text("text", &raw.text, limits::WORDS)?,
    })
}

pub(super) fn proto_material_request(body: &MaterialRequest) -> v1::MaterialRequest {
    v1::MaterialRequest {
        officer: body.officer.as_str().to_owned(),
        materials: body.materials.iter().map(proto_material).collect(),
        text: or_empty(body.text.as_ref()),
    }
}

pub(super) fn remind(raw: &v1::Remind) -> Result<Remind, FieldError> {
    Ok(Remind {
        stage: tokens::remind_stage("stage", raw.stage)?,
        duty: tokens::referral_duty("duty", raw.duty)?,
        rule: rule("rule_id", &raw.rule_id)?,
        due: instant("due", raw.due.as_ref())?,
        at: optional_instant("at", raw.at.as_ref())?,
        next_at: optional_instant("next_at", raw.next_at.as_ref())?,
    })
}

pub(super) fn proto_remind(body: &Remind) -> v1::Remind {
    v1::Remind {
        stage: tokens::remind_stage_number(body.stage),
        duty: tokens::duty_number(body.duty),
        rule_id: body.rule.as_str().to_owned(),
        due: Some(proto_instant(body.due)),
        at: body.at.map(proto_instant),
        next_at: body.next_at.map(proto_instant),
    }
}

pub(super) fn note(raw: &v1::Note) -> Result<Note, FieldError> {
    Ok(Note { officer: text("officer", &raw.officer, limits::NAME)?, text: text("text", &raw.text, limits::WORDS)? })
}

pub(super) fn proto_note(body: &Note) -> v1::Note {
    v1::Note { officer: body.officer.as_str().to_owned(), text: body.text.as_str().to_owned() }
}

pub(super) fn not_understood(raw: &v1::NotUnderstood) -> Result<NotUnderstood, FieldError> {
    Ok(NotUnderstood {
        number: number("number", raw.number)?,
        body_type: plain("body_type", &raw.body_type, limits::TOKEN)?,
    })
}

pub(super) fn proto_not_understood(body: &NotUnderstood) -> v1::NotUnderstood {
    v1::NotUnderstood { number: body.number, body_type: body.body_type.clone() }
}
