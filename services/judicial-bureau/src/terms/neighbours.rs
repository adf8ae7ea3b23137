//! Those beside people's mediation: health departments, labour mediation and arbitration, market regulators, other
//! administrative mediation, administrative reconsideration.

use duijie_core::{
    outcome::SuspendReason,
    term::{
        Approval, Basis, BasisKind, Confidence, Extension, Measure, Period, Term, Words, basis, days, law, variant,
        words, workdays,
    },
};

/// The reading of administrative reconsideration, which refers to civil procedure.
const BY_REVIEW_LAW: &str = "《行政复议法》第88条";

const SHENZHEN_45: Basis = basis(BasisKind::Local, "《深圳经济特区矛盾纠纷多元化解条例》第45条");
const SHENZHEN_46: Basis = basis(BasisKind::Local, "《深圳经济特区矛盾纠纷多元化解条例》第46条");

/// By name.
pub(super) const TERMS: &[Term] = &[
    rule(
        "RM04",
        words("决定是否受理医疗纠纷行政调解", "accept or refuse a medical dispute"),
        workdays(5),
        law("《医疗纠纷预防和处理条例》第40条"),
    )
    .owed_by("卫生健康主管部门", "the health department")
    .starts("收到申请", "the request is received")
    .stops("受理或者不予受理", "it is accepted or refused"),
    rule(
        "RM05",
        words("医疗纠纷行政调解", "mediation of a medical dispute by the department"),
        workdays(30),
        law("《医疗纠纷预防和处理条例》第40条"),
    )
    .owed_by("卫生健康主管部门", "the health department")
    .starts("受理", "the dispute is accepted")
    .stops("达成协议", "the parties agree")
    .suspensions(&[SuspendReason::Appraisal])
    .note("超过期限未达成协议的，视为调解不成；不得约定延长", "after that it counts as failed; no more can be agreed"),
    rule(
        "RM06",
        words("劳动争议调解", "mediation of a labour dispute"),
        days(15),
        law("《劳动争议调解仲裁法》第14条第3款"),
    )
    .owed_by("劳动争议调解组织", "the labour mediation body")
    .starts("收到调解申请", "the request is received")
    .stops("达成协议", "the parties agree")
    .note("届满未达成协议的，可以申请仲裁", "after that arbitration may be asked for"),
    rule(
        "RM07",
        words("决定是否受理劳动仲裁", "accept or refuse arbitration"),
        days(5),
        law("《劳动争议调解仲裁法》第29条"),
    )
    .owed_by("劳动争议仲裁委员会", "the labour arbitration commission")
    .starts("收到仲裁申请", "the request is received")
    .stops("受理或者不予受理", "it is accepted or refused"),
    rule(
        "RM08",
        words("劳动争议仲裁", "arbitration of a labour dispute"),
        days(45),
        law("《劳动争议调解仲裁法》第43条"),
    )
    .owed_by("劳动争议仲裁委员会", "the labour arbitration commission")
    .starts("受理", "the request is accepted")
    .stops("裁决", "the award is made")
    .extension(Extension::once(days(15), Approval::Head))
    .note("延期须仲裁委员会主任批准并书面通知当事人", "by the chair's approval, and the parties are told in writing"),
    seen(
        "RM09",
        words("决定是否受理消费投诉", "accept or refuse a consumer's complaint"),
        workdays(7),
        "《市场监督管理投诉举报处理暂行办法》第14条",
    )
    .starts("收到投诉", "the complaint is received")
    .stops("受理或者不予受理", "it is accepted or refused")
    .note("2026年是否有新办法未核", "whether 2026 has a newer text was not checked"),
    seen(
        "RM10",
        words("消费投诉调解", "mediation of a consumer's complaint"),
        workdays(45),
        "《市场监督管理投诉举报处理暂行办法》第21条",
    )
    .starts("投诉受理", "the complaint is accepted")
    .stops("未达成协议的，终止调解", "without agreement it is ended")
    .variants(&[variant("telling", words("终止后告知当事人", "telling the parties after it ended"), workdays(7))]),
    rule(
        "RM11",
        words("决定是否受理行政调解（深圳）", "accept or refuse administrative mediation, Shenzhen"),
        workdays(5),
        SHENZHEN_46,
    )
    .owed_by("行政机关", "the administrative agency")
    .starts("收到申请", "the request is received")
    .stops("受理或者不予受理", "it is accepted or refused")
    .variants(&[variant("complex", words("复杂或者涉及多个机关", "complex, or several agencies"), workdays(10))]),
    rule(
        "RM12",
        words("移送有权调解的机关（深圳）", "transfer to the agency with power, Shenzhen"),
        workdays(3),
        SHENZHEN_45,
    )
    .owed_by("行政机关", "the administrative agency")
    .starts("发现无权处理", "it finds that it has no power")
    .stops("移送", "it is transferred"),
    rule(
        "RM13",
        words("审查行政复议申请", "examine a request for reconsideration"),
        workdays(5),
        law("《行政复议法》第30条、第88条"),
    )
    .owed_by("行政复议机关", "the reconsideration agency")
    .starts("收到申请", "the request is received")
    .stops("受理或者不予受理", "it is accepted or refused")
    .rolls_by(BY_REVIEW_LAW)
    .note("逾期视为受理", "after that it counts as accepted"),
    rule("RM14", words("审理行政复议", "decide the reconsideration"), days(60), law("《行政复议法》第39条、第62条"))
        .owed_by("行政复议机关", "the reconsideration agency")
        .starts("受理", "the request is accepted")
        .stops("复议决定", "it is decided")
        .rolls_by(BY_REVIEW_LAW)
        .variants(&[variant("summary", words("简易程序", "summary procedure"), days(30))])
        .extension(Extension::once(days(30), Approval::Head))
        .suspensions(&[SuspendReason::SettlementTalks])
        .note("双方同意调解、和解的可以中止（第39条）", "it may stand still while both mediate or settle (Article 39)"),
];

const fn rule(id: &'static str, name: Words, period: Period, basis: Basis) -> Term {
    Term::new(id, name, Measure::After(period), basis, Confidence::FullText)
}

/// A rule of the market regulators, seen in an excerpt.
const fn seen(id: &'static str, name: Words, period: Period, article: &'static str) -> Term {
    Term::new(id, name, Measure::After(period), law(article), Confidence::Excerpt)
        .owed_by("市场监督管理部门", "the market regulator")
}
