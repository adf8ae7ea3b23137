//! Counting a running term again when another calendar is in force. What is counted is only what the term itself carries:
//! its rule as it was when it began, its beginning, its pauses, the terms it was extended from.

use super::{Act, Context, Draft};
use crate::{
    apply::fed_back,
    due::{Due, resumed},
    letter::{
        Body, LetterRef,
        body::{Recount, Recounted},
    },
    referral::{ClaimTarget, Deadline, DeadlineStatus, Duty, Owed, Referral, Stage},
    term::Term,
    time::Timestamp,
};
use std::time::Duration;

/// Which way a due instant may go.
#[derive(Clone, Copy)]
enum Way {
    /// Either.
    Either,
    /// Silence decides at it, so once told it never comes earlier, and stays where it is once it has passed (exchange §4).
    NeverEarlier,
}

/// What follows for a running duty of ours, and for the right to object beside it, if the calendar in force gives another
/// due instant, another reminder or another certainty than was told. Nothing, if it gives the same: so it may be asked any
/// number of times. `delivered` letters of ours are known to have arrived.
#[must_use]
pub fn recount(ctx: Context<'_>, referral: &Referral, duty: Duty, delivered: u64) -> Vec<Act> {
    let Some(deadline) = referral.deadline(duty) else { return Vec::new() };
    if duty == Duty::FeedBack && fed_back(referral, delivered) {
        return Vec::new();
    }
    let moved = moved(ctx, referral, deadline);
    told(referral, moved.into_iter().chain(window(ctx, referral, deadline)))
}

/// The sender takes up what we declared, perhaps long ago: its term begins as it was told then.
pub(super) fn taken(ctx: Context<'_>, referral: &Referral, claim: &LetterRef) -> Vec<Act> {
    let Some(claim) = referral.claim(claim).filter(|_| referral.stage != Stage::Confirmed) else { return Vec::new() };
    let duty = match claim.target {
        ClaimTarget::Acknowledged => Duty::Accept,
        ClaimTarget::Accepted => Duty::Handle,
    };
    told(referral, moved(ctx, referral, &Deadline::open(duty, Owed::ByUs, claim.next_due.clone())))
}

/// When the term of `deadline` ends by the calendar in force if it stood still during `pauses`: each term that it was
/// extended from first, for each begins on the last day of the one before. Never past `limit`.
pub(super) fn counted_anew(
    ctx: Context<'_>,
    deadline: &Deadline,
    pauses: &[(Timestamp, Timestamp)],
    limit: Option<Timestamp>,
) -> Due {
    let count = |part: &Due, started_at: Timestamp| {
        let mut due = resumed(&part.counting(), started_at, pauses, ctx.calendar);
        due.basis.clone_from(&part.basis);
        due.due = limit.map_or(due.due, |limit| due.due.min(limit));
        due
    };
    let newest = &deadline.due;
    let mut started_at = deadline.earlier.first().unwrap_or(newest).started_at;
    for part in &deadline.earlier {
        started_at = count(part, started_at).due.minus(Duration::from_micros(1));
    }
    let counted = count(newest, started_at);
    // A reminder that the rule has no more stays where it was told.
    let stricter = ctx.rules.term_at(&newest.rule, started_at).and_then(Term::reminding);
    let by = newest
        .remind_by
        .map(|told| stricter.map_or(told, |stricter| resumed(&stricter, started_at, pauses, ctx.calendar).due));
    counted.reminding_by(by)
}

fn told(referral: &Referral, recounts: impl IntoIterator<Item = Recount>) -> Vec<Act> {
    let letter = |recount| Act::Send(Draft::about(referral, Body::Recount(recount)));
    recounts.into_iter().map(letter).collect()
}

fn moved(ctx: Context<'_>, referral: &Referral, deadline: &Deadline) -> Option<Recount> {
    let runs = matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Suspended);
    if !runs || deadline.owed != Owed::ByUs {
        return None;
    }
    let limit = referral.not_after.filter(|_| deadline.duty == Duty::Handle);
    let counted = counted_anew(ctx, deadline, &deadline.ended_pauses(), limit);
    let way = if deadline.silence_decides() { Way::NeverEarlier } else { Way::Either };
    let due = changed(ctx.now, &deadline.due, counted, way)?;
    Some(Recount { of: Recounted::Duty(deadline.duty), told: deadline.due.due, due })
}

/// The right to object runs beside 签收 and 受理.
fn window(ctx: Context<'_>, referral: &Referral, beside: &Deadline) -> Option<Recount> {
    let before_acceptance = matches!(referral.stage, Stage::Arrived | Stage::Acknowledged);
    let open = before_acceptance && referral.objection.is_none() && beside.owed == Owed::ByUs;
    let window = referral.object_due.as_ref().filter(|_| open && beside.status == DeadlineStatus::Open)?;
    let counted = counted_anew(ctx, &Deadline::open(beside.duty, Owed::ByUs, window.clone()), &[], None);
    let due = changed(ctx.now, window, counted, Way::NeverEarlier)?;
    Some(Recount { of: Recounted::Objection, told: window.due, due })
}

/// What is to be told instead of `told`, if anything.
fn changed(now: Timestamp, told: &Due, mut counted: Due, way: Way) -> Option<Due> {
    match way {
        Way::Either => {}
        Way::NeverEarlier if now >= told.due => return None,
        Way::NeverEarlier => counted.due = counted.due.max(told.due),
    }
    let by = counted.remind_by;
    let counted = counted.reminding_by(by);
    let differs = (counted.due, counted.remind_by, counted.provisional) != (told.due, told.remind_by, told.provisional);
    differs.then_some(counted)
}
