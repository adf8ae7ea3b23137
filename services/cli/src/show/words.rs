//! The Chinese words that clerks use for states, sides and duties.

use duijie_core::command::StepName;
use duijie_proto::v1::{
    DeadlineState, Duty, Ending, MatterState, NextStep, OutcomeCode, ParkedState, ReferralState, RemindStage, Side,
};
use jiff::Timestamp;

use crate::args::times::BEIJING;
use crate::args::tokens::word;

/// The state of a referral.
#[must_use]
pub fn referral_state(number: i32) -> String {
    let zh = match ReferralState::try_from(number) {
        Ok(ReferralState::Sent) => "已移交",
        Ok(ReferralState::Arrived) => "已到达",
        Ok(ReferralState::Acknowledged) => "已签收",
        Ok(ReferralState::Objected) => "异议待核",
        Ok(ReferralState::Accepted) => "已受理",
        Ok(ReferralState::Suspended) => "中止",
        Ok(ReferralState::Concluded) => "已办结",
        Ok(ReferralState::Confirmed) => "结果已签收",
        Ok(ReferralState::Declined) => "不予受理",
        Ok(ReferralState::Returned) => "已退回",
        Ok(ReferralState::Lapsed) => "逾期未确认",
        Ok(ReferralState::Recalled) => "已收回",
        Ok(ReferralState::Withdrawn) => "当事人撤回",
        Ok(ReferralState::Unspecified) | Err(_) => return word::<ReferralState>(number),
    };
    zh.to_owned()
}

/// 对接类别 as clerks say it; one that a county added by its own name.
#[must_use]
pub fn kind(kind: &str) -> &str {
    match kind {
        "police" => "公调",
        "litigation" => "诉调",
        "petition" => "访调",
        "prosecution" => "检调",
        "supervision" => "督办",
        "confirmation" => "司法确认",
        "transfer" => "转送",
        "assignment" => "交办",
        "accusation" => "检举控告",
        "tier" => "镇村对接",
        other => other,
    }
}

/// The state of a matter.
#[must_use]
pub fn matter_state(number: i32) -> String {
    match MatterState::try_from(number) {
        Ok(MatterState::Open) => "在办".to_owned(),
        Ok(MatterState::Closed) => "已关闭".to_owned(),
        Ok(MatterState::Unspecified) | Err(_) => word::<MatterState>(number),
    }
}

/// Which side.
#[must_use]
pub fn side(number: i32) -> String {
    match Side::try_from(number) {
        Ok(Side::Sender) => "移交方".to_owned(),
        Ok(Side::Receiver) => "接收方".to_owned(),
        Ok(Side::Unspecified) | Err(_) => word::<Side>(number),
    }
}

/// Which duty.
#[must_use]
pub fn duty(number: i32) -> String {
    match Duty::try_from(number) {
        Ok(Duty::Acknowledge) => "签收".to_owned(),
        Ok(Duty::Accept) => "受理".to_owned(),
        Ok(Duty::Handle) => "办理".to_owned(),
        Ok(Duty::FeedBack) => "结果反馈".to_owned(),
        Ok(Duty::AnswerObjection) => "异议答复".to_owned(),
        Ok(Duty::Own) => "自有期限".to_owned(),
        Ok(Duty::Unspecified) | Err(_) => word::<Duty>(number),
    }
}

/// The state of a deadline.
#[must_use]
pub fn deadline_state(number: i32) -> String {
    match DeadlineState::try_from(number) {
        Ok(DeadlineState::Open) => "进行中".to_owned(),
        Ok(DeadlineState::Suspended) => "停表".to_owned(),
        Ok(DeadlineState::Met) => "已完成".to_owned(),
        Ok(DeadlineState::Cancelled) => "已取消".to_owned(),
        Ok(DeadlineState::Unspecified) | Err(_) => word::<DeadlineState>(number),
    }
}

/// The step of the ladder that a deadline reached, after its state; nothing before the first.
#[must_use]
pub fn step(number: i32) -> &'static str {
    match RemindStage::try_from(number) {
        Ok(RemindStage::Half) => "·已过半",
        Ok(RemindStage::Local) => "·本地期限已到",
        Ok(RemindStage::Early) => "·临期",
        Ok(RemindStage::LastDay) => "·最后一天",
        Ok(RemindStage::Suspended) => "·中止待核查",
        Ok(RemindStage::Due) => "·已到期",
        Ok(RemindStage::Yellow) => "·黄牌",
        Ok(RemindStage::Red) => "·红牌",
        Ok(RemindStage::Unspecified) | Err(_) => "",
    }
}

