//! From the receipt of a petition to its being passed on, 《信访工作条例》 Articles 22 and 23. What whoever handles it owes is with
//! the terms that all agencies have.

use duijie_core::{
    dossier::Channel,
    term::{Measure, Milestone, Term, days, words},
    terms_common::rule_of_petitions as rule,
};

/// What came to this office itself (直接收到).
const RECEIVED_HERE: &[Channel] = &[Channel::Window, Channel::Visit, Channel::Letter, Channel::Online];
/// That, and what an agency outside of this exchange passed on.
const RECEIVED: &[Channel] = &[Channel::Window, Channel::Visit, Channel::Letter, Channel::Online, Channel::Transfer];

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
    .stops("转送或者交办发出，或者本单位受理", "it is passed on, assigned, or taken on here")
    .begun_by_receipt(RECEIVED)
    .done_by(Milestone::TakenOn),
    rule(
        "XF02",
        words("告知接收情况和去向", "tell the petitioner that it was received and where it goes"),
        Measure::After(days(15)),
        "《信访工作条例》第23条第2款",
    )
    .owed_by("直接收到信访事项的机关、单位", "the agency that received the petition itself")
    .starts("收到信访事项", "the petition is received")
    .stops("书面告知发出", "the written notice is sent")
    .begun_by_receipt(RECEIVED_HERE)
    .note(
        "能够当场告知的应当当场告知；姓名、住址不清的除外",
        "on the spot where possible; not where name or address is unclear",
    ),
];
