//! Everything that somebody can do in a case, whose part it is, and what it leads to.

use duijie_proto::v1::{
    Answer, ConfirmationDecision, DeclineCode, Ending, FailureReason, ReferralState, RejectionGround, Side,
    SuspendReason,
};

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
    /// 办结报告 of a petition passed on
    Report(&'static str),
    /// 结果签收
    Confirm,
    /// 收回
    Recall(&'static str, OnRecall),
    /// 答复收回
    AnswerRecall(Answer),
    /// 当事人撤回, as recorded by the receiver
    Withdraw(&'static str, &'static str),
    /// Nobody signs or decides, until the sender's desk has the proof and declares the lapse.
    Silence,
    /// 提出异议, with basis, reasons and the agency thought competent
    Object(&'static str, &'static str, &'static str),
    /// 答复异议
    DecideObjection(Answer, &'static str),
    /// 记录调解不成一次
    Attempt(&'static str),
    /// 延长 by so many, with every party's consent
    Extend(u32, &'static str),
    /// 申请司法确认 of an agreement that took effect on this date
    ApplyForConfirmation(&'static str, &'static str),
    /// 司法确认裁定, with its number
    Rule(ConfirmationDecision, Option<RejectionGround>, &'static str),
    /// 自有期限, of the line's sender on its matter
    Own(Own),
    /// 卷宗, as the JSON of a `DossierEntry`; a text `#name` is the material with this name, `$dispute` the code of the case's own
    /// line
    Entry(&'static str),
    /// The same by a leader
    LeaderEntry(&'static str),
    /// Both ends of both lines show one dispute code (一案一码).
    OneDispute(&'static str),
    /// 关闭事项
    Close(&'static str),
    /// The same request sent twice; both get the same answer.
    Twice(&'static Act),
    /// It is refused, with this code.
    Refused(&'static Act, &'static str),
    /// The agencies show what follows, resting on this article.
    Advised(&'static str),
    /// A deadline under this rule ends on this date (2026-03-03 for 24:00), as everyone shows it who shows it.
    Due(&'static str, &'static str),
}

/// What is done about an own deadline, named by its rule.
#[derive(Debug)]
pub enum Own {
    /// 起算, with the special case of the rule if it is one
    Start(&'static str, Option<&'static str>),
    /// 结束, in words
    End(&'static str, Ending, &'static str),
    /// 停表, with the evidence
    Suspend(&'static str, SuspendReason, &'static str),
    /// 恢复
    Resume(&'static str),
    /// 延长 by so many, with every party's consent
    Extend(&'static str, u32, &'static str),
    /// 重新起算, with the evidence
    Restart(&'static str, &'static str),
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
            Self::Report(_) => "办结（报告）",
            Self::Confirm => "结果签收",
            Self::Recall(..) => "收回",
            Self::AnswerRecall(_) => "答复收回",
            Self::Withdraw(..) => "当事人撤回",
            Self::Silence => "逾期",
            Self::Object(..) => "提出异议",
            Self::DecideObjection(..) => "答复异议",
            Self::Attempt(_) => "调解不成一次",
            Self::Extend(..) => "延长",
            Self::ApplyForConfirmation(..) => "申请司法确认",
            Self::Rule(..) => "司法确认裁定",
            Self::Own(own) => own.zh(),
            Self::Entry(_) | Self::LeaderEntry(_) => "记入卷宗",
            Self::OneDispute(_) => "核对一案一码",
            Self::Close(_) => "关闭事项",
            Self::Twice(act) | Self::Refused(act, _) => act.zh(),
            Self::Advised(_) => "核对提示",
            Self::Due(..) => "核对期限",
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
            | Self::DecideObjection(..)
            | Self::ApplyForConfirmation(..)
            | Self::Own(_)
            | Self::Entry(_)
            | Self::LeaderEntry(_)
            | Self::OneDispute(_)
            | Self::Close(_)
            | Self::Advised(_)
            | Self::Due(..)
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
            | Self::Report(_)
            | Self::Object(..)
            | Self::Attempt(_)
            | Self::Extend(..)
            | Self::Rule(..)
            | Self::Withdraw(..) => Side::Receiver,
            Self::Twice(act) | Self::Refused(act, _) => act.side(),
        }
    }

    /// The state that both sides then show; none where it stays as it was.
    #[must_use]
    pub const fn leads_to(&self) -> Option<ReferralState> {
        match self {
            Self::Refer(_) | Self::ReferAgain(_) | Self::ApplyForConfirmation(..) => Some(ReferralState::Arrived),
            Self::Acknowledge => Some(ReferralState::Acknowledged),
            Self::Accept(_) | Self::Resume => Some(ReferralState::Accepted),
            Self::Decline(..) => Some(ReferralState::Declined),
            Self::Suspend(..) => Some(ReferralState::Suspended),
            Self::Agree(..) | Self::Settle(_) | Self::Fail(..) | Self::Report(_) | Self::Rule(..) => {
                Some(ReferralState::Concluded)
            }
            Self::Object(..) => Some(ReferralState::Objected),
            Self::DecideObjection(Answer::Grant, _) => Some(ReferralState::Returned),
            Self::Twice(act) => act.leads_to(),
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
            | Self::AnswerRecall(Answer::Refuse | Answer::Unspecified)
            | Self::DecideObjection(Answer::Refuse | Answer::Unspecified, _)
            | Self::Attempt(_)
            | Self::Extend(..)
            | Self::Own(_)
            | Self::Entry(_)
            | Self::LeaderEntry(_)
            | Self::OneDispute(_)
            | Self::Close(_)
            | Self::Refused(..)
            | Self::Advised(_)
            | Self::Due(..) => None,
        }
    }
}

impl Own {
    /// As clerks say it.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Start(..) => "期限起算",
            Self::End(..) => "期限结束",
            Self::Suspend(..) => "停表",
            Self::Resume(_) => "恢复计算",
            Self::Extend(..) => "期限延长",
            Self::Restart(..) => "重新起算",
        }
    }

    /// Its rule.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Start(rule, _)
            | Self::End(rule, ..)
            | Self::Suspend(rule, ..)
            | Self::Resume(rule)
            | Self::Extend(rule, ..)
            | Self::Restart(rule, _) => rule,
        }
    }
}
