//! Requests that issue and void documents (文书).

use super::{Fields, Ids};
use crate::{
    codec::{
        field::{self, FieldError},
        limits,
    },
    status::Problem,
};
use duijie_core::{
    command::{Command, Issue},
    document::FIELDS_MAX,
    text::Text,
};
use duijie_proto::v1;

pub(super) fn issue(raw: &v1::IssueDocumentRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let matter = fields.take(field::token("matter_id", &raw.matter_id));
    let form = fields.take(field::text("form_id", &raw.form_id, limits::TOKEN));
    let referral = fields.take(field::optional_token("referral_id", &raw.referral_id));
    let written = written(&mut fields, &raw.fields);
    let parsed = matter.zip(form).zip(referral);
    fields.finish(
        parsed.map(|((matter, form), referral)| Command::Issue(Issue { matter, form, referral, fields: written })),
    )
}

fn written(fields: &mut Fields, raw: &[v1::FieldValue]) -> Vec<(Text, Text)> {
    if raw.len() > FIELDS_MAX {
        let (has, max) = (raw.len(), FIELDS_MAX);
        let (zh, en) = (format!("有 {has} 项，最多 {max} 项"), format!("has {has} entries, at most {max} are allowed"));
        fields.refuse(FieldError::new("fields", "TOO_MANY", zh, en));
        return Vec::new();
    }
    let mut written: Vec<(Text, Text)> = Vec::new();
    for (at, raw) in raw.iter().enumerate() {
        let key = fields.take(field::text(&format!("fields[{at}].key"), &raw.key, limits::TOKEN));
        let Some(key) = key else { continue };
        let twice = written.iter().any(|(other, _)| *other == key);
        // A field left blank is one that was left out: the form says by name what it lacks.
        if raw.value.trim().is_empty() && !twice {
            continue;
        }
        let path = format!("fields.{}", key.as_str());
        let Some(value) = fields.take(field::text(&path, &raw.value, limits::WORDS)) else { continue };
        if twice {
            let path = format!("fields[{at}].key");
            fields.refuse(FieldError::new(&path, "TWICE", "同一字段写了两次", "names a field for the second time"));
        } else {
            written.push((key, value));
        }
    }
    written
}

pub(super) fn void(raw: &v1::VoidDocumentRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let matter = fields.take(field::token("matter_id", &raw.matter_id));
    let reason = fields.take(field::text("reason", &raw.reason, limits::SENTENCE));
    fields.finish(matter.zip(reason).map(|(matter, reason)| Command::Void { matter, document: raw.document, reason }))
}
