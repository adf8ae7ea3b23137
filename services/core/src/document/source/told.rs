//! What the letters of a referral told besides its result.

use super::{Known, date, day, joined};
use crate::{
    due::display_due,
    petition::{ASSIGNMENT, Requirements, is_passed_on},
    purpose::{Application, Property, Purpose},
    referral::{Duty, Referral},
    text::Text,
};

/// One thing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// 原函号: the number of the file where it began, else the referral's.
    Original,
    /// 转送 or 交办
    PassedOn,
    /// 六定: 责任单位
    Unit,
    /// 六定: 责任领导
    Leader,
    /// 六定: 责任人
    Handler,
    /// 六定: 督办单位
    Supervisor,
    /// 办理时限: until when the receiver handles it; until that is known, how long from the letter that 六定 were told in.
    Within,
    /// 不予受理: which ground.
    DeclineGround,
    /// 不予受理: why.
    DeclineReason,
    /// 异议: why.
    ObjectionReason,
    /// 异议: 建议去向
    ObjectionSuggestion,
    /// 司法确认: the court applied to.
    Court,
    /// 司法确认: the document that the application names as the agreement.
    Agreement,
    /// 司法确认: the day on which that agreement took effect.
    EffectiveOn,
    /// 司法确认: what proves that a body mediated.
    MediatedBy,
    /// 司法确认: 材料清单
    Enclosed,
    /// 司法确认: 委托代理人
    Agents,
}

impl Told {
    pub(super) fn said(self, known: &Known<'_>) -> Option<String> {
        let referral = known.referral;
        let words = |text: &Text| text.as_str().to_owned();
        let required = || requirements(&referral?.purpose);
        let applied = || application(known).map(|(_, application)| application);
        let objected = || referral?.objection.as_ref().map(|(_, object)| object);
        match self {
            Self::Original => {
                let number = known.matter.subject.own_number.as_ref().map(words);
                number.or_else(|| referral.map(|referral| format!("对接 {}", referral.id.as_str())))
            }
            Self::PassedOn => passed_on(referral?.kind.as_str()).map(str::to_owned),
            Self::Unit => required().map(|it| words(&it.unit)),
            Self::Leader => required().map(|it| words(&it.leader)),
            Self::Handler => required().map(|it| words(&it.handler)),
            Self::Supervisor => required().map(|it| words(&it.supervisor)),
            Self::Within => within(referral?),
            Self::DeclineGround => referral?.decline.as_ref().map(|it| it.code.zh().to_owned()),
            Self::DeclineReason => referral?.decline.as_ref().map(|it| words(&it.text)),
            Self::ObjectionReason => objected().map(|it| words(&it.text)),
            Self::ObjectionSuggestion => objected()?.suggestion.as_ref().map(|agency| known.name(agency)),
            Self::Court => application(known).map(|(referral, _)| known.name(referral.receiver())),
            Self::Agreement => applied().map(|it| words(&it.agreement.name)),
            Self::EffectiveOn => applied().map(|it| date(it.effective_on)),
            Self::MediatedBy => applied().map(|it| words(&it.mediated_by.name)),
            Self::Enclosed => applied().and_then(enclosed),
            Self::Agents => {
                joined(applied()?.agents.iter().map(|it| format!("{}代理{}", it.name.as_str(), it.party.as_str())))
            }
        }
    }
}

fn passed_on(kind: &str) -> Option<&'static str> {
    is_passed_on(kind).then_some(if kind == ASSIGNMENT { "交办" } else { "转送" })
}

/// Whatever the day on which the paper is written, it is counted from the letter.
fn within(referral: &Referral) -> Option<String> {
    let due = referral.deadline(Duty::Handle).map(|deadline| format!("于 {} 前", display_due(deadline.due.due)));
    let from = day(referral.milestones.sent_at);
    due.or_else(|| requirements(&referral.purpose).map(|it| format!("自移交之日（{from}）起{}日内", it.days)))
}

fn requirements(purpose: &Purpose) -> Option<&Requirements> {
    purpose.passed_on()?.requirements.as_ref()
}

/// The referral's own, or the newest of the matter where no referral is meant.
fn application<'a>(known: &Known<'a>) -> Option<(&'a Referral, &'a Application)> {
    let of = |referral: &'a Referral| match &referral.purpose {
        Purpose::Confirmation(application) => Some((referral, application)),
        Purpose::Handling | Purpose::Supervision(_) | Purpose::Petition(_) => None,
    };
    known.referral.map_or_else(|| known.matter.referrals.iter().rev().find_map(of), of)
}

fn enclosed(application: &Application) -> Option<String> {
    let rights = match &application.property {
        Property::Concerned(rights) => rights.as_slice(),
        Property::NotConcerned => &[],
    };
    let all = [&application.agreement, &application.mediated_by].into_iter().chain(rights);
    joined(all.map(|material| material.name.as_str().to_owned()))
}
