//! Fills a store by the real desk, with open deadlines or with a year of work: sealed letters of a peer go in, and officers' commands; what the
//! desk decides is committed as the service would. Only the peer's desk is not there: its letters are written here.

use anyhow::{Context, Result, ensure};
use duijie_cli::init::Home;
use duijie_core::{
    agency::AgencyId,
    clock::Reading,
    command::{Command, Step},
    ids::{Digest, ReferralId},
    letter::{Body, body::Refer},
    purpose::Purpose,
    time::Timestamp,
};
use duijie_kit::{
    codec::{
        letter::{self, Outgoing},
        sealed::{wrap_letter, wrap_statement},
        statement::{self, Statement},
    },
    data::{files::DataFiles, in_force::Current},
    desk::{Answer, Asked, Desk, Input, Mode, Office, TimeSource},
    digest,
    directory::Directory,
    journal::{Bytes, CommandCause},
    seal::{Environment, KeyFile, Keyring},
    store::{Store, sqlite::SqliteStore},
    watermark::{Watermark, WatermarkFile},
};
use duijie_testkit::{sample, steps};
use std::{
    sync::{Arc, mpsc::sync_channel},
    time::Duration,
};

/// Letters that one seal covers, as many as the relay's (exchange §2).
const RUN: u64 = 64;
/// Letters or commands of one commit, as many as the driver's.
const BATCH: u64 = 512;
/// Commits that the pen is ahead of the desk.
const AHEAD: usize = 4;
/// Between two commits, so that what a tick gathers is gathered.
const TICK: Duration = Duration::from_millis(20);
/// The receiver's first generation.
const GENERATION: u32 = 1;

/// What is to be in the store.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Open deadlines, one a referral.
    pub open: u64,
    /// How many of them fall due at one instant.
    pub due: u64,
    /// When those are accepted, one month before.
    pub accepted_at: Timestamp,
    /// When the others arrive; their 签收 is due later.
    pub arrived_at: Timestamp,
}

/// The receiver's desk, and the pen of the sender's.
struct Filling {
    office: Arc<Office>,
    store: Arc<SqliteStore>,
    desk: Desk,
    watermark: (WatermarkFile, Option<Watermark>),
    pen: Pen,
    /// Number and link of the receiver's newest letter.
    answered: (u64, Digest),
    requests: u64,
    monotonic: Duration,
}

/// Writes the sender's letters.
#[derive(Clone)]
struct Pen {
    keyring: Keyring,
    to: AgencyId,
    /// Number and link of the newest letter.
    sent: (u64, Digest),
}

/// Letters of one commit and the referrals they begin.
type Written = (Vec<ReferralId>, Vec<Input>);

/// Fills the store of the service at `receiver`, which must be empty and at rest.
///
/// # Errors
/// If anything is not taken as it must be.
pub fn fill(receiver: &Home, sender: &Home, plan: Plan) -> Result<()> {
    let mut filling = Filling::open(receiver, sender)?;
    let due: Vec<ReferralId> = filling.arrive(plan.accepted_at, plan.due)?;
    filling.command(plan.accepted_at, &due, &steps::acknowledge())?;
    filling.command(plan.accepted_at, &due, &steps::accept())?;
    filling.arrive(plan.arrived_at, plan.open - plan.due)?;
    filling.deliver(plan.arrived_at)?;
    filling.watermark.0.sync().context("syncing the watermark")?;
    Ok(())
}

/// Fills the same with matters that are accepted on these days, as many on each; of every 26 matters 25 come to an agreement two
/// days later, as in the published rate of 96.2 %.
///
/// # Errors
/// If anything is not taken as it must be.
pub fn fill_days(receiver: &Home, sender: &Home, days: &[Timestamp], matters: u64) -> Result<()> {
    let mut filling = Filling::open(receiver, sender)?;
    for at in days {
        let came = filling.arrive(*at, matters / days.len() as u64)?;
        filling.command(*at, &came, &steps::acknowledge())?;
        filling.command(*at, &came, &steps::accept())?;
        let agreed: Vec<_> = came.iter().enumerate().filter(|(at, _)| at % 26 != 0).map(|(_, id)| id.clone()).collect();
        filling.command(at.plus(2 * DAY), &agreed, &steps::conclude())?;
    }
    filling.deliver(days.last().map_or(Timestamp::EPOCH, |at| at.plus(2 * DAY)))?;
    filling.watermark.0.sync().context("syncing the watermark")
}

