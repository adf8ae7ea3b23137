//! People's mediation (人民调解), of one's own accord, at the petitions office's request, and in medical disputes.

use crate::exclusions::NOT_BESIDE_A_COURT;
use duijie_core::{
    outcome::SuspendReason,
    term::{
        Approval, BasisKind, Confidence, Extension, Measure, Term, Unit, basis, days, law, months, variant, words,
        workdays,
    },
};

/// All parties may agree on up to 30 more days in all: for people's mediation no text sets a cap, so that of entrusted
/// mediation is taken.
pub(super) const BY_CONSENT: Extension = Extension::up_to(days(30), Approval::AllParties);

/// By name.
pub(super) const TERMS: &[Term] = &[
    Term::new(
        "GA17",
        words("调解不成升级移交", "pass up what could not be settled"),
        Measure::Times(2),
        basis(BasisKind::Practice, "某县公调对接做法"),
        Confidence::Report,
    )
    .owed_by("初级工作站", "the lowest station")
    .starts("连续第2次调解不成", "the second attempt in a row fails")
    .stops("升级移交中心派出所工作站", "it is passed up to the central station"),
    Term::new(
        "RM01",
        words("人民调解", "people's mediation"),
        Measure::After(months(1)),
        law("《人民调解工作若干规定》第33条"),
        Confidence::Excerpt,
    )
    .owed_by("人民调解委员会", "the people's mediation committee")
    .starts("受理", "the dispute is accepted")
    .stops("调结", "the mediation ends")
    .extension(BY_CONSENT)
    .suspensions(&[SuspendReason::Appraisal])
    .note(
        "条文写“一般”，届满不终结；《人民调解法》没有期限；鉴定期间不计入为类推《人民法院在线调解规则》第26条",
        "the text says “as a rule”, so its end ends nothing; the law of 2010 has no term; an appraisal is left out by analogy \
         with Article 26 of the rules on online mediation",
    ),
    Term::new(
        "RM02",
        words("人民调解（深圳默认期限）", "mediation in Shenzhen where nothing was agreed"),
        Measure::After(days(30)),
        basis(BasisKind::Local, "《深圳经济特区矛盾纠纷多元化解条例》第25条"),
        Confidence::FullText,
    )
    .owed_by("调解组织", "the mediation body")
    .starts("受理，未约定期限的", "the dispute is accepted and no term was agreed")
    .stops("达成协议，或者终止", "the parties agree, or it ends")
    .extension(Extension::unlimited(Approval::AllParties)),
    Term::new(
        "RM03",
        words("医疗纠纷人民调解", "mediation of a medical dispute"),
        Measure::After(workdays(30)),
        law("《医疗纠纷预防和处理条例》第38条"),
        Confidence::FullText,
    )
    .owed_by("医疗纠纷人民调解委员会", "the mediation committee for medical disputes")
    .starts("受理", "the dispute is accepted")
    .stops("达成协议", "the parties agree")
    .extension(Extension::unlimited_in(Unit::Workday, Approval::AllParties))
    .suspensions(&[SuspendReason::Appraisal])
    .excluding(NOT_BESIDE_A_COURT)
    .note("超过期限未达成协议的，视为调解不成；延长须调委会与双方约定", "after that it counts as failed; committee and parties may agree on more"),
    Term::new(
        "RM15",
        words("综治中心事项办结（东至县）", "settle a matter of the governance centre, Dongzhi county"),
        Measure::Specified(Unit::Day),
        basis(BasisKind::Local, "东至县综治中心做法"),
        Confidence::Excerpt,
    )
    .owed_by("承办单位", "the unit in charge")
    .starts("登记", "the matter is registered")
    .stops("办结", "it is settled")
    .variants(&[
        variant("simple", words("简单事项", "a simple matter"), days(1)),
        variant("ordinary", words("一般事项", "an ordinary matter"), days(7)),
        variant("complex", words("复杂事项", "a complex matter"), days(20)),
    ]),
    Term::new(
        "XF13",
        words("签收、受理、反馈移交人民调解的信访事项", "sign for, accept and report on a petition handed to mediation"),
        Measure::Unset,
        basis(
            BasisKind::Policy,
            "司法部、国家信访局《关于进一步深化人民调解参与信访工作对接推进信访工作法治化的意见》（2025年2月10日）；鲁信访〔2025〕6号",
        ),
        Confidence::Excerpt,
    )
    .owed_by("人民调解组织", "the people's mediation body")
    .starts("移交或者委托", "the petition is handed over")
    .stops("签收、受理、反馈", "it is signed for, accepted and reported on")
    .note("须双方同意；没有核到天数，适用DS01至DS03", "both parties must agree; no number was found, so DS01 to DS03 apply"),
];
