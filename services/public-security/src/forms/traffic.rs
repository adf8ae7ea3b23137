//! 交通事故损害赔偿调解.

use duijie_core::{
    document::{Field, Form, Given, Layout, Source, must, official},
    term::RuleId,
};

const ARTICLE: &str = "道路交通事故处理程序规定第93条";
/// 交警调解
const MEDIATION: &[RuleId] = &[RuleId::literal("GA12")];

const AGREED: &[Field] = &[
    must("parties", "当事人基本情况", ARTICLE).offered(Source::Parties),
    must("basis", "调解依据", ARTICLE),
    must("facts", "事故事实和损失情况", ARTICLE).offered(Source::Summary),
    must("items", "损害赔偿项目和数额", ARTICLE),
    must("shares", "各方责任及赔偿比例", ARTICLE),
    must("perform_how", "赔偿履行方式", ARTICLE),
    must("perform_by", "赔偿履行期限", ARTICLE),
    must("date", "调解日期", ARTICLE).past(),
    must("officer", "调解交通警察", ARTICLE).offered(Source::Officer),
];

const ENDED: &[Field] = &[
    must("parties", "当事人基本情况", ARTICLE).offered(Source::Parties),
    must("facts", "事故事实", ARTICLE).offered(Source::Summary),
    must("reason", "调解未达成协议或终止的原因", ARTICLE),
    must("date", "终结日期", ARTICLE).past(),
    must("officer", "调解交通警察", ARTICLE).offered(Source::Officer),
];

/// All of them.
pub(super) const FORMS: &[Form] = &[
    Form::new(
        "traffic-mediation",
        "道路交通事故损害赔偿调解书",
        "traffic damages mediation",
        official("交调字"),
        Layout::Agreement,
    )
    .from_to("交警→当事人")
    .among_parties()
    .given(&[Given::Settling(MEDIATION)])
    .fields(AGREED)
    .signed(&["各方当事人", "交通警察"]),
    Form::new(
        "traffic-termination",
        "道路交通事故损害赔偿调解终结书",
        "end of traffic mediation",
        official("交终字"),
        Layout::Letter,
    )
    .from_to("交警→当事人")
    .given(&[Given::Unsettled(MEDIATION)])
    .fields(ENDED)
    .clauses(&["当事人可以就损害赔偿争议依法向人民法院提起民事诉讼。"])
    .signed(&["交通警察"]),
];
