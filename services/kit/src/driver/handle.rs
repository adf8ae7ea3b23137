//! The way to the desk: what callers, the bus and the sandbox clock hand over, and where answers come back.

use crate::{
    desk::{Answer, Aside, Mode, Office, PeerNote, Skip},
    journal::{Bytes, CommandCause},
    store::Store,
};
use duijie_core::{command::Command, time::Timestamp};
use std::sync::{Arc, Mutex};
use tokio::sync::{mpsc, oneshot, watch};

/// What is handed to the desk, with where the answer or acknowledgement goes.
pub(super) enum Job {
    Ask(Box<Question>, oneshot::Sender<Answer>),
    Skip(Box<SkipQuestion>, oneshot::Sender<Answer>),
    Aside(Box<AsideQuestion>, oneshot::Sender<Answer>),
    ConfirmClock(oneshot::Sender<Answer>),
    /// Letters and statements of one pull; `done` is told once they are committed.
    Messages {
        letters: Vec<Bytes>,
        statements: Vec<Bytes>,
        done: Option<oneshot::Sender<()>>,
    },
    StateAtOnce(oneshot::Sender<()>),
}

/// A command on its way to the desk.
pub(super) struct Question {
    pub(super) cause: CommandCause,
    pub(super) command: Command,
    pub(super) mode: Mode,
}

/// A step of skipping a parked letter on its way to the desk.
pub(super) struct SkipQuestion {
    pub(super) cause: CommandCause,
    pub(super) skip: Skip,
    pub(super) mode: Mode,
}

/// Something about no matter on its way to the desk.
pub(super) struct AsideQuestion {
    pub(super) cause: CommandCause,
    pub(super) what: Aside,
    pub(super) mode: Mode,
}

/// The way to the desk, cheap to clone.
#[derive(Clone)]
pub struct DeskHandle {
    pub(super) jobs: mpsc::Sender<Job>,
    pub(super) head: watch::Receiver<u64>,
    pub(super) notes: Arc<Mutex<Snapshot>>,
    pub(super) store: Arc<dyn Store>,
    pub(super) office: Arc<Office>,
}

/// What queries may see of the desk's memory, as of the last commit.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Each peer.
    pub peers: Vec<PeerNote>,
    /// Recorded time of the newest commit.
    pub recorded_at: Timestamp,
    /// Whether the clock is suspect.
    pub clock_suspect: bool,
}

/// Why a command did not reach the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    /// Too many commands wait.
    Full,
    /// The service is stopping.
    Stopping,
}

impl DeskHandle {
    /// Asks the desk and waits for its answer, which comes after the commit.
    ///
    /// # Errors
    /// If the queue is full or the service stops.
    pub async fn ask(&self, cause: CommandCause, command: Command, mode: Mode) -> Result<Answer, Busy> {
        let (reply, answer) = oneshot::channel();
        self.submit(Job::Ask(Box::new(Question { cause, command, mode }), reply))?;
        answer.await.map_err(|_| Busy::Stopping)
    }

    /// Asks the desk to skip a parked letter, or confirms it, and waits for its answer, which comes after the commit.
    ///
    /// # Errors
    /// If the queue is full or the service stops.
    pub async fn skip(&self, cause: CommandCause, skip: Skip, mode: Mode) -> Result<Answer, Busy> {
        let (reply, answer) = oneshot::channel();
        self.submit(Job::Skip(Box::new(SkipQuestion { cause, skip, mode }), reply))?;
        answer.await.map_err(|_| Busy::Stopping)
    }

    /// Asks the desk something about no matter and waits for its answer, which comes after the commit.
    ///
    /// # Errors
    /// If the queue is full or the service stops.
    pub async fn aside(&self, cause: CommandCause, what: Aside, mode: Mode) -> Result<Answer, Busy> {
        let (reply, answer) = oneshot::channel();
        self.submit(Job::Aside(Box::new(AsideQuestion { cause, what, mode }), reply))?;
        answer.await.map_err(|_| Busy::Stopping)
    }

    /// Tells the desk that an officer believes the wall clock.
    ///
    /// # Errors
    /// If the queue is full or the service stops.
    pub async fn confirm_clock(&self) -> Result<Answer, Busy> {
        let (reply, answer) = oneshot::channel();
        self.submit(Job::ConfirmClock(reply))?;
        answer.await.map_err(|_| Busy::Stopping)
    }

    /// The sandbox clock was moved, or the bus is back: returns once the desk has ticked and every peer's statement is on
    /// its way.
    ///
    /// # Errors
    /// If the queue is full or the service stops.
    pub async fn state_at_once(&self) -> Result<(), Busy> {
        let (done, moved) = oneshot::channel();
        self.submit(Job::StateAtOnce(done))?;
        moved.await.map_err(|_| Busy::Stopping)
    }

    /// Hands over what one pull brought; resolves once it is committed. Waits while the queue is full.
    ///
    /// # Errors
    /// If the service stops, or the batch could not be committed: then nothing may be acknowledged.
    pub async fn deliver(&self, letters: Vec<Bytes>, statements: Vec<Bytes>) -> Result<(), Busy> {
        let (done, committed) = oneshot::channel();
        let job = Job::Messages { letters, statements, done: Some(done) };
        self.jobs.send(job).await.map_err(|_| Busy::Stopping)?;
        committed.await.map_err(|_| Busy::Stopping)
    }

    fn submit(&self, job: Job) -> Result<(), Busy> {
        self.jobs.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Busy::Full,
            mpsc::error::TrySendError::Closed(_) => Busy::Stopping,
        })
    }

    /// Position of the newest commit; changes with every one.
    #[must_use]
    pub fn head(&self) -> watch::Receiver<u64> {
        self.head.clone()
    }

    /// The store, for queries; its methods block.
    #[must_use]
    pub fn store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store)
    }

    /// What the desk is.
    #[must_use]
    pub fn office(&self) -> &Arc<Office> {
        &self.office
    }

    /// What the desk knew after its newest commit.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.notes.lock().map(|snapshot| snapshot.clone()).unwrap_or_default()
    }
}
