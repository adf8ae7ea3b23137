//! A desk, its store, and a clock that is moved by hand.

use crate::{
    codec::record,
    data::in_force::{Current, InForce},
    desk::{
        Answer, Aside, AsideAsked, Asked, Desk, Effects, Input, Mode, Office, Skip, SkipAsked, SkipStep, TimeSource,
    },
    digest,
    directory::Directory,
    journal::{CommandCause, Entry},
    sample::{BUREAU, COURTS, NOW, agency, keyring},
    seal::Keyring,
    store::{Store, memory::MemoryStore},
    verify,
    watermark::Watermark,
};
use duijie_core::{
    calendar::Calendar,
    clock::Reading,
    command::Command,
    letter::{Body, Letter},
    rules::{Mediates, ProcedureNeed, Roles, Rules, Sends},
    time::Timestamp,
};
use duijie_testkit::sample as testkit;
use std::{sync::Arc, time::Duration};

use super::pen::newer_directory;

/// One day.
pub const DAY: Duration = Duration::from_secs(86_400);

/// The desk of `who` on a store of its own.
pub struct Room {
    pub desk: Desk,
    pub data: Arc<Current>,
    pub store: MemoryStore,
    pub after: Duration,
    who: &'static str,
    asked: u64,
}

impl Room {
    /// The bureau, which receives.
    pub fn bureau() -> Self {
        Self::open(BUREAU)
    }

    /// The courts, which send.
    pub fn courts() -> Self {
        Self::open(COURTS)
    }

    fn open(who: &'static str) -> Self {
        let store = MemoryStore::new();
        let (desk, data) = desk(who, &store, None, Duration::ZERO, testkit::calendar());
        Self { desk, data, store, after: Duration::ZERO, who, asked: 0 }
    }

    /// Starts the desk anew on what is stored, with the directory as it is or the newer one.
    pub fn reopen(&mut self, directory: Option<Arc<Directory>>) {
        let calendar = self.data.get().calendar.clone();
        (self.desk, self.data) = desk(self.who, &self.store, directory, self.after, calendar);
    }

    /// What the clock says now.
    pub fn now(&self) -> Timestamp {
        NOW.plus(self.after)
    }

    pub fn later(&mut self, by: Duration) {
        self.after += by;
    }

    /// One step, committed.
    pub fn step(&mut self, inputs: Vec<Input>) -> Effects {
        let reading = Reading { wall: self.now(), monotonic: self.after };
        let step = self.desk.step(reading, inputs).unwrap();
        self.store.commit(&step.commit).unwrap();
        step.effects
    }

    /// One officer asks; the answer.
    pub fn command(&mut self, command: Command) -> Answer {
        self.asked += 1;
        let cause = self.cause("王芳", self.asked, "test");
        let asked = Asked { cause, command, mode: Mode::Do, ticket: 1 };
        one(self.step(vec![Input::Command(Box::new(asked))]))
    }

    /// An officer asks about a parked letter of the courts, each time under another request id.
    pub fn skip(&mut self, officer: &str, number: u64, step: SkipStep) -> Answer {
        self.asked += 1;
        self.skip_again(officer, self.asked, number, step)
    }

    /// The same under this request id.
    pub fn skip_again(&mut self, officer: &str, request: u64, number: u64, step: SkipStep) -> Answer {
        let skip = Skip { peer: agency(COURTS), number, step };
        let cause = self.cause(officer, request, &format!("{skip:?}"));
        let asked = SkipAsked { cause, skip, mode: Mode::Do, ticket: 1 };
        one(self.step(vec![Input::Skip(Box::new(asked))]))
    }

    /// An operator ends the fork of the courts under this request id.
    pub fn end_fork(&mut self, request: &str) -> Answer {
        let mut cause = self.cause("周运维", 0, "end the fork");
        cause.request = format!("fork-{request}").parse().unwrap();
        let (peer, reason) = (agency(COURTS), testkit::text("已与法院核对"));
        let asked = AsideAsked { cause, what: Aside::EndFork { peer, reason }, mode: Mode::Do, ticket: 1 };
        one(self.step(vec![Input::Aside(Box::new(asked))]))
    }

    fn cause(&self, officer: &str, request: u64, content: &str) -> CommandCause {
        CommandCause {
            request: format!("q-{request}").parse().unwrap(),
            digest: digest::request(self.who, &[content.as_bytes()]),
            officer: testkit::text(officer),
            role: "operator".to_owned(),
            method: "test".to_owned(),
        }
    }

