//! 排除情形 and 例外批准.

use super::tokens;
use crate::codec::{
    field::{FieldError, optional, text, token},
    limits, values,
};
use duijie_core::{
    dossier::{Circumstance, Override},
    exclusion::Excluded,
};
use duijie_proto::v1::{self, r#override::Excluded as Raw};

pub(super) fn read(raw: &v1::Circumstance) -> Result<Circumstance, FieldError> {
    Ok(Circumstance {
        code: token("code", &raw.code)?,
        finding: tokens::finding("finding", raw.finding)?,
        text: text("text", &raw.text, limits::WORDS)?,
        evidence: optional("evidence", raw.evidence.as_ref(), values::material)?,
    })
}

pub(super) fn proto(it: &Circumstance) -> v1::Circumstance {
    v1::Circumstance {
        code: it.code.as_str().to_owned(),
        finding: tokens::finding_number(it.finding),
        text: it.text.as_str().to_owned(),
        evidence: it.evidence.as_ref().map(values::proto_material),
    }
}

pub(super) fn read_override(raw: &v1::Override) -> Result<Override, FieldError> {
    Ok(Override {
        code: token("code", &raw.code)?,
        excluded: match &raw.excluded {
            None => return Err(FieldError::missing("excluded")),
            Some(Raw::Kind(kind)) => Excluded::Kind(token("kind", kind)?),
            Some(Raw::RuleId(rule)) => Excluded::Rule(values::rule("rule_id", rule)?),
        },
        reason: text("reason", &raw.reason, limits::SENTENCE)?,
        document: optional("document", raw.document.as_ref(), values::material)?,
    })
}

pub(super) fn proto_override(it: &Override) -> v1::Override {
    v1::Override {
        code: it.code.as_str().to_owned(),
        excluded: Some(match &it.excluded {
            Excluded::Kind(kind) => Raw::Kind(kind.as_str().to_owned()),
            Excluded::Rule(rule) => Raw::RuleId(rule.as_str().to_owned()),
        }),
        reason: it.reason.as_str().to_owned(),
        document: it.document.as_ref().map(values::proto_material),
    }
}
