//! Forms of documents that oversight issues. Colours of cards are of no law.

use duijie_core::{
    document::{Field, Form, Given, Layout, Source, may, must, official, source::Told},
    purpose::SUPERVISION as SUPERVISING,
};

const SUPERVISED: &str = "信访工作条例第40条";
const LADDER: &str = "催办分级，无法定依据";

const SUPERVISION: &[Field] = &[
    must("to", "承办单位", SUPERVISED).fixed(Source::Peer),
    must("original", "原件号", SUPERVISED).offered(Source::Told(Told::Original)),
    must("overdue", "逾期条款与天数", SUPERVISED).fixed(Source::Overdue),
    must("demand", "督办要求", SUPERVISED).fixed(Source::Demand),
    must("reply_by", "书面反馈期限", SUPERVISED).fixed(Source::HandlingDue).day(),
    may("leader", "责任领导"),
    may("method", "督办方式（现场、跟踪、电话）"),
];

const CARD: &[Field] = &[
    must("to", "承办单位", LADDER).fixed(Source::Peer),
    must("original", "原件号", LADDER).offered(Source::Told(Told::Original)),
    must("overdue", "逾期条款与天数", LADDER).fixed(Source::Overdue),
    must("demand", "要求", LADDER).fixed(Source::Demand),
    must("reply_by", "回复期限", LADDER).fixed(Source::HandlingDue).day(),
];

const FORMS: &[Form] = &[
    Form::new("supervision", "督办函", "supervision", official("督"), Layout::Letter)
        .from_to("督办方→承办单位")
        .of_referral()
        .given(&[Given::Sent(&[SUPERVISING])])
        .fields(SUPERVISION)
        .clauses(&["请在期限内办理并书面反馈办理情况。"]),
    Form::new("yellow-card", "黄牌警示单", "yellow card", official("黄"), Layout::Table)
        .from_to("督办方→承办单位")
        .of_referral()
        .given(&[Given::Sent(&[SUPERVISING]), Given::Yellow])
        .fields(CARD),
    Form::new("red-card", "红牌警示单", "red card", official("红"), Layout::Table)
        .from_to("督办方→承办单位")
        .of_referral()
        .given(&[Given::Sent(&[SUPERVISING]), Given::Red])
        .fields(CARD),
];

/// All of them.
#[must_use]
pub fn all() -> Vec<Form> {
    FORMS.to_vec()
}
