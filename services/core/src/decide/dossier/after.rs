//! 履行, 回访, 立卷 and 归档.

use super::{Act, Context, named};
use crate::{
    decide::own,
    document::Form,
    dossier::{Archive, FilePart, FollowUp, Part, Performance, Performed, Satisfaction, archive::Checked},
    matter::Matter,
    referral::Referral,
    refusal::Refusal,
    term::Milestone,
    text::Text,
    time::{Date, Timestamp},
};

/// Only of an agreement; that it was performed has its proof, and that it was broken may begin a term. Performance on the spot may
/// be before the result was recorded, but not before the mediation began.
pub(super) fn perform(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    it: &Performance,
) -> Result<Vec<Act>, Refusal> {
    let milestones = &agreed(matter)?.milestones;
    not_to_come(ctx, "entry.performance.on", it.on)?;
    not_before(milestones.accepted_at, ("entry.performance.on", it.on), ("受理调解", "the mediation began"))?;
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

/// Who is not satisfied is told what is done about it. When every party was called back it ends the agency's own deadline for it,
/// where one runs; who cannot be reached an officer writes down when ending it by hand.
pub(super) fn follow_up(ctx: Context<'_>, matter: &Matter, officer: &Text, it: &FollowUp) -> Result<Vec<Act>, Refusal> {
    let milestones = &agreed(matter)?.milestones;
    named(matter, &it.party)?;
    not_to_come(ctx, "entry.follow_up.on", it.on)?;
    not_before(milestones.concluded_at, ("entry.follow_up.on", it.on), ("达成协议", "the agreement was reached"))?;
    if it.satisfaction == Satisfaction::Dissatisfied && it.measures.is_none() {
        return Err(Refusal::out_of_order(
            "MEASURES_MISSING",
            "不满意的，须写明采取的措施（measures）",
            "where a party is not satisfied, write what is done about it in `measures`",
        ));
    }
    if matter.not_called_back().any(|party| *party != it.party) {
        return Ok(Vec::new());
    }
    own::where_known(ctx, matter, officer, Milestone::FollowedUp, ctx.now)
}

/// Any document, as often as there are several.
pub(super) fn file(_: &FilePart) -> Result<Vec<Act>, Refusal> {
    Ok(Vec::new())
}

/// Once, and only a complete file, in which nothing waits for what is done about a breach. Whatever is missing is named at once,
/// with the forms that would be it.
pub(super) fn archive(ctx: Context<'_>, matter: &Matter, _: &Archive) -> Result<Vec<Act>, Refusal> {
    if matter.has_open_referral() {
        return Err(Refusal::out_of_order(
            "OPEN_REFERRAL",
            "事项还有未结束的对接，不能归档",
            "a referral of the matter is still open, so its file is not archived",
        ));
    }
    if matter.breach_is_open() {
        return Err(Refusal::out_of_order(
            "BREACH_OPEN",
            "协议未按约定履行，还没有后续记录，不能归档：督促后已履行的登记履行（performance）；当事人起诉或者申请执行的，\
             附情况说明（file_part，explanation）后归档",
            "the agreement was breached and nothing is recorded since: write down its performance, or, if a party sues or asks for \
             enforcement, an explanation (`file_part`) and archive then",
        )
        .with_basis("《人民调解法》第31条"));
    }
    let forms = &ctx.rules.forms;
    let missing: Vec<_> = matter.checklist(forms).into_iter().filter(Checked::is_missing).map(|it| it.part).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let zh: Vec<_> = missing.iter().map(|part| format!("{}{}", part.words().zh, issued_as(*part, forms))).collect();
    let en: Vec<_> = missing.iter().map(|part| format!("{}{}", part.words().en, issued_as(*part, forms))).collect();
    Err(Refusal::out_of_order(
        "ARCHIVE_INCOMPLETE",
        format!("卷宗不完整，不能归档，还缺：{}；请先登记立卷材料（file_part），方括号内的也可以出具文书", zh.join("、")),
        format!(
            "the file is incomplete and not archived; missing: {}; write each as `file_part`, or issue a form in brackets",
            en.join(", ")
        ),
    )
    .with_basis("《人民调解法》第27条"))
}

/// The forms that are this part, in brackets; nothing where there are none.
fn issued_as(part: Part, forms: &[Form]) -> String {
    let ids: Vec<_> = forms.iter().filter(|form| form.part == Some(part)).map(|form| form.id).collect();
    if ids.is_empty() { String::new() } else { format!("[{}]", ids.join(", ")) }
}

/// The referral in which the parties agreed.
pub(in crate::decide) fn agreed(matter: &Matter) -> Result<&Referral, Refusal> {
    matter.agreed_in().ok_or_else(|| {
        Refusal::out_of_order(
            "NO_AGREEMENT_REACHED",
            "该事项没有达成调解协议，没有履行和回访可以登记",
            "no agreement was reached in the matter, so there is nothing to perform or to follow up",
        )
    })
}

fn not_before(at: Option<Timestamp>, (field, on): (&str, Date), (zh, en): (&str, &str)) -> Result<(), Refusal> {
    let Some(first) = at.map(Timestamp::beijing_date).filter(|first| on < *first) else { return Ok(()) };
    Err(Refusal::out_of_order(
        "DATE_TOO_EARLY",
        format!("所填日期 {on} 早于{zh}之日 {first}，请核对"),
        format!("{on} is before {first}, when {en}; check the date"),
    )
    .in_field(field, first))
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
