//! Traffic accidents: mediation by the traffic police, 《道路交通事故处理程序规定》 Articles 85 to 90.

use super::cases::BY_POLICE_PROCEDURE;
use duijie_core::term::{Confidence, Measure, Milestone, RuleId, Term, Words, days, law, variant, words};

/// By name.
pub(super) const TERMS: &[Term] = &[
    accident(
        "GA11",
        words("申请交警调解", "ask the traffic police to mediate"),
        Measure::After(days(10)),
        "《道路交通事故处理程序规定》第86条",
    )
    .right_of("各方当事人", "all parties")
    .starts("收到事故认定书、事故证明或者维持的复核结论", "the finding, certificate or upheld review is received")
    .stops("一致书面申请", "all ask in writing")
    .begun_by(Milestone::FindingReceived)
    .done_in_time_by(Milestone::MediationAsked),
    accident(
        "GA12",
        words("交警调解", "mediation by the traffic police"),
        Measure::After(days(10)),
        "《道路交通事故处理程序规定》第90条",
    )
    .owed_by("交警部门", "the traffic police")
    .starts(
        "调解开始日：死亡的自丧葬期满、受伤的自治疗终结、伤残的自定残、财产损失的自定损",
        "burial over, treatment over, disability rated or loss assessed",
    )
    .stops("调解书或者调解终结书", "the record of settlement or of its failure is made")
    .begun_by(Milestone::LossKnown)
    .only_after(&[RuleId::literal("GA11"), RuleId::literal("GA13")])
    .note(
        "各方申请后，自调解开始日（accident_loss）起算；开始日在申请之前的，自申请之日起算",
        "once all have asked, from the day on which the loss is known (`accident_loss`), or from the request if that is later",
    ),
    accident(
        "GA13",
        words("人民调解终止后申请交警调解", "ask the traffic police after people's mediation ended"),
        Measure::After(days(3)),
        "《道路交通事故处理程序规定》第85条第2款",
    )
    .right_of("各方当事人", "all parties")
    .starts("人民调解委员会终止调解", "the people's mediation committee ends its mediation")
    .stops("一致书面申请", "all ask in writing")
    .done_in_time_by(Milestone::MediationAsked)
    .in_place_of(&[RuleId::literal("GA11")]),
    accident(
        "GA14",
        words("通知调解时间", "give notice of the time of mediation"),
        Measure::Before(days(3)),
        "《道路交通事故处理程序规定》第88条",
    )
    .owed_by("交警部门", "the traffic police")
    .starts("自约定的调解时间倒推", "counted back from the time of mediation")
    .stops("通知当事人", "the parties are told")
    .variants(&[variant("rescheduled", words("当事人申请变更时间", "a party asks for another time"), days(1))]),
];

const fn accident(id: &'static str, name: Words, measure: Measure, article: &'static str) -> Term {
    Term::new(id, name, measure, law(article), Confidence::FullText).rolls_by(BY_POLICE_PROCEDURE)
}
