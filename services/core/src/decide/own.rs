//! Deadlines of an agency's own (自有期限): which may be started, and what is asked of one that runs.

mod chain;
mod changing;
mod entries;
mod letters;

use super::{Act, Context, Running, petitions, silence, special};
use crate::{
    command::{OwnStep, Start},
    event::{Event, OwnEvent},
    ids::OwnId,
    matter::{DeadlineKey, Matter, OWN_MAX, OwnDeadline, own::Ending},
    refusal::Refusal,
    term::{Milestone, RuleId, Whose, days},
    text::Text,
    time::{Date, Timestamp},
};
use chain::Beginning;
pub(super) use chain::Chain;
pub(super) use entries::{
    Reached, by_entry, dropped, ended, is_known, not_to_be_done, reached, received, received_ends, rights_dropped,
    taken_over, where_known,
};
pub(super) use letters::{followed, withdrawn};

/// An officer starts one.
pub(super) fn start(ctx: Context<'_>, matter: &Matter, officer: &Text, start: Start) -> Result<Vec<Act>, Refusal> {
    if matter.closed.is_some() {
        return Err(Refusal::out_of_order(
            "MATTER_CLOSED",
            "该事项已关闭，不能起算期限",
            "no deadline begins on a closed matter",
        ));
    }
    if matter.own.len() >= OWN_MAX {
        return Err(Refusal::out_of_order(
            "TOO_MANY_DEADLINES",
            format!("该事项已登记 {OWN_MAX} 个自有期限，不能再起算"),
            format!("the matter has {OWN_MAX} own deadlines already; no more are started on it"),
        ));
    }
    let Start { matter: _, rule, variant, started_at } = start;
    let at = past(ctx.now, "started_at", started_at.unwrap_or_else(|| began(ctx, matter, rule)))?;
    in_force(ctx, rule, "started_at", at)?;
    petitions::fits(matter, rule)?;
    if let Some(term) = ctx.rules.term_at(&rule, at) {
        entries::only_after(ctx, matter, term)?;
        if term.by_entry.begins == Some(Milestone::AgreementReached) {
            super::dossier::after::agreed(matter)?;
        }
    }
    let mut chain = Chain::new(ctx, matter);
    chain.may_begin(rule)?;
    if let Some(term) = ctx.rules.term_at(&rule, at) {
        entries::only_once_over(matter, term)?;
        entries::not_while(ctx, matter, term)?;
    }
    chain.begin(Beginning { rule, variant, at, follows: None, officer: Some(officer), of: None, told: None })?;
    Ok(chain.acts())
}

/// When what is begun without a word about it began: what counts from the receipt of a petition, when that was received.
fn began(ctx: Context<'_>, matter: &Matter, rule: RuleId) -> Timestamp {
    let received = ctx.rules.term(&rule).is_some_and(|term| !term.by_entry.received_by.is_empty());
    let intake = matter.intake().filter(|_| received);
    intake.map_or(ctx.now, |intake| intake.received_at.unwrap_or(matter.registered_at))
}

/// One begins by what an officer did, at `at`, which is not to come; that the officer may do it is known.
pub(super) fn begin(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    rule: RuleId,
    at: Timestamp,
) -> Result<Vec<Act>, Refusal> {
    let mut chain = Chain::new(ctx, matter);
    chain.may_begin(rule)?;
    chain.start(rule, at, officer)?;
    Ok(chain.acts())
}

/// One begins now whose last day an officer names, which is not past. Nothing, where the agency's table has no such rule.
pub(super) fn until(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    rule: RuleId,
    last: Date,
) -> Result<Vec<Act>, Refusal> {
    let ahead = ctx.now.beijing_date().until(last).map_or(0, |span| span.get_days());
    let told = days(u32::try_from(ahead).unwrap_or(0));
    if ctx.rules.term(&rule).is_none() {
        return Ok(Vec::new());
    }
    let mut chain = Chain::new(ctx, matter);
    chain.may_begin(rule)?;
    let officer = Some(officer);
    chain.begin(Beginning { rule, variant: None, at: ctx.now, follows: None, officer, of: None, told: Some(told) })?;
    Ok(chain.acts())
}

/// Those of `rules` that run are done by what an officer does now.
pub(super) fn fulfilled(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    rules: &[RuleId],
) -> Result<Vec<Act>, Refusal> {
    let mut chain = Chain::new(ctx, matter);
    for running in rules.iter().filter_map(|rule| matter.running(*rule)) {
        chain.end(running, Ending::Done, ctx.now, None, None);
        chain.then(running, Ending::Done, ctx.now, Some(officer))?;
    }
    Ok(chain.acts())
}

