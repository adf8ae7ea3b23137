//! Requests beside the dispute's own handling: supervision and judicial confirmation.

use super::{Fields, Ids, PAGE, step};
use crate::{
    codec::{
        field::{self, FieldError},
        outcome, purpose,
    },
    status::Problem,
};
use duijie_core::{
    command::{Command, Refer, Step},
    ids::Kind,
    outcome::{Outcome, OutcomeResult},
    purpose::{CONFIRMATION, Purpose, SUPERVISION, Supervision},
};
use duijie_proto::v1;

pub(super) fn supervise(raw: &v1::SuperviseRequest, ids: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let matter = fields.take(field::token("matter_id", &raw.matter_id));
    let receiver = fields.take(field::agency("receiver", &raw.receiver));
    let agency = fields.take(field::optional_agency("agency", &raw.agency));
    let about = fields.take(field::optional_token("about_referral", &raw.about_referral));
    let demand = fields.text("demand", &raw.demand, PAGE);
    let referral = ids.referral()?;
    let supervise = || {
        let receiver = receiver?;
        let agency = agency?.unwrap_or_else(|| receiver.clone());
        let supervision = Supervision { agency, about: about?, missed: None, demand: demand? };
        Some(Refer {
            matter: matter?,
            referral,
            kind: Kind::literal(SUPERVISION),
            purpose: Purpose::Supervision(supervision),
            receiver,
            procedure: None,
            mode: None,
            opinion: None,
            replaces: None,
        })
    };
    let supervise = supervise();
    fields.finish(supervise.map(|refer| Command::Refer(Box::new(refer))))
}

pub(super) fn request_confirmation(raw: &v1::RequestConfirmationRequest, ids: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let matter = fields.take(field::token("matter_id", &raw.matter_id));
    let receiver = fields.take(field::agency("receiver", &raw.receiver));
    let application = fields.take(field::required("application", raw.application.as_ref(), purpose::application));
    let referral = ids.referral()?;
    let apply = || {
        Some(Refer {
            matter: matter?,
            referral,
            kind: Kind::literal(CONFIRMATION),
            purpose: Purpose::Confirmation(application?),
            receiver: receiver?,
            procedure: None,
            mode: None,
            opinion: None,
            replaces: None,
        })
    };
    let apply = apply();
    fields.finish(apply.map(|refer| Command::Refer(Box::new(refer))))
}

pub(super) fn answer_supervision(raw: &v1::AnswerSupervisionRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let answer = field::required("answer", raw.answer.as_ref(), outcome::written_answer);
    concluded(&raw.referral_id, answer.map(OutcomeResult::Answered))
}

pub(super) fn decide_confirmation(raw: &v1::DecideConfirmationRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let ruling = field::required("ruling", raw.ruling.as_ref(), outcome::ruling);
    concluded(&raw.referral_id, ruling.map(OutcomeResult::Ruled))
}

fn concluded(referral_id: &str, result: Result<OutcomeResult, FieldError>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let result = fields.take(result);
    let outcome = result.map(|result| Box::new(Outcome::of(result)));
    step(fields, referral_id, outcome.map(|outcome| Step::Conclude { outcome, releases: Vec::new() }))
}
