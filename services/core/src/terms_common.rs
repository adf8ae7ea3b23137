//! The duties that all agencies owe whatever the kind of referral, and those of whichever agency a petition is passed on to.
//! Terms of one division live with it.

mod petitioned;
mod reviewed;

pub use petitioned::rule as rule_of_petitions;

use crate::{
    referral::deadline::EARLY_PERCENT,
    term::{
        Basis, BasisKind, Confidence, Ladder, Measure, Milestone, OnSilence, Roll, RuleId, Term, Unit, Words, basis,
        days, words, workdays,
    },
};

/// DS01.
pub const ACKNOWLEDGE: RuleId = RuleId::literal("DS01");
/// DS02.
pub const DECIDE: RuleId = RuleId::literal("DS02");
/// DS03.
pub const REPORT: RuleId = RuleId::literal("DS03");
/// DS05.
pub const WARN: RuleId = RuleId::literal("DS05");
/// DS06.
pub const ANSWER_OBJECTION: RuleId = RuleId::literal("DS06");
/// DS07.
pub const ACKNOWLEDGE_OR_DEEMED: RuleId = RuleId::literal("DS07");
/// DS08.
pub const ANSWER_SUPERVISION: RuleId = RuleId::literal("DS08");

/// DS09.
pub const REVIEW_SUSPENSION: RuleId = RuleId::literal("DS09");
/// DS12.
pub const REPORT_ON_PETITION: RuleId = RuleId::literal("DS12");

/// XF03.
pub const TELL_PETITIONER: RuleId = RuleId::literal("XF03");
/// XF04.
pub const OBJECT_TO_PETITION: RuleId = RuleId::literal("XF04");
/// XF05.
pub const SETTLE_PETITION: RuleId = RuleId::literal("XF05");
/// XF06.
pub const ASK_REVIEW: RuleId = RuleId::literal("XF06");
/// XF07.
pub const DECIDE_REVIEW: RuleId = RuleId::literal("XF07");
/// XF08.
pub const ASK_SECOND_REVIEW: RuleId = RuleId::literal("XF08");
/// XF09.
pub const DECIDE_SECOND_REVIEW: RuleId = RuleId::literal("XF09");
/// XF11, of the agencies whose table has it.
pub const ASSIGN_AFTER_RECEPTION: RuleId = RuleId::literal("XF11");
/// XF12, likewise.
pub const FOLLOW_UP_RECEPTION: RuleId = RuleId::literal("XF12");

/// What of Article 31 of 《信访工作条例》 has the sixty days of Article 34.
pub(crate) const SORT_ONLY_FOR_SETTLING: Words =
    words("只有按第31条第6项办理的申诉求决事项适用", "only claims under item 6 of Article 31 have them");

/// XF10.
pub const REPORT_ON_ASSIGNMENT: RuleId = RuleId::literal("XF10");
/// DS15.
pub const HAND_OVER_INTAKE: RuleId = RuleId::literal("DS15");

/// DS16.
pub const REPORT_ON_INTAKE: RuleId = RuleId::literal("DS16");
/// DS17.
pub const KEEP_TRIAGE: RuleId = RuleId::literal("DS17");

/// How this system warns: 80 % and 100 % of a term, then two and five working days beyond its end.
const LADDER: Ladder = Ladder { early_percent: EARLY_PERCENT, yellow: workdays(2), red: workdays(5) };

/// DS01 to DS09, DS12 and DS15 to DS17, for which no statute gives a number, so that a county may set its own, and XF03 to XF10.
#[must_use]
pub fn all() -> Vec<Term> {
    let exchange = [ds01(), ds02(), ds03(), ds04(), ds05(), ds06(), ds07(), ds08(), ds09(), ds15(), ds16(), ds17()];
    exchange.into_iter().chain(petitioned::TERMS.iter().copied()).chain(reviewed::TERMS.iter().copied()).collect()
}

const fn design(article: &'static str) -> Basis {
    basis(BasisKind::Design, article)
}