const DAY: Duration = Duration::from_secs(24 * 3600);

impl Filling {
    fn open(receiver: &Home, sender: &Home) -> Result<Self> {
        let directory = Arc::new(Directory::read(&receiver.directory)?);
        let keyring = |home: &Home| -> Result<Keyring> {
            let file = KeyFile::read(&home.key_file())?;
            Ok(Keyring::from_file(home.agency.clone(), Environment::Sandbox, &file, Arc::clone(&directory)))
        };
        let data = DataFiles {
            rules: duijie_judicial_bureau::rules(),
            calendar: None,
            terms: None,
            kinds: None,
            bodies: None,
            roles: std::collections::BTreeSet::new(),
        };
        let office = Arc::new(Office {
            me: receiver.agency.clone(),
            name: receiver.name.clone(),
            data: Arc::new(Current::new(data.read()?)),
            keyring: keyring(receiver)?,
            directory: Arc::clone(&directory),
            supervisors: directory.supervisors(),
            time: TimeSource::Sandbox,
            generation: GENERATION,
            software: "duijie/load".to_owned(),
            documents: duijie_kit::documents::Documents::default(),
        });
        std::fs::create_dir_all(receiver.data_dir())?;
        let store = Arc::new(SqliteStore::open(&receiver.data_dir().join("duijie.sqlite"))?);
        let mut watermark = WatermarkFile::open(&receiver.dir.join("watermark"))?;
        if watermark.1.is_none() {
            watermark.0.write(Watermark::beginning(GENERATION))?;
        }
        let stored: Arc<dyn Store> = store.clone();
        let mut nonces = 0_u64;
        let nonce = Box::new(move || {
            nonces += 1;
            nonce_of(1, nonces)
        });
        let desk = Desk::open(Arc::clone(&office), stored, watermark.1.as_ref(), [1; 16], Duration::ZERO, nonce)?;
        let none = (0, Digest::ZERO);
        let pen = Pen { keyring: keyring(sender)?, to: receiver.agency.clone(), sent: none };
        Ok(Self { office, store, desk, watermark, pen, answered: none, requests: 0, monotonic: Duration::ZERO })
    }

    /// This many referrals arrive at `at`. The pen is ahead of the desk, on a thread of its own.
    fn arrive(&mut self, at: Timestamp, count: u64) -> Result<Vec<ReferralId>> {
        let mut pen = self.pen.clone();
        let (written, writing) = sync_channel::<Written>(AHEAD);
        let writer = std::thread::spawn(move || {
            let mut left = count;
            while left > 0 {
                let batch = left.min(BATCH);
                // Whoever reads no more has failed and says so itself.
                if written.send(pen.write(at, batch)?).is_err() {
                    break;
                }
                left -= batch;
            }
            anyhow::Ok(pen)
        });
        let mut referrals = Vec::new();
        for (ids, letters) in writing {
            referrals.extend(ids);
            self.step(at, letters)?;
        }
        self.pen = writer.join().map_err(|_| anyhow::anyhow!("writing letters panicked"))??;
        Ok(referrals)
    }

    /// An officer takes this step of each referral.
    fn command(&mut self, at: Timestamp, referrals: &[ReferralId], step: &Step) -> Result<()> {
        for batch in referrals.chunks(usize::try_from(BATCH)?) {
            let asked = batch.iter().map(|referral| {
                self.requests += 1;
                let request = format!("load-{}", self.requests);
                let cause = CommandCause {
                    request: request.parse()?,
                    digest: digest::request("load", &[request.as_bytes()]),
                    officer: sample::text("王芳"),
                    role: "clerk".to_owned(),
                    method: "load".to_owned(),
                };
                let command = Command::Step { referral: referral.clone(), step: step.clone() };
                Ok(Input::Command(Box::new(Asked { cause, command, mode: Mode::Do, ticket: self.requests })))
            });
            let asked = asked.collect::<Result<Vec<_>>>()?;
            self.step(at, asked)?;
        }
        Ok(())
    }

