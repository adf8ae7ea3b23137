//! One agency: its store, which survives, and its process, which may die at any moment. How its desk is driven is in
//! `driving`.

use super::{driving::Pace, ledger::Ledger, network::Message, offices, world::Sabotage};
use duijie_core::{agency::AgencyId, clock::Reading, time::Timestamp};
use duijie_kit::{
    desk::{Desk, Input, Office, TimeSource},
    journal::Bytes,
    relay::Relay,
    store::{Store, memory::MemoryStore},
    timekeeper::Timekeeper,
    watermark::Watermark,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

pub(super) struct Process {
    pub(super) desk: Desk,
    pub(super) keeper: Timekeeper,
    pub(super) relay: Relay,
    pub(super) started: Duration,
    pub(super) boot: [u8; 16],
    pub(super) careful: bool,
    pub(super) audited: Duration,
    /// Peers that the relay has something to do for.
    pub(super) relaying: BTreeSet<AgencyId>,
    /// The newest statement to each peer that is not published.
    pub(super) stated: BTreeMap<AgencyId, Bytes>,
    /// How runs are paced, by the simulator's own reckoning.
    pub(super) paces: BTreeMap<AgencyId, Pace>,
    /// What was last believed of the clock, by the simulator's own reckoning.
    pub(super) believed: Option<Reading>,
}

/// One agency.
pub struct Site {
    /// Index among the four.
    pub index: usize,
    /// What its desk is.
    pub office: Arc<Office>,
    /// Its store.
    pub store: MemoryStore,
    /// What its journal says, read again from the store.
    pub ledger: Ledger,
    /// What waits for the desk.
    pub inbox: Vec<(Input, Option<Message>)>,
    /// Wall time less true time, in microseconds.
    pub offset: i64,
    /// Wall time of a sandbox clock.
    pub set: Timestamp,
    /// Starts of the process so far.
    pub starts: u64,
    /// What of the simulator is broken on purpose.
    pub sabotage: Sabotage,
    /// Statements that leave although nothing may be committed.
    pub(super) early: Vec<Message>,
    pub(super) watermark: Option<Watermark>,
    pub(super) process: Option<Process>,
}

impl Site {
    /// An agency with an empty store and no process.
    #[must_use]
    pub fn new(index: usize, office: Arc<Office>, set: Timestamp, sabotage: Sabotage) -> Self {
        let ledger = Ledger::new(Arc::clone(&office));
        Self {
            index,
            office,
            store: MemoryStore::new(),
            ledger,
            inbox: Vec::new(),
            offset: 0,
            set,
            starts: 0,
            sabotage,
            early: Vec::new(),
            watermark: None,
            process: None,
        }
    }

    /// Whether its process runs.
    #[must_use]
    pub const fn runs(&self) -> bool {
        self.process.is_some()
    }

    /// What its wall clock says when true time is `now`.
    #[must_use]
    pub fn wall(&self, now: Duration) -> Timestamp {
        match self.office.time {
            TimeSource::Sandbox => self.set,
            TimeSource::Machine => {
                let micros = i64::try_from(now.as_micros()).unwrap() + self.offset;
                Timestamp::from_micros(offices::BEGIN.as_micros() + micros)
            }
        }
    }

    /// Starts the process.
    ///
    /// # Errors
    /// If the desk refuses to open.
    pub fn start(&mut self, now: Duration) -> Result<(), String> {
        self.starts += 1;
        let mut boot = [0; 16];
        boot[..8].copy_from_slice(&(self.index as u64 + 1).to_be_bytes());
        boot[8..].copy_from_slice(&self.starts.to_be_bytes());
        if self.watermark.is_none() && self.store.head().is_ok_and(|head| head.position == 0) {
            self.watermark = Some(Watermark::beginning(self.office.generation));
        }
        let desk = self.open(boot, Duration::ZERO)?;
        let store: Arc<dyn Store> = Arc::new(self.store.clone());
        let relay = Relay::new(Arc::clone(&self.office), store).map_err(|error| error.to_string())?;
        let keeper = Timekeeper::load(&self.store).map_err(|error| error.to_string())?;
        self.process = Some(Process {
            desk,
            keeper,
            relay,
            started: now,
            boot,
            careful: false,
            audited: Duration::ZERO,
            relaying: BTreeSet::new(),
            stated: BTreeMap::new(),
            paces: BTreeMap::new(),
            believed: None,
        });
        Ok(())
    }

    pub(super) fn open(&self, boot: [u8; 16], now: Duration) -> Result<Desk, String> {
        let store: Arc<dyn Store> = Arc::new(self.store.clone());
        let mut count = 0_u64;
        let seed = (self.index as u64, self.starts, self.ledger.head.position);
        let nonces = Box::new(move || {
            count += 1;
            let mut nonce = [0; 24];
            nonce[..8].copy_from_slice(&(seed.0 << 32 | seed.1).to_be_bytes());
            nonce[8..16].copy_from_slice(&(seed.2 << 20 | count).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
            nonce[16..].copy_from_slice(&count.to_be_bytes());
            nonce
        });
        Desk::open(Arc::clone(&self.office), store, self.watermark.as_ref(), boot, now, nonces)
            .map_err(|refusal| refusal.to_string())
    }

    /// The process dies; what it had read and not committed may come again.
    pub fn die(&mut self) -> Vec<Message> {
        self.process = None;
        self.inbox.drain(..).filter_map(|(_, message)| message).collect()
    }

    /// The timekeeper forgets everything, as a fault would make it.
    pub fn forget_wakes(&mut self) {
        if let Some(process) = &mut self.process {
            process.keeper.forget_everything();
        }
    }

    /// When the timekeeper next wants something.
    #[must_use]
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.process.as_ref().and_then(|process| process.keeper.next())
    }

    /// How many of our letters the desk, in its own view, knows to be at each peer.
    #[must_use]
    pub fn delivered(&self, peer: &AgencyId) -> u64 {
        match &self.process {
            Some(process) => {
                let notes = process.desk.peer_notes();
                notes.iter().find(|note| note.agency == *peer).map_or(0, |note| note.delivered)
            }
            None => self.ledger.delivered.get(peer).copied().unwrap_or(0),
        }
    }

    /// What the desk now holds back, and the duplicates it has met since its start.
    #[must_use]
    pub fn held_and_doubled(&self) -> (u64, u64) {
        let notes = self.process.iter().flat_map(|process| process.desk.peer_notes());
        notes.fold((0, 0), |(held, doubled), note| {
            (held + note.held, doubled + note.refused.get("DUPLICATE").copied().unwrap_or(0))
        })
    }
}
