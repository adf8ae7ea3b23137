//! From the receipt of a petition to its handling, 《信访工作条例》 Articles 22, 23 and 34, in force since 1 May 2022.
//! The regulation says nothing about rest days: it rolls by analogy.

use super::review::AFTER_SECOND_REVIEW;
use duijie_core::{
    matter::own::Ending,
    term::{Approval, BY_ANALOGY, Confidence, Extension, Measure, Term, Unit, Words, days, law, then, words},
};

/// By name.
pub(super) const TERMS: &[Term] = &[
    rule(
        "XF01",
        words("登记并转送、交办", "register the petition and pass it on or assign it"),
        Measure::After(days(15)),
        "《信访工作条例》第22条",
    )
    .owed_by("党委和政府信访部门", "the petitions office of Party committee and government")
    .starts("收到信访事项", "the petition is received")
    .stops("转送或者交办发出", "it is passed on or assigned"),
    rule(
        "XF02",
        words("告知接收情况和去向", "tell the petitioner that it was received and where it goes"),
        Measure::After(days(15)),
        "《信访工作条例》第23条第2款",
    )
    .owed_by("直接收到信访事项的机关、单位", "the agency that received the petition itself")
    .starts("收到信访事项", "the petition is received")
    .stops("书面告知发出", "the written notice is sent")
    .note(
        "能够当场告知的应当当场告知；姓名、住址不清的除外",
        "on the spot where possible; not where name or address is unclear",
    ),
    rule(
        "XF03",
        words("告知接收情况和处理途径", "tell the petitioner that it was received and which way it takes"),
        Measure::After(days(15)),
        "《信访工作条例》第23条第3款",
    )
    .owed_by("承办机关、单位", "the agency it was passed on to")
    .starts("收到转送、交办的信访事项", "the petition passed on or assigned is received")
    .stops("书面告知发出", "the written notice is sent"),
    rule("XF05", words("办结信访事项", "settle the petition"), Measure::After(days(60)), "《信访工作条例》第34条")
        .owed_by("有权处理的机关、单位", "the agency with power to settle it")
        .starts("受理之日", "the petition is accepted")
        .stops("出具信访处理意见书", "the written opinion is issued")
        .extension(Extension::once(days(30), Approval::Head))
        .then(&[then(Ending::Done, "XF06")])
        .barred(AFTER_SECOND_REVIEW)
        .note("延期应当告知信访人理由", "the petitioner is told the reasons for an extension"),
    rule(
        "XF10",
        words("报送交办事项办理结果", "report what became of a petition assigned"),
        Measure::Specified(Unit::Day),
        "《信访工作条例》第22条第1款第3项",
    )
    .owed_by("承办机关", "the agency it was assigned to")
    .starts("交办函载明的日期", "the date told in the letter of assignment")
    .stops("报送办结报告", "the final report is handed in")
    .note("期限由交办部门在交办函中指定，法无定数", "the office that assigns it sets the number; no law does"),
];

/// A rule of the regulation.
pub(super) const fn rule(id: &'static str, name: Words, measure: Measure, article: &'static str) -> Term {
    Term::new(id, name, measure, law(article), Confidence::FullText).rolls_by(BY_ANALOGY).from(2022, 5, 1)
}
