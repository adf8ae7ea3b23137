//! While the receiver handles it, and its result: progress, suspend, resume, extend, conclude, confirm.

use super::{handing_over::open, stop};
use crate::{
    letter::{
        Letter,
        body::{Conclude, Extend, Progress, Resume, Suspend},
    },
    referral::{Climb, DeadlineStatus, Duty, Referral, Review, Side, Stage},
};

pub(super) fn progress(referral: &mut Referral, progress: &Progress) {
    if let Some(body) = &progress.body {
        referral.mediated_by(body);
    }
    if progress.attempt.is_some() {
        referral.failed_attempt = progress.attempt;
    }
    if let Some(mediator) = &progress.mediator {
        referral.mediator = Some(mediator.clone());
    }
}

pub(super) fn suspended(referral: &mut Referral, letter: &Letter, suspend: &Suspend) {
    if referral.stage != Stage::Accepted {
        return;
    }
    referral.stage = Stage::Suspended;
    referral.reference = letter.reference.clone();
    referral.milestones.suspended = Some(suspend.reason);
    for deadline in referral.deadlines.iter_mut().filter(|deadline| deadline.duty == Duty::Handle) {
        deadline.status = DeadlineStatus::Suspended;
        deadline.pauses.push((suspend.suspended_at, None));
        deadline.review = suspend.review_due.as_ref().map(|due| Review { due: due.due, climb: Climb::default() });
    }
}

pub(super) fn resumed(referral: &mut Referral, letter: &Letter, resume: &Resume) {
    if referral.stage != Stage::Suspended {
        return;
    }
    referral.stage = Stage::Accepted;
    referral.reference = letter.reference.clone();
    referral.milestones.suspended = None;
    for deadline in referral.deadlines.iter_mut().filter(|deadline| deadline.duty == Duty::Handle) {
        deadline.status = DeadlineStatus::Open;
        deadline.review = None;
        deadline.due = resume.handle_due.clone();
        if let Some(pause) = deadline.pauses.last_mut() {
            pause.1 = Some(resume.resumed_at);
        }
    }
}

/// The term told before stays as the first part of the count.
pub(super) fn extended(referral: &mut Referral, extend: &Extend) {
    if referral.stage != Stage::Accepted {
        return;
    }
    for deadline in referral.deadlines.iter_mut().filter(|deadline| deadline.duty == Duty::Handle) {
        deadline.earlier.push(std::mem::replace(&mut deadline.due, extend.handle_due.clone()));
        deadline.fired_at = None;
        deadline.climb = Climb::default();
    }
}

pub(super) fn concluded(referral: &mut Referral, letter: &Letter, conclude: &Conclude) {
    if referral.stage != Stage::Accepted {
        return;
    }
    referral.stage = Stage::Concluded;
    referral.reference = letter.reference.clone();
    referral.milestones.concluded_at = Some(letter.decided_at);
    referral.milestones.concluded_by = letter.body.officer().cloned();
    referral.outcome = Some(conclude.outcome.clone());
    referral.pending = None;
    stop(referral, Duty::Handle, DeadlineStatus::Met { at: letter.decided_at });
    match referral.side {
        // The sender has the result in its hands: nothing is left to wait for.
        Side::Sender => {}
        Side::Receiver => {
            referral.released_by = Some(letter.reference.number);
            open(referral, Duty::FeedBack, conclude.feed_back_due.clone());
        }
    }
}

pub(super) fn confirmed(referral: &mut Referral, letter: &Letter) {
    if referral.stage != Stage::Concluded {
        return;
    }
    referral.stage = Stage::Confirmed;
    referral.reference = letter.reference.clone();
    referral.milestones.ended_at = Some(letter.decided_at);
    referral.pending = None;
    stop(referral, Duty::FeedBack, DeadlineStatus::Met { at: letter.decided_at });
}

/// The result that our own desk gave has reached the sender's.
pub(crate) fn fed_back(referral: &Referral, delivered: u64) -> bool {
    referral.side == Side::Receiver
        && referral.stage == Stage::Concluded
        && referral.reference.from != referral.peer
        && referral.reference.number <= delivered
}
