//! Steps of a case: what must be so when one is written down, and which own deadlines it ends and begins. Which, is data of the
//! rules (`term::by_entry`).

use super::{Act, Context, named};
use crate::{
    decide::{
        excluding,
        own::{by_entry, where_known},
    },
    dossier::{
        AccidentFinding, AccidentLoss, Elsewhere, ElsewhereStep, Entry, MediationAsked, MediatorNamed, NamedBy, Sparing,
    },
    exclusion::Excluded,
    matter::Matter,
    refusal::Refusal,
    term::{Milestone, Term},
    text::Text,
    time::{Date, Timestamp},
};

pub(super) fn elsewhere(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    it: &Elsewhere,
) -> Result<Vec<Act>, Refusal> {
    let milestone = match it.step {
        ElsewhereStep::Found => Milestone::FoundElsewhere,
        ElsewhereStep::PassedOn => Milestone::PassedElsewhere,
    };
    passed_on(matter, it)?;
    by_entry(ctx, matter, officer, milestone, ctx.now)
}

/// What is passed on was found before, so that the term for it has begun; how the reporter was told is said then.
fn passed_on(matter: &Matter, it: &Elsewhere) -> Result<(), Refusal> {
    if it.step == ElsewhereStep::Found {
        return Ok(());
    }
    if it.text.is_none() {
        return Err(Refusal::out_of_order(
            "TEXT_MISSING",
            "登记已移送的，应当写明怎样告知报案人",
            "what was passed on says how the reporter was told",
        )
        .in_field("entry.elsewhere.text", "已电话告知报案人"));
    }
    let found = |entry: &Entry| matches!(entry, Entry::Elsewhere(it) if it.step == ElsewhereStep::Found);
    if matter.dossier.iter().any(|entered| found(&entered.entry)) {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "NOT_FOUND_ELSEWHERE",
        "尚未登记发现不属本单位管辖（elsewhere，step 填 found），请先登记，移送期限自发现时起算",
        "write down first that it was found to belong elsewhere (`elsewhere`, step `found`), for the term begins then",
    ))
}

/// What counts from it counts from the day on which the parties received it.
pub(super) fn finding(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    it: &AccidentFinding,
) -> Result<Vec<Act>, Refusal> {
    by_entry(
        ctx,
        matter,
        officer,
        Milestone::FindingReceived,
        day(ctx, "entry.accident_finding.received_on", it.received_on)?,
    )
}

pub(super) fn asked(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    it: &MediationAsked,
) -> Result<Vec<Act>, Refusal> {
    all(ctx, matter, &it.parties, Milestone::MediationAsked)?;
    after_the_finding(ctx, matter)?;
    let mut acts = by_entry(ctx, matter, officer, Milestone::MediationAsked, ctx.now)?;
    // What was known before they asked counts from when they did.
    if matter.accident_loss().is_some() {
        acts.extend(where_known(ctx, matter, officer, Milestone::LossKnown, ctx.now)?);
    }
    Ok(acts)
}

/// Mediation begins on that day, or when it is asked for if that is later.
pub(super) fn loss(ctx: Context<'_>, matter: &Matter, officer: &Text, it: &AccidentLoss) -> Result<Vec<Act>, Refusal> {
    let on = day(ctx, "entry.accident_loss.on", it.on)?;
    match matter.mediation_asked_at() {
        Some(asked) => by_entry(ctx, matter, officer, Milestone::LossKnown, on.max(asked)),
        None => Ok(Vec::new()),
    }
}

/// 未收到认定书前不启动: the parties ask within a term that their receipt of the finding began.
fn after_the_finding(ctx: Context<'_>, matter: &Matter) -> Result<(), Refusal> {
    let asked = |term: &&Term| term.by_entry.does == Some(Milestone::MediationAsked);
    let rules = || ctx.rules.terms.iter().filter(asked);
    if matter.own.iter().any(|own| rules().any(|term| term.rule == own.rule())) {
        return Ok(());
    }
    let Some(term) = rules().next() else { return Ok(()) };
    Err(Refusal::out_of_order(
        "NOT_BEFORE",
        format!("还没有登记“{}”（accident_finding），不能受理调解申请", term.starts.zh),
        format!("before this is recorded (`accident_finding`) nobody can ask for mediation: {}", term.starts.en),
    )
    .with_basis(term.basis.article))
}

pub(super) fn sparing(ctx: Context<'_>, matter: &Matter, officer: &Text, it: &Sparing) -> Result<Vec<Act>, Refusal> {
    let parties: Vec<_> = it.requests.iter().map(|request| request.party.clone()).collect();
    all(ctx, matter, &parties, Milestone::SparingAsked)?;
    day(ctx, "entry.sparing.performed_on", it.performed_on)?;
    spared(ctx, matter, officer)
}

/// 认可: as it is asked for, so it is granted in the same cases alone, and before the decision.
pub(super) fn spared(ctx: Context<'_>, matter: &Matter, officer: &Text) -> Result<Vec<Act>, Refusal> {
    for term in ctx.rules.terms.iter().filter(|term| term.by_entry.does == Some(Milestone::SparingAsked)) {
        excluding::check(ctx, matter, &Excluded::Rule(term.rule))?;
    }
    by_entry(ctx, matter, officer, Milestone::SparingAsked, ctx.now)
}

pub(super) fn mediator(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    it: &MediatorNamed,
) -> Result<Vec<Act>, Refusal> {
    let milestone = match it.by {
        NamedBy::Parties => Milestone::MediatorChosen,
        NamedBy::Agency => Milestone::MediatorDesignated,
    };
    by_entry(ctx, matter, officer, milestone, ctx.now)
}

/// Every party, and nobody else.
fn all(ctx: Context<'_>, matter: &Matter, parties: &[Text], milestone: Milestone) -> Result<(), Refusal> {
    for party in parties {
        named(matter, party)?;
    }
    let missing: Vec<_> = matter.subject.parties.iter().filter(|party| !parties.contains(&party.name)).collect();
    let [first, ..] = missing.as_slice() else { return Ok(()) };
    let name = first.name.as_str();
    let refusal = Refusal::out_of_order(
        "APPLICANTS_INCOMPLETE",
        format!("须由各方当事人一致书面申请，还缺 {} 方（“{name}”等）", missing.len()),
        format!("all parties ask together in writing; {} are missing, such as `{name}`", missing.len()),
    );
    let rule = ctx.rules.terms.iter().find(|term| term.by_entry.does == Some(milestone));
    Err(match rule {
        Some(rule) => refusal.with_basis(rule.basis.article),
        None => refusal,
    })
}

/// A day that has come, as the instant from which it counts.
fn day(ctx: Context<'_>, field: &str, date: Date) -> Result<Timestamp, Refusal> {
    let at = Timestamp::beijing_midnight(date);
    if at <= ctx.now {
        return Ok(at);
    }
    Err(Refusal::out_of_order(
        "NOT_YET",
        format!("所填日期 {date} 还没有到，尚未发生的不能登记"),
        format!("{date} is still to come; only what has happened is recorded"),
    )
    .in_field(field, ctx.now.beijing_date()))
}
