//! The measures, one row each, in the order in which reports print them.

mod after;
mod terms;

use super::{Across, Count, Measure, Once, Shape};
use crate::{
    statistics::fact::{Part, Standing},
    term::words,
};

/// 调解成功
const SUCCESS: &[Part] = &[Part::Agreed, Part::Settled];
/// Every result of mediation.
const MEDIATED: &[Part] = &[Part::Agreed, Part::Settled, Part::NotAgreed, Part::Terminated];
/// Every result of a referral.
const RESULTS: &[Part] = &[Part::Agreed, Part::Settled, Part::NotAgreed, Part::Terminated, Part::Replied];

/// 化解: by mediation, or at once where it was taken in.
const SOLVED: &[Part] = &[Part::Agreed, Part::Settled, Part::SolvedOnTheSpot];
/// Every end with a result, wherever.
const DONE: &[Part] = &[
    Part::Agreed,
    Part::Settled,
    Part::NotAgreed,
    Part::Terminated,
    Part::Replied,
    Part::OpinionGiven,
    Part::SolvedOnTheSpot,
];

/// Every measure.
pub fn measures() -> impl Iterator<Item = &'static Measure> {
    HAPPENED.iter().chain(terms::KEPT).chain(after::AFTERWARDS).chain(terms::TAKEN)
}

const fn events(parts: &'static [Part], of: &'static [Standing], once: Once) -> Count {
    Count::Events { parts, of, once }
}

const fn number(parts: &'static [Part], of: &'static [Standing]) -> Shape {
    Shape::Number(events(parts, of, Once::Fact))
}

const fn rate(numerator: &'static [Part], denominator: &'static [Part], of: &'static [Standing]) -> Shape {
    rate_of(numerator, of, denominator, of)
}

const fn rate_of(
    numerator: &'static [Part],
    of: &'static [Standing],
    denominator: &'static [Part],
    over: &'static [Standing],
) -> Shape {
    Shape::Rate { numerator: events(numerator, of, Once::Fact), denominator: events(denominator, over, Once::Fact) }
}

const fn per_dispute(
    numerator: &'static [Part],
    of: &'static [Standing],
    denominator: &'static [Part],
    over: &'static [Standing],
) -> Shape {
    Shape::Rate {
        numerator: events(numerator, of, Once::Dispute),
        denominator: events(denominator, over, Once::Dispute),
    }
}

