//! The desk (办理席): the one writer of an agency, without IO of its own. Inputs and one reading of the clock go in; one
//! commit and its effects come out. Whoever drives it commits, and only then carries the effects out. After any failed
//! commit the desk is dropped and loaded again.

mod asides;
mod batch;
mod calendars;
mod clock;
mod commands;
mod documents;
mod evidence;
mod hold;
mod loading;
mod matters;
mod named;
mod parked;
mod peers;
mod receiving;
mod silence;
mod skipping;
mod statements;
#[cfg(test)]
pub(crate) mod tests;
mod unparking;
mod writing;

use crate::{
    codec::statement::Boot,
    data::in_force::{Current, InForce},
    directory::Directory,
    documents::Documents,
    journal::{Bytes, CommandCause},
    seal::Keyring,
    store::{Head, Store, StoreError, WakeKey, rows::Commit},
};
pub use asides::{Aside, AsideAsked, AsideDone};
use batch::Batch;
pub use clock::{ClockState, MAX_CLOCK_JUMP};
use duijie_core::{
    agency::AgencyId,
    clock::Reading,
    command::Command,
    decide::{Asker, Context},
    ids::{Digest, ReferralId},
    matter::DeadlineKey,
    matter::Matter,
    refusal::Refusal,
    time::Timestamp,
};
pub use loading::Refusal as OpeningRefusal;
use matters::Matters;
pub(crate) use matters::read as read_record;
use peers::Peers;
pub(crate) use skipping::proposal as read_proposal;
pub use skipping::{Skip, SkipAsked, SkipDone, SkipStep};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

/// At most this many inputs are decided in one transaction, so that a caller never waits for more than a moment's work.
pub const BATCH_MAX: usize = 512;

/// What a desk is: fixed while the process lives, but for its data.
pub struct Office {
    /// This agency.
    pub me: AgencyId,
    /// Its name, for people.
    pub name: String,
    /// Its rules and the calendar, which an operator may replace at any time.
    pub data: Arc<Current>,
    /// Its keys and its peers' keys.
    pub keyring: Keyring,
    /// Who there is.
    pub directory: Arc<Directory>,
    /// Who supervises whom, by the directory.
    pub supervisors: BTreeMap<AgencyId, AgencyId>,
    /// Whether time comes from a sandbox clock.
    pub time: TimeSource,
    /// Counts the recoveries of this desk; in every seal.
    pub generation: u32,
    /// Name and version, told in statements.
    pub software: String,
    /// What documents are written with.
    pub documents: Documents,
}

/// Where time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeSource {
    /// The machine's clock, which is suspected when it jumps.
    Machine,
    /// A clock that an examiner sets; jumps are its purpose.
    Sandbox,
}

/// Something the desk is to decide.
#[derive(Clone, Debug)]
pub enum Input {
    /// A `SealedLetter` from the bus.
    Letter(Bytes),
    /// A `SealedStatement` from the bus.
    Statement(Bytes),
    /// An officer asks.
    Command(Box<Asked>),
    /// An officer asks to skip a parked letter, or confirms it.
    Skip(Box<SkipAsked>),
    /// An officer asks something that is about no matter.
    Aside(Box<AsideAsked>),
    /// A deadline wants to be woken.
    Wake(WakeKey),
    /// The next page of running deadlines is to be counted again with the calendar in force.
    Recount,
    /// The sandbox clock was moved, or the bus is back: tell every peer where we stand at once.
    StateAtOnce,
    /// An officer says that the wall clock is right.
    ConfirmClock(Ticket),
}

/// What an officer asks.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who, and under which request id.
    pub cause: CommandCause,
    /// What.
    pub command: Command,
    /// Whether to do it or only to say whether it could be done.
    pub mode: Mode,
    /// Where the answer goes.
    pub ticket: Ticket,
}

/// Whether a command is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Carry it out.
    Do,
    /// Check everything and store nothing.
    ValidateOnly,
}

/// Names the caller of one command within one process.
pub type Ticket = u64;

/// What the desk answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It is done and durable.
    Done(Box<Done>),
    /// A step of skipping a parked letter is done and durable.
    Skip(Box<SkipDone>),
    /// Something about no matter is done and durable.
    Aside(Box<AsideDone>),
    /// It could be done (`ValidateOnly`).
    Valid,
    /// It was not done.
    Refused(Refusal),
    /// This matter collected too many refusals.
    Exhausted,
    /// The clock jumped; nothing is decided until it returns or an officer confirms it.
    ClockSuspect,
    /// The clock is confirmed.
    ClockConfirmed(Timestamp),
    /// The write-ahead log is too long: nothing is decided until it has been moved into the database.
    Crowded,
    /// The disk is full; the journal stays valid and nothing was written.
    Full,
    /// The store could not tell; nothing is known about the outcome.
    Unknown,
}

/// A command that is done.
#[derive(Clone, Debug)]
pub struct Done {
    /// The matter right after it.
    pub matter: Arc<Matter>,
    /// The referral it was about.
    pub referral: Option<ReferralId>,
    /// The record that did it.
    pub position: u64,
    /// Digest of the chain there.
    pub digest: Digest,
    /// When.
    pub recorded_at: Timestamp,
}

