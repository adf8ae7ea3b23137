//! What the passing of time does: the owing desk records it, the waiting desk reminds, and after proof of silence the
//! waiting desk ends the referral (exchange §4).

use super::{Act, Draft, only};
use crate::{
    apply::fed_back,
    event::Event,
    ids::ReferralId,
    letter::{
        Body,
        body::{Lapse, LapseGround, Officer, Remind, RemindStage, Ruling, Verdict},
    },
    referral::{Duty, PendingKind, Referral, deadline::WakeFor},
    term::OnSilence,
    text::Text,
    time::Timestamp,
};

/// A statement of the receiver that proves what it had not decided by `as_of` (exchange §3.5). That every letter it counts
/// is applied, that none of this referral is held or parked and that the channel is whole, the desk has checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Recorded time of the statement.
    pub as_of: Timestamp,
}

/// What a due wake-up of `duty` leads to. After downtime the reminder at half term is overtaken by the one at the end.
/// Nothing, if the deadline does not want to be woken any more.
#[must_use]
pub fn wake(referral: &Referral, duty: Duty, now: Timestamp, delivered: u64) -> Vec<Act> {
    let Some(deadline) = referral.deadline(duty) else { return Vec::new() };
    let Some(wake) = deadline.wake().filter(|wake| wake.at <= now) else { return Vec::new() };
    let due = deadline.due.due;
    match wake.what {
        WakeFor::Fire if duty == Duty::FeedBack && fed_back(referral, delivered) => {
            vec![Act::Happen(Event::FedBack { referral: referral.id.clone() })]
        }
        WakeFor::Fire => vec![Act::Happen(Event::DeadlineFired { referral: referral.id.clone(), duty, due })],
        WakeFor::Remind(stage) => {
            let local = deadline.due.remind_by.filter(|by| now >= *by);
            let (stage, due) = match (now >= due, local) {
                (true, _) => (RemindStage::Due, due),
                (false, Some(by)) => (RemindStage::Local, by),
                (false, None) => (stage, due),
            };
            let rule = deadline.due.rule;
            only(referral, Body::Remind(Remind { stage, duty, rule, due }))
        }
    }
}

/// What [`wake`] says of a running duty of our own that has not fired, when nothing else of its referral is at hand.
/// Nothing, if its due instant is still to come, or if more must be known: 结果反馈 may be met without a letter.
#[must_use]
pub fn fire(referral: &ReferralId, duty: Duty, due: Timestamp, now: Timestamp) -> Option<Event> {
    let alone = match duty {
        Duty::Acknowledge | Duty::Accept | Duty::Handle | Duty::AnswerObjection => true,
        Duty::FeedBack | Duty::Own => false,
    };
    (alone && due <= now).then(|| Event::DeadlineFired { referral: referral.clone(), duty, due })
}

/// The waiting desk ends a referral whose authority deadline passed in silence: by lapse, where its rule says so by
/// holding it signed for (视为签收), or where a party's withdrawal waits, by obeying it. Nothing, if the proof does not
/// reach the due instant or something is on the table.
#[must_use]
pub fn lapse(referral: &Referral, now: Timestamp, proof: Proof) -> Option<Draft> {
    let deadline = referral.authority().filter(|deadline| deadline.passed_authority(now))?;
    if proof.as_of < deadline.due.due || referral.offer.is_some() {
        return None;
    }
    let withdrawal = referral.pending.as_ref().filter(|pending| pending.kind == PendingKind::Withdrawal);
    let body = match withdrawal {
        Some(pending) => {
            Body::Verdict(Verdict { ruling: Ruling::Withdrawn, decided_by: pending.letter.clone(), officer: None })
        }
        None if referral.pending.is_none() && deadline.due.on_silence == OnSilence::DeemedAcknowledged => {
            Body::Verdict(Verdict { ruling: Ruling::Deemed, decided_by: referral.refer.clone(), officer: None })
        }
        None => Body::Lapse(Lapse {
            duty: deadline.duty,
            due: Some(deadline.due.due),
            ground: LapseGround::Proof { as_of: proof.as_of },
        }),
    };
    Some(Draft::about(referral, body))
}

/// An officer ends it without proof and answers for that.
pub(super) fn override_lapse(referral: &Referral, officer: Officer, reason: Text) -> Vec<Act> {
    let deadline = referral.authority();
    let lapse = Lapse {
        duty: deadline.map_or(Duty::Acknowledge, |deadline| deadline.duty),
        due: deadline.map(|deadline| deadline.due.due),
        ground: LapseGround::Override { officer, reason },
    };
    only(referral, Body::Lapse(lapse))
}
