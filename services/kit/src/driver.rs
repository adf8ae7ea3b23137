//! Drives the desk: gathers inputs, lets it decide, commits, and only then carries the effects out. The one place that
//! knows what a failed commit means.

mod alarms;
mod handle;
mod house;
mod outlets;
mod queue;

use crate::{
    codec::statement::Boot,
    desk::{Answer, AsideAsked, Asked, BATCH_MAX, ClockState, Desk, Effects, Input, Office, SkipAsked, Ticket},
    lifecycle::Exit,
    metrics::Metrics,
    store::{Fatal, Store, StoreError},
    timekeeper::Timekeeper,
    watermark::{Watermark, WatermarkFile},
};
use alarms::Undelivered;
use duijie_core::clock::Clock;
use handle::{AsideQuestion, Job, Question, SkipQuestion};
pub use handle::{Busy, DeskHandle, Snapshot};
use outlets::Waiting;
pub use outlets::{Outlets, RelayTask};
use queue::Queue;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::{oneshot, watch};

/// The desk looks at the clock at least this often, so that due deadlines are found without anybody's help.
const IDLE_MAX: Duration = Duration::from_millis(500);
/// Wake-ups submitted with one batch: they are short, and whoever asks waits for two batches at most.
const WAKES_MAX: usize = 1_024;

/// Makes a nonce; random in a service, seeded in the simulator.
pub type Nonces = Box<dyn FnMut() -> [u8; 24] + Send>;

/// What a driver needs to open, and open again, its desk.
pub struct Opening {
    /// What the desk is.
    pub office: Arc<Office>,
    /// Its store.
    pub store: Arc<dyn Store>,
    /// The file beside the keys and what it said at start.
    pub watermark: (WatermarkFile, Option<Watermark>),
    /// Random per start.
    pub boot: Boot,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Makes nonces.
    pub nonces: fn() -> Nonces,
    /// Counters.
    pub metrics: Arc<Metrics>,
}

/// Runs a desk on the calling thread until the handle is dropped or it must stop.
pub struct Driver {
    opening: Opening,
    desk: Desk,
    keeper: Timekeeper,
    queue: Queue,
    outlets: Outlets,
    head: watch::Sender<u64>,
    notes: Arc<Mutex<Snapshot>>,
    next_ticket: AtomicU64,
    /// After a failed commit inputs are committed one by one.
    careful: bool,
    /// Bytes of the write-ahead log when it was last looked at.
    wal: u64,
    undelivered: Undelivered,
    audited: Duration,
    synced: Duration,
}

impl Driver {
    /// Opens the desk.
    ///
    /// # Errors
    /// If the store cannot be read or the desk refuses to open (exit 75).
    pub fn open(mut opening: Opening, outlets: Outlets) -> Result<(Self, DeskHandle), crate::desk::OpeningRefusal> {
        let position = opening.store.head()?.position;
        if position == 0 && opening.watermark.1.is_none() {
            // Before the first commit: whoever dies right after that one must not find letters without any watermark.
            let beginning = Watermark::beginning(opening.office.generation);
            mark(&mut opening, beginning)?;
        }
        let desk = open_desk(&opening, opening.watermark.1.as_ref())?;
        let keeper = Timekeeper::load(&*opening.store)?;
        let (jobs_in, queue) = Queue::open();
        let (head, heads) = watch::channel(position);
        let notes = Arc::new(Mutex::new(Snapshot::default()));
        let handle = DeskHandle {
            jobs: jobs_in,
            head: heads,
            notes: Arc::clone(&notes),
            store: Arc::clone(&opening.store),
            office: Arc::clone(&opening.office),
        };
        let mut driver = Self {
            opening,
            desk,
            keeper,
            queue,
            outlets,
            head,
            notes,
            next_ticket: AtomicU64::new(1),
            careful: false,
            wal: 0,
            undelivered: Undelivered::default(),
            audited: Duration::ZERO,
            synced: Duration::ZERO,
        };
        driver.publish_notes();
        Ok((driver, handle))
    }

    /// Runs until every handle is dropped, then syncs the watermark.
    pub fn run(mut self, runtime: &tokio::runtime::Handle) -> Exit {
        loop {
            let wait = self.wait();
            let limit = if self.careful { 1 } else { BATCH_MAX };
            let Some(jobs) = runtime.block_on(self.queue.next(wait, limit)) else { return self.finish() };
            if let Err(exit) = self.round(jobs) {
                return exit;
            }
        }
    }