/// What follows once the commit is durable.
#[derive(Debug, Default)]
pub struct Effects {
    /// Answers to callers.
    pub answers: Vec<(Ticket, Answer)>,
    /// Statements to publish, sealed.
    pub statements: Vec<(AgencyId, Bytes)>,
    /// Peers with new letters to publish.
    pub letters_to: BTreeSet<AgencyId>,
    /// Letters to publish again, from the number after this one.
    pub resend: Vec<(AgencyId, u64)>,
    /// A peer's own letters to give back to it, from the number after this one.
    pub give_back: Vec<(AgencyId, u64)>,
    /// Deadlines whose next wake-up changed.
    pub wakes: Vec<(DeadlineKey, Option<Timestamp>)>,
    /// Due instants of our own duties whose passing is recorded.
    pub fired: Vec<Timestamp>,
    /// What somebody should look at: code and peer.
    pub alarms: Vec<(&'static str, AgencyId)>,
    /// The process must end and say this.
    pub stop: Option<String>,
}

/// One step of the desk.
#[derive(Debug, Default)]
pub struct Step {
    /// To be committed first; nothing is written when it has no records.
    pub commit: Commit,
    /// To be carried out then.
    pub effects: Effects,
}

/// The one writer of an agency.
pub struct Desk {
    office: Arc<Office>,
    /// Rules and calendar of the batch in hand.
    data: Arc<InForce>,
    calendars: calendars::Calendars,
    store: Arc<dyn Store>,
    head: Head,
    boot: Boot,
    clock: clock::DeskClock,
    peers: Peers,
    matters: Matters,
    silent: silence::Silent,
    /// Peers whose parked letters are to be looked at again.
    replays: BTreeSet<AgencyId>,
    /// Until when, and whether, an authority deadline is near.
    near: (Duration, bool),
    nonces: Box<dyn FnMut() -> [u8; 24] + Send>,
}

impl Desk {
    /// Decides `inputs` in the order letters, statements, commands, wake-ups, lapses, all at one time, and says what is
    /// to be committed and what follows. Statements that are due go out with it.
    ///
    /// # Errors
    /// If the store cannot be read. The desk must then be dropped.
    pub fn step(&mut self, reading: Reading, inputs: Vec<Input>) -> Result<Step, StoreError> {
        let confirmed = inputs.iter().any(|input| matches!(input, Input::ConfirmClock(_)));
        if confirmed {
            self.clock.confirm(reading);
        }
        self.clock.observe(reading, self.office.time);
        if self.clock.wants_witness() {
            self.look_for_witness(reading, &inputs);
        }
        if self.clock.state() == ClockState::Suspect {
            return Ok(suspended(inputs));
        }
        let mut batch = Batch::new(self.head, self.clock.recorded(reading), reading);
        self.adopt_data(&mut batch);
        let (letters, statements, others) = sorted(inputs);
        self.replay_parked(&mut batch)?;
        self.receive_letters(&mut batch, letters)?;
        self.hear_statements(&mut batch, statements)?;
        let mut alone = self.fetch_woken(&others)?;
        for input in others {
            match input {
                Input::Command(asked) => self.command(&mut batch, *asked)?,
                Input::Skip(asked) => self.skip(&mut batch, *asked)?,
                Input::Aside(asked) => self.aside(&mut batch, *asked)?,
                Input::Wake(key) => self.wake(&mut batch, &key, alone.remove(&key))?,
                Input::Recount => self.recount_page(&mut batch)?,
                Input::StateAtOnce => self.peers.state_at_once(),
                Input::ConfirmClock(ticket) => self.confirm_clock(&mut batch, ticket, reading.wall),
                Input::Letter(_) | Input::Statement(_) => {}
            }
        }
        self.declare_lapses(&mut batch)?;
        let step = self.close(batch)?;
        self.matters.trim();
        Ok(step)
    }

    /// When the desk next wants a step although nothing comes in, on the monotonic clock.
    #[must_use]
    pub fn next_step_at(&self) -> Duration {
        if self.replays.is_empty() { self.peers.next_due() } else { Duration::ZERO }
    }

    /// Recorded time of the newest commit and whether the clock is believed.
    #[must_use]
    pub fn clock_state(&self) -> (Timestamp, ClockState) {
        (self.clock.last_recorded(), self.clock.state())
    }

    /// What the peers have told and not told, for `ListPeers` and metrics.
    #[must_use]
    pub fn peer_notes(&self) -> Vec<peers::PeerNote> {
        self.peers.notes()
    }

    fn context(&self, now: Timestamp) -> Context<'_> {
        Context {
            me: &self.office.me,
            now,
            rules: &self.data.rules,
            calendar: &self.data.calendar,
            supervisors: &self.office.supervisors,
            names: &self.office.documents.names,
            asker: Asker::Clerk,
            other: None,
        }
    }
}

pub use peers::PeerNote;

/// Letters and statements apart, the rest in order with wake-ups last.
fn sorted(inputs: Vec<Input>) -> (Vec<Bytes>, Vec<Bytes>, Vec<Input>) {
    let (mut letters, mut statements, mut others, mut wakes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for input in inputs {
        match input {
            Input::Letter(bytes) => letters.push(bytes),
            Input::Statement(bytes) => statements.push(bytes),
            Input::Wake(_) => wakes.push(input),
            Input::Command(_)
            | Input::Skip(_)
            | Input::Aside(_)
            | Input::Recount
            | Input::StateAtOnce
            | Input::ConfirmClock(_) => others.push(input),
        }
    }
    others.append(&mut wakes);
    (letters, statements, others)
}

/// Nothing is decided while the clock is suspect; callers are told so, letters come again.
fn suspended(inputs: Vec<Input>) -> Step {
    let mut step = Step::default();
    for input in inputs {
        let ticket = match input {
            Input::Command(asked) => asked.ticket,
            Input::Skip(asked) => asked.ticket,
            Input::Aside(asked) => asked.ticket,
            Input::Letter(_)
            | Input::Statement(_)
            | Input::Wake(_)
            | Input::Recount
            | Input::StateAtOnce
            | Input::ConfirmClock(_) => continue,
        };
        step.effects.answers.push((ticket, Answer::ClockSuspect));
    }
    step
}
