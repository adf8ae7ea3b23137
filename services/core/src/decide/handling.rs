//! While the receiver handles it: supplements, progress, suspension, conclusion, and the sender's signature for the result.

use super::{Act, Context, counting, due_under, only};
use crate::{
    due::resumed,
    event::Event,
    letter::{
        Body,
        body::{Conclude, ConfirmOutcome, Officer, Progress, RequestSupplement, Resume, Supplement, Suspend},
    },
    outcome::{Outcome, SuspendReason},
    referral::{Duty, Referral},
    refusal::Refusal,
    subject::Material,
    terms_common::REPORT,
    text::Text,
};

pub(super) fn request_supplement(
    referral: &Referral,
    officer: Officer,
    items: Vec<Text>,
    text: Option<Text>,
) -> Vec<Act> {
    only(referral, Body::RequestSupplement(RequestSupplement { officer, items, text }))
}

pub(super) fn supply(referral: &Referral, officer: Officer, materials: Vec<Material>, text: Option<Text>) -> Vec<Act> {
    only(referral, Body::Supplement(Supplement { officer, materials, text }))
}

pub(super) fn report(referral: &Referral, officer: Officer, text: Text) -> Vec<Act> {
    only(referral, Body::Progress(Progress { officer, text, body: None, mediator: None }))
}

pub(super) fn suspend(
    ctx: Context<'_>,
    referral: &Referral,
    officer: Officer,
    reason: SuspendReason,
    basis: Option<Text>,
    evidence: Option<Material>,
) -> Vec<Act> {
    only(referral, Body::Suspend(Suspend { officer, reason, basis, evidence, suspended_at: ctx.now }))
}

/// The term runs on from where it stood: the due day moves by the days of the pauses.
pub(super) fn resume(ctx: Context<'_>, referral: &Referral, officer: Officer) -> Result<Vec<Act>, Refusal> {
    let deadline = referral.deadline(Duty::Handle).ok_or_else(|| {
        Refusal::out_of_order("NO_HANDLING_TERM", "该对接没有办理期限", "the referral has no handling term")
    })?;
    let pauses: Vec<_> = deadline.pauses.iter().map(|(from, until)| (*from, until.unwrap_or(ctx.now))).collect();
    let term = counting(ctx, &deadline.due.rule, deadline.due.started_at)?;
    let mut handle_due = resumed(&term, deadline.due.started_at, &pauses, ctx.calendar);
    // Never past the parent's, and once told never earlier (exchange §4).
    let latest = referral.not_after.unwrap_or(handle_due.due);
    handle_due.due = handle_due.due.min(latest).max(deadline.due.due);
    Ok(only(referral, Body::Resume(Resume { officer, resumed_at: ctx.now, handle_due })))
}

pub(super) fn conclude(
    ctx: Context<'_>,
    referral: &Referral,
    officer: Officer,
    outcome: Outcome,
) -> Result<Vec<Act>, Refusal> {
    let feed_back_due = due_under(ctx, &REPORT, ctx.now)?;
    Ok(only(referral, Body::Conclude(Conclude { officer, outcome, feed_back_due })))
}

/// The sender signs for the conclusion that put the referral into its present stage.
pub(super) fn confirm(referral: &Referral, officer: Officer) -> Vec<Act> {
    only(referral, Body::ConfirmOutcome(ConfirmOutcome { officer, shown: referral.reference.content }))
}

/// The sender learns the body through a progress letter.
pub(super) fn assign_body(referral: &Referral, officer: Officer, body: Text) -> Vec<Act> {
    let progress =
        Progress { officer, text: told("指派调解组织", &body), body: Some(body.clone()), mediator: None };
    let event = Event::BodyAssigned { referral: referral.id.clone(), body };
    assigned(referral, event, progress)
}

/// The sender learns the mediator through a progress letter.
pub(super) fn assign_mediator(referral: &Referral, officer: Officer, mediator: Text) -> Vec<Act> {
    let text = told("指派调解员", &mediator);
    let progress = Progress { officer, text, body: None, mediator: Some(mediator.clone()) };
    let event = Event::MediatorAssigned { referral: referral.id.clone(), mediator };
    assigned(referral, event, progress)
}

fn assigned(referral: &Referral, event: Event, progress: Progress) -> Vec<Act> {
    let mut acts = vec![Act::Happen(event)];
    acts.extend(only(referral, Body::Progress(progress)));
    acts
}

/// Both words are bounded, so their sentence is too; it is never blank.
fn told(what: &str, whom: &Text) -> Text {
    Text::parse(&format!("{what}：{}", whom.as_str()), usize::MAX).unwrap_or_else(|_| whom.clone())
}
