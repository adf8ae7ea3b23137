//! 受案 and 治安调解.

use duijie_core::{
    document::{Field, Form, Given, Layout, Source, may, must, official, source::Written},
    numbers::OwnNumberKind,
    term::RuleId,
};

const RECEIVED: &str = "公安机关办理行政案件程序规定第61条";
const AGREED: &str = "公安机关办理行政案件程序规定第184条";
/// 治安调解: the first, the one after an appraisal, the second.
const MEDIATIONS: &[RuleId] = &[RuleId::literal("GA04"), RuleId::literal("GA05"), RuleId::literal("GA06")];

const REGISTRATION: &[Field] = &[
    must("reporter", "报案人", RECEIVED).offered(Source::Applicants),
    may("contact", "报案人联系方式").offered(Source::Contacts),
    must("time", "接报时间", RECEIVED).fixed(Source::Written(Written::ReportedAt)),
    must("place", "发生地点", RECEIVED),
    must("summary", "简要案情", RECEIVED).offered(Source::Summary),
    must("unit", "受案单位", RECEIVED).fixed(Source::Issuer),
    must("case_number", "受案编号", RECEIVED).fixed(Source::OwnNumber).number(OwnNumberKind::PoliceCase),
    must("officer", "接报民警", RECEIVED).offered(Source::Officer),
    may("opinion", "受案意见"),
];

const RECEIPT: &[Field] = &[
    must("reporter", "报案人", RECEIVED).offered(Source::Applicants),
    must("time", "报案时间", RECEIVED).fixed(Source::Written(Written::ReportedAt)),
    must("place", "发生地点", RECEIVED),
    must("summary", "简要案情", RECEIVED).offered(Source::Summary),
    must("unit", "受案单位", RECEIVED).fixed(Source::Issuer),
    must("case_number", "受案编号", RECEIVED).fixed(Source::OwnNumber).number(OwnNumberKind::PoliceCase),
    may("query", "查询方式"),
];

const AGREEMENT: &[Field] = &[
    must("unit", "调解机关", AGREED).fixed(Source::Issuer),
    must("host", "主持人", AGREED).offered(Source::Officer),
    must("parties", "双方当事人基本情况", AGREED).offered(Source::Parties),
    must("present", "其他在场人员", AGREED),
    must("time", "发生时间", AGREED).fixed(Source::Written(Written::OccurredAt)).past(),
    must("place", "发生地点", AGREED),
    must("cause", "起因、经过和情节", AGREED).offered(Source::Summary),
    must("result", "造成的后果", AGREED),
    must("content", "协议内容", AGREED),
    must("perform_by", "履行期限", AGREED),
    must("perform_how", "履行方式", AGREED),
];

/// All of them.
pub(super) const FORMS: &[Form] = &[
    Form::new("case-registration", "受案登记表", "registration of a case", official("受案登字"), Layout::Table)
        .from_to("公安内部")
        .fields(REGISTRATION)
        .signed(&["接报民警", "审批人"]),
    Form::new("case-receipt", "受案回执", "receipt of a report", official("受案字"), Layout::Table)
        .from_to("公安→报案人")
        .fields(RECEIPT)
        .signed(&["报案人", "受案民警"]),
    Form::new("public-order-agreement", "治安调解协议书", "public-order mediation agreement", official("治调字"), Layout::Agreement)
        .from_to("公安→当事人")
        .among_parties()
        .given(&[Given::Settling(MEDIATIONS)])
        .fields(AGREEMENT)
        .clauses(&[
            "双方当事人履行协议的，公安机关不再处罚；不履行的，公安机关依法对违反治安管理行为人给予处罚，民事争议可以依法向人民法院提起诉讼。",
            "本协议书一式三份，双方当事人各执一份，调解机关留存一份。",
        ])
        .signed(&["当事人（甲）", "当事人（乙）", "在场人", "调解民警"]),
];