    /// Everything recorded.
    pub fn entries(&self) -> Vec<Entry> {
        let records = self.store.records_after(0, 10_000).unwrap();
        let keyring = self.keyring();
        records.iter().flat_map(|stored| record::decode(&stored.bytes, &keyring).unwrap().entries).collect()
    }

    /// Letters of ours.
    pub fn sent(&self) -> Vec<Arc<Letter>> {
        let sent = self.entries().into_iter().filter_map(|entry| match entry {
            Entry::Sent { letter, .. } => Some(letter),
            _ => None,
        });
        sent.collect()
    }

    /// Names of the bodies of our letters.
    pub fn said(&self) -> Vec<&'static str> {
        self.sent().iter().map(|letter| letter.body.name()).collect()
    }

    /// Numbers of letters that were parked and applied later.
    pub fn unparked(&self) -> Vec<u64> {
        let numbers = self.entries().into_iter().filter_map(|entry| match entry {
            Entry::Unparked { letter, .. } => Some(letter.reference.number),
            _ => None,
        });
        numbers.collect()
    }

    /// Numbers of the letters that are parked, as the store and the desk say.
    pub fn waiting(&self) -> Vec<u64> {
        let rows = self.store.parked(None, 10_000).unwrap();
        let told: u64 = self.desk.peer_notes().iter().map(|note| note.parked).sum();
        assert_eq!(told, rows.len() as u64);
        rows.into_iter().map(|row| row.number).collect()
    }

    /// Every row is what the journal says.
    pub fn verify(&self) {
        verify::verify(&self.store, &self.keyring()).unwrap();
    }

    fn keyring(&self) -> Keyring {
        keyring(self.who).with_directory(newer_directory())
    }
}

/// The only answer of a step.
pub fn one(effects: Effects) -> Answer {
    let mut answers = effects.answers;
    assert_eq!(answers.len(), 1);
    answers.swap_remove(0).1
}

/// The code of a refusal.
pub fn refused(answer: Answer) -> String {
    match answer {
        Answer::Refused(refusal) => {
            assert!(!refusal.zh.is_ascii() && refusal.en.is_ascii(), "{refusal:?}");
            refusal.code
        }
        other => panic!("it was not refused: {other:?}"),
    }
}

/// When 签收 is due by the first `Arrived`.
pub fn arrived_at(room: &Room) -> Timestamp {
    let arrived = room.sent().into_iter().find_map(|letter| match &letter.body {
        Body::Arrived(arrived) => Some(arrived.arrived_at),
        _ => None,
    });
    arrived.unwrap()
}

fn rules(who: &str) -> Rules {
    let mut rules = testkit::receiver_rules();
    rules.offers.iter_mut().for_each(|offer| offer.from_roles = Roles::These(&["courts"]));
    rules.forms = vec![super::documents::NOTE, super::documents::RECORD];
    if who == COURTS {
        let (kind, procedure) = (testkit::kind("litigation"), ProcedureNeed::Required);
        rules.role = "courts";
        rules.sends = vec![Sends::new(kind, &["judicial-bureau"], procedure)];
        rules.offers = Vec::new();
        rules.mediates = Mediates::No;
    }
    rules
}

fn desk(
    who: &str,
    store: &MemoryStore,
    directory: Option<Arc<Directory>>,
    now: Duration,
    calendar: Calendar,
) -> (Desk, Arc<Current>) {
    let old = keyring(who);
    let keyring = directory.map_or(old.clone(), |directory| old.with_directory(directory));
    let data = Arc::new(Current::new(InForce::unfiled(rules(who), calendar)));
    let office = Office {
        me: agency(who),
        name: "某单位".to_owned(),
        data: Arc::clone(&data),
        directory: Arc::new(keyring.directory().clone()),
        supervisors: keyring.directory().supervisors(),
        keyring,
        time: TimeSource::Sandbox,
        generation: 1,
        software: "duijie/test".to_owned(),
        documents: crate::documents::Documents::default(),
    };
    let head = store.head().unwrap();
    let mark = Watermark { generation: 1, position: head.position, digest: head.digest, recorded_at: head.recorded_at };
    let mark = (head.position > 0).then_some(mark);
    let (office, store) = (Arc::new(office), Arc::new(store.clone()));
    (Desk::open(office, store, mark.as_ref(), [1; 16], now, Box::new(|| [5; 24])).unwrap(), data)
}
