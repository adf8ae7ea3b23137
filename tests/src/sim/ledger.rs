//! What a journal says, read again from the store record by record and folded by nobody's memory but its own. What does
//! not fit is noted under the number of the invariant it breaks.

use duijie_core::{
    agency::AgencyId,
    event::{Event, OwnEvent},
    ids::{Digest, MatterId, ReferralId, RequestId},
    letter::{
        Body, Letter,
        body::{Lapse, LapseGround, Recount, Recounted},
    },
    matter::Matter,
    referral::Referral,
    time::Timestamp,
};
use duijie_kit::{
    codec,
    desk::Office,
    digest,
    journal::{Bytes, Cause, Entry, Record},
    projection,
    store::{
        Head, Store,
        memory::MemoryStore,
        rows::{Commit, StoredRecord},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Records read at a time.
const PAGE: usize = 1_000;

/// One letter of a chain as a journal has it.
pub struct Note {
    /// content(n)
    pub content: Digest,
    /// link(n)
    pub link: Digest,
    /// Position of the record that has it.
    pub position: u64,
    /// Recorded time of its decision.
    pub decided_at: Timestamp,
    /// The exact bytes of the letter.
    pub bytes: Bytes,
    /// As read; none of a parked one.
    pub letter: Option<Arc<Letter>>,
}

/// A lapse that was declared by proof of silence.
pub struct Proven {
    /// Of which referral.
    pub referral: ReferralId,
    /// Whose silence.
    pub peer: AgencyId,
    /// The due instant.
    pub due: Timestamp,
    /// Recorded time of the statement.
    pub as_of: Timestamp,
    /// Letters that it counts.
    pub counts: u64,
    /// Record of the lapse.
    pub position: u64,
}

/// One journal.
pub struct Ledger {
    office: Arc<Office>,
    /// The newest record read.
    pub head: Head,
    /// Every matter.
    pub matters: BTreeMap<MatterId, Matter>,
    /// The matter of every referral.
    pub home: BTreeMap<ReferralId, MatterId>,
    /// Our letters, by peer and number.
    pub sent: BTreeMap<AgencyId, Vec<Note>>,
    /// Letters applied or parked, by peer and number.
    pub received: BTreeMap<AgencyId, Vec<Note>>,
    /// Our letters known to be delivered, as the peers' rows say.
    pub delivered: BTreeMap<AgencyId, u64>,
    /// Requests that were decided, and in which record.
    pub requests: BTreeMap<RequestId, u64>,
    /// Lapses by proof.
    pub proven: Vec<Proven>,
    /// The first thing that broke each invariant.
    pub trouble: BTreeMap<u8, String>,
    /// Deadlines that fired and reminders that were sent, by what they are.
    pub once: BTreeSet<String>,
    /// Newest record that is more than a tick or a statement heard.
    pub busy: u64,
    /// Messages of no effect that were kept as evidence.
    pub damage: u64,
    /// Derived tables, built again from the records alone.
    pub rebuilt: MemoryStore,
}

impl Ledger {
    /// Of an empty journal.
    #[must_use]
    pub fn new(office: Arc<Office>) -> Self {
        Self {
            office,
            head: Head::default(),
            matters: BTreeMap::new(),
            home: BTreeMap::new(),
            sent: BTreeMap::new(),
            received: BTreeMap::new(),
            delivered: BTreeMap::new(),
            requests: BTreeMap::new(),
            proven: Vec::new(),
            trouble: BTreeMap::new(),
            once: BTreeSet::new(),
            busy: 0,
            damage: 0,
            rebuilt: MemoryStore::new(),
        }
    }

    /// Every referral with its matter.
    pub fn referrals(&self) -> impl Iterator<Item = (&Matter, &Referral)> {
        self.matters.values().flat_map(|matter| matter.referrals.iter().map(move |referral| (matter, referral)))
    }

    /// One referral with its matter.
    #[must_use]
    pub fn referral(&self, id: &ReferralId) -> Option<(&Matter, &Referral)> {
        let matter = self.matters.get(self.home.get(id)?)?;
        matter.referral(id).map(|referral| (matter, referral))
    }

    /// Letters to or from a peer.
    #[must_use]
    pub fn chain<'a>(chains: &'a BTreeMap<AgencyId, Vec<Note>>, peer: &AgencyId) -> &'a [Note] {
        chains.get(peer).map_or(&[], Vec::as_slice)
    }

    /// Reads what is new in the store.
    pub fn read(&mut self, store: &MemoryStore) {
        loop {
            let page = store.records_after(self.head.position, PAGE).unwrap();
            for stored in &page {
                self.read_record(stored);
            }
            if page.len() < PAGE {
                break;
            }
        }
        self.delivered = store.peers().unwrap().into_iter().map(|row| (row.agency, row.delivered)).collect();
    }

    /// Notes that an invariant is broken.
    pub fn broken(&mut self, invariant: u8, what: String) {
        self.trouble.entry(invariant).or_insert(what);
    }

    fn read_record(&mut self, stored: &StoredRecord) {
        let position = stored.position;
        if position != self.head.position + 1 || digest::record(&self.head.digest, &stored.bytes) != stored.digest {
            self.broken(5, format!("the chain of records breaks at {position}"));
        }
        if stored.recorded_at < self.head.recorded_at {
            self.broken(8, format!("record {position} goes back in time"));
        }
        self.head = Head { position, digest: stored.digest, recorded_at: stored.recorded_at };
        let record = match codec::record::decode(&stored.bytes, &self.office.keyring) {
            Ok(record) => record,
            Err(error) => return self.broken(5, format!("record {position} cannot be read: {error}")),
        };
        if let Cause::Command(cause) = &record.cause
            && self.requests.insert(cause.request.clone(), position).is_some()
        {
            self.broken(9, format!("request {} was decided twice, again in record {position}", cause.request));
        }
        let mut proof = None;
        for entry in &record.entries {
            if !matches!(entry, Entry::Tick | Entry::PeerHeard { .. }) {
                self.busy = position;
            }
            self.read_entry(&record, entry, &mut proof);
        }
        self.fold(&record, stored);
    }

    fn read_entry(&mut self, record: &Record, entry: &Entry, proof: &mut Option<(Timestamp, u64)>) {
        match entry {
            Entry::Sent { letter, bytes } => self.read_sent(record, letter, bytes, *proof),
            Entry::Received { letter, sealed, .. } => {
                self.recounted(letter);
                let opened = codec::letter::open(sealed).unwrap();
                let note = note(record.position, letter.decided_at, &opened.bytes, Some(Arc::clone(letter)));
                self.note_received(letter.reference.from.clone(), letter.reference.number, note);
            }
            Entry::Parked(parked) => {
                let opened = codec::letter::open(&parked.sealed).unwrap();
                let note = note(record.position, parked.decided_at, &opened.bytes, None);
                self.note_received(parked.from.clone(), parked.number, note);
            }
            Entry::AbsenceProven { statement, .. } => {
                let statement = codec::statement::open(statement).unwrap().statement;
                *proof = Some((statement.as_of, statement.sent.0));
            }
            Entry::Happened(Event::DeadlineFired { referral, duty, due, .. }) => {
                self.only_once(format!("{referral} {} fired for {due}", duty.as_str()));
            }
            Entry::Happened(Event::DeadlineClimbed { referral, duty, climbed }) => {
                let (stage, at) = (climbed.stage, climbed.at);
                self.only_once(format!("{referral} {} climbed to {stage:?} at {at}", duty.as_str()));
            }
            Entry::Happened(Event::Own { id, what }) => {
                // What lies ahead again passes again, at the same instant too once it is moved back.
                if matches!(&**what, OwnEvent::Recounted { due, .. } if due.due > record.recorded_at) {
                    self.may_pass_again(&format!("own deadline {id} "));
                }
                if let OwnEvent::Fired { due, .. } = &**what {
                    self.only_once(format!("own deadline {id} fired for {due}"));
                }
                if let OwnEvent::Climbed(climbed) = &**what {
                    self.only_once(format!("own deadline {id} climbed to {:?} at {}", climbed.stage, climbed.at));
                }
            }
            Entry::Forked { peer, number, .. } => self.broken(10, format!("{peer} forked at {number}")),
            Entry::MemoryLost { peer, why, .. } => self.broken(10, format!("memory lost, says {peer}: {why}")),
            Entry::Damaged { .. } => self.damage += 1,
            Entry::Unparked { .. }
            | Entry::SkipProposed { .. }
            | Entry::Skipped { .. }
            | Entry::ForkEnded { .. }
            | Entry::Happened(_)
            | Entry::Refused(_)
            | Entry::PeerHeard { .. }
            | Entry::ClockConfirmed { .. }
            | Entry::DigestRead { .. }
            | Entry::CalendarLoaded(_)
            | Entry::CalendarApplied { .. }
            | Entry::Tick => {}
        }
    }

    fn read_sent(&mut self, record: &Record, letter: &Arc<Letter>, bytes: &Bytes, proof: Option<(Timestamp, u64)>) {
        self.recounted(letter);
        let (position, peer) = (record.position, letter.reference.to.clone());
        let chain = self.sent.entry(peer.clone()).or_default();
        let next = chain.len() as u64 + 1;
        let previous = chain.last().map_or(Timestamp::EPOCH, |note| note.decided_at);
        chain.push(note(position, letter.decided_at, bytes, Some(Arc::clone(letter))));
        if letter.reference.number != next {
            self.broken(2, format!("letter {} to {peer} was decided where {next} comes next", letter.reference.number));
        }
        if letter.decided_at < previous || letter.decided_at != record.recorded_at {
            self.broken(8, format!("letter {next} to {peer} is dated {}", letter.decided_at));
        }
        match (&letter.body, proof) {
            (Body::Remind(remind), _) => {
                let (duty, due, stage) = (remind.duty.as_str(), remind.due, remind.stage);
                self.only_once(format!("{} {duty} reminded {stage:?} for {due}", letter.referral));
            }
            (Body::Lapse(Lapse { due: Some(due), ground: LapseGround::Proof { .. }, .. }), Some((as_of, counts))) => {
                let (referral, due) = (letter.referral.clone(), *due);
                self.proven.push(Proven { referral, peer, due, as_of, counts, position });
            }
            // A party's withdrawal that waited is obeyed upon the same proof.
            (Body::Verdict(_), Some((as_of, counts))) => {
                let referral = letter.referral.clone();
                self.proven.push(Proven { referral, peer, due: as_of, as_of, counts, position });
            }
            (Body::Lapse(Lapse { ground: LapseGround::Proof { .. }, .. }), _) => {
                self.broken(7, format!("the lapse in record {position} has no proof"));
            }
            _ => {}
        }
    }

    fn note_received(&mut self, peer: AgencyId, number: u64, note: Note) {
        let chain = self.received.entry(peer.clone()).or_default();
        chain.push(note);
        let expected = chain.len() as u64;
        if number != expected {
            self.broken(2, format!("letter {number} of {peer} was applied where {expected} comes next"));
        }
    }

    /// What was counted again may pass again.
    fn recounted(&mut self, letter: &Letter) {
        if let Body::Recount(Recount { of: Recounted::Duty(duty), .. }) = &letter.body {
            self.may_pass_again(&format!("{} {} ", letter.referral, duty.as_str()));
        }
    }

    fn may_pass_again(&mut self, about: &str) {
        self.once.retain(|what| !what.starts_with(about));
    }

    fn only_once(&mut self, what: String) {
        if !self.once.insert(what.clone()) {
            self.broken(4, what);
        }
    }

    /// Folds the record into its matter and into the tables that are built again.
    fn fold(&mut self, record: &Record, stored: &StoredRecord) {
        let before = record.matter.as_ref().and_then(|id| self.matters.get(id)).cloned();
        let after = projection::fold(before.clone(), record);
        let mut commit = Commit { records: vec![stored.clone()], ..Commit::default() };
        projection::project(record, before.as_ref(), after.as_ref(), &mut commit);
        if let Err(error) = self.rebuilt.commit(&commit) {
            self.broken(5, format!("record {} cannot be projected: {error}", record.position));
        }
        if let Some(after) = after {
            for referral in &after.referrals {
                self.home.insert(referral.id.clone(), after.id.clone());
            }
            self.matters.insert(after.id.clone(), after);
        }
    }
}

fn note(position: u64, decided_at: Timestamp, bytes: &[u8], letter: Option<Arc<Letter>>) -> Note {
    let envelope = codec::letter::envelope(bytes).unwrap();
    let (content, link) = (envelope.content, envelope.link());
    Note { content, link, position, decided_at, bytes: bytes.into(), letter }
}
