//! The three duties every receiving agency owes whatever the kind of referral. Terms of one division live with it.

use crate::term::{Basis, BasisKind, OnSilence, Roll, RuleId, Term, Unit};

/// DS01.
pub const ACKNOWLEDGE: RuleId = RuleId::literal("DS01");
/// DS02.
pub const DECIDE: RuleId = RuleId::literal("DS02");
/// DS03.
pub const REPORT: RuleId = RuleId::literal("DS03");

/// All three, in the order in which they fall due.
#[must_use]
pub fn all() -> Vec<Term> {
    vec![ds01(), ds02(), ds03()]
}

/// DS01: a named officer signs for a referral within one working day of its arrival, else it lapses. No statute gives
/// a number; the three working days of 《人民法院在线调解规则》第12条 are the model, tightened.
#[must_use]
pub const fn ds01() -> Term {
    Term {
        rule: ACKNOWLEDGE,
        name_zh: "签收",
        name_en: "acknowledge the referral",
        length: 1,
        unit: Unit::Workday,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::Lapse,
        extension: None,
        basis: Basis {
            kind: BasisKind::Design, article: "借鉴《人民法院在线调解规则》第12条并收紧"
        },
    }
}

/// DS02: the receiver accepts, declines or returns a referral within three working days of 签收, else it lapses. No
/// statute gives a number for all kinds; 《人民法院在线调解规则》第12条 is the model.
#[must_use]
pub const fn ds02() -> Term {
    Term {
        rule: DECIDE,
        name_zh: "受理或者不予受理",
        name_en: "accept or decline the referral",
        length: 3,
        unit: Unit::Workday,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::Lapse,
        extension: None,
        basis: Basis { kind: BasisKind::Design, article: "借鉴《人民法院在线调解规则》第12条" },
    }
}

/// DS03: the receiver's answer reaches the sender within three working days of the conclusion. No statute gives a
/// number, so silence only reminds.
#[must_use]
pub const fn ds03() -> Term {
    Term {
        rule: REPORT,
        name_zh: "反馈办理结果",
        name_en: "report the outcome",
        length: 3,
        unit: Unit::Workday,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: None,
        basis: Basis { kind: BasisKind::Design, article: "设计默认值" },
    }
}