    fn finish(self) -> Exit {
        match self.opening.watermark.0.sync() {
            Ok(()) => Exit::Done,
            Err(error) => Exit::StoreFailed(error.to_string()),
        }
    }

    /// How long to wait for inputs.
    fn wait(&self) -> Duration {
        if self.keeper.is_auditing() {
            return Duration::ZERO;
        }
        let now = self.opening.clock.read().monotonic;
        self.desk.next_step_at().saturating_sub(now).min(IDLE_MAX)
    }

    /// One batch: decide, commit, carry out.
    fn round(&mut self, mut jobs: Vec<Job>) -> Result<(), Exit> {
        // Both, whatever the first says.
        while self.batch(std::mem::take(&mut jobs))? | self.recount()? {
            // More is due, and goes on; whoever has asked meanwhile is answered with the next batch and not after the last.
            self.queue.waiting(&mut jobs, BATCH_MAX);
            if jobs.is_empty() && self.queue.is_closed() {
                // The service stops: what is due is due at its next start.
                break;
            }
        }
        Ok(())
    }

    /// Decides and commits once; tells whether more wake-ups are due already.
    fn batch(&mut self, jobs: Vec<Job>) -> Result<bool, Exit> {
        let reading = self.opening.clock.read();
        let mut waiting = Waiting::default();
        let mut inputs = self.inputs(jobs, &mut waiting);
        let now = reading.wall.max(self.desk.clock_state().0);
        let due = self.keeper.due(now, WAKES_MAX, &*self.opening.store).map_err(store_exit)?;
        let more = due.len() == WAKES_MAX;
        inputs.extend(due.into_iter().map(Input::Wake));
        match self.decide_and_commit(reading, inputs) {
            Ok(effects) => {
                self.careful = false;
                let believed = self.desk.clock_state().1 == ClockState::Believed;
                if !believed {
                    // Nothing was decided: what was due is due again.
                    self.keeper.submit_again();
                }
                self.carry_out(effects, waiting)?;
                self.keep_house(reading.monotonic)?;
                Ok(more && believed)
            }
            Err(error) => self.failed(&error, waiting).map(|()| false),
        }
    }

    fn decide_and_commit(
        &mut self,
        reading: duijie_core::clock::Reading,
        inputs: Vec<Input>,
    ) -> Result<Effects, StoreError> {
        let step = self.desk.step(reading, inputs)?;
        if step.commit.records.is_empty() {
            return Ok(step.effects);
        }
        self.opening.store.commit(&step.commit)?;
        self.opening.metrics.committed(step.commit.records.len());
        let Some(last) = step.commit.records.last() else { return Ok(step.effects) };
        let newest = Watermark {
            generation: self.opening.office.generation,
            position: last.position,
            digest: last.digest,
            recorded_at: last.recorded_at,
        };
        mark(&mut self.opening, newest)?;
        self.head.send_replace(last.position);
        Ok(step.effects)
    }

    fn inputs(&self, jobs: Vec<Job>, waiting: &mut Waiting) -> Vec<Input> {
        let mut inputs = Vec::new();
        for job in jobs {
            match job {
                Job::Ask(_, reply) | Job::Skip(_, reply) | Job::Aside(_, reply) if self.is_crowded() => {
                    drop(reply.send(Answer::Crowded))
                }
                Job::Ask(question, reply) => {
                    let Question { cause, command, mode } = *question;
                    let ticket = self.ticket(waiting, reply);
                    inputs.push(Input::Command(Box::new(Asked { cause, command, mode, ticket })));
                }
                Job::Skip(question, reply) => {
                    let SkipQuestion { cause, skip, mode } = *question;
                    let ticket = self.ticket(waiting, reply);
                    inputs.push(Input::Skip(Box::new(SkipAsked { cause, skip, mode, ticket })));
                }
                Job::Aside(question, reply) => {
                    let AsideQuestion { cause, what, mode } = *question;
                    let ticket = self.ticket(waiting, reply);
                    inputs.push(Input::Aside(Box::new(AsideAsked { cause, what, mode, ticket })));
                }
                Job::ConfirmClock(reply) => inputs.push(Input::ConfirmClock(self.ticket(waiting, reply))),
                Job::Messages { letters, statements, done } => {
                    inputs.extend(letters.into_iter().map(Input::Letter));
                    inputs.extend(statements.into_iter().map(Input::Statement));
                    waiting.done.extend(done);
                }
                Job::StateAtOnce(done) => {
                    inputs.push(Input::StateAtOnce);
                    waiting.done.push(done);
                }
            }
        }
        inputs
    }

