//! What an entry of the dossier means for this agency's own deadlines: one that it does ends, one that it begins begins.

use super::chain::{Beginning, Chain};
use crate::{
    decide::{Act, Context},
    dossier::Channel,
    matter::{
        Matter, OwnDeadline,
        own::{EndedBy, Ending},
    },
    refusal::Refusal,
    rules::Came,
    term::{Lateness, Milestone, RuleId, Term, Whose},
    text::Text,
    time::Timestamp,
};

/// A milestone with when it was reached.
#[derive(Clone, Copy, Debug)]
pub(in crate::decide) struct Reached<'a> {
    /// Which.
    pub(in crate::decide) milestone: Milestone,
    /// When; to come, where what it begins counts from a day that is known beforehand.
    pub(in crate::decide) at: Timestamp,
    /// By whom, where the time is each person's own.
    pub(in crate::decide) of: Option<&'a Text>,
}

/// The milestone was reached at `at`.
///
/// # Errors
/// If no rule here knows it, if what it would do was to be done before something that has been done, or if its time is over.
pub(in crate::decide) fn by_entry(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    milestone: Milestone,
    at: Timestamp,
) -> Result<Vec<Act>, Refusal> {
    reached(ctx, matter, officer, [Some(Reached { milestone, at, of: None })])
}

/// Milestones that one entry reaches, in order.
///
/// # Errors
/// As [`by_entry`].
pub(in crate::decide) fn reached<'a>(
    ctx: Context<'a>,
    matter: &'a Matter,
    officer: &'a Text,
    steps: impl IntoIterator<Item = Option<Reached<'a>>>,
) -> Result<Vec<Act>, Refusal> {
    let mut chain = Chain::new(ctx, matter);
    for step in steps.into_iter().flatten() {
        does(ctx, matter, officer, step, &mut chain)?;
        begins(ctx, officer, step, &mut chain)?;
    }
    Ok(chain.acts())
}

/// It ends what it does, and what there is nothing left to do of.
fn does<'a>(
    ctx: Context<'a>,
    matter: &'a Matter,
    officer: &'a Text,
    step: Reached<'a>,
    chain: &mut Chain<'a>,
) -> Result<(), Refusal> {
    let Reached { milestone, at, of } = step;
    let terms = || in_force(ctx, at);
    if !terms().any(|term| term.by_entry.knows(milestone)) {
        return Err(Refusal::out_of_order(
            "NO_RULE_FOR_ENTRY",
            "本单位没有与这类记录对应的规则，不能登记",
            "no rule of this agency knows such an entry, so it is not written down here",
        ));
    }
    let does = |term: &&Term| term.by_entry.does == Some(milestone);
    for term in terms().filter(does) {
        not_after(matter, term)?;
        not_while(ctx, matter, term)?;
        not_passed(ctx, matter, term, of)?;
    }
    for passed in terms().filter(does).flat_map(|term| term.by_entry.not_while).filter_map(|rule| matter.running(*rule))
    {
        chain.end(passed, Ending::Failed, passed.deadline.due.due.min(ctx.now), None, None);
    }
    let running = terms().filter(does).find_map(|term| matter.running_of(term.rule, of).map(|own| (term, own)));
    if let Some((term, own)) = running {
        in_time(ctx, term, own)?;
        let at = at.max(own.began_at());
        chain.end(own, Ending::Done, at, None, None);
        chain.then(own, Ending::Done, at, Some(officer))?;
    }
    for moot in
        terms().filter(|term| term.by_entry.moot_by == Some(milestone)).filter_map(|term| matter.running(term.rule))
    {
        chain.end(moot, Ending::Dropped, at.max(moot.began_at()), None, None);
    }
    Ok(())
}

fn begins<'a>(ctx: Context<'a>, officer: &'a Text, step: Reached<'a>, chain: &mut Chain<'a>) -> Result<(), Refusal> {
    let Reached { milestone, at, of } = step;
    for term in in_force(ctx, at).filter(|term| term.by_entry.begins == Some(milestone)) {
        if chain.may_begin_of(term.rule, of).is_ok() {
            let (officer, of) = (Some(officer), of.cloned());
            chain.begin(Beginning { rule: term.rule, variant: None, at, follows: None, officer, of, told: None })?;
        }
    }
    Ok(())
}

fn in_force(ctx: Context<'_>, at: Timestamp) -> impl Iterator<Item = &Term> {
    ctx.rules.terms.iter().filter(move |term| term.in_force.holds_on(at.beijing_date()))
}

/// A petition came in this way: what counts from its receipt begins, as far as it may, with the version that held then.
pub(in crate::decide) fn received(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    channel: Channel,
    at: Timestamp,
) -> Result<Vec<Act>, Refusal> {
    let mut chain = Chain::new(ctx, matter);
    let terms = ctx.rules.terms.iter().filter(|term| term.in_force.holds_on(at.beijing_date()));
    for term in terms.filter(|term| term.by_entry.received_by.contains(&channel)) {
        if chain.may_begin(term.rule).is_ok() {
            chain.start(term.rule, at, officer)?;
        }
    }
    Ok(chain.acts())
}

