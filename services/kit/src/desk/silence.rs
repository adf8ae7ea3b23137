//! Deadlines that pass: wake-ups of our own and awaited duties, and lapses once silence is proven (exchange §3.5, §4).

use super::{Batch, Desk, Input};
use crate::{
    journal::{Cause, Entry},
    projection,
    store::{StoreError, WakeKey, rows::DeadlineRow},
};
use duijie_core::{
    agency::AgencyId,
    decide::{self, Act, Proof, Running},
    event::{Event, OwnEvent},
    ids::{OwnId, ReferralId},
    letter::body::RemindStage,
    matter::{DeadlineKey, Matter},
    referral::{Duty, Referral, Side},
    term::Whose,
    text::Text,
    time::Timestamp,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

/// From this long before an authority deadline on, statements go at the faster pace.
const NEAR: Duration = Duration::from_secs(3600);

/// Referrals whose authority deadline passed, by the peer whose silence is to be proven.
#[derive(Default)]
pub(super) struct Silent {
    pub(super) by_peer: BTreeMap<AgencyId, BTreeSet<ReferralId>>,
}

impl Silent {
    pub(super) fn watch(&mut self, peer: &AgencyId, referral: &ReferralId) {
        self.by_peer.entry(peer.clone()).or_default().insert(referral.clone());
    }

    fn forget(&mut self, peer: &AgencyId, referral: &ReferralId) {
        if let Some(referrals) = self.by_peer.get_mut(peer) {
            referrals.remove(referral);
        }
    }
}

impl Desk {
    /// A deadline wants to be woken. `alone` is its row, if that is enough to decide by.
    pub(super) fn wake(
        &mut self,
        batch: &mut Batch,
        key: &WakeKey,
        alone: Option<DeadlineRow>,
    ) -> Result<(), StoreError> {
        // What an officer did in this batch came first, and its matter is here now.
        if alone.filter(|_| !self.matters.has_of(&key.key)).is_some_and(|row| self.climb(batch, &row)) {
            return Ok(());
        }
        match &key.key {
            DeadlineKey::Referral(referral, duty) => self.wake_duty(batch, referral, *duty),
            DeadlineKey::Own(own) => self.wake_own(batch, own),
        }
    }

    fn wake_own(&mut self, batch: &mut Batch, id: &OwnId) -> Result<(), StoreError> {
        let Ok(matter) = id.matter() else { return Ok(()) };
        let Some(matter) = self.matter(&matter)? else { return Ok(()) };
        let Some(own) = matter.own(id) else { return Ok(()) };
        let acts = decide::wake_own(self.context(batch.now), &matter, own);
        if acts.is_empty() {
            let at = own.deadline.wake().map(|wake| wake.at);
            batch.effects.wakes.push((DeadlineKey::Own(id.clone()), at));
            return Ok(());
        }
        self.record_woken(batch, &matter, acts);
        Ok(())
    }

    fn record_woken(&mut self, batch: &mut Batch, matter: &Arc<Matter>, acts: Vec<Act>) {
        let happened = acts.iter().filter_map(|act| match act {
            Act::Happen(event) => Some(event),
            Act::Send(_) | Act::Issue(_) => None,
        });
        batch.effects.fired.extend(happened.filter_map(fired));
        self.record_acts(batch, matter, acts, Vec::new());
    }

    fn wake_duty(&mut self, batch: &mut Batch, id: &ReferralId, duty: Duty) -> Result<(), StoreError> {
        let Some(matter) = self.matter_of(id)? else { return Ok(()) };
        let Some(referral) = matter.referral(id) else { return Ok(()) };
        let delivered = self.peers.get(&referral.peer).map_or(0, |peer| peer.delivered);
        let acts = decide::wake(self.context(batch.now), &matter, referral, duty, delivered);
        if waits_for_silence(referral, batch) {
            self.silent.watch(&referral.peer, &referral.id);
            batch.silence_news.insert(referral.peer.clone());
        }
        if acts.is_empty() {
            // It does not want to be woken now: say when it does, so that no wake-up is lost.
            let at = referral.deadline(duty).and_then(|deadline| deadline.wake()).map(|wake| wake.at);
            batch.effects.wakes.push((DeadlineKey::Referral(id.clone(), duty), at));
            return Ok(());
        }
        self.record_woken(batch, &matter, acts);
        Ok(())
    }

    /// Reads what is needed for everything that wants to be woken at once: after a quiet night it is in no cache. Of our own
    /// duties that is the deadline alone; they come back.
    pub(super) fn fetch_woken(&mut self, inputs: &[Input]) -> Result<HashMap<WakeKey, DeadlineRow>, StoreError> {
        let woken = |input: &Input| match input {
            Input::Wake(key) if !self.matters.has_of(&key.key) => Some(key.clone()),
            Input::Wake(_)
            | Input::Letter(_)
            | Input::Statement(_)
            | Input::Command(_)
            | Input::Skip(_)
            | Input::Aside(_)
            | Input::Recount
            | Input::StateAtOnce
            | Input::ConfirmClock(_) => None,
        };
        let keys: Vec<WakeKey> = inputs.iter().filter_map(woken).collect();
        let rows = self.store.deadlines_of(&keys)?;
        let ours = |(key, row): (&WakeKey, Option<DeadlineRow>)| row.filter(owed).map(|row| (key.clone(), row));
        let alone: HashMap<WakeKey, DeadlineRow> = keys.iter().zip(rows).filter_map(ours).collect();
        let others = keys.iter().filter(|key| !alone.contains_key(key)).filter_map(|key| key.key.referral());
        self.matters.fetch(others, &*self.store, &self.office.keyring)?;
        Ok(alone)
    }

    /// Records that a duty of ours took a step of the ladder, without its matter. Tells whether that could be decided.
    fn climb(&mut self, batch: &mut Batch, row: &DeadlineRow) -> bool {
        let Some(at) = row.wake_at else { return false };
        let officer = row.officer.as_ref().and_then(|officer| Text::parse(officer, usize::MAX).ok());
        let running = Running { due: row.due, stage: row.step.map(|(stage, _)| stage), officer, whose: Whose::Duty };
        let Some(event) = decide::fire(self.context(batch.now), &row.key, &running, at) else { return false };
        let Some((stage, next_at)) = step(&event, row.due) else { return false };
        batch.effects.fired.extend(fired(&event));
        batch.effects.wakes.push((row.key.clone(), next_at));
        projection::project_fired(batch.next_position(), row, stage, next_at, &mut batch.commit);
        self.write(batch, Some((row.matter.clone(), None)), Cause::Desk, vec![Entry::Happened(event)]);
        if let Some(record) = batch.commit.records.last() {
            self.matters.wrote_unread(record.clone());
        }
        true
    }

    pub(super) fn record_acts(
        &mut self,
        batch: &mut Batch,
        matter: &Arc<Matter>,
        acts: Vec<Act>,
        mut entries: Vec<Entry>,
    ) {
        match self.entries(batch, acts) {
            Ok(written) => entries.extend(written),
            Err(error) => {
                tracing::error!(matter = %matter.id, %error, "what a deadline leads to cannot be written");
                return;
            }
        }
        self.write(batch, Some((matter.id.clone(), Some(Arc::clone(matter)))), Cause::Desk, entries);
    }

    /// Where the peers of this batch have said something new, referrals that waited for proof of silence are ended.
    pub(super) fn declare_lapses(&mut self, batch: &mut Batch) -> Result<(), StoreError> {
        let news = std::mem::take(&mut batch.silence_news);
        for agency in news {
            let waiting: Vec<_> = self.silent.by_peer.get(&agency).into_iter().flatten().cloned().collect();
            for id in waiting {
                self.declare_lapse(batch, &agency, &id)?;
            }
        }
        Ok(())
    }

    fn declare_lapse(&mut self, batch: &mut Batch, agency: &AgencyId, id: &ReferralId) -> Result<(), StoreError> {
        let Some(matter) = self.matter_of(id)? else { return Ok(()) };
        let Some(referral) = matter.referral(id).filter(|referral| waits_for_silence(referral, batch)) else {
            self.silent.forget(agency, id);
            return Ok(());
        };
        let Some((proof, statement)) = self.proof(agency, id) else { return Ok(()) };
        if let Some(draft) = decide::lapse(referral, batch.now, proof) {
            self.silent.forget(agency, id);
            let evidence = Entry::AbsenceProven { referral: id.clone(), statement };
            self.record_acts(batch, &matter, vec![Act::Send(draft)], vec![evidence]);
        }
        Ok(())
    }

    /// The newest statement of the peer, if every letter it counts is applied, none of the referral is held or parked,
    /// and the channel is whole.
    fn proof(&self, agency: &AgencyId, referral: &ReferralId) -> Option<(Proof, crate::journal::Bytes)> {
        let peer = self.peers.get(agency)?;
        let heard = peer.heard.as_ref()?;
        let (number, link) = heard.statement.sent;
        let complete = if number == peer.received.0 {
            link == peer.received.1
        } else {
            number < peer.received.0 && heard.compared
        };
        let parked = peer.parked.blocks(Some(referral));
        let held = peer.hold.holds_referral(referral.as_str());
        let whole = peer.forked_at.is_none() && !peer.lost;
        (complete && whole && !parked && !held).then(|| (Proof { as_of: heard.statement.as_of }, heard.sealed.clone()))
    }

    /// Whether an open authority deadline on which silence decides is so near, or past, that peers should hear from us more
    /// often.
    pub(super) fn near_authority(&mut self, batch: &Batch) -> Result<bool, StoreError> {
        if batch.monotonic < self.near.0 {
            return Ok(self.near.1);
        }
        let near = !self.store.silent(batch.now.plus(NEAR), None, 1)?.is_empty();
        self.near = (batch.monotonic + NEAR_CHECKED_EVERY, near);
        Ok(near)
    }
}

/// How often the store is asked whether a deadline is near.
const NEAR_CHECKED_EVERY: Duration = Duration::from_secs(5);

/// A running duty of ours.
fn owed(row: &DeadlineRow) -> bool {
    row.state == "open" && row.owed_by_us && row.wake_at.is_some()
}

/// The due instant of our own duty whose passing this records.
fn fired(event: &Event) -> Option<Timestamp> {
    match event {
        Event::DeadlineFired { due, .. } => Some(*due),
        Event::Own { what, .. } => match &**what {
            OwnEvent::Fired { due, .. } => Some(*due),
            _ => None,
        },
        _ => None,
    }
}

/// The step of the ladder that this records, and when the duty with this due instant next wants to be woken.
fn step(event: &Event, due: Timestamp) -> Option<(RemindStage, Option<Timestamp>)> {
    let climbed = match event {
        Event::DeadlineFired { climbed, .. } | Event::DeadlineClimbed { climbed, .. } => climbed,
        Event::Own { what, .. } => match &**what {
            OwnEvent::Fired { climbed, .. } | OwnEvent::Climbed(climbed) => climbed,
            _ => return None,
        },
        _ => return None,
    };
    let next_at = match climbed.stage {
        RemindStage::Local | RemindStage::Early => climbed.next_at.or(Some(due)),
        RemindStage::Half | RemindStage::LastDay | RemindStage::Suspended => Some(due),
        RemindStage::Due | RemindStage::Yellow | RemindStage::Red => climbed.next_at,
    };
    Some((climbed.stage, next_at))
}

fn waits_for_silence(referral: &Referral, batch: &Batch) -> bool {
    referral.side == Side::Sender && referral.authority().is_some_and(|deadline| deadline.passed_authority(batch.now))
}
