//! Cases of the courts: a consent that is withdrawn, a commission that is not taken on, an agreement that is not confirmed.

use super::super::{
    APPROVED, BUREAU, COURTS, Case, POLICE, applicant, due, due_on, on, organisation, respondent, step,
};
use crate::demo::script::{Act, Line, Source};
use duijie_proto::v1::{CommissionMode, ConfirmationDecision, DeclineCode, FailureReason, Procedure, RejectionGround};

const AGREES: &str = r##"{"consent":{"party":"乙","state":"given","evidence":"#同意调解书.pdf"}}"##;
const BACK_TO_TRIAL: &str =
    "《最高人民法院关于人民法院特邀调解的规定》第21条第2款；《人民法院在线调解规则》第22条第1款";
const FEE_NOTICE: &str = "最高人民法院《关于严格依法规范民事案件立案与调解工作的意见》六";
/// As the mediation was concluded with it.
const AGREEMENT: &str = "人民调解协议书.pdf";
/// As the parties changed it after the ruling.
const REWRITTEN: &str = "人民调解协议书（变更）.pdf";
const WITHDRAWS: &str = r##"{"consent":{"party":"乙","state":"withdrawn","evidence":"#撤回同意书.pdf"}}"##;

/// 案例四 诉调·撤回同意: seven days, thirty more by consent, and back to trial on the day on which one withdraws it.
pub(super) const CONSENT_WITHDRAWN: Case = Case {
    number: 4,
    title: "甲诉乙买卖合同纠纷",
    category: "买卖合同纠纷",
    summary: "甲起诉请求乙支付货款，适用简易程序。",
    parties: &[applicant("甲"), respondent("乙")],
    own_number: "（2026）临0101民初1123号",
    materials: &["民事起诉状.pdf", "送货单.pdf"],
    sender: COURTS,
    receiver: BUREAU,
    kind: "litigation",
    procedure: Some(Procedure::Summary),
    others: &[Line {
        name: "调解",
        matter: Source::BroughtBy(""),
        sender: BUREAU,
        receiver: "",
        kind: "",
        procedure: None,
        mode: None,
    }],
    steps: &[
        step("2026-11-04T09:00", "沈岚", Act::Register),
        step("2026-11-04T10:00", "沈岚", Act::Entry(AGREES)),
        step("2026-11-05T10:00", "沈岚", Act::Refer("委托先行调解。")),
        step("2026-11-06T09:00", "陶文斌", Act::Acknowledge),
        step("2026-11-06T09:05", "陶文斌", Act::Accept("青诉调〔2026〕91号")),
        due("2026-11-06T09:05", "SU08", "2026-11-13"),
        on("调解", "2026-11-06T15:00", "江月琴", Act::Entry(AGREES)),
        step("2026-11-12T15:00", "江月琴", Act::Extend(30, "双方对账需要时间，书面同意延长。")),
        due("2026-11-12T15:00", "SU08", "2026-12-14"),
        on("调解", "2026-11-24T10:00", "江月琴", Act::Entry(WITHDRAWS)),
        step(
            "2026-11-24T10:30",
            "江月琴",
            Act::Fail(
                FailureReason::PartyRefuses,
                "乙书面撤回调解同意，调解终止，材料退回。",
                "双方对送货数量没有争议。",
            ),
        ),
        step("2026-11-24T16:00", "沈岚", Act::Confirm),
        // 转入审理，记录无争议事实，通知交费。
        step("2026-11-24T16:02", "沈岚", Act::Advised(BACK_TO_TRIAL)),
        step("2026-11-24T16:03", "沈岚", Act::Advised(FEE_NOTICE)),
        step("2026-11-24T16:05", "沈岚", Act::Entry(WITHDRAWS)),
        step("2026-11-24T16:10", "沈岚", Act::Entry(r#"{"case_step":{"act":"fee_notified","on":"2026-11-24"}}"#)),
        step("2026-11-24T16:12", "沈岚", Act::Entry(r#"{"case_step":{"act":"trial_resumed","on":"2026-11-24"}}"#)),
        step("2026-11-25T09:00", "沈岚", Act::Refused(&Act::Refer("再次委托调解。"), "CONSENT_REFUSED")),
    ],
    ..Case::PLAIN
};

/// 案例五 拒接→改派: three working days across the Spring Festival, of which 14 February is one; refused in time, and silent.
pub(super) const NOT_TAKEN_ON: Case = Case {
    number: 5,
    title: "某公司诉乙公司医疗器械专利纠纷",
    category: "知识产权纠纷",
    summary: "某医疗器械专利侵权纠纷，法院委派调解。",
    parties: &[applicant("甲"), organisation("乙公司")],
    agreed: &["甲"],
    own_number: "（2026）临9921民初213号",
    materials: &["民事起诉状.pdf"],
    sender: COURTS,
    receiver: BUREAU,
    kind: "litigation",
    mode: Some(CommissionMode::PreFilingDelegation),
    others: &[Line {
        name: "无回应",
        matter: Source::Registered,
        sender: COURTS,
        receiver: BUREAU,
        kind: "litigation",
        procedure: None,
        mode: Some(CommissionMode::PreFilingDelegation),
    }],
    steps: &[
        step("2026-02-13T09:00", "沈岚", Act::Register),
        step("2026-02-13T09:10", "沈岚", Act::Refer("委派青河县商事调解室调解。")),
        on("无回应", "2026-02-13T09:30", "沈岚", Act::Register),
        on("无回应", "2026-02-13T09:40", "沈岚", Act::Refer("委派青河县商事调解室调解。")),
        step("2026-02-13T14:00", "陶文斌", Act::Acknowledge),
        due("2026-02-13T14:00", "SU04", "2026-02-25"),
        on("无回应", "2026-02-13T14:05", "陶文斌", Act::Acknowledge),
        due_on("无回应", "2026-02-13T14:05", "SU04", "2026-02-25"),
        step("2026-02-24T10:00", "陶文斌", Act::Decline(DeclineCode::OutOfScope, "专利技术争议超出本调解室擅长领域。")),
        step("2026-02-24T15:00", "沈岚", Act::ReferAgain("改派青河县知识产权纠纷人民调解委员会。")),
        step("2026-02-24T16:00", "陶文斌", Act::Acknowledge),
        step("2026-02-24T16:10", "陶文斌", Act::Accept("青知调〔2026〕2号")),
        step("2026-02-24T16:12", "陶文斌", Act::AssignBody("青河县知识产权纠纷人民调解委员会")),
        on("无回应", "2026-02-26T00:00", "系统", Act::Silence),
        on(
            "无回应",
            "2026-02-26T09:00",
            "沈岚",
            Act::ReferAgain("逾期未回应，重新指定青河县知识产权纠纷人民调解委员会。"),
        ),
        on("无回应", "2026-02-26T10:00", "陶文斌", Act::Acknowledge),
        on("无回应", "2026-02-26T10:10", "陶文斌", Act::Accept("青知调〔2026〕3号")),
        on("无回应", "2026-03-09T15:00", "陶文斌", Act::Settle("双方签订许可协议，甲撤回起诉。")),
        step("2026-03-09T15:00", "陶文斌", Act::Agree("乙公司停止使用并支付许可费。", "2026-04-30")),
        on("无回应", "2026-03-09T16:00", "沈岚", Act::Confirm),
        step("2026-03-09T16:00", "沈岚", Act::Confirm),
    ],
    ..Case::PLAIN
};

const CONFIRMATION: Line = Line {
    name: "",
    matter: Source::Registered,
    sender: BUREAU,
    receiver: COURTS,
    kind: "confirmation",
    procedure: None,
    mode: None,
};

/// 案例七 司法确认驳回: an agreement about title is rejected; rewritten as a duty to perform it is confirmed.
pub(super) const CONFIRMATION_REJECTED: Case = Case {
    number: 7,
    title: "甲与乙房屋过户纠纷",
    category: "房屋买卖合同纠纷",
    summary: "双方经人民调解达成协议，约定房屋归乙所有。",
    parties: &[applicant("甲"), respondent("乙")],
    agreed: &["甲", "乙"],
    own_number: "青公（城）接字〔2026〕0312号",
    materials: &["接处警登记表.pdf"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    others: &[
        Line { name: "确认", matter: Source::BroughtBy(""), ..CONFIRMATION },
        Line {
            name: "离婚调解",
            matter: Source::Registered,
            sender: POLICE,
            receiver: BUREAU,
            kind: "police",
            procedure: None,
            mode: None,
        },
        Line { name: "离婚", matter: Source::BroughtBy("离婚调解"), ..CONFIRMATION },
    ],
    steps: &[
        step("2026-03-12T10:00", "周立平", Act::Register),
        step("2026-03-12T10:04", "韩振东", APPROVED),
        step("2026-03-12T10:05", "周立平", Act::Refer("双方同意调解。")),
        step("2026-03-12T11:00", "陶文斌", Act::Acknowledge),
        step("2026-03-12T11:05", "陶文斌", Act::Accept("青城调〔2026〕77号")),
        step("2026-03-27T10:00", "江月琴", Act::Agree("房屋归乙所有，乙付清余款。", "2026-06-30")),
        step("2026-03-27T10:02", "周立平", Act::Confirm),
        due_on("确认", "2026-03-27T10:05", "SC01", "2026-04-27"),
        on("确认", "2026-04-27T10:00", "江月琴", Act::ApplyForConfirmation("2026-03-27", AGREEMENT)),
        on("确认", "2026-04-27T15:00", "沈岚", Act::Acknowledge),
        on("确认", "2026-04-28T09:00", "沈岚", Act::Accept("（2026）临9921民特33号")),
        due_on("确认", "2026-04-28T09:00", "SC03", "2026-05-28"),
        on(
            "确认",
            "2026-05-20T15:00",
            "沈岚",
            Act::Rule(ConfirmationDecision::Rejected, Some(RejectionGround::Other), "（2026）临9921民特33号"),
        ),
        on("确认", "2026-05-21T09:00", "江月琴", Act::Confirm),
        on(
            "确认",
            "2026-05-21T09:10",
            "江月琴",
            Act::Entry(
                r#"{"circumstance":{"code":"title_confirmation","finding":"found","text":"裁定驳回：协议约定房屋归乙所有，属物权确权。"}}"#,
            ),
        ),
        on(
            "确认",
            "2026-05-21T09:15",
            "江月琴",
            Act::Refused(&Act::ApplyForConfirmation("2026-05-21", REWRITTEN), "EXCLUDED_TITLE_CONFIRMATION"),
        ),
        on(
            "确认",
            "2026-05-25T10:00",
            "江月琴",
            Act::Entry(
                r#"{"circumstance":{"code":"title_confirmation","finding":"corrected","text":"双方改写为甲于三十日内协助办理过户，重新达成协议。"}}"#,
            ),
        ),
        on("确认", "2026-05-25T10:30", "江月琴", Act::ApplyForConfirmation("2026-05-25", REWRITTEN)),
        on("确认", "2026-05-25T15:00", "沈岚", Act::Acknowledge),
        on("确认", "2026-05-26T09:00", "沈岚", Act::Accept("（2026）临9921民特41号")),
        on("确认", "2026-06-02T15:00", "沈岚", Act::Rule(ConfirmationDecision::Valid, None, "（2026）临9921民特41号")),
        on("确认", "2026-06-03T09:00", "江月琴", Act::Confirm),
        // 变体: 含离婚内容, 不予受理。
        on("离婚调解", "2026-06-04T08:30", "周立平", Act::Register),
        on("离婚调解", "2026-06-04T08:31", "韩振东", APPROVED),
        on("离婚调解", "2026-06-04T08:32", "周立平", Act::Refer("家庭纠纷，双方同意调解。")),
        on("离婚调解", "2026-06-04T08:35", "陶文斌", Act::Acknowledge),
        on("离婚调解", "2026-06-04T08:40", "陶文斌", Act::Accept("青城调〔2026〕99号")),
        on("离婚调解", "2026-06-04T09:00", "江月琴", Act::Agree("双方解除婚姻关系，房屋归乙。", "")),
        on("离婚调解", "2026-06-04T09:01", "周立平", Act::Confirm),
        on("离婚", "2026-06-04T09:10", "江月琴", Act::ApplyForConfirmation("2026-06-04", AGREEMENT)),
        on("离婚", "2026-06-04T15:00", "沈岚", Act::Acknowledge),
        on(
            "离婚",
            "2026-06-05T09:00",
            "沈岚",
            Act::Decline(DeclineCode::OutOfScope, "协议含解除婚姻关系的内容，依民事诉讼法解释第355条不予受理。"),
        ),
        on(
            "离婚",
            "2026-06-05T10:00",
            "江月琴",
            Act::Entry(
                r#"{"circumstance":{"code":"status_confirmation","finding":"found","text":"协议含解除婚姻关系的内容。"}}"#,
            ),
        ),
        on(
            "离婚",
            "2026-06-05T10:05",
            "江月琴",
            Act::Refused(&Act::ApplyForConfirmation("2026-06-04", AGREEMENT), "EXCLUDED_STATUS_CONFIRMATION"),
        ),
    ],
    ..Case::PLAIN
};
