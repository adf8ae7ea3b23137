//! What the file of a matter says after mediation: 履行, 回访, documents and 归档.

use super::{Fact, FactKey, Of, Part, State, Timestamp};
use crate::{
    dossier::{Entered, Entry, FollowUp, Performance, Performed, Satisfaction},
    matter::Matter,
    outcome::{Agreement, OutcomeResult},
    referral::{Referral, Side},
};

/// Documents that were issued and the file that was put away, each entry by itself.
pub(super) fn of_file(of: &Of<'_>, facts: &mut Vec<Fact>) {
    let each = |part, entered: &Entered| nth(of.point(part, entered.at), entered);
    for entered in &of.matter.dossier {
        if matches!(entered.entry, Entry::Document(_)) {
            facts.push(each(Part::DocumentIssued, entered));
        } else if matches!(entered.entry, Entry::Archive(_)) {
            facts.push(each(Part::Archived, entered));
        }
    }
}

/// Of the agreement that mediation led to, if it did: whether it was performed, whether its parties were called back, and what
/// they said. An agreement has these facts where it was mediated, and at its sender where that one wrote such things down
/// itself: no letter tells of them, so what nobody wrote down there is not known, rather than not done.
pub(super) fn of_agreement(matter: &Matter, facts: &mut Vec<Fact>) {
    let Some((referral, agreement)) = agreed(matter) else { return };
    let Some(agreed_at) = referral.milestones.concluded_at else { return };
    let of = Of::referral(matter, referral);
    let here = referral.side == Side::Receiver;
    let due = last_midnight(agreement, agreed_at);
    if here || matter.dossier.iter().any(|entered| performance(entered).is_some()) {
        facts.push(kept(of.point(Part::Performance, due), performed_at(matter, agreement, agreed_at)));
    }
    let calls = || matter.dossier.iter().filter_map(|entered| Some((entered, call_back(entered)?)));
    let first = calls().map(|(entered, _)| entered.at).next();
    if here || first.is_some() {
        facts.push(kept(of.point(Part::CallBack, due), first));
    }
    for (entered, call) in calls() {
        let part = match call.satisfaction {
            Satisfaction::Satisfied => Part::Satisfied,
            Satisfaction::Mostly => Part::MostlySatisfied,
            Satisfaction::Dissatisfied => Part::Dissatisfied,
        };
        let measures = call.measures.is_some().then_some(Part::Measures);
        let on = Timestamp::beijing_midnight(call.on);
        facts.extend([Some(part), measures].into_iter().flatten().map(|part| nth(of.point(part, on), entered)));
    }
}

/// As [`Matter::agreement`] finds it.
fn agreed(matter: &Matter) -> Option<(&Referral, &Agreement)> {
    matter.referrals.iter().find_map(|referral| {
        let Some(OutcomeResult::Agreement(agreement)) = referral.outcome.as_ref().map(|it| &it.result) else {
            return None;
        };
        Some((referral, agreement))
    })
}

/// The end of the last day on which it was to be performed: the day it was made, where it names none.
fn last_midnight(agreement: &Agreement, agreed_at: Timestamp) -> Timestamp {
    let last = agreement.perform_by.unwrap_or_else(|| agreed_at.beijing_date());
    Timestamp::beijing_midnight(last.tomorrow().unwrap_or(last))
}

/// The day on which it was performed, as a whole or with its last instalment. One that names no day was performed at once,
/// unless something else is written down.
fn performed_at(matter: &Matter, agreement: &Agreement, agreed_at: Timestamp) -> Option<Timestamp> {
    let mut written = matter.dossier.iter().filter_map(performance).peekable();
    if written.peek().is_none() {
        return agreement.perform_by.is_none().then_some(agreed_at);
    }
    let last = written.filter(|it| it.performed == Performed::Done).map(|it| it.on).max();
    last.filter(|_| matter.is_performed()).map(Timestamp::beijing_midnight)
}

const fn performance(entered: &Entered) -> Option<&Performance> {
    if let Entry::Performance(it) = &entered.entry { Some(it) } else { None }
}

const fn call_back(entered: &Entered) -> Option<&FollowUp> {
    if let Entry::FollowUp(it) = &entered.entry { Some(it) } else { None }
}

fn kept(fact: Fact, at: Option<Timestamp>) -> Fact {
    Fact { state: at.map_or(State::Open, |_| State::Met), until: at, ..fact }
}

fn nth(fact: Fact, entered: &Entered) -> Fact {
    Fact { key: FactKey { nth: entered.position, ..fact.key }, ..fact }
}
