//! Where a referral stands. The ends are stages too.

use super::Duty;

/// Where a referral stands (exchange §4, glossary).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 已移交: on its way.
    Sent,
    /// 已到达: the receiver's desk has it.
    Arrived,
    /// 已签收: a named officer of the receiver has seen it.
    Acknowledged,
    /// 异议待核: the receiver holds that it is not competent; the sender verifies.
    Objected,
    /// 已受理: the receiver handles it.
    Accepted,
    /// 中止: the handling term stands still.
    Suspended,
    /// 已办结: the receiver gave its result.
    Concluded,
    /// 结果已签收: the sender signed for it. An end.
    Confirmed,
    /// 不予受理. An end.
    Declined,
    /// 退回: the sender agreed to the objection. An end.
    Returned,
    /// 逾期未确认. An end.
    Lapsed,
    /// 已收回. An end.
    Recalled,
    /// 当事人撤回. An end.
    Withdrawn,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 13] = [
        Self::Sent,
        Self::Arrived,
        Self::Acknowledged,
        Self::Objected,
        Self::Accepted,
        Self::Suspended,
        Self::Concluded,
        Self::Confirmed,
        Self::Declined,
        Self::Returned,
        Self::Lapsed,
        Self::Recalled,
        Self::Withdrawn,
    ];

    /// Token, stable in stores and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Arrived => "arrived",
            Self::Acknowledged => "acknowledged",
            Self::Objected => "objected",
            Self::Accepted => "accepted",
            Self::Suspended => "suspended",
            Self::Concluded => "concluded",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
            Self::Returned => "returned",
            Self::Lapsed => "lapsed",
            Self::Recalled => "recalled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// As clerks say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Sent => "已移交",
            Self::Arrived => "已到达",
            Self::Acknowledged => "已签收",
            Self::Objected => "异议待核",
            Self::Accepted => "已受理",
            Self::Suspended => "中止",
            Self::Concluded => "已办结",
            Self::Confirmed => "结果已签收",
            Self::Declined => "不予受理",
            Self::Returned => "已退回",
            Self::Lapsed => "逾期未确认",
            Self::Recalled => "已收回",
            Self::Withdrawn => "当事人撤回",
        }
    }

    /// Whether nothing more is due from anyone.
    #[must_use]
    pub const fn is_ended(self) -> bool {
        match self {
            Self::Confirmed | Self::Declined | Self::Returned | Self::Lapsed | Self::Recalled | Self::Withdrawn => true,
            Self::Sent
            | Self::Arrived
            | Self::Acknowledged
            | Self::Objected
            | Self::Accepted
            | Self::Suspended
            | Self::Concluded => false,
        }
    }

    /// Whether the sender signed for a result.
    #[must_use]
    pub const fn is_confirmed(self) -> bool {
        matches!(self, Self::Confirmed)
    }

    /// Whether it is before the conclusion and not ended: a recall or withdrawal can still matter.
    #[must_use]
    pub const fn is_before_conclusion(self) -> bool {
        match self {
            Self::Sent | Self::Arrived | Self::Acknowledged | Self::Objected | Self::Accepted | Self::Suspended => true,
            Self::Concluded
            | Self::Confirmed
            | Self::Declined
            | Self::Returned
            | Self::Lapsed
            | Self::Recalled
            | Self::Withdrawn => false,
        }
    }

    /// Whether the receiver answers for it. Everywhere else the sender does.
    #[must_use]
    pub const fn is_held_by_receiver(self) -> bool {
        matches!(self, Self::Acknowledged | Self::Objected | Self::Accepted | Self::Suspended)
    }

    /// The duty whose passing gives the decision to the sender.
    #[must_use]
    pub const fn authority_duty(self) -> Option<Duty> {
        match self {
            Self::Arrived => Some(Duty::Acknowledge),
            Self::Acknowledged => Some(Duty::Accept),
            Self::Sent
            | Self::Objected
            | Self::Accepted
            | Self::Suspended
            | Self::Concluded
            | Self::Confirmed
            | Self::Declined
            | Self::Returned
            | Self::Lapsed
            | Self::Recalled
            | Self::Withdrawn => None,
        }
    }
}
