//! The ways a referral ends early: decline, recall, withdrawal, lapse.

use super::{is_by_sender, is_ours, stop};
use crate::{
    letter::{
        Body, Letter, LetterRef,
        body::{Decline, Lapse, LapseGround},
    },
    referral::{DeadlineStatus, Duty, Pending, PendingKind, Referral, Side, Stage},
    time::Timestamp,
};

pub(super) fn declined(referral: &mut Referral, letter: &Letter, decline: &Decline) {
    if !matches!(referral.stage, Stage::Sent | Stage::Arrived | Stage::Acknowledged) {
        return;
    }
    referral.decline = Some(decline.clone());
    end(referral, Stage::Declined, &letter.reference, letter);
}

/// A recall, or a party's withdrawal told by either side. The receiver's word ends the referral while it decides;
/// otherwise the sender obeys by a verdict that follows.
pub(super) fn asked_back(referral: &mut Referral, letter: &Letter) {
    if !referral.stage.is_before_conclusion() {
        return;
    }
    let kind = if matches!(letter.body, Body::Recall(_)) { PendingKind::Recall } else { PendingKind::Withdrawal };
    let by_sender = is_by_sender(referral, letter);
    if !by_sender && referral.decided_by_receiver(letter) {
        end(referral, Stage::Withdrawn, &letter.reference, letter);
    } else if by_sender || is_ours(referral, letter) {
        referral.pending = Some(Pending { letter: letter.reference.clone(), kind });
    }
}

/// The sender's word, once applied, stands whatever the receiver's state was, but not after a confirmed conclusion.
pub(super) fn lapsed(referral: &mut Referral, letter: &Letter, lapse: &Lapse) {
    if referral.stage == Stage::Confirmed {
        return;
    }
    if let LapseGround::Override { reason, .. } = &lapse.ground {
        referral.overridden = Some(reason.clone());
    }
    end(referral, Stage::Lapsed, &letter.reference, letter);
    if referral.side == Side::Receiver {
        // The sender has taken it by its own lapse; we hold the letter that says so.
        referral.released_by = None;
    }
}

/// Ends the referral at `stage` by the letter `by`, as `letter` says.
pub(super) fn end(referral: &mut Referral, stage: Stage, by: &LetterRef, letter: &Letter) {
    let held = referral.stage.is_held_by_receiver();
    referral.stage = stage;
    referral.reference = by.clone();
    referral.pending = None;
    referral.milestones.ended_at = Some(letter.decided_at);
    referral.milestones.suspended = None;
    cancel_all(referral, letter.decided_at);
    if referral.side == Side::Receiver {
        referral.released_by = (held && is_ours(referral, letter)).then_some(letter.reference.number);
    } else {
        referral.released_by = None;
    }
}

fn cancel_all(referral: &mut Referral, at: Timestamp) {
    referral.undated = None;
    for duty in Duty::ALL {
        stop(referral, duty, DeadlineStatus::Cancelled { at });
    }
}