/// DS01: a named officer signs for a referral within one working day of its arrival, else it lapses. The three working
/// days of 《人民法院在线调解规则》第12条 are the model, tightened. What arrives after hours or on a rest day has that
/// date as its day zero.
#[must_use]
pub const fn ds01() -> Term {
    Term::new(
        "DS01",
        words("签收", "acknowledge the referral"),
        Measure::After(workdays(1)),
        design("借鉴《人民法院在线调解规则》第12条并收紧"),
        Confidence::Design,
    )
    .owed_by("接收单位", "the receiving agency")
    .starts("函到达接收单位系统", "the letter arrives in the receiver's system")
    .stops("签收", "a named officer signs for it")
    .on_silence(OnSilence::Lapse)
    .note(
        "下班后或者休息日到达的，到达日不计入，次一工作日为第1日",
        "what arrives after hours or on a rest day is counted from the next working day",
    )
}

/// DS02: the receiver accepts, declines or returns a referral within three working days of 签收, else it lapses.
/// 《人民法院在线调解规则》第12条 is the model.
#[must_use]
pub const fn ds02() -> Term {
    Term::new(
        "DS02",
        words("受理或者不予受理", "accept or decline the referral"),
        Measure::After(workdays(3)),
        design("借鉴《人民法院在线调解规则》第12条"),
        Confidence::Design,
    )
    .owed_by("接收单位", "the receiving agency")
    .starts("签收", "the referral is signed for")
    .stops("受理、不予受理并说明理由，或者改派", "accepted, declined with reasons, or passed on")
    .on_silence(OnSilence::Lapse)
}

/// DS03: the receiver's answer reaches the sender within three working days of the conclusion.
#[must_use]
pub const fn ds03() -> Term {
    Term::new(
        "DS03",
        words("反馈办理结果", "report the outcome"),
        Measure::After(workdays(3)),
        design("设计默认值"),
        Confidence::Design,
    )
    .owed_by("接收单位", "the receiving agency")
    .starts("办结或者终止", "the matter is concluded or ended")
    .stops("反馈函到达移交单位", "the answer arrives at the sender")
}

/// DS04: a call-back within thirty days of when the agreement was to be performed. 人民调解法第31条 says only that
/// performance is watched over and urged.
#[must_use]
pub const fn ds04() -> Term {
    Term::new(
        "DS04",
        words("回访", "call the parties back"),
        Measure::After(days(30)),
        design("《人民调解法》第31条第2款只写监督、督促，没有天数"),
        Confidence::Design,
    )
    .owed_by("调解组织", "the mediation body")
    .starts("履行期满；没有履行期的，协议生效", "the time for performance ends, or else the agreement takes effect")
    .stops("回访记录", "the call-back is recorded")
    .begun_by(Milestone::AgreementReached)
    .done_by(Milestone::FollowedUp)
}

/// DS05: when a running term is warned of. It never moves the due instant of the law.
#[must_use]
pub const fn ds05() -> Term {
    Term::new(
        "DS05",
        words("临期预警、催办、黄牌、红牌", "warn before the end, remind, yellow card, red card"),
        Measure::Warnings(LADDER),
        design("设计默认值"),
        Confidence::Design,
    )
    .owed_by("系统", "the system")
    .starts("各期限起算", "any term begins")
    .stops("处置或者升级", "it is dealt with or passed up")
    .note("不改变法定到期时间", "it never moves the due instant of the law")
}

/// DS06: the sender verifies an objection to competence and answers it within three working days. 信访工作条例第23条 asks
/// for it and sets no number, so silence only reminds.
#[must_use]
pub const fn ds06() -> Term {
    Term::new(
        "DS06",
        words("核实并答复异议", "verify the objection and answer it"),
        Measure::After(workdays(3)),
        design("《信访工作条例》第23条第3款要求核实同意，没有天数"),
        Confidence::Design,
    )
    .owed_by("移交单位", "the sending agency")
    .starts("异议到达移交单位系统", "the objection arrives in the sender's system")
    .stops("答复异议", "the objection is answered")
}

