//! What one county's petitions office does by its own rules, without a text that binds.

use duijie_core::{
    matter::own::Ending,
    term::{BY_ANALOGY, BasisKind, Confidence, Measure, Period, Term, Words, basis, days, months, then, words},
};

/// By name.
pub(super) const TERMS: &[Term] = &[
    county("XF11", words("领导接访后制作交办函并交办", "assign in writing after a leader's reception"), days(2))
        .starts("接访结束", "the reception ends")
        .stops("交办函发出", "the letter of assignment is sent")
        .then(&[then(Ending::Done, "XF12")]),
    county("XF12", words("领导批示接访件跟踪督办", "follow up what a leader took up"), months(2))
        .starts("交办", "it is assigned")
        .stops("办结或者销号", "it is settled or struck off the list"),
];

const fn county(id: &'static str, name: Words, period: Period) -> Term {
    let practice = basis(BasisKind::Practice, "某县信访局做法");
    Term::new(id, name, Measure::After(period), practice, Confidence::Report)
        .owed_by("县信访局", "the county's petitions office")
        .rolls_by(BY_ANALOGY)
}
