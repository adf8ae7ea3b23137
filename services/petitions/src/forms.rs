//! Forms of documents that the petitions office issues.

use duijie_core::{
    document::{
        Field, Form, Given, Layout, Source, may, must, official,
        source::{Told, Written},
    },
    numbers::OwnNumberKind,
    petition::{ACCUSATION, ASSIGNMENT as ASSIGNED, TRANSFER as PASSED_ON},
};

const FORWARDED: &str = "信访工作条例第22条";

const TRANSFER: &[Field] = &[
    must("to", "承办单位", FORWARDED).fixed(Source::Peer),
    must("petition_number", "信访件编号", FORWARDED).fixed(Source::OwnNumber).number(OwnNumberKind::Petition),
    must("source", "来源", FORWARDED).fixed(Source::Written(Written::Source)),
    must("category", "类别", FORWARDED).offered(Source::Category),
    must("claims", "诉求摘要", FORWARDED).offered(Source::Summary),
    must("way", "转送或者交办", FORWARDED).fixed(Source::Told(Told::PassedOn)),
    must("demand", "办理要求", FORWARDED).fixed(Source::Demand),
    must("due", "办理时限", FORWARDED).fixed(Source::Told(Told::Within)),
    must("feedback", "反馈要求", FORWARDED),
    may("materials", "材料清单").offered(Source::Materials),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

/// 六定 belong to an order: who is responsible, who handles, who supervises.
const ASSIGNMENT: &[Field] = &[
    must("to", "主送单位", FORWARDED).fixed(Source::Peer),
    must("unit", "责任单位", FORWARDED).fixed(Source::Told(Told::Unit)),
    must("petition_number", "信访件编号", FORWARDED).fixed(Source::OwnNumber).number(OwnNumberKind::Petition),
    must("source", "来源", FORWARDED).fixed(Source::Written(Written::Source)),
    must("category", "类别", FORWARDED).offered(Source::Category),
    must("claims", "诉求摘要", FORWARDED).offered(Source::Summary),
    must("way", "转送或者交办", FORWARDED).fixed(Source::Told(Told::PassedOn)),
    must("demand", "办理要求", FORWARDED).fixed(Source::Demand),
    must("due", "办理时限", FORWARDED).fixed(Source::Told(Told::Within)),
    must("feedback", "反馈要求（结果和办结报告）", FORWARDED),
    may("leader", "责任领导").alone(Source::Told(Told::Leader)),
    may("handler", "责任人").alone(Source::Told(Told::Handler)),
    may("supervisor", "督办单位").alone(Source::Told(Told::Supervisor)),
    may("materials", "材料清单").offered(Source::Materials),
];

const FORMS: &[Form] = &[
    Form::new("transfer", "信访事项转送单", "transfer of a petition", official("信转"), Layout::Letter)
        .from_to("信访→承办单位")
        .of_referral()
        .given(&[Given::Sent(&[PASSED_ON, ACCUSATION])])
        .fields(TRANSFER)
        .clauses(&["对不属于本机关、单位或者本系统职权范围的，请自收到之日起五个工作日内提出异议并详细说明理由。"]),
    Form::new("assignment", "信访事项交办函", "order to handle a petition", official("信交"), Layout::Letter)
        .from_to("信访→承办单位")
        .of_referral()
        .given(&[Given::Sent(&[ASSIGNED])])
        .fields(ASSIGNMENT)
        .clauses(&["对不属于本机关、单位或者本系统职权范围的，请自收到之日起五个工作日内提出异议并详细说明理由。"]),
];

/// All of them.
#[must_use]
pub fn all() -> Vec<Form> {
    FORMS.to_vec()
}
