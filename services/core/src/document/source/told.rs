//! What the letters of a referral told besides its result.

use super::{Known, date, joined};
use crate::{
    due::display_due,
    letter::body::Object,
    petition::{ASSIGNMENT, Requirements, is_passed_on},
    purpose::{Application, Property, Purpose},
    referral::Duty,
    text::Text,
};

/// One thing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// 原函号: the number of the file where it began, else the referral's.
    Original,
    /// 转送 or 交办
    PassedOn,
    /// 六定: 责任领导
    Leader,
    /// 六定: 责任人
    Handler,
    /// 六定: 督办单位
    Supervisor,
    /// 办理时限, as 六定 have it; else until when the receiver handles it.
    Within,
    /// 不予受理: which ground.
    DeclineGround,
    /// 不予受理: why.
    DeclineReason,
    /// 异议: why.
    ObjectionReason,
    /// 异议: 建议去向
    ObjectionSuggestion,
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
        let referral = known.referral?;
        let words = |text: &Text| text.as_str().to_owned();
        let required = || requirements(&referral.purpose);
        let applied = || application(&referral.purpose);
        let objected = || objection(known);
        match self {
            Self::Original => {
                let number = known.matter.subject.own_number.as_ref().map(words);
                Some(number.unwrap_or_else(|| format!("对接 {}", referral.id.as_str())))
            }
            Self::PassedOn => is_passed_on(referral.kind.as_str())
                .then(|| if referral.kind.as_str() == ASSIGNMENT { "交办" } else { "转送" }.to_owned()),
            Self::Leader => required().map(|it| words(&it.leader)),
            Self::Handler => required().map(|it| words(&it.handler)),
            Self::Supervisor => required().map(|it| words(&it.supervisor)),
            Self::Within => required()
                .map(|it| format!("自本函之日起{}日内", it.days))
                .or_else(|| referral.deadline(Duty::Handle).map(|deadline| display_due(deadline.due.due))),
            Self::DeclineGround => referral.decline.as_ref().map(|it| it.code.zh().to_owned()),
            Self::DeclineReason => referral.decline.as_ref().map(|it| words(&it.text)),
            Self::ObjectionReason => objected().map(|it| words(&it.text)),
            Self::ObjectionSuggestion => objected()?.suggestion.as_ref().map(|agency| known.name(agency)),
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

fn requirements(purpose: &Purpose) -> Option<&Requirements> {
    purpose.passed_on()?.requirements.as_ref()
}

fn application(purpose: &Purpose) -> Option<&Application> {
    if let Purpose::Confirmation(application) = purpose { Some(application) } else { None }
}

fn objection<'a>(known: &Known<'a>) -> Option<&'a Object> {
    known.referral?.objection.as_ref().map(|(_, object)| object)
}

fn enclosed(application: &Application) -> Option<String> {
    let rights = match &application.property {
        Property::Concerned(rights) => rights.as_slice(),
        Property::NotConcerned => &[],
    };
    let all = [&application.agreement, &application.mediated_by].into_iter().chain(rights);
    joined(all.map(|material| material.name.as_str().to_owned()))
}
