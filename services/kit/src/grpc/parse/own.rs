//! Requests about deadlines of this agency's own (自有期限).

use super::{Fields, Ids};
use crate::{
    codec::{
        body,
        field::{self, FieldError},
        limits, tokens, values,
    },
    status::Problem,
};
use duijie_core::command::{Command, OwnStep, Start};
use duijie_proto::v1;

pub(super) fn start(raw: &v1::StartDeadlineRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let matter = fields.take(field::token("matter_id", &raw.matter_id));
    let rule = fields.take(values::rule("rule_id", &raw.rule_id));
    let variant = fields.take(field::optional_token("variant", &raw.variant));
    let started_at = fields.take(field::optional_instant("started_at", raw.started_at.as_ref()));
    let start = || Some(Start { matter: matter?, rule: rule?, variant: variant?, started_at: started_at? });
    fields.finish(start().map(Command::Start))
}

pub(super) fn end(raw: &v1::EndDeadlineRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let ending = fields.take(tokens::ending("ending", raw.ending));
    let at = fields.take(field::optional_instant("at", raw.at.as_ref()));
    let text = fields.optional_text("text", &raw.text, limits::SENTENCE);
    let evidence = fields.take(field::optional("evidence", raw.evidence.as_ref(), values::material));
    let end = || Some(OwnStep::End { ending: ending?, at: at?, text: text?, evidence: evidence? });
    about(fields, &raw.deadline_id, end())
}

pub(super) fn suspend(raw: &v1::SuspendDeadlineRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let reason = fields.take(tokens::suspend_reason("reason", raw.reason));
    let evidence = fields.take(field::required("evidence", raw.evidence.as_ref(), values::material));
    let suspend = || Some(OwnStep::Suspend { reason: reason?, evidence: evidence? });
    about(fields, &raw.deadline_id, suspend())
}

pub(super) fn resume(raw: &v1::ResumeDeadlineRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    about(Fields::default(), &raw.deadline_id, Some(OwnStep::Resume))
}

pub(super) fn extend(raw: &v1::ExtendDeadlineRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let length = if raw.length == 0 { Err(FieldError::missing("length")) } else { Ok(raw.length) };
    let length = fields.take(length);
    let ground = fields.take(body::ground(&raw.consents, &raw.approved_by, raw.approval.as_ref()));
    let reason = fields.optional_text("reason", &raw.reason, limits::SENTENCE);
    let extend = || Some(OwnStep::Extend { length: length?, ground: ground?, reason: reason? });
    about(fields, &raw.deadline_id, extend())
}

pub(super) fn restart(raw: &v1::RestartDeadlineRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let from = fields.take(field::instant("from", raw.from.as_ref()));
    let evidence = fields.take(field::required("evidence", raw.evidence.as_ref(), values::material));
    let restart = || Some(OwnStep::Restart { from: from?, evidence: evidence? });
    about(fields, &raw.deadline_id, restart())
}

fn about(mut fields: Fields, deadline_id: &str, step: Option<OwnStep>) -> Result<Command, Problem> {
    let id = fields.take(field::token("deadline_id", deadline_id));
    fields.finish(id.zip(step).map(|(id, step)| Command::Own { id, step }))
}
