//! Which facts a matter is made of, and which of them a record changed. Computed from folded matters alone, so whoever folds the
//! journal again finds the same.

mod after;

use super::fact::{Fact, FactKey, Ground, Part, Standing, State};
use crate::{
    dossier::{Entry, Level, Source, TriageClass},
    due::Due,
    letter::{Body, Letter},
    matter::{
        Matter, OwnDeadline,
        own::{Ended, EndedBy},
    },
    numbers::CaseNumber,
    outcome::{ConfirmationDecision, OutcomeResult},
    purpose::{Purpose, PurposeKind},
    referral::{Deadline, DeadlineStatus, Duty, Referral, Side, Stage, deadline::EARLY_PERCENT},
    term::{LOCAL, NO_BASIS, Whose},
    time::Timestamp,
};
use std::sync::Arc;

/// What a record did to a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new, or says something else now.
    Put(Fact),
    /// It does not hold after all: another letter won.
    Gone(FactKey),
}

/// What became of the facts of a matter between two of its records. Referrals and own deadlines that did not change are not
/// looked at, unless what all facts of the matter carry did.
#[must_use]
pub fn changes(before: Option<&Matter>, after: &Matter) -> Vec<Change> {
    let mut changes = Vec::new();
    let retold = before.is_some_and(|before| (&before.subject.category, &before.dispute) != shared(after));
    compare(before.map(of_matter).unwrap_or_default(), of_matter(after), &mut changes);
    for referral in &after.referrals {
        let old = before.and_then(|before| before.referral(&referral.id));
        if retold || old != Some(referral) {
            let old = before.zip(old).map(|(matter, old)| of_referral(matter, old));
            compare(old.unwrap_or_default(), of_referral(after, referral), &mut changes);
        }
    }
    for own in &after.own {
        let old = before.and_then(|before| before.own(&own.id));
        if retold || old != Some(own) {
            let old = before.zip(old).and_then(|(matter, old)| of_own(matter, old));
            compare(old.into_iter().collect(), of_own(after, own).into_iter().collect(), &mut changes);
        }
    }
    changes
}

const fn shared(matter: &Matter) -> (&crate::text::Text, &crate::ids::DisputeCode) {
    (&matter.subject.category, &matter.dispute)
}

/// Every fact of a matter but those of single letters ([`of_letter`]).
#[must_use]
pub fn facts(matter: &Matter) -> Vec<Fact> {
    let referrals = matter.referrals.iter().flat_map(|referral| of_referral(matter, referral));
    of_matter(matter)
        .into_iter()
        .chain(referrals)
        .chain(matter.own.iter().filter_map(|own| of_own(matter, own)))
        .collect()
}

fn compare(old: Vec<Fact>, new: Vec<Fact>, changes: &mut Vec<Change>) {
    for fact in &old {
        if !new.iter().any(|new| new.key == fact.key) {
            changes.push(Change::Gone(fact.key.clone()));
        }
    }
    changes.extend(new.into_iter().filter(|fact| !old.contains(fact)).map(Change::Put));
}

