//! Requests of a receiving agency and its mediation bodies.

use super::{BASIS, Fields, Ids, PAGE, intake, outcome::outcome, sending::answer, step};
use crate::{
    codec::{
        body,
        field::{self, FieldError},
        limits, tokens, values,
    },
    status::Problem,
};
use duijie_core::{
    command::{Command, Step},
    confidential::Confidential,
    ids::Digest,
};
use duijie_proto::v1;

pub(super) fn acknowledge(raw: &v1::AcknowledgeRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let shown = fields.take(optional_digest("shown", &raw.shown));
    step(fields, &raw.referral_id, shown.map(|shown| Step::Acknowledge { shown }))
}

fn optional_digest(name: &str, raw: &[u8]) -> Result<Option<Digest>, FieldError> {
    if raw.is_empty() { Ok(None) } else { field::digest(name, raw).map(Some) }
}

pub(super) fn accept(raw: &v1::AcceptRequest, ids: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let own_number = fields.take(intake::number("own_number", &raw.own_number, None, ids.now));
    step(fields, &raw.referral_id, own_number.map(|own_number| Step::Accept { own_number }))
}

pub(super) fn decline(raw: &v1::DeclineRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let code = fields.take(tokens::decline_code("code", raw.code));
    let basis = fields.optional_text("basis", &raw.basis, BASIS);
    let text = fields.text("text", &raw.text, limits::SENTENCE);
    let suggestion = fields.take(field::optional_agency("suggestion", &raw.suggestion));
    let decline = || Some(Step::Decline { code: code?, basis: basis?, text: text?, suggestion: suggestion? });
    step(fields, &raw.referral_id, decline())
}

pub(super) fn object(raw: &v1::ObjectRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let basis = fields.optional_text("basis", &raw.basis, BASIS);
    let text = fields.text("text", &raw.text, limits::SENTENCE);
    let suggestion = fields.take(field::optional_agency("suggestion", &raw.suggestion));
    let object = || Some(Step::Object { basis: basis?, text: text?, suggestion: suggestion? });
    step(fields, &raw.referral_id, object())
}

pub(super) fn request_material(raw: &v1::RequestMaterialRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let digests = fields.list("digests", &raw.digests, 1..=limits::ITEMS, |raw| field::digest("", raw));
    let text = fields.optional_text("text", &raw.text, limits::SENTENCE);
    step(fields, &raw.referral_id, digests.zip(text).map(|(digests, text)| Step::RequestMaterial { digests, text }))
}

pub(super) fn extend(raw: &v1::ExtendRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let length = if raw.length == 0 { Err(FieldError::missing("length")) } else { Ok(raw.length) };
    let length = fields.take(length);
    let ground = fields.take(body::ground(&raw.consents, &raw.approved_by, raw.approval.as_ref()));
    let reason = fields.optional_text("reason", &raw.reason, limits::SENTENCE);
    let extend = || Some(Step::Extend { length: length?, ground: ground?, reason: reason? });
    step(fields, &raw.referral_id, extend())
}

pub(super) fn request_supplement(raw: &v1::RequestSupplementRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let items = fields.list("items", &raw.items, 1..=limits::ITEMS, |raw| field::text("", raw, limits::TITLE));
    let text = fields.optional_text("text", &raw.text, limits::WORDS);
    step(fields, &raw.referral_id, items.zip(text).map(|(items, text)| Step::RequestSupplement { items, text }))
}

pub(super) fn report_progress(raw: &v1::ReportProgressRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let text = fields.text("text", &raw.text, PAGE);
    step(fields, &raw.referral_id, text.map(|text| Step::ReportProgress { text }))
}

pub(super) fn suspend(raw: &v1::SuspendRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let reason = fields.take(tokens::suspend_reason("reason", raw.reason));
    let basis = fields.optional_text("basis", &raw.basis, BASIS);
    let evidence = fields.take(field::optional("evidence", raw.evidence.as_ref(), values::material));
    let suspend = || Some(Step::Suspend { reason: reason?, basis: basis?, evidence: evidence? });
    step(fields, &raw.referral_id, suspend())
}

pub(super) fn resume(raw: &v1::ResumeRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    step(Fields::default(), &raw.referral_id, Some(Step::Resume))
}

pub(super) fn conclude(raw: &v1::ConcludeRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let outcome = match &raw.outcome {
        Some(raw) => outcome(&mut fields, raw),
        None => fields.take(Err(FieldError::missing("outcome"))),
    };
    let releases = fields.list("releases", &raw.releases, 0..=limits::ITEMS, |position| Ok(*position));
    let conclude = outcome.zip(releases);
    step(
        fields,
        &raw.referral_id,
        conclude.map(|(outcome, releases)| Step::Conclude { outcome: Box::new(outcome), releases }),
    )
}

pub(super) fn answer_recall(raw: &v1::AnswerRecallRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let answer = fields.take(answer(raw.answer));
    step(fields, &raw.referral_id, answer.map(Step::AnswerRecall))
}

pub(super) fn assign_body(raw: &v1::AssignBodyRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let body = fields.text("body", &raw.body, limits::NAME);
    let again = fields.optional_text("again", &raw.again, limits::SENTENCE);
    step(fields, &raw.referral_id, body.zip(again).map(|(body, again)| Step::AssignBody { body, again }))
}

pub(super) fn record_attempt(raw: &v1::RecordAttemptRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let text = fields.text("text", &raw.text, PAGE).map(Confidential::new);
    step(fields, &raw.referral_id, text.map(|text| Step::RecordAttempt { text }))
}

pub(super) fn assign_mediator(raw: &v1::AssignMediatorRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let mediator = fields.text("mediator", &raw.mediator, limits::NAME);
    step(fields, &raw.referral_id, mediator.map(|mediator| Step::AssignMediator { mediator }))
}
