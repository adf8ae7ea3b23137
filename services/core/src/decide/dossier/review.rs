//! 复查、复核请求: of an opinion in this file, or at the agency above of another agency's.

use super::{Act, Context, petition::level};
use crate::{
    decide::{
        due_under,
        own::{self, Chain},
    },
    dossier::{Level, ReviewAsked, ReviewedOpinion},
    due::display_due,
    matter::{Matter, own::Ending},
    refusal::Refusal,
    term::RuleId,
    terms_common::{ASK_REVIEW, ASK_SECOND_REVIEW, DECIDE_REVIEW, DECIDE_SECOND_REVIEW},
    text::Text,
    time::Timestamp,
};

/// A review is asked for within thirty days of the answer before it (信访工作条例第35、36条).
pub(super) fn asked(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    request: &ReviewAsked,
) -> Result<Vec<Act>, Refusal> {
    let at = own::past(ctx.now, "entry.review_asked.asked_at", request.asked_at)?;
    let (window, decides, article) = match request.level {
        Level::First => {
            return Err(Refusal::out_of_order(
                "NO_SUCH_REVIEW",
                "请求的应当是复查或者复核",
                "what is asked for is a review or a second review",
            ));
        }
        Level::Review => (ASK_REVIEW, DECIDE_REVIEW, "《信访工作条例》第35条"),
        Level::SecondReview => (ASK_SECOND_REVIEW, DECIDE_SECOND_REVIEW, "《信访工作条例》第36条"),
    };
    if let Some(reviewed) = &request.reviewed {
        let ends = above(ctx, matter, request.level, window, reviewed)?;
        let at = not_before(at, reviewed)?;
        in_time(request.level, at, ends, article)?;
        return own::begin(ctx, matter, officer, decides, at);
    }
    let Some(running) = matter.running(window) else { return Err(no_answer_before(matter, request.level, window)) };
    let at = own::since_it_began(running, at)?;
    in_time(request.level, at, running.deadline.due.due, article)?;
    let mut chain = Chain::new(ctx, matter);
    chain.end(running, Ending::Done, at, request.text.clone(), None);
    chain.then(running, Ending::Done, at, Some(officer))?;
    Ok(chain.acts())
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

/// What is asked for after its thirty days is only registered.
fn in_time(of: Level, at: Timestamp, ends: Timestamp, article: &str) -> Result<(), Refusal> {
    if at < ends {
        return Ok(());
    }
    let (zh, en) = level(of);
    let shown = display_due(ends);
    Err(Refusal::out_of_order(
        "REVIEW_LATE",
        format!("请求{zh}的期限为收到书面答复之日起三十日，已于 {shown} 届满，不再受理，只作登记"),
        format!(
            "the {en} is asked for within thirty days of the answer, which ended at {shown}; it is only registered"
        ),
    )
    .with_basis(article))
}

/// The agency above has the opinion of another before it: when the time to ask for its review ends.
fn above(
    ctx: Context<'_>,
    matter: &Matter,
    of: Level,
    window: RuleId,
    reviewed: &ReviewedOpinion,
) -> Result<Timestamp, Refusal> {
    let before = if of == Level::SecondReview { Level::Review } else { Level::First };
    if matter.reply(before).is_some() {
        return Err(Refusal::out_of_order(
            "REVIEWED_IN_FILE",
            "原意见已经登记在本事项卷宗中，请勿再填其他单位的意见（reviewed）",
            "the opinion to be reviewed is in this file already; leave `reviewed` empty",
        ));
    }
    if matter.reply(of).is_some() {
        let (zh, en) = level(of);
        return Err(Refusal::out_of_order(
            "REVIEW_ASKED_ALREADY",
            format!("{zh}意见已经作出"),
            format!("the {en} is decided already"),
        ));
    }
    let field = "entry.review_asked.reviewed.delivered_at";
    let delivered = own::past(ctx.now, field, reviewed.delivered_at)?;
    own::in_force(ctx, window, field, delivered)?;
    due_under(ctx, &window, delivered).map(|due| due.due)
}

fn not_before(at: Timestamp, reviewed: &ReviewedOpinion) -> Result<Timestamp, Refusal> {
    if at >= reviewed.delivered_at {
        return Ok(at);
    }
    Err(Refusal::out_of_order(
        "ASKED_BEFORE_ANSWER",
        "请求时间早于原意见送达时间，请核对两个时间",
        "it is asked for before the opinion reached the petitioner; compare the two",
    )
    .in_field("entry.review_asked.asked_at", reviewed.delivered_at))
}
