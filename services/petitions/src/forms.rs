//! Forms of documents that the petitions office issues.

use duijie_core::document::{Field, Form, Layout, Source, may, must, official};

const FORWARDED: &str = "信访工作条例第22条";
const TOLD: &str = "信访工作条例第23条";
const DECIDED: &str = "信访工作条例第32条";
const REVIEW: &str = "信访工作条例第35条";

const TRANSFER: &[Field] = &[
    must("to", "承办单位", FORWARDED).offered(Source::Peer),
    must("petition_number", "信访件编号", FORWARDED).fixed(Source::OwnNumber),
    must("source", "来源", FORWARDED),
    must("category", "类别", FORWARDED).offered(Source::Category),
    must("claims", "诉求摘要", FORWARDED).offered(Source::Summary),
    must("way", "转送或者交办", FORWARDED),
    must("demand", "办理要求", FORWARDED),
    must("due", "办理时限", FORWARDED),
    must("feedback", "反馈要求", FORWARDED),
    may("materials", "材料清单").offered(Source::Materials),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

/// 六定 belong to an order: who is responsible, who handles, who supervises.
const ASSIGNMENT: &[Field] = &[
    must("to", "责任单位", FORWARDED).offered(Source::Peer),
    must("petition_number", "信访件编号", FORWARDED).fixed(Source::OwnNumber),
    must("source", "来源", FORWARDED),
    must("category", "类别", FORWARDED).offered(Source::Category),
    must("claims", "诉求摘要", FORWARDED).offered(Source::Summary),
    must("way", "转送或者交办", FORWARDED),
    must("demand", "办理要求", FORWARDED),
    must("due", "办理时限", FORWARDED),
    must("feedback", "反馈要求（结果和办结报告）", FORWARDED),
    may("leader", "责任领导"),
    may("handler", "责任人"),
    may("supervisor", "督办单位"),
    may("materials", "材料清单").offered(Source::Materials),
];

const RECEPTION: &[Field] = &[
    must("to", "信访人", TOLD).offered(Source::Applicants),
    must("petition_number", "信访件编号", TOLD).fixed(Source::OwnNumber),
    must("received", "接收情况", TOLD),
    must("route", "处理途径和程序", TOLD),
    may("handled_by", "承办单位").offered(Source::Peer),
    may("contact", "查询方式"),
];

const OPINION: &[Field] = &[
    must("to", "信访人", DECIDED).offered(Source::Applicants),
    must("petition_number", "信访件编号", DECIDED).fixed(Source::OwnNumber),
    must("claims", "投诉请求", DECIDED).offered(Source::Summary),
    must("facts", "事实和理由", DECIDED),
    must("decision", "处理意见", DECIDED),
    must("law", "所依据的法律法规", DECIDED),
    must("review", "复查机关", REVIEW),
];

const FORMS: &[Form] = &[
    Form::new("transfer", "信访事项转送单", "transfer of a petition", official("信转"), Layout::Letter)
        .from_to("信访→承办单位")
        .of_referral()
        .fields(TRANSFER)
        .clauses(&["对不属于本机关、单位或者本系统职权范围的，请自收到之日起五个工作日内提出异议并详细说明理由。"]),
    Form::new("assignment", "信访事项交办函", "order to handle a petition", official("信交"), Layout::Letter)
        .from_to("信访→承办单位")
        .of_referral()
        .fields(ASSIGNMENT)
        .clauses(&["对不属于本机关、单位或者本系统职权范围的，请自收到之日起五个工作日内提出异议并详细说明理由。"]),
    Form::new("reception-notice", "信访事项受理告知书", "notice of reception", official("信告"), Layout::Letter)
        .from_to("承办单位→信访人")
        .fields(RECEPTION),
    Form::new("opinion", "信访处理意见书", "opinion on a petition", official("信处"), Layout::Letter)
        .from_to("承办单位→信访人")
        .fields(OPINION)
        .clauses(&[
            "信访人对本处理意见不服的，可以自收到本意见书之日起三十日内请求原办理机关、单位的上一级机关、单位复查。",
        ]),
];

/// All of them.
#[must_use]
pub fn all() -> Vec<Form> {
    FORMS.to_vec()
}
