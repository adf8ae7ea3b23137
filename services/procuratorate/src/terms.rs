//! Terms of the procuratorate (检察院): every petition to it is answered.

use duijie_core::{
    dossier::Channel,
    term::{BY_ANALOGY, BasisKind, Confidence, Measure, Period, Term, Words, basis, days, months, words},
};

/// XF14 and XF15.
#[must_use]
pub fn all() -> Vec<Term> {
    TERMS.to_vec()
}

/// A petition comes from citizens themselves; a case that is transferred is none.
const PETITIONED: &[Channel] = &[Channel::Visit, Channel::Letter, Channel::Online];

/// By name.
const TERMS: &[Term] = &[
    every_petition("XF14", words("程序性回复", "reply about the procedure"), days(7))
        .stops("程序性回复发出", "the reply is sent")
        .note(
            "有报道写作7个工作日；按较早的自然日计算",
            "some reports say working days; the earlier, natural days, is taken",
        ),
    every_petition("XF15", words("答复办理过程或者结果", "answer on progress or result"), months(3))
        .stops("答复发出", "the answer is sent")
        .note("未办结的，此后每月续答", "as long as it is not settled, another answer every month"),
];

/// A rule of the prosecutors' system that every petition gets an answer.
const fn every_petition(id: &'static str, name: Words, period: Period) -> Term {
    let system = basis(BasisKind::Policy, "“群众信访件件有回复”制度（2019年起）");
    Term::new(id, name, Measure::After(period), system, Confidence::Excerpt)
        .owed_by("检察机关", "the procuratorate")
        .starts("收到信访", "the petition is received")
        .begun_by_receipt(PETITIONED)
        .rolls_by(BY_ANALOGY)
}
