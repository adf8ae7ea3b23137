//! 甄别、领导接访、书面意见、复查复核请求、重复信访: which may be written, and which clocks each begins or ends.

use super::{Act, Context};
use crate::{
    decide::own::{self, Chain},
    dossier::{Level, Reception, ReceptionOutcome, Repeat, Reply, ReviewAsked, Sorting},
    due::display_due,
    matter::{Matter, own::Ending},
    petition::{Sort, Way},
    refusal::Refusal,
    term::RuleId,
    terms_common::{
        ASK_REVIEW, ASK_SECOND_REVIEW, ASSIGN_AFTER_RECEPTION, DECIDE_REVIEW, DECIDE_SECOND_REVIEW, SETTLE_PETITION,
    },
    text::Text,
};

/// Only an accusation has accused; only a claim that is settled by investigation has the sixty days.
pub(super) fn sorted(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    sorting: &Sorting,
) -> Result<Vec<Act>, Refusal> {
    if !sorting.accused.is_empty() && sorting.sort != Sort::Accusation {
        return Err(Refusal::out_of_order(
            "ACCUSED_NOT_APPLICABLE",
            "只有检举控告才有被检举控告的单位，请勿填写",
            "only an accusation has accused agencies; leave them empty",
        ));
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
    own::begin(ctx, matter, officer, SETTLE_PETITION, own::past(ctx.now, "entry.sorting.accepted_at", at)?)
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

/// A review is asked for within thirty days of the answer before it (信访工作条例第35、36条).
pub(super) fn asked(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    request: &ReviewAsked,
) -> Result<Vec<Act>, Refusal> {
    let at = own::past(ctx.now, "entry.review_asked.asked_at", request.asked_at)?;
    let (window, article) = match request.level {
        Level::First => {
            return Err(Refusal::out_of_order(
                "NO_SUCH_REVIEW",
                "请求的应当是复查或者复核",
                "what is asked for is a review or a second review",
            ));
        }
        Level::Review => (ASK_REVIEW, "《信访工作条例》第35条"),
        Level::SecondReview => (ASK_SECOND_REVIEW, "《信访工作条例》第36条"),
    };
    let Some(running) = matter.running(window) else { return Err(no_answer_before(matter, request.level, window)) };
    let at = own::since_it_began(running, at)?;
    let ends = running.deadline.due.due;
    if at >= ends {
        let (zh, en) = level(request.level);
        return Err(Refusal::out_of_order(
            "REVIEW_LATE",
            format!("请求{}的期限为收到书面答复之日起三十日，已于 {} 届满，不再受理，只作登记", zh, display_due(ends)),
            format!(
                "the {en} is asked for within thirty days of the answer, which ended at {}; it is only registered",
                display_due(ends)
            ),
        )
        .with_basis(article));
    }
    let mut chain = Chain::new(ctx, matter);
    chain.end(running, Ending::Done, at, request.text.clone(), None);
    chain.then(running, Ending::Done, at, Some(officer))?;
    Ok(chain.acts())
}

/// It is said once, and before anything of the handling has begun.
pub(super) fn repeats(matter: &Matter, _: &Repeat) -> Result<Vec<Act>, Refusal> {
    if matter.repeat().is_some() {
        return Err(Refusal::out_of_order(
            "REPEAT_STANDS",
            "已经登记为重复信访",
            "it is written down as a repeated petition already",
        ));
    }
    if let Some(open) = matter.referrals.iter().find(|it| it.purpose.kind().hands_over() && !it.stage.is_ended()) {
        return Err(Refusal::out_of_order(
            "OPEN_REFERRAL",
            format!("事项还有未结束的对接 {}，请先收回或者办结", open.id),
            format!("referral `{}` of the matter is still open; recall it or conclude it first", open.id),
        ));
    }
    Ok(Vec::new())
}

fn not_asked(of: Level) -> Refusal {
    let (zh, en) = level(of);
    Refusal::out_of_order(
        "REVIEW_NOT_ASKED",
        format!("没有正在进行的{zh}，不能登记{zh}意见；请先登记{zh}请求"),
        format!("no {en} is under way; write down first that it was asked for"),
    )
}

/// Why there is no window in which to ask: it was used, it passed, the end was reached, or nothing was answered yet.
fn no_answer_before(matter: &Matter, asked: Level, window: RuleId) -> Refusal {
    if matter.reply(Level::SecondReview).is_some() {
        return Refusal::out_of_order(
            "REVIEW_EXHAUSTED",
            "复核意见已经作出，信访人仍以同一事实和理由提出的不再受理，只作登记",
            "the second review is decided; the same facts and reasons are only registered and not handled again",
        )
        .with_basis("《信访工作条例》第36条第3款");
    }
    let (zh, en) = level(asked);
    if matter.own.iter().any(|own| own.rule() == window) {
        return Refusal::out_of_order(
            "REVIEW_ASKED_ALREADY",
            format!("{zh}请求已经提出，或者请求的期限已经结束"),
            format!("the {en} was asked for already, or the time to ask for it is over"),
        );
    }
    Refusal::out_of_order(
        "NOTHING_TO_REVIEW",
        format!("尚未登记上一级别的书面意见，不能请求{zh}"),
        format!("the written opinion before the {en} is not there yet"),
    )
}

const fn level(of: Level) -> (&'static str, &'static str) {
    match of {
        Level::First => ("信访处理意见", "written opinion"),
        Level::Review => ("复查", "review"),
        Level::SecondReview => ("复核", "second review"),
    }
}
