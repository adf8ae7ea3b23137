//! Forms of documents that courts issue.

use duijie_core::document::{Field, Form, Layout, Source, may, must, official, source::Concluded};

const ENTRUSTED: &str = "最高人民法院关于人民法院特邀调解的规定第27条、人民法院在线调解规则第8条";
const RULED: &str = "民事诉讼法第206条、民诉法解释第354条、第358条";

const LETTER: &[Field] = &[
    must("to", "受托调解组织", ENTRUSTED).offered(Source::Peer),
    must("case_number", "案号", ENTRUSTED).fixed(Source::OwnNumber),
    must("cause", "案由", ENTRUSTED).offered(Source::Category),
    must("parties", "当事人", ENTRUSTED).offered(Source::Parties),
    must("claims", "诉讼请求", ENTRUSTED),
    must("procedure", "适用程序", ENTRUSTED).offered(Source::Procedure),
    must("term", "调解期限", ENTRUSTED),
    must("materials", "附件清单", ENTRUSTED).offered(Source::Materials),
    must("judge", "联系法官及电话", ENTRUSTED),
    must("address", "送达地址", ENTRUSTED),
    may("undisputed", "已查明的无争议事实"),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

const RULING: &[Field] = &[
    must("case_number", "案号", RULED).offered(Source::Concluded(Concluded::RulingNumber)),
    must("applicants", "申请人", RULED).offered(Source::Parties),
    must("agreement", "调解协议要点", RULED),
    must("mediated_by", "主持调解的组织", RULED).offered(Source::Peer),
    must("decision", "裁定结果（有效或者驳回）", RULED).offered(Source::Concluded(Concluded::Ruling)),
    must("reasons", "裁定理由", RULED),
    must("judge", "审判员", RULED).offered(Source::Officer),
    must("clerk", "书记员", RULED),
    must("date", "裁定日期", RULED).fixed(Source::Today),
];

const FORMS: &[Form] = &[
    Form::new(
        "entrustment",
        "委托调解函",
        "letter entrusting mediation after filing",
        official("委调函"),
        Layout::Letter,
    )
    .from_to("法院→调解组织")
    .of_referral()
    .fields(LETTER)
    .clauses(&["请自收到本函之日起三个工作日内确认接受，或者书面说明不予接受的理由。"]),
    Form::new(
        "delegation",
        "委派调解函",
        "letter delegating mediation before filing",
        official("派调函"),
        Layout::Letter,
    )
    .from_to("法院→调解组织")
    .of_referral()
    .fields(LETTER)
    .clauses(&["请自收到本函之日起三个工作日内确认接受，或者书面说明不予接受的理由。"]),
    Form::new(
        "confirmation-ruling",
        "民事裁定书（司法确认）",
        "ruling on confirmation",
        official("司确裁字"),
        Layout::Agreement,
    )
    .from_to("法院→双方当事人")
    .of_referral()
    .fields(RULING)
    .clauses(&["一方当事人拒绝履行或者未全部履行有效协议的，对方当事人可以向人民法院申请执行。"])
    .signed(&["审判员", "书记员"]),
];

/// All of them.
#[must_use]
pub fn all() -> Vec<Form> {
    FORMS.to_vec()
}
