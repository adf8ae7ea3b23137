//! 三卡 and 审批: an approval is of something that is there, and no one approves a card of their own.

use super::{Act, Context, case};
use crate::{
    command::Answer,
    dossier::{Approval, Approved, Card},
    matter::Matter,
    refusal::{Refusal, RefusalKind},
    term::{Approval as By, RuleId},
    text::Text,
};

pub(super) fn may_be_approved(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    approval: &Approval,
) -> Result<Vec<Act>, Refusal> {
    match &approval.of {
        Approved::Card(position) => match matter.card_at(*position) {
            Some((Card::Another { .. }, by)) if by == officer => Err(Refusal::new(
                RefusalKind::NotPermitted,
                "OWN_CARD",
                "移交卡应由填写人以外的负责人审核",
                "a transfer card is approved by a leader other than who wrote it",
            )),
            Some((Card::Another { .. }, _)) => Ok(Vec::new()),
            Some((Card::Ours { .. } | Card::Told { .. }, _)) | None => Err(Refusal::out_of_order(
                "CARD_UNKNOWN",
                format!("卷宗第 {position} 号记录不是移交卡；请填写移交卡的记录号"),
                format!("entry {position} of the dossier is no transfer card; name one by its position"),
            )),
        },
        Approved::Sparing(position) => match (matter.sparing(), approval.answer) {
            (Some((asked, _)), Answer::Grant) if asked == *position => case::spared(ctx, matter, officer),
            (Some((asked, _)), Answer::Refuse) if asked == *position => Ok(Vec::new()),
            (Some(_) | None, Answer::Grant | Answer::Refuse) => Err(Refusal::out_of_order(
                "SPARING_UNKNOWN",
                format!("卷宗第 {position} 号记录不是最近一次不予处罚申请；请填写该申请的记录号"),
                format!(
                    "entry {position} of the dossier is not the newest request to be spared; name it by its position"
                ),
            )),
        },
        Approved::Extension(rule) => extensible(ctx, *rule),
        Approved::Kind(kind) => {
            if ctx.rules.sends(kind).is_some() {
                return Ok(Vec::new());
            }
            let known: Vec<_> = ctx.rules.sends.iter().map(|sends| sends.kind.as_str()).collect();
            Err(Refusal::new(
                RefusalKind::NotPermitted,
                "KIND_NOT_SENT",
                format!("本单位不移交 {kind} 类对接，可移交：{}", known.join("、")),
                format!("this agency does not send kind `{kind}`; it sends: {}", known.join(", ")),
            ))
        }
    }
}

/// Only what may be made longer by approval.
fn extensible(ctx: Context<'_>, rule: RuleId) -> Result<Vec<Act>, Refusal> {
    let known = ctx.rules.terms.iter().filter(|term| {
        let variants = term.variants.iter().filter_map(|variant| variant.extension);
        term.extension.into_iter().chain(variants).any(|extension| extension.needs != By::AllParties)
    });
    let known: std::collections::BTreeSet<_> = known.map(|term| term.rule).collect();
    if known.contains(&rule) {
        return Ok(Vec::new());
    }
    let known: Vec<_> = known.iter().map(RuleId::as_str).collect();
    Err(Refusal::out_of_order(
        "NOTHING_TO_EXTEND",
        format!("{rule} 不是本单位可以经批准延长的期限规则，可以延长的有：{}", known.join("、")),
        format!("`{rule}` is no rule here that is made longer by approval; these are: {}", known.join(", ")),
    ))
}
