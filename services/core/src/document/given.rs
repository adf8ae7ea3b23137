//! What must be so before a document is issued that tells of it (出具前提), as data of a form. Whether it is so is decided in
//! `decide::documents`.

use crate::{commission::Mode, term::RuleId};

/// One thing that must be so; of a printed clause, for it to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// The referral is ours, of one of these kinds.
    Sent(&'static [&'static str]),
    /// The referral came here, by one of these kinds.
    Received(&'static [&'static str]),
    /// The referral is ours, of any kind.
    Awaited,
    /// The dispute itself came here with the referral, to be handled.
    Entrusted,
    /// A court commissions it in this mode.
    Mode(Mode),
    /// 已受理
    Accepted,
    /// 不予受理
    Declined,
    /// 已提出异议
    Objected,
    /// 已办结
    Concluded,
    /// Mediation goes on here or came to an agreement: it came here for that and was accepted, or parties brought it themselves.
    Mediated,
    /// 达成调解协议: as a result tells, or by an agreement issued here.
    Agreed,
    /// 已裁定
    Ruled,
    /// 裁定有效
    Confirmed,
    /// 裁定驳回
    Rejected,
    /// Something in the referral is overdue.
    Overdue,
    /// What is overdue has come as far as the yellow card (DS05).
    Yellow,
    /// What is overdue has come as far as the red card (DS05).
    Red,
    /// 已甄别
    Sorted,
    /// A mediation of our own under one of these rules runs, or was done.
    Settling(&'static [RuleId]),
    /// A mediation of our own under one of these rules ran, and none was done.
    Unsettled(&'static [RuleId]),
}

impl Given {
    /// What is not so, and what would be done first, in both languages.
    #[must_use]
    pub fn lacking(self) -> (String, String) {
        let two = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Sent(kinds) => (
                format!("只针对本单位发出的 {} 类对接出具", kinds.join("、")),
                format!("it is only about referrals of ours of kind {}", kinds.join(", ")),
            ),
            Self::Received(kinds) => (
                format!("只针对移交到本单位的 {} 类对接出具", kinds.join("、")),
                format!("it is only about referrals that came here by kind {}", kinds.join(", ")),
            ),
            Self::Awaited => two("只针对本单位发出的对接出具", "it is only about referrals that this agency sent"),
            Self::Entrusted => two(
                "只针对移交到本单位办理的对接出具",
                "it is only about referrals by which a dispute came here to be handled",
            ),
            Self::Mode(mode) => {
                let words = mode.words();
                (
                    format!("只针对“{}”方式的对接出具", words.zh),
                    format!("it is only about referrals that are {}", words.en),
                )
            }
            Self::Accepted => {
                two("该对接尚未受理，请先受理（accept）", "the referral is not accepted; `accept` it first")
            }
            Self::Declined => two(
                "该对接没有作出不予受理的决定，请先登记不予受理及理由（decline）",
                "the referral was not declined; `decline` it first, with the reason",
            ),
            Self::Objected => {
                two("该对接没有提出异议，请先提出异议（object）", "nobody objected to the referral; `object` first")
            }
            Self::Concluded => {
                two("该对接还没有办理结果，请先办结（conclude）", "the referral has no result yet; `conclude` it first")
            }
            Self::Mediated => two(
                "该事项没有在本单位调解：须已受理且没有以未达成协议办结",
                "it is not mediated here: it must be accepted, and not concluded without an agreement",
            ),
            Self::Agreed => two(
                "该事项没有达成调解协议，请先以达成协议办结，或者出具调解协议书",
                "no agreement was reached; conclude with the agreement, or issue the agreement first",
            ),
            Self::Ruled => two("该申请尚未裁定，请先登记裁定结果", "there is no ruling yet; give the ruling first"),
            Self::Confirmed => two("没有裁定调解协议有效", "the agreement was not ruled valid"),
            Self::Rejected => two("没有裁定驳回申请", "the application was not rejected"),
            Self::Overdue => two("没有已经逾期的期限，到期之前请用提醒", "nothing is overdue; before that, remind"),
            Self::Yellow => two(
                "逾期尚未达到黄牌的条件（duijie terms show DS05）",
                "nothing is overdue for as long as a yellow card asks (`duijie terms show DS05`)",
            ),
            Self::Red => two(
                "逾期尚未达到红牌的条件（duijie terms show DS05）",
                "nothing is overdue for as long as a red card asks (`duijie terms show DS05`)",
            ),
            Self::Sorted => two(
                "该事项尚未甄别，请先登记甄别（sorting）及处理途径",
                "the petition is not sorted; write the `sorting` with its way first",
            ),
            Self::Settling(rules) => (
                format!("没有进行本单位的调解，请先起算期限（{}）", names(rules, "、")),
                format!("no mediation of this agency runs; start its deadline ({}) first", names(rules, ", ")),
            ),
            Self::Unsettled(rules) => (
                format!("没有进行本单位的调解（{}），或者已经达成协议", names(rules, "、")),
                format!("no mediation of this agency ran ({}), or it came to an agreement", names(rules, ", ")),
            ),
        }
    }
}

fn names(rules: &[RuleId], between: &str) -> String {
    rules.iter().map(RuleId::as_str).collect::<Vec<_>>().join(between)
}
