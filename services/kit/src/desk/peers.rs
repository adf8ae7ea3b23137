//! What the desk remembers of each peer: the two chains, the newest statement, the letters held back, and its pacing on
//! the monotonic clock.

use super::{Batch, hold::Hold, parked::ParkedLetters};
use crate::{
    codec::statement::{Boot, Statement},
    journal::Bytes,
    store::rows::{ParkedRow, PeerRow},
};
use duijie_core::{agency::AgencyId, ids::Digest, time::Timestamp};
use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

/// One tick per this long serves all peers (exchange §3).
const COALESCE: Duration = Duration::from_millis(20);
/// While something is unreceipted, or an authority deadline is near or past.
const CADENCE_WAITING: Duration = Duration::from_secs(10);
/// Otherwise.
const CADENCE_QUIET: Duration = Duration::from_secs(60);
/// After an hour without letters.
const CADENCE_IDLE: Duration = Duration::from_secs(600);
const IDLE_AFTER: Duration = Duration::from_secs(3600);
/// A run is not published again sooner than this after its last publication.
pub(super) const RESEND_AFTER: Duration = Duration::from_secs(2);
/// The longest pause between two publications of a run.
pub(super) const RESEND_MAX: Duration = Duration::from_secs(300);

/// One peer.
pub(super) struct Peer {
    pub(super) sent: (u64, Digest),
    pub(super) received: (u64, Digest),
    pub(super) received_decided_at: Timestamp,
    pub(super) delivered: u64,
    /// Batches of our letters that are not delivered: last number, recorded time, first publication.
    pub(super) undelivered: VecDeque<(u64, Timestamp, Duration)>,
    /// The newest statement and whether its link is known to be that of our copy of the chain.
    pub(super) heard: Option<Heard>,
    pub(super) echo: Option<Boot>,
    pub(super) forked_at: Option<u64>,
    pub(super) says_forked_at: Option<u64>,
    pub(super) parked: ParkedLetters,
    pub(super) hold: Hold,
    pub(super) refused: BTreeMap<&'static str, u64>,
    pub(super) lost: bool,
    pub(super) resend_after: Duration,
    pub(super) resend_pause: Duration,
    /// The newest `sent_number` that was answered as a gap.
    pub(super) gap_answered: u64,
    /// When the next statement is due.
    due: Duration,
    last_letter: Duration,
    /// The newest statement is not journalled yet.
    to_journal: bool,
}

/// A statement that was heard.
pub(super) struct Heard {
    pub(super) statement: Statement,
    pub(super) sealed: Bytes,
    /// Its `sent` was compared with our copy of the chain.
    pub(super) compared: bool,
}

/// What a peer has told and not told, for people.
#[derive(Clone, Debug)]
pub struct PeerNote {
    /// Which peer.
    pub agency: AgencyId,
    /// Letters held back because one before them is missing or no seal covers them.
    pub held: u64,
    /// Letters and statements of no effect, by code, since the process started.
    pub refused: BTreeMap<&'static str, u64>,
    /// The number at which it says that our chain forked.
    pub says_forked_at: Option<u64>,
    /// Newest letter of ours to it.
    pub committed: u64,
    /// Letters of ours it is known to have.
    pub delivered: u64,
    /// Recorded time of the oldest letter that it is not known to have.
    pub undelivered_since: Option<Timestamp>,
    /// The newest statement's recorded time, generation and software.
    pub heard: Option<(Timestamp, u32, String)>,
    /// Its letters applied or parked here.
    pub received: u64,
    /// The number at which its chain forked.
    pub forked_at: Option<u64>,
    /// Its letters that are parked.
    pub parked: u64,
}

/// All peers, and the tick that serves them.
#[derive(Default)]
pub(super) struct Peers {
    all: BTreeMap<AgencyId, Peer>,
    last_tick: Duration,
    journal_due: Option<Duration>,
}

