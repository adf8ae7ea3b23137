//! Cases of mediation itself: passed up after two failures, a mediator who is recused, a medical dispute.

use super::super::{APPROVED, BUREAU, Case, POLICE, applicant, due, due_on, on, organisation, respondent, step};
use crate::demo::script::{Act, Line, Own, Source};
use duijie_proto::v1::{Ending, SuspendReason};

const VILLAGE: &str = "990121102203.judicial-bureau";
const TOWNSHIP: &str = "990121102.judicial-bureau";

/// 案例三 两次不成→升级: village, township and county, each with its own month.
pub(super) const TWO_FAILURES: Case = Case {
    number: 3,
    title: "甲与乙宅基地通行纠纷",
    category: "山林土地纠纷",
    summary: "甲称乙砌墙堵塞其宅基地通道，双方对通行宽度各执一词。",
    parties: &[applicant("甲"), respondent("乙")],
    own_number: "柳湾调〔2026〕5号",
    materials: &["现场勘查图.pdf"],
    sender: VILLAGE,
    receiver: TOWNSHIP,
    kind: "tier",
    others: &[
        Line {
            name: "县",
            matter: Source::BroughtBy(""),
            sender: TOWNSHIP,
            receiver: BUREAU,
            kind: "tier",
            procedure: None,
            mode: None,
        },
        Line {
            name: "会诊",
            matter: Source::BroughtBy("县"),
            sender: BUREAU,
            receiver: "",
            kind: "",
            procedure: None,
            mode: None,
        },
    ],
    kinds: r#"[[kinds]]
kind = "tier"
name_zh = "市镇（镇村）对接"
name_en = "from tier to tier"
from_roles = ["judicial-bureau"]
to_roles = ["judicial-bureau"]
handling = "RM01"
passing_up = "GA17"
"#,
    steps: &[
        step("2026-03-10T09:00", "柳树根", Act::Register),
        step("2026-03-10T09:05", "柳树根", Act::Own(Own::Start("RM01", None))),
        due("2026-03-10T09:05", "RM01", "2026-04-10"),
        step("2026-04-08T16:00", "柳树根", Act::Own(Own::End("RM01", Ending::Failed, "3月20日、4月8日两次调解不成"))),
        step("2026-04-10T09:00", "柳树根", Act::Refer("连续两次调解不成，升级移交乡镇调处中心。")),
        step("2026-04-13T09:00", "邓秀兰", Act::Acknowledge),
        step("2026-04-13T09:05", "邓秀兰", Act::Accept("临湖调〔2026〕19号")),
        due("2026-04-13T09:05", "RM01", "2026-05-13"),
        // 乡镇两次不成，提示升级，不再由乡镇第三次调解。
        step("2026-04-20T15:00", "邓秀兰", Act::Attempt("对通道宽度各执一词。")),
        step("2026-04-27T15:00", "邓秀兰", Act::Attempt("仍不能就宽度达成一致。")),
        step("2026-04-27T15:05", "邓秀兰", Act::Advised("某县公调对接做法")),
        step("2026-04-28T08:50", "邓秀兰", Act::Refused(&Act::Attempt("再次调解。"), "PASS_UP")),
        on("县", "2026-04-28T09:00", "邓秀兰", Act::Refer("提请县调解中心会诊。")),
        on("县", "2026-04-28T10:00", "陶文斌", Act::Acknowledge),
        on("县", "2026-04-28T10:05", "陶文斌", Act::Accept("青县调〔2026〕7号")),
        // 再移交不给更长的时间：县调解中心的期限不晚于乡镇的期限。
        due_on("县", "2026-04-28T10:05", "RM01", "2026-05-13"),
        on(
            "会诊",
            "2026-05-06T15:30",
            "陶文斌",
            Act::Entry(
                r#"{"joint_panel":{"lead":"青河县矛盾纠纷调解中心","assisting":["临湖镇调处中心","青河县自然资源所"],"held_at":"2026-05-06T09:00:00+08:00","opinion":"通道宽度以两米为宜。"}}"#,
            ),
        ),
        on("县", "2026-05-06T16:00", "陶文斌", Act::Agree("乙拆除围墙，通道宽度两米，双方各让一米。", "2026-05-31")),
        on("县", "2026-05-07T09:00", "邓秀兰", Act::Confirm),
        step("2026-05-07T09:30", "邓秀兰", Act::Agree("县调解中心会诊调解成功。", "2026-05-31")),
        step("2026-05-07T10:00", "柳树根", Act::Confirm),
    ],
    ..Case::PLAIN
};

