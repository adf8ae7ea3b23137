//! Handoffs that go to their end without trouble: one 公调, two 诉调, one 访调.

use super::super::script::{Act, Case};
use super::{APPROVED, BUREAU, COURTS, PETITIONS, POLICE, applicant, organisation, respondent, step};
use duijie_proto::v1::{FailureReason, Procedure};

pub(super) const CASES: &[&Case] = &[&LEAK, &LOAN, &PROPERTY_FEE, &DRAINAGE];

const LEAK: Case = Case {
    title: "何秀兰与罗永强楼上漏水纠纷",
    category: "邻里纠纷",
    summary: "何秀兰报警称楼上罗永强家卫生间漏水，致其客厅吊顶损坏，双方在楼道争吵。民警到场，无违法行为，双方均愿意调解。",
    parties: &[applicant("何秀兰"), respondent("罗永强")],
    agreed: &["何秀兰", "罗永强"],
    own_number: "青公（城）接字〔2026〕0302号",
    materials: &["接处警登记表.pdf", "现场照片.jpg"],
    sender: POLICE,
    receiver: BUREAU,
    kind: "police",
    procedure: None,
    steps: &[
        step("2026-03-02T09:20", "秦立国", Act::Register),
        step("2026-03-02T09:24", "韩振东", APPROVED),
        step("2026-03-02T09:25", "秦立国", Act::Refer("无治安违法行为，双方同意调解，移请驻所人民调解室处理。")),
        step("2026-03-02T09:50", "陶文斌", Act::Acknowledge),
        step("2026-03-02T10:30", "陶文斌", Act::Accept("青城调〔2026〕41号")),
        step("2026-03-02T10:35", "陶文斌", Act::AssignBody("青河县城关镇人民调解委员会")),
        step("2026-03-02T10:36", "陶文斌", Act::AssignMediator("江月琴")),
        step(
            "2026-03-04T15:00",
            "江月琴",
            Act::Progress("已上门查看，漏水点在楼上地漏接口，罗永强愿意修复并协商赔偿。"),
        ),
        step(
            "2026-03-05T16:30",
            "江月琴",
            Act::Agree("罗永强七日内修复地漏，赔偿何秀兰吊顶维修费一千二百元。", "2026-03-20"),
        ),
        step("2026-03-06T09:10", "秦立国", Act::Confirm),
    ],
    ..Case::PLAIN
};

const LOAN: Case = Case {
    title: "孟庆华诉段志远民间借贷纠纷",
    category: "民间借贷纠纷",
    summary: "孟庆华持借条起诉，请求段志远归还借款四万五千元及利息。段志远认可借款，对已还数额有争议。",
    parties: &[applicant("孟庆华"), respondent("段志远")],
    agreed: &["孟庆华", "段志远"],
    own_number: "（2026）临9921民初218号",
    materials: &["民事起诉状.pdf", "借条.jpg"],
    sender: COURTS,
    receiver: BUREAU,
    kind: "litigation",
    procedure: Some(Procedure::Summary),
    steps: &[
        step("2026-03-02T09:40", "沈岚", Act::Register),
        step("2026-03-02T09:45", "沈岚", Act::Refer("事实较清楚，双方同意先行调解，适用简易程序。")),
        step("2026-03-02T10:10", "陶文斌", Act::Acknowledge),
        step("2026-03-02T14:00", "陶文斌", Act::Accept("青诉调〔2026〕17号")),
        step("2026-03-02T14:05", "陶文斌", Act::AssignBody("青河县诉调对接人民调解室")),
        step("2026-03-02T14:06", "陶文斌", Act::AssignMediator("葛思远")),
        step(
            "2026-03-06T11:20",
            "葛思远",
            Act::Fail(
                FailureReason::TooFarApart,
                "双方对二〇二五年九月一笔八千元转账是否为还款各执一词。",
                "双方对借款本金四万五千元、借款日期无争议。",
            ),
        ),
        step("2026-03-06T16:40", "沈岚", Act::Confirm),
    ],
    ..Case::PLAIN
};

const PROPERTY_FEE: Case = Case {
    title: "云渡安居物业公司诉柏春生物业服务合同纠纷",
    category: "物业服务合同纠纷",
    summary: "云渡安居物业公司起诉请求柏春生支付两年物业费。柏春生以电梯长期停运为由拒付。",
    parties: &[applicant("云渡安居物业公司"), respondent("柏春生")],
    own_number: "（2026）临9921民初231号",
    materials: &["民事起诉状.pdf", "物业服务合同.pdf"],
    sender: COURTS,
    receiver: BUREAU,
    kind: "litigation",
    procedure: Some(Procedure::Ordinary),
    steps: &[
        step("2026-03-03T09:15", "沈岚", Act::Register),
        step("2026-03-03T09:20", "沈岚", Act::Refer("同类纠纷涉及多户，建议由物业纠纷调解组织处理。")),
        step("2026-03-03T10:40", "陶文斌", Act::Acknowledge),
        step("2026-03-04T09:30", "陶文斌", Act::RequestSupplement(&["电梯维保记录", "物业费催缴通知"])),
        step("2026-03-05T10:00", "沈岚", Act::Supply(&["电梯维保记录.pdf", "物业费催缴通知.pdf"])),
        step("2026-03-05T14:20", "陶文斌", Act::Accept("青诉调〔2026〕19号")),
        step("2026-03-05T14:25", "陶文斌", Act::AssignBody("青河县物业纠纷人民调解委员会")),
        step("2026-03-05T14:26", "陶文斌", Act::AssignMediator("祝晓梅")),
        step("2026-03-12T15:10", "祝晓梅", Act::Settle("双方自行和解，柏春生当场缴清，物业公司减免三成，申请撤诉。")),
        step("2026-03-13T09:00", "沈岚", Act::Confirm),
    ],
    ..Case::PLAIN
};

const DRAINAGE: Case = Case {
    title: "翠湖小区雨水倒灌信访事项",
    category: "损害赔偿纠纷",
    summary: "信访人褚玉梅反映翠湖小区施工单位损坏排水管，雨天倒灌致其储藏室物品受损，要求赔偿。双方同意人民调解。",
    parties: &[applicant("褚玉梅"), organisation("云渡宏筑建设公司")],
    agreed: &["褚玉梅", "云渡宏筑建设公司"],
    own_number: "青信〔2026〕86号",
    materials: &["信访事项登记表.pdf", "受损照片.jpg"],
    sender: PETITIONS,
    receiver: BUREAU,
    kind: "petition",
    procedure: None,
    steps: &[
        step("2026-03-03T10:00", "程硕", Act::Register),
        step("2026-03-03T10:10", "程硕", Act::Refer("属于可以通过人民调解化解的事项，双方书面同意，附同意书。")),
        step("2026-03-03T14:30", "陶文斌", Act::Acknowledge),
        step("2026-03-04T10:00", "陶文斌", Act::Accept("青访调〔2026〕8号")),
        step("2026-03-04T10:05", "陶文斌", Act::AssignBody("青河县访调对接人民调解室")),
        step("2026-03-04T10:06", "陶文斌", Act::AssignMediator("阮志宏")),
        step("2026-03-10T16:00", "阮志宏", Act::Progress("已会同住建部门查看现场，施工单位认可管道由其损坏。")),
        step(
            "2026-03-18T11:00",
            "阮志宏",
            Act::Agree("云渡宏筑建设公司赔偿褚玉梅六千元，三十日内完成管道修复。", "2026-04-17"),
        ),
        step("2026-03-19T09:30", "程硕", Act::Confirm),
    ],
    ..Case::PLAIN
};
