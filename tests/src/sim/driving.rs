//! Drives a site's desk as `duijie_kit::driver` does, one round at a time, with a say in what becomes of every commit.

use super::{
    network::{Message, What},
    offices,
    site::{Process, Site},
    world::Sabotage,
};
use duijie_core::{agency::AgencyId, clock::Reading};
use duijie_kit::{
    desk::{Answer, BATCH_MAX, ClockState, Effects, Input, MAX_CLOCK_JUMP, Step, Ticket, TimeSource},
    driver::RelayTask,
    journal::Bytes,
    store::{
        Store, StoreError,
        memory::{FailCommit, MemoryStore},
    },
    timekeeper::Timekeeper,
    watermark::Watermark,
};
use std::{sync::Arc, time::Duration};

/// Wake-ups submitted with one batch, as in the driver.
const WAKES_MAX: usize = 1_024;
/// How often memory is compared with the store, as in the driver.
const AUDIT_EVERY: Duration = Duration::from_secs(30);

/// What becomes of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is committed and carried out.
    Well,
    /// The process dies before the commit.
    DiesBefore,
    /// It dies after the commit, before the watermark and the effects.
    DiesAfter,
    /// It dies after commit and watermark, before the effects.
    DiesMarked,
    /// The commit fails and nothing was written.
    FailsUnwritten,
    /// The commit fails although everything was written.
    FailsWritten,
}

/// What happened in a round.
#[derive(Default)]
pub struct Round {
    /// Records decided, committed or not.
    pub records: usize,
    /// Answers that reached their callers.
    pub answers: Vec<(Ticket, Answer)>,
    /// Statements that the desk gave out.
    pub statements: Vec<Bytes>,
    /// Messages that were not acknowledged.
    pub unread: Vec<Message>,
    /// Whether the clock, by the simulator's own reckoning, was not to be believed.
    pub jumped: bool,
    /// Whether the desk says that its clock is suspect.
    pub suspect: bool,
    /// The process died or the commit failed.
    pub failed: bool,
    /// Why the desk must stop, or could not be opened or stepped.
    pub stop: Option<String>,
    /// Deadlines that the audit found without a wake-up.
    pub unarmed: u64,
    /// Letters to publish again.
    pub again: u64,
    /// Letters of peers to give back to them.
    pub given_back: u64,
    /// A run that was published again too soon.
    pub hasty: Option<String>,
}

impl Site {
    /// One round of the driver: decide, commit, carry out.
    pub fn round(&mut self, now: Duration, fate: Fate) -> Round {
        let wall = self.wall(now);
        let Some(process) = &mut self.process else { return Round::default() };
        let reading = Reading { wall, monotonic: now - process.started };
        let limit = if process.careful { 1 } else { BATCH_MAX };
        let (mut inputs, mut unread) = (Vec::new(), Vec::new());
        for (input, message) in self.inbox.drain(..limit.min(self.inbox.len())) {
            inputs.push(input);
            unread.extend(message);
        }
        let mut round = Round { jumped: process.jumped(reading, self.office.time, &inputs), ..Round::default() };
        let latest = reading.wall.max(process.desk.clock_state().0);
        let due = process.keeper.due(latest, WAKES_MAX, &self.store);
        inputs.extend(due.unwrap().into_iter().map(Input::Wake));
        inputs.extend(process.desk.wants_recount().then_some(Input::Recount));
        let step = match process.desk.step(reading, inputs) {
            Ok(step) => step,
            Err(error) => {
                round.stop = Some(error.to_string());
                return round;
            }
        };
        round.records = step.commit.records.len();
        round.suspect = process.desk.clock_state().1 == ClockState::Suspect;
        if !round.suspect {
            process.believed = Some(reading);
        }
        if self.sabotage == Sabotage::EarlyStatements {
            let early = step.effects.statements.iter();
            self.early.extend(early.map(|(to, statement)| statement_to(self.index, to, Arc::clone(statement))));
        }
        self.finish(step, fate, reading.monotonic, unread, &mut round);
        self.ledger.read(&self.store);
        round
    }

    fn finish(&mut self, step: Step, fate: Fate, monotonic: Duration, unread: Vec<Message>, round: &mut Round) {
        if fate == Fate::DiesBefore {
            round.failed = true;
            round.unread = unread;
            round.unread.extend(self.die());
            return;
        }
        let committed = self.commit(&step, fate);
        match (committed, fate) {
            (Ok(()), Fate::DiesAfter | Fate::DiesMarked) => {
                if fate == Fate::DiesMarked {
                    self.mark(&step);
                }
                round.failed = true;
                round.unread = unread;
                round.unread.extend(self.die());
            }
            (Ok(()), _) => {
                self.mark(&step);
                if let Some(process) = self.process.as_mut().filter(|_| round.suspect) {
                    process.keeper.submit_again();
                }
                self.carry_out(step.effects, monotonic, round);
            }
            (Err(_), _) => {
                round.failed = true;
                round.unread = unread;
                self.reload(monotonic, round);
            }
        }
    }

    fn commit(&self, step: &Step, fate: Fate) -> Result<(), StoreError> {
        if step.commit.records.is_empty() {
            return Ok(());
        }
        match fate {
            Fate::FailsUnwritten => self.store.fail_next_commit(FailCommit::BeforeWriting),
            Fate::FailsWritten => self.store.fail_next_commit(FailCommit::AfterWriting),
            Fate::Well | Fate::DiesBefore | Fate::DiesAfter | Fate::DiesMarked => {}
        }
        self.store.commit(&step.commit)
    }