/// What one letter adds, which can happen any number of times. It counts with what was known then.
#[must_use]
pub fn of_letter(before: Option<&Matter>, after: &Matter, letter: &Letter, position: u64) -> Option<Fact> {
    let referral = after.referral(&letter.referral)?;
    let old = before.and_then(|before| before.referral(&letter.referral));
    let terms = |referral: &Referral| referral.deadline(Duty::Handle).map_or(0, |deadline| deadline.earlier.len());
    let part = match &letter.body {
        Body::Progress(progress) if progress.attempt.is_some() => Part::AttemptFailed,
        Body::Extend(_) if terms(referral) > old.map_or(0, terms) => Part::Extended,
        Body::Remind(_) if referral.reminders > old.map_or(0, |old| old.reminders) => Part::Reminded,
        Body::Object(_) if referral.objection.is_some() && old.is_none_or(|old| old.objection.is_none()) => {
            Part::Objected
        }
        Body::Progress(_) | Body::Extend(_) | Body::Remind(_) | Body::Object(_) => return None,
        Body::Refer(_)
        | Body::Arrived(_)
        | Body::Acknowledge(_)
        | Body::Accept(_)
        | Body::Decline(_)
        | Body::DecideObjection(_)
        | Body::RequestSupplement(_)
        | Body::Supplement(_)
        | Body::MaterialRequest(_)
        | Body::Suspend(_)
        | Body::Resume(_)
        | Body::Recount(_)
        | Body::Conclude(_)
        | Body::ConfirmOutcome(_)
        | Body::Recall(_)
        | Body::Withdraw(_)
        | Body::Lapse(_)
        | Body::Verdict(_)
        | Body::Note(_)
        | Body::NotUnderstood(_) => return None,
    };
    let mut fact = Of::referral(after, referral).point(part, letter.decided_at);
    fact.key.nth = position;
    Some(fact)
}

/// A matter that began here and was not handed to us, whether it was solved at once, its end, and what its file says.
fn of_matter(matter: &Matter) -> Vec<Fact> {
    let of = Of::matter(matter, matter.id.as_str());
    let mut facts = Vec::new();
    if matter.incoming().is_none() {
        facts.push(of.point(Part::Registered, matter.registered_at));
        let screened = matter.intake().is_some_and(|intake| intake.source == Source::Screening);
        facts.extend(screened.then(|| of.point(Part::Screened, matter.registered_at)));
        facts.extend(is_filed(matter).then(|| of.point(Part::Filed, matter.registered_at)));
    }
    let at_once = |entry: &Entry| {
        let Entry::Triaged(triage) = entry else { return false };
        matches!(triage.class, TriageClass::SolvedOnTheSpot { .. })
    };
    let solved = matter.dossier.iter().find(|entered| at_once(&entered.entry));
    facts.extend(solved.map(|entered| of.point(Part::SolvedOnTheSpot, entered.at)));
    let opinion = matter.reply(Level::First);
    facts.extend(opinion.map(|reply| of.point(Part::OpinionGiven, reply.delivered_at)));
    if facts.iter().any(|fact| fact.key.part == Part::Screened) {
        let settled =
            solved.map(|entered| entered.at).into_iter().chain(matter.referrals.iter().filter_map(settled_at));
        facts.extend(settled.min().map(|at| of.point(Part::ScreenedSettled, at)));
    }
    facts.extend(matter.closed.as_ref().map(|closed| of.point(Part::Closed, closed.at)));
    after::of_file(&of, &mut facts);
    after::of_agreement(matter, &mut facts);
    facts
}

/// When mediation that we handed it to settled it.
fn settled_at(referral: &Referral) -> Option<Timestamp> {
    let (result, at) = result_of(referral)?;
    matches!(result, OutcomeResult::Agreement(_) | OutcomeResult::SettledAndWithdrawn).then_some(at)
}

/// 一审民事、行政案件, as its 案号 says.
fn is_filed(matter: &Matter) -> bool {
    let today = matter.registered_at.beijing_date();
    let number = matter.subject.own_number.as_ref().and_then(|it| CaseNumber::parse(it.as_str(), today).ok());
    number.is_some_and(|number| FIRST_INSTANCE.contains(&number.kind()))
}

/// 类型代字 of cases of first instance between citizens, and against the administration.
const FIRST_INSTANCE: [&str; 2] = ["民初", "行初"];

fn of_referral(matter: &Matter, referral: &Referral) -> Vec<Fact> {
    let of = Of::referral(matter, referral);
    let mut facts = match referral.purpose.kind() {
        PurposeKind::Handling | PurposeKind::Petition => handled(&of, referral),
        PurposeKind::Supervision => supervised(&of, referral),
        PurposeKind::Confirmation => confirmed(&of, referral),
    };
    facts.extend(referral.deadlines.iter().map(|deadline| of.duty(deadline)));
    facts
}

