//! What a letter of a referral means for this agency's own deadlines on the matter. Which rules it concerns is data of
//! the kinds that the agency hands over.

use super::{Chain, chain::Beginning, changing};
use crate::{
    decide::{Act, Context},
    event::{Event, OwnEvent},
    letter::{Letter, body::Conclude},
    matter::Matter,
    outcome::OutcomeResult,
    referral::{DeadlineStatus, Duty, Referral, Stage},
    rules::{Sends, includes},
    time::Timestamp,
};

/// The receiver has given its result to a referral of ours.
pub(in crate::decide) fn followed(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    letter: &Letter,
    conclude: &Conclude,
) -> Vec<Act> {
    if referral.stage != Stage::Accepted || referral.overtaken(letter) {
        return Vec::new();
    }
    let Some(sends) = ctx.rules.sends(&referral.kind) else { return Vec::new() };
    // The other clock may be ahead of ours.
    let at = letter.decided_at.min(ctx.now);
    let mut acts: Vec<_> = not_counted(ctx, matter, referral, sends, at).into_iter().map(Act::Happen).collect();
    match conclude.outcome.result {
        OutcomeResult::NoAgreement(_) | OutcomeResult::Terminated(_) => {
            acts.extend(begun(ctx, matter, sends, referral, at));
        }
        OutcomeResult::Agreement(_)
        | OutcomeResult::SettledAndWithdrawn
        | OutcomeResult::Answered(_)
        | OutcomeResult::Replied(_)
        | OutcomeResult::Ruled(_) => {}
    }
    acts
}

/// A party withdrew while the receiver mediated: as to what follows the mediation came to nothing.
pub(in crate::decide) fn withdrawn(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    letter: &Letter,
) -> Vec<Act> {
    let mediated = matches!(referral.stage, Stage::Accepted | Stage::Suspended);
    let Some(sends) = ctx.rules.sends(&referral.kind).filter(|_| mediated && !referral.overtaken(letter)) else {
        return Vec::new();
    };
    let at = letter.decided_at.min(ctx.now);
    let not_counted = not_counted(ctx, matter, referral, sends, at).map(Act::Happen);
    not_counted.into_iter().chain(begun(ctx, matter, sends, referral, at)).collect()
}

/// What begins because the mediation came to nothing. A letter is never refused: what cannot begin does not.
fn begun(ctx: Context<'_>, matter: &Matter, sends: &Sends, referral: &Referral, at: Timestamp) -> Vec<Act> {
    let mut chain = Chain::new(ctx, matter);
    let mode = referral.commission.mode;
    for next in sends.failed {
        let running = next.where_runs.iter().find_map(|rule| chain.running(*rule));
        let wanted = includes(next.modes, mode) && (running.is_some() || next.where_runs.is_empty());
        if !wanted || chain.may_begin(next.begins).is_err() {
            continue;
        }
        let follows = running.map(|running| &running.id);
        let beginning =
            Beginning { rule: next.begins, variant: None, at, follows, officer: None, of: None, told: None };
        drop(chain.begin(beginning));
    }
    chain.acts()
}

/// The time by which all parties extended the mediation stands still in the rule that does not count it.
fn not_counted(ctx: Context<'_>, matter: &Matter, referral: &Referral, sends: &Sends, at: Timestamp) -> Option<Event> {
    let own = matter.running(sends.extension_not_counted_in?)?;
    let from = referral.deadline(Duty::Handle)?.earlier.first()?.due.max(own.began_at());
    if from >= at {
        return None;
    }
    let mut pauses: Vec<_> = own.deadline.pauses.iter().filter_map(|(from, until)| Some((*from, (*until)?))).collect();
    pauses.push((from, at));
    let due = match own.deadline.status {
        DeadlineStatus::Open => changing::recounted(ctx, own, &pauses),
        // Counted when it runs again.
        DeadlineStatus::Suspended | DeadlineStatus::Met { .. } | DeadlineStatus::Cancelled { .. } => {
            own.deadline.due.clone()
        }
    };
    let what = OwnEvent::Excluded { from, until: at, referral: referral.id.clone(), due };
    Some(super::happened(&own.id, what))
}
