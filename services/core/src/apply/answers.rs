//! Verdicts: one desk names the letter that won.

use super::{endings::end, handing_over::take, is_by_sender, is_ours, stop};
use crate::{
    letter::{
        Letter,
        body::{Ruling, Verdict},
    },
    referral::{ClaimTarget, DeadlineStatus, Duty, Referral, Side, Stage},
};

pub(super) fn verdict(referral: &mut Referral, letter: &Letter, verdict: &Verdict) {
    let by_sender = is_by_sender(referral, letter);
    if referral.overtaken(letter) {
        return;
    }
    let seen_by_sender = letter.seen_number;
    match &verdict.ruling {
        Ruling::Taken => taken(referral, letter, verdict),
        Ruling::Superseded => {
            // What the receiver took on in time after the offer, and the sender had not seen yet, stands.
            let receiver = referral.receiver();
            let stands = referral.reference.from == *receiver && referral.reference.number > seen_by_sender;
            referral.offer = None;
            referral.superseded = !stands;
        }
        Ruling::Deemed => deemed(referral, letter),
        Ruling::Recalled => ended_by_receiver(referral, Stage::Recalled, letter, verdict),
        // The sender says so from the due instant on, and then its word stands.
        Ruling::Withdrawn if by_sender => {
            if referral.stage != Stage::Confirmed {
                end(referral, Stage::Withdrawn, &verdict.decided_by, letter);
            }
        }
        Ruling::Withdrawn => ended_by_receiver(referral, Stage::Withdrawn, letter, verdict),
        // What the sender asked after the refused recall still waits.
        Ruling::RecallRefused => {
            referral.pending = referral.pending.take().filter(|pending| pending.letter.number > letter.seen_number);
        }
        Ruling::Concluded => referral.pending = None,
        Ruling::Refused { .. } => {
            if verdict.decided_by == referral.refer {
                ended_by_receiver(referral, Stage::Declined, letter, verdict);
            }
        }
    }
}

/// Silence counts as 签收 (视为签收), by the sender's word alone.
fn deemed(referral: &mut Referral, letter: &Letter) {
    if !matches!(referral.stage, Stage::Sent | Stage::Arrived) {
        return;
    }
    referral.stage = match referral.signing_leads_to() {
        ClaimTarget::Acknowledged => Stage::Acknowledged,
        ClaimTarget::Accepted => Stage::Accepted,
    };
    referral.reference = letter.reference.clone();
    referral.milestones.deemed_at = Some(letter.decided_at);
    referral.undated = Some(letter.reference.content);
    // A late signature adds nothing to it.
    referral.offer = None;
    stop(referral, Duty::Acknowledge, DeadlineStatus::Cancelled { at: letter.decided_at });
    if referral.side == Side::Sender {
        // We answer for it until the receiver is known to hold this verdict.
        referral.released_by = Some(letter.reference.number);
    }
}

fn taken(referral: &mut Referral, letter: &Letter, verdict: &Verdict) {
    let Some(claim) = referral.claim(&verdict.decided_by).cloned() else { return };
    if referral.stage == Stage::Confirmed {
        return;
    }
    referral.offer = None;
    referral.superseded = false;
    // What the receiver did on its own after the claim is undone; `take` sets the rest.
    referral.decline = None;
    referral.outcome = None;
    referral.milestones.accepted_at = None;
    referral.milestones.concluded_at = None;
    referral.milestones.concluded_by = None;
    take(referral, &claim);
    if referral.side == Side::Sender && is_ours(referral, letter) {
        // We answer for it until the receiver is known to hold this verdict.
        referral.released_by = Some(letter.reference.number);
    }
}

/// The receiver obeyed; but if the sender has ended the referral meanwhile, the sender's word stands.
fn ended_by_receiver(referral: &mut Referral, stage: Stage, letter: &Letter, verdict: &Verdict) {
    if referral.stage.is_before_conclusion() {
        end(referral, stage, &verdict.decided_by, letter);
    }
}
