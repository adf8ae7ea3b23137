//! What a case of the demo consists of: a matter, and steps with their dates. How they are carried out is in `stage` and `perform`.

use duijie_proto::v1::{
    Answer, DeclineCode, FailureReason, PartyKind, PartyPosition, Procedure, ReferralState, Side, SuspendReason,
};

/// One case. Everything in it is invented.
#[derive(Debug)]
pub struct Case {
    /// 标题
    pub title: &'static str,
    /// 纠纷类别
    pub category: &'static str,
    /// 事由
    pub summary: &'static str,
    /// Between whom.
    pub parties: &'static [Person],
    /// The sender's own number.
    pub own_number: &'static str,
    /// Names of its materials.
    pub materials: &'static [&'static str],
    /// Role of the sender.
    pub sender: &'static str,
    /// Role of the receiver.
    pub receiver: &'static str,
    /// 对接类别
    pub kind: &'static str,
    /// Which procedure, for 诉调.
    pub procedure: Option<Procedure>,
    /// What happens, in order.
    pub steps: &'static [Step],
}

/// A party.
#[derive(Debug)]
pub struct Person {
    /// Its name.
    pub name: &'static str,
    /// Person or organisation.
    pub kind: PartyKind,
    /// On which side.
    pub position: PartyPosition,
}

/// One thing that somebody does.
#[derive(Debug)]
pub struct Step {
    /// When, in Beijing.
    pub at: &'static str,
    /// Who.
    pub by: &'static str,
    /// What.
    pub act: Act,
}

/// What somebody does.
#[derive(Debug)]
pub enum Act {
    /// 登记
    Register,
    /// 移交, with the 工作意见
    Refer(&'static str),
    /// 重新移交 in place of the referral before
    ReferAgain(&'static str),
    /// 签收
    Acknowledge,
    /// 受理, with the receiver's number
    Accept(&'static str),
    /// 不予受理
    Decline(DeclineCode, &'static str),
    /// 要求补充材料
    RequestSupplement(&'static [&'static str]),
    /// 补充材料
    Supply(&'static [&'static str]),
    /// 指派调解组织
    AssignBody(&'static str),
    /// 指派调解员
    AssignMediator(&'static str),
    /// 通报进展
    Progress(&'static str),
    /// 中止, with basis and evidence
    Suspend(SuspendReason, &'static str, &'static str),
    /// 恢复
    Resume,
    /// 达成调解协议, with the date to perform by
    Agree(&'static str, &'static str),
    /// 和解撤回
    Settle(&'static str),
    /// 调解不成, with the facts and what is undisputed
    Fail(FailureReason, &'static str, &'static str),
    /// 结果签收
    Confirm,
    /// 收回
    Recall(&'static str, OnRecall),
    /// 答复收回
    AnswerRecall(Answer),
    /// 当事人撤回, as recorded by the receiver
    Withdraw(&'static str, &'static str),
    /// Nobody signs, until the sender's desk has the proof and declares the lapse.
    Silence,
}

/// What a recall leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnRecall {
    /// The receiver's desk grants it: nobody had taken the referral on.
    GrantedAtOnce,
    /// An officer of the receiver decides.
    AnOfficerDecides,
}

impl Act {
    /// As clerks say it.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Register => "登记",
            Self::Refer(_) => "移交",
            Self::ReferAgain(_) => "重新移交",
            Self::Acknowledge => "签收",
            Self::Accept(_) => "受理",
            Self::Decline(..) => "不予受理",
            Self::RequestSupplement(_) => "要求补充材料",
            Self::Supply(_) => "补充材料",
            Self::AssignBody(_) => "指派调解组织",
            Self::AssignMediator(_) => "指派调解员",
            Self::Progress(_) => "通报进展",
            Self::Suspend(..) => "中止",
            Self::Resume => "恢复",
            Self::Agree(..) => "办结（达成协议）",
            Self::Settle(_) => "办结（和解撤回）",
            Self::Fail(..) => "办结（调解不成）",
            Self::Confirm => "结果签收",
            Self::Recall(..) => "收回",
            Self::AnswerRecall(_) => "答复收回",
            Self::Withdraw(..) => "当事人撤回",
            Self::Silence => "逾期未签收",
        }
    }

    /// Who does it; for silence, who acts on it.
    #[must_use]
    pub const fn side(&self) -> Side {
        match self {
            Self::Register
            | Self::Refer(_)
            | Self::ReferAgain(_)
            | Self::Supply(_)
            | Self::Confirm
            | Self::Recall(..)
            | Self::Silence => Side::Sender,
            Self::Acknowledge
            | Self::Accept(_)
            | Self::Decline(..)
            | Self::RequestSupplement(_)
            | Self::AssignBody(_)
            | Self::AssignMediator(_)
            | Self::Progress(_)
            | Self::Suspend(..)
            | Self::Resume
            | Self::Agree(..)
            | Self::Settle(_)
            | Self::Fail(..)
            | Self::AnswerRecall(_)
            | Self::Withdraw(..) => Side::Receiver,
        }
    }

    /// The state that both sides then show; none where it stays as it was.
    #[must_use]
    pub const fn leads_to(&self) -> Option<ReferralState> {
        match self {
            Self::Refer(_) | Self::ReferAgain(_) => Some(ReferralState::Arrived),
            Self::Acknowledge => Some(ReferralState::Acknowledged),
            Self::Accept(_) | Self::Resume => Some(ReferralState::Accepted),
            Self::Decline(..) => Some(ReferralState::Declined),
            Self::Suspend(..) => Some(ReferralState::Suspended),
            Self::Agree(..) | Self::Settle(_) | Self::Fail(..) => Some(ReferralState::Concluded),
            Self::Confirm => Some(ReferralState::Confirmed),
            Self::Recall(_, OnRecall::GrantedAtOnce) | Self::AnswerRecall(Answer::Grant) => {
                Some(ReferralState::Recalled)
            }
            Self::Withdraw(..) => Some(ReferralState::Withdrawn),
            Self::Silence => Some(ReferralState::Lapsed),
            Self::Register
            | Self::RequestSupplement(_)
            | Self::Supply(_)
            | Self::AssignBody(_)
            | Self::AssignMediator(_)
            | Self::Progress(_)
            | Self::Recall(_, OnRecall::AnOfficerDecides)
            | Self::AnswerRecall(Answer::Refuse | Answer::Unspecified) => None,
        }
    }
}
