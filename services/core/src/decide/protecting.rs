//! 保护检举控告人: of an accusation nothing goes to who is accused, and it goes to discipline inspection alone.
//! 《信访工作条例》 Article 30.

use super::Context;
use crate::{
    agency::AgencyId,
    command::Refer,
    matter::Matter,
    petition::ACCUSATION,
    purpose::{Purpose, PurposeKind},
    referral::Referral,
    refusal::{Refusal, RefusalKind},
};

/// Who protects informants.
pub(super) const INFORMANT: &str = "《信访工作条例》第30条第3款";

/// Whether the matter may be handed over, supervised or applied with to this agency.
pub(super) fn leaves(ctx: Context<'_>, matter: &Matter, refer: &Refer) -> Result<(), Refusal> {
    to_the_accused(matter, &refer.receiver)?;
    let kind = refer.kind.as_str();
    match (matter.is_accusation(), refer.purpose.kind()) {
        (true, PurposeKind::Supervision) => only_to_who_has_it(ctx, matter, &refer.receiver),
        (true, PurposeKind::Handling | PurposeKind::Petition | PurposeKind::Confirmation) => only_to_discipline(kind),
        (false, _) if kind == ACCUSATION => Err(no_accusation()),
        (false, _) => Ok(()),
    }
}

/// Whether materials may still go to the other end of a referral that began before.
pub(super) fn supplies(matter: &Matter, referral: &Referral) -> Result<(), Refusal> {
    to_the_accused(matter, &referral.peer)?;
    if matter.is_accusation() { only_to_discipline(referral.kind.as_str()) } else { Ok(()) }
}

fn to_the_accused(matter: &Matter, receiver: &AgencyId) -> Result<(), Refusal> {
    if !matter.accused().contains(receiver) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::NotPermitted,
        "ACCUSED_AGENCY",
        format!(
            "{receiver} 是被检举控告的单位，不得将检举控告材料及有关情况透露、转给该单位；可以移交纪检监察机关（{ACCUSATION} \
             类对接）。其中属于民事纠纷的部分，可以另行登记为申诉求决事项"
        ),
        format!(
            "`{receiver}` is accused, and nothing of an accusation goes to it; hand it to discipline inspection, as kind \
             `{ACCUSATION}`. A civil dispute in it can be registered as a matter of its own"
        ),
    )
    .with_basis(INFORMANT))
}

fn only_to_discipline(kind: &str) -> Result<(), Refusal> {
    if kind == ACCUSATION {
        return Ok(());
    }
    Err(protected(
        format!(
            "检举控告事项的材料和内容不得以 {kind} 类对接移交，也不得交付调解；只能移交纪检监察机关（{ACCUSATION} 类对接）。\
             其中属于民事纠纷的部分，可以另行登记为申诉求决事项，另用一案一码"
        ),
        format!(
            "an accusation does not leave as kind `{kind}` and is not mediated; it goes to discipline inspection only, as kind \
             `{ACCUSATION}`. A civil dispute in it can be registered as a matter of its own, under a dispute code of its own"
        ),
    ))
}

/// Overseeing its handling tells nobody of it who does not know: it goes to the agencies that have it and to who supervises them.
fn only_to_who_has_it(ctx: Context<'_>, matter: &Matter, receiver: &AgencyId) -> Result<(), Refusal> {
    let overseen = matter.referrals.iter().filter_map(|referral| match &referral.purpose {
        Purpose::Supervision(it) => Some(&it.agency),
        Purpose::Handling | Purpose::Confirmation(_) | Purpose::Petition(_) => None,
    });
    let mut having = matter.referrals.iter().map(|referral| &referral.peer).chain(overseen).chain([ctx.me]);
    if having.any(|agency| agency == receiver || ctx.supervisors.get(agency) == Some(receiver)) {
        return Ok(());
    }
    Err(protected(
        format!("检举控告事项只能向正在办理它的单位及其督办单位督办，不能向 {receiver} 透露"),
        format!(
            "an accusation is supervised only at who has it and at who oversees them; `{receiver}` is not to know of it"
        ),
    ))
}

fn protected(zh: String, en: String) -> Refusal {
    Refusal::new(RefusalKind::NotPermitted, "ACCUSATION_PROTECTED", zh, en).with_basis(INFORMANT)
}

fn no_accusation() -> Refusal {
    Refusal::out_of_order(
        "NO_ACCUSATION",
        format!("只有甄别为检举控告的事项才以 {ACCUSATION} 类对接移交纪检监察机关；请先甄别"),
        format!(
            "only what is sorted as an accusation goes to discipline inspection as kind `{ACCUSATION}`; sort it first"
        ),
    )
    .with_basis("《信访工作条例》第22条")
}
