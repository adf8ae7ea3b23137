//! Cases of petitions: sent to the wrong agency, taken through three levels, and reported twice.

use super::super::{
    APPROVED, BUREAU, Case, PETITIONS, POLICE, applicant, due, due_on, on, organisation, respondent, step,
};
use crate::demo::script::{Act, Line, Own, Source};
use duijie_proto::v1::{Answer, SuspendReason};

const HOUSING: &str = "990121901.petitions";
const CITY: &str = "990121902.petitions";
/// 三级终结后不再受理.
const ARTICLE_36: &str = "《信访工作条例》第36条第3款";
/// 申诉求决, settled by investigation.
const CLAIM: &str = r#"{"sorting":{"sort":"claim","way":"handling"}}"#;

/// 案例六 访调·错机关异议: passed on within fifteen days, contested within five working days, told within fifteen of receipt.
pub(super) const WRONG_AGENCY: Case = Case {
    number: 6,
    title: "某小区排水管毁损信访事项",
    category: "物业纠纷",
    summary: "甲反映小区排水管被毁损，要求修复并赔偿。",
    parties: &[applicant("甲"), organisation("乙物业公司")],
    own_number: "青信〔2026〕920号",
    materials: &["信访事项登记表.pdf"],
    sender: PETITIONS,
    receiver: HOUSING,
    kind: "transfer",
    others: &[
        Line {
            name: "城管",
            matter: Source::SameAs(""),
            sender: PETITIONS,
            receiver: CITY,
            kind: "transfer",
            procedure: None,
            mode: None,
        },
        Line {
            name: "调解",
            matter: Source::BroughtBy("城管"),
            sender: CITY,
            receiver: BUREAU,
            kind: "petition",
            procedure: None,
            mode: None,
        },
    ],
    steps: &[
        step("2026-09-20T09:00", "程硕", Act::Register),
        step("2026-09-20T09:01", "程硕", Act::Entry(r#"{"intake":{"source":"visit"}}"#)),
        due("2026-09-20T09:01", "XF01", "2026-10-08"),
        step("2026-09-22T09:00", "程硕", Act::Refused(&Act::Refer("转送县住建局。"), "NOT_SORTED")),
        step("2026-09-22T09:05", "程硕", Act::Entry(CLAIM)),
        step("2026-09-22T10:00", "程硕", Act::Refer("转送县住建局。")),
        due("2026-09-22T10:00", "XF04", "2026-09-30"),
        step("2026-09-22T15:00", "关海峰", Act::Acknowledge),
        step(
            "2026-09-28T10:00",
            "关海峰",
            Act::Object("《信访工作条例》第23条第3款", "小区外排水管道的养护属城管职责，详见职责清单。", CITY),
        ),
        step("2026-09-29T09:00", "程硕", Act::DecideObjection(Answer::Grant, "经核实，同意退回。")),
        on("城管", "2026-09-29T10:00", "程硕", Act::Refer("改转县城管局。")),
        on("城管", "2026-09-29T11:00", "汪洋", Act::Acknowledge),
        due_on("城管", "2026-09-29T11:00", "XF03", "2026-10-14"),
        on("城管", "2026-09-29T11:30", "汪洋", Act::Accept("青城管信〔2026〕14号")),
        on("调解", "2026-09-29T14:50", "汪洋", Act::Refused(&Act::Refer("移交街道人民调解。"), "CONSENT_MISSING")),
        on(
            "调解",
            "2026-09-29T15:00",
            "汪洋",
            Act::Entry(r##"{"consent":{"party":"甲","state":"given","evidence":"#同意调解书.jpg"}}"##),
        ),
        on(
            "调解",
            "2026-09-29T15:01",
            "汪洋",
            Act::Entry(r##"{"consent":{"party":"乙物业公司","state":"given","evidence":"#同意调解书.jpg"}}"##),
        ),
        on("调解", "2026-09-29T15:10", "汪洋", Act::Refer("双方同意，移交街道人民调解。")),
        on("调解", "2026-09-30T09:00", "陶文斌", Act::Acknowledge),
        on("调解", "2026-09-30T09:05", "陶文斌", Act::Accept("青街调〔2026〕55号")),
        on("调解", "2026-10-12T15:00", "陶文斌", Act::Agree("乙物业公司修复排水管并补偿清淤费用。", "")),
        on("调解", "2026-10-13T09:00", "汪洋", Act::Confirm),
        on(
            "调解",
            "2026-10-20T10:00",
            "汪洋",
            Act::Entry(
                r##"{"reply":{"level":"first","number":"青城管信答〔2026〕9号","request":"修复小区排水并赔偿","facts":"排水管被施工毁损","opinion":"已调解，修复完毕","legal_basis":"《信访工作条例》第33条","document":"#信访处理意见书.pdf","delivered_at":"2026-10-20T09:00"}}"##,
            ),
        ),
        on("城管", "2026-10-20T11:00", "汪洋", Act::Report("已达成调解协议，修复完毕。")),
        on("城管", "2026-10-21T09:00", "程硕", Act::Confirm),
    ],
    ..Case::PLAIN
};

/// 案例九 信访复查复核: sixty days, and thirty for each of the four steps after it; the hearing is not counted.
pub(super) const THREE_LEVELS: Case = Case {
    number: 9,
    title: "甲要求落实安置补偿信访事项",
    category: "征地拆迁",
    summary: "甲反映安置补偿数额有误，要求核实补发。",
    parties: &[applicant("甲"), organisation("乙镇人民政府")],
    own_number: "青信〔2025〕1201号",
    materials: &["信访事项登记表.pdf"],
    sender: PETITIONS,
    others: &[Line {
        name: "再访",
        matter: Source::Registered,
        sender: PETITIONS,
        receiver: "",
        kind: "",
        procedure: None,
        mode: None,
    }],
    steps: &[
        step("2025-12-01T09:00", "程硕", Act::Register),
        step(
            "2025-12-01T09:05",
            "程硕",
            Act::Entry(r#"{"sorting":{"sort":"claim","way":"handling","accepted_at":"2025-12-01T09:05"}}"#),
        ),
        due("2025-12-01T09:05", "XF05", "2026-01-30"),
        step(
            "2026-01-30T16:00",
            "程硕",
            Act::Entry(
                r##"{"reply":{"level":"first","number":"青信答〔2026〕3号","request":"补发安置补偿","facts":"补偿已按标准核算","opinion":"不予补发","legal_basis":"《信访工作条例》第32条","document":"#信访处理意见书.pdf","delivered_at":"2026-01-30T16:00"}}"##,
            ),
        ),
        due("2026-01-30T16:00", "XF06", "2026-03-02"),
        step(
            "2026-02-26T10:00",
            "程硕",
            Act::Entry(r#"{"review_asked":{"level":"review","asked_at":"2026-02-26T10:00"}}"#),
        ),
        due("2026-02-26T10:00", "XF07", "2026-03-30"),
        step(
            "2026-03-27T15:00",
            "程硕",
            Act::Entry(
                r##"{"reply":{"level":"review","number":"云信复查〔2026〕2号","request":"补发安置补偿","facts":"原办理查明的事实清楚","opinion":"维持","legal_basis":"《信访工作条例》第35条","document":"#复查意见书.pdf","delivered_at":"2026-03-27T15:00"}}"##,
            ),
        ),
        step(
            "2026-04-20T10:00",
            "程硕",
            Act::Entry(r#"{"review_asked":{"level":"second_review","asked_at":"2026-04-20T10:00"}}"#),
        ),
        due("2026-04-20T10:00", "XF09", "2026-05-20"),
        step("2026-05-06T00:00", "程硕", Act::Own(Own::Suspend("XF09", SuspendReason::Hearing, "听证通知书.pdf"))),
        step("2026-05-12T00:00", "程硕", Act::Own(Own::Resume("XF09"))),
        due("2026-05-12T00:00", "XF09", "2026-05-26"),
        step(
            "2026-05-22T15:00",
            "程硕",
            Act::Entry(
                r##"{"reply":{"level":"second_review","number":"临信复核〔2026〕1号","request":"补发安置补偿","facts":"复查查明的事实清楚","opinion":"维持","legal_basis":"《信访工作条例》第36条","document":"#复核意见书.pdf","delivered_at":"2026-05-22T15:00"}}"##,
            ),
        ),
        step(
            "2026-06-08T09:00",
            "程硕",
            Act::Refused(
                &Act::Entry(r#"{"review_asked":{"level":"review","asked_at":"2026-06-08T09:00"}}"#),
                "REVIEW_EXHAUSTED",
            ),
        ),
        // 变体: 三级终结后再访，并入一案一码即有提示，经核对只作登记，不再起算办理期限。
        on("再访", "2026-06-08T09:10", "程硕", Act::Register),
        on(
            "再访",
            "2026-06-08T09:12",
            "程硕",
            Act::Entry(r#"{"dispute_link":{"dispute_code":"$dispute","reason":"与青信〔2025〕1201号为同一争议。"}}"#),
        ),
        on("再访", "2026-06-08T09:13", "程硕", Act::Advised(ARTICLE_36)),
        on(
            "再访",
            "2026-06-08T09:15",
            "程硕",
            Act::Entry(r#"{"repeat":{"why":"exhausted","earlier":"青信〔2025〕1201号"}}"#),
        ),
        on("再访", "2026-06-08T09:20", "程硕", Act::Refused(&Act::Own(Own::Start("XF05", None)), "REVIEW_EXHAUSTED")),
    ],
    ..Case::PLAIN
};

/// 案例十二 重复移交、幂等: one dispute, two handoffs, each with its own receipt; what is asked twice is done once.
pub(super) const TWICE_REPORTED: Case = Case {
    number: 12,
    title: "甲与乙相邻排水纠纷",
    category: "邻里纠纷",
    summary: "甲先拨打110，后又到信访局反映，要求乙停止排水侵害。",
    parties: &[applicant("甲"), respondent("乙")],
    agreed: &["甲", "乙"],
    own_number: "青公（城）接字〔2026〕0413号",
    materials: &["接处警登记表.pdf"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    others: &[Line {
        name: "信访",
        matter: Source::Registered,
        sender: PETITIONS,
        receiver: BUREAU,
        kind: "petition",
        procedure: None,
        mode: None,
    }],
    steps: &[
        step("2026-04-13T09:00", "周立平", Act::Twice(&Act::Register)),
        step("2026-04-13T09:05", "周立平", Act::Entry(r#"{"intake":{"source":"call_110"}}"#)),
        step("2026-04-13T09:09", "韩振东", APPROVED),
        step("2026-04-13T09:10", "周立平", Act::Twice(&Act::Refer("双方同意调解。"))),
        due("2026-04-13T09:10", "DS01", "2026-04-14"),
        on("信访", "2026-04-13T11:00", "程硕", Act::Twice(&Act::Register)),
        on("信访", "2026-04-13T11:01", "程硕", Act::Entry(r#"{"intake":{"source":"visit"}}"#)),
        on(
            "信访",
            "2026-04-13T11:05",
            "程硕",
            // Only the police have the code: a leader answers for joining a dispute that nobody here has a file of.
            Act::LeaderEntry(
                r#"{"dispute_link":{"dispute_code":"$dispute","reason":"与110工单为同一争议，一案一码。"}}"#,
            ),
        ),
        on("信访", "2026-04-13T11:10", "程硕", Act::Twice(&Act::Refer("同一争议，双方同意调解。"))),
        due_on("信访", "2026-04-13T11:10", "DS01", "2026-04-14"),
        on("信访", "2026-04-13T11:10", "系统", Act::OneDispute("")),
        step("2026-04-13T14:00", "陶文斌", Act::Twice(&Act::Acknowledge)),
        on("信访", "2026-04-13T14:05", "陶文斌", Act::Twice(&Act::Acknowledge)),
        step("2026-04-13T14:10", "陶文斌", Act::Accept("青城调〔2026〕61号")),
        on("信访", "2026-04-13T14:11", "陶文斌", Act::Accept("青城调〔2026〕61号")),
        step("2026-04-20T15:00", "江月琴", Act::Agree("乙改道排水，双方互不追究。", "2026-05-10")),
        on("信访", "2026-04-20T15:05", "江月琴", Act::Agree("乙改道排水，双方互不追究。", "2026-05-10")),
        step("2026-04-21T09:00", "周立平", Act::Confirm),
        on("信访", "2026-04-21T09:10", "程硕", Act::Confirm),
    ],
    ..Case::PLAIN
};
