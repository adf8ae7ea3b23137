//! Judicial confirmation of mediation agreements (司法确认).

use super::BY_CIVIL_PROCEDURE;
use duijie_core::term::{
    Approval, Confidence, Extension, Measure, Milestone, Period, Term, Unit, Words, days, law, months, variant, words,
};

/// By name. The law's limit is SC03; SC02 and SC04 are of 2011 and only remind the court itself.
pub(super) const TERMS: &[Term] = &[
    rule("SC02", words("决定是否受理司法确认", "accept or refuse the request"), days(3), "法释〔2011〕5号第4条")
        .owed_by("法院", "the court")
        .starts("收到申请", "the request is received")
        .stops("受理通知，或者不予受理裁定", "it is accepted or refused")
        .note("旧规，作内部预警用；案号“调确字”已改“民特”", "of an older text, to warn the court itself"),
    rule("SC03", words("审查并裁定司法确认", "examine and rule on confirmation"), days(30), "《民事诉讼法》第187条")
        .owed_by("法院", "the court")
        .starts("立案之日", "the case is opened")
        .stops("裁定有效，或者驳回申请", "it is confirmed or rejected")
        .remind(days(15), law("法释〔2011〕5号第5条"))
        .extension(Extension::unlimited(Approval::Head))
        .note("延长须院长批准，条文没有天数", "an extension needs the president; the text gives no number"),
    rule("SC04", words("作出是否确认的决定", "decide whether to confirm"), days(15), "法释〔2011〕5号第5条")
        .owed_by("法院", "the court")
        .starts("受理", "the request is accepted")
        .stops("决定", "it is decided")
        .extension(Extension::once(days(10), Approval::Head))
        .note("旧规，作内部预警用；法定上限见SC03", "of an older text, to warn the court itself; the limit is SC03"),
    rule("SC05", words("对确认裁定提出异议", "object to the ruling"), days(15), "《民事诉讼法解释》第372条")
        .right_of("当事人", "a party")
        .starts("收到裁定", "the ruling is received")
        .stops("提出异议", "the objection is made")
        .begun_by(Milestone::RulingServed)
        .done_in_time_by(Milestone::PartyObjected)
        .variants(&[variant(
            "interested",
            words(
                "利害关系人，自知道或者应当知道之日起（不变期间）",
                "an interested person, from when they knew; never extended",
            ),
            months(6),
        )]),
    rule(
        "SC06",
        words("申请执行确认裁定", "ask for enforcement of the ruling"),
        Period { length: 2, unit: Unit::Year },
        "《民事诉讼法》第250条；《民事诉讼法解释》第460条",
    )
    .right_of("权利人", "the creditor")
    .starts("履行期最后一日", "the last day for performance")
    .stops("申请执行", "enforcement is asked for")
    .begun_by(Milestone::PerformanceDue)
    .done_by(Milestone::EnforcementAsked)
    .note("适用诉讼时效中止、中断的规定", "suspended and broken as limitation is"),
];

const fn rule(id: &'static str, name: Words, period: Period, article: &'static str) -> Term {
    Term::new(id, name, Measure::After(period), law(article), Confidence::FullText).rolls_by(BY_CIVIL_PROCEDURE)
}
