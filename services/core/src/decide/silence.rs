//! What the passing of time does: the owing desk records it, the waiting desk reminds, and after proof of silence the
//! waiting desk ends the referral (exchange §4).

use super::{
    Act, Context, Draft,
    ladder::{self, Step},
    only, own, special,
};
use crate::{
    apply::fed_back,
    event::{Climbed, Event, OwnEvent},
    letter::{
        Body,
        body::{Lapse, LapseGround, Officer, Remind, RemindStage, Ruling, Verdict},
    },
    matter::{DeadlineKey, Matter},
    purpose::Missed,
    referral::{Deadline, DeadlineStatus, Duty, Owed, PendingKind, Referral, Wake},
    term::{OnSilence, Whose},
    terms_common::REVIEW_SUSPENSION,
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

/// What a due wake-up of `duty` leads to. Of several steps that have come due, after downtime, only the highest is taken.
/// Nothing, if the deadline does not want to be woken any more.
#[must_use]
pub fn wake(ctx: Context<'_>, matter: &Matter, referral: &Referral, duty: Duty, delivered: u64) -> Vec<Act> {
    let Some(deadline) = referral.deadline(duty) else { return Vec::new() };
    let Some(wake) = deadline.wake().filter(|wake| wake.at <= ctx.now) else { return Vec::new() };
    match deadline.owed {
        Owed::ByUs if duty == Duty::FeedBack && fed_back(referral, delivered) => {
            vec![Act::Happen(Event::FedBack { referral: referral.id.clone() })]
        }
        Owed::ByUs => {
            let key = DeadlineKey::Referral(referral.id.clone(), duty);
            let running = Running::of(deadline, referral.officer.clone());
            vec![Act::Happen(climb(ctx, &key, &running, wake))]
        }
        Owed::ByPeer => remind(ctx, matter, referral, deadline, wake),
    }
}

/// A running duty of our own as far as the ladder needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Its due instant.
    pub due: Timestamp,
    /// The newest step taken.
    pub stage: Option<RemindStage>,
    /// The officer who handles it.
    pub officer: Option<Text>,
    /// Whether it is a duty or a right: nobody is late with a right.
    pub whose: Whose,
}

impl Running {
    pub(super) fn of(deadline: &Deadline, officer: Option<Text>) -> Self {
        Self { due: deadline.due.due, stage: deadline.climb.stage, officer, whose: Whose::Duty }
    }
}

/// What is said of a running duty of our own that wants to be woken at `at`, when nothing else of its matter is at hand.
/// Nothing, if that is still to come, or if more must be known: 结果反馈 may be met without a letter.
#[must_use]
pub fn fire(ctx: Context<'_>, key: &DeadlineKey, running: &Running, at: Timestamp) -> Option<Event> {
    let alone = match key.parts().1 {
        Duty::Acknowledge | Duty::Accept | Duty::Handle | Duty::AnswerObjection => true,
        // What its passing means depends on whether it is a right.
        Duty::Own => ctx.now < running.due || running.stage >= Some(RemindStage::Due),
        Duty::FeedBack => false,
    };
    let stage = match running.stage {
        None if at < running.due => RemindStage::Early,
        Some(RemindStage::Early) if at < running.due => RemindStage::LastDay,
        None
        | Some(
            RemindStage::Half | RemindStage::Local | RemindStage::Early | RemindStage::LastDay | RemindStage::Suspended,
        ) => RemindStage::Due,
        Some(RemindStage::Due) => RemindStage::Yellow,
        Some(RemindStage::Yellow | RemindStage::Red) => RemindStage::Red,
    };
    if !alone || at > ctx.now {
        return None;
    }
    let event = climb(ctx, key, running, Wake { at, stage });
    // What is reported of an own deadline is said of its matter.
    let reported = ctx.supervisor().is_some() && matches!(event, Event::Own { .. }) && tops_out(&event);
    (!reported).then_some(event)
}

/// Whether an own deadline reached the top of the ladder by it.
pub(super) fn tops_out(event: &Event) -> bool {
    matches!(event, Event::Own { what, .. } if matches!(&**what,
        OwnEvent::Fired { climbed, .. } | OwnEvent::Climbed(climbed) if climbed.stage == RemindStage::Red))
}

/// The owing desk records the step and whom it told. The first one at or after the due instant is what fires the deadline.
pub(super) fn climb(ctx: Context<'_>, key: &DeadlineKey, running: &Running, wake: Wake) -> Event {
    let Running { due, officer, .. } = running.clone();
    let step = match running.whose {
        Whose::Duty => ladder::reached(ctx, due, wake),
        Whose::Right => ladder::of_right(ladder::reached(ctx, due, wake), due),
    };
    let climbed = Climbed { stage: step.stage, at: step.at, told: officer, next_at: step.next_at };
    let fires = match wake.stage {
        RemindStage::Half | RemindStage::Local | RemindStage::Early | RemindStage::LastDay | RemindStage::Due => {
            step.stage >= RemindStage::Due
        }
        RemindStage::Suspended | RemindStage::Yellow | RemindStage::Red => false,
    };
    match (key.clone(), fires) {
        (DeadlineKey::Referral(referral, duty), true) => Event::DeadlineFired { referral, duty, due, climbed },
        (DeadlineKey::Referral(referral, duty), false) => Event::DeadlineClimbed { referral, duty, climbed },
        (DeadlineKey::Own(id), true) => own::happened(&id, OwnEvent::Fired { due, climbed }),
        (DeadlineKey::Own(id), false) => own::happened(&id, OwnEvent::Climbed(climbed)),
    }
}

/// The waiting desk reminds the peer, and at the top of the ladder reports to who supervises it.
fn remind(ctx: Context<'_>, matter: &Matter, referral: &Referral, deadline: &Deadline, wake: Wake) -> Vec<Act> {
    let standing = deadline.review.as_ref().filter(|_| deadline.status == DeadlineStatus::Suspended);
    let (rule, due) = standing.map_or((deadline.due.rule, deadline.due.due), |review| (REVIEW_SUSPENSION, review.due));
    let overtaken = deadline.second_reminder().filter(|next| wake.stage == RemindStage::Half && ctx.now >= next.at);
    let Step { stage, at, next_at } = ladder::reached(ctx, due, overtaken.unwrap_or(wake));
    let (duty, missed) = (deadline.duty, Missed { duty: deadline.duty, rule, due });
    let due = if stage == RemindStage::Local { at } else { due };
    let mut acts = only(referral, Body::Remind(Remind { stage, duty, rule, due, at: Some(at), next_at }));
    if stage == RemindStage::Red {
        acts.extend(special::report(ctx, matter, referral, missed));
    }
    acts
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
