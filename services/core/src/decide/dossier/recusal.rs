//! 披露 and 回避: who may ask for whose replacement, and what is decided on it. The clock of the mediation runs on.

use super::{Act, Context, named};
use crate::{
    decide::{own, parties},
    dossier::{Disclosure, Recusal, RecusalDecision, RecusalRuling, ReplacementRejected},
    matter::Matter,
    referral::Referral,
    refusal::Refusal,
    term::Milestone,
    text::Text,
    time::Timestamp,
};

/// The article of the parties' last word on a replacement.
const ONLINE_14: &str = "《人民法院在线调解规则》第14条";
const INVITED_15: &str = "《最高人民法院关于人民法院特邀调解的规定》第15条";

pub(super) fn disclose(matter: &Matter, it: &Disclosure) -> Result<Vec<Act>, Refusal> {
    in_hand(matter, &it.whom)?;
    Ok(Vec::new())
}

/// The deadline for a decision begins where the agency's terms have one (程序规定第21条, 民事诉讼法第50条).
pub(super) fn ask(ctx: Context<'_>, matter: &Matter, officer: &Text, it: &Recusal) -> Result<Vec<Act>, Refusal> {
    named(matter, &it.party)?;
    in_hand(matter, &it.whom)?;
    own::where_known(ctx, matter, officer, Milestone::RecusalAsked, ctx.now)
}

/// Once for each application or disclosure; that all agree to go on needs each party's word.
pub(super) fn rule(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    it: &RecusalDecision,
) -> Result<Vec<Act>, Refusal> {
    let about = it.about;
    if matter.tie_at(about).is_none() {
        return Err(Refusal::out_of_order(
            "NO_RECUSAL_THERE",
            format!("卷宗第 {about} 号记录不是披露或者回避申请，请用 duijie dossier show 查看记录编号"),
            format!("entry {about} of the dossier is neither a disclosure nor an application for recusal"),
        ));
    }
    if matter.ruling_on(about).is_some() {
        return Err(Refusal::out_of_order(
            "RECUSAL_DECIDED",
            format!("第 {about} 号披露或者申请已经决定"),
            format!("it was decided on entry {about} already"),
        ));
    }
    match &it.ruling {
        RecusalRuling::Replaced => {}
        RecusalRuling::Refused if it.reason.is_some() => {}
        RecusalRuling::Refused => {
            return Err(Refusal::out_of_order(
                "REASON_MISSING",
                "驳回回避申请须写明理由（reason）",
                "an application for recusal is refused with a reason; write `reason`",
            ));
        }
        RecusalRuling::Continues(agreed) => {
            let missing: Vec<_> = matter.subject.parties.iter().map(|party| party.name.as_str()).collect();
            let missing: Vec<_> =
                missing.into_iter().filter(|name| !agreed.iter().any(|it| it.party.as_str() == *name)).collect();
            if !missing.is_empty() {
                return Err(Refusal::out_of_order(
                    "AGREEMENT_OF_ALL_MISSING",
                    format!("各方同意才能由原人员继续，还缺：{}；请附其书面同意，或者更换", missing.join("、")),
                    format!(
                        "the same person goes on only if all agree; missing: {}. Add their written agreement, or replace",
                        missing.join(", ")
                    ),
                )
                .with_basis(INVITED_15));
            }
            for consent in agreed {
                named(matter, &consent.party)?;
            }
        }
    }
    if matter.undecided_recusals().any(|position| position != about) {
        return Ok(Vec::new());
    }
    own::where_known(ctx, matter, officer, Milestone::RecusalDecided, ctx.now)
}

