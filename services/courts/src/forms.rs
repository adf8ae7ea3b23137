//! Forms of documents that courts issue.

use duijie_core::{
    commission::Mode,
    document::{Field, Form, Given, Layout, Need, Source, may, must, official, source::Concluded},
    numbers::OwnNumberKind,
};

const ENTRUSTED: &str = "最高人民法院关于人民法院特邀调解的规定第27条、人民法院在线调解规则第8条";
const INVITED: &str = "民事诉讼法第98条；要素比照委托调解函";
const RULED: &str = "民事诉讼法第206条、民诉法解释第354条、第358条";

const ENTRUSTMENT: &[Field] = &[
    must("to", "受托调解组织", ENTRUSTED).fixed(Source::Peer),
    CASE_NUMBER,
    must("cause", "案由", ENTRUSTED).offered(Source::Category),
    must("parties", "当事人", ENTRUSTED).offered(Source::Parties),
    must("claims", "诉讼请求", ENTRUSTED),
    must("procedure", "适用程序", ENTRUSTED).fixed(Source::Procedure),
    must("term", "调解期限", ENTRUSTED),
    must("materials", "附件清单", ENTRUSTED).offered(Source::Materials),
    must("judge", "联系法官及电话", ENTRUSTED),
    must("address", "送达地址", ENTRUSTED),
    may("undisputed", "已查明的无争议事实"),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

/// A case that is not filed has no procedure, and a number only where the court gave it one of its own.
const DELEGATION: &[Field] = &[
    must("to", "受托调解组织", ENTRUSTED).fixed(Source::Peer),
    Field { need: Need::Optional, ..CASE_NUMBER },
    must("cause", "案由", ENTRUSTED).offered(Source::Category),
    must("parties", "当事人", ENTRUSTED).offered(Source::Parties),
    must("claims", "诉讼请求", ENTRUSTED),
    must("term", "调解期限", ENTRUSTED),
    must("materials", "附件清单", ENTRUSTED).offered(Source::Materials),
    must("judge", "联系法官及电话", ENTRUSTED),
    must("address", "送达地址", ENTRUSTED),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

/// The court mediates itself: who assists it keeps no term of mediation, and need not have the file or serve anything.
const INVITATION: &[Field] = &[
    must("to", "受邀单位", INVITED).fixed(Source::Peer),
    must("case_number", "案号", INVITED).fixed(Source::OwnNumber).number(OwnNumberKind::CourtCase),
    must("cause", "案由", INVITED).offered(Source::Category),
    must("parties", "当事人", INVITED).offered(Source::Parties),
    must("claims", "诉讼请求", INVITED),
    must("procedure", "适用程序", INVITED).fixed(Source::Procedure),
    must("judge", "联系法官及电话", INVITED),
    may("time", "协助调解的时间和地点"),
    may("materials", "附件清单").offered(Source::Materials),
    may("undisputed", "已查明的无争议事实"),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

const CASE_NUMBER: Field =
    must("case_number", "案号", ENTRUSTED).fixed(Source::OwnNumber).number(OwnNumberKind::CourtCase);

const RULING: &[Field] = &[
    must("case_number", "案号", RULED)
        .fixed(Source::Concluded(Concluded::RulingNumber))
        .number(OwnNumberKind::CourtCase),
    must("applicants", "申请人", RULED).offered(Source::Parties),
    must("agreement", "调解协议要点", RULED),
    must("mediated_by", "主持调解的组织", RULED).offered(Source::Peer),
    must("decision", "裁定结果（有效或者驳回）", RULED).fixed(Source::Concluded(Concluded::Ruling)),
    may("ground", "驳回情形").alone(Source::Concluded(Concluded::Rejection)),
    must("reasons", "裁定理由", RULED).offered(Source::Concluded(Concluded::Rejection)),
    must("judge", "审判员", RULED).fixed(Source::Concluded(Concluded::RuledBy)),
    must("clerk", "书记员", RULED),
    must("date", "裁定日期", RULED).fixed(Source::Concluded(Concluded::On)).past(),
];

/// What follows from each ruling (民事诉讼法第206条).
const FOLLOWS: &[(Given, &str)] = &[
    (Given::Confirmed, "一方当事人拒绝履行或者未全部履行有效协议的，对方当事人可以向人民法院申请执行。"),
    (Given::Rejected, "当事人可以通过调解方式变更原调解协议或者达成新的调解协议，也可以向人民法院提起诉讼。"),
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
    .given(&[Given::Mode(Mode::PostFilingCommission)])
    .fields(ENTRUSTMENT)
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
    .given(&[Given::Mode(Mode::PreFilingDelegation)])
    .fields(DELEGATION)
    .clauses(&["请自收到本函之日起三个工作日内确认接受，或者书面说明不予接受的理由。"]),
    Form::new(
        "invitation",
        "邀请协助调解函",
        "letter inviting to assist in mediation",
        official("邀调函"),
        Layout::Letter,
    )
    .from_to("法院→受邀单位")
    .of_referral()
    .given(&[Given::Mode(Mode::InvitedAssist)])
    .fields(INVITATION)
    .clauses(&["被邀请的单位和个人，应当协助人民法院进行调解。"]),
    Form::new(
        "confirmation-ruling",
        "民事裁定书（司法确认）",
        "ruling on confirmation",
        official("司确裁字"),
        Layout::Agreement,
    )
    .from_to("法院→双方当事人")
    .of_referral()
    .given(&[Given::Ruled])
    .fields(RULING)
    .clauses_given(FOLLOWS)
    .signed(&["审判员", "书记员"]),
];

/// All of them.
#[must_use]
pub fn all() -> Vec<Form> {
    FORMS.to_vec()
}