/// Something about one that runs.
pub(super) fn step(
    ctx: Context<'_>,
    matter: &Matter,
    own: &OwnDeadline,
    officer: &Text,
    step: OwnStep,
) -> Result<Vec<Act>, Refusal> {
    if let Some(ended) = &own.ended {
        let (id, at) = (&own.id, ended.at);
        return Err(Refusal::out_of_order(
            "DEADLINE_ENDED",
            format!("自有期限 {id} 已于 {at} 结束"),
            format!("own deadline `{id}` ended at {at}"),
        ));
    }
    match step {
        OwnStep::End { ending, at, text, evidence } => {
            let at = since_it_began(own, past(ctx.now, "at", at.unwrap_or(ctx.now))?)?;
            let mut chain = Chain::new(ctx, matter);
            chain.end(own, ending, at, text, evidence);
            chain.then(own, ending, at, Some(officer))?;
            Ok(chain.acts())
        }
        OwnStep::Suspend { reason, evidence } => changing::suspend(ctx, matter, own, reason, evidence),
        OwnStep::Resume => changing::resume(ctx, own),
        OwnStep::Extend { length, ground, reason } => changing::extend(ctx, matter, own, length, ground, reason),
        OwnStep::Restart { from, evidence } => {
            let from = since_it_began(own, past(ctx.now, "from", from)?)?;
            changing::restart(ctx, matter, own, officer, from, evidence)
        }
    }
}

/// What a due wake-up of an own deadline leads to; nothing, if it does not want to be woken any more. At the top of the ladder
/// a duty that was not done is reported to who supervises this agency.
#[must_use]
pub fn wake_own(ctx: Context<'_>, matter: &Matter, own: &OwnDeadline) -> Vec<Act> {
    let Some(wake) = own.deadline.wake().filter(|wake| wake.at <= ctx.now) else { return Vec::new() };
    let running = Running { whose: own.whose, ..Running::of(&own.deadline, own.officer.clone()) };
    let event = silence::climb(ctx, &DeadlineKey::Own(own.id.clone()), &running, wake);
    let follows = match own.whose {
        Whose::Duty if silence::tops_out(&event) => special::report_duty(ctx, matter, own),
        Whose::Right if own.deadline.overdue(ctx.now) => let_pass(ctx, matter, own),
        Whose::Duty | Whose::Right => Vec::new(),
    };
    std::iter::once(Act::Happen(event)).chain(follows).collect()
}

/// A right that is over ends where something follows from that (逾期的…): it begins at the same instant.
fn let_pass(ctx: Context<'_>, matter: &Matter, own: &OwnDeadline) -> Vec<Act> {
    let then = ctx.rules.term_at(&own.rule(), own.began_at()).map_or(&[][..], |term| term.then);
    if !then.iter().any(|next| next.after == Ending::Failed) {
        return Vec::new();
    }
    let at = own.deadline.due.due;
    let mut chain = Chain::new(ctx, matter);
    chain.end(own, Ending::Failed, at, None, None);
    // What cannot be counted does not begin.
    drop(chain.then(own, Ending::Failed, at, None));
    chain.acts()
}

/// What follows for an own deadline if the calendar in force gives another end than was told.
#[must_use]
pub fn recount_own(ctx: Context<'_>, own: &OwnDeadline) -> Option<Act> {
    changing::recount(ctx, own).map(|what| Act::Happen(happened(&own.id, what)))
}

pub(super) fn happened(id: &OwnId, what: OwnEvent) -> Event {
    Event::Own { id: id.clone(), what: Box::new(what) }
}

fn only(own: &OwnDeadline, what: OwnEvent) -> Vec<Act> {
    vec![Act::Happen(happened(&own.id, what))]
}

/// What is recorded has happened.
pub(super) fn past(now: Timestamp, field: &str, at: Timestamp) -> Result<Timestamp, Refusal> {
    if at <= now {
        return Ok(at);
    }
    Err(Refusal::out_of_order(
        "NOT_YET",
        format!("所填时间 {at} 晚于现在，尚未发生的不能登记"),
        format!("{at} is still to come; only what has happened is recorded"),
    )
    .in_field(field, now))
}

/// A rule that held at `at`, as the request says in `field`.
pub(super) fn in_force(ctx: Context<'_>, rule: RuleId, field: &str, at: Timestamp) -> Result<(), Refusal> {
    let (None, Some(term)) = (ctx.rules.term_at(&rule, at), ctx.rules.term(&rule)) else { return Ok(()) };
    let since = term.in_force.from.map(|from| format!("（自 {from} 起施行）")).unwrap_or_default();
    let since_en = term.in_force.from.map(|from| format!(", which holds since {from}")).unwrap_or_default();
    Err(Refusal::out_of_order(
        "TERM_NOT_IN_FORCE",
        format!("所填时间 {at} 不在 {rule} 的施行期间{since}，请核对年份"),
        format!("{at} is outside of the time for which `{rule}` holds{since_en}; compare the year"),
    )
    .in_field(field, ctx.now))
}

pub(super) fn since_it_began(own: &OwnDeadline, at: Timestamp) -> Result<Timestamp, Refusal> {
    let began = own.began_at();
    if at >= began {
        return Ok(at);
    }
    Err(Refusal::out_of_order(
        "BEFORE_START",
        format!("所填时间 {at} 早于期限起算时间 {began}"),
        format!("{at} is before the deadline began, at {began}"),
    ))
}
