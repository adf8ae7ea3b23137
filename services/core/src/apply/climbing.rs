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
    take(referral, remind.duty, Owed::ByPeer, step);
}

/// A step of a duty that we owe.
pub(super) fn climbed(referral: &mut Referral, duty: Duty, climbed: &Climbed, position: u64) {
    let Climbed { stage, told, next_at, .. } = climbed.clone();
    take(referral, duty, Owed::ByUs, Climb { stage: Some(stage), told, position, next_at });
}

/// The due instant of a duty that we owe has passed.
pub(super) fn fired(referral: &mut Referral, duty: Duty, at: Timestamp) {
    for deadline in referral.deadlines.iter_mut().filter(|deadline| deadline.duty == duty) {
        deadline.fired_at = Some(at);
    }
}

/// While a term stands still, it is the review of that which climbs.
fn take(referral: &mut Referral, duty: Duty, owed: Owed, step: Climb) {
    let of = |deadline: &&mut Deadline| deadline.duty == duty && deadline.owed == owed;
    for deadline in referral.deadlines.iter_mut().filter(of) {
        match (&deadline.status, &mut deadline.review) {
            (DeadlineStatus::Suspended, Some(review)) => review.climb = step.clone(),
            (
                DeadlineStatus::Open
                | DeadlineStatus::Suspended
                | DeadlineStatus::Met { .. }
                | DeadlineStatus::Cancelled { .. },
                _,
            ) => deadline.climb = step.clone(),
        }
    }
}
