//! From a report to the desk that answers for it: registration, transfer, telling, escalation, petitions to the police.

use super::cases::BY_POLICE_PROCEDURE;
use duijie_core::term::{
    BY_ANALOGY, BasisKind, Confidence, HourStart, IMMEDIATE, Measure, Milestone, Period, Term, Unit, basis, days, law,
    words,
};

/// By name.
pub(super) const TERMS: &[Term] = &[
    Term::new(
        "GA01",
        words("登记受案并给回执", "register the report and give a receipt"),
        IMMEDIATE,
        law("《公安机关办理行政案件程序规定》第60条、第61条；《治安管理处罚法》（2025年修订）第90条"),
        Confidence::FullText,
    )
    .owed_by("派出所等受理单位", "the police station or other unit that hears the report")
    .starts("接报案", "the report is made")
    .stops("受案登记表和受案回执", "the report is registered and a receipt given"),
    Term::new(
        "GA02",
        words("移送有管辖权的公安单位", "transfer to the police unit with jurisdiction"),
        Measure::After(Period { length: 24, unit: Unit::Hour(HourStart::NextFullHour) }),
        law("《公安机关办理行政案件程序规定》第61条第1款第2项"),
        Confidence::FullText,
    )
    .owed_by("受理单位", "the unit that heard the report")
    .starts("受理或者发现不属本单位管辖", "it is registered, or found to belong to another unit")
    .stops("移送并告知报案人", "it is transferred and the reporter told")
    .begun_by(Milestone::FoundElsewhere)
    .done_by(Milestone::PassedElsewhere)
    .rolls_by(BY_POLICE_PROCEDURE)
    .remind(
        Period { length: 24, unit: Unit::Hour(HourStart::AtOnce) },
        basis(BasisKind::Design, "自受理时起满24小时先行提醒"),
    )
    .note(
        "按第35条从次时起算；情况紧急的先行处置（第62条）",
        "counted from the next full hour (Article 35); what is urgent is dealt with first (Article 62)",
    ),
    Term::new(
        "GA03",
        words("告知不属公安职责", "say that it is not a matter for the police"),
        IMMEDIATE,
        law("《公安机关办理行政案件程序规定》第61条第1款第3项"),
        Confidence::FullText,
    )
    .owed_by("受理单位", "the unit that heard the report")
    .starts("接报案", "the report is made")
    .stops(
        "口头告知；有异议或者不能当场判断的书面告知",
        "told by word of mouth, or in writing where disputed or unclear",
    )
    .note("无法联系的除外", "not where nobody can be reached"),
    Term::new(
        "GA15",
        words("移交驻所人民调解室", "hand over to the mediation room at the station"),
        Measure::Unset,
        basis(BasisKind::Local, "南京《关于完善全市公调对接工作机制的实施意见》（2024年）"),
        Confidence::Excerpt,
    )
    .owed_by("派出所", "the police station")
    .starts("民警填写移送审批表、值班领导审核", "the officer's transfer form is approved by the leader on duty")
    .stops("调解员接收", "the mediator takes it over"),
    Term::new(
        "GA16",
        words("110与12345一键转接、工单互转", "pass calls and tickets between 110 and 12345"),
        IMMEDIATE,
        basis(BasisKind::Policy, "国办发〔2022〕12号"),
        Confidence::Excerpt,
    )
    .owed_by("110、12345平台", "the 110 and 12345 lines")
    .starts("来电明确属于对方受理范围", "a call clearly belongs to the other line")
    .stops("转接", "it is passed on"),
    Term::new(
        "XF16",
        words("告知信访事项是否受理", "say whether a petition to the police is accepted"),
        Measure::After(days(15)),
        law("《公安机关信访工作规定》（2005年）第23条"),
        Confidence::Excerpt,
    )
    .owed_by("公安机关信访机构", "the petitions office of the police")
    .starts("接到信访事项", "the petition is received")
    .stops("书面告知", "the written notice is given")
    .rolls_by(BY_ANALOGY)
    .note("是否已修订未核", "whether it has been revised was not checked"),
];
