//! Administrative cases of the police: mediation by them (治安调解), the term of the case, recusal, settlement.

use crate::exclusions::{NOT_MEDIATED, OUT_OF_SCOPE};
use duijie_core::{
    matter::own::Ending,
    outcome::SuspendReason,
    term::{
        Approval, Bar, Basis, BasisKind, Confidence, Extension, Measure, Milestone, RuleId, Term, Then, Words, basis,
        days, law, then, words, workdays,
    },
};

/// The reading of the police's own procedure.
pub(super) const BY_POLICE_PROCEDURE: &str = "《公安机关办理行政案件程序规定》第35条";

const BY_SUPERIOR_ONCE: Extension = Extension::once(days(30), Approval::Superior);
const BY_SUPERIOR_TWICE: Extension = Extension { times: 2, ..BY_SUPERIOR_ONCE };
const NOT_COUNTED: &[SuspendReason] = &[SuspendReason::Appraisal, SuspendReason::Hearing];
const MEDIATION_NORM: Basis = basis(BasisKind::Policy, "《公安机关治安调解工作规范》（公通字〔2007〕81号）第9条");

const FIRST_MEDIATION: &[RuleId] = &[RuleId::literal("GA04"), RuleId::literal("GA05")];
const MEDIATION: &[RuleId] = &[RuleId::literal("GA04"), RuleId::literal("GA05"), SECOND_MEDIATION];
const SECOND_MEDIATION: RuleId = RuleId::literal("GA06");
/// 未达成协议: once more at most, and the term of the case is counted from that day (Articles 183 and 185).
const AFTER_FIRST_FAILED: &[Then] = &[then(Ending::Failed, "GA06"), then(Ending::Failed, "GA08")];
const TWICE_AT_MOST: Bar = Bar {
    after: SECOND_MEDIATION,
    code: "MEDIATION_EXHAUSTED",
    why: words(
        "治安调解一般一次，可以增加一次；第二次调解已经结束，不能再次调解",
        "the police mediate once and may mediate once more; the second mediation is over",
    ),
    article: "《公安机关办理行政案件程序规定》第183条",
};