/// From handing over to the result. Each step says whether the next one came.
fn handled(of: &Of<'_>, referral: &Referral) -> Vec<Fact> {
    let at = &referral.milestones;
    let acknowledged = at.acknowledged.as_ref().map(|(at, _)| *at);
    let mut facts = vec![of.wait(Part::HandedOver, at.sent_at, acknowledged, at.deemed_at.or(at.ended_at))];
    facts.extend(referral.replaces.as_ref().map(|_| of.point(Part::Reassigned, at.sent_at)));
    facts.extend(acknowledged.map(|since| of.wait(Part::Acknowledged, since, at.accepted_at, at.ended_at)));
    facts.extend(at.deemed_at.map(|since| of.wait(Part::Deemed, since, at.accepted_at, at.ended_at)));
    facts.extend(at.accepted_at.map(|since| of.wait(Part::Accepted, since, at.concluded_at, at.ended_at)));
    if let Some((result, at)) = result_of(referral) {
        let part = match result {
            OutcomeResult::Agreement(_) => Some(Part::Agreed),
            OutcomeResult::SettledAndWithdrawn => Some(Part::Settled),
            OutcomeResult::NoAgreement(_) => Some(Part::NotAgreed),
            OutcomeResult::Terminated(_) => Some(Part::Terminated),
            OutcomeResult::Replied(_) => Some(Part::Replied),
            OutcomeResult::Answered(_) | OutcomeResult::Ruled(_) => None,
        };
        facts.extend(part.map(|part| of.point(part, at)));
    }
    facts.extend(early_end(referral.stage).zip(at.ended_at).map(|(part, at)| of.point(part, at)));
    facts
}

fn supervised(of: &Of<'_>, referral: &Referral) -> Vec<Fact> {
    let at = &referral.milestones;
    let mut facts = vec![of.wait(Part::Supervised, at.sent_at, at.concluded_at, at.ended_at)];
    facts.extend(result_of(referral).map(|(_, at)| of.point(Part::Answered, at)));
    facts
}

/// An application counts where the mediation counts that led to it, so that both can be compared.
fn confirmed(of: &Of<'_>, referral: &Referral) -> Vec<Fact> {
    let at = &referral.milestones;
    let mut facts = vec![of.wait(Part::Applied, at.sent_at, at.concluded_at, at.ended_at)];
    if let Some((OutcomeResult::Ruled(ruling), at)) = result_of(referral) {
        let part = match ruling.decision {
            ConfirmationDecision::Valid => Part::ConfirmedValid,
            ConfirmationDecision::Rejected(_) => Part::ConfirmationRejected,
        };
        facts.push(of.point(part, at));
    }
    if let (Purpose::Confirmation(application), Side::Sender) = (&referral.purpose, referral.side) {
        let from = application.from_referral.as_ref().and_then(|id| of.matter.referral(id));
        if let Some(from) = from {
            for fact in &mut facts {
                fact.peer = Some(from.peer.clone());
                fact.kind = Some(from.kind.clone());
                fact.body.clone_from(&from.mediation_body);
            }
        }
    }
    facts
}

/// A result stands while no other letter undid it.
fn result_of(referral: &Referral) -> Option<(&OutcomeResult, Timestamp)> {
    referral.outcome.as_ref().map(|outcome| &outcome.result).zip(referral.milestones.concluded_at)
}

const fn early_end(stage: Stage) -> Option<Part> {
    match stage {
        Stage::Declined => Some(Part::Declined),
        Stage::Returned => Some(Part::Returned),
        Stage::Lapsed => Some(Part::Lapsed),
        Stage::Recalled => Some(Part::Recalled),
        Stage::Withdrawn => Some(Part::Withdrawn),
        Stage::Sent
        | Stage::Arrived
        | Stage::Acknowledged
        | Stage::Objected
        | Stage::Accepted
        | Stage::Suspended
        | Stage::Concluded
        | Stage::Confirmed => None,
    }
}

