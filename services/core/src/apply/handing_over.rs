//! From the sender's desk to the receiver's acceptance: refer, arrived, acknowledge, accept.

use super::{is_by_sender, stop};
use crate::{
    due::Due,
    event::Stamp,
    letter::{
        Body, Letter,
        body::{Accept, Acknowledge, Arrived, Refer, Timing},
    },
    matter::Matter,
    referral::{Claim, ClaimTarget, Climb, Deadline, DeadlineStatus, Duty, Milestones, Owed, Referral, Side, Stage},
};

/// The receiver's matter, which begins with the `Refer` it applies.
pub(super) fn received_matter(stamp: Stamp<'_>, letter: &Letter) -> Option<Matter> {
    let Body::Refer(refer) = &letter.body else { return None };
    Some(Matter {
        id: stamp.matter.clone(),
        dispute: letter.dispute.clone(),
        subject: refer.subject.clone(),
        registered_at: stamp.recorded_at,
        closed: None,
        referrals: vec![referral(letter, refer, Side::Receiver)],
        own: Vec::new(),
        attempts: Vec::new(),
        dossier: Vec::new(),
        told: Vec::new(),
        refusals: 0,
        opened: stamp.position,
        position: stamp.position,
    })
}

/// The referral that a `Refer` begins.
pub(super) fn referral(letter: &Letter, refer: &Refer, side: Side) -> Referral {
    let peer = match side {
        Side::Sender => letter.reference.to.clone(),
        Side::Receiver => letter.reference.from.clone(),
    };
    Referral {
        id: letter.referral.clone(),
        dispute: letter.dispute.clone(),
        kind: refer.kind.clone(),
        purpose: refer.purpose.clone(),
        side,
        peer,
        refer: letter.reference.clone(),
        procedure: refer.procedure,
        commission: refer.commission.clone(),
        path: refer.path.clone(),
        parent: refer.parent.clone(),
        replaces: refer.replaces.as_ref().map(|(referral, _)| referral.clone()),
        not_after: refer.not_after,
        stage: Stage::Sent,
        reference: letter.reference.clone(),
        milestones: Milestones { sent_at: letter.decided_at, ..Milestones::default() },
        deadlines: Vec::new(),
        claims: Vec::new(),
        offer: None,
        superseded: false,
        pending: None,
        released_by: None,
        binding: 0,
        overridden: None,
        decline: None,
        object_due: None,
        objection: None,
        undated: None,
        outcome: None,
        missing: Vec::new(),
        officer: None,
        mediation_body: None,
        mediator: None,
        failed_attempt: None,
        failed_bodies: Vec::new(),
        reminders: 0,
        newest_sent: 0,
    }
}

/// The addressee of a letter tells when the duty that it began is due.
pub(super) fn arrived(referral: &mut Referral, letter: &Letter, arrived: &Arrived) {
    if is_by_sender(referral, letter) {
        let objection = referral.objection.as_ref().map(|(objection, _)| objection.content);
        if referral.stage == Stage::Objected && objection == Some(arrived.content) {
            open(referral, Duty::AnswerObjection, arrived.due.clone());
        }
        return;
    }
    if arrived.content == referral.refer.content {
        referral.milestones.arrived_at = Some(arrived.arrived_at);
        referral.object_due.clone_from(&arrived.object_due);
        if referral.stage == Stage::Sent {
            referral.stage = Stage::Arrived;
            referral.reference = letter.reference.clone();
            open(referral, Duty::Acknowledge, arrived.due.clone());
        }
    } else if referral.undated == Some(arrived.content) && !referral.overtaken(letter) {
        referral.undated = None;
        match referral.stage {
            Stage::Acknowledged => open(referral, Duty::Accept, arrived.due.clone()),
            Stage::Accepted => open(referral, Duty::Handle, arrived.due.clone()),
            Stage::Sent
            | Stage::Arrived
            | Stage::Objected
            | Stage::Suspended
            | Stage::Concluded
            | Stage::Confirmed
            | Stage::Declined
            | Stage::Returned
            | Stage::Lapsed
            | Stage::Recalled
            | Stage::Withdrawn => {}
        }
    }
}

