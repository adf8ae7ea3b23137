//! 案件进程: which step may be written down when, and which own deadlines it begins and ends. Which, is data of the rules.

use super::{Act, Context};
use crate::{
    decide::{
        own::{Reached, by_entry, reached, where_known},
        parties,
    },
    dossier::{CaseAct, CaseStep},
    due::{display_due, due},
    matter::Matter,
    outcome::{ConfirmationDecision, OutcomeResult},
    refusal::Refusal,
    rules::{Rules, Until},
    term::Milestone,
    text::Text,
    time::{Date, Timestamp},
};

const OBJECTIONS: &str = "《民事诉讼法解释》第372条";

/// Writes it down.
pub(super) fn taken(ctx: Context<'_>, matter: &Matter, officer: &Text, it: &CaseStep) -> Result<Vec<Act>, Refusal> {
    let at = day(ctx, it.on)?;
    match it.act {
        CaseAct::OnlineAsked => on_line(ctx, matter, officer, at),
        CaseAct::FeeNotified | CaseAct::TrialResumed => known(ctx.rules, it.act).map(|()| Vec::new()),
        CaseAct::Filed => {
            known(ctx.rules, it.act)?;
            where_known(ctx, matter, officer, Milestone::Filed, at)
        }
        CaseAct::RulingServed => served(ctx, matter, officer, it, at),
        CaseAct::PartyObjected => {
            confirmed(matter)?;
            let of = Some(party(matter, it)?);
            reached(ctx, matter, officer, [Some(Reached { milestone: Milestone::PartyObjected, at, of })])
        }
        CaseAct::InterestedObjected => interested(ctx, matter, it, at),
        CaseAct::ObjectionDecided => decided(matter, it),
        CaseAct::EnforcementAsked => {
            confirmed(matter)?;
            party(matter, it)?;
            reached(ctx, matter, officer, [Some(Reached { milestone: Milestone::EnforcementAsked, at, of: None })])
        }
    }
}

/// Once every party agrees the parties choose together first.
fn on_line(ctx: Context<'_>, matter: &Matter, officer: &Text, at: Timestamp) -> Result<Vec<Act>, Refusal> {
    let milestone = if matter.all_agree() { Milestone::OnlineAgreed } else { Milestone::OnlineAsked };
    by_entry(ctx, matter, officer, milestone, at)
}

/// The last consent to mediation that was asked for on line.
pub(super) fn agreed_on_line(ctx: Context<'_>, matter: &Matter, officer: &Text) -> Result<Vec<Act>, Refusal> {
    where_known(ctx, matter, officer, Milestone::OnlineAgreed, ctx.now)
}

/// Its party may object from then on, and what the agreement grants may be enforced from the last day for performance.
fn served(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    it: &CaseStep,
    at: Timestamp,
) -> Result<Vec<Act>, Refusal> {
    ruled(matter)?;
    let of = Some(party(matter, it)?);
    if confirmed(matter).is_err() {
        return Ok(Vec::new());
    }
    let served = Reached { milestone: Milestone::RulingServed, at, of };
    let last_day = it.counted_from.map(Timestamp::beijing_midnight);
    let performed = last_day.map(|at| Reached { milestone: Milestone::PerformanceDue, at, of: None });
    reached(ctx, matter, officer, [Some(served), performed])
}

/// Within six months of the day on which they knew, which is never made longer.
fn interested(ctx: Context<'_>, matter: &Matter, it: &CaseStep, at: Timestamp) -> Result<Vec<Act>, Refusal> {
    confirmed(matter)?;
    person(it)?;
    let Some(knew) = it.counted_from else {
        return Err(Refusal::out_of_order(
            "DAY_MISSING",
            "利害关系人提出异议的，须写明其知道或者应当知道之日（counted_from）",
            "where an interested person objects, write in `counted_from` when it knew or should have known",
        )
        .in_field("entry.case_step.counted_from", it.on)
        .with_basis(OBJECTIONS));
    };
    let from = Timestamp::beijing_midnight(knew);
    let terms = ctx.rules.terms.iter().filter(|term| term.by_entry.does == Some(Milestone::PartyObjected));
    let count = |term: &crate::term::Term| term.counting_in(term.variants.iter().find(|it| it.token == INTERESTED));
    let ends = terms.filter_map(count).map(|counting| due(&counting, from, ctx.calendar).due).next();
    match ends.filter(|ends| at >= *ends) {
        None => Ok(Vec::new()),
        Some(ends) => Err(Refusal::out_of_order(
            "TERM_OVER",
            format!("利害关系人提出异议的期间（六个月，不变期间）已于 {} 届满，不予受理", display_due(ends)),
            format!("the six months of an interested person, never extended, ended at {}", display_due(ends)),
        )
        .with_basis(OBJECTIONS)),
    }
}