/// What was asked for by the receipt of a petition is done or not to be done any more, for it is over.
pub(in crate::decide) fn received_ends(ctx: Context<'_>, matter: &Matter, ending: Ending) -> Vec<Act> {
    let mut chain = Chain::new(ctx, matter);
    let by_receipt =
        |own: &&OwnDeadline| ctx.rules.term(&own.rule()).is_some_and(|term| !term.by_entry.received_by.is_empty());
    for own in matter.own.iter().filter(|own| own.runs()).filter(by_receipt) {
        chain.end(own, ending, ctx.now, None, None);
    }
    chain.acts()
}

/// What a milestone would do is not to be done any more.
pub(in crate::decide) fn not_to_be_done(ctx: Context<'_>, matter: &Matter, milestone: Milestone) -> Vec<Act> {
    let does =
        |own: &&OwnDeadline| ctx.rules.term(&own.rule()).is_some_and(|term| term.by_entry.does == Some(milestone));
    let mut chain = Chain::new(ctx, matter);
    for own in matter.own.iter().filter(|own| own.runs()).filter(does) {
        chain.end(own, Ending::Dropped, ctx.now, None, None);
    }
    chain.acts()
}

/// What a rule asks for is not to be done any more.
pub(in crate::decide) fn dropped(ctx: Context<'_>, matter: &Matter, rule: RuleId) -> Vec<Act> {
    ended(ctx, matter, rule, Ending::Dropped)
}

/// What runs under a rule, if anything does, is over now.
pub(in crate::decide) fn ended(ctx: Context<'_>, matter: &Matter, rule: RuleId, ending: Ending) -> Vec<Act> {
    let mut chain = Chain::new(ctx, matter);
    if let Some(own) = matter.running(rule) {
        chain.end(own, ending, ctx.now, None, None);
    }
    chain.acts()
}

/// Rights of parties that run are not kept here any longer, but for one under `beside`.
pub(in crate::decide) fn rights_dropped(ctx: Context<'_>, matter: &Matter) -> Vec<Act> {
    let mut chain = Chain::new(ctx, matter);
    for own in matter.own.iter().filter(|own| own.runs() && own.whose == Whose::Right) {
        chain.end(own, Ending::Dropped, ctx.now.max(own.began_at()), None, None);
    }
    chain.acts()
}

/// The same for what every agency may write down, whether or not a rule of its own counts from it.
///
/// # Errors
/// As [`by_entry`].
pub(in crate::decide) fn where_known(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    milestone: Milestone,
    at: Timestamp,
) -> Result<Vec<Act>, Refusal> {
    if is_known(ctx, milestone, at) { by_entry(ctx, matter, officer, milestone, at) } else { Ok(Vec::new()) }
}

/// Whether it means something for a rule of ours.
pub(in crate::decide) fn is_known(ctx: Context<'_>, milestone: Milestone, at: Timestamp) -> bool {
    in_force(ctx, at).any(|term| term.by_entry.knows(milestone))
}

/// Whether an officer's word may begin it: where it is only begun after something, that began.
pub(super) fn only_after(ctx: Context<'_>, matter: &Matter, term: &Term) -> Result<(), Refusal> {
    let after = term.by_entry.after;
    if after.is_empty() || matter.own.iter().any(|own| after.contains(&own.rule())) {
        return Ok(());
    }
    let names = |of: fn(&Term) -> &'static str| -> Vec<&'static str> {
        after.iter().filter_map(|rule| ctx.rules.term(rule)).map(of).collect()
    };
    let (zh, en) = (names(|term| term.starts.zh), names(|term| term.starts.en));
    Err(Refusal::out_of_order(
        "NOT_BEFORE",
        format!("还没有登记“{}”，不得启动{}（{}）", zh.join("”或者“"), term.name_zh, term.rule),
        format!("`{}` ({}) does not begin before this is recorded: {}", term.rule, term.name_en, en.join("; or ")),
    )
    .with_basis(term.basis.article))
}

/// Whether an officer's word may begin it: where it counts from the end of a mediation, one ended, and since what runs in its
/// place began.
pub(super) fn only_once_over(matter: &Matter, term: &Term) -> Result<(), Refusal> {
    if term.by_entry.over.is_empty() {
        return Ok(());
    }
    let since = term.in_place_of.iter().filter_map(|rule| matter.running(*rule)).map(OwnDeadline::began_at).max();
    if ends(matter, term.by_entry.over).any(|at| since.is_none_or(|since| since < at)) {
        return Ok(());
    }
    let (rule, rules) = (term.rule, term.by_entry.over.iter().map(RuleId::to_string).collect::<Vec<_>>());
    Err(Refusal::out_of_order(
        "NOT_OVER",
        format!(
            "{}（{rule}）自“{}”起算，卷宗中没有新的调解结果。请先登记：结束 {}（不成 failed，或者完成 done 而后不履行），或者等移交的调解\
             办结",
            term.name_zh,
            term.starts.zh,
            rules.join("、")
        ),
        format!(
            "`{rule}` ({}) counts from `{}`, and nothing new of that is written down. First end {} (as failed, or as done if it \
             is not performed), or wait for the result of what was handed over",
            term.name_en,
            term.starts.en,
            rules.join(", ")
        ),
    )
    .with_basis(term.basis.article))
}

