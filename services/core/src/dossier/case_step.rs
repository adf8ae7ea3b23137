//! Steps of a case at who tries it (案件进程): what follows mediation, the application for mediation on line, and what follows
//! a ruling on confirmation.

use super::Entry;
use crate::{
    matter::Matter,
    referral::Referral,
    subject::Material,
    term::{Words, words},
    text::Text,
    time::{Date, Timestamp},
};

/// One step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStep {
    /// Which.
    pub act: CaseAct,
    /// On which day.
    pub on: Date,
    /// Who received it or did it, where it is of one person.
    pub person: Option<Text>,
    /// The day from which what follows counts: where a ruling is served, the last day for performance (履行期最后一日); where an
    /// interested person objects, the day on which it knew.
    pub counted_from: Option<Date>,
    /// What shows it: the notice, the proof of service, the application.
    pub document: Option<Material>,
    /// In words; for a decided objection, what was decided.
    pub text: Option<Text>,
}

/// Which step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaseAct {
    /// 收到在线调解申请
    OnlineAsked,
    /// 通知交纳案件受理费
    FeeNotified,
    /// 转入审理
    TrialResumed,
    /// 登记立案
    Filed,
    /// 送达确认裁定
    RulingServed,
    /// 当事人对确认裁定提出异议
    PartyObjected,
    /// 利害关系人对确认裁定提出异议
    InterestedObjected,
    /// 异议已审查决定
    ObjectionDecided,
    /// 申请执行确认裁定
    EnforcementAsked,
}

impl CaseAct {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::OnlineAsked,
        Self::FeeNotified,
        Self::TrialResumed,
        Self::Filed,
        Self::RulingServed,
        Self::PartyObjected,
        Self::InterestedObjected,
        Self::ObjectionDecided,
        Self::EnforcementAsked,
    ];

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::OnlineAsked => words("收到在线调解申请", "the application for mediation on line was received"),
            Self::FeeNotified => words("通知交纳案件受理费", "the fee was asked for"),
            Self::TrialResumed => words("转入审理", "the trial goes on"),
            Self::Filed => words("登记立案", "the case was registered"),
            Self::RulingServed => words("送达确认裁定", "the ruling on confirmation was served"),
            Self::PartyObjected => words("当事人对确认裁定提出异议", "a party objected to the ruling on confirmation"),
            Self::InterestedObjected => {
                words("利害关系人对确认裁定提出异议", "an interested person objected to the ruling on confirmation")
            }
            Self::ObjectionDecided => words("异议已审查决定", "it was decided on the objection"),
            Self::EnforcementAsked => words("申请执行确认裁定", "enforcement of the ruling was asked for"),
        }
    }
}

impl Matter {
    /// Whether this step was written down since the referral ended or had its result; a service, of every party.
    #[must_use]
    pub fn has_taken(&self, act: CaseAct, after: &Referral) -> bool {
        let since = after.milestones.concluded_at.or(after.milestones.ended_at);
        let taken = |(at, step): &(Timestamp, &CaseStep)| step.act == act && since.is_none_or(|since| *at >= since);
        let of = |party: &Text| self.case_steps().filter(taken).any(|(_, step)| step.person.as_ref() == Some(party));
        match act {
            CaseAct::RulingServed => self.subject.parties.iter().all(|party| of(&party.name)),
            CaseAct::OnlineAsked
            | CaseAct::FeeNotified
            | CaseAct::TrialResumed
            | CaseAct::Filed
            | CaseAct::PartyObjected
            | CaseAct::InterestedObjected
            | CaseAct::ObjectionDecided
            | CaseAct::EnforcementAsked => self.case_steps().any(|it| taken(&it)),
        }
    }

    /// Whether an objection to a ruling waits for its decision: each decision answers one.
    #[must_use]
    pub fn has_open_objection(&self) -> bool {
        let count = |acts: &[CaseAct]| self.case_steps().filter(|(_, step)| acts.contains(&step.act)).count();
        count(&[CaseAct::PartyObjected, CaseAct::InterestedObjected]) > count(&[CaseAct::ObjectionDecided])
    }

    /// Whether mediation on line was asked for.
    #[must_use]
    pub fn asked_on_line(&self) -> bool {
        self.case_steps().any(|(_, step)| step.act == CaseAct::OnlineAsked)
    }

    /// Steps of the case with when each was written down, oldest first.
    pub fn case_steps(&self) -> impl Iterator<Item = (Timestamp, &CaseStep)> {
        self.dossier.iter().filter_map(|entered| {
            let Entry::CaseStep(step) = &entered.entry else { return None };
            Some((entered.at, step))
        })
    }
}