/// By name; GA07 with the version before 2026 first.
pub(super) const TERMS: &[Term] = &[
    mediation("GA04", words("治安调解（无需鉴定、认定）", "mediation by the police"), Confidence::Excerpt)
        .starts("受理案件", "the case is accepted")
        .suspensions(&[SuspendReason::Appraisal])
        .rebased_by("GA05")
        .not_while(&[RuleId::literal("GA05"), SECOND_MEDIATION])
        .then(AFTER_FIRST_FAILED)
        .barred(TWICE_AT_MOST)
        .excluding(NOT_MEDIATED)
        .note(
            "需要鉴定、认定的，鉴定期间不计算，结论出具后按GA05重新起算",
            "where an appraisal is needed its time is not counted, and GA05 begins with the result",
        ),
    mediation(
        "GA05",
        words("治安调解（需鉴定、认定）", "mediation by the police after an appraisal"),
        Confidence::Excerpt,
    )
    .starts("鉴定文书或者价值认定结论出具", "the appraisal or valuation is issued")
    .not_while(&[RuleId::literal("GA04"), SECOND_MEDIATION])
    .then(AFTER_FIRST_FAILED)
    .barred(TWICE_AT_MOST)
    .excluding(NOT_MEDIATED)
    .note("自结论出具起重新起算，不是延长", "the clock begins with the result; it is not an extension"),
    case(
        "GA06",
        words("第二次治安调解", "second and last mediation by the police"),
        Measure::After(workdays(7)),
        law("《公安机关办理行政案件程序规定》第183条；《公安机关治安调解工作规范》第9条"),
    )
    .starts("第一次调解之后", "the first mediation is over")
    .only_once_over(FIRST_MEDIATION)
    .not_while(FIRST_MEDIATION)
    .stops("完成再次调解", "the second mediation is over")
    .then(&[then(Ending::Failed, "GA08")])
    .barred(TWICE_AT_MOST)
    .excluding(NOT_MEDIATED)
    .note("一般调解一次，可以增加一次", "as a rule once; one more is allowed"),
    case(
        "GA07",
        words("办理治安案件", "decide the public security case"),
        Measure::After(days(30)),
        law("《公安机关办理行政案件程序规定》第165条"),
    )
    .starts("受理", "the case is accepted")
    .stops("处理决定", "the decision is made")
    .extension(BY_SUPERIOR_ONCE)
    .suspensions(&[SuspendReason::Appraisal])
    .until(2026, 1, 1),
    case(
        "GA07",
        words("办理治安案件", "decide the public security case"),
        Measure::After(days(30)),
        law("《治安管理处罚法》（2025年修订）第118条"),
    )
    .starts("立案", "the case is opened")
    .stops("处理决定", "the decision is made")
    .extension(BY_SUPERIOR_TWICE)
    .suspensions(NOT_COUNTED)
    .from(2026, 1, 1)
    .note(
        "案情重大复杂的方可延长；派出所的案件由所属公安机关批准",
        "only what is grave or complex is extended; a station's cases by the public security bureau above it",
    ),
    case(
        "GA08",
        words("调解不成后办理治安案件", "decide the case after mediation failed"),
        Measure::After(days(30)),
        law("《公安机关办理行政案件程序规定》第185条第2款"),
    )
    .starts("未达成协议之日，或者达成协议后不履行之日", "no agreement is reached, or it is not performed")
    .stops("处理决定", "the decision is made")
    .extension(BY_SUPERIOR_TWICE)
    .suspensions(NOT_COUNTED)
    .only_once_over(MEDIATION)
    .takes_over_by(Milestone::AgreementBroken)
    .in_place_of(&[RuleId::literal("GA07"), RuleId::literal("GA08")]),
    case(
        "GA09",
        words("决定回避申请", "decide on recusal"),
        Measure::After(workdays(2)),
        law("《公安机关办理行政案件程序规定》第21条、第24条"),
    )
    .owed_by("所属公安机关", "the public security bureau above the officer")
    .starts("收到回避申请", "the request is received")
    .stops("决定并通知", "it is decided and told")
    .begun_by(Milestone::RecusalAsked)
    .done_by(Milestone::RecusalDecided)
    .remind(days(2), basis(BasisKind::Design, "“二日”按自然日先行提醒，按工作日认定逾期"))
    .note(
        "条文写“二日”，未写是否工作日；决定前办案民警不停止调查",
        "the text says two days and not which; until then the officer goes on",
    ),
    case(
        "GA10",
        words("和解或者人民调解并履行后申请不予处罚", "ask to be spared after settling and performing"),
        Measure::UntilEvent,
        law("《治安管理处罚法》第9条第4款；《公安机关办理行政案件程序规定》第186条"),
    )
    .right_of("当事人双方", "both parties")
    .starts("协议履行", "the agreement is performed")
    .stops("公安机关认可", "the police accept it")
    .done_by(Milestone::SparingAsked)
    .before(&[RuleId::literal("GA07"), RuleId::literal("GA08")])
    .excluding(OUT_OF_SCOPE)
    .note(
        "属于调解范围的治安案件，应当在处理决定作出前提出并经公安机关认可",
        "in cases that may be mediated, before the decision is made, and if the police accept it",
    ),
];

const fn case(id: &'static str, name: Words, measure: Measure, basis: Basis) -> Term {
    Term::new(id, name, measure, basis, Confidence::FullText)
        .owed_by("办案部门", "the unit that handles the case")
        .rolls_by(BY_POLICE_PROCEDURE)
}

const fn mediation(id: &'static str, name: Words, confidence: Confidence) -> Term {
    Term::new(id, name, Measure::After(workdays(3)), MEDIATION_NORM, confidence)
        .owed_by("办案部门", "the unit that handles the case")
        .stops("完成调解", "the mediation is over")
        .rolls_by(BY_POLICE_PROCEDURE)
}