pub(super) fn acknowledged(referral: &mut Referral, letter: &Letter, acknowledge: &Acknowledge) {
    let claim = Claim {
        letter: letter.reference.clone(),
        at: letter.decided_at,
        officer: acknowledge.officer.clone(),
        target: referral.signing_leads_to(),
        next_due: acknowledge.accept_due.clone(),
    };
    let fits = matches!(referral.stage, Stage::Sent | Stage::Arrived) && !referral.overtaken(letter);
    claimed(referral, letter, claim, acknowledge.timing, fits);
}

pub(super) fn accepted(referral: &mut Referral, letter: &Letter, accept: &Accept) {
    let claim = Claim {
        letter: letter.reference.clone(),
        at: letter.decided_at,
        officer: accept.officer.clone(),
        target: ClaimTarget::Accepted,
        next_due: accept.handle_due.clone(),
    };
    let fits = referral.stage == Stage::Acknowledged && !referral.overtaken(letter);
    claimed(referral, letter, claim, accept.timing, fits);
}

/// In time and in order, the claim moves the referral. Late, or decided before the receiver knew that an officer of the
/// sender overrode the silence, it is an offer that waits for the sender's answer.
fn claimed(referral: &mut Referral, letter: &Letter, claim: Claim, timing: Timing, fits: bool) {
    if referral.milestones.deemed_at.is_some() && claim.target == referral.signing_leads_to() {
        // It was deemed signed for before: the late signature adds nothing.
        return;
    }
    referral.claims.push(claim.clone());
    if timing == Timing::InTime && fits {
        take(referral, &claim);
    } else if timing == Timing::Late || referral.overtaken(letter) {
        referral.offer = Some(letter.reference.clone());
    }
}

/// The referral is at the stage that `claim` leads to.
pub(super) fn take(referral: &mut Referral, claim: &Claim) {
    referral.reference = claim.letter.clone();
    referral.superseded = false;
    referral.milestones.ended_at = None;
    match claim.target {
        ClaimTarget::Acknowledged => {
            referral.stage = Stage::Acknowledged;
            referral.milestones.acknowledged = Some((claim.at, claim.officer.clone()));
            stop(referral, Duty::Acknowledge, DeadlineStatus::Met { at: claim.at });
            open(referral, Duty::Accept, claim.next_due.clone());
        }
        ClaimTarget::Accepted => {
            referral.stage = Stage::Accepted;
            referral.milestones.accepted_at = Some(claim.at);
            if referral.signing_leads_to() == ClaimTarget::Accepted {
                referral.milestones.acknowledged = Some((claim.at, claim.officer.clone()));
            }
            stop(referral, Duty::Acknowledge, DeadlineStatus::Met { at: claim.at });
            stop(referral, Duty::Accept, DeadlineStatus::Met { at: claim.at });
            open(referral, Duty::Handle, claim.next_due.clone());
        }
    }
}

/// Opens the one deadline of `duty`, in place of an earlier one.
pub(super) fn open(referral: &mut Referral, duty: Duty, due: Due) {
    let owed = if duty.owed_by() == Some(referral.side) { Owed::ByUs } else { Owed::ByPeer };
    // Taken up again after an end, the same term has fired and climbed already.
    let again = referral.deadline(duty).filter(|earlier| earlier.due == due);
    let (fired_at, climb) = again.map_or((None, Climb::default()), |earlier| (earlier.fired_at, earlier.climb.clone()));
    referral.deadlines.retain(|deadline| deadline.duty != duty);
    referral.deadlines.push(Deadline { fired_at, climb, ..Deadline::open(duty, owed, due) });
}
