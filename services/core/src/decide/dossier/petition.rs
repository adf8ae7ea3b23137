//! 甄别、领导接访、书面意见: which may be written, and which clocks each begins or ends.

use super::{Act, Context};
use crate::{
    decide::{
        own::{self, Chain},
        protecting::INFORMANT,
    },
    dossier::{Level, Reception, ReceptionOutcome, Reply, Sorting},
    matter::{Matter, own::Ending},
    petition::{Sort, Way},
    refusal::Refusal,
    term::Milestone,
    terms_common::{ASK_REVIEW, ASSIGN_AFTER_RECEPTION, DECIDE_REVIEW, DECIDE_SECOND_REVIEW, SETTLE_PETITION},
    text::Text,
};

/// Only an accusation has accused, and it says whom; only a claim that is settled by investigation has the sixty days.
pub(super) fn sorted(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    sorting: &Sorting,
) -> Result<Vec<Act>, Refusal> {
    accused(sorting)?;
    if matter.is_accusation() {
        sorted_again(ctx, sorting)?;
    }
    let settles = sorting.sort == Sort::Claim(Way::Handling);
    if sorting.accepted_at.is_some() && !settles {
        return Err(Refusal::out_of_order(
            "NOT_TO_BE_SETTLED",
            "六十日办结期限只适用于按第31条第6项办理的申诉求决事项，请勿填写受理时间",
            "the sixty days apply only to claims under item 6 of Article 31; leave the time of acceptance empty",
        )
        .with_basis("《信访工作条例》第31条、第34条"));
    }
    let brought = || {
        let incoming = matter.incoming().filter(|incoming| incoming.purpose.passed_on().is_some())?;
        incoming.milestones.accepted_at
    };
    let Some(at) = sorting.accepted_at.or_else(brought).filter(|_| settles) else { return Ok(Vec::new()) };
    if matter.own.iter().any(|own| own.rule() == SETTLE_PETITION) {
        return Ok(Vec::new());
    }
    let at = own::past(ctx.now, "entry.sorting.accepted_at", at)?;
    own::in_force(ctx, SETTLE_PETITION, "entry.sorting.accepted_at", at)?;
    let began = own::begin(ctx, matter, officer, SETTLE_PETITION, at)?;
    let taken_on = own::where_known(ctx, matter, officer, Milestone::TakenOn, at)?;
    Ok(began.into_iter().chain(taken_on).collect())
}

/// Only an accusation has accused, and whom it accuses must be known before it goes anywhere.
fn accused(sorting: &Sorting) -> Result<(), Refusal> {
    let told = !sorting.accused.is_empty() || sorting.accused_in_words.is_some();
    match (sorting.sort, told) {
        (Sort::Accusation, true) | (Sort::Suggestion | Sort::Claim(_), false) => Ok(()),
        (Sort::Suggestion | Sort::Claim(_), true) => Err(Refusal::out_of_order(
            "ACCUSED_NOT_APPLICABLE",
            "只有检举控告才有被检举控告的单位，请勿填写",
            "only an accusation has accused agencies; leave them empty",
        )),
        (Sort::Accusation, false) => Err(Refusal::out_of_order(
            "ACCUSED_MISSING",
            "检举控告应当写明被检举控告的单位（accused，可多个）；名录外的单位或者个人写在 accused_in_words，不清楚的写“不明”",
            "an accusation says who is accused: agencies of the directory in `accused`, persons or others in \
             `accused_in_words`, 不明 where nobody knows",
        )
        .in_field("entry.sorting.accused", "990121.courts")
        .with_basis(INFORMANT)),
    }
}

/// What was an accusation is protected until a leader answers for its being something else.
fn sorted_again(ctx: Context<'_>, sorting: &Sorting) -> Result<(), Refusal> {
    ctx.by_leader("检举控告事项重新甄别", "sorting an accusation again")
        .map_err(|refusal| refusal.with_basis(INFORMANT))?;
    if sorting.text.is_some() {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "REASON_MISSING",
        "检举控告事项重新甄别应当写明理由",
        "sorting an accusation again needs a reason",
    )
    .in_field("entry.sorting.text", "经核实，来信人反映的是拖欠工资，不涉及公职人员")
    .with_basis(INFORMANT))
}

/// What was promised at the reception is assigned in writing within two days.
pub(super) fn received(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    reception: &Reception,
) -> Result<Vec<Act>, Refusal> {
    let ended_at = own::past(ctx.now, "entry.reception.ended_at", reception.ended_at)?;
    let assigned = match reception.outcome {
        ReceptionOutcome::WithinTime | ReceptionOutcome::ToBeStudied => true,
        ReceptionOutcome::Solved | ReceptionOutcome::Explained => false,
    };
    // An agency whose table has no such practice promises nothing by it.
    if !assigned || ctx.rules.term(&ASSIGN_AFTER_RECEPTION).is_none() {
        return Ok(Vec::new());
    }
    own::begin(ctx, matter, officer, ASSIGN_AFTER_RECEPTION, ended_at)
}

/// A written opinion ends the clock under which it was owed, and begins the petitioner's.
pub(super) fn replied(ctx: Context<'_>, matter: &Matter, officer: &Text, reply: &Reply) -> Result<Vec<Act>, Refusal> {
    let at = own::past(ctx.now, "entry.reply.delivered_at", reply.delivered_at)?;
    if matter.reply(reply.level).is_some() {
        let words = level(reply.level);
        return Err(Refusal::out_of_order(
            "ALREADY_REPLIED",
            format!("{}已经登记；更正的请另行登记更正后的文书编号于备注", words.0),
            format!("the {} is written down already; there is one of each level", words.1),
        ));
    }
    let owed = match reply.level {
        Level::First => SETTLE_PETITION,
        Level::Review => DECIDE_REVIEW,
        Level::SecondReview => DECIDE_SECOND_REVIEW,
    };
    let mut chain = Chain::new(ctx, matter);
    match (matter.running(owed), reply.level) {
        (Some(running), Level::First | Level::Review | Level::SecondReview) => {
            let at = own::since_it_began(running, at)?;
            chain.end(running, Ending::Done, at, Some(reply.number.clone()), reply.document.clone());
            chain.then(running, Ending::Done, at, Some(officer))?;
        }
        // Answered without a clock of ours: the petitioner's thirty days run all the same.
        (None, Level::First) => {
            chain.may_begin(ASK_REVIEW)?;
            chain.start(ASK_REVIEW, at, officer)?;
        }
        (None, Level::Review | Level::SecondReview) => return Err(not_asked(reply.level)),
    }
    Ok(chain.acts())
}

fn not_asked(of: Level) -> Refusal {
    let (zh, en) = level(of);
    Refusal::out_of_order(
        "REVIEW_NOT_ASKED",
        format!("没有正在进行的{zh}，不能登记{zh}意见；请先登记{zh}请求"),
        format!("no {en} is under way; write down first that it was asked for"),
    )
}

pub(super) const fn level(of: Level) -> (&'static str, &'static str) {
    match of {
        Level::First => ("信访处理意见", "written opinion"),
        Level::Review => ("复查", "review"),
        Level::SecondReview => ("复核", "second review"),
    }
}
