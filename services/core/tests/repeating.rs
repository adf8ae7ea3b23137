//! What a clerk honestly writes about a mediation that failed leaves, and what somebody conceded in it does not, however short.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Step},
    confidential::Confidential,
    dossier::{Attendance, Entry, Presence, Session},
    referral::Stage,
    refusal::Refusal,
};
use duijie_testkit::{TwoDesks, sample::text};

/// How the dispute was registered, with what is claimed.
const SUMMARY: &str = "楼上卫生间漏水致楼下天花板受损，甲要求乙赔偿五万元，双方发生争吵。";

/// What was noted of two sessions.
const NOTES: [&str; 3] = [
    "甲称漏水系乙装修所致，要求赔偿五万元。乙承认装修时动过防水层，愿意分三期付清三万元，年底前付完。丛某让步至五万二千元，\
     甲不同意分期付款。双方对责任比例分歧过大，未能达成一致意见，甲拟另行起诉。",
    "会上甲情绪激动，乙说家里困难，只能先给一半，每月还两千元，账号ZQXCANARY。对鉴定机构的意见双方均不认可，同意委托鉴定。\
     调解员建议各承担百分之五十。乙明确表示不愿意继续调解。期限届满，双方未同意延长。",
    "经组织双方现场调解，乙同意赔偿五万元，但要求甲当面赔礼。双方对赔偿数额差距较大，被申请人要求补充维修费票据和鉴定意见书。",
];

/// What a clerk writes of it, as facts of failure, in a progress report, in a request for a supplement.
const HONEST: [&str; 20] = [
    "双方对责任比例分歧过大，未能达成一致意见。",
    "甲要求赔偿五万元，乙不同意，调解不成。",
    "经组织双方现场调解三次，双方对赔偿数额差距较大，未能达成协议。",
    "乙明确表示不愿意继续调解，建议当事人通过诉讼途径解决。",
    "双方对鉴定机构的意见均不认可，申请人拟另行起诉。",
    "对鉴定机构的意见双方均不认可，调解不成。",
    "期限届满，双方未同意延长，终止调解。",
    "被申请人经三次通知无正当理由未到场，无法继续调解。",
    "双方对漏水原因及责任划分存在争议，甲拟申请司法鉴定。",
    "经查，楼上卫生间漏水致楼下天花板受损，双方对修复费用有争议。",
    "甲不同意分期付款，坚持一次性赔偿，双方分歧过大。",
    "甲已向人民法院起诉，依照规定终止调解，材料退回。",
    "双方系上下楼邻居，乙于2026年3月装修卫生间。",
    "双方同意委托鉴定，现中止调解等待鉴定结果。",
    "双方均表示可以继续协商，但对金额分歧较大，30日内未达成协议。",
    "请补充房屋所有权证明、维修费票据和鉴定意见书。",
    "乙拒绝在调解协议书上签字，甲要求依法处理。",
    "调解员三次组织双方协商，甲、乙对赔偿金额差距过大，甲拟另行起诉。",
    "2026年3月2日收到材料，3月9日第一次调解，3月16日第二次调解，均未达成一致。",
    "甲主张五万元，乙认为赔偿标准过高，双方对漏水原因各执一词。",
];

/// What must not leave, short or in other words of the same sum.
const CONCEDED: [&str; 18] = [
    "乙承认装修时动过防水层，愿意分三期付清三万元",
    "愿意分三期付清",
    "卜某愿意分三期付清",
    "分三期付清",
    "乙最后出到3万元",
    "双方对30,000元是否一次付清有分歧",
    "乙出叁万元整",
    "丛某让步至五万二千元",
    "甲降到5.2万",
    "甲要求52000",
    "可每月还2000元",
    "ZQXCANARY",
    "收据zqxcanary.pdf",
    "ＺＱＸＣＡＮＡＲＹ账号",
    "乙家里困难只能先给一半",
    "曾建议各承担百分之五十",
    "乙同意赔偿五万元",
    "但要求甲当面赔礼",
];

/// What the bureau reports after the sessions.
fn reported(words: &str) -> Result<(), Refusal> {
    let mut desks = TwoDesks::at(Stage::Accepted);
    let matter = desks.receiver.matter.as_mut().unwrap();
    matter.subject.summary = Some(text(SUMMARY));
    let (id, party) = (matter.id.clone(), matter.subject.parties[0].name.clone());
    for note in NOTES {
        let attendance = vec![Attendance { party: party.clone(), presence: Presence::Came, invitation: None }];
        let (held_at, note) = (desks.receiver.now, Some(Confidential::new(text(note))));
        let entry = Box::new(Entry::Session(Session { held_at, place: text("调解室"), attendance, note }));
        desks.receiver.command(Command::AddEntry { matter: id.clone(), entry }).unwrap();
    }
    desks.receiver(Step::ReportProgress { text: text(words) }).map(|_| ())
}

#[test]
fn what_a_clerk_honestly_writes_leaves() {
    let refused: Vec<_> = HONEST.into_iter().filter(|words| reported(words).is_err()).collect();
    assert_eq!(refused, Vec::<&str>::new());
}

#[test]
fn what_somebody_conceded_stays_however_short_and_however_the_sum_is_written() {
    let left: Vec<_> = CONCEDED.into_iter().filter(|words| reported(words).is_ok()).collect();
    assert_eq!(left, Vec::<&str>::new());
}