impl Peer {
    fn new() -> Self {
        Self {
            sent: (0, Digest::ZERO),
            received: (0, Digest::ZERO),
            received_decided_at: Timestamp::EPOCH,
            delivered: 0,
            undelivered: VecDeque::new(),
            heard: None,
            echo: None,
            forked_at: None,
            says_forked_at: None,
            parked: ParkedLetters::default(),
            hold: Hold::default(),
            refused: BTreeMap::new(),
            lost: false,
            resend_after: Duration::ZERO,
            resend_pause: RESEND_AFTER,
            gap_answered: 0,
            due: Duration::MAX,
            last_letter: Duration::ZERO,
            to_journal: false,
        }
    }

    /// Counts something of no effect.
    pub(super) fn refuse(&mut self, code: &'static str) {
        *self.refused.entry(code).or_default() += 1;
    }

    /// Whether letters were ever exchanged; also if the peer says so, for its first letter may have been lost.
    pub(super) fn is_in_touch(&self) -> bool {
        let told = self.heard.as_ref().is_some_and(|heard| heard.statement.sent.0 > 0);
        self.sent.0 > 0 || self.received.0 > 0 || told
    }

    /// Some of our letters are now known to be there.
    pub(super) fn deliver(&mut self, number: u64) -> bool {
        if number <= self.delivered {
            return false;
        }
        self.delivered = number;
        while self.undelivered.front().is_some_and(|(last, ..)| *last <= number) {
            self.undelivered.pop_front();
        }
        self.resend_pause = RESEND_AFTER;
        self.resend_after = Duration::ZERO;
        true
    }

    fn undelivered_since(&self) -> Option<Timestamp> {
        (self.delivered < self.sent.0).then(|| self.undelivered.front().map(|(_, at, _)| *at)).flatten()
    }
}

impl Peers {
    pub(super) fn load(
        &mut self,
        row: PeerRow,
        undelivered_since: Option<Timestamp>,
        now: Duration,
        read: impl Fn(&Bytes) -> Option<Statement>,
    ) {
        let mut peer = Peer::new();
        peer.sent = row.sent;
        peer.received = row.received;
        peer.received_decided_at = row.received_decided_at;
        peer.delivered = row.delivered;
        if let Some(since) = undelivered_since {
            peer.undelivered.push_back((row.sent.0, since, Duration::ZERO));
        }
        peer.heard = row
            .statement
            .and_then(|sealed| read(&sealed).map(|statement| Heard { statement, sealed, compared: false }));
        peer.forked_at = row.forked_at;
        peer.lost = row.lost;
        // On start every peer is told where we stand.
        peer.due = if peer.is_in_touch() { now } else { Duration::MAX };
        peer.last_letter = now;
        self.all.insert(row.agency, peer);
    }

    pub(super) fn get(&self, agency: &AgencyId) -> Option<&Peer> {
        self.all.get(agency)
    }

    pub(super) fn entry(&mut self, agency: &AgencyId) -> &mut Peer {
        self.all.entry(agency.clone()).or_insert_with(Peer::new)
    }

    pub(super) fn row(&self, agency: &AgencyId) -> Option<PeerRow> {
        let peer = self.all.get(agency)?;
        Some(PeerRow {
            agency: agency.clone(),
            sent: peer.sent,
            received: peer.received,
            received_decided_at: peer.received_decided_at,
            delivered: peer.delivered,
            statement: peer.heard.as_ref().map(|heard| heard.sealed.clone()),
            forked_at: peer.forked_at,
            lost: peer.lost,
        })
    }

    pub(super) fn load_parked(&mut self, row: ParkedRow) {
        self.entry(&row.peer.clone()).parked.load(row);
    }

    /// Peers with parked letters.
    pub(super) fn with_parked(&self) -> Vec<AgencyId> {
        self.all.iter().filter(|(_, peer)| peer.parked.len() > 0).map(|(agency, _)| agency.clone()).collect()
    }

