//! Petitions: what may leave, what is passed on with, and what an acceptance or a result begins and ends of our own clocks.
//! 《信访工作条例》 Articles 19, 22, 28, 31 and 36.

use super::{Act, Context, own, protecting};
use crate::{
    agency::AgencyId,
    command::Refer,
    dossier::{Channel, Repeat, RepeatWhy},
    matter::Matter,
    petition::{ACCUSATION, ASSIGNMENT, MEDIATION, ON_MEDIATION, PassedOn, Requirements, Sort, TRANSFER, Way},
    purpose::{PROXY, Purpose},
    referral::Referral,
    refusal::Refusal,
    rules::Sends,
    term::RuleId,
    terms_common::{
        ASK_REVIEW, ASK_SECOND_REVIEW, DECIDE_REVIEW, DECIDE_SECOND_REVIEW, SETTLE_PETITION, SORT_ONLY_FOR_SETTLING,
    },
    text::Text,
};

/// The rules that begin no more on what is only registered.
const HANDLED: [RuleId; 5] = [SETTLE_PETITION, ASK_REVIEW, DECIDE_REVIEW, ASK_SECOND_REVIEW, DECIDE_SECOND_REVIEW];

/// Whether the matter may be handed over at all, by this kind, to this agency. What is written in the letter of a petition
/// passed on, its sort and whom it accuses, is filled in.
pub(super) fn leaves(ctx: Context<'_>, matter: &Matter, sends: &Sends, refer: &mut Refer) -> Result<(), Refusal> {
    protecting::leaves(ctx, matter, refer)?;
    let kind = refer.purpose.kind();
    if let Some(repeat) = matter.repeat().filter(|_| kind.hands_over()) {
        return Err(only_registered(repeat));
    }
    if refer.kind.as_str() == MEDIATION {
        mediable(matter)?;
    }
    let Purpose::Petition(passed_on) = &mut refer.purpose else { return Ok(()) };
    let sort = matter.sort().ok_or_else(not_sorted)?;
    passed_on.sort = Some(sort);
    if sort == Sort::Accusation {
        passed_on.accused = matter.accused().into_iter().cloned().collect();
    }
    if let Some(roles) = sends.judicial_to.filter(|_| sort == Sort::Claim(Way::Judicial)) {
        to_who_ends_it(roles, &refer.receiver)?;
    }
    required(refer.kind.as_str(), passed_on)
}

/// Only claims are mediated, and not those that another procedure has to end (accusations were refused before): so it is known
/// first which sort it is.
fn mediable(matter: &Matter) -> Result<(), Refusal> {
    let refused = |article: &str, (what_zh, what_en): (&str, &str), (instead_zh, instead_en): (&str, &str)| {
        Err(Refusal::out_of_order(
            "NOT_MEDIABLE",
            format!("本事项甄别为{what_zh}，不得交付人民调解。可以：{instead_zh}"),
            format!("the matter is {what_en}, which is not mediated. Instead: {instead_en}"),
        )
        .with_basis(article))
    };
    match matter.sort().ok_or_else(not_sorted)? {
        Sort::Accusation | Sort::Claim(Way::Arbitration | Way::Handling) => Ok(()),
        Sort::Suggestion => refused(
            ON_MEDIATION,
            ("意见建议", "a suggestion"),
            ("转送有权处理的机关研究论证（transfer 类对接）", "pass it on for study (kind `transfer`)"),
        ),
        Sort::Claim(Way::Judicial) => refused(
            "《信访工作条例》第28条第2款、第31条第1项",
            ("涉法涉诉事项", "one for courts, prosecutors or police"),
            ("转送同级政法部门（transfer 类对接）", "pass it on to them (kind `transfer`)"),
        ),
        Sort::Claim(Way::PartyAppeal) => refused(
            "《信访工作条例》第31条第3项",
            ("党员申诉、申请复审事项", "an appeal within the Party"),
            ("导入相应程序，转送有权处理的机关（transfer 类对接）", "pass it on into that procedure (kind `transfer`)"),
        ),
        Sort::Claim(Way::Administrative) => refused(
            "《信访工作条例》第31条第4项",
            ("行政程序事项", "one for an administrative procedure"),
            (
                "引导申请行政复议、行政裁决等，或者转送有权处理的机关（transfer 类对接）",
                "lead the petitioner to review or ruling, or pass it on (kind `transfer`)",
            ),
        ),
        Sort::Claim(Way::Protection) => refused(
            "《信访工作条例》第31条第5项",
            ("申请查处违法行为、履行保护职责事项", "a request to act against a breach of law"),
            (
                "转送负有职责的机关依法履行或者答复（transfer 类对接）",
                "pass it on to the agency with that duty (kind `transfer`)",
            ),
        ),
    }
}