/// Only after a replacement: whoever does not accept it either refuses mediation.
pub(super) fn reject(matter: &Matter, it: &ReplacementRejected) -> Result<Vec<Act>, Refusal> {
    named(matter, &it.party)?;
    let replaced = matter.dossier.iter().any(|entered| {
        let crate::dossier::Entry::RecusalDecision(it) = &entered.entry else { return false };
        it.ruling == RecusalRuling::Replaced
    });
    let mediator = matter.incoming().and_then(|incoming| incoming.mediator.as_ref());
    if replaced && mediator.is_some_and(|mediator| !matter.was_replaced(mediator)) {
        return Ok(Vec::new());
    }
    Err(Refusal::out_of_order(
        "NOTHING_REPLACED",
        "还没有更换调解员，不能登记不同意更换后的人选；对现在的调解员有异议的，请登记回避申请",
        "no mediator was replaced yet, so no replacement is rejected; write a recusal of the present one instead",
    )
    .with_basis(ONLINE_14))
}

/// Where a mediator is assigned, it is that one; who else handles a dispute the file does not know.
fn in_hand(matter: &Matter, whom: &Text) -> Result<(), Refusal> {
    let mediator = matter.incoming().and_then(|incoming| incoming.mediator.as_ref());
    match mediator {
        Some(mediator) if mediator != whom => {
            let (mediator, whom) = (mediator.as_str(), whom.as_str());
            Err(Refusal::out_of_order(
                "NOT_THE_MEDIATOR",
                format!("现在的调解员是“{mediator}”，不是“{whom}”"),
                format!("the mediator is `{mediator}`, not `{whom}`"),
            ))
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether mediation of the matter could go on when something more of it happened, at `at`; asked wherever that is to be written
/// down.
pub(in crate::decide) fn may_go_on(matter: &Matter, at: Timestamp) -> Result<(), Refusal> {
    parties::willing(matter, at)?;
    if let Some(party) = matter.refuses_every_mediator() {
        let party = party.as_str();
        return Err(Refusal::out_of_order(
            "MEDIATION_REFUSED",
            format!("“{party}”不同意更换后的人选，视为拒绝调解；请终止调解（理由：一方明确不愿继续）"),
            format!("`{party}` rejected the replacement too, which refuses mediation; conclude it as terminated"),
        )
        .with_basis(ONLINE_14));
    }
    if matter.has_circumstance(SUED) {
        return Err(Refusal::out_of_order(
            "MUST_TERMINATE",
            "一方已向法院起诉并被受理，应当终止调解；请办结（终止，理由：一方已起诉）",
            "a court has taken the dispute on, so mediation must end; conclude it as terminated, for a party sued",
        )
        .with_basis("《医疗纠纷预防和处理条例》第31条；《最高人民法院关于人民法院特邀调解的规定》第26条"));
    }
    Ok(())
}

/// Whether the parties may have agreed: nobody refuses mediation, and nobody mediates whose recusal is open or was granted.
pub(in crate::decide) fn may_agree(ctx: Context<'_>, matter: &Matter, referral: &Referral) -> Result<(), Refusal> {
    may_go_on(matter, ctx.now)?;
    if let Some(mediator) = &referral.mediator {
        may_mediate(matter, mediator)?;
    }
    let Some(position) = matter.undecided_recusals().next() else { return Ok(()) };
    Err(Refusal::out_of_order(
        "RECUSAL_UNDECIDED",
        format!("卷宗第 {position} 号回避申请尚未决定，不能以达成协议办结。可以：先决定是否更换调解员（recusal_decision），再办结"),
        format!(
            "entry {position} of the dossier asks for recusal and was not decided, so no agreement is concluded. Instead: decide \
             on it first (`recusal_decision`)"
        ),
    )
    .with_basis(INVITED_15))
}

/// The circumstance that a party sued and a court has taken it on.
pub(in crate::decide) const SUED: &str = "court_accepted";

/// Whether this mediator may go on, or begin.
pub(in crate::decide) fn may_mediate(matter: &Matter, mediator: &Text) -> Result<(), Refusal> {
    if matter.was_replaced(mediator) {
        let mediator = mediator.as_str();
        return Err(Refusal::out_of_order(
            "RECUSED",
            format!("“{mediator}”已决定回避，请另行指派调解员"),
            format!("it was decided that `{mediator}` withdraws; assign another mediator"),
        )
        .with_basis(INVITED_15));
    }
    Ok(())
}
