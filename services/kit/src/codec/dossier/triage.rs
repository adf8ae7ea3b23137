//! 分类处理, 并入一案一码.

use crate::codec::{
    field::{self, FieldError, text, within},
    limits,
};
use duijie_core::{
    dossier::{DisputeLink, Triage, TriageClass},
    time::Date,
};
use duijie_proto::v1::{self, triage::Class as Raw};

pub(super) fn read(raw: &v1::Triage) -> Result<Triage, FieldError> {
    let class = match raw.class.as_ref().ok_or_else(|| FieldError::missing("class"))? {
        Raw::SolvedOnTheSpot(raw) => within("solved_on_the_spot", text("result", &raw.result, limits::SENTENCE))
            .map(|result| TriageClass::SolvedOnTheSpot { result }),
        Raw::TimeLimited(raw) => within("time_limited", time_limited(raw)),
        Raw::Explained(raw) => within("explained", text("explanation", &raw.explanation, limits::WORDS))
            .map(|explanation| TriageClass::Explained { explanation }),
        Raw::ToBeStudied(raw) => within("to_be_studied", to_be_studied(raw)),
    };
    Ok(Triage { reason: text("reason", &raw.reason, limits::SENTENCE)?, class: class? })
}

/// A triage for the wire.
#[must_use]
pub fn proto_triage(triage: &Triage) -> v1::Triage {
    let class = match &triage.class {
        TriageClass::SolvedOnTheSpot { result } => {
            Raw::SolvedOnTheSpot(v1::SolvedOnTheSpot { result: result.as_str().to_owned() })
        }
        TriageClass::TimeLimited { until, handler } => {
            Raw::TimeLimited(v1::TimeLimited { until: until.to_string(), handler: handler.as_str().to_owned() })
        }
        TriageClass::Explained { explanation } => {
            Raw::Explained(v1::Explained { explanation: explanation.as_str().to_owned() })
        }
        TriageClass::ToBeStudied { until, lead } => {
            Raw::ToBeStudied(v1::ToBeStudied { until: until.to_string(), lead: lead.as_str().to_owned() })
        }
    };
    v1::Triage { reason: triage.reason.as_str().to_owned(), class: Some(class) }
}

pub(super) fn link(raw: &v1::DisputeLink) -> Result<DisputeLink, FieldError> {
    Ok(DisputeLink {
        dispute: field::token("dispute_code", &raw.dispute_code)?,
        former: field::optional_token("former_dispute_code", &raw.former_dispute_code)?,
        reason: text("reason", &raw.reason, limits::SENTENCE)?,
    })
}

pub(super) fn proto_link(link: &DisputeLink) -> v1::DisputeLink {
    v1::DisputeLink {
        dispute_code: link.dispute.as_str().to_owned(),
        reason: link.reason.as_str().to_owned(),
        former_dispute_code: link.former.as_ref().map_or_else(String::new, |code| code.as_str().to_owned()),
    }
}

fn time_limited(raw: &v1::TimeLimited) -> Result<TriageClass, FieldError> {
    Ok(TriageClass::TimeLimited { until: until(&raw.until)?, handler: text("handler", &raw.handler, limits::NAME)? })
}

fn to_be_studied(raw: &v1::ToBeStudied) -> Result<TriageClass, FieldError> {
    Ok(TriageClass::ToBeStudied { until: until(&raw.until)?, lead: text("lead", &raw.lead, limits::NAME)? })
}

fn until(raw: &str) -> Result<Date, FieldError> {
    field::optional_date("until", raw)?.ok_or_else(|| FieldError::missing("until"))
}
