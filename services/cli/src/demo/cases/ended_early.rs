//! Handoffs that end before their time: declined and handed over again, recalled before and after acceptance, withdrawn by a party.

use super::super::script::{Act, Case, OnRecall};
use super::{APPROVED, BUREAU, COURTS, PETITIONS, POLICE, applicant, organisation, respondent, step};
use duijie_proto::v1::{Answer, DeclineCode, Procedure};

pub(super) const CASES: &[&Case] = &[&SQUARE, &MISDIRECTED, &TENANCY, &PARKING];

const SQUARE: Case = Case {
    title: "临湖花园广场舞噪声纠纷",
    category: "邻里纠纷",
    summary: "居民石国平多次报警称广场舞音响扰民，与领舞人乔桂香发生口角。",
    parties: &[applicant("石国平"), respondent("乔桂香")],
    agreed: &["石国平", "乔桂香"],
    own_number: "青公（湖）接字〔2026〕0311号",
    materials: &["接处警登记表.pdf"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    procedure: None,
    steps: &[
        step("2026-03-03T11:00", "方致远", Act::Register),
        step("2026-03-03T11:04", "韩振东", APPROVED),
        step("2026-03-03T11:05", "方致远", Act::Refer("多次警情，建议人民调解。")),
        step("2026-03-03T15:00", "陶文斌", Act::Acknowledge),
        step(
            "2026-03-04T09:00",
            "陶文斌",
            Act::Decline(DeclineCode::MaterialsMissing, "未附现场处置记录和噪声检测记录，补齐后可重新移交。"),
        ),
        step("2026-03-05T10:30", "方致远", Act::ReferAgain("记录已补齐，重新移交。")),
        step("2026-03-05T11:00", "陶文斌", Act::Acknowledge),
        step("2026-03-05T15:00", "陶文斌", Act::Accept("青湖调〔2026〕12号")),
        step("2026-03-05T15:05", "陶文斌", Act::AssignBody("青河县临湖街道人民调解委员会")),
        step("2026-03-05T15:06", "陶文斌", Act::AssignMediator("江月琴")),
        step("2026-03-10T19:30", "江月琴", Act::Agree("每晚八时半前结束，音量不超过约定分贝，双方互致歉意。", "")),
        step("2026-03-11T09:00", "方致远", Act::Confirm),
    ],
    ..Case::PLAIN
};

const MISDIRECTED: Case = Case {
    title: "东岭村道路硬化信访事项",
    category: "山林土地纠纷",
    summary: "信访人代表韦长根反映村道硬化占用其承包地边角。登记后查明属镇政府正在办理的同一事项。",
    parties: &[applicant("韦长根"), organisation("东岭村民委员会")],
    agreed: &["韦长根", "东岭村民委员会"],
    own_number: "青信〔2026〕91号",
    materials: &["信访事项登记表.pdf"],
    sender: PETITIONS,
    receiver: BUREAU,
    kind: "petition",
    procedure: None,
    steps: &[
        step("2026-03-05T09:30", "程硕", Act::Register),
        step("2026-03-05T09:35", "程硕", Act::Refer("双方有调解意愿。")),
        step(
            "2026-03-05T10:05",
            "程硕",
            Act::Recall("镇人民政府已受理同一事项，避免重复办理。", OnRecall::GrantedAtOnce),
        ),
    ],
    ..Case::PLAIN
};

const TENANCY: Case = Case {
    title: "凌芳诉鲍俊房屋租赁合同纠纷",
    category: "房屋租赁合同纠纷",
    summary: "凌芳起诉请求退还押金。调解期间原告发现被告主体有误，申请撤诉。",
    parties: &[applicant("凌芳"), respondent("鲍俊")],
    own_number: "（2026）临9921民初255号",
    materials: &["民事起诉状.pdf"],
    sender: COURTS,
    receiver: BUREAU,
    kind: "litigation",
    procedure: Some(Procedure::Ordinary),
    steps: &[
        step("2026-03-05T14:00", "沈岚", Act::Register),
        step("2026-03-05T14:05", "沈岚", Act::Refer("数额不大，建议先行调解。")),
        step("2026-03-05T16:00", "陶文斌", Act::Acknowledge),
        step("2026-03-06T09:30", "陶文斌", Act::Accept("青诉调〔2026〕22号")),
        step("2026-03-10T10:00", "沈岚", Act::Recall("原告申请撤诉，已裁定准许。", OnRecall::AnOfficerDecides)),
        step("2026-03-10T14:30", "温建国", Act::AnswerRecall(Answer::Grant)),
    ],
    ..Case::PLAIN
};

const PARKING: Case = Case {
    title: "詹明与佟海涛停车位纠纷",
    category: "邻里纠纷",
    summary: "詹明与佟海涛因占用车位发生争执报警，民警劝解后双方同意调解。",
    parties: &[applicant("詹明"), respondent("佟海涛")],
    agreed: &["詹明", "佟海涛"],
    own_number: "青公（城）接字〔2026〕0327号",
    materials: &["接处警登记表.pdf"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    procedure: None,
    steps: &[
        step("2026-03-09T10:00", "秦立国", Act::Register),
        step("2026-03-09T10:04", "韩振东", APPROVED),
        step("2026-03-09T10:05", "秦立国", Act::Refer("双方同意调解。")),
        step("2026-03-09T10:40", "陶文斌", Act::Acknowledge),
        step("2026-03-09T11:00", "陶文斌", Act::Accept("青城调〔2026〕46号")),
        step("2026-03-09T11:05", "陶文斌", Act::AssignBody("青河县城关镇人民调解委员会")),
        step("2026-03-11T15:20", "江月琴", Act::Withdraw("詹明", "已与物业换租车位，不再要求调解。")),
    ],
    ..Case::PLAIN
};
