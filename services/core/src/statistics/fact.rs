//! What is counted: facts with the instant by which they are counted, and by what they can be told apart.

use crate::{
    agency::AgencyId,
    ids::{DisputeCode, Kind},
    term::RuleId,
    text::Text,
    time::Timestamp,
};
use std::sync::Arc;

/// One thing that can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which.
    pub key: FactKey,
    /// By what it is counted: when it happened; of a duty, when it is due.
    pub at: Timestamp,
    /// Of what waits for something: whether that came.
    pub state: State,
    /// When that came, or when there was nothing more to wait for.
    pub until: Option<Timestamp>,
    /// Of a duty: from when on it is watched more closely (内部预警), before it is due.
    pub warn_at: Option<Timestamp>,
    /// Of a duty: the rule.
    pub rule: Option<RuleId>,
    /// Of a duty: whether a text of law sets its length.
    pub ground: Ground,
    /// In which of our parts it happened.
    pub standing: Standing,
    /// The other agency, if there is one.
    pub peer: Option<AgencyId>,
    /// 对接类别
    pub kind: Option<Kind>,
    /// 纠纷类别
    pub category: Text,
    /// 调解组织
    pub body: Option<Text>,
    /// 一案一码
    pub dispute: DisputeCode,
}

/// Names a fact: the matter, referral or own deadline it is of, what it is, and which of several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactKey {
    /// Id of the matter, referral or own deadline.
    pub of: Arc<str>,
    /// What it is.
    pub part: Part,
    /// Which of several: the position of its record; zero for what there is one of.
    pub nth: u64,
}

/// In which part an agency did, or waits for, what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// 接收: it was handed to us, or we owe it to a sender.
    Received,
    /// 移交: we handed it over.
    Sent,
    /// 本单位: of our own file, whoever else works on it.
    Own,
}

/// Whether what is waited for came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is waited for.
    Open,
    /// The term stands still.
    Suspended,
    /// It came.
    Met,
    /// There is nothing more to wait for, and it did not come.
    Cancelled,
}

/// Whether a text of law sets the length of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// 法定
    Statutory,
    /// 内定: no text of law gives a number.
    Internal,
}

macro_rules! tokens {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $token:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Token, stable in stores.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $token,)* }
            }
        }
    };
}

tokens!(
    /// What a fact is.
    Part {
        /// 登记: a matter began here.
        Registered = "registered",
        /// 排查发现: a matter that began here, by a screening.
        Screened = "screened",
        /// 排查发现的已化解: what a screening found was settled, by mediation or on the spot.
        ScreenedSettled = "screened_settled",
        /// 当场解决
        SolvedOnTheSpot = "solved_on_the_spot",
        /// A matter was closed.
        Closed = "closed",
        /// 移交
        HandedOver = "handed_over",
        /// 改派: handed over anew in place of a referral that ended.
        Reassigned = "reassigned",
        /// 签收
        Acknowledged = "acknowledged",
        /// 视为签收
        Deemed = "deemed",
        /// 受理
        Accepted = "accepted",
        /// 达成协议
        Agreed = "agreed",
        /// 和解撤回
        Settled = "settled",
        /// 调解不成
        NotAgreed = "not_agreed",
        /// 终止调解
        Terminated = "terminated",
        /// 办结报告: of a petition passed on or assigned.
        Replied = "replied",
        /// 信访处理意见书 that reached the petitioner.
        OpinionGiven = "opinion_given",
        /// 不予受理
        Declined = "declined",
        /// 异议成立退回
        Returned = "returned",
        /// 逾期未确认
        Lapsed = "lapsed",
        /// 收回
        Recalled = "recalled",
        /// 当事人撤回
        Withdrawn = "withdrawn",
        /// 一次调解不成
        AttemptFailed = "attempt_failed",
        /// 延长
        Extended = "extended",
        /// 催办
        Reminded = "reminded",
        /// 异议
        Objected = "objected",
        /// 督办
        Supervised = "supervised",
        /// 督办答复
        Answered = "answered",
        /// 申请司法确认
        Applied = "applied",
        /// 裁定有效
        ConfirmedValid = "confirmed_valid",
        /// 裁定驳回
        ConfirmationRejected = "confirmation_rejected",
        /// 一审受理: a case of first instance, by its 案号.
        Filed = "filed",
        /// 履行: an agreement, counted by when it was to be performed.
        Performance = "performance",
        /// 应回访: the same agreement, for which a call-back is waited.
        CallBack = "call_back",
        /// 回访: a party was called back and is satisfied.
        Satisfied = "satisfied",
        /// 基本满意
        MostlySatisfied = "mostly_satisfied",
        /// 不满意
        Dissatisfied = "dissatisfied",
        /// 整改措施: what is done about what a party said when called back.
        Measures = "measures",
        /// 出具文书
        DocumentIssued = "document_issued",
        /// 归档
        Archived = "archived",
        /// Duty of 签收.
        DutyAcknowledge = "duty_acknowledge",
        /// Duty of 受理.
        DutyAccept = "duty_accept",
        /// Duty of 办理.
        DutyHandle = "duty_handle",
        /// Duty of 结果反馈.
        DutyFeedBack = "duty_feed_back",
        /// Duty of 异议答复.
        DutyAnswerObjection = "duty_answer_objection",
        /// 自有期限
        DutyOwn = "duty_own",
    }
);

impl Part {
    /// The part with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.as_str() == token)
    }

    /// Whether it is a duty, counted by when it is due.
    #[must_use]
    pub const fn is_duty(self) -> bool {
        matches!(
            self,
            Self::DutyAcknowledge
                | Self::DutyAccept
                | Self::DutyHandle
                | Self::DutyFeedBack
                | Self::DutyAnswerObjection
                | Self::DutyOwn
        )
    }
}

impl Standing {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Received, Self::Sent, Self::Own];

    /// Token, stable in stores and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Sent => "sent",
            Self::Own => "own",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Received => "接收",
            Self::Sent => "移交",
            Self::Own => "本单位",
        }
    }

    /// The one with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == token)
    }
}

impl State {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Open, Self::Suspended, Self::Met, Self::Cancelled];

    /// Token, stable in stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspended => "suspended",
            Self::Met => "met",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == token)
    }
}

impl Ground {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Statutory, Self::Internal];

    /// Token, stable in stores and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Statutory => "statutory",
            Self::Internal => "internal",
        }
    }

    /// The one with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.as_str() == token)
    }
}

impl Fact {
    /// Whether it is a duty that was not done before it was due, or is not done yet: what a count of what is overdue looks at.
    #[must_use]
    pub fn is_late_or_open(&self) -> bool {
        self.key.part.is_duty() && self.until.is_none_or(|until| until >= self.at)
    }
}
