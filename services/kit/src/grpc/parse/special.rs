//! Requests beside the dispute's own handling: supervision and judicial confirmation.

use super::{Fields, Ids, PAGE, intake, step};
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
    numbers::OwnNumberKind,
    outcome::{ConfirmationRuling, Outcome, OutcomeResult},
    purpose::{CONFIRMATION, Overseen, Purpose, SUPERVISION, Supervision},
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
        let supervision = Supervision { agency, about: about?, missed: None, demand: demand?, of: Overseen::Dispute };
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

pub(super) fn decide_confirmation(raw: &v1::DecideConfirmationRequest, ids: &Ids<'_>) -> Result<Command, Problem> {
    let ruling = field::required("ruling", raw.ruling.as_ref(), |raw| {
        let number = intake::number("number", &raw.number, Some(OwnNumberKind::CourtCase), ids.now)?;
        let ruling = outcome::ruling(raw)?;
        Ok(ConfirmationRuling { number: number.unwrap_or_else(|| ruling.number.clone()), ..ruling })
    });
    concluded(&raw.referral_id, ruling.map(OutcomeResult::Ruled))
}

fn concluded(referral_id: &str, result: Result<OutcomeResult, FieldError>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let result = fields.take(result);
    let outcome = result.map(|result| Box::new(Outcome::of(result)));
    step(fields, referral_id, outcome.map(|outcome| Step::Conclude { outcome, releases: Vec::new() }))
}

#[cfg(test)]
mod tests {
    use super::{Ids, decide_confirmation};
    use crate::status::Problem;
    use duijie_core::time::Timestamp;
    use duijie_proto::v1;

    #[test]
    fn a_ruling_bears_a_right_case_number() {
        let (me, request) = ("320102.courts".parse().unwrap(), "request-1".parse().unwrap());
        let ids = Ids { me: &me, request: &request, now: Timestamp::from_micros(1_772_413_200_000_000) };
        let refused = |number: &str| {
            let (number, decision) = (number.to_owned(), v1::ConfirmationDecision::Valid as i32);
            let ruling = Some(v1::ConfirmationRuling { number, decision, ..Default::default() });
            let raw = v1::DecideConfirmationRequest { referral_id: "r-1".into(), ruling, ..Default::default() };
            match decide_confirmation(&raw, &ids) {
                Ok(_) => None,
                Err(Problem::Fields(wrong)) => wrong.first().map(|wrong| (wrong.path.clone(), wrong.code)),
                Err(_) => panic!("something else is wrong"),
            }
        };
        assert_eq!(refused("苏0102民特1号"), Some(("ruling.number".to_owned(), "BAD_CASE_NUMBER")));
        assert_eq!(refused(""), Some(("ruling.number".to_owned(), "MISSING_FIELD")));
        assert_eq!(refused("(2026)苏0102民特1号"), None);
    }
}