    /// The sender's desk has everything: nothing is to be sent again.
    fn deliver(&mut self, at: Timestamp) -> Result<()> {
        let bytes = statement::encode(&Statement {
            from: self.pen.keyring.me().clone(),
            to: self.office.me.clone(),
            generation: GENERATION,
            boot: [2; 16],
            echo_boot: None,
            as_of: at,
            sent: self.pen.sent,
            received: self.answered,
            forked_at: None,
            journal_head: (1, Digest::ZERO),
            environment: Environment::Sandbox,
            software: "duijie/load".to_owned(),
        });
        let seal = self.pen.keyring.seal_statement(&bytes, GENERATION, at);
        // The second step, at the next tick, journals what the first heard.
        self.step(at, vec![Input::Statement(wrap_statement(&bytes, seal).into())])?;
        self.step(at, Vec::new())?;
        let peer = self.desk.peer_notes().into_iter().find(|note| note.agency == *self.pen.keyring.me());
        let peer = peer.context("the sender is not known")?;
        ensure!(peer.received == self.pen.sent.0 && peer.delivered == peer.committed, "letters are missing: {peer:?}");
        Ok(())
    }

    fn step(&mut self, at: Timestamp, inputs: Vec<Input>) -> Result<()> {
        self.monotonic += TICK;
        let step = self.desk.step(Reading { wall: at, monotonic: self.monotonic }, inputs)?;
        for (_, answer) in &step.effects.answers {
            ensure!(matches!(answer, Answer::Done(_)), "a command was answered with {answer:?}");
        }
        if let Some(row) = step.commit.peers.iter().find(|row| row.agency == *self.pen.keyring.me()) {
            self.answered = row.sent;
        }
        let Some(last) = step.commit.records.last() else { return Ok(()) };
        self.store.commit(&step.commit)?;
        let (position, digest, recorded_at) = (last.position, last.digest, last.recorded_at);
        self.watermark.0.write(Watermark { generation: GENERATION, position, digest, recorded_at })?;
        self.store.checkpoint()?;
        Ok(())
    }
}

impl Pen {
    /// The next letters, in runs of which the last is sealed.
    fn write(&mut self, at: Timestamp, count: u64) -> Result<Written> {
        let mut written = Written::default();
        for index in 0..count {
            let (referral, letter) = self.refer(at, index % RUN == RUN - 1 || index == count - 1)?;
            written.0.push(referral);
            written.1.push(Input::Letter(letter));
        }
        Ok(written)
    }

    /// The next letter; sealed, or inside a run.
    fn refer(&mut self, at: Timestamp, sealed: bool) -> Result<(ReferralId, Bytes)> {
        let number = self.sent.0 + 1;
        let from = self.keyring.me().clone();
        // As ids made from UUIDv7 request ids: what is made together lies together.
        let millisecond = at.as_micros() / 1_000 + i64::try_from(number)?;
        let prefix = digest::ordered_prefix("r", &format!("{millisecond:012x}"));
        let id = digest::derived_id(&prefix, "load", &[&number.to_be_bytes()]);
        let referral: ReferralId = id.parse()?;
        let refer = Refer {
            kind: sample::kind("petition"),
            purpose: Purpose::Handling,
            subject: sample::subject(),
            procedure: None,
            commission: Default::default(),
            opinion: Some(sample::text("双方愿意调解，请依法处理。")),
            path: vec![from.clone()],
            parent: None,
            replaces: None,
            officer: sample::text("李明"),
            not_after: None,
        };
        let dispute = format!("D{number:012}").parse()?;
        let outgoing = Outgoing {
            from: &from,
            to: &self.to,
            number,
            previous_link: &self.sent.1,
            decided_at: at,
            seen_number: 0,
            dispute: &dispute,
            referral: &referral,
            body: &Body::Refer(Box::new(refer)),
        };
        let bytes = letter::encode(&outgoing, &self.keyring, nonce_of(2, number))?;
        let link = digest::link(&from, &self.to, number, &self.sent.1, &digest::content(&bytes));
        self.sent = (number, link);
        let seal = sealed.then(|| self.keyring.seal_letter(&self.to, number, &link, GENERATION, at));
        Ok((referral, wrap_letter(&bytes, seal).into()))
    }
}

fn nonce_of(pen: u8, count: u64) -> [u8; 24] {
    let mut nonce = [0; 24];
    nonce[0] = pen;
    nonce[16..].copy_from_slice(&count.to_be_bytes());
    nonce
}
