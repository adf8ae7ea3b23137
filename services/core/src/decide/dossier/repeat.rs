//! 重复信访: the earlier petition that is repeated is known here, or a leader answers for it with a document.

use super::{Act, Context};
use crate::{
    decide::own,
    dossier::{Level, Repeat, RepeatWhy},
    matter::Matter,
    referral::{Duty, Side},
    refusal::Refusal,
    term::Milestone,
    terms_common::SETTLE_PETITION,
    time::Timestamp,
};

/// It is said before anything of the handling has begun, and stands until a leader takes it back.
pub(super) fn repeats(ctx: Context<'_>, matter: &Matter, repeat: &Repeat) -> Result<Vec<Act>, Refusal> {
    if repeat.taken_back.is_some() {
        return taken_back(ctx, matter).map(|()| Vec::new());
    }
    if matter.repeat().is_some() {
        return Err(Refusal::out_of_order(
            "REPEAT_STANDS",
            "已经登记为重复信访；登记有误的，由负责人写明理由后撤销（taken_back）",
            "it is written down as a repeated petition already; if that is wrong, a leader takes it back (`taken_back`)",
        ));
    }
    if let Some(open) = matter.referrals.iter().find(|it| it.purpose.kind().hands_over() && !it.stage.is_ended()) {
        return Err(Refusal::out_of_order(
            "OPEN_REFERRAL",
            format!("事项还有未结束的对接 {}，请先收回或者办结", open.id),
            format!("referral `{}` of the matter is still open; recall it or conclude it first", open.id),
        ));
    }
    match ctx.other {
        Some(earlier) => fits(ctx, matter, earlier, repeat),
        None => elsewhere(ctx, repeat),
    }
    .map_err(|refusal| refusal.with_basis(basis(repeat.why)))?;
    // There is nothing to pass on or to take on any more.
    Ok(own::not_to_be_done(ctx, matter, Milestone::TakenOn))
}

fn taken_back(ctx: Context<'_>, matter: &Matter) -> Result<(), Refusal> {
    if matter.repeat().is_none() {
        return Err(Refusal::out_of_order(
            "NO_REPEAT_TO_TAKE_BACK",
            "没有登记为重复信访，无须撤销",
            "it is not written down as a repeated petition, so nothing is taken back",
        ));
    }
    ctx.by_leader("撤销重复信访登记", "taking back that a petition repeats another one")
}

/// What the earlier petition must have come to, where it is here.
fn fits(ctx: Context<'_>, matter: &Matter, earlier: &Matter, repeat: &Repeat) -> Result<(), Refusal> {
    let number = repeat.earlier.as_str();
    if earlier.id == matter.id {
        return Err(Refusal::out_of_order(
            "REPEATS_ITSELF",
            format!("{number} 就是本事项，请填写在先的信访事项"),
            format!("`{number}` is this very matter; name the earlier petition"),
        ));
    }
    let (so, zh, en) = match repeat.why {
        RepeatWhy::Exhausted => (
            earlier.reply(Level::SecondReview).is_some(),
            "尚未登记复核意见，不属于三级终结后的重复信访",
            "has no second review written down, so its levels are not exhausted",
        ),
        RepeatWhy::UnderWay => (
            is_under_way(ctx.now, earlier),
            "没有在规定期限内受理办理（已经办结、没有移交办理或者已超过期限）",
            "is not being handled within its term: it is over, with nobody, or overdue",
        ),
    };
    if so {
        return Ok(());
    }
    Err(Refusal::out_of_order("NOT_REPEATED", format!("{number} {zh}"), format!("`{number}` {en}")))
}

/// Whether it is being handled within its term: elsewhere, as passed on from here, or here.
pub(in crate::decide) fn is_under_way(now: Timestamp, matter: &Matter) -> bool {
    let on_its_way = matter.referrals.iter().any(|referral| {
        let handed_over = referral.side == Side::Sender && referral.purpose.kind().hands_over();
        let late = referral.deadline(Duty::Handle).is_some_and(|deadline| deadline.overdue(now));
        handed_over && referral.stage.is_before_conclusion() && !late
    });
    let here = matter.running(SETTLE_PETITION).is_some_and(|own| !own.deadline.overdue(now));
    matter.closed.is_none() && (on_its_way || here)
}

/// The earlier petition is another agency's: a document shows it, and a leader answers for it.
fn elsewhere(ctx: Context<'_>, repeat: &Repeat) -> Result<(), Refusal> {
    let number = repeat.earlier.as_str();
    if repeat.evidence.is_none() {
        return Err(Refusal::out_of_order(
            "EARLIER_UNKNOWN",
            format!(
                "本单位没有编号为 {number} 的事项；在先的信访事项由其他单位办理的，请附证明材料（evidence，如复核意见书），由负责人登记"
            ),
            format!(
                "no matter here has the number `{number}`; if another agency handled it, a leader writes this down with the \
                 document that shows it (`evidence`)"
            ),
        ));
    }
    ctx.by_leader(
        "本单位没有登记的在先信访事项，据以认定重复信访",
        "saying that a petition repeats one that is not registered here",
    )
}

const fn basis(why: RepeatWhy) -> &'static str {
    match why {
        RepeatWhy::Exhausted => "《信访工作条例》第36条第3款",
        RepeatWhy::UnderWay => "《信访工作条例》第19条第3款",
    }
}
