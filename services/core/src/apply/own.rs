//! Folds what happens to own deadlines. One that is not known, or of which this cannot be, is left as it is.

use super::{climbing, recounting};
use crate::{
    due::Due,
    event::{OwnEvent, Stamp},
    ids::OwnId,
    letter::body::RemindStage,
    matter::{
        Matter, OwnDeadline,
        own::{Ended, EndedBy, Ending, PauseReason},
    },
    referral::{Climb, Deadline, DeadlineStatus, Duty, Owed, Review},
    time::Timestamp,
};

pub(super) fn apply(matter: &mut Matter, stamp: Stamp<'_>, id: &OwnId, what: &OwnEvent) {
    if let OwnEvent::Started { due, variant, follows, officer, whose, of } = what {
        if matter.own(id).is_none() {
            matter.own.push(OwnDeadline {
                id: id.clone(),
                deadline: Deadline::open(Duty::Own, Owed::ByUs, due.clone()),
                variant: variant.clone(),
                follows: follows.clone(),
                officer: officer.clone(),
                whose: *whose,
                of: of.clone(),
                paused_for: Vec::new(),
                ended: None,
            });
        }
        return;
    }
    let Some(own) = matter.own.iter_mut().find(|own| own.id == *id && own.runs()) else { return };
    match what {
        OwnEvent::Started { .. } => {}
        OwnEvent::Ended { at, by, text, evidence } => {
            own.deadline.status = ended(*by, *at);
            own.ended = Some(Ended { at: *at, by: *by, text: text.clone(), evidence: evidence.clone() });
        }
        OwnEvent::Suspended { at, reason, evidence: _, review_due } => {
            own.deadline.status = DeadlineStatus::Suspended;
            own.deadline.review = review_due.as_ref().map(|due| Review { due: due.due, climb: Climb::default() });
            own.deadline.pauses.push((*at, None));
            own.paused_for.push(PauseReason::Lawful(*reason));
        }
        OwnEvent::Resumed { at, due } => {
            own.deadline.status = DeadlineStatus::Open;
            own.deadline.review = None;
            if let Some(pause) = own.deadline.pauses.last_mut() {
                pause.1 = Some(*at);
            }
            moved(&mut own.deadline, due);
        }
        OwnEvent::Extended { due, ground: _, reason: _ } => {
            own.deadline.earlier.push(std::mem::replace(&mut own.deadline.due, due.clone()));
            own.deadline.fired_at = None;
            own.deadline.climb = Climb::default();
        }
        OwnEvent::Excluded { from, until, referral, due } => {
            exclude(own, (*from, *until), PauseReason::Mediation(referral.clone()));
            moved(&mut own.deadline, due);
        }
        OwnEvent::Fired { due: _, climbed } => {
            own.deadline.fired_at = Some(stamp.recorded_at);
            climbing::take(&mut own.deadline, climbed, stamp.position);
        }
        OwnEvent::Climbed(climbed) => climbing::take(&mut own.deadline, climbed, stamp.position),
        OwnEvent::Recounted { told, due } => {
            if own.deadline.due.due == *told {
                recounting::moved(&mut own.deadline, due, stamp.recorded_at);
            }
        }
    }
}

/// What was tried in vain was done as the rule asks; what was dropped or gave its place away was not.
const fn ended(by: EndedBy, at: Timestamp) -> DeadlineStatus {
    match by {
        EndedBy::Word(Ending::Done | Ending::Failed) => DeadlineStatus::Met { at },
        EndedBy::Word(Ending::Dropped) | EndedBy::Successor => DeadlineStatus::Cancelled { at },
    }
}

/// An end that comes later than the one that fired is still to come; the warning before it is not repeated.
fn moved(deadline: &mut Deadline, due: &Due) {
    if due.due > deadline.due.due {
        deadline.fired_at = None;
        deadline.climb.stage = deadline.climb.stage.map(|_| RemindStage::Early);
        deadline.climb.next_at = None;
    }
    deadline.due.clone_from(due);
}

/// Before a pause that is still open, so that the last stays the one that a resumption closes.
fn exclude(own: &mut OwnDeadline, (from, until): (Timestamp, Timestamp), why: PauseReason) {
    let pauses = &mut own.deadline.pauses;
    let open = usize::from(pauses.last().is_some_and(|(_, until)| until.is_none()));
    let at = pauses.len() - open;
    pauses.insert(at, (from, Some(until)));
    own.paused_for.insert(at.min(own.paused_for.len()), why);
}
