//! Late 签收 and 受理: offers that the sender's desk or officer takes or refuses (exchange §4).

use super::{Act, Draft, only};
use crate::{
    command::Answer,
    letter::{
        Body, Letter, LetterRef,
        body::{Officer, Ruling, Timing, Verdict},
    },
    matter::Matter,
    referral::{Referral, Stage},
    refusal::Refusal,
};

/// The sender's desk meets a 签收 or 受理. In time and in order it needs no answer. Otherwise it is an offer: taken at once
/// while the referral is open, left to an officer after a lapse, superseded when somebody else is designated or a recall
/// or withdrawal is pending.
pub(super) fn offered(matter: &Matter, referral: &Referral, letter: &Letter, timing: Timing) -> Vec<Act> {
    if let Some(pending) = referral.pending.as_ref().filter(|_| timing == Timing::Late) {
        return vec![superseded(referral, pending.letter.clone(), None)];
    }
    let fits = match (&letter.body, referral.stage) {
        (Body::Acknowledge(_), Stage::Sent | Stage::Arrived) | (Body::Accept(_), Stage::Acknowledged) => true,
        (_, _) => false,
    };
    if fits {
        return match timing {
            Timing::InTime => Vec::new(),
            Timing::Late => only(referral, ruling(Ruling::Taken, letter.reference.clone(), None)),
        };
    }
    let open_to_officer =
        referral.stage == Stage::Lapsed && matter.closed.is_none() && !matter.designated_besides(&referral.id);
    if open_to_officer || !referral.stage.is_ended() {
        return Vec::new();
    }
    vec![superseded(referral, referral.reference.clone(), None)]
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
