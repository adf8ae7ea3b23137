//! 三卡: 登记卡 for what the police keep, 移交卡 for what goes to mediation, 告知卡 for parties whom they cannot help.

use duijie_core::document::{Field, Form, Layout, Source, may, must, official, source::Written};

/// Fields of no law; the county's practice of three cards asks for them.
const PRACTICE: &str = "公调对接移交文书要素，无法定依据";
const TOLD: &str = "治安管理处罚法第9条第3款";

const REGISTRATION: &[Field] = &[
    must("parties", "双方当事人基本情况", PRACTICE).offered(Source::Parties),
    may("contacts", "联系方式").offered(Source::Contacts),
    may("source", "来源").offered(Source::Written(Written::Source)),
    must("time", "登记时间", PRACTICE).fixed(Source::RegisteredAt),
    must("cause", "案由", PRACTICE).offered(Source::Category),
    must("facts", "纠纷事实", PRACTICE).offered(Source::Summary),
    must("opinion", "处理意见", PRACTICE).fixed(Source::Written(Written::Handling)),
    must("officer", "首接民警", PRACTICE).offered(Source::Officer),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

const HANDOVER: &[Field] = &[
    must("to", "接收单位", PRACTICE).fixed(Source::Written(Written::HandedTo)),
    must("parties", "双方当事人基本情况", PRACTICE).offered(Source::Parties),
    may("contacts", "联系方式").offered(Source::Contacts),
    must("cause", "案由", PRACTICE).offered(Source::Category),
    must("facts", "纠纷事实", PRACTICE).offered(Source::Summary),
    must("first_steps", "先期处置情况", PRACTICE),
    must("opinion", "工作意见", PRACTICE).fixed(Source::Written(Written::Opinion)),
    must("consent", "双方同意调解情况", PRACTICE).alone(Source::Consents),
    must("officer", "移交民警", PRACTICE).offered(Source::Officer),
    must("approver", "审签人", PRACTICE).alone(Source::Written(Written::Approver)),
    may("approval", "审签日期和意见").alone(Source::Written(Written::Approval)),
    must("time", "移交日期", PRACTICE).fixed(Source::Today),
    must("materials", "材料清单", PRACTICE).offered(Source::Materials),
    may("dispute", "一案一码").fixed(Source::Dispute),
];

const NOTICE: &[Field] = &[
    must("to", "当事人", TOLD).offered(Source::Applicants),
    must("matter", "纠纷事项", TOLD).offered(Source::Title),
    must("reason", "公安机关不能处理的理由", TOLD).fixed(Source::Written(Written::NotHere)),
    must("route", "诉讼途径", TOLD).fixed(Source::Written(Written::Remedy)),
    may("court", "有管辖权的人民法院"),
    must("officer", "告知民警", TOLD).offered(Source::Officer),
];

/// All of them.
pub(super) const FORMS: &[Form] = &[
    Form::new("registration-card", "登记卡", "registration card", official("登记字"), Layout::Table)
        .from_to("公安内部")
        .fields(REGISTRATION)
        .signed(&["首接民警"]),
    Form::new("handover-card", "移交卡", "handover card", official("移交字"), Layout::Table)
        .from_to("公安→调解组织")
        .fields(HANDOVER)
        .signed(&["移交民警", "审签人", "接收人"]),
    Form::new(
        "mediation-referral",
        "移送人民调解函",
        "letter handing over to people's mediation",
        official("移调函"),
        Layout::Letter,
    )
    .from_to("公安→调解组织")
    .fields(HANDOVER)
    .signed(&["移交民警", "审签人"]),
    Form::new("handover-approval", "矛盾纠纷移送审批表", "approval of a handover", official("移审字"), Layout::Table)
        .from_to("公安内部")
        .fields(HANDOVER)
        .signed(&["移交民警", "值班领导"]),
    Form::new("notice-card", "告知卡", "notice card", official("告知字"), Layout::Letter)
        .from_to("公安→当事人")
        .fields(NOTICE)
        .clauses(&["当事人可以就民事争议依法向人民法院提起民事诉讼。"])
        .signed(&["被告知人"]),
];
