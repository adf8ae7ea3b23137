//! What officers decided and wrote into the dossier: intake, cards and their approval, sorting, the written opinion.

use super::{Known, day, moment};
use crate::{
    command::Answer,
    dossier::{Approval, Approved, Card, Entered, Entry, Level, Reply},
    matter::Matter,
    petition::Sort,
    text::Text,
};

/// One thing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// 案件来源
    Source,
    /// 接收单位: the referral's, else that of the transfer card.
    HandedTo,
    /// 处理意见 of the registration card.
    Handling,
    /// 工作意见 of the transfer card.
    Opinion,
    /// 审签人: the leader who approved the newest transfer card, or the handing over.
    Approver,
    /// 审签日期和意见: on which day that was, and what the leader said.
    Approval,
    /// 接报时间: as it was told at intake, else when it was registered.
    ReportedAt,
    /// 发生时间, as it was told at intake.
    OccurredAt,
    /// 告知卡: why it cannot be settled here.
    NotHere,
    /// 告知卡: which way is open.
    Remedy,
    /// That a petition was accepted, and when.
    Accepted,
    /// 处理途径, as the petition was sorted.
    Route,
    /// 投诉请求 of the written opinion; else the summary.
    Request,
    /// 事实和理由 of the written opinion.
    Facts,
    /// 处理意见 of the written opinion.
    Decision,
    /// 法律法规依据 of the written opinion.
    Law,
}

impl Written {
    pub(super) fn said(self, known: &Known<'_>) -> Option<String> {
        let matter = known.matter;
        let words = |text: &Text| text.as_str().to_owned();
        let card = || newest_card(matter, |card| matches!(card, Card::Another { .. }));
        let told = || newest_card(matter, |card| matches!(card, Card::Told { .. }));
        match self {
            Self::Source => matter.intake().map(|intake| intake.source.zh().to_owned()),
            Self::HandedTo => {
                let peer = known.referral.map(|referral| known.name(&referral.peer));
                peer.or_else(|| card().map(|card| words(parts(card).0)))
            }
            Self::Handling => {
                newest_card(matter, |card| matches!(card, Card::Ours { .. })).map(|card| words(parts(card).0))
            }
            Self::Opinion => card().map(|card| words(parts(card).1)),
            Self::Approver => approval(matter).map(|(by, _)| words(&by.officer)),
            Self::Approval => approval(matter).map(|(by, approval)| {
                let opinion = approval.opinion.as_ref().map_or_else(String::new, |it| format!("：{}", it.as_str()));
                format!("{}同意{opinion}", day(by.at))
            }),
            Self::ReportedAt => {
                let told = matter.intake().and_then(|intake| intake.received_at);
                Some(moment(told.unwrap_or(matter.registered_at)))
            }
            Self::OccurredAt => matter.intake()?.occurred_at.map(moment),
            Self::NotHere => told().map(|card| words(parts(card).0)),
            Self::Remedy => told().map(|card| words(parts(card).1)),
            Self::Accepted => accepted(known),
            Self::Route => route(matter),
            Self::Request => reply(matter).map(|it| &it.request).or(matter.subject.summary.as_ref()).map(words),
            Self::Facts => reply(matter).map(|it| words(&it.facts)),
            Self::Decision => reply(matter).map(|it| words(&it.opinion)),
            Self::Law => reply(matter).map(|it| words(&it.legal_basis)),
        }
    }
}

fn newest_card(matter: &Matter, is: impl Fn(&Card) -> bool) -> Option<&Card> {
    matter.dossier.iter().rev().find_map(|entered| {
        let Entry::Card(card) = &entered.entry else { return None };
        is(card).then_some(card)
    })
}

/// To whom and why, or why and which way.
const fn parts(card: &Card) -> (&Text, &Text) {
    match card {
        Card::Ours { opinion } => (opinion, opinion),
        Card::Another { to, opinion } => (to, opinion),
        Card::Told { reason, remedy } => (reason, remedy),
    }
}

/// Of the last word on the newest transfer card, or on handing over: who refused approved nothing.
fn approval(matter: &Matter) -> Option<(&Entered, &Approval)> {
    let newest = matter.transfer_card().map(|(position, _)| position);
    let (by, last) = matter.dossier.iter().rev().find_map(|entered| {
        let Entry::Approval(approval) = &entered.entry else { return None };
        let meant = match &approval.of {
            Approved::Card(position) => Some(*position) == newest,
            Approved::Kind(_) => true,
            Approved::Sparing(_) | Approved::Extension(_) => false,
        };
        meant.then_some((entered, approval))
    })?;
    (last.answer == Answer::Grant).then_some((by, last))
}

fn accepted(known: &Known<'_>) -> Option<String> {
    let of_referral = known.referral.and_then(|referral| referral.milestones.accepted_at);
    let at = of_referral.or_else(|| known.matter.sorting()?.accepted_at)?;
    Some(format!("已于{}受理", moment(at)))
}

fn route(matter: &Matter) -> Option<String> {
    let Sort::Claim(way) = matter.sort()? else { return None };
    Some(format!("按照《信访工作条例》第三十一条第{}项规定的途径和程序处理", way.item()))
}

fn reply(matter: &Matter) -> Option<&Reply> {
    matter.reply(Level::First)
}
