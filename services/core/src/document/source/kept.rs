//! What the dossier keeps of a mediation and of what followed the agreement.

use super::{Known, date, joined, named};
use crate::{
    dossier::{Entered, Entry, FollowUp, Part, Performance, Performed, Proof, Satisfaction},
    matter::Matter,
    outcome::OutcomeResult,
};

/// One thing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// What all parties agreed in writing to make known of what was said in mediation, and by what they did.
    Released,
    /// 协议编号: of the newest agreement issued here.
    AgreementNumber,
    /// 履行情况
    Performance,
    /// 回访时间
    FollowedUpOn,
    /// 当事人满意情况
    Satisfaction,
    /// 回访后采取的措施
    Measures,
    /// 回访人: who wrote the call-back down.
    Visitor,
    /// What was filed as this part of the file, and what was issued as it.
    Filed(Part),
    /// 调解记录: what is there as such; else the sessions that were held.
    Sessions,
}

impl Kept {
    pub(super) fn said(self, known: &Known<'_>) -> Option<String> {
        let matter = known.matter;
        let words = |words: &str| words.to_owned();
        match self {
            Self::Released => released(matter),
            Self::AgreementNumber => agreement(known),
            Self::Performance => joined(entries(matter).filter_map(|(_, entry)| performed(entry))),
            Self::FollowedUpOn => called(matter).map(|(_, it)| date(it.on)),
            Self::Satisfaction => {
                called(matter).map(|(_, it)| format!("{}：{}", it.party.as_str(), said(it.satisfaction)))
            }
            Self::Measures => called(matter)?.1.measures.as_ref().map(|measures| words(measures.as_str())),
            Self::Visitor => called(matter).map(|(by, _)| words(by.officer.as_str())),
            Self::Filed(part) => filed(known, part),
            Self::Sessions => filed(known, Part::Record).or_else(|| sessions(matter)),
        }
    }
}

fn entries(matter: &Matter) -> impl Iterator<Item = (&Entered, &Entry)> {
    matter.dossier.iter().map(|entered| (entered, &entered.entry))
}

/// Of the newest agreement that was issued here and holds, unless the result is another.
fn agreement(known: &Known<'_>) -> Option<String> {
    let mediation = known.mediation().filter(|referral| referral.purpose.kind().hands_over());
    let outcome = mediation.and_then(|referral| referral.outcome.as_ref());
    if outcome.is_some_and(|outcome| !matches!(outcome.result, OutcomeResult::Agreement(_))) {
        return None;
    }
    let is = |id: &str| known.forms.iter().any(|form| form.id == id && form.part == Some(Part::Agreement));
    let newest = known.matter.issued().filter(|issued| is(issued.document.form.as_str())).last()?;
    Some(newest.document.number.as_str().to_owned())
}

/// With whose word in writing it is told, as otherwise it would not be.
fn released(matter: &Matter) -> Option<String> {
    let said = joined(matter.released().map(|(_, it)| it.text.as_str().to_owned()))?;
    let consents = matter.consent_of_all().ok()?.of_each();
    let of = joined(consents.iter().map(|it| format!("{}《{}》", it.party.as_str(), it.evidence.name.as_str())))?;
    Some(format!("{said}（各方当事人书面同意公开：{of}）"))
}

fn performed(entry: &Entry) -> Option<String> {
    let Entry::Performance(Performance { performed, instalment, on, .. }) = entry else { return None };
    let part = instalment.map_or_else(String::new, |it| format!("第{}期（共{}期）", it.number, it.of));
    let done = match performed {
        Performed::Done => "已履行",
        Performed::Breached => "未按约定履行",
    };
    Some(format!("{}{part}{done}", date(*on)))
}

fn called(matter: &Matter) -> Option<(&Entered, &FollowUp)> {
    matter.dossier.iter().rev().find_map(|entered| {
        let Entry::FollowUp(it) = &entered.entry else { return None };
        Some((entered, it))
    })
}

const fn said(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::Satisfied => "满意",
        Satisfaction::Mostly => "基本满意",
        Satisfaction::Dissatisfied => "不满意",
    }
}

fn filed(known: &Known<'_>, part: Part) -> Option<String> {
    let matter = known.matter;
    let proofs = matter.dossier.iter().filter_map(|entered| matter.proof(entered, part, known.forms));
    joined(proofs.filter_map(|proof| match proof {
        Proof::Filed(_, document) => Some(document.name.as_str().to_owned()),
        Proof::Issued(_, document) => Some(named(document)),
        Proof::Written(..) | Proof::Concluded => None,
    }))
}

fn sessions(matter: &Matter) -> Option<String> {
    joined(entries(matter).filter_map(|(_, entry)| {
        let Entry::Session(it) = entry else { return None };
        Some(format!("{}调解会（{}）", super::day(it.held_at), it.place.as_str()))
    }))
}
