//! `apply` folds events into a matter. It computes nothing that depends on rules, calendar or clock: the event carries
//! it. Both ends of a referral run the same code over the same letters.

mod answers;
mod climbing;
mod endings;
mod handing_over;
mod handling;
mod objections;
mod own;
mod recounting;

use crate::{
    command::Answer,
    dossier::{Entered, Entry},
    event::{Event, Stamp},
    letter::{Body, Letter, body::Ruling},
    matter::{Attempt, Closed, Matter},
    referral::{DeadlineStatus, Duty, Referral, Side},
};

pub(crate) use handling::fed_back;

/// The matter after `event`. `None` before its first event; an event of a matter that never began changes nothing.
#[must_use]
pub fn apply(matter: Option<Matter>, stamp: Stamp<'_>, event: &Event) -> Option<Matter> {
    let begun = match (matter, event) {
        (None, Event::Registered { dispute, subject }) => Some(Matter {
            id: stamp.matter.clone(),
            dispute: dispute.clone(),
            subject: (**subject).clone(),
            registered_at: stamp.recorded_at,
            closed: None,
            referrals: Vec::new(),
            own: Vec::new(),
            attempts: Vec::new(),
            dossier: Vec::new(),
            told: Vec::new(),
            refusals: 0,
            opened: stamp.position,
            position: stamp.position,
        }),
        (None, Event::Received(letter)) => handing_over::received_matter(stamp, letter),
        (matter @ Some(_), Event::Registered { .. } | Event::Received(_)) => matter,
        (
            matter,
            Event::Closed { .. }
            | Event::Sent(_)
            | Event::BodyAssigned { .. }
            | Event::MediatorAssigned { .. }
            | Event::AttemptFailed { .. }
            | Event::DeadlineFired { .. }
            | Event::DeadlineClimbed { .. }
            | Event::FedBack { .. }
            | Event::Own { .. }
            | Event::Entered { .. }
            | Event::Refused,
        ) => matter,
    };
    begun.map(|mut matter| {
        matter.position = stamp.position;
        apply_to(&mut matter, stamp, event);
        matter
    })
}

fn apply_to(matter: &mut Matter, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::Registered { .. } => {}
        // What is known of an attempt beyond this desk is in the letter about it.
        Event::AttemptFailed { referral: _, text } => {
            matter.attempts.push(Attempt { position: stamp.position, text: text.clone() });
        }
        Event::Closed { reason } => matter.closed = Some(Closed { at: stamp.recorded_at, reason: reason.clone() }),
        Event::Refused => matter.refusals = matter.refusals.saturating_add(1),
        Event::Sent(letter) => {
            if let Body::Refer(refer) = &letter.body {
                matter.referrals.push(handing_over::referral(letter, refer, Side::Sender));
            }
            if let Some(referral) = matter.referral_mut(&letter.referral) {
                referral.newest_sent = letter.reference.number;
                apply_letter(referral, letter);
                bind(referral, letter);
                referral.officer = letter.body.officer().or(referral.officer.as_ref()).cloned();
                if let Body::Remind(remind) = &letter.body {
                    climbing::reminded(referral, remind, stamp.position);
                }
            }
        }
        Event::Received(letter) => {
            matter.told.extend(letter.body.words().into_iter().map(|(_, text)| text));
            if let Some(referral) = matter.referral_mut(&letter.referral).filter(|referral| referral.hears(letter)) {
                apply_letter(referral, letter);
                if !referral.stage.is_ended() {
                    // The sender took an offer up after we had closed: we have the matter again.
                    matter.closed = None;
                }
            }
        }
        Event::BodyAssigned { referral, body, again: _ } => {
            if let Some(referral) = matter.referral_mut(referral) {
                referral.mediated_by(body);
            }
        }
        Event::MediatorAssigned { referral, mediator } => {
            if let Some(referral) = matter.referral_mut(referral) {
                referral.mediator = Some(mediator.clone());
            }
        }
        Event::Entered { officer, entry } => {
            if let Entry::Linked(link) = &**entry {
                matter.dispute = link.dispute.clone();
            }
            matter.dossier.push(Entered {
                position: stamp.position,
                at: stamp.recorded_at,
                officer: officer.clone(),
                entry: (**entry).clone(),
            });
        }
        Event::Own { id, what } => own::apply(matter, stamp, id, what),
        Event::FedBack { referral } => {
            if let Some(referral) = matter.referral_mut(referral) {
                stop(referral, Duty::FeedBack, DeadlineStatus::Met { at: stamp.recorded_at });
            }
        }
        Event::DeadlineFired { referral, duty, due: _, climbed } => {
            if let Some(referral) = matter.referral_mut(referral) {
                climbing::fired(referral, *duty, stamp.recorded_at);
                climbing::climbed(referral, *duty, climbed, stamp.position);
            }
        }
        Event::DeadlineClimbed { referral, duty, climbed } => {
            if let Some(referral) = matter.referral_mut(referral) {
                climbing::climbed(referral, *duty, climbed, stamp.position);
            }
        }
    }
}

