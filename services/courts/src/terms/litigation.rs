//! From a filing to its end in court, and the court's part in mediation (诉调对接).

use super::BY_CIVIL_PROCEDURE;
use crate::exclusions::NOT_MEDIABLE;
use duijie_core::{
    matter::own::Ending,
    outcome::SuspendReason,
    term::{
        Approval, Confidence, Extension, Measure, Milestone, RuleId, Term, Words, days, law, months, then, variant,
        words, workdays,
    },
};

/// 民事诉讼法第164条、第168条: in summary procedure and small claims.
const ONE_MONTH: Extension = Extension::once(months(1), Approval::Head);

/// By name.
pub(super) const TERMS: &[Term] = &[
    rule("SU01", words("登记立案审查", "examine a filing"), Measure::After(days(7)), "《民事诉讼法》第126条")
        .owed_by("法院", "the court")
        .starts("收到起诉", "the filing is received")
        .stops("立案，或者裁定不予受理", "the case is opened or refused")
        .done_by(Milestone::Filed)
        .note("补正后重新起算，未核", "counted anew once completed; not verified"),
    rule(
        "SU02",
        words("指定调解组织、调解员", "name the mediation body and mediator"),
        Measure::After(workdays(3)),
        "《人民法院在线调解规则》第10条第3款",
    )
    .owed_by("法院", "the court")
    .starts("收到在线调解申请", "the request for online mediation is received")
    .stops("指定", "they are named")
    .begun_by(Milestone::OnlineAsked)
    .done_by(Milestone::MediatorDesignated)
    .moot_by(Milestone::MediatorChosen)
    .not_while(&[RuleId::literal("SU03")]),
    rule(
        "SU03",
        words("共同选定调解员", "choose a mediator together"),
        Measure::After(workdays(2)),
        "《人民法院在线调解规则》第10条第2款",
    )
    .right_of("双方当事人", "both parties")
    .starts("同意在线调解后", "both agreed to online mediation")
    .stops("选定", "one is chosen")
    .begun_by(Milestone::OnlineAgreed)
    .in_place_of(&[RuleId::literal("SU02")])
    .done_in_time_by(Milestone::MediatorChosen)
    .instead("由法院指定调解员（mediator_named，by agency）", "let the court name one (`mediator_named`, by agency)")
    .then(&[then(Ending::Failed, "SU02")])
    .note("逾期由法院指定", "after that the court names one"),
    rule(
        "SU09",
        words("审判人员自行调解", "mediation by the judge"),
        Measure::After(days(15)),
        "《最高人民法院关于人民法院民事调解工作若干问题的规定》第4条",
    )
    .owed_by("法院", "the court")
    .starts("当事人同意调解", "the parties agree to mediation")
    .stops("达成协议，或者转入审理", "they agree, or the trial goes on")
    .variants(&[variant("summary", words("简易程序", "summary procedure"), days(7))])
    .extension(Extension::unlimited(Approval::AllParties))
    .excluding(NOT_MEDIABLE)
    .note("延长的期间不计入审限", "what is added is not counted in the term of trial"),
    rule(
        "SU11",
        words("决定审判人员回避", "decide on recusal of a judge"),
        Measure::After(days(3)),
        "《民事诉讼法》第48条、第50条",
    )
    .owed_by("法院", "the court")
    .starts("申请提出", "it is asked for")
    .begun_by(Milestone::RecusalAsked)
    .done_by(Milestone::RecusalDecided)
    .stops("决定", "it is decided")
    .variants(&[variant("reconsideration", words("复议", "reconsideration"), days(3))])
    .note("被申请人暂停参与，紧急措施除外", "who is challenged stands aside but for urgent measures"),
    rule(
        "SU12",
        words("审限", "term of trial"),
        Measure::After(months(6)),
        "《民事诉讼法》第152条、第164条、第168条；《民事诉讼法解释》第243条",
    )
    .owed_by("法院", "the court")
    .starts("立案", "the case is opened")
    .stops("宣判，或者调解书送达", "judgment is given, or the mediation document served")
    .variants(&[
        variant("summary", words("简易程序", "summary procedure"), months(3)).extension(ONE_MONTH),
        variant("small_claims", words("小额诉讼程序", "small claims procedure"), months(2)).extension(ONE_MONTH),
    ])
    .extension(Extension::once(months(6), Approval::Head))
    .suspensions(&[SuspendReason::PublicNotice, SuspendReason::Appraisal, SuspendReason::SettlementTalks])
    .note(
        "院长批准：普通程序可延长6个月，简易和小额各可延长1个月；处理管辖异议的期间不计入",
        "by the president: six months in ordinary procedure, one in the others; disputes on jurisdiction are not counted",
    ),
];

const fn rule(id: &'static str, name: Words, measure: Measure, article: &'static str) -> Term {
    Term::new(id, name, measure, law(article), Confidence::FullText).rolls_by(BY_CIVIL_PROCEDURE)
}
