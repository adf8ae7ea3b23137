//! Whether what a form asks for is so in the file, and which of its printed words belong to that.

use crate::{
    decide::{Context, ladder},
    document::{
        Form, Given, Source,
        source::{Kept, Known},
    },
    matter::{
        Matter,
        own::{EndedBy, Ending},
    },
    outcome::{ConfirmationDecision, OutcomeResult},
    purpose::{Purpose, PurposeKind},
    referral::{Referral, Side},
    refusal::Refusal,
    term::RuleId,
    time::Timestamp,
};
use std::mem::discriminant;

/// Refuses a document that would tell of what is not so.
pub(super) fn check(ctx: Context<'_>, form: &Form, known: &Known<'_>) -> Result<(), Refusal> {
    let Some(lacking) = form.given.iter().find(|given| !holds(ctx, known, **given)) else { return Ok(()) };
    let (zh, en) = lacking.lacking();
    let (other_zh, other_en) = fitting(ctx, known, *lacking);
    Err(Refusal::out_of_order(
        "DOCUMENT_UNFOUNDED",
        format!("《{}》不能出具：{zh}{other_zh}", form.name.zh),
        format!("the document `{}` is not issued: {en}{other_en}", form.id),
    ))
}

/// The printed words, those that belong to what is so included.
pub(super) fn clauses(ctx: Context<'_>, form: &Form, known: &Known<'_>) -> Vec<&'static str> {
    let given = form.clauses_given.iter().filter(|(given, _)| holds(ctx, known, *given));
    form.clauses.iter().chain(given.map(|(_, clause)| clause)).copied().collect()
}

/// The forms that are for what is so instead, such as for another mode.
fn fitting(ctx: Context<'_>, known: &Known<'_>, lacking: Given) -> (String, String) {
    let is_other = |given: &Given| discriminant(given) == discriminant(&lacking) && holds(ctx, known, *given);
    let others: Vec<_> = ctx.rules.forms.iter().filter(|form| form.given.iter().any(is_other)).collect();
    if others.is_empty() {
        return (String::new(), String::new());
    }
    let zh: Vec<_> = others.iter().map(|form| format!("《{}》（{}）", form.name.zh, form.id)).collect();
    let en: Vec<_> = others.iter().map(|form| format!("`{}`", form.id)).collect();
    (format!("；请用{}", zh.join("、")), format!("; use {}", en.join(", ")))
}

fn holds(ctx: Context<'_>, known: &Known<'_>, given: Given) -> bool {
    let (matter, referral) = (known.matter, known.referral);
    let is = |of: fn(&Referral) -> bool| referral.is_some_and(of);
    let by_kind = |side: Side, kinds: &[&str]| {
        referral.is_some_and(|referral| referral.side == side && kinds.contains(&referral.kind.as_str()))
    };
    match given {
        Given::Sent(kinds) => by_kind(Side::Sender, kinds),
        Given::Received(kinds) => by_kind(Side::Receiver, kinds),
        Given::Awaited => is(|referral| referral.side == Side::Sender),
        Given::Entrusted => {
            is(|referral| referral.side == Side::Receiver && referral.purpose.kind() == PurposeKind::Handling)
        }
        Given::Mode(mode) => referral.is_some_and(|referral| {
            let usual = || ctx.rules.sends(&referral.kind)?.modes.first().map(|usual| usual.mode);
            referral.commission.mode.or_else(usual) == Some(mode)
        }),
        Given::Accepted => is(|referral| referral.milestones.accepted_at.is_some()),
        Given::Declined => is(|referral| referral.decline.is_some()),
        Given::Objected => is(|referral| referral.objection.is_some()),
        Given::Concluded => is(|referral| referral.outcome.is_some()),
        Given::Mediated => mediated(matter, referral),
        Given::Agreed => matter.agreement().is_some() || Source::Kept(Kept::AgreementNumber).value(known).is_some(),
        Given::Ruled => ruled(referral).is_some(),
        Given::Confirmed => ruled(referral) == Some(ConfirmationDecision::Valid),
        Given::Rejected => matches!(ruled(referral), Some(ConfirmationDecision::Rejected(_))),
        Given::Overdue => overdue_since(ctx, referral).is_some(),
        Given::Yellow => carded(ctx, referral, |(yellow, _)| yellow),
        Given::Red => carded(ctx, referral, |(_, red)| red),
        Given::Sorted => matter.sort().is_some(),
        Given::Settling(rules) => settling(matter, rules).any(|ended| ended.is_none_or(|by| by == DONE)),
        Given::Unsettled(rules) => {
            settling(matter, rules).any(|_| true) && !settling(matter, rules).any(|ended| ended == Some(DONE))
        }
    }
}

const DONE: EndedBy = EndedBy::Word(Ending::Done);

/// Of what came here to be handled, once it was accepted and unless it ended otherwise; of everything else the parties' word is enough.
fn mediated(matter: &Matter, referral: Option<&Referral>) -> bool {
    let incoming = referral.or_else(|| matter.incoming());
    let Some(incoming) = incoming.filter(|it| it.purpose.kind().hands_over()) else { return true };
    match incoming.outcome.as_ref().map(|outcome| &outcome.result) {
        Some(result) => matches!(result, OutcomeResult::Agreement(_)),
        None => incoming.milestones.accepted_at.is_some() && !incoming.stage.is_ended(),
    }
}

fn ruled(referral: Option<&Referral>) -> Option<ConfirmationDecision> {
    let OutcomeResult::Ruled(ruling) = &referral?.outcome.as_ref()?.result else { return None };
    Some(ruling.decision)
}

/// What a supervision is about, else the first thing overdue in the referral itself: when it was due.
fn overdue_since(ctx: Context<'_>, referral: Option<&Referral>) -> Option<Timestamp> {
    let referral = referral?;
    let missed = match &referral.purpose {
        Purpose::Supervision(supervision) => supervision.missed.as_ref().map(|missed| missed.due),
        Purpose::Handling | Purpose::Confirmation(_) | Purpose::Petition(_) => None,
    };
    let own = referral.deadlines.iter().filter(|deadline| deadline.overdue(ctx.now)).map(|it| it.due.due).min();
    missed.or(own)
}

type Cards = (Option<Timestamp>, Option<Timestamp>);

fn carded(ctx: Context<'_>, referral: Option<&Referral>, card: fn(Cards) -> Option<Timestamp>) -> bool {
    let since = overdue_since(ctx, referral);
    since.and_then(|due| card(ladder::cards(ctx, due))).is_some_and(|at| at <= ctx.now)
}

/// How each own deadline under these rules ended, if it did; none of those that were begun by mistake.
fn settling(matter: &Matter, rules: &'static [RuleId]) -> impl Iterator<Item = Option<EndedBy>> {
    let under = matter.own.iter().filter(|own| rules.contains(&own.rule()));
    under.map(|own| own.ended.as_ref().map(|ended| ended.by)).filter(|by| *by != Some(EndedBy::Word(Ending::Dropped)))
}
