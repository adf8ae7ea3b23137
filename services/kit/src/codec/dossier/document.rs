//! 文书: issued and voided.

use crate::codec::{
    field::{self, FieldError, list, optional_token, text},
    limits,
};
use duijie_core::{
    document::{FIELDS_MAX, Layout},
    dossier::{Document, Filled, Voided},
};
use duijie_proto::v1;

pub(super) fn read(raw: &v1::IssuedDocument) -> Result<Document, FieldError> {
    let issued_on = field::optional_date("issued_on", &raw.issued_on)?;
    Ok(Document {
        form: text("form", &raw.form, limits::TOKEN)?,
        title: text("title", &raw.title, limits::TITLE)?,
        referral: optional_token("referral_id", &raw.referral_id)?,
        class: text("class", &raw.class, limits::TOKEN)?,
        year: i16::try_from(raw.year)
            .map_err(|_| FieldError::new("year", "OUT_OF_RANGE", "年份超出范围", "is no year"))?,
        serial: raw.serial,
        number: text("number", &raw.number, limits::SENTENCE)?,
        issuer: text("issuer", &raw.issuer, limits::TITLE)?,
        issued_on: issued_on.ok_or_else(|| FieldError::missing("issued_on"))?,
        fields: list("fields", &raw.fields, FIELDS_MAX, filled)?,
        layout: Layout::parse(&raw.layout)
            .ok_or_else(|| FieldError::new("layout", "UNKNOWN_VALUE", "未知的版式", "is no known layout"))?,
        clauses: list("clauses", &raw.clauses, FIELDS_MAX, |line| text("", line, limits::SENTENCE))?,
        signatures: list("signatures", &raw.signatures, FIELDS_MAX, |line| text("", line, limits::SENTENCE))?,
        digest: field::digest("digest", &raw.digest)?,
    })
}

fn filled(raw: &v1::DocumentField) -> Result<Filled, FieldError> {
    Ok(Filled {
        key: text("key", &raw.key, limits::TOKEN)?,
        name: text("name", &raw.name, limits::TOKEN)?,
        value: text("value", &raw.value, limits::WORDS)?,
    })
}

pub(super) fn proto(document: &Document) -> v1::IssuedDocument {
    let said = |field: &Filled| v1::DocumentField {
        key: field.key.as_str().to_owned(),
        name: field.name.as_str().to_owned(),
        value: field.value.as_str().to_owned(),
    };
    v1::IssuedDocument {
        form: document.form.as_str().to_owned(),
        title: document.title.as_str().to_owned(),
        referral_id: document.referral.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
        class: document.class.as_str().to_owned(),
        year: i32::from(document.year),
        serial: document.serial,
        number: document.number.as_str().to_owned(),
        issuer: document.issuer.as_str().to_owned(),
        issued_on: document.issued_on.to_string(),
        fields: document.fields.iter().map(said).collect(),
        layout: document.layout.as_str().to_owned(),
        clauses: document.clauses.iter().map(|line| line.as_str().to_owned()).collect(),
        signatures: document.signatures.iter().map(|line| line.as_str().to_owned()).collect(),
        digest: document.digest.as_bytes().to_vec(),
    }
}

pub(super) fn read_voided(raw: &v1::VoidedDocument) -> Result<Voided, FieldError> {
    Ok(Voided { document: raw.document, reason: text("reason", &raw.reason, limits::SENTENCE)? })
}

pub(super) fn proto_voided(voided: &Voided) -> v1::VoidedDocument {
    v1::VoidedDocument { document: voided.document, reason: voided.reason.as_str().to_owned() }
}
