//! From the receipt of a petition to its being passed on, 《信访工作条例》 Articles 22 and 23. What whoever handles it owes is with
//! the terms that all agencies have.

use duijie_core::{
    term::{Measure, Term, days, words},
    terms_common::rule_of_petitions as rule,
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
];