    fn mark(&mut self, step: &Step) {
        if let Some(last) = step.commit.records.last() {
            let generation = self.office.generation;
            let (position, digest, recorded_at) = (last.position, last.digest, last.recorded_at);
            self.watermark = Some(Watermark { generation, position, digest, recorded_at });
        }
    }

    /// After a failed commit the outcome is unknown: everything is read again.
    fn reload(&mut self, monotonic: Duration, round: &mut Round) {
        self.ledger.read(&self.store);
        let Some(boot) = self.process.as_ref().map(|process| process.boot) else { return };
        match self.open(boot, monotonic) {
            Ok(desk) => {
                if let Some(process) = &mut self.process {
                    process.desk = desk;
                    process.keeper = Timekeeper::load(&self.store).unwrap();
                    process.careful = true;
                    process.believed = None;
                    process.paces.clear();
                }
            }
            Err(why) => round.stop = Some(why),
        }
    }

    fn carry_out(&mut self, effects: Effects, monotonic: Duration, round: &mut Round) {
        let Some(process) = &mut self.process else { return };
        let Effects { answers, statements, letters_to, resend, give_back, wakes, fired: _, alarms: _, stop } = effects;
        process.careful = false;
        let sabotage = self.sabotage;
        for (key, at) in wakes.into_iter().filter(|_| sabotage != Sabotage::LostWakes) {
            process.keeper.changed(key, at);
        }
        round.given_back = give_back.len() as u64;
        for (peer, after) in &resend {
            let published = process.relay.published().get(peer).copied().unwrap_or(0);
            round.again += published.saturating_sub(*after);
            round.hasty = process.paces.entry(peer.clone()).or_default().again(*after, monotonic);
        }
        round.answers = answers;
        round.statements = statements.iter().map(|(_, statement)| Arc::clone(statement)).collect();
        process.stated.extend(statements);
        let fresh = letters_to.into_iter().map(RelayTask::Fresh);
        let again = resend.into_iter().map(|(peer, after)| RelayTask::Again(peer, after));
        let back = give_back.into_iter().map(|(peer, after)| RelayTask::GiveBack(peer, after));
        for task in fresh.chain(again).chain(back).chain(eager(sabotage, &self.store)) {
            if sabotage == Sabotage::DeafRelay && matches!(task, RelayTask::Again(..)) {
                continue;
            }
            let (RelayTask::Fresh(peer) | RelayTask::Again(peer, _) | RelayTask::GiveBack(peer, _)) = &task;
            process.relaying.insert(peer.clone());
            process.relay.task(task);
        }
        if monotonic.saturating_sub(process.audited) >= AUDIT_EVERY && sabotage != Sabotage::LostWakes {
            process.audited = monotonic;
            // All its pages at once: what the driver does between them, other rounds do here.
            let audit = std::iter::repeat_with(|| process.keeper.audit(&self.store).unwrap()).flatten().next();
            round.unarmed = audit.unwrap().missing;
        }
        round.stop = stop;
    }

    /// What the process publishes while it has the bus.
    pub fn publish(&mut self, now: Duration) -> Vec<Message> {
        let wall = self.wall(now);
        let from = self.index;
        let mut published = std::mem::take(&mut self.early);
        let Some(process) = &mut self.process else { return published };
        for (to, statement) in std::mem::take(&mut process.stated) {
            published.push(statement_to(from, &to, statement));
        }
        for peer in std::mem::take(&mut process.relaying) {
            let to = offices::index_of(&peer);
            while let Some(run) = process.relay.next_run(&peer, wall).unwrap() {
                let letters = run.letters.into_iter();
                published.extend(letters.map(|bytes| Message { from, to, what: What::Letter, bytes }));
            }
        }
        published
    }
}

fn statement_to(from: usize, to: &AgencyId, bytes: Bytes) -> Message {
    Message { from, to: offices::index_of(to), what: What::Statement, bytes }
}

/// An eager relay publishes everything again.
fn eager(sabotage: Sabotage, store: &MemoryStore) -> Vec<RelayTask> {
    let peers = if sabotage == Sabotage::EagerRelay { store.peers().unwrap() } else { Vec::new() };
    peers.into_iter().map(|row| RelayTask::Again(row.agency, 0)).collect()
}

impl Process {
    /// Whether the wall clock is ahead of what was last believed by more than it may be, and nobody confirms it.
    fn jumped(&self, reading: Reading, source: TimeSource, inputs: &[Input]) -> bool {
        // A peer that answers may show that the clock is right.
        let confirmed = inputs.iter().any(|input| matches!(input, Input::ConfirmClock(_) | Input::Statement(_)));
        let ahead = self.believed.is_some_and(|last| {
            let expected = last.wall.plus(reading.monotonic.saturating_sub(last.monotonic));
            reading.wall > expected.plus(MAX_CLOCK_JUMP)
        });
        source == TimeSource::Machine && ahead && !confirmed
    }
}

/// What the simulator itself reckons of the pauses between two publications of a run.
#[derive(Default)]
pub(super) struct Pace {
    after: u64,
    at: Duration,
    pause: Duration,
}

impl Pace {
    /// A run is published again; without progress each pause is twice as long as the one before, up to five minutes.
    fn again(&mut self, after: u64, now: Duration) -> Option<String> {
        let progress = self.pause.is_zero() || after != self.after;
        let paused = now.saturating_sub(self.at);
        let hasty = !progress && paused < self.pause;
        self.pause = if progress { PAUSE_FIRST } else { (self.pause * 2).min(PAUSE_LONGEST) };
        (self.after, self.at) = (after, now);
        hasty.then(|| format!("letters after {after} were published again after {paused:?}"))
    }
}

const PAUSE_FIRST: Duration = Duration::from_secs(2);
const PAUSE_LONGEST: Duration = Duration::from_secs(300);
