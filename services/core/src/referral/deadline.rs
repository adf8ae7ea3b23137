//! A deadline (截止): one duty of a referral under its due instant, as owed here or as waited for.

use super::Side;
use crate::{
    due::{self, Due},
    letter::body::RemindStage,
    term::OnSilence,
    text::Text,
    time::Timestamp,
};
use std::time::Duration;

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
    /// How far it has climbed the ladder.
    pub climb: Climb,
    /// While it stands still: when somebody is to see whether it still must.
    pub review: Option<Review>,
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

/// How far a term has climbed the ladder (DS05): each step is taken once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Climb {
    /// The newest step; none if there was none yet.
    pub stage: Option<RemindStage>,
    /// The officer who was told of it, if one handles it.
    pub told: Option<Text>,
    /// Place of that step in our journal.
    pub position: u64,
    /// When the next step after the due instant follows, if one does.
    pub next_at: Option<Timestamp>,
}

/// A term that stands still is looked at again, so that a suspension is not forgotten (DS09).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// When.
    pub due: Timestamp,
    /// How far that has climbed.
    pub climb: Climb,
}

/// What a deadline next wants of its desk: a step of the ladder. Who waits for the duty reminds by it, who owes it records it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wake {
    /// When.
    pub at: Timestamp,
    /// Which step.
    pub stage: RemindStage,
}

/// How much of a term has passed when the officer who owes the duty is warned (DS05).
pub const EARLY_PERCENT: u8 = 80;

/// A shorter term is over before anybody could read the warning.
const SHORTEST_WARNED: Duration = Duration::from_secs(3600);

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
            climb: Climb::default(),
            review: None,
            pauses: Vec::new(),
            earlier: Vec::new(),
        }
    }

    /// The pauses that have ended, oldest first.
    #[must_use]
    pub fn ended_pauses(&self) -> Vec<(Timestamp, Timestamp)> {
        self.pauses.iter().filter_map(|(from, until)| Some((*from, (*until)?))).collect()
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
        match (self.status, &self.review) {
            (DeadlineStatus::Open, _) => self.next_step(),
            (DeadlineStatus::Suspended, Some(review)) => review.next_step(),
            (DeadlineStatus::Suspended, None)
            | (DeadlineStatus::Met { .. } | DeadlineStatus::Cancelled { .. }, Some(_) | None) => None,
        }
    }

    /// The next step of the running term. From half term on, silence is watched for at the waiting desk, so the legal end
    /// always wakes it.
    fn next_step(&self) -> Option<Wake> {
        let at_the_end = Some(Wake { at: self.due.due, stage: RemindStage::Due });
        match (self.owed, self.climb.stage) {
            (Owed::ByUs, None) => self.warning().or(at_the_end),
            (Owed::ByPeer, None) => {
                Some(Wake { at: self.due.started_at.half_way_to(self.due.reminding()), stage: RemindStage::Half })
            }
            (_, Some(RemindStage::Half)) => self.second_reminder().or(at_the_end),
            (_, Some(RemindStage::Local | RemindStage::Early)) => self.last_day().or(at_the_end),
            (_, Some(RemindStage::LastDay | RemindStage::Suspended)) => at_the_end,
            (_, Some(RemindStage::Due)) => self.climb.next_as(RemindStage::Yellow),
            (_, Some(RemindStage::Yellow)) => self.climb.next_as(RemindStage::Red),
            (_, Some(RemindStage::Red)) => None,
        }
    }

    /// After half of it: when a stricter local rule ends, else when most of the term has passed. None in a very short term.
    #[must_use]
    pub fn second_reminder(&self) -> Option<Wake> {
        match self.due.remind_by {
            Some(at) => Some(Wake { at, stage: RemindStage::Local }),
            None => self.warning(),
        }
    }

    /// When the officer who owes it is warned: when a stricter local rule ends, else when most of the term has passed.
    fn warning(&self) -> Option<Wake> {
        let length = self.due.due.since(self.due.started_at);
        let most = self.due.started_at.plus(length / 100 * u32::from(EARLY_PERCENT));
        (length >= SHORTEST_WARNED).then(|| Wake { at: self.due.remind_by.unwrap_or(most), stage: RemindStage::Early })
    }

    /// When its last working day begins, as the step before told; of a term that has moved since, its last day. None if the
    /// step before came later than that.
    fn last_day(&self) -> Option<Wake> {
        let before = self.warning()?.at;
        let last_day = || Timestamp::beijing_midnight(due::last_day(self.due.due));
        let at = self.climb.next_at.unwrap_or_else(last_day);
        (at > before && at < self.due.due).then_some(Wake { at, stage: RemindStage::LastDay })
    }
}

impl Climb {
    fn next_as(&self, stage: RemindStage) -> Option<Wake> {
        self.next_at.map(|at| Wake { at, stage })
    }
}

impl Review {
    fn next_step(&self) -> Option<Wake> {
        match self.climb.stage {
            None => Some(Wake { at: self.due, stage: RemindStage::Suspended }),
            Some(RemindStage::Suspended) => self.climb.next_as(RemindStage::Red),
            Some(
                RemindStage::Half
                | RemindStage::Local
                | RemindStage::Early
                | RemindStage::LastDay
                | RemindStage::Due
                | RemindStage::Yellow
                | RemindStage::Red,
            ) => None,
        }
    }
}
