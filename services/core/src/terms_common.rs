//! The duties every agency owes whatever the kind of referral. Terms of one division live with it.

use crate::term::{Basis, BasisKind, OnSilence, Roll, RuleId, Term, Unit};

/// DS01.
pub const ACKNOWLEDGE: RuleId = RuleId::literal("DS01");
/// DS02.
pub const DECIDE: RuleId = RuleId::literal("DS02");
/// DS03.
pub const REPORT: RuleId = RuleId::literal("DS03");

/// DS06.
pub const ANSWER_OBJECTION: RuleId = RuleId::literal("DS06");
/// DS07.
pub const ACKNOWLEDGE_OR_DEEMED: RuleId = RuleId::literal("DS07");
/// DS08.
pub const ANSWER_SUPERVISION: RuleId = RuleId::literal("DS08");

/// All, in the order in which they fall due.
#[must_use]
pub fn all() -> Vec<Term> {
    vec![ds01(), ds02(), ds03(), ds06(), ds07(), ds08()]
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

/// DS06: the sender verifies an objection to competence and answers it within three working days. 信访工作条例第23条 asks
/// for it and sets no number, so silence only reminds.
#[must_use]
pub const fn ds06() -> Term {
    Term {
        rule: ANSWER_OBJECTION,
        name_zh: "核实并答复异议",
        name_en: "verify and answer the objection",
        length: 3,
        unit: Unit::Workday,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: None,
        basis: Basis { kind: BasisKind::Design, article: "《信访工作条例》第23条未定天数" },
    }
}

/// DS07: what silence must not shake off, a supervision or an application to a court, is signed for within one working
/// day of its arrival, else it counts as signed for (视为签收).
#[must_use]
pub const fn ds07() -> Term {
    Term {
        rule: ACKNOWLEDGE_OR_DEEMED,
        name_zh: "签收（逾期视为签收）",
        name_en: "acknowledge, or be held to have acknowledged",
        length: 1,
        unit: Unit::Workday,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::DeemedAcknowledged,
        extension: None,
        basis: Basis { kind: BasisKind::Design, article: "设计默认值" },
    }
}

/// DS08: a supervision is answered in writing within five working days. 信访工作条例第40条 says 及时 and sets no number.
#[must_use]
pub const fn ds08() -> Term {
    Term {
        rule: ANSWER_SUPERVISION,
        name_zh: "书面答复督办",
        name_en: "answer the supervision in writing",
        length: 5,
        unit: Unit::Workday,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: None,
        basis: Basis { kind: BasisKind::Design, article: "《信访工作条例》第40条未定天数" },
    }
}
