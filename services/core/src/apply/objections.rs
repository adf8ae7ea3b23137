//! An objection to competence and what the sender decides on it (信访工作条例第23条第3款).

use super::{endings::end, stop};
use crate::{
    command::Answer,
    letter::{
        Letter,
        body::{DecideObjection, Object},
    },
    referral::{DeadlineStatus, Duty, Referral, Side, Stage},
};

/// The receiver has spoken in time: 受理 is no longer waited for, the sender's answer is.
pub(super) fn objected(referral: &mut Referral, letter: &Letter, object: &Object) {
    if referral.stage != Stage::Acknowledged || referral.overtaken(letter) {
        return;
    }
    referral.objection = Some((letter.reference.clone(), object.clone()));
    referral.stage = Stage::Objected;
    referral.reference = letter.reference.clone();
    stop(referral, Duty::Accept, DeadlineStatus::Met { at: letter.decided_at });
}

/// Agreed, the sender takes the matter back by this word, whatever the receiver did meanwhile; refused, the receiver goes
/// on under a term that its desk tells.
pub(super) fn decided(referral: &mut Referral, letter: &Letter, decision: &DecideObjection) {
    match decision.answer {
        Answer::Grant => {
            if referral.stage != Stage::Confirmed {
                stop(referral, Duty::AnswerObjection, DeadlineStatus::Met { at: letter.decided_at });
                end(referral, Stage::Returned, &letter.reference, letter);
            }
            if referral.side == Side::Receiver {
                // The sender has taken it by its own word; we hold the letter that says so.
                referral.released_by = None;
            }
        }
        Answer::Refuse if referral.stage == Stage::Objected => {
            referral.stage = Stage::Acknowledged;
            referral.reference = letter.reference.clone();
            referral.undated = Some(letter.reference.content);
            stop(referral, Duty::AnswerObjection, DeadlineStatus::Met { at: letter.decided_at });
        }
        Answer::Refuse => {}
    }
}