/// The special case of the rule on objections.
const INTERESTED: &str = "interested";

fn decided(matter: &Matter, it: &CaseStep) -> Result<Vec<Act>, Refusal> {
    if it.text.is_none() {
        return Err(Refusal::out_of_order(
            "TEXT_MISSING",
            "须写明对异议的处理结果（text）：异议成立的，撤销或者改变原裁定；不成立的，裁定驳回",
            "write in `text` what was decided: the ruling is set aside or changed, or the objection is rejected",
        )
        .with_basis("《民事诉讼法解释》第372条"));
    }
    if matter.has_open_objection() {
        return Ok(Vec::new());
    }
    Err(Refusal::out_of_order(
        "NO_OBJECTION",
        "没有待审查的异议；有异议的，先登记当事人或者利害关系人提出异议",
        "no objection waits for a decision; write down the objection first",
    )
    .with_basis(OBJECTIONS))
}

/// A step that none of our rules asks for is not written down here.
fn known(rules: &Rules, act: CaseAct) -> Result<(), Refusal> {
    if rules.sends.iter().flat_map(|sends| sends.afterwards).any(|after| after.until == Until::Step(act)) {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "NO_RULE_FOR_ENTRY",
        "本单位没有与这类记录对应的规则，不能登记",
        "no rule of this agency knows such an entry, so it is not written down here",
    ))
}

fn ruling(matter: &Matter) -> Option<ConfirmationDecision> {
    matter.incoming().and_then(|incoming| match incoming.outcome.as_ref().map(|outcome| &outcome.result) {
        Some(OutcomeResult::Ruled(ruling)) => Some(ruling.decision),
        Some(
            OutcomeResult::Agreement(_)
            | OutcomeResult::SettledAndWithdrawn
            | OutcomeResult::NoAgreement(_)
            | OutcomeResult::Terminated(_)
            | OutcomeResult::Answered(_)
            | OutcomeResult::Replied(_),
        )
        | None => None,
    })
}

fn ruled(matter: &Matter) -> Result<(), Refusal> {
    ruling(matter).map(|_| ()).ok_or_else(|| {
        Refusal::out_of_order(
            "NO_RULING",
            "本事项还没有确认裁定，没有裁定可以送达",
            "there is no ruling on confirmation in this matter yet, so none is served",
        )
    })
}

fn confirmed(matter: &Matter) -> Result<(), Refusal> {
    if ruling(matter) == Some(ConfirmationDecision::Valid) {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "NOT_CONFIRMED",
        "本事项没有确认调解协议有效的裁定，没有异议和申请执行可以登记",
        "no ruling confirms an agreement in this matter, so nothing can be objected to or enforced",
    )
    .with_basis("《民事诉讼法》第206条"))
}

fn party<'a>(matter: &Matter, it: &'a CaseStep) -> Result<&'a Text, Refusal> {
    let name = person(it)?;
    parties::named_in(matter, "entry.case_step.person", name)?;
    Ok(name)
}

fn person(it: &CaseStep) -> Result<&Text, Refusal> {
    it.person.as_ref().ok_or_else(|| {
        Refusal::out_of_order(
            "PERSON_MISSING",
            format!("登记“{}”须写明是谁（person）", it.act.words().zh),
            format!("write in `person` who it is, for: {}", it.act.words().en),
        )
    })
}

/// A day that has come, as the instant from which it counts.
fn day(ctx: Context<'_>, on: Date) -> Result<Timestamp, Refusal> {
    let at = Timestamp::beijing_midnight(on);
    if at <= ctx.now {
        return Ok(at);
    }
    Err(Refusal::out_of_order(
        "DATE_TO_COME",
        format!("所填日期 {on} 还没有到，尚未发生的不能登记"),
        format!("{on} is still to come; only what has happened is recorded"),
    )
    .in_field("entry.case_step.on", ctx.now.beijing_date()))
}
