//! 履行, 回访, 立卷 and 归档.

use super::{Act, Context, named};
use crate::{
    decide::own,
    dossier::{Archive, FilePart, FollowUp, Performance, Performed, Satisfaction, archive::Checked},
    matter::Matter,
    refusal::Refusal,
    term::Milestone,
    text::Text,
    time::{Date, Timestamp},
};

/// Only of an agreement; that it was performed has its proof, and that it was broken may begin a term.
pub(super) fn perform(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    it: &Performance,
) -> Result<Vec<Act>, Refusal> {
    agreed(matter)?;
    not_to_come(ctx, "entry.performance.on", it.on)?;
    if it.performed == Performed::Done && it.evidence.is_none() {
        return Err(Refusal::out_of_order(
            "EVIDENCE_MISSING",
            "登记履行须附履行凭证（evidence）",
            "that an agreement was performed needs its proof; give `evidence`",
        )
        .with_basis("《人民调解法》第31条"));
    }
    match it.performed {
        Performed::Done => Ok(Vec::new()),
        Performed::Breached => {
            let at = Timestamp::beijing_midnight(it.on);
            own::taken_over(ctx, matter, officer, Milestone::AgreementBroken, at)
        }
    }
}

/// Who is not satisfied is told what is done about it. It ends the agency's own deadline for it, where one runs.
pub(super) fn follow_up(ctx: Context<'_>, matter: &Matter, officer: &Text, it: &FollowUp) -> Result<Vec<Act>, Refusal> {
    agreed(matter)?;
    named(matter, &it.party)?;
    not_to_come(ctx, "entry.follow_up.on", it.on)?;
    if it.satisfaction == Satisfaction::Dissatisfied && it.measures.is_none() {
        return Err(Refusal::out_of_order(
            "MEASURES_MISSING",
            "不满意的，须写明采取的措施（measures）",
            "where a party is not satisfied, write what is done about it in `measures`",
        ));
    }
    own::where_known(ctx, matter, officer, Milestone::FollowedUp, ctx.now)
}

/// Any document, as often as there are several.
pub(super) fn file(_: &FilePart) -> Result<Vec<Act>, Refusal> {
    Ok(Vec::new())
}

/// Once, and only a complete file.
pub(super) fn archive(matter: &Matter, _: &Archive) -> Result<Vec<Act>, Refusal> {
    if matter.has_open_referral() {
        return Err(Refusal::out_of_order(
            "OPEN_REFERRAL",
            "事项还有未结束的对接，不能归档",
            "a referral of the matter is still open, so its file is not archived",
        ));
    }
    let missing: Vec<_> = matter.checklist().into_iter().filter(Checked::is_missing).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let zh: Vec<_> = missing.iter().map(|it| it.part.words().zh).collect();
    let en: Vec<_> = missing.iter().map(|it| it.part.words().en).collect();
    Err(Refusal::out_of_order(
        "ARCHIVE_INCOMPLETE",
        format!("卷宗不完整，不能归档，还缺：{}；请先登记立卷材料（file_part）", zh.join("、")),
        format!("the file is incomplete and not archived; missing: {}; write them as `file_part` first", en.join(", ")),
    )
    .with_basis("《人民调解法》第27条"))
}

fn agreed(matter: &Matter) -> Result<(), Refusal> {
    if matter.agreement().is_some() {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "NO_AGREEMENT_REACHED",
        "该事项没有达成调解协议，没有履行和回访可以登记",
        "no agreement was reached in the matter, so there is nothing to perform or to follow up",
    ))
}

fn not_to_come(ctx: Context<'_>, field: &str, on: Date) -> Result<(), Refusal> {
    let today = ctx.now.beijing_date();
    if on <= today {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "DATE_TO_COME",
        format!("所填日期 {on} 晚于今天，尚未发生的不能登记"),
        format!("{on} is after today; only what has happened is recorded"),
    )
    .in_field(field, today))
}
