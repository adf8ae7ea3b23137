//! Late 签收 and 受理: offers that the sender's desk or officer takes or refuses (exchange §4).

use super::{Act, Draft, only};
use crate::{
    command::Answer,
    letter::{
        Body, Letter, LetterRef,
        body::{Officer, Ruling, Timing, Verdict},
    },
    matter::Matter,
    referral::{Referral, Side, Stage},
    refusal::Refusal,
};

/// The sender's desk meets a 签收 or 受理. In time and in order it needs no answer. Otherwise it is an offer: taken at once
/// while the referral is open, left to an officer after a lapse, superseded when somebody else is designated or a recall
/// or withdrawal is pending.
pub(super) fn offered(matter: &Matter, referral: &Referral, letter: &Letter, timing: Timing) -> Vec<Act> {
    if referral.milestones.deemed_at.is_some() && matches!(letter.body, Body::Acknowledge(_)) {
        // It was deemed signed for before: nothing is left to take.
        return Vec::new();
    }
    let is_offer = timing == Timing::Late || referral.overtaken(letter);
    if !is_offer {
        return Vec::new();
    }
    if let Some(pending) = &referral.pending {
        return vec![superseded(referral, pending.letter.clone(), None)];
    }
    let accepts = matches!(letter.body, Body::Accept(_));
    let take = only(referral, ruling(Ruling::Taken, letter.reference.clone(), None));
    let too_late = vec![superseded(referral, referral.reference.clone(), None)];
    match referral.stage {
        Stage::Sent | Stage::Arrived if !accepts => take,
        Stage::Acknowledged if accepts => take,
        Stage::Lapsed if may_take(matter, referral) => Vec::new(),
        Stage::Sent
        | Stage::Arrived
        | Stage::Acknowledged
        | Stage::Objected
        | Stage::Accepted
        | Stage::Suspended
        | Stage::Concluded
        | Stage::Confirmed
        | Stage::Declined
        | Stage::Returned
        | Stage::Lapsed
        | Stage::Recalled
        | Stage::Withdrawn => too_late,
    }
}

/// Whether an officer may still take an offer after a lapse: the matter is open and nobody else is designated.
pub(super) fn may_take(matter: &Matter, referral: &Referral) -> bool {
    matter.closed.is_none() && !matter.designated_besides(&referral.id)
}

/// The sender's desk obeys a party's withdrawal that the receiver was told but could not decide itself. After a lapse
/// there is nothing to end, but the receiver's offer is off the table.
pub(super) fn withdrawn(referral: &Referral, letter: &Letter) -> Vec<Act> {
    if referral.decided_by_receiver(letter) {
        return Vec::new();
    }
    if referral.stage.is_before_conclusion() {
        return only(referral, ruling(Ruling::Withdrawn, letter.reference.clone(), None));
    }
    referral.offer.iter().map(|_| superseded(referral, letter.reference.clone(), None)).collect()
}

/// Every offer on the table is answered by the sender's turning elsewhere or closing.
pub(super) fn supersede_all(matter: &Matter) -> Vec<Act> {
    let open = matter.referrals.iter().filter(|referral| referral.side == Side::Sender && referral.offer.is_some());
    open.map(|referral| superseded(referral, referral.reference.clone(), None)).collect()
}

/// The offer comes too late; `by` is the letter that ended or will end the referral.
pub(super) fn superseded(referral: &Referral, by: LetterRef, officer: Option<Officer>) -> Act {
    Act::Send(Draft::about(referral, ruling(Ruling::Superseded, by, officer)))
}

/// An officer of the sender takes or refuses the offer after a lapse.
pub(super) fn answer(referral: &Referral, officer: Officer, answer: Answer) -> Result<Vec<Act>, Refusal> {
    let offer = referral.offer.clone().ok_or_else(|| {
        Refusal::out_of_order("NO_OFFER", "没有等待答复的逾期确认", "there is no late offer to answer")
    })?;
    Ok(match answer {
        Answer::Grant => only(referral, ruling(Ruling::Taken, offer, Some(officer))),
        Answer::Refuse => vec![superseded(referral, referral.reference.clone(), Some(officer))],
    })
}

fn ruling(ruling: Ruling, decided_by: LetterRef, officer: Option<Officer>) -> Body {
    Body::Verdict(Verdict { ruling, decided_by, officer })
}