    pub(super) fn notes(&self) -> Vec<PeerNote> {
        let note = |(agency, peer): (&AgencyId, &Peer)| PeerNote {
            agency: agency.clone(),
            held: peer.hold.len() as u64,
            refused: peer.refused.clone(),
            says_forked_at: peer.says_forked_at,
            committed: peer.sent.0,
            delivered: peer.delivered,
            undelivered_since: peer.undelivered_since(),
            heard: peer.heard.as_ref().map(|heard| {
                let Statement { as_of, generation, software, .. } = &heard.statement;
                (*as_of, *generation, software.clone())
            }),
            received: peer.received.0,
            forked_at: peer.forked_at,
            parked: peer.parked.len(),
        };
        self.all.iter().map(note).collect()
    }

    /// Every peer ever written to or heard from gets a statement in this step.
    pub(super) fn state_at_once(&mut self) {
        for peer in self.all.values_mut().filter(|peer| peer.is_in_touch()) {
            peer.due = Duration::ZERO;
        }
    }

    /// A statement to this peer is wanted as soon as the tick allows.
    pub(super) fn state_soon(&mut self, agency: &AgencyId) {
        let soon = self.last_tick + COALESCE;
        let peer = self.entry(agency);
        if peer.is_in_touch() {
            peer.due = peer.due.min(soon);
        }
    }

    /// The newest statement of this peer says something new, which the journal must have.
    pub(super) fn journal_soon(&mut self, agency: &AgencyId) {
        let soon = self.last_tick + COALESCE;
        self.entry(agency).to_journal = true;
        self.journal_due = Some(self.journal_due.map_or(soon, |due| due.min(soon)));
    }

    /// Whoever sent letters gets a statement as soon as the tick allows.
    pub(super) fn note_letters(&mut self, batch: &Batch) {
        for agency in &batch.heard_letters {
            self.state_soon(agency);
        }
        for agency in batch.heard_letters.union(&batch.effects.letters_to) {
            self.entry(agency).last_letter = batch.monotonic;
        }
    }

    /// Sets the pace after a batch: nobody waits longer for a statement than the cadence says.
    pub(super) fn pace(&mut self, now: Duration, near_authority: bool) {
        for peer in self.all.values_mut().filter(|peer| peer.is_in_touch()) {
            // Letters we know of and have not got come only by our own statement.
            let gap = peer.heard.as_ref().is_some_and(|heard| heard.statement.sent.0 > peer.received.0);
            let waiting = near_authority || gap || peer.delivered < peer.sent.0;
            let idle = now.saturating_sub(peer.last_letter) > IDLE_AFTER;
            let cadence = match (waiting, idle) {
                (true, _) => CADENCE_WAITING,
                (false, true) => CADENCE_IDLE,
                (false, false) => CADENCE_QUIET,
            };
            peer.due = peer.due.min(now + cadence);
        }
    }

    /// Peers whose statement is due.
    pub(super) fn due(&mut self, now: Duration) -> Vec<AgencyId> {
        self.all.iter().filter(|(_, peer)| peer.due <= now).map(|(agency, _)| agency.clone()).collect()
    }

    /// A statement goes out.
    pub(super) fn stated(&mut self, agency: &AgencyId, now: Duration) {
        self.last_tick = now;
        self.entry(agency).due = now + CADENCE_IDLE;
    }

    /// Statements heard that the journal does not have, if the tick is due or something is committed anyway.
    pub(super) fn take_heard_to_journal(&mut self, now: Duration, committing: bool) -> Vec<(AgencyId, Bytes)> {
        let due = self.journal_due.is_some_and(|due| committing || due <= now);
        if !due {
            return Vec::new();
        }
        self.journal_due = None;
        self.last_tick = now;
        let mut taken = Vec::new();
        for (agency, peer) in self.all.iter_mut().filter(|(_, peer)| peer.to_journal) {
            peer.to_journal = false;
            if let Some(heard) = &peer.heard {
                taken.push((agency.clone(), heard.sealed.clone()));
            }
        }
        taken
    }

    /// When a statement or a journalled one is next due.
    pub(super) fn next_due(&self) -> Duration {
        let statements = self.all.values().map(|peer| peer.due).min().unwrap_or(Duration::MAX);
        statements.min(self.journal_due.unwrap_or(Duration::MAX))
    }
}
