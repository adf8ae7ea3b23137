//! An own deadline stands still, runs on, is made longer or is counted anew: each only as its rule provides.

use super::{Chain, chain::Beginning, only};
use crate::{
    decide::{Act, Context, due_under, excluding, extending, handling, not_loaded},
    due::{Due, display_due, resumed},
    event::OwnEvent,
    exclusion::Excluded,
    letter::body::ExtensionGround,
    matter::{Matter, OwnDeadline},
    outcome::SuspendReason,
    referral::DeadlineStatus,
    refusal::Refusal,
    subject::Material,
    term::Term,
    terms_common::REVIEW_SUSPENSION,
    text::Text,
    time::Timestamp,
};

pub(super) fn suspend(
    ctx: Context<'_>,
    matter: &Matter,
    own: &OwnDeadline,
    reason: SuspendReason,
    evidence: Material,
) -> Result<Vec<Act>, Refusal> {
    let term = term(ctx, own)?;
    let basis = term.basis.to_string();
    open(own)?;
    // What may not begin any more is ended, and neither stands still nor grows.
    excluding::check(ctx, matter, &Excluded::Rule(own.rule()))?;
    handling::lawful(term, reason)?;
    if own.deadline.overdue(ctx.now) {
        let ended = display_due(own.deadline.due.due);
        return Err(Refusal::out_of_order(
            "TERM_ENDED",
            format!("期限已于 {ended} 届满，届满后不能停表"),
            format!("the term ended at {ended} Beijing time and can no longer stand still"),
        )
        .with_basis(&basis));
    }
    let review_due = due_under(ctx, &REVIEW_SUSPENSION, ctx.now).ok();
    Ok(only(own, OwnEvent::Suspended { at: ctx.now, reason, evidence, review_due }))
}

/// It runs on from where it stood: the last day moves by the days of the pauses.
pub(super) fn resume(ctx: Context<'_>, own: &OwnDeadline) -> Result<Vec<Act>, Refusal> {
    if own.deadline.status != DeadlineStatus::Suspended {
        return Err(Refusal::out_of_order(
            "NOT_SUSPENDED",
            format!("自有期限 {} 没有停表", own.id),
            format!("own deadline `{}` does not stand still", own.id),
        ));
    }
    let due = recounted(ctx, own, &closed(own, ctx.now));
    Ok(only(own, OwnEvent::Resumed { at: ctx.now, due }))
}

pub(super) fn extend(
    ctx: Context<'_>,
    matter: &Matter,
    own: &OwnDeadline,
    length: u32,
    ground: ExtensionGround,
    reason: Option<Text>,
) -> Result<Vec<Act>, Refusal> {
    let term = term(ctx, own)?;
    open(own)?;
    excluding::check(ctx, matter, &Excluded::Rule(own.rule()))?;
    let based = |refusal: Refusal| refusal.with_basis(&term.basis.to_string());
    let special = own.variant.as_ref().and_then(|token| term.variant(token));
    let extension =
        extending::allowed(ctx.now, term, term.extension_in(special), &own.deadline, length).map_err(based)?;
    let made = own.deadline.earlier.len();
    extending::evidenced(ctx, (term, extension, made), &ground, matter).map_err(based)?;
    let due = extending::longer(ctx, term, extension, &own.deadline, length, None)?;
    Ok(only(own, OwnEvent::Extended { ground, reason, due }))
}

/// Counted anew under the rule that its own rule names; that is no extension.
pub(super) fn restart(
    ctx: Context<'_>,
    matter: &Matter,
    own: &OwnDeadline,
    officer: &Text,
    from: Timestamp,
    evidence: Material,
) -> Result<Vec<Act>, Refusal> {
    let term = term(ctx, own)?;
    let Some(rule) = term.rebased_by else {
        let (zh, en) = (term.name_zh, term.name_en);
        return Err(Refusal::out_of_order(
            "RESTART_NOT_PROVIDED",
            format!("{zh}（{}）没有重新起算的规定", term.rule),
            format!("rule `{}` ({en}) is never counted anew", term.rule),
        )
        .with_basis(&term.basis.to_string()));
    };
    let mut chain = Chain::new(ctx, matter);
    chain.give_way(own, from, Some(evidence));
    chain.may_begin(rule)?;
    let (follows, of) = (Some(&own.id), own.of.clone());
    chain.begin(Beginning { rule, variant: None, at: from, follows, officer: Some(officer), of, told: None })?;
    Ok(chain.acts())
}

/// The whole term with these pauses; once told it is never due earlier.
pub(super) fn recounted(ctx: Context<'_>, own: &OwnDeadline, pauses: &[(Timestamp, Timestamp)]) -> Due {
    let mut counted = counted_anew(ctx, own, pauses);
    let by = counted.remind_by;
    counted.due = counted.due.max(own.deadline.due.due);
    counted.reminding_by(by)
}

/// What follows for one that runs if the calendar in force gives another end or another certainty than was told. Nothing,
/// if it gives the same.
pub(super) fn recount(ctx: Context<'_>, own: &OwnDeadline) -> Option<OwnEvent> {
    let told = &own.deadline.due;
    let counted = counted_anew(ctx, own, &own.deadline.ended_pauses());
    let differs = (counted.due, counted.remind_by, counted.provisional) != (told.due, told.remind_by, told.provisional);
    (own.runs() && differs).then_some(OwnEvent::Recounted { told: told.due, due: counted })
}

/// The whole term by the calendar in force, its extensions one after another.
fn counted_anew(ctx: Context<'_>, own: &OwnDeadline, pauses: &[(Timestamp, Timestamp)]) -> Due {
    let deadline = &own.deadline;
    let mut started_at = own.began_at();
    let mut counted = deadline.due.clone();
    for told in deadline.earlier.iter().chain([&deadline.due]) {
        let due = resumed(&told.counting(), started_at, pauses, ctx.calendar);
        counted = Due { basis: told.basis.clone(), on_silence: told.on_silence, ..due };
        started_at = counted.due.minus(std::time::Duration::from_micros(1));
    }
    counted.reminding_by(stricter(ctx, own, pauses))
}

/// The stricter end that only reminds, where the term told had one.
fn stricter(ctx: Context<'_>, own: &OwnDeadline, pauses: &[(Timestamp, Timestamp)]) -> Option<Timestamp> {
    own.deadline.due.remind_by?;
    let (rule, from) = (own.rule(), own.deadline.due.started_at);
    let stricter = ctx.rules.term_at(&rule, from)?.reminding()?;
    Some(resumed(&stricter, from, pauses, ctx.calendar).due)
}

/// Its pauses, the open one until `now`.
pub(super) fn closed(own: &OwnDeadline, now: Timestamp) -> Vec<(Timestamp, Timestamp)> {
    own.deadline.pauses.iter().map(|(from, until)| (*from, until.unwrap_or(now))).collect()
}

/// The version of the rule that it began under.
pub(super) fn term<'a>(ctx: Context<'a>, own: &OwnDeadline) -> Result<&'a Term, Refusal> {
    let rule = own.rule();
    ctx.rules.term_at(&rule, own.began_at()).ok_or_else(|| not_loaded(&rule))
}

fn open(own: &OwnDeadline) -> Result<(), Refusal> {
    if own.deadline.status == DeadlineStatus::Open {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "DEADLINE_SUSPENDED",
        format!("自有期限 {} 已停表，恢复后再办理", own.id),
        format!("own deadline `{}` stands still; let it run on first", own.id),
    ))
}
