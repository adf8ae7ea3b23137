//! Answers to who handed over: 接受确认, 不予接受, 结果反馈.

use duijie_core::document::{
    Field, Form, Given, Layout, Source, may, must, official,
    source::{Concluded, Kept, Told},
};

const ONLINE: &str = "人民法院在线调解规则第12条";
const REPORTED: &str = "最高人民法院关于人民法院特邀调解的规定第26条、人民法院在线调解规则第21条";

const ACCEPTED: &[Field] = &[
    must("to", "委托单位", ONLINE).fixed(Source::Peer),
    must("original", "原函号", ONLINE).offered(Source::Told(Told::Original)),
    must("accepted_at", "接受时间", ONLINE).fixed(Source::AcceptedAt).past(),
    may("mediator", "调解员").offered(Source::Mediator),
    may("due", "办理期限").fixed(Source::HandlingDue),
];

const NOT_ACCEPTED: &[Field] = &[
    must("to", "委托单位", ONLINE).fixed(Source::Peer),
    must("original", "原函号", ONLINE).offered(Source::Told(Told::Original)),
    must("ground", "不予接受的情形（范围、领域或者其他）", ONLINE).fixed(Source::Told(Told::DeclineGround)),
    must("reason", "理由", ONLINE).fixed(Source::Told(Told::DeclineReason)),
    must("returned", "退回材料", ONLINE).offered(Source::Materials),
];

/// The result in words that may leave: what was conceded or said only as far as all parties released it in writing.
const FEEDBACK: &[Field] = &[
    must("to", "移交单位", REPORTED).fixed(Source::Peer),
    must("original", "原函号", REPORTED).offered(Source::Told(Told::Original)),
    must("result", "调解结果", REPORTED).fixed(Source::Concluded(Concluded::Result)),
    may("agreement_number", "协议编号").alone(Source::Kept(Kept::AgreementNumber)),
    may("performance", "履行情况").alone(Source::Kept(Kept::Performance)),
    may("failure", "不成原因").alone(Source::Concluded(Concluded::Failure)),
    may("undisputed", "无争议事实").alone(Source::Concluded(Concluded::Undisputed)),
    may("released", "经各方当事人书面同意公开的调解内容").alone(Source::Kept(Kept::Released)),
    must("materials", "材料清单", REPORTED).offered(Source::Concluded(Concluded::Returned)),
    may("mediator", "调解员").offered(Source::Mediator),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

/// All of them.
pub(super) const FORMS: &[Form] = &[
    Form::new("acceptance", "接受委托调解确认书", "acceptance of mediation", official("接函"), Layout::Letter)
        .from_to("调解组织→移交方")
        .of_referral()
        .given(&[Given::Entrusted, Given::Accepted])
        .fields(ACCEPTED),
    Form::new("non-acceptance", "不予接受调解说明", "refusal of mediation", official("不接函"), Layout::Letter)
        .from_to("调解组织→移交方")
        .of_referral()
        .given(&[Given::Entrusted, Given::Declined])
        .fields(NOT_ACCEPTED),
    Form::new("feedback", "调解情况反馈函", "feedback on mediation", official("反馈函"), Layout::Letter)
        .from_to("调解组织→移交方")
        .of_referral()
        .given(&[Given::Entrusted, Given::Concluded])
        .fields(FEEDBACK)
        .clauses(&["当事人为达成调解协议作出妥协而认可的事实，未经各方当事人书面同意，不在本函中反馈。"]),
];
