//! The terms of mediation: people's mediation (人民调解) and mediation entrusted by a court (委托调解). Nothing else.

use duijie_core::decide::CONFIRMATION_WINDOW;
use duijie_core::term::{Approval, Basis, BasisKind, Extension, OnSilence, Roll, RuleId, Term, Unit};

/// RM01.
pub const PEOPLES_MEDIATION: RuleId = RuleId::literal("RM01");
/// SU07.
pub const ENTRUSTED_ORDINARY: RuleId = RuleId::literal("SU07");
/// SU08.
pub const ENTRUSTED_SUMMARY: RuleId = RuleId::literal("SU08");

/// XF04.
pub const OBJECTION: RuleId = RuleId::literal("XF04");

/// SU07 and SU08 stand in the same articles.
const ENTRUSTED_BASIS: Basis = Basis {
    kind: BasisKind::Law,
    article: "最高人民法院《关于严格依法规范民事案件立案与调解工作的意见》三；\
              《最高人民法院关于人民法院特邀调解的规定》第27条；《人民法院在线调解规则》第24条",
};

/// All parties may agree on up to 30 more days, once: the cap of the 2025 意见, which the older 特邀调解规定第27条 does not
/// have; for people's mediation no text sets one, so the same holds.
const BY_CONSENT: Extension = Extension { longest: 30, unit: Unit::Day, times: 1, needs: Approval::AllParties };

/// The terms a mediation body owes, in the order of their names.
#[must_use]
pub fn all() -> Vec<Term> {
    vec![rm01(), su07(), su08(), xf04(), sc01()]
}

/// XF04: competence is contested within five working days of receipt, 信访工作条例第23条第3款.
#[must_use]
pub const fn xf04() -> Term {
    Term {
        rule: OBJECTION,
        name_zh: "提出异议",
        name_en: "object to competence",
        length: 5,
        unit: Unit::Workday,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: None,
        basis: Basis { kind: BasisKind::Law, article: "《信访工作条例》第23条第3款" },
    }
}

/// SC01: the parties apply for confirmation within 30 days of the agreement's effect, 民事诉讼法第205条.
#[must_use]
pub const fn sc01() -> Term {
    Term {
        rule: CONFIRMATION_WINDOW,
        name_zh: "申请司法确认",
        name_en: "apply for judicial confirmation",
        length: 30,
        unit: Unit::Day,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: None,
        basis: Basis {
            kind: BasisKind::Law, article: "《民事诉讼法》第205条；《人民调解法》第33条"
        },
    }
}

/// RM01: people's mediation generally ends within one month of acceptance, 《人民调解工作若干规定》(司法部令第75号)
/// 第33条. "Generally": silence ends nothing, and both parties may agree to go on.
#[must_use]
pub const fn rm01() -> Term {
    Term {
        rule: PEOPLES_MEDIATION,
        name_zh: "人民调解",
        name_en: "people's mediation",
        length: 1,
        unit: Unit::Month,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: Some(BY_CONSENT),
        basis: Basis { kind: BasisKind::Law, article: "《人民调解工作若干规定》第33条" },
    }
}

/// SU07: mediation entrusted after a case was filed, ordinary procedure: 15 days from 签收 of the court's file. Both
/// parties may agree on 30 more.
#[must_use]
pub const fn su07() -> Term {
    Term {
        rule: ENTRUSTED_ORDINARY,
        name_zh: "委托调解（普通程序）",
        name_en: "entrusted mediation, ordinary procedure",
        length: 15,
        unit: Unit::Day,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: Some(BY_CONSENT),
        basis: ENTRUSTED_BASIS,
    }
}

/// SU08: mediation entrusted after a case was filed, summary procedure: 7 days from 签收 of the court's file. Both
/// parties may agree on 30 more.
#[must_use]
pub const fn su08() -> Term {
    Term {
        rule: ENTRUSTED_SUMMARY,
        name_zh: "委托调解（简易程序）",
        name_en: "entrusted mediation, summary procedure",
        length: 7,
        unit: Unit::Day,
        roll: Roll::ToNextWorkday,
        on_silence: OnSilence::RemindOnly,
        extension: Some(BY_CONSENT),
        basis: ENTRUSTED_BASIS,
    }
}