/// 诉访分离: what courts, prosecutors or police have to end goes to them.
fn to_who_ends_it(roles: &[&str], receiver: &AgencyId) -> Result<(), Refusal> {
    if roles.contains(&receiver.role()) {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "TO_POLITICAL_LEGAL",
        format!("涉法涉诉事项转送同级政法部门（{}），不能转送 {receiver}；甄别有误的，请先重新甄别", roles.join("、")),
        format!(
            "what courts, prosecutors or police have to end is passed on to one of `{}`, not to `{receiver}`; if it was sorted \
             wrongly, sort it again first",
            roles.join("`, `")
        ),
    )
    .with_basis("《信访工作条例》第28条第2款、第31条第1项"))
}

fn not_sorted() -> Refusal {
    Refusal::out_of_order(
        "NOT_SORTED",
        "转送、交办或者移交调解前，应当先甄别登记（sorting）：意见建议、检举控告，或者申诉求决及其办理途径",
        "before a petition is passed on, assigned or mediated, write down its `sorting`: suggestion, accusation, or claim with \
         the way it takes",
    )
    .with_basis("《信访工作条例》第22条")
}

/// 六定, of an assignment and of nothing else.
fn required(kind: &str, passed_on: &PassedOn) -> Result<(), Refusal> {
    match (kind, &passed_on.requirements) {
        (ASSIGNMENT, None) => Err(Refusal::out_of_order(
            "REQUIREMENTS_MISSING",
            format!("交办函应当六定，还缺：{}", Requirements::NAMES_ZH),
            "a letter of assignment names unit, leader, handler, supervisor, demand and days; all six are missing",
        )
        .with_basis("《信访工作条例》第22条第1款第3项")),
        (TRANSFER | ACCUSATION, Some(_)) => Err(Refusal::out_of_order(
            "REQUIREMENTS_NOT_APPLICABLE",
            "转送不提六定要求；需要限期报送结果的，请用交办（assignment）",
            "a petition passed on has no requirements; to be told the result by a day, assign it (`assignment`)",
        )
        .with_basis("《信访工作条例》第22条第1款第3项")),
        (_, Some(_) | None) => Ok(()),
    }
}

/// The agency that took a claim on that is settled by investigation owes the written opinion within sixty days of that.
pub(super) fn accepted(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: &Text,
) -> Result<Vec<Act>, Refusal> {
    let settles = referral.purpose.passed_on().is_some() && matter.sort() == Some(Sort::Claim(Way::Handling));
    if !settles || matter.own.iter().any(|own| own.rule() == SETTLE_PETITION) {
        return Ok(Vec::new());
    }
    own::begin(ctx, matter, officer, SETTLE_PETITION, ctx.now)
}

/// What another agency took in for this one (代收) was received when it arrived, as what is passed on is.
pub(super) fn taken_over(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: &Text,
) -> Result<Vec<Act>, Refusal> {
    if referral.kind.as_str() != PROXY {
        return Ok(Vec::new());
    }
    let at = referral.milestones.arrived_at.unwrap_or(ctx.now).min(ctx.now);
    own::received(ctx, matter, officer, Channel::Transfer, at)
}

/// What is only registered has no deadline of handling.
pub(super) fn may_begin(matter: &Matter, rule: RuleId) -> Result<(), Refusal> {
    matter.repeat().filter(|_| HANDLED.contains(&rule)).map_or(Ok(()), |repeat| Err(only_registered(repeat)))
}

/// Whether an officer may begin a deadline under `rule` on a matter of this sort.
pub(super) fn fits(matter: &Matter, rule: RuleId) -> Result<(), Refusal> {
    let sort = matter.sort().filter(|sort| *sort != Sort::Claim(Way::Handling));
    let Some(sort) = sort.filter(|_| rule == SETTLE_PETITION) else { return Ok(()) };
    let item = match sort {
        Sort::Claim(way) => format!("第31条第{}项", way.item()),
        Sort::Suggestion | Sort::Accusation => String::new(),
    };
    Err(Refusal::out_of_order(
        "NOT_TO_BE_SETTLED",
        format!("本事项甄别为{}{item}，不适用六十日办结期限；{}", sort.zh(), SORT_ONLY_FOR_SETTLING.zh),
        format!("the matter is {}, to which the sixty days do not apply; {}", sort.en(), SORT_ONLY_FOR_SETTLING.en),
    )
    .with_basis("《信访工作条例》第31条、第34条"))
}

/// What is only registered is not handled.
pub(super) fn only_registered(repeat: &Repeat) -> Refusal {
    let earlier = repeat.earlier.as_str();
    match repeat.why {
        RepeatWhy::Exhausted => Refusal::out_of_order(
            "REVIEW_EXHAUSTED",
            format!("{earlier} 的复核意见已经作出，以同一事实和理由再次提出的不再受理，只作登记"),
            format!("the second review of `{earlier}` is decided; the same facts and reasons are only registered"),
        )
        .with_basis("《信访工作条例》第36条第3款"),
        RepeatWhy::UnderWay => Refusal::out_of_order(
            "UNDER_WAY_BELOW",
            format!("{earlier} 正在规定期限内受理办理，同一事项向上级机关重复提出的，上级机关不予受理，只作登记"),
            format!("`{earlier}` is being handled within its term; brought again to a superior it is only registered"),
        )
        .with_basis("《信访工作条例》第19条第3款"),
    }
}
