//! Terms of the duties that courts (法院) owes to other agencies.

use duijie_core::{
    term::{Approval, Basis, BasisKind, Extension, OnSilence, Roll, RuleId, Term, Unit},
    terms_common,
};

/// SC02.
pub const ADMIT_APPLICATION: RuleId = RuleId::literal("SC02");
/// SC03.
pub const RULE_ON_APPLICATION: RuleId = RuleId::literal("SC03");

/// What every receiver owes, and the two duties on an application for confirmation.
#[must_use]
pub fn terms() -> Vec<Term> {
    terms_common::all().into_iter().chain([sc02(), sc03()]).collect()
}

/// SC02: whether an application for confirmation is admitted is decided within three days of receipt, 法释〔2011〕5号
/// 第4条; an older text, kept as the court's own warning, so silence ends nothing.
#[must_use]
pub const fn sc02() -> Term {
    Term {
        rule: ADMIT_APPLICATION,
        name_zh: "决定是否受理司法确认申请",
        name_en: "decide whether to admit the application for confirmation",
        length: 3,
        unit: Unit::Day,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: None,
        basis: Basis {
            kind: BasisKind::Law, article: "《最高人民法院关于人民调解协议司法确认程序的若干规定》第4条"
        },
    }
}

/// SC03: the court rules within 30 days of docketing, 民事诉讼法第187条; the president of the court may extend it.
#[must_use]
pub const fn sc03() -> Term {
    Term {
        rule: RULE_ON_APPLICATION,
        name_zh: "审查司法确认申请并裁定",
        name_en: "examine the application for confirmation and rule on it",
        length: 30,
        unit: Unit::Day,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: Some(Extension { longest: 30, unit: Unit::Day, times: 1, needs: Approval::Head }),
        basis: Basis { kind: BasisKind::Law, article: "《民事诉讼法》第187条" },
    }
}
