//! What entries of a dossier mean for a rule: which begins it, which does it, and before what.

use super::{RuleId, Term, Words, words};
use crate::dossier::Channel;

/// A step that an entry of a dossier says was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Milestone {
    /// 收到信访事项, by a source that the rule names.
    PetitionReceived,
    /// 本单位受理
    TakenOn,
    /// 代收
    TakenInForAnother,
    /// 移交所代的单位
    HandedToIt,
    /// 发现不属本单位管辖
    FoundElsewhere,
    /// 已移送有管辖权的单位
    PassedElsewhere,
    /// 收到事故认定
    FindingReceived,
    /// 各方一致书面申请调解
    MediationAsked,
    /// 履行并书面申请不予处罚
    SparingAsked,
    /// 双方共同选定调解员
    MediatorChosen,
    /// 指定调解员
    MediatorDesignated,
    /// 申请回避
    RecusalAsked,
    /// 回避申请都已决定
    RecusalDecided,
    /// 达成调解协议；有履行期限的，履行期限届满
    AgreementReached,
    /// 回访
    FollowedUp,
    /// 达成协议后不履行
    AgreementBroken,
    /// 调解开始日：丧葬期满、治疗终结、定残或者定损
    LossKnown,
    /// 收到在线调解申请
    OnlineAsked,
    /// 申请在线调解，各方都同意
    OnlineAgreed,
    /// 登记立案
    Filed,
    /// 调解协议生效
    AgreementInEffect,
    /// 共同申请司法确认
    ConfirmationAsked,
    /// 送达确认裁定
    RulingServed,
    /// 对确认裁定提出异议
    PartyObjected,
    /// 履行期最后一日
    PerformanceDue,
    /// 申请执行
    EnforcementAsked,
}

/// What entries mean for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ByEntry {
    /// What begins it.
    pub begins: Option<Milestone>,
    /// From which sources what it counts from is received; none where it does not begin with a registration.
    pub received_by: &'static [Channel],
    /// What does it.
    pub does: Option<Milestone>,
    /// What leaves nothing of it to do.
    pub moot_by: Option<Milestone>,
    /// Whether it can still be done when its time is over.
    pub lateness: Lateness,
    /// What is done instead when it cannot.
    pub instead: Option<Words>,
    /// What does it counts only while none of these has been done.
    pub before: &'static [RuleId],
    /// What does it is not written while one of these runs and is not over: others have the first word.
    pub not_while: &'static [RuleId],
    /// It begins by an officer's word only after one of these began, or after what begins it was written down.
    pub after: &'static [RuleId],
    /// It begins by an officer's word only once one of these mediations, or one that was handed over, is over; none of them meaning
    /// always.
    pub over: &'static [RuleId],
    /// What begins it where a rule runs whose place it takes, and nowhere else.
    pub takes_over: Option<Milestone>,
}

/// What it means that something is done after its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lateness {
    /// It is done, late: a duty does not end with its term.
    Done,
    /// It is not done any more: a right ends with its term.
    Refused,
}

impl ByEntry {
    /// Nothing.
    pub const NOTHING: Self = Self {
        begins: None,
        received_by: &[],
        does: None,
        moot_by: None,
        lateness: Lateness::Done,
        instead: None,
        before: &[],
        not_while: &[],
        after: &[],
        over: &[],
        takes_over: None,
    };

    /// Whether this means something for it.
    #[must_use]
    pub fn knows(&self, milestone: Milestone) -> bool {
        [self.begins, self.does, self.moot_by].contains(&Some(milestone))
    }
}

impl Term {
    /// It begins when this is written down.
    #[must_use]
    pub const fn begun_by(mut self, milestone: Milestone) -> Self {
        self.by_entry.begins = Some(milestone);
        self
    }

    /// It begins when a petition is registered that came in one of these ways.
    #[must_use]
    pub const fn begun_by_receipt(mut self, channels: &'static [Channel]) -> Self {
        self.by_entry.begins = Some(Milestone::PetitionReceived);
        self.by_entry.received_by = channels;
        self
    }

    /// It is done when this is written down.
    #[must_use]
    pub const fn done_by(mut self, milestone: Milestone) -> Self {
        self.by_entry.does = Some(milestone);
        self
    }

    /// It is done when this is written down in time, and not after: a right of the parties.
    #[must_use]
    pub const fn done_in_time_by(mut self, milestone: Milestone) -> Self {
        self.by_entry.does = Some(milestone);
        self.by_entry.lateness = Lateness::Refused;
        self
    }

    /// Nothing of it is left to do when this is written down.
    #[must_use]
    pub const fn moot_by(mut self, milestone: Milestone) -> Self {
        self.by_entry.moot_by = Some(milestone);
        self
    }

    /// What is done instead when its time is over.
    #[must_use]
    pub const fn instead(mut self, zh: &'static str, en: &'static str) -> Self {
        self.by_entry.instead = Some(words(zh, en));
        self
    }

    /// But only while none of these has been done.
    #[must_use]
    pub const fn before(mut self, rules: &'static [RuleId]) -> Self {
        self.by_entry.before = rules;
        self
    }

    /// But not while one of these runs.
    #[must_use]
    pub const fn not_while(mut self, rules: &'static [RuleId]) -> Self {
        self.by_entry.not_while = rules;
        self
    }

    /// It begins only after one of these began.
    #[must_use]
    pub const fn only_after(mut self, rules: &'static [RuleId]) -> Self {
        self.by_entry.after = rules;
        self
    }

    /// It begins by an officer's word only once one of these is over, or a mediation that was handed over came to nothing.
    #[must_use]
    pub const fn only_once_over(mut self, rules: &'static [RuleId]) -> Self {
        self.by_entry.over = rules;
        self
    }

    /// It begins when this is written down, where a rule runs whose place it takes.
    #[must_use]
    pub const fn takes_over_by(mut self, milestone: Milestone) -> Self {
        self.by_entry.takes_over = Some(milestone);
        self
    }
}
