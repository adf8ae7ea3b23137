//! While the receiver handles it: supplements, progress, suspension, conclusion, and the sender's signature for the result.

use super::{Act, Context, due_under, not_loaded, only, recount::counted_anew, returning};
use crate::{
    event::Event,
    ids::Digest,
    letter::{
        Body,
        body::{
            Conclude, ConfirmOutcome, FailedAttempt, MaterialRequest, NextAttempt, Officer, Progress,
            RequestSupplement, Resume, Supplement, Suspend,
        },
    },
    matter::Matter,
    outcome::{Outcome, SuspendReason},
    referral::{Duty, Referral},
    refusal::Refusal,
    subject::Material,
    term::{Measure, Term},
    terms_common::{REPORT, REVIEW_SUSPENSION},
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

/// Asks for the content of materials that the referral names.
pub(super) fn request_material(
    matter: &Matter,
    referral: &Referral,
    officer: Officer,
    digests: &[Digest],
    text: Option<Text>,
) -> Result<Vec<Act>, Refusal> {
    let known = &matter.subject.materials;
    let materials: Option<Vec<Material>> =
        digests.iter().map(|digest| known.iter().find(|material| material.digest == *digest).cloned()).collect();
    let materials = materials.ok_or_else(|| {
        Refusal::out_of_order(
            "MATERIAL_UNKNOWN",
            "所列摘要不在移交材料清单中；清单以外的材料请用“要求补充材料”",
            "a digest is not among the referral's materials; ask for anything else as a supplement",
        )
    })?;
    Ok(only(referral, Body::MaterialRequest(MaterialRequest { officer, materials, text })))
}

pub(super) fn supply(referral: &Referral, officer: Officer, materials: Vec<Material>, text: Option<Text>) -> Vec<Act> {
    only(referral, Body::Supplement(Supplement { officer, materials, text }))
}

pub(super) fn report(referral: &Referral, officer: Officer, text: Text) -> Vec<Act> {
    only(referral, Body::Progress(Progress { officer, text, body: None, mediator: None, attempt: None }))
}

/// Only for a reason that the rule of the term knows. So that nobody forgets it, it is looked at again (DS09).
pub(super) fn suspend(
    ctx: Context<'_>,
    referral: &Referral,
    officer: Officer,
    reason: SuspendReason,
    basis: Option<Text>,
    evidence: Option<Material>,
) -> Result<Vec<Act>, Refusal> {
    if let Some(deadline) = referral.deadline(Duty::Handle) {
        let (rule, started_at) = (&deadline.due.rule, deadline.due.started_at);
        let rule = ctx.rules.term_at(rule, started_at).ok_or_else(|| not_loaded(rule))?;
        lawful(rule, reason)?;
    }
    let review_due = due_under(ctx, &REVIEW_SUSPENSION, ctx.now).ok();
    Ok(only(referral, Body::Suspend(Suspend { officer, reason, basis, evidence, suspended_at: ctx.now, review_due })))
}

/// Refuses a reason for which the rule's term may not stand still.
pub(super) fn lawful(rule: &Term, reason: SuspendReason) -> Result<(), Refusal> {
    if rule.may_stand_still(reason) {
        return Ok(());
    }
    let allowed = rule.stands_still_for();
    let zh: Vec<_> = allowed.clone().map(|reason| reason.words().zh).collect();
    let en: Vec<_> = allowed.map(|reason| reason.words().en).collect();
    Err(Refusal::out_of_order(
        "SUSPENSION_NOT_PROVIDED",
        format!("{}（{}）不能因{}中止；可以中止的事由：{}", rule.name_zh, rule.rule, reason.words().zh, zh.join("、")),
        format!(
            "rule `{}` ({}) may not stand still for {}; it may for: {}",
            rule.rule,
            rule.name_en,
            reason.words().en,
            en.join(", ")
        ),
    )
    .with_basis(&rule.basis.to_string()))
}

/// The term runs on from where it stood: the due day moves by the days of the pauses.
pub(super) fn resume(ctx: Context<'_>, referral: &Referral, officer: Officer) -> Result<Vec<Act>, Refusal> {
    let deadline = referral.deadline(Duty::Handle).ok_or_else(|| {
        Refusal::out_of_order("NO_HANDLING_TERM", "该对接没有办理期限", "the referral has no handling term")
    })?;
    let pauses: Vec<_> = deadline.pauses.iter().map(|(from, until)| (*from, until.unwrap_or(ctx.now))).collect();
    // The term as it was told, extended or not; what the rule says now does not matter any more.
    let mut handle_due = counted_anew(ctx, deadline, &pauses, referral.not_after);
    // Once told never earlier (exchange §4); what another calendar moves is told by a letter of its own.
    handle_due.due = handle_due.due.max(deadline.due.due);
    let stricter = handle_due.remind_by;
    let handle_due = handle_due.reminding_by(stricter);
    Ok(only(referral, Body::Resume(Resume { officer, resumed_at: ctx.now, handle_due })))
}

pub(super) fn conclude(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: Officer,
    mut outcome: Outcome,
) -> Result<Vec<Act>, Refusal> {
    if !referral.purpose.kind().ends_with(&outcome) {
        return Err(Refusal::out_of_order(
            "WRONG_OUTCOME",
            "该对接不能以此结果结束",
            "this referral does not end with such an outcome",
        ));
    }
    returning::complete(ctx, matter, referral, &mut outcome)?;
    let feed_back_due = due_under(ctx, &REPORT, ctx.now)?;
    Ok(only(referral, Body::Conclude(Conclude { officer, outcome, feed_back_due })))
}

/// The sender signs for the conclusion that put the referral into its present stage.
pub(super) fn confirm(referral: &Referral, officer: Officer) -> Vec<Act> {
    only(referral, Body::ConfirmOutcome(ConfirmOutcome { officer, shown: referral.reference.content }))
}

/// The sender learns the body through a progress letter.
pub(super) fn assign_body(referral: &Referral, officer: Officer, body: Text) -> Vec<Act> {
    let progress = Progress {
        officer,
        text: told("指派调解组织", &body),
        body: Some(body.clone()),
        mediator: None,
        attempt: None,
    };
    let event = Event::BodyAssigned { referral: referral.id.clone(), body };
    assigned(referral, event, progress)
}

/// The sender learns the mediator through a progress letter.
pub(super) fn assign_mediator(referral: &Referral, officer: Officer, mediator: Text) -> Vec<Act> {
    let text = told("指派调解员", &mediator);
    let progress = Progress { officer, text, body: None, mediator: Some(mediator.clone()), attempt: None };
    let event = Event::MediatorAssigned { referral: referral.id.clone(), mediator };
    assigned(referral, event, progress)
}

/// The sender learns only that an attempt failed, and whether the matter must be passed up.
pub(super) fn record_attempt(ctx: Context<'_>, referral: &Referral, officer: Officer, text: Text) -> Vec<Act> {
    let in_a_row = referral.failed_attempt.map_or(0, |attempt| attempt.in_a_row).saturating_add(1);
    let next = match attempts_allowed(ctx, referral) {
        Some(allowed) if in_a_row >= allowed => NextAttempt::PassUp,
        Some(_) | None => NextAttempt::Allowed,
    };
    let said = match next {
        NextAttempt::Allowed => format!("连续第{in_a_row}次调解不成"),
        NextAttempt::PassUp => format!("连续第{in_a_row}次调解不成，应当升级移交"),
    };
    let said = Text::parse(&said, usize::MAX).unwrap_or_else(|_| officer.clone());
    let attempt = Some(FailedAttempt { in_a_row, next });
    let event = Event::AttemptFailed { referral: referral.id.clone(), text };
    assigned(referral, event, Progress { officer, text: said, body: None, mediator: None, attempt })
}

/// How many attempts may fail in a row before the matter is passed up; none where no rule counts them.
fn attempts_allowed(ctx: Context<'_>, referral: &Referral) -> Option<u32> {
    let rule = ctx.rules.offer(&referral.kind, referral.sender().role())?.passing_up?;
    match ctx.rules.term_at(&rule, ctx.now)?.measure {
        Measure::Times(times) => Some(times),
        Measure::After(_)
        | Measure::Before(_)
        | Measure::Specified(_)
        | Measure::UntilEvent
        | Measure::Unset
        | Measure::Warnings(_) => None,
    }
}

/// Why a third attempt is not made: the body has had its number.
pub(super) fn pass_up(ctx: Context<'_>, referral: &Referral) -> Refusal {
    let count = referral.failed_attempt.map_or(0, |attempt| attempt.in_a_row);
    let refusal = Refusal::out_of_order(
        "PASS_UP",
        format!("该调解组织已连续 {count} 次调解不成，应当升级移交；另行指派调解组织后再登记"),
        format!("{count} attempts of this body failed in a row; the matter is to be passed up, so assign another body"),
    );
    let rule = ctx.rules.offer(&referral.kind, referral.sender().role()).and_then(|offer| offer.passing_up);
    let basis = rule.and_then(|rule| ctx.rules.term_at(&rule, ctx.now)).map(|term| term.basis.to_string());
    basis.map_or(refusal.clone(), |basis| refusal.with_basis(&basis))
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
