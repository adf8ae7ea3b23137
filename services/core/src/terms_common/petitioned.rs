//! What any agency owes for a petition that was passed on or assigned to it, 《信访工作条例》 Articles 22, 23 and 34, in force
//! since 1 May 2022. The regulation says nothing about rest days: it rolls by analogy.

use super::reviewed::AFTER_SECOND_REVIEW;
use crate::{
    matter::own::Ending,
    term::{
        Approval, BY_ANALOGY, BasisKind, Confidence, Extension, Measure, OnSilence, Term, Unit, Words, basis, days,
        law, then, words, workdays,
    },
};

/// By name.
pub(super) const TERMS: &[Term] = &[
    rule(
        "XF03",
        words("告知接收情况和处理途径", "tell the petitioner that it was received and which way it takes"),
        Measure::After(days(15)),
        "《信访工作条例》第23条第3款",
    )
    .owed_by("承办机关、单位", "the agency it was passed on to")
    .starts("收到转送、交办的信访事项", "the petition passed on or assigned is received")
    .stops("书面告知发出", "the written notice is sent"),
    rule(
        "XF04",
        words("对转送、交办提出异议", "object to a petition passed on or assigned"),
        Measure::After(workdays(5)),
        "《信访工作条例》第23条第3款",
    )
    .owed_by("承办机关、单位", "the agency it was passed on to")
    .starts("收到转送、交办的信访事项", "the petition passed on or assigned is received")
    .stops("异议和详细理由送达转送、交办机关", "the objection with full reasons reaches the agency that passed it on")
    .on_silence(OnSilence::DeemedAcknowledged)
    .note(
        "经核实同意方可退回；逾期后果条文未写，按视为签收处理",
        "it goes back only after the other has checked and agreed; what lateness means is not written, so it counts as signed for",
    ),
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
    Term::new(
        "DS12",
        words("反馈转送事项的办理结果", "tell what became of a petition passed on"),
        Measure::After(days(90)),
        basis(BasisKind::Design, "《信访工作条例》第34条的六十日，加可延长的三十日；转送不要求反馈，没有天数"),
        Confidence::Design,
    )
    .owed_by("承办机关、单位", "the agency it was passed on to")
    .starts("受理", "it is accepted")
    .stops("反馈办理结果", "what became of it is told"),
];

/// A rule of the regulation.
pub const fn rule(id: &'static str, name: Words, measure: Measure, article: &'static str) -> Term {
    Term::new(id, name, measure, law(article), Confidence::FullText).rolls_by(BY_ANALOGY).from(2022, 5, 1)
}
