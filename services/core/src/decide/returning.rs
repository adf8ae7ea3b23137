//! Materials go back with the report that mediation came to nothing, where a text says so (特邀调解规定第26条, 在线调解规则第15条).

use super::Context;
use crate::{
    matter::Matter,
    outcome::{Outcome, OutcomeResult},
    referral::Referral,
    refusal::Refusal,
};

/// Whoever lists none gives back everything that came; a list has everything that came.
pub(super) fn complete(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    outcome: &mut Outcome,
) -> Result<(), Refusal> {
    let offer = ctx.rules.offer(&referral.kind, referral.sender().role());
    let Some(article) = offer.and_then(|offer| offer.returning) else { return Ok(()) };
    let ended = match &mut outcome.result {
        OutcomeResult::NoAgreement(ended) | OutcomeResult::Terminated(ended) => ended,
        OutcomeResult::Agreement(_)
        | OutcomeResult::SettledAndWithdrawn
        | OutcomeResult::Answered(_)
        | OutcomeResult::Replied(_)
        | OutcomeResult::Ruled(_) => return Ok(()),
    };
    let came = &matter.subject.materials;
    if ended.returned.is_empty() {
        ended.returned.clone_from(came);
        return Ok(());
    }
    let back = |digest| ended.returned.iter().any(|material| material.digest == digest);
    let kept: Vec<_> = came.iter().filter(|it| !back(it.digest)).map(|it| it.name.as_str()).collect();
    if kept.is_empty() {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "MATERIALS_NOT_RETURNED",
        format!("终止调解应当退回全部移送材料，还缺：{}；不填退回清单的，视为全部退回", kept.join("、")),
        format!("all materials that came go back; missing: {}. With no list, all are returned", kept.join(", ")),
    )
    .with_basis(article))
}
