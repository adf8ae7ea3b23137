//! Forms that any agency issues: as the one that handles a petition (承办单位), and as the one that waits (催办).

use crate::document::{
    Field, Form, Given, Layout, Source, may, must, official,
    source::{Told, Written},
};
use crate::{
    numbers::OwnNumberKind,
    petition::{ACCUSATION, ASSIGNMENT, MEDIATION, TRANSFER},
    terms_common::SETTLE_PETITION,
};

const TOLD: &str = "信访工作条例第23条";
const DECIDED: &str = "信访工作条例第32条";
const REVIEW: &str = "信访工作条例第35条";
const REVIEWED: &str = "信访工作条例第35条";
const REVIEWED_AGAIN: &str = "信访工作条例第36条";
const EXTENDED: &str = "信访工作条例第34条";
const OBJECTED: &str = "信访工作条例第23条第3款";
const LADDER: &str = "催办分级，无法定依据";

const RECEPTION: &[Field] = &[
    must("to", "信访人", TOLD).offered(Source::Applicants),
    must("petition_number", "信访件编号", TOLD).fixed(Source::OwnNumber).number(OwnNumberKind::Petition),
    must("received", "接收情况", TOLD).fixed(Source::Written(Written::Accepted)),
    must("route", "处理途径和程序", TOLD).fixed(Source::Written(Written::Route)),
    may("handled_by", "承办单位").offered(Source::Peer),
    may("contact", "查询方式"),
];

const OPINION: &[Field] = &[
    must("to", "信访人", DECIDED).offered(Source::Applicants),
    must("petition_number", "信访件编号", DECIDED).fixed(Source::OwnNumber).number(OwnNumberKind::Petition),
    must("claims", "投诉请求", DECIDED).offered(Source::Written(Written::Request)),
    must("facts", "事实和理由", DECIDED).fixed(Source::Written(Written::Facts)),
    must("decision", "处理意见", DECIDED).fixed(Source::Written(Written::Decision)),
    must("law", "所依据的法律法规", DECIDED).fixed(Source::Written(Written::Law)),
    must("review", "复查机关", REVIEW),
];

/// What the agency above says of an opinion; each level is answered once.
const fn review(article: &'static str) -> [Field; 8] {
    [
        must("to", "信访人", article).offered(Source::Applicants),
        must("petition_number", "信访件编号", article).fixed(Source::OwnNumber).number(OwnNumberKind::Petition),
        must("earlier", "原意见的作出单位、文号和内容", article),
        must("request", "请求事项和理由", article),
        must("facts", "查明的事实和理由", article),
        must("decision", "意见（维持、撤销或者变更）", article),
        must("law", "所依据的法律法规", article),
        may("hearing", "听证情况"),
    ]
}

const REVIEW_OPINION: &[Field] = &review(REVIEWED);
const SECOND_REVIEW_OPINION: &[Field] = &review(REVIEWED_AGAIN);

const EXTENSION: &[Field] = &[
    must("to", "信访人", EXTENDED).offered(Source::Applicants),
    must("petition_number", "信访件编号", EXTENDED).fixed(Source::OwnNumber).number(OwnNumberKind::Petition),
    must("reason", "延期理由", EXTENDED),
    must("until", "延长后的办理期限", EXTENDED).fixed(Source::OwnDue(SETTLE_PETITION)),
    must("approver", "批准人（本机关、单位负责人）", EXTENDED),
    may("contact", "查询方式"),
];

const OBJECTION: &[Field] = &[
    must("to", "转送机关", OBJECTED).fixed(Source::Peer),
    must("original", "信访件编号", OBJECTED).fixed(Source::Told(Told::Original)).number(OwnNumberKind::Petition),
    must("reason", "不属于本机关、单位职权范围的详细理由", OBJECTED).fixed(Source::Told(Told::ObjectionReason)),
    must("suggestion", "建议去向", OBJECTED).fixed(Source::Told(Told::ObjectionSuggestion)),
    must("returned", "材料交还清单", OBJECTED).offered(Source::Materials),
];

const REMINDER: &[Field] = &[
    must("to", "承办单位", LADDER).fixed(Source::Peer),
    must("original", "原件号", LADDER).offered(Source::Told(Told::Original)),
    must("overdue", "逾期条款与天数", LADDER).fixed(Source::Overdue),
    must("demand", "要求", LADDER).fixed(Source::Demand),
    must("reply_by", "回复期限", LADDER).day(),
];

const FORMS: &[Form] = &[
    Form::new("reception-notice", "信访事项受理告知书", "notice of reception", official("信告"), Layout::Letter)
        .from_to("承办单位→信访人")
        .given(&[Given::Sorted])
        .fields(RECEPTION),
    Form::new("opinion", "信访处理意见书", "opinion on a petition", official("信处"), Layout::Letter)
        .from_to("承办单位→信访人")
        .fields(OPINION)
        .clauses(&[
            "信访人对本处理意见不服的，可以自收到本意见书之日起三十日内请求原办理机关、单位的上一级机关、单位复查。",
        ]),
    Form::new("review-opinion", "信访事项复查意见书", "opinion of review", official("信复查"), Layout::Letter)
        .from_to("复查机关→信访人")
        .given(&[Given::Sorted])
        .fields(REVIEW_OPINION)
        .clauses(&["信访人对本复查意见不服的，可以自收到本意见书之日起三十日内向复查机关的上一级机关、单位请求复核。"]),
    Form::new(
        "second-review-opinion",
        "信访事项复核意见书",
        "opinion of the second review",
        official("信复核"),
        Layout::Letter,
    )
    .from_to("复核机关→信访人")
    .given(&[Given::Sorted])
    .fields(SECOND_REVIEW_OPINION)
    .clauses(&[
        "信访人对本复核意见不服，仍然以同一事实和理由提出信访请求的，各级党委和政府信访部门和其他机关、单位不再受理。",
    ]),
    Form::new("extension-notice", "信访事项延期告知书", "notice of extension", official("信延"), Layout::Letter)
        .from_to("承办单位→信访人")
        .given(&[Given::Sorted])
        .fields(EXTENSION),
    Form::new("objection", "信访事项异议退件函", "objection to a petition", official("异议函"), Layout::Letter)
        .from_to("承办单位→信访")
        .of_referral()
        .given(&[Given::Received(&[TRANSFER, ASSIGNMENT, ACCUSATION, MEDIATION]), Given::Objected])
        .fields(OBJECTION),
    Form::new("reminder", "催办单", "reminder", official("催"), Layout::Table)
        .from_to("等候方→承办单位")
        .of_referral()
        .given(&[Given::Awaited, Given::Overdue])
        .fields(REMINDER),
];

/// All of them.
#[must_use]
pub fn all() -> Vec<Form> {
    FORMS.to_vec()
}