/// Nobody is late with a right of parties, so it counts nowhere.
fn of_own(matter: &Matter, own: &OwnDeadline) -> Option<Fact> {
    if own.whose == Whose::Right {
        return None;
    }
    let fact = Of::matter(matter, own.id.as_str()).duty(&own.deadline);
    let stood_still = own.deadline.pauses.last().is_some_and(|(_, until)| until.is_none());
    match &own.ended {
        // What was late when another took its place was late all the same.
        Some(Ended { at, by: EndedBy::Successor, .. }) if own.deadline.due.due <= *at && !stood_still => {
            Some(Fact { state: State::Met, ..fact })
        }
        Some(_) | None => Some(fact),
    }
}

/// What all facts of one matter, referral or own deadline have in common.
struct Of<'m> {
    matter: &'m Matter,
    referral: Option<&'m Referral>,
    id: Arc<str>,
}

impl<'m> Of<'m> {
    fn matter(matter: &'m Matter, id: &str) -> Self {
        Self { matter, referral: None, id: id.into() }
    }

    fn referral(matter: &'m Matter, referral: &'m Referral) -> Self {
        Self { matter, referral: Some(referral), id: referral.id.as_str().into() }
    }

    fn point(&self, part: Part, at: Timestamp) -> Fact {
        Fact {
            key: FactKey { of: Arc::clone(&self.id), part, nth: 0 },
            at,
            state: State::Met,
            until: None,
            warn_at: None,
            rule: None,
            ground: Ground::Internal,
            standing: self.referral.map_or(Standing::Own, |referral| match referral.side {
                Side::Sender => Standing::Sent,
                Side::Receiver => Standing::Received,
            }),
            peer: self.referral.map(|referral| referral.peer.clone()),
            kind: self.referral.map(|referral| referral.kind.clone()),
            category: self.matter.subject.category.clone(),
            body: self.referral.and_then(|referral| referral.mediation_body.clone()),
            dispute: self.matter.dispute.clone(),
        }
    }

    /// From `since` on something is waited for, which came or will not.
    fn wait(&self, part: Part, since: Timestamp, came: Option<Timestamp>, ended: Option<Timestamp>) -> Fact {
        let (state, until) = match (came, ended) {
            (Some(came), _) => (State::Met, Some(came)),
            (None, Some(ended)) => (State::Cancelled, Some(ended)),
            (None, None) => (State::Open, None),
        };
        Fact { state, until, ..self.point(part, since) }
    }

    fn duty(&self, deadline: &Deadline) -> Fact {
        let part = match deadline.duty {
            Duty::Acknowledge => Part::DutyAcknowledge,
            Duty::Accept => Part::DutyAccept,
            Duty::Handle => Part::DutyHandle,
            Duty::FeedBack => Part::DutyFeedBack,
            Duty::AnswerObjection => Part::DutyAnswerObjection,
            Duty::Own => Part::DutyOwn,
        };
        let (state, until) = match deadline.status {
            DeadlineStatus::Open => (State::Open, None),
            DeadlineStatus::Suspended => (State::Suspended, None),
            DeadlineStatus::Met { at } => (State::Met, Some(at)),
            DeadlineStatus::Cancelled { at } => (State::Cancelled, Some(at)),
        };
        let due = &deadline.due;
        let internal = due.basis.contains(NO_BASIS) || due.basis.contains(LOCAL);
        let ground = if internal { Ground::Internal } else { Ground::Statutory };
        let (warn_at, rule) = (Some(warning(due)), Some(due.rule));
        Fact { state, until, warn_at, rule, ground, ..self.point(part, due.due) }
    }
}

/// When the owing officer is warned (DS05), or a stricter local rule ends.
fn warning(due: &Due) -> Timestamp {
    due.remind_by.unwrap_or_else(|| {
        let length = due.due.since(due.started_at);
        due.started_at.plus(length / 100 * u32::from(EARLY_PERCENT))
    })
}
