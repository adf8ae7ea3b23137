//! 披露 and 回避.

use super::{said, tokens};
use crate::codec::{
    body,
    field::{FieldError, optional, optional_text, or_empty, text},
    limits, values,
};
use duijie_core::dossier::{Disclosure, Recusal, RecusalDecision, RecusalRuling, ReplacementRejected};
use duijie_proto::v1;

pub(super) fn disclosure(raw: &v1::Disclosure) -> Result<Disclosure, FieldError> {
    Ok(Disclosure {
        whom: text("whom", &raw.whom, limits::NAME)?,
        tie: tokens::tie("tie", raw.tie)?,
        text: said::read("text", &raw.text, limits::SENTENCE)?,
    })
}

pub(super) fn proto_disclosure(it: &Disclosure) -> v1::Disclosure {
    v1::Disclosure { whom: it.whom.as_str().to_owned(), tie: tokens::tie_number(it.tie), text: said::kept(&it.text) }
}

pub(super) fn recusal(raw: &v1::Recusal) -> Result<Recusal, FieldError> {
    Ok(Recusal {
        party: text("party", &raw.party, limits::NAME)?,
        whom: text("whom", &raw.whom, limits::NAME)?,
        tie: tokens::tie("tie", raw.tie)?,
        text: said::read("text", &raw.text, limits::SENTENCE)?,
        evidence: optional("evidence", raw.evidence.as_ref(), values::material)?,
    })
}

pub(super) fn proto_recusal(it: &Recusal) -> v1::Recusal {
    v1::Recusal {
        party: it.party.as_str().to_owned(),
        whom: it.whom.as_str().to_owned(),
        tie: tokens::tie_number(it.tie),
        text: said::kept(&it.text),
        evidence: it.evidence.as_ref().map(values::proto_material),
    }
}

/// Only that all agree has their agreements.
pub(super) fn decision(raw: &v1::RecusalDecision) -> Result<RecusalDecision, FieldError> {
    let ruling = match v1::RecusalRuling::try_from(raw.ruling).map_err(|_| tokens::unknown("ruling"))? {
        v1::RecusalRuling::Unspecified => return Err(FieldError::missing("ruling")),
        v1::RecusalRuling::Continues => RecusalRuling::Continues(body::agreed("agreed", &raw.agreed)?),
        v1::RecusalRuling::Replaced | v1::RecusalRuling::Refused if !raw.agreed.is_empty() => {
            let (zh, en) = ("只有各方同意继续时填写", "only where all agree that the same person goes on");
            return Err(FieldError::new("agreed", "CONTRADICTION", zh, en));
        }
        v1::RecusalRuling::Replaced => RecusalRuling::Replaced,
        v1::RecusalRuling::Refused => RecusalRuling::Refused,
    };
    Ok(RecusalDecision {
        about: values::number("about", raw.about)?,
        ruling,
        decided_by: text("decided_by", &raw.decided_by, limits::NAME)?,
        reason: optional_text("reason", &raw.reason, limits::SENTENCE)?,
    })
}

pub(super) fn proto_decision(it: &RecusalDecision) -> v1::RecusalDecision {
    let (ruling, agreed) = match &it.ruling {
        RecusalRuling::Replaced => (v1::RecusalRuling::Replaced, Vec::new()),
        RecusalRuling::Refused => (v1::RecusalRuling::Refused, Vec::new()),
        RecusalRuling::Continues(agreed) => (v1::RecusalRuling::Continues, body::proto_agreed(agreed)),
    };
    v1::RecusalDecision {
        about: it.about,
        ruling: ruling as i32,
        decided_by: it.decided_by.as_str().to_owned(),
        reason: or_empty(it.reason.as_ref()),
        agreed,
    }
}

pub(super) fn rejected(raw: &v1::ReplacementRejected) -> Result<ReplacementRejected, FieldError> {
    Ok(ReplacementRejected {
        party: text("party", &raw.party, limits::NAME)?,
        text: said::read_optional("text", &raw.text, limits::SENTENCE)?,
    })
}

pub(super) fn proto_rejected(it: &ReplacementRejected) -> v1::ReplacementRejected {
    v1::ReplacementRejected { party: it.party.as_str().to_owned(), text: said::kept_if_any(it.text.as_ref()) }
}
