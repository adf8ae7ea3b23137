//! The bodies of handling: progress, suspend, resume, conclude, confirm outcome.

use crate::codec::{
    field::{FieldError, digest, instant, optional, optional_text, or_empty, proto_instant, required, text},
    limits,
    outcome::{outcome, proto_outcome},
    tokens,
    values::{due, material, proto_due, proto_material},
};
use duijie_core::letter::body::{Conclude, ConfirmOutcome, FailedAttempt, NextAttempt, Progress, Resume, Suspend};
use duijie_proto::v1;

pub(super) fn progress(raw: &v1::Progress) -> Result<Progress, FieldError> {
    Ok(Progress {
        officer: text("officer", &raw.officer, limits::NAME)?,
        text: text("text", &raw.text, limits::WORDS)?,
        body: optional_text("body", &raw.body, limits::NAME)?,
        mediator: optional_text("mediator", &raw.mediator, limits::NAME)?,
        attempt: attempt(raw)?,
    })
}

fn attempt(raw: &v1::Progress) -> Result<Option<FailedAttempt>, FieldError> {
    let next = if raw.pass_up { NextAttempt::PassUp } else { NextAttempt::Allowed };
    match (raw.failed_attempts, next) {
        (0, NextAttempt::Allowed) => Ok(None),
        (0, NextAttempt::PassUp) => Err(FieldError::missing("failed_attempts")),
        (in_a_row, next) => Ok(Some(FailedAttempt { in_a_row, next })),
    }
}

pub(super) fn proto_progress(body: &Progress) -> v1::Progress {
    v1::Progress {
        failed_attempts: body.attempt.map_or(0, |attempt| attempt.in_a_row),
        pass_up: body.attempt.is_some_and(|attempt| attempt.next == NextAttempt::PassUp),
        officer: body.officer.as_str().to_owned(),
        text: body.text.as_str().to_owned(),
        body: or_empty(body.body.as_ref()),
        mediator: or_empty(body.mediator.as_ref()),
    }
}

pub(super) fn suspend(raw: &v1::Suspend) -> Result<Suspend, FieldError> {
    Ok(Suspend {
        officer: text("officer", &raw.officer, limits::NAME)?,
        reason: tokens::suspend_reason("reason", raw.reason)?,
        basis: optional_text("basis", &raw.basis, limits::SENTENCE)?,
        evidence: optional("evidence", raw.evidence.as_ref(), material)?,
        suspended_at: instant("suspended_at", raw.suspended_at.as_ref())?,
        review_due: optional("review_due", raw.review_due.as_ref(), due)?,
    })
}

pub(super) fn proto_suspend(body: &Suspend) -> v1::Suspend {
    v1::Suspend {
        officer: body.officer.as_str().to_owned(),
        reason: tokens::suspend_reason_number(body.reason),
        basis: or_empty(body.basis.as_ref()),
        evidence: body.evidence.as_ref().map(proto_material),
        suspended_at: Some(proto_instant(body.suspended_at)),
        review_due: body.review_due.as_ref().map(proto_due),
    }
}

pub(super) fn resume(raw: &v1::Resume) -> Result<Resume, FieldError> {
    Ok(Resume {
        officer: text("officer", &raw.officer, limits::NAME)?,
        resumed_at: instant("resumed_at", raw.resumed_at.as_ref())?,
        handle_due: required("handle_due", raw.handle_due.as_ref(), due)?,
    })
}

pub(super) fn proto_resume(body: &Resume) -> v1::Resume {
    v1::Resume {
        officer: body.officer.as_str().to_owned(),
        resumed_at: Some(proto_instant(body.resumed_at)),
        handle_due: Some(proto_due(&body.handle_due)),
    }
}

pub(super) fn conclude(raw: &v1::Conclude) -> Result<Conclude, FieldError> {
    Ok(Conclude {
        officer: text("officer", &raw.officer, limits::NAME)?,
        outcome: required("outcome", raw.outcome.as_ref(), outcome)?,
        feed_back_due: required("feed_back_due", raw.feed_back_due.as_ref(), due)?,
    })
}

pub(super) fn proto_conclude(body: &Conclude) -> v1::Conclude {
    v1::Conclude {
        officer: body.officer.as_str().to_owned(),
        outcome: Some(proto_outcome(&body.outcome)),
        feed_back_due: Some(proto_due(&body.feed_back_due)),
    }
}

pub(super) fn confirm_outcome(raw: &v1::ConfirmOutcome) -> Result<ConfirmOutcome, FieldError> {
    Ok(ConfirmOutcome { officer: text("officer", &raw.officer, limits::NAME)?, shown: digest("shown", &raw.shown)? })
}

pub(super) fn proto_confirm_outcome(body: &ConfirmOutcome) -> v1::ConfirmOutcome {
    v1::ConfirmOutcome { officer: body.officer.as_str().to_owned(), shown: body.shown.as_bytes().to_vec() }
}
