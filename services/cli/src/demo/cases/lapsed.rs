//! A handoff that nobody signs for: the deadline passes, the sender's desk has the proof, and the matter is handed over again.

use super::super::script::{Act, Case};
use super::{APPROVED, BUREAU, POLICE, applicant, respondent, step};

pub(super) const CASES: &[&Case] = &[&FENCE];

const FENCE: Case = Case {
    title: "邵大山与庞立新宅基地围墙纠纷",
    category: "宅基地纠纷",
    summary: "邵大山翻建围墙，庞立新认为占用公共通道，双方推搡后报警，未造成伤害，均表示愿意调解。",
    parties: &[applicant("邵大山"), respondent("庞立新")],
    agreed: &["邵大山", "庞立新"],
    own_number: "青公（东）接字〔2026〕0319号",
    materials: &["接处警登记表.pdf", "围墙照片.jpg"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    procedure: None,
    steps: &[
        step("2026-03-05T16:00", "方致远", Act::Register),
        step("2026-03-05T16:04", "韩振东", APPROVED),
        step("2026-03-05T16:05", "方致远", Act::Refer("建议由东岭司法所调处。")),
        // 签收 is due within one working day: 6 March 24:00, a Friday. On Monday morning it has lapsed.
        step("2026-03-09T08:45", "方致远", Act::Silence),
        step("2026-03-09T09:00", "方致远", Act::ReferAgain("前次移交逾期未签收，重新移交并电话告知。")),
        step("2026-03-09T09:20", "陶文斌", Act::Acknowledge),
        step("2026-03-09T10:00", "陶文斌", Act::Accept("青岭调〔2026〕5号")),
        step("2026-03-09T10:10", "陶文斌", Act::AssignBody("青河县东岭镇人民调解委员会")),
        step("2026-03-09T10:11", "陶文斌", Act::AssignMediator("阮志宏")),
        step("2026-03-16T15:40", "阮志宏", Act::Agree("围墙退让三十厘米，通道宽度恢复至一点八米。", "2026-03-31")),
        step("2026-03-17T09:00", "方致远", Act::Confirm),
    ],
    ..Case::PLAIN
};