/// How an own deadline ended.
#[must_use]
pub fn ending(number: i32) -> String {
    match Ending::try_from(number) {
        Ok(Ending::Done) => "已完成".to_owned(),
        Ok(Ending::Failed) => "不成".to_owned(),
        Ok(Ending::Dropped) => "撤销".to_owned(),
        Ok(Ending::Unspecified) | Err(_) => word::<Ending>(number),
    }
}

/// The state of a parked letter.
#[must_use]
pub fn parked_state(number: i32) -> String {
    match ParkedState::try_from(number) {
        Ok(ParkedState::Waiting) => "挂起".to_owned(),
        Ok(ParkedState::Skipped) => "已跳过".to_owned(),
        Ok(ParkedState::Unspecified) | Err(_) => word::<ParkedState>(number),
    }
}

/// What came of it.
#[must_use]
pub fn outcome(number: i32) -> String {
    match OutcomeCode::try_from(number) {
        Ok(OutcomeCode::Agreement) => "达成调解协议".to_owned(),
        Ok(OutcomeCode::SettledAndWithdrawn) => "和解撤回".to_owned(),
        Ok(OutcomeCode::NoAgreement) => "调解不成".to_owned(),
        Ok(OutcomeCode::Terminated) => "终止调解".to_owned(),
        Ok(OutcomeCode::Answered) => "督办答复".to_owned(),
        Ok(OutcomeCode::Replied) => "报送办结报告".to_owned(),
        Ok(OutcomeCode::Ruled) => "司法确认裁定".to_owned(),
        Ok(OutcomeCode::Unspecified) | Err(_) => word::<OutcomeCode>(number),
    }
}

/// An instant in Beijing, to the minute; empty if there is none.
#[must_use]
pub fn minute(at: Option<&prost_types::Timestamp>) -> String {
    let at = at.and_then(|at| Timestamp::new(at.seconds, at.nanos).ok());
    at.map_or_else(String::new, |at| BEIJING.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string())
}

/// A digest, cut to what people compare.
#[must_use]
pub fn short(digest: &[u8]) -> String {
    hex::encode(&digest[..digest.len().min(6)])
}

/// Steps as people say them, each with the command that takes it.
#[must_use]
pub fn steps(names: &[String]) -> String {
    let said = names.iter().map(|name| match StepName::ALL.into_iter().find(|step| step.as_str() == name) {
        Some(step) => format!("{}（{}）", step.zh(), command(step)),
        None => name.clone(),
    });
    said.collect::<Vec<_>>().join("、")
}

/// The command that takes a step.
#[must_use]
pub const fn command(step: StepName) -> &'static str {
    match step {
        StepName::ConfirmOutcome => "confirm",
        StepName::Recall => "recall",
        StepName::Supply => "supply",
        StepName::DecideObjection => "decide-objection",
        StepName::AnswerOffer => "answer-offer",
        StepName::OverrideLapse => "override-lapse",
        StepName::Acknowledge => "acknowledge",
        StepName::Accept => "accept",
        StepName::Decline => "decline",
        StepName::Object => "object",
        StepName::RequestSupplement => "request-supplement",
        StepName::RequestMaterial => "request-material",
        StepName::ReportProgress => "progress",
        StepName::Suspend => "suspend",
        StepName::Resume => "resume",
        StepName::Extend => "extend",
        StepName::Conclude => "conclude",
        StepName::AnswerSupervision => "answer-supervision",
        StepName::DecideConfirmation => "decide-confirmation",
        StepName::AnswerRecall => "answer-recall",
        StepName::Withdraw => "withdraw",
        StepName::AssignBody => "assign-body",
        StepName::AssignMediator => "assign-mediator",
        StepName::RecordAttempt => "record-attempt",
    }
}

/// What the law has follow, with its article.
#[must_use]
pub fn next_step(step: &NextStep) -> String {
    format!("{}（{}）", step.text_zh, step.basis)
}

#[cfg(test)]
mod tests {
    use super::{command, steps};
    use crate::args::Args;
    use clap::CommandFactory;
    use duijie_core::command::StepName;

    #[test]
    fn every_step_is_told_with_a_command_that_there_is() {
        let args = Args::command();
        for step in StepName::ALL {
            assert!(args.find_subcommand(command(step)).is_some(), "no command takes {step:?}");
        }
        let names = ["Acknowledge", "ReportProgress", "Newer"].map(str::to_owned);
        assert_eq!(steps(&names), "签收（acknowledge）、通报进展（progress）、Newer");
    }
}
