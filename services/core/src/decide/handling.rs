//! While the receiver handles it: supplements, progress, suspension, conclusion, and the sender's signature for the result.

use super::{
    Act, Context, confirming, dossier, due_under, not_loaded, only,
    own::{self, Reached},
    recount::counted_anew,
    returning,
};
use crate::{
    ids::Digest,
    letter::{
        Body,
        body::{
            Conclude, ConfirmOutcome, MaterialRequest, Officer, Progress, RequestSupplement, Resume, Supplement,
            Suspend,
        },
    },
    matter::Matter,
    outcome::{Agreement, Outcome, OutcomeResult, SuspendReason},
    purpose::PROXY,
    referral::{Duty, Referral},
    refusal::Refusal,
    rules::Mediates,
    subject::Material,
    term::{Milestone, Term},
    terms_common::{REPORT, REVIEW_SUSPENSION},
    text::Text,
    time::Timestamp,
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

/// Ends it with this result. What an agreement begins here is recorded with it.
pub(super) fn conclude(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: Officer,
    mut outcome: Outcome,
) -> Result<Vec<Act>, Refusal> {
    let reported = referral.kind.as_str() == PROXY && matches!(outcome.result, OutcomeResult::Replied(_));
    if !referral.purpose.kind().ends_with(&outcome) && !reported {
        return Err(Refusal::out_of_order(
            "WRONG_OUTCOME",
            "该对接不能以此结果结束",
            "this referral does not end with such an outcome",
        ));
    }
    if matches!(outcome.result, OutcomeResult::Agreement(_)) {
        dossier::recusal::may_agree(ctx, matter, referral)?;
    }
    if let OutcomeResult::Ruled(ruling) = &outcome.result {
        confirming::numbered(ctx, ruling)?;
    }
    returning::complete(ctx, matter, referral, &mut outcome)?;
    let feed_back_due = due_under(ctx, &REPORT, ctx.now)?;
    let follows = match &outcome.result {
        OutcomeResult::Agreement(agreement) => agreed(ctx, matter, referral, &officer, agreement)?,
        OutcomeResult::SettledAndWithdrawn
        | OutcomeResult::NoAgreement(_)
        | OutcomeResult::Terminated(_)
        | OutcomeResult::Answered(_)
        | OutcomeResult::Replied(_)
        | OutcomeResult::Ruled(_) => Vec::new(),
    };
    let concluded = only(referral, Body::Conclude(Conclude { officer, outcome, feed_back_due }));
    Ok(concluded.into_iter().chain(follows).collect())
}

/// The parties may ask for confirmation from now on, unless the court that commissioned it makes a document of its own; and an agency
/// that mediates calls them back when the time for performance has come.
fn agreed(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: &Officer,
    agreement: &Agreement,
) -> Result<Vec<Act>, Refusal> {
    let performed_at = agreement.perform_by.map_or(ctx.now, |date| Timestamp::beijing_midnight(date).max(ctx.now));
    let mediates = ctx.rules.mediates != Mediates::No;
    let called_back = mediates.then_some((Milestone::AgreementReached, performed_at));
    let offer = ctx.rules.offer(&referral.kind, referral.sender().role());
    let unconfirmed = offer.map_or(&[][..], |offer| offer.unconfirmed);
    let ours = referral.commission.mode.is_some_and(|mode| unconfirmed.contains(&mode));
    let confirmable = (!ours).then_some((Milestone::AgreementInEffect, ctx.now));
    let known = |(milestone, at): (Milestone, Timestamp)| {
        own::is_known(ctx, milestone, at).then_some(Reached { milestone, at, of: None })
    };
    own::reached(ctx, matter, officer, [called_back.and_then(known), confirmable.and_then(known)])
}

/// The sender signs for the conclusion that put the referral into its present stage.
pub(super) fn confirm(referral: &Referral, officer: Officer) -> Vec<Act> {
    only(referral, Body::ConfirmOutcome(ConfirmOutcome { officer, shown: referral.reference.content }))
}