/// 案例八 回避: another mediator, the same clock; the police decide on recusal in two days.
pub(super) const RECUSAL: Case = Case {
    number: 8,
    title: "甲与县医院医疗纠纷",
    category: "医疗纠纷",
    summary: "甲认为县医院诊疗存在过错，到医院交涉时报警，双方同意调解。",
    parties: &[applicant("甲"), organisation("青河县人民医院")],
    agreed: &["甲", "青河县人民医院"],
    own_number: "青公（城）接字〔2026〕0309号",
    materials: &["接处警登记表.pdf", "病历复印件.pdf"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    others: &[
        Line {
            name: "调解",
            matter: Source::BroughtBy(""),
            sender: BUREAU,
            receiver: "",
            kind: "",
            procedure: None,
            mode: None,
        },
        Line {
            name: "民警",
            matter: Source::Registered,
            sender: POLICE,
            receiver: "",
            kind: "",
            procedure: None,
            mode: None,
        },
    ],
    steps: &[
        step("2026-03-09T09:00", "周立平", Act::Register),
        step("2026-03-09T09:09", "韩振东", APPROVED),
        step("2026-03-09T09:10", "周立平", Act::Refer("医疗纠纷，移交医调委。")),
        step("2026-03-09T10:00", "陶文斌", Act::Acknowledge),
        step("2026-03-09T10:05", "陶文斌", Act::Accept("青医调〔2026〕6号")),
        due("2026-03-09T10:05", "RM01", "2026-04-09"),
        step("2026-03-09T10:06", "陶文斌", Act::AssignBody("青河县医疗纠纷人民调解委员会")),
        step("2026-03-09T10:07", "陶文斌", Act::AssignMediator("丙")),
        on(
            "调解",
            "2026-03-11T09:00",
            "丙",
            Act::Entry(r#"{"disclosure":{"whom":"丙","tie":"interest","text":"本人现任青河县人民医院法律顾问。"}}"#),
        ),
        on(
            "调解",
            "2026-03-11T15:00",
            "陶文斌",
            Act::Entry(
                r#"{"recusal":{"party":"甲","whom":"丙","tie":"interest","text":"丙系院方法律顾问，不同意其继续调解。"}}"#,
            ),
        ),
        on(
            "调解",
            "2026-03-12T09:00",
            "陶文斌",
            Act::Entry(
                r#"{"recusal_decision":{"about":$entry,"ruling":"replaced","decided_by":"青河县医疗纠纷人民调解委员会"}}"#,
            ),
        ),
        step("2026-03-12T09:30", "陶文斌", Act::AssignMediator("丁")),
        due("2026-03-12T09:30", "RM01", "2026-04-09"),
        // 变体: 申请民警回避, 二日内决定, 期间不停止调查。
        on("民警", "2026-03-16T09:00", "周立平", Act::Register),
        on("民警", "2026-03-16T09:05", "周立平", Act::Own(Own::Start("GA07", None))),
        on(
            "民警",
            "2026-03-16T10:00",
            "周立平",
            Act::Entry(
                r#"{"recusal":{"party":"甲","whom":"周立平","tie":"other","text":"甲称民警与院方工作人员相识，可能影响公正处理。"}}"#,
            ),
        ),
        due_on("民警", "2026-03-16T10:00", "GA09", "2026-03-18"),
        on(
            "民警",
            "2026-03-17T16:00",
            "韩振东",
            Act::Entry(
                r#"{"recusal_decision":{"about":$entry,"ruling":"refused","decided_by":"青河县公安局","reason":"经核实不存在应当回避的情形。"}}"#,
            ),
        ),
        due_on("民警", "2026-03-17T16:00", "GA07", "2026-04-15"),
        step("2026-04-02T15:00", "丁", Act::Agree("医院补偿并减免后续治疗费用。", "2026-04-30")),
        step("2026-04-03T09:00", "周立平", Act::Confirm),
    ],
    ..Case::PLAIN
};

/// 案例十一 医调: working days across the Spring Festival, an appraisal that is not counted, more by agreement, and a suit.
pub(super) const MEDICAL: Case = Case {
    number: 11,
    title: "甲与县中医院医疗损害纠纷",
    category: "医疗纠纷",
    summary: "甲申请医调委调解，县中医院同意。",
    parties: &[applicant("甲"), organisation("青河县中医院")],
    own_number: "青医调〔2026〕2号",
    materials: &["调解申请书.pdf"],
    sender: BUREAU,
    steps: &[
        step("2026-01-20T09:00", "江月琴", Act::Register),
        step("2026-01-20T09:05", "江月琴", Act::Own(Own::Start("RM03", None))),
        due("2026-01-20T09:05", "RM03", "2026-03-09"),
        step(
            "2026-02-03T10:00",
            "江月琴",
            Act::Own(Own::Suspend("RM03", SuspendReason::Appraisal, "共同委托鉴定书.pdf")),
        ),
        // 2月3日次日起至3月9日，停表二十个工作日。
        step("2026-03-09T10:00", "江月琴", Act::Own(Own::Resume("RM03"))),
        due("2026-03-09T10:00", "RM03", "2026-04-07"),
        step(
            "2026-03-12T10:00",
            "江月琴",
            Act::Own(Own::Extend("RM03", 10, "双方与医调委三方签字，约定延长十个工作日。")),
        ),
        due("2026-03-12T10:00", "RM03", "2026-04-21"),
        // 变体: 中途起诉被受理，必须终止，不得再调。
        step(
            "2026-04-09T10:00",
            "江月琴",
            Act::Entry(
                r#"{"circumstance":{"code":"court_accepted","finding":"found","text":"患方向法院起诉，法院已立案受理。"}}"#,
            ),
        ),
        step(
            "2026-04-09T10:02",
            "江月琴",
            Act::Refused(
                &Act::Own(Own::Suspend("RM03", SuspendReason::Appraisal, "补充鉴定委托书.pdf")),
                "EXCLUDED_COURT_ACCEPTED",
            ),
        ),
        step(
            "2026-04-09T10:05",
            "江月琴",
            Act::Own(Own::End("RM03", Ending::Dropped, "患方向法院起诉并被受理，调解终止。")),
        ),
        step(
            "2026-04-09T10:06",
            "江月琴",
            Act::Refused(&Act::Own(Own::Start("RM03", None)), "EXCLUDED_COURT_ACCEPTED"),
        ),
        step("2026-04-09T10:10", "江月琴", Act::Close("患方已向法院起诉并被受理，依条例第31条终止调解。")),
    ],
    ..Case::PLAIN
};