/// What happened in the period.
const HAPPENED: &[Measure] = &[
    Measure {
        id: "registered",
        name: words("登记数", "matters registered"),
        shape: number(&[Part::Registered], &[]),
        across: Across::File,
        basis: "无法定依据",
        note: words("本单位首次登记的事项，不含其他单位移交来的", "matters that began here, not those handed to us"),
    },
    Measure {
        id: "screened",
        name: words("排查发现数", "matters found by screening"),
        shape: number(&[Part::Screened], &[]),
        across: Across::File,
        basis: "实践做法",
        note: words("登记来源为排查的事项", "matters registered as found by a screening"),
    },
    Measure {
        id: "solved_on_the_spot",
        name: words("当场解决数", "matters solved on the spot"),
        shape: number(&[Part::SolvedOnTheSpot], &[]),
        across: Across::File,
        basis: "实践做法",
        note: words("分类处理为当场解决的事项", "matters classed as solved on the spot"),
    },
    Measure {
        id: "handed_over",
        name: words("移交数", "referrals handed over"),
        shape: number(&[Part::HandedOver], &[]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("按移交日", "by the day they were handed over"),
    },
    Measure {
        id: "acknowledged",
        name: words("签收数", "referrals signed for"),
        shape: number(&[Part::Acknowledged, Part::Deemed], &[]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("含视为签收", "those that silence signed for included"),
    },
    Measure {
        id: "accepted",
        name: words("受理数", "referrals accepted"),
        shape: number(&[Part::Accepted], &[]),
        across: Across::Parts,
        basis: "—",
        note: words("期内“受理”的件数，不是移交数", "what was accepted, not what was handed over"),
    },
    Measure {
        id: "concluded",
        name: words("办结数", "referrals concluded"),
        shape: number(RESULTS, &[]),
        across: Across::Parts,
        basis: "—",
        note: words("有结果的：成功、不成、终止、办结报告", "with a result: success, no agreement, ended, reported"),
    },
    Measure {
        id: "success_rate",
        name: words("调解成功率（按受理）", "success rate (of accepted)"),
        shape: rate(SUCCESS, &[Part::Accepted], &[]),
        across: Across::Parts,
        basis: "实践做法",
        note: words(
            "口径A：期内调解成功数（达成协议、和解撤回）÷ 期内受理数",
            "definition A: successes in the period over acceptances in the period",
        ),
    },
    Measure {
        id: "success_rate_of_concluded",
        name: words("调解成功率（按办结）", "success rate (of concluded)"),
        shape: rate(SUCCESS, MEDIATED, &[]),
        across: Across::Parts,
        basis: "实践做法",
        note: words(
            "口径B：期内成功 ÷ 期内（成功＋不成＋终止）；先行调解成功率即本项按对接类别",
            "definition B: successes over successes, failures and endings in the period",
        ),
    },
    Measure {
        id: "settled_rate",
        name: words("化解率（登记口径）", "settlement rate (of disputes registered)"),
        shape: per_dispute(SOLVED, &[Standing::Sent, Standing::Own], &[Part::Registered], &[Standing::Own]),
        across: Across::File,
        basis: "实践做法",
        note: words(
            "期内化解（移交后调解成功、当场解决）的争议 ÷ 期内本单位登记的争议，一案一码计一件",
            "disputes settled over disputes registered here in the period, each once",
        ),
    },
    Measure {
        id: "screened_settled_rate",
        name: words("化解率（排查口径）", "settlement rate (of disputes found by screening)"),
        shape: per_dispute(&[Part::ScreenedSettled], &[Standing::Own], &[Part::Screened], &[Standing::Own]),
        across: Across::File,
        basis: "实践做法",
        note: words(
            "期内化解的排查发现争议 ÷ 期内排查发现（登记来源为排查）的争议，一案一码计一件",
            "disputes found by screening that were settled, over those found in the period, each once",
        ),
    },
    Measure {
        id: "concluded_rate",
        name: words("办结率（纯件）", "completion rate (each dispute once)"),
        shape: per_dispute(DONE, &[], &[Part::Registered, Part::Accepted], &[Standing::Own, Standing::Received]),
        across: Across::File,
        basis: "实践做法",
        note: words(
            "办结件（信访事项以处理意见书送达为办结）÷ 应办纯件：期内登记或受理的争议，同一争议重复移交只计一件",
            "disputes concluded (a petition, when its written opinion is delivered) over disputes to be handled, each once however often it was handed over",
        ),
    },
    Measure {
        id: "declined_rate",
        name: words("退回率", "rate of referrals given back"),
        shape: rate(&[Part::Declined, Part::Returned], &[Part::HandedOver], &[]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("期内不予受理和异议成立退回 ÷ 期内移交", "declined or returned on objection over handed over"),
    },
    Measure {
        id: "reassigned_rate",
        name: words("改派率", "rate of referrals reassigned"),
        shape: rate(&[Part::Reassigned], &[Part::HandedOver], &[]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words(
            "期内代替已终结对接的移交 ÷ 期内移交",
            "handed over in place of an ended referral over handed over",
        ),
    },
    Measure {
        id: "lapsed",
        name: words("逾期未确认数", "referrals lapsed"),
        shape: number(&[Part::Lapsed], &[]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("因逾期未签收或未受理而终结", "ended because nobody signed for them or accepted them in time"),
    },
    Measure {
        id: "recalled",
        name: words("收回和撤回数", "referrals recalled or withdrawn"),
        shape: number(&[Part::Recalled, Part::Withdrawn], &[]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("移交方收回，或者当事人撤回", "recalled by the sender or withdrawn by a party"),
    },
    Measure {
        id: "objected",
        name: words("异议数", "objections"),
        shape: number(&[Part::Objected], &[]),
        across: Across::Parts,
        basis: "信访工作条例第23条",
        note: words("按提出日", "by the day they were raised"),
    },
    Measure {
        id: "attempts_failed",
        name: words("调解不成次数", "failed mediation attempts"),
        shape: number(&[Part::AttemptFailed], &[]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("一件可有多次", "one referral may have several"),
    },
    Measure {
        id: "extended",
        name: words("延长次数", "extensions"),
        shape: number(&[Part::Extended], &[]),
        across: Across::Parts,
        basis: "—",
        note: words("按决定延长之日", "by the day they were decided"),
    },
    Measure {
        id: "reminded",
        name: words("催办次数", "reminders"),
        shape: number(&[Part::Reminded], &[]),
        across: Across::Parts,
        basis: "无法定依据",
        note: words("按催办之日", "by the day of the reminder"),
    },
];
