//! A term that another calendar moved. The letter is harmless where it comes too late: it moves only the very term that it
//! speaks of, while that runs, and never takes back what silence has already decided.

use crate::{
    letter::{
        Letter,
        body::{Recount, Recounted, RemindStage},
    },
    referral::{Deadline, DeadlineStatus, Referral},
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
                    move_to(deadline, recount, letter.decided_at);
                }
            }
        }
    }
}

/// What had passed and lies ahead again runs again; the reminder at half term is not repeated.
fn move_to(deadline: &mut Deadline, recount: &Recount, decided_at: Timestamp) {
    let due = recount.due.clone();
    let half = |reminded: Option<RemindStage>| reminded.map(|_| RemindStage::Half);
    if due.due != deadline.due.due && due.due > decided_at {
        deadline.fired_at = None;
        deadline.reminded = half(deadline.reminded);
    } else if deadline.reminded == Some(RemindStage::Local) && due.remind_by.is_some_and(|by| by > decided_at) {
        deadline.reminded = half(deadline.reminded);
    }
    deadline.due = due;
}
