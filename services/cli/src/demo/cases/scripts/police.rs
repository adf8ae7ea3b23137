//! Cases that begin with the police: heard at night, an appraisal on the way, a minor crime, an office that is closed.

use super::super::{APPROVED, BUREAU, Case, POLICE, applicant, due, on, respondent, step};
use crate::demo::script::{Act, Line, Own, Source};
use duijie_proto::v1::{Ending, SuspendReason};

/// 案例一 公调·夜间受理: what arrives on a rest day at night is day zero; the next working day is the first.
pub(super) const NIGHT: Case = Case {
    number: 1,
    title: "甲与乙楼上漏水纠纷",
    category: "邻里纠纷",
    summary: "甲报警称楼上乙家漏水，双方争吵，无违法行为。",
    parties: &[applicant("甲"), respondent("乙")],
    own_number: "青公（湖）接字〔2026〕0925号",
    materials: &["接处警登记表.pdf", "现场照片.jpg"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    steps: &[
        step("2026-09-25T22:40", "周立平", Act::Register),
        step("2026-09-25T22:41", "周立平", Act::Entry(r#"{"intake":{"source":"call_110"}}"#)),
        step(
            "2026-09-25T22:45",
            "周立平",
            Act::Entry(r#"{"card":{"another":{"to":"驻所人民调解室","opinion":"无违法行为，双方愿意调解。"}}}"#),
        ),
        step(
            "2026-09-25T22:46",
            "周立平",
            Act::Entry(r##"{"consent":{"party":"甲","state":"given","evidence":"#同意调解书.jpg"}}"##),
        ),
        step(
            "2026-09-25T22:46",
            "周立平",
            Act::Entry(r##"{"consent":{"party":"乙","state":"given","evidence":"#同意调解书.jpg"}}"##),
        ),
        step("2026-09-25T22:51", "韩振东", APPROVED),
        step("2026-09-25T22:52", "周立平", Act::Refer("不属公安职责，双方同意，移交驻所调解室。")),
        due("2026-09-25T22:52", "DS01", "2026-09-28"),
        step("2026-09-28T09:10", "陶文斌", Act::Acknowledge),
        step("2026-09-28T09:12", "陶文斌", Act::Accept("青湖调〔2026〕88号")),
        due("2026-09-28T09:12", "RM01", "2026-10-28"),
        step("2026-09-28T09:15", "陶文斌", Act::AssignBody("湖滨派出所驻所人民调解室")),
        step("2026-10-09T16:00", "陶文斌", Act::Agree("乙修复防水层并当场支付粉刷费用。", "")),
        // Thirty days end on Sunday, 8 November.
        due("2026-10-09T16:00", "DS04", "2026-11-09"),
        step("2026-10-10T09:00", "周立平", Act::Confirm),
    ],
    ..Case::PLAIN
};

/// 案例二 公调·鉴定停表: the clock of mediation begins anew with the appraisal; the second failure ends mediation.
pub(super) const APPRAISAL: Case = Case {
    number: 2,
    title: "甲推搡乙致伤案",
    category: "治安案件",
    summary: "甲、乙因排队争执，甲推搡乙致其摔倒。",
    parties: &[respondent("甲"), applicant("乙")],
    own_number: "青公（城）受案字〔2026〕0608号",
    materials: &["受案登记表.pdf"],
    sender: POLICE,
    steps: &[
        step("2026-06-08T10:00", "秦立国", Act::Register),
        step("2026-06-08T10:05", "秦立国", Act::Own(Own::Start("GA07", None))),
        step("2026-06-08T10:05", "秦立国", Act::Own(Own::Start("GA04", None))),
        step(
            "2026-06-09T09:00",
            "秦立国",
            Act::Own(Own::Suspend("GA04", SuspendReason::Appraisal, "伤情鉴定委托书.pdf")),
        ),
        step(
            "2026-06-09T09:00",
            "秦立国",
            Act::Own(Own::Suspend("GA07", SuspendReason::Appraisal, "伤情鉴定委托书.pdf")),
        ),
        step("2026-06-30T15:00", "秦立国", Act::Own(Own::Resume("GA07"))),
        step("2026-06-30T15:00", "秦立国", Act::Own(Own::Restart("GA04", "伤情鉴定意见书（轻微伤）.pdf"))),
        due("2026-06-30T15:00", "GA05", "2026-07-03"),
        step(
            "2026-07-03T16:00",
            "秦立国",
            Act::Own(Own::End("GA05", Ending::Failed, "首次治安调解，赔偿数额差距大，未达成协议")),
        ),
        due("2026-07-03T16:00", "GA06", "2026-07-14"),
        step("2026-07-14T10:30", "秦立国", Act::Own(Own::End("GA06", Ending::Failed, "第二次治安调解，仍未达成协议"))),
        due("2026-07-14T10:30", "GA08", "2026-08-13"),
        step(
            "2026-07-14T11:00",
            "秦立国",
            Act::Entry(
                r#"{"card":{"told":{"reason":"两次调解不成，民事赔偿公安机关不能裁决。","remedy":"可以向青河县人民法院提起民事诉讼。"}}}"#,
            ),
        ),
        step("2026-07-15T09:00", "秦立国", Act::Refused(&Act::Own(Own::Start("GA04", None)), "MEDIATION_EXHAUSTED")),
        step("2026-08-12T17:00", "秦立国", Act::Own(Own::End("GA08", Ending::Done, "作出行政处罚决定"))),
    ],
    ..Case::PLAIN
};

/// 案例十 检调·轻伤害: approved first, the damages alone go to mediation; what is excluded is refused whoever hands it over.
pub(super) const MINOR_INJURY: Case = Case {
    number: 10,
    title: "甲致乙轻伤案民事赔偿",
    category: "人身损害赔偿",
    summary: "邻里争执中甲致乙轻伤二级，侦查阶段，甲真诚悔罪，双方愿就民事赔偿和解。",
    parties: &[respondent("甲"), applicant("乙")],
    agreed: &["甲", "乙"],
    own_number: "青公（刑）立字〔2026〕17号",
    materials: &["鉴定意见书.pdf"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "prosecution",
    others: &[
        Line {
            name: "雇凶",
            matter: Source::Registered,
            sender: POLICE,
            receiver: BUREAU,
            kind: "prosecution",
            procedure: None,
            mode: None,
        },
        Line {
            name: "审查起诉",
            matter: Source::Registered,
            sender: "procuratorate",
            receiver: BUREAU,
            kind: "prosecution",
            procedure: None,
            mode: None,
        },
    ],
    kinds: r#"[[kinds]]
kind = "prosecution"
name_zh = "检调"
name_en = "prosecutors to mediation"
from_roles = ["procuratorate"]
to_roles = ["judicial-bureau"]
handling = "RM01"
"#,
    steps: &[
        step("2026-03-11T09:00", "秦立国", Act::Register),
        step("2026-03-11T09:10", "秦立国", Act::Refused(&Act::Refer("民事部分移送调解。"), "APPROVAL_MISSING")),
        step(
            "2026-03-11T15:00",
            "韩振东",
            Act::LeaderEntry(
                r##"{"approval":{"kind":"prosecution","answer":"grant","opinion":"同意作为当事人和解案件办理。","document":"#审批表.pdf"}}"##,
            ),
        ),
        step("2026-03-11T16:00", "秦立国", Act::Refer("民事赔偿部分移送人民调解，刑事期限不停。")),
        step("2026-03-12T09:00", "陶文斌", Act::Acknowledge),
        step("2026-03-12T09:30", "陶文斌", Act::Accept("青刑和调〔2026〕3号")),
        step("2026-03-20T15:00", "陶文斌", Act::Agree("甲赔偿医疗费、误工费并赔礼道歉，当场履行。", "")),
        step("2026-03-21T09:00", "秦立国", Act::Confirm),
        // 变体: 查明系雇凶, 依法不得和解。
        on("雇凶", "2026-03-23T09:00", "秦立国", Act::Register),
        on(
            "雇凶",
            "2026-03-23T09:10",
            "秦立国",
            Act::Entry(
                r#"{"circumstance":{"code":"hired_violence","finding":"found","text":"讯问笔录证实甲出资雇人殴打乙。"}}"#,
            ),
        ),
        on(
            "雇凶",
            "2026-03-23T09:15",
            "秦立国",
            Act::Refused(&Act::Refer("民事部分移送调解。"), "EXCLUDED_HIRED_VIOLENCE"),
        ),
        on("审查起诉", "2026-03-24T09:00", "白晓燕", Act::Register),
        on("审查起诉", "2026-03-24T09:10", "白晓燕", Act::Refer("审查起诉阶段，民事赔偿部分移送人民调解。")),
        on("审查起诉", "2026-03-24T10:00", "陶文斌", Act::Acknowledge),
        on("审查起诉", "2026-03-24T10:10", "陶文斌", Act::Accept("青刑和调〔2026〕4号")),
        on("审查起诉", "2026-03-30T15:00", "陶文斌", Act::Agree("甲一次性赔偿乙，乙出具谅解书。", "")),
        on("审查起诉", "2026-03-31T09:00", "白晓燕", Act::Confirm),
    ],
    ..Case::PLAIN
};

/// 案例十三 派出所代收: the rural justice office is closed over the holiday; the first working day after it counts.
pub(super) const PROXY: Case = Case {
    number: 13,
    title: "甲与乙果园界址纠纷",
    category: "山林土地纠纷",
    summary: "假日期间乡司法所关门，派出所24小时窗口登记后转司法所。",
    parties: &[applicant("甲"), respondent("乙")],
    own_number: "青公（山）接字〔2026〕0501号",
    materials: &["接待登记表.pdf"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    steps: &[
        step("2026-05-01T20:15", "方致远", Act::Register),
        step(
            "2026-05-01T20:16",
            "方致远",
            Act::Entry(r#"{"intake":{"source":"proxy","on_behalf_of":"990121.judicial-bureau"}}"#),
        ),
        step("2026-05-01T20:20", "方致远", Act::Refer("两所一中心代收，转山前司法所。")),
        due("2026-05-01T20:20", "DS01", "2026-05-06"),
        step("2026-05-06T09:00", "陶文斌", Act::Acknowledge),
        step("2026-05-06T09:20", "陶文斌", Act::Accept("青山调〔2026〕31号")),
        step("2026-05-12T10:00", "陶文斌", Act::Agree("以老渠中线为界，双方共同埋设界桩。", "")),
        step("2026-05-12T16:00", "方致远", Act::Confirm),
    ],
    ..Case::PLAIN
};
