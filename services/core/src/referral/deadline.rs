//! A deadline (截止): one duty of a referral under its due instant, as owed here or as waited for.

use super::Side;
use crate::{due::Due, letter::body::RemindStage, term::OnSilence, time::Timestamp};

/// Which obligation a deadline is about (义务).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// 签收
    Acknowledge,
    /// 受理
    Accept,
    /// 办理
    Handle,
    /// 结果反馈
    FeedBack,
    /// 异议答复, which the sender owes.
    AnswerObjection,
    /// 自有期限: one of an agency's own on a matter, of no referral.
    Own,
}

/// Whose duty it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// This agency owes it.
    ByUs,
    /// The peer owes it and this agency waits.
    ByPeer,
}

/// One duty under its term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Which.
    pub duty: Duty,
    /// Whose.
    pub owed: Owed,
    /// Rule, basis and the instant, as computed by the agency that owes it.
    pub due: Due,
    /// Whether it is running.
    pub status: DeadlineStatus,
    /// When the desk that owes it recorded that the due instant passed.
    pub fired_at: Option<Timestamp>,
    /// The newest reminder sent by the waiting desk.
    pub reminded: Option<RemindStage>,
    /// Pauses of a handling term, oldest first; the last may be open.
    pub pauses: Vec<(Timestamp, Option<Timestamp>)>,
    /// The terms before it was extended, oldest first; each began when the one before ended.
    pub earlier: Vec<Due>,
}

/// Whether a deadline is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadlineStatus {
    /// Running.
    Open,
    /// 停表
    Suspended,
    /// Done.
    Met {
        /// When.
        at: Timestamp,
    },
    /// The referral ended first.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

/// What a deadline next wants of its desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wake {
    /// When.
    pub at: Timestamp,
    /// What for.
    pub what: WakeFor,
}

/// What a wake-up is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WakeFor {
    /// Record that our own duty was not done in time.
    Fire,
    /// Send a reminder.
    Remind(RemindStage),
}

impl Duty {
    /// Every duty.
    pub const ALL: [Self; 6] =
        [Self::Acknowledge, Self::Accept, Self::Handle, Self::FeedBack, Self::AnswerObjection, Self::Own];

    /// Token, stable in stores and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Accept => "accept",
            Self::Handle => "handle",
            Self::FeedBack => "feed_back",
            Self::AnswerObjection => "answer_objection",
            Self::Own => "own",
        }
    }

    /// As clerks say it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Acknowledge => "签收",
            Self::Accept => "受理",
            Self::Handle => "办理",
            Self::FeedBack => "结果反馈",
            Self::AnswerObjection => "异议答复",
            Self::Own => "自有期限",
        }
    }

    /// The duty with this token.
    #[must_use]
    pub fn parse(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.as_str() == token)
    }

    /// Which end of a referral owes it; none for what is of no referral.
    #[must_use]
    pub const fn owed_by(self) -> Option<Side> {
        match self {
            Self::Acknowledge | Self::Accept | Self::Handle | Self::FeedBack => Some(Side::Receiver),
            Self::AnswerObjection => Some(Side::Sender),
            Self::Own => None,
        }
    }
}

impl Deadline {
    /// A deadline that begins to run.
    #[must_use]
    pub fn open(duty: Duty, owed: Owed, due: Due) -> Self {
        Self {
            duty,
            owed,
            due,
            status: DeadlineStatus::Open,
            fired_at: None,
            reminded: None,
            pauses: Vec::new(),
            earlier: Vec::new(),
        }
    }

    /// Whether it runs and its due instant has passed.
    #[must_use]
    pub fn overdue(&self, now: Timestamp) -> bool {
        self.status == DeadlineStatus::Open && now >= self.due.due
    }

    /// Whether its passing in silence gives the decision to the sender: to end the referral, or to hold it signed for.
    #[must_use]
    pub fn silence_decides(&self) -> bool {
        match self.due.on_silence {
            OnSilence::Lapse => true,
            OnSilence::DeemedAcknowledged => self.duty == Duty::Acknowledge,
            OnSilence::RemindOnly => false,
        }
    }

    /// Whether its passing has given the decision to the sender at `now`.
    #[must_use]
    pub fn passed_authority(&self, now: Timestamp) -> bool {
        self.overdue(now) && self.silence_decides()
    }

    /// What it next wants, if anything.
    #[must_use]
    pub fn wake(&self) -> Option<Wake> {
        if self.status != DeadlineStatus::Open {
            return None;
        }
        let half = self.due.started_at.half_way_to(self.due.reminding());
        let at_the_end = Some(Wake { at: self.due.due, what: WakeFor::Remind(RemindStage::Due) });
        match (self.owed, self.reminded) {
            (Owed::ByUs, Some(_) | None) => {
                self.fired_at.is_none().then_some(Wake { at: self.due.due, what: WakeFor::Fire })
            }
            (Owed::ByPeer, None) => Some(Wake { at: half, what: WakeFor::Remind(RemindStage::Half) }),
            (Owed::ByPeer, Some(RemindStage::Half)) => match self.due.remind_by {
                Some(at) => Some(Wake { at, what: WakeFor::Remind(RemindStage::Local) }),
                None => at_the_end,
            },
            // From here on silence is watched for, so the legal end always wakes.
            (Owed::ByPeer, Some(RemindStage::Local)) => at_the_end,
            (Owed::ByPeer, Some(RemindStage::Due)) => None,
        }
    }
}
