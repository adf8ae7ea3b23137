//! Cases of petitions: sent to the wrong agency, taken through three levels, and reported twice.

use super::super::{BUREAU, Case, PETITIONS, POLICE, applicant, due, due_on, on, organisation, respondent, step};
use crate::demo::script::{Act, Line, Own, Source};
use duijie_proto::v1::{Ending, SuspendReason};

/// 案例六 访调·错机关异议.
pub(super) const WRONG_AGENCY: Case = Case {
    number: 6,
    title: "某小区排水管毁损信访事项",
    category: "物业纠纷",
    summary: "甲反映小区排水管被毁损，要求修复并赔偿。",
    parties: &[applicant("甲"), organisation("乙物业公司")],
    own_number: "青信〔2026〕920号",
    materials: &["信访事项登记表.pdf"],
    sender: PETITIONS,
    receiver: BUREAU,
    kind: "petition",
    steps: &[
        step("2026-09-20T09:00", "程硕", Act::Register),
        step("2026-09-20T09:05", "程硕", Act::Own(Own::Start("XF01", None))),
        due("2026-09-20T09:05", "XF01", "2026-10-08"),
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
    steps: &[
        step("2025-12-01T09:00", "程硕", Act::Register),
        step("2025-12-01T09:05", "程硕", Act::Own(Own::Start("XF05", None))),
        due("2025-12-01T09:05", "XF05", "2026-01-30"),
        step("2026-01-30T16:00", "程硕", Act::Own(Own::End("XF05", Ending::Done, "信访处理意见书当日送达"))),
        due("2026-01-30T16:00", "XF06", "2026-03-02"),
        step("2026-02-26T10:00", "程硕", Act::Own(Own::End("XF06", Ending::Done, "收到复查请求"))),
        due("2026-02-26T10:00", "XF07", "2026-03-30"),
        step("2026-03-27T15:00", "程硕", Act::Own(Own::End("XF07", Ending::Done, "复查意见送达"))),
        step("2026-04-20T10:00", "程硕", Act::Own(Own::End("XF08", Ending::Done, "收到复核请求"))),
        due("2026-04-20T10:00", "XF09", "2026-05-20"),
        step("2026-05-06T00:00", "程硕", Act::Own(Own::Suspend("XF09", SuspendReason::Hearing, "听证通知书.pdf"))),
        step("2026-05-12T00:00", "程硕", Act::Own(Own::Resume("XF09"))),
        due("2026-05-12T00:00", "XF09", "2026-05-26"),
        step("2026-05-22T15:00", "程硕", Act::Own(Own::End("XF09", Ending::Done, "复核维持原处理意见"))),
        step("2026-06-08T09:00", "程硕", Act::Refused(&Act::Own(Own::Start("XF05", None)), "REVIEW_EXHAUSTED")),
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
    }],
    steps: &[
        step("2026-04-13T09:00", "周立平", Act::Twice(&Act::Register)),
        step("2026-04-13T09:05", "周立平", Act::Entry(r#"{"intake":{"source":"call_110"}}"#)),
        step("2026-04-13T09:10", "周立平", Act::Twice(&Act::Refer("双方同意调解。"))),
        due("2026-04-13T09:10", "DS01", "2026-04-14"),
        on("信访", "2026-04-13T11:00", "程硕", Act::Twice(&Act::Register)),
        on("信访", "2026-04-13T11:01", "程硕", Act::Entry(r#"{"intake":{"source":"visit"}}"#)),
        on(
            "信访",
            "2026-04-13T11:05",
            "程硕",
            Act::Entry(r#"{"dispute_link":{"dispute_code":"$dispute","reason":"与110工单为同一争议，一案一码。"}}"#),
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