/// When mediation ended: ours under one of these rules, with an agreement or without, or what we handed over, without one. That
/// an agreement was not performed is the officer's word, as that a person says no is.
fn ends(matter: &Matter, rules: &[RuleId]) -> impl Iterator<Item = Timestamp> {
    let ours = matter.own.iter().filter(|own| rules.contains(&own.rule()) && own.is_finished());
    let theirs = matter.referrals.iter().filter_map(|referral| {
        let came = Came::of(&referral.outcome.as_ref()?.result)?;
        (came == Came::Failed).then_some(referral.milestones.concluded_at?)
    });
    ours.filter_map(|own| own.ended.as_ref().map(|ended| ended.at)).chain(theirs)
}

/// The milestone was reached at `at`, and begins what takes the place of a rule that runs.
///
/// # Errors
/// If it cannot be counted.
pub(in crate::decide) fn taken_over(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    milestone: Milestone,
    at: Timestamp,
) -> Result<Vec<Act>, Refusal> {
    let mut chain = Chain::new(ctx, matter);
    for term in ctx.rules.terms.iter().filter(|term| term.by_entry.takes_over == Some(milestone)) {
        let runs = term.in_place_of.iter().any(|rule| chain.running(*rule).is_some());
        if runs && chain.may_begin(term.rule).is_ok() {
            chain.start(term.rule, at, officer)?;
        }
    }
    Ok(chain.acts())
}

fn not_after(matter: &Matter, term: &Term) -> Result<(), Refusal> {
    let done = |own: &&OwnDeadline| {
        let by = own.ended.as_ref().map(|ended| ended.by);
        term.by_entry.before.contains(&own.rule()) && by == Some(EndedBy::Word(Ending::Done))
    };
    let Some(own) = matter.own.iter().find(done) else { return Ok(()) };
    let rule = own.rule();
    Err(Refusal::out_of_order(
        "DECISION_MADE",
        format!("{rule} 已经办结，{}应当在此之前（{}）", term.name_zh, term.rule),
        format!("`{rule}` was done already; this ({}) comes before it", term.name_en),
    )
    .with_basis(term.basis.article))
}

/// Others have the first word, and their time is not over.
pub(super) fn not_while(ctx: Context<'_>, matter: &Matter, term: &Term) -> Result<(), Refusal> {
    let runs = |own: &&OwnDeadline| ctx.now < own.deadline.due.due;
    let first = term.by_entry.not_while.iter().filter_map(|rule| matter.running(*rule)).find(runs);
    let Some(own) = first else { return Ok(()) };
    let (rule, shown) = (own.rule(), crate::due::display_due(own.deadline.due.due));
    let (zh, en) = ctx.rules.term(&rule).map_or(("", ""), |first| (first.name_zh, first.name_en));
    Err(Refusal::out_of_order(
        "TOO_EARLY",
        format!("{zh}（{rule}）的期限至 {shown} 尚未结束，不得{}（{}）。可以：已经不成或者放弃的，先登记该期限结束（不成）", term.name_zh, term.rule),
        format!(
            "`{rule}` ({en}) runs until {shown}, so `{}` ({}) is too early. Instead: if it came to nothing or was given up, end \
             it as failed first",
            term.rule, term.name_en
        ),
    )
    .with_basis(term.basis.article))
}

/// A term of the parties is over when it is over; one of the agency's own is done late.
fn in_time(ctx: Context<'_>, term: &Term, own: &OwnDeadline) -> Result<(), Refusal> {
    if term.by_entry.lateness == Lateness::Done || ctx.now < own.deadline.due.due {
        return Ok(());
    }
    Err(term_over(term, own))
}

/// So too when the desk has written down that it passed.
fn not_passed(ctx: Context<'_>, matter: &Matter, term: &Term, of: Option<&Text>) -> Result<(), Refusal> {
    let newest = matter.own.iter().rev().find(|own| own.rule() == term.rule && own.of.as_ref() == of);
    let failed = |own: &&OwnDeadline| {
        own.ended.as_ref().is_some_and(|ended| ended.by == EndedBy::Word(Ending::Failed))
            && ctx.now >= own.deadline.due.due
    };
    match newest.filter(failed).filter(|_| term.by_entry.lateness == Lateness::Refused) {
        Some(own) => Err(term_over(term, own)),
        None => Ok(()),
    }
}

fn term_over(term: &Term, own: &OwnDeadline) -> Refusal {
    let shown = crate::due::display_due(own.deadline.due.due);
    let instead = term.by_entry.instead;
    let (zh, en) = instead.map_or((String::new(), String::new()), |instead| {
        (format!("。可以：{}", instead.zh), format!(". Instead: {}", instead.en))
    });
    Refusal::out_of_order(
        "TERM_OVER",
        format!("{}（{}）的期限已于 {shown} 届满{zh}", term.name_zh, term.rule),
        format!("the time for this ({}) ended at {shown}{en}", term.name_en),
    )
    .with_basis(term.basis.article)
}
