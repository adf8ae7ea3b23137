//! 申请, 受理登记 and 权利义务告知 (司法部2010年人民调解文书格式).

use duijie_core::{
    document::{Field, Form, Layout, Source, may, mediation, must, source::Written},
    dossier::Part,
};

const FORMAT: &str = "人民调解文书格式（司法部2010年）";
const TOLD: &str = "人民调解法第23条、第24条";
/// What the format asks of each party; nobody writes more.
const PARTY: &str = "双方当事人（姓名、性别、民族、年龄、职业、单位或者住址、电话）";

const APPLICATION: &[Field] = &[
    must("parties", PARTY, FORMAT),
    must("summary", "纠纷简要情况", FORMAT).offered(Source::Summary),
    must("claims", "申请事项", FORMAT),
    must("date", "申请日期", FORMAT).past(),
];

const REGISTRATION: &[Field] = &[
    must("parties", PARTY, FORMAT),
    must("kind", "纠纷类型", FORMAT).offered(Source::Category),
    must("origin", "案件来源", FORMAT).offered(Source::Written(Written::Source)),
    must("summary", "纠纷简要情况", FORMAT).offered(Source::Summary),
    must("claims", "申请事项", FORMAT),
    must("registered_at", "登记时间", FORMAT).fixed(Source::RegisteredAt),
    must("registrar", "登记人", FORMAT).offered(Source::Officer),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

const NOTICE: &[Field] = &[
    must("to", "当事人", TOLD).offered(Source::Parties),
    must("matter", "纠纷", TOLD).offered(Source::Title),
    must("mediator", "调解员", TOLD).offered(Source::Mediator),
    must("date", "告知日期", TOLD).fixed(Source::Today),
];

const NOTICES: &[&str] = &[
    "一、人民调解是人民调解委员会通过说服、疏导等方法，促使当事人在平等协商基础上自愿达成调解协议，解决民间纠纷的活动；调解不收取任何费用。",
    "二、调解遵循自愿、平等，不违背法律、法规和国家政策，尊重当事人权利的原则；不因调解而阻止当事人依法通过仲裁、行政、司法等途径维护权利。",
    "三、当事人的权利：选择或者接受人民调解员；接受、拒绝或者要求终止调解；要求调解公开进行或者不公开进行；自主表达意愿、自愿达成调解协议。",
    "四、当事人的义务：如实陈述纠纷事实；遵守调解现场秩序，尊重人民调解员；尊重对方当事人行使权利。",
    "五、经人民调解委员会调解达成的调解协议具有法律约束力，当事人应当按照约定履行；双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。",
];

/// All of them.
pub(super) const FORMS: &[Form] = &[
    Form::new(
        "mediation-application",
        "人民调解申请书",
        "application for mediation",
        mediation("人调申字"),
        Layout::Table,
    )
    .from_to("当事人→调解委员会")
    .among_parties()
    .filed_as(Part::Application)
    .fields(APPLICATION)
    .signed(&["申请人"]),
    Form::new(
        "mediation-registration",
        "人民调解受理登记表",
        "registration for mediation",
        mediation("人调登字"),
        Layout::Table,
    )
    .from_to("调解委员会")
    .among_parties()
    .filed_as(Part::Application)
    .fields(REGISTRATION)
    .signed(&["登记人"]),
    Form::new(
        "rights-notice",
        "人民调解权利义务告知书",
        "notice of rights and duties",
        mediation("人调告字"),
        Layout::Letter,
    )
    .from_to("调解委员会→当事人")
    .among_parties()
    .filed_as(Part::Notice)
    .fields(NOTICE)
    .clauses(NOTICES)
    .signed(&["被告知人（甲）", "被告知人（乙）", "调解员"]),
];
