//! A handoff whose handling stands still while experts look at a floor: the due day moves by the days of the pause.

use super::super::script::{Act, Case};
use super::{BUREAU, COURTS, applicant, organisation, step};
use duijie_proto::v1::{Procedure, SuspendReason};

pub(super) const CASES: &[&Case] = &[&FLOOR];

const FLOOR: Case = Case {
    title: "卢雅静诉云渡匠居装饰公司装修合同纠纷",
    category: "装饰装修合同纠纷",
    summary: "卢雅静主张地板起拱、墙面开裂系施工质量所致，请求返工并赔偿。装饰公司认为系房屋渗水造成。",
    parties: &[applicant("卢雅静"), organisation("云渡匠居装饰公司")],
    own_number: "（2026）临9921民初240号",
    materials: &["民事起诉状.pdf", "装修合同.pdf", "现场照片.jpg"],
    sender: COURTS,
    receiver: BUREAU,
    kind: "litigation",
    procedure: Some(Procedure::Ordinary),
    steps: &[
        step("2026-03-04T09:05", "沈岚", Act::Register),
        step("2026-03-04T09:10", "沈岚", Act::Refer("争议在于损坏原因，可先行调解并视情况鉴定。")),
        step("2026-03-04T11:00", "陶文斌", Act::Acknowledge),
        step("2026-03-04T15:30", "陶文斌", Act::Accept("青诉调〔2026〕21号")),
        step("2026-03-04T15:35", "陶文斌", Act::AssignBody("青河县诉调对接人民调解室")),
        step("2026-03-04T15:36", "陶文斌", Act::AssignMediator("葛思远")),
        step(
            "2026-03-06T10:00",
            "葛思远",
            Act::Suspend(SuspendReason::Appraisal, "《人民法院在线调解规则》第二十六条", "鉴定委托书.pdf"),
        ),
        step("2026-03-19T10:00", "葛思远", Act::Resume),
        step("2026-03-24T14:00", "葛思远", Act::Progress("鉴定意见：地板起拱主要因基层找平不足，渗水为次要原因。")),
        step(
            "2026-03-26T16:20",
            "葛思远",
            Act::Agree("装饰公司重做地板，赔偿三千元，渗水由业主自行修复。", "2026-05-08"),
        ),
        step("2026-03-27T09:20", "沈岚", Act::Confirm),
    ],
    ..Case::PLAIN
};
