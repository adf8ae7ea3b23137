//! 协议 and what follows from it: 司法确认申请 and 回访.

use duijie_core::{
    document::{
        Field, Form, Given, Layout, Source, may, mediation, must,
        source::{Concluded, Kept, Told},
    },
    dossier::Part,
};

const AGREED: &str = "人民调解法第29条、人民调解工作若干规定第35条";
const ORAL: &str = "人民调解法第28条、第30条";
const CONFIRMED: &str = "民事诉讼法第205条、民诉法解释第354条";
const FOLLOWED: &str = "人民调解法第31条第2款；要素依人民调解卷宗格式";

const AGREEMENT: &[Field] = &[
    must("parties", "当事人基本情况", AGREED).offered(Source::Parties),
    must("facts", "纠纷主要事实", AGREED).offered(Source::Summary),
    must("issues", "争议事项", AGREED),
    must("responsibility", "各方当事人的责任", AGREED),
    must("content", "协议内容", AGREED),
    must("perform_how", "履行方式", AGREED),
    must("perform_where", "履行地点", AGREED),
    must("perform_by", "履行期限", AGREED).fixed(Source::Concluded(Concluded::PerformBy)),
    must("mediator", "调解员", AGREED).offered(Source::Mediator),
    may("recorder", "记录人"),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

const ORAL_AGREEMENT: &[Field] = &[
    must("parties", "当事人", ORAL).offered(Source::Parties),
    must("facts", "纠纷事实", ORAL).offered(Source::Summary),
    must("content", "口头协议内容", ORAL),
    must("date", "达成日期", ORAL).past(),
    must("mediator", "调解员", ORAL).offered(Source::Mediator),
];

const APPLICATION: &[Field] = &[
    must("to", "受理法院", CONFIRMED).fixed(Source::Told(Told::Court)),
    must("applicants", "申请人（双方）", CONFIRMED).offered(Source::Parties),
    must("contacts", "住所及联系方式", CONFIRMED).offered(Source::Contacts),
    must("agreement_number", "调解协议编号", CONFIRMED).fixed(Source::Kept(Kept::AgreementNumber)),
    must("effective_on", "调解协议生效日期", CONFIRMED).fixed(Source::Told(Told::EffectiveOn)).past(),
    must("mediated_by", "主持调解的组织及其证明", CONFIRMED).fixed(Source::Told(Told::MediatedBy)),
    must("claims", "申请事项", CONFIRMED),
    must("materials", "材料清单（协议、证明、身份、财产权利证明）", CONFIRMED).offered(Source::Told(Told::Enclosed)),
    may("agent", "委托代理人及授权").fixed(Source::Told(Told::Agents)),
];

const FOLLOW_UP: &[Field] = &[
    must("parties", "当事人", FOLLOWED).offered(Source::Parties),
    must("agreement_number", "协议编号", FOLLOWED).fixed(Source::Kept(Kept::AgreementNumber)),
    must("matter", "事由", FOLLOWED).offered(Source::Title),
    must("time", "回访时间", FOLLOWED).fixed(Source::Kept(Kept::FollowedUpOn)).past(),
    must("performance", "履行情况", FOLLOWED).fixed(Source::Kept(Kept::Performance)),
    must("satisfaction", "当事人满意情况和意见", FOLLOWED).fixed(Source::Kept(Kept::Satisfaction)),
    must("visitor", "回访人", FOLLOWED).fixed(Source::Kept(Kept::Visitor)),
    may("measures", "改进措施").fixed(Source::Kept(Kept::Measures)),
];

/// All of them.
pub(super) const FORMS: &[Form] = &[
    Form::new("mediation-agreement", "人民调解协议书", "mediation agreement", mediation("人调字"), Layout::Agreement)
        .from_to("双方当事人")
        .among_parties()
        .filed_as(Part::Agreement)
        .given(&[Given::Mediated])
        .fields(AGREEMENT)
        .clauses(&[
            "本协议自各方当事人签名、盖章或者按指印，调解员签名并加盖人民调解委员会印章之日起生效。",
            "本协议由当事人各执一份，人民调解委员会留存一份。",
        ])
        .signed(&["当事人（甲）签名、盖章或者指印", "当事人（乙）签名、盖章或者指印", "人民调解员"]),
    Form::new("oral-agreement", "人民调解口头协议登记表", "oral agreement", mediation("人调口字"), Layout::Table)
        .from_to("调解委员会")
        .among_parties()
        .filed_as(Part::Agreement)
        .given(&[Given::Mediated])
        .fields(ORAL_AGREEMENT)
        .clauses(&["口头调解协议自各方当事人达成协议之日起生效。"])
        .signed(&["人民调解员"]),
    Form::new("confirmation-application", "司法确认申请书", "application for confirmation", mediation("司确申字"), Layout::Letter)
        .from_to("双方当事人→法院")
        .filed_as(Part::Confirmation)
        .given(&[Given::Agreed])
        .fields(APPLICATION)
        .clauses(&["申请人自愿达成上述协议，没有恶意串通、规避法律的行为；如果因为该协议内容而给他人造成损害的，愿意承担相应的民事责任和其他法律责任。"])
        .signed(&["申请人（甲）", "申请人（乙）"]),
    Form::new("follow-up", "人民调解回访记录", "follow-up", mediation("人调访字"), Layout::Table)
        .from_to("调解委员会")
        .among_parties()
        .filed_as(Part::FollowUp)
        .given(&[Given::Agreed])
        .fields(FOLLOW_UP)
        .signed(&["被回访人", "回访人"]),
];
