//! A term that another calendar moved. The letter is harmless where it comes too late: it moves only the very term that it
//! speaks of, while that runs, and never takes back what silence has already decided.

use crate::{
    due::Due,
    letter::{
        Letter,
        body::{Recount, Recounted, RemindStage},
    },
    referral::{Deadline, DeadlineStatus, Owed, Referral},
    time::Timestamp,
};

pub(super) fn recounted(referral: &mut Referral, letter: &Letter, recount: &Recount) {
    if referral.overtaken(letter) {
        return;
    }
    let (told, due) = (recount.told, &recount.due);
    let in_time = letter.decided_at < told && due.due >= told;
    match recount.of {
        Recounted::Objection => {
            let window = referral.object_due.as_mut().filter(|window| window.due == told && in_time);
            if let Some(window) = window {
                window.clone_from(due);
            }
        }
        Recounted::Duty(duty) => {
            for deadline in referral.deadlines.iter_mut().filter(|deadline| deadline.duty == duty) {
                let runs = matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Suspended);
                if runs && deadline.due.due == told && (in_time || !deadline.silence_decides()) {
                    moved(deadline, due, letter.decided_at);
                }
            }
        }
    }
}

/// What had passed and lies ahead again runs and climbs again; the first step is not repeated, nor what the waiting desk
/// reminded of at a time that is past by the new count too.
pub(super) fn moved(deadline: &mut Deadline, due: &Due, decided_at: Timestamp) {
    let ahead = due.due != deadline.due.due && due.due > decided_at;
    let local = deadline.climb.stage == Some(RemindStage::Local) && due.remind_by.is_some_and(|by| by > decided_at);
    if ahead {
        deadline.fired_at = None;
    }
    deadline.due.clone_from(due);
    if ahead || local {
        let past = deadline.second_reminder().filter(|second| second.at <= decided_at);
        deadline.climb.stage = deadline.climb.stage.map(|stage| match (deadline.owed, past) {
            (Owed::ByUs, _) => RemindStage::Early,
            (Owed::ByPeer, Some(second)) if stage >= second.stage => second.stage,
            (Owed::ByPeer, _) => RemindStage::Half,
        });
        deadline.climb.next_at = None;
    }
}