    fn ticket(&self, waiting: &mut Waiting, reply: oneshot::Sender<Answer>) -> Ticket {
        let ticket = self.next_ticket.fetch_add(1, Ordering::Relaxed);
        waiting.replies.insert(ticket, reply);
        ticket
    }

    fn carry_out(&mut self, effects: Effects, mut waiting: Waiting) -> Result<(), Exit> {
        let Effects { answers, statements, letters_to, resend, give_back, wakes, fired, alarms, stop } = effects;
        for (key, at) in wakes {
            self.keeper.changed(key, at);
        }
        self.opening.metrics.fired(&fired, self.desk.clock_state().0);
        // Before the answers: whoever asks how things stand after its own step sees that step.
        self.publish_notes();
        for (ticket, answer) in answers {
            waiting.reply(ticket, answer);
        }
        for (code, peer) in alarms {
            self.opening.metrics.alarm(code, &peer);
        }
        // Receivers that are gone mean that the service stops: then nobody needs what is sent here.
        for statement in statements {
            drop(self.outlets.statements.send(statement));
        }
        let fresh = letters_to.into_iter().map(RelayTask::Fresh);
        let again = resend.into_iter().map(|(peer, after)| RelayTask::Again(peer, after));
        let back = give_back.into_iter().map(|(peer, after)| RelayTask::GiveBack(peer, after));
        for task in fresh.chain(again).chain(back) {
            drop(self.outlets.relay.send(task));
        }
        for done in waiting.done.drain(..) {
            // Whoever waited may have gone away; that is its own affair.
            done.send(()).unwrap_or_default();
        }
        stop.map_or(Ok(()), |why| Err(Exit::RecoveryNeeded(why)))
    }

    /// The outcome of the commit is unknown: forget everything, read again, go on one by one.
    fn failed(&mut self, error: &StoreError, waiting: Waiting) -> Result<(), Exit> {
        tracing::error!(error = error as &dyn std::error::Error, "a commit failed; the desk reads everything again");
        self.opening.metrics.commit_failed();
        let fatal = matches!(error, StoreError::Io { fatal: Fatal::Yes, .. } | StoreError::Damaged { .. });
        let full = matches!(error, StoreError::Full);
        for (_, reply) in waiting.replies {
            drop(reply.send(if full { Answer::Full } else { Answer::Unknown }));
        }
        // Nothing was acknowledged: dropping the senders tells the inbox so.
        drop(waiting.done);
        if fatal {
            return Err(Exit::StoreFailed(error.to_string()));
        }
        self.desk = open_desk(&self.opening, self.opening.watermark.1.as_ref()).map_err(Exit::from)?;
        self.keeper = Timekeeper::load(&*self.opening.store).map_err(store_exit)?;
        self.careful = true;
        Ok(())
    }

    fn publish_notes(&mut self) {
        let (recorded_at, state) = self.desk.clock_state();
        let snapshot =
            Snapshot { peers: self.desk.peer_notes(), recorded_at, clock_suspect: state == ClockState::Suspect };
        for peer in self.undelivered.news(&snapshot) {
            tracing::error!(%peer, "letters are undelivered for too long; the peer or the bus is away");
            self.opening.metrics.alarm("UNDELIVERED", &peer);
        }
        self.opening.metrics.noted(&snapshot);
        self.opening.metrics.armed(self.keeper.armed());
        if let Ok(mut notes) = self.notes.lock() {
            *notes = snapshot;
        }
    }
}

/// Writes the watermark.
fn mark(opening: &mut Opening, newest: Watermark) -> Result<(), StoreError> {
    opening.watermark.0.write(newest).map_err(|error| StoreError::Io {
        doing: "writing the watermark",
        fatal: Fatal::Yes,
        source: Box::new(error),
    })?;
    opening.watermark.1 = Some(newest);
    Ok(())
}

fn open_desk(opening: &Opening, mark: Option<&Watermark>) -> Result<Desk, crate::desk::OpeningRefusal> {
    let now = opening.clock.read().monotonic;
    let (office, store) = (Arc::clone(&opening.office), Arc::clone(&opening.store));
    Desk::open(office, store, mark, opening.boot, now, (opening.nonces)())
}

fn store_exit(error: StoreError) -> Exit {
    Exit::StoreFailed(error.to_string())
}
