//! Review (复查) and second review (复核) of a petition, 《信访工作条例》 Articles 35 and 36, at whichever agency keeps its clock.

use super::petitioned::rule;
use crate::{
    matter::own::Ending,
    outcome::SuspendReason,
    term::{Bar, Measure, RuleId, Term, days, then, words},
};

/// 复核意见作出后不再受理: the same facts and reasons are only registered.
pub(super) const AFTER_SECOND_REVIEW: Bar = Bar {
    after: RuleId::literal("XF09"),
    code: "REVIEW_EXHAUSTED",
    why: words(
        "复核意见已经作出，信访人仍以同一事实和理由提出的不再受理，只作登记",
        "the second review is decided; the same facts and reasons are only registered and not handled again",
    ),
    article: "《信访工作条例》第36条第3款",
};

/// By name.
pub(super) const TERMS: &[Term] = &[
    rule("XF06", words("申请复查", "ask for a review"), Measure::After(days(30)), "《信访工作条例》第35条")
        .right_of("信访人", "the petitioner")
        .starts("收到书面答复", "the written answer is received")
        .stops("提出复查请求", "the review is asked for")
        .then(&[then(Ending::Done, "XF07")])
        .barred(AFTER_SECOND_REVIEW),
    rule("XF07", words("作出复查意见", "decide the review"), Measure::After(days(30)), "《信访工作条例》第35条")
        .owed_by("原办理机关、单位的上一级", "the agency above the one that answered")
        .starts("收到复查请求", "the request is received")
        .stops("书面答复", "the written answer is given")
        .then(&[then(Ending::Done, "XF08")])
        .barred(AFTER_SECOND_REVIEW),
    rule("XF08", words("申请复核", "ask for a second review"), Measure::After(days(30)), "《信访工作条例》第36条")
        .right_of("信访人", "the petitioner")
        .starts("收到复查的书面答复", "the written answer of the review is received")
        .stops("提出复核请求", "the second review is asked for")
        .then(&[then(Ending::Done, "XF09")])
        .barred(AFTER_SECOND_REVIEW),
    rule("XF09", words("作出复核意见", "decide the second review"), Measure::After(days(30)), "《信访工作条例》第36条")
        .owed_by("复查机关、单位的上一级", "the agency above the one that reviewed")
        .starts("收到复核请求", "the request is received")
        .stops("复核意见", "the opinion is given")
        .suspensions(&[SuspendReason::Hearing])
        .barred(AFTER_SECOND_REVIEW),
];
