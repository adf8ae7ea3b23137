//! Mediation for a court: assigned before a case is opened (委派) or entrusted after it (委托), and online.

use super::peoples::BY_CONSENT;
use duijie_core::{
    outcome::SuspendReason,
    term::{
        Approval, Basis, BasisKind, Confidence, Extension, Measure, OnSilence, Period, Term, Unit, Words, basis, days,
        law, variant, words, workdays,
    },
};

/// The reading of civil procedure.
const BY_CIVIL_PROCEDURE: &str = "《民事诉讼法》第85条";

/// What SU07 and SU08 rest on since 2025, which caps the parties' consent at 30 days.
const OPINION_OF_2025: &str = "最高人民法院《关于严格依法规范民事案件立案与调解工作的意见》三；\
                               《最高人民法院关于人民法院特邀调解的规定》第27条；《人民法院在线调解规则》第24条";
/// What they rested on before, which does not.
const BEFORE_2025: &str = "《最高人民法院关于人民法院特邀调解的规定》第27条；《人民法院在线调解规则》第24条";

const ORDINARY: Words = words("委托调解（普通程序）", "entrusted mediation, ordinary procedure");
const SUMMARY: Words = words("委托调解（简易程序）", "entrusted mediation, summary procedure");

/// 民诉法第98条 names no length for who assists; the court's own is fifteen days, or seven (民事调解规定第4条, SU09).
const AS_THE_COURT: Basis = basis(BasisKind::Design, "参照《最高人民法院关于人民法院民事调解工作若干问题的规定》第4条");

/// By name; SU07 and SU08 with the version before 2025 first.
pub(super) const TERMS: &[Term] = &[
    online(
        "SU04",
        words("确认接受委派、委托，或者写明理由不予接受", "accept the court's commission, or refuse with reasons"),
        "《人民法院在线调解规则》第12条",
    )
    .owed_by("调解组织、调解员", "the mediation body or mediator")
    .starts("收到委派、委托信息或者当事人申请", "the commission or the party's request is received")
    .stops("确认接受或者不予接受", "it is accepted or refused")
    .on_silence(OnSilence::Lapse)
    .note("逾期的，可以重新指定", "after that another may be named"),
    online(
        "SU05",
        words("征询对方调解意愿", "ask whether the other party will mediate"),
        "《人民法院在线调解规则》第15条",
    )
    .owed_by("调解员", "the mediator")
    .starts("接受委派之日", "the commission is accepted")
    .stops("同意、拒绝或者无法联系", "they agree, refuse or cannot be reached")
    .note("拒绝或者无法联系的，终结并即时退回材料", "on refusal or silence it ends and the papers go back at once"),
    mediation(
        "SU06",
        words("立案前委派调解", "assigned mediation before the case is opened"),
        days(30),
        "《最高人民法院关于人民法院特邀调解的规定》第27条；《人民法院在线调解规则》第24条、第26条；法办〔2023〕275号",
    )
    .starts(
        "签字接收法院移交材料；在线的，平台确认接受",
        "the court's papers are signed for, or accepted on the platform",
    )
    .extension(Extension::unlimited(Approval::AllParties))
    .note("2025年起法院原则上先立案，见SU07", "since 2025 courts open the case first as a rule, see SU07"),
    mediation("SU07", ORDINARY, days(15), BEFORE_2025)
        .extension(Extension::unlimited(Approval::AllParties))
        .until(2025, 1, 1),
    since_2025(mediation("SU07", ORDINARY, days(15), OPINION_OF_2025)),
    mediation("SU08", SUMMARY, days(7), BEFORE_2025)
        .extension(Extension::unlimited(Approval::AllParties))
        .until(2025, 1, 1),
    since_2025(mediation("SU08", SUMMARY, days(7), OPINION_OF_2025)),
    assisting("DS10", words("协助法院调解（普通程序）", "assisting a court, ordinary procedure"), days(15)),
    assisting("DS11", words("协助法院调解（简易程序）", "assisting a court, summary procedure"), days(7)),
    Term::new(
        "SU10",
        words("终止调解后报告并退回材料", "report and return the papers after mediation ended"),
        Measure::Unset,
        law("《最高人民法院关于人民法院特邀调解的规定》第26条；《人民法院在线调解规则》第15条第2款"),
        Confidence::FullText,
    )
    .owed_by("特邀调解员", "the invited mediator")
    .starts("终止事由发生", "the reason to end it arises")
    .stops("书面报告，材料退回", "the report is made and the papers are back")
    .variants(&[variant(
        "online",
        words("在线调解，即时", "online: at once"),
        Period { length: 0, unit: Unit::Immediate },
    )])
    .rolls_by(BY_CIVIL_PROCEDURE),
];

const fn online(id: &'static str, name: Words, article: &'static str) -> Term {
    Term::new(id, name, Measure::After(workdays(3)), law(article), Confidence::FullText).rolls_by(BY_CIVIL_PROCEDURE)
}

/// The time of an appraisal is not counted (在线调解规则第26条).
const fn mediation(id: &'static str, name: Words, period: Period, article: &'static str) -> Term {
    Term::new(id, name, Measure::After(period), law(article), Confidence::FullText)
        .owed_by("特邀调解组织、特邀调解员", "the invited mediation body or mediator")
        .starts("签收移送材料", "the court's papers are signed for")
        .stops("达成协议，或者终止并报告", "the parties agree, or it is ended and reported")
        .suspensions(&[SuspendReason::Appraisal])
        .rolls_by(BY_CIVIL_PROCEDURE)
}

const fn assisting(id: &'static str, name: Words, period: Period) -> Term {
    Term::new(id, name, Measure::After(period), AS_THE_COURT, Confidence::Design)
        .owed_by("受邀协助的单位、个人", "who was invited to assist")
        .starts("接受邀请", "the invitation is accepted")
        .stops("法院调解结束", "the court's mediation is over")
        .extension(Extension::unlimited(Approval::AllParties))
        .suspensions(&[SuspendReason::Appraisal])
        .rolls_by(BY_CIVIL_PROCEDURE)
}

/// The opinion of 2025 was read in an excerpt; the articles below it in full.
const fn since_2025(mut term: Term) -> Term {
    term.confidence = Confidence::ExcerptOverFullText;
    term.extension(BY_CONSENT)
        .from(2025, 1, 1)
        .note("延长的期间不计入审限", "what is added is not counted in the term of trial")
}
