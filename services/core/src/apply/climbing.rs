//! The steps of the ladder that a deadline has taken, at the desk that took them.

use crate::{
    event::Climbed,
    letter::body::Remind,
    referral::{Climb, Deadline, DeadlineStatus, Duty, Owed, Referral},
    time::Timestamp,
};

/// Our reminder of a duty that the peer owes.
pub(super) fn reminded(referral: &mut Referral, remind: &Remind, position: u64) {
    let told = referral.officer.clone();
    let step = Climb { stage: Some(remind.stage), told, position, next_at: remind.next_at };
    for deadline in of(referral, remind.duty).filter(|deadline| deadline.owed == Owed::ByPeer) {
        set(deadline, step.clone());
    }
}

/// A step of a duty that we owe.
pub(super) fn climbed(referral: &mut Referral, duty: Duty, climbed: &Climbed, position: u64) {
    for deadline in of(referral, duty).filter(|deadline| deadline.owed == Owed::ByUs) {
        take(deadline, climbed, position);
    }
}

/// The due instant of a duty that we owe has passed.
pub(super) fn fired(referral: &mut Referral, duty: Duty, at: Timestamp) {
    for deadline in of(referral, duty) {
        deadline.fired_at = Some(at);
    }
}

/// A step that the desk recorded.
pub(super) fn take(deadline: &mut Deadline, climbed: &Climbed, position: u64) {
    let Climbed { stage, told, next_at, .. } = climbed.clone();
    set(deadline, Climb { stage: Some(stage), told, position, next_at });
}

fn of(referral: &mut Referral, duty: Duty) -> impl Iterator<Item = &mut Deadline> {
    referral.deadlines.iter_mut().filter(move |deadline| deadline.duty == duty)
}

/// While a term stands still, it is the review of that which climbs.
fn set(deadline: &mut Deadline, step: Climb) {
    match (deadline.status, &mut deadline.review) {
        (DeadlineStatus::Suspended, Some(review)) => review.climb = step,
        (
            DeadlineStatus::Open
            | DeadlineStatus::Suspended
            | DeadlineStatus::Met { .. }
            | DeadlineStatus::Cancelled { .. },
            _,
        ) => deadline.climb = step,
    }
}