/// DS07: what silence must not shake off, a supervision or an application to a court, is signed for within one working
/// day of its arrival, else it counts as signed for (视为签收).
#[must_use]
pub const fn ds07() -> Term {
    Term::new(
        "DS07",
        words("签收（逾期视为签收）", "acknowledge, or be held to have acknowledged"),
        Measure::After(workdays(1)),
        design("设计默认值"),
        Confidence::Design,
    )
    .owed_by("接收单位", "the receiving agency")
    .starts("函到达接收单位系统", "the letter arrives in the receiver's system")
    .stops("签收", "a named officer signs for it")
    .on_silence(OnSilence::DeemedAcknowledged)
}

/// DS08: a supervision is answered in writing within five working days. 信访工作条例第40条 says 及时 and sets no number.
#[must_use]
pub const fn ds08() -> Term {
    Term::new(
        "DS08",
        words("书面答复督办", "answer the supervision in writing"),
        Measure::After(workdays(5)),
        design("《信访工作条例》第40条只写及时、书面反馈，没有天数"),
        Confidence::Design,
    )
    .owed_by("被督办单位", "the agency supervised")
    .starts("签收督办函", "the supervision is signed for")
    .stops("书面答复", "the written answer is given")
}

/// DS09: a handling term that has stood still for thirty days is looked at again, so that no suspension is forgotten. The
/// texts say what may suspend a term, not that anybody looks whether it still does.
#[must_use]
pub const fn ds09() -> Term {
    Term::new(
        "DS09",
        words("核查中止事由是否消除", "see whether the term must still stand still"),
        Measure::After(days(30)),
        design("设计默认值"),
        Confidence::Design,
    )
    .owed_by("接收单位", "the receiving agency")
    .starts("中止", "the term is suspended")
    .stops("恢复", "it runs again")
}

/// DS15: what was taken in for another agency (代收) is handed over to it within one working day. County practice has the police
/// take in for the justice office at night and on holidays and sets no number.
#[must_use]
pub const fn ds15() -> Term {
    Term::new(
        "DS15",
        words("代收移交", "hand over what was taken in for another"),
        Measure::After(workdays(1)),
        design("两所一中心的做法只写登记后转交，没有天数"),
        Confidence::Design,
    )
    .owed_by("代收单位", "the agency that took it in")
    .starts("代收", "it is taken in for another agency")
    .stops("移交所代的单位", "it is handed over to that agency")
    .begun_by(Milestone::TakenInForAnother)
    .done_by(Milestone::HandedToIt)
}

/// DS16: what became of a matter that another agency took in is told to that agency within ninety days, as of a petition passed
/// on. The agency's own terms for it run beside. No text gives a number.
#[must_use]
pub const fn ds16() -> Term {
    Term::new(
        "DS16",
        words("反馈代收事项的办理结果", "tell what became of what was taken in by another"),
        Measure::After(days(90)),
        design("比照转送事项的反馈，没有天数"),
        Confidence::Design,
    )
    .owed_by("所代的单位", "the agency for which it was taken in")
    .starts("受理", "it is accepted")
    .stops("反馈办理结果", "what became of it is told")
}

/// DS17: what was promised when the matter was classed (限期办理、研究解决) is done by the day that was promised. County practice has
/// the classes and leaves the day to whoever promises it.
#[must_use]
pub const fn ds17() -> Term {
    Term {
        roll: Roll::None,
        ..Term::new(
            "DS17",
            words("按承诺期限办理或者研究", "handle or take up by the day that was promised"),
            Measure::Specified(Unit::Day),
            design("四类分流的实践做法由承办人承诺期限，没有天数"),
            Confidence::Design,
        )
    }
    .owed_by("分类处理的单位", "the agency that classed it")
    .starts("登记为限期办理或者研究解决", "it is classed as to be handled within a time or to be studied")
    .stops("办结关闭或者移交", "it is closed or handed over")
    .in_place_of(&[KEEP_TRIAGE])
}