/// The same at both ends: a letter of the referral, sent or received.
fn apply_letter(referral: &mut Referral, letter: &Letter) {
    match &letter.body {
        Body::Refer(_) | Body::Note(_) | Body::NotUnderstood(_) => {}
        Body::Arrived(arrived) => handing_over::arrived(referral, letter, arrived),
        Body::Acknowledge(acknowledge) => handing_over::acknowledged(referral, letter, acknowledge),
        Body::Accept(accept) => handing_over::accepted(referral, letter, accept),
        Body::Object(object) => objections::objected(referral, letter, object),
        Body::DecideObjection(decision) => objections::decided(referral, letter, decision),
        Body::RequestSupplement(request) => referral.missing.clone_from(&request.items),
        Body::MaterialRequest(request) => {
            referral.missing = request.materials.iter().map(|material| material.name.clone()).collect();
        }
        Body::Supplement(_) => referral.missing.clear(),
        Body::Progress(progress) => handling::progress(referral, progress),
        Body::Suspend(_) | Body::Resume(_) | Body::Extend(_) | Body::Conclude(_) | Body::Decline(_)
            if referral.overtaken(letter) => {}
        Body::Suspend(suspend) => handling::suspended(referral, letter, suspend),
        Body::Resume(resume) => handling::resumed(referral, letter, resume),
        Body::Extend(extend) => handling::extended(referral, extend),
        Body::Recount(recount) => recounting::recounted(referral, letter, recount),
        Body::Conclude(conclude) => handling::concluded(referral, letter, conclude),
        Body::ConfirmOutcome(_) => handling::confirmed(referral, letter),
        Body::Remind(_) => referral.reminders = referral.reminders.saturating_add(1),
        Body::Decline(decline) => endings::declined(referral, letter, decline),
        Body::Recall(_) | Body::Withdraw(_) => endings::asked_back(referral, letter),
        Body::Lapse(lapse) => endings::lapsed(referral, letter, lapse),
        Body::Verdict(verdict) => answers::verdict(referral, letter, verdict),
    }
}

/// Our letter as the sender may set the receiver's state whatever it was (exchange §4).
fn bind(referral: &mut Referral, letter: &Letter) {
    let binds = match &letter.body {
        Body::Lapse(_) => true,
        Body::Verdict(verdict) => matches!(verdict.ruling, Ruling::Taken | Ruling::Withdrawn | Ruling::Deemed),
        Body::DecideObjection(decision) => decision.answer == Answer::Grant,
        Body::Refer(_)
        | Body::Arrived(_)
        | Body::Acknowledge(_)
        | Body::Accept(_)
        | Body::Decline(_)
        | Body::Object(_)
        | Body::RequestSupplement(_)
        | Body::Supplement(_)
        | Body::MaterialRequest(_)
        | Body::Progress(_)
        | Body::Suspend(_)
        | Body::Resume(_)
        | Body::Extend(_)
        | Body::Recount(_)
        | Body::Conclude(_)
        | Body::ConfirmOutcome(_)
        | Body::Recall(_)
        | Body::Withdraw(_)
        | Body::Remind(_)
        | Body::Note(_)
        | Body::NotUnderstood(_) => false,
    };
    if binds && referral.side == Side::Sender {
        referral.binding = letter.reference.number;
    }
}

/// Whether this desk wrote the letter.
fn is_ours(referral: &Referral, letter: &Letter) -> bool {
    letter.reference.to == referral.peer
}

/// Whether the referral's sender wrote the letter.
fn is_by_sender(referral: &Referral, letter: &Letter) -> bool {
    letter.reference.from == *referral.sender()
}

/// Stops a deadline that still runs or stands still.
fn stop(referral: &mut Referral, duty: Duty, status: DeadlineStatus) {
    for deadline in referral.deadlines.iter_mut().filter(|deadline| deadline.duty == duty) {
        if matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Suspended) {
            deadline.status = status;
        }
    }
}
