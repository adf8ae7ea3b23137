//! Everything of one story: the four agencies, what is between them, true time, the clerks. One `act` is one round of one
//! agency, after which the invariants are looked at.

use super::{
    Story,
    chance::Chance,
    clerk::Clerk,
    counts::Counts,
    driving::{Fate, Round},
    invariants::{self, Violation, When},
    network::{Message, Network, What},
    offices,
    site::Site,
};
use duijie_core::time::Timestamp;
use duijie_kit::desk::{Answer, Input, TimeSource};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

/// Lines of the trace that are kept.
const TRACE_MAX: usize = 60;

/// A rule of the simulator's own that is broken on purpose, to show that the invariants see it. Never in a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sabotage {
    /// Nothing is.
    None,
    /// Statements leave before the commit they are built from.
    EarlyStatements,
    /// Wake-ups are lost and nobody audits.
    LostWakes,
    /// What is asked for again is not published again.
    DeafRelay,
    /// The relay publishes everything again at every round.
    EagerRelay,
}

/// One story in the making.
pub struct World {
    /// Where it came from.
    pub seed: u64,
    /// Its choices.
    pub chance: Chance,
    /// True time since the beginning; every process's monotonic clock runs with it.
    pub now: Duration,
    /// The four agencies.
    pub sites: Vec<Site>,
    /// What is between them.
    pub net: Network,
    /// Who asks.
    pub clerk: Clerk,
    /// What happened how often.
    pub counts: Counts,
    /// Only this invariant is looked at, if one is named.
    pub only: Option<u8>,
    /// The newest round and whose it was.
    pub last: (usize, Round),
    /// Statements published since calm was reached, by whom to whom.
    pub stated: BTreeMap<(usize, usize), u64>,
    /// Letters published since then.
    pub lettered: u64,
    /// Set if calm was not reached in time.
    pub restless: Option<String>,
    /// The first sentence that did not hold.
    pub violation: Option<Violation>,
    trace: VecDeque<String>,
    /// How many lines of trace are kept.
    pub trace_max: usize,
}

impl World {
    /// Four agencies, started, on a Monday morning.
    #[must_use]
    pub fn new(seed: u64, sabotage: Sabotage) -> Self {
        let mut chance = Chance::new(seed);
        let times = match chance.below(4) {
            0 => [TimeSource::Sandbox; 4],
            1 => [TimeSource::Sandbox, TimeSource::Machine, TimeSource::Machine, TimeSource::Sandbox],
            _ => [TimeSource::Machine; 4],
        };
        let mut world = Self::with(seed, chance, times, sabotage);
        for site in 0..world.sites.len() {
            // No two clocks agree: up to a minute and a half either way.
            world.sites[site].offset = i64::try_from(world.chance.below(180_000_000)).unwrap() - 90_000_000;
        }
        world
    }

    /// The same with given sources of time.
    #[must_use]
    pub fn with(seed: u64, chance: Chance, times: [TimeSource; 4], sabotage: Sabotage) -> Self {
        let offices = offices::offices(times);
        let sites = offices.into_iter().enumerate().map(|(at, office)| Site::new(at, office, offices::BEGIN, sabotage));
        let sites = sites.collect();
        let mut world = Self {
            seed,
            chance,
            now: Duration::from_secs(1),
            sites,
            net: Network::default(),
            clerk: Clerk::default(),
            counts: Counts::default(),
            only: None,
            last: (0, Round::default()),
            stated: BTreeMap::new(),
            lettered: 0,
            restless: None,
            violation: None,
            trace: VecDeque::new(),
            trace_max: TRACE_MAX,
        };
        for site in 0..world.sites.len() {
            world.start(site);
        }
        world
    }

    /// A line of the trace.
    pub fn note(&mut self, line: impl FnOnce(&Self) -> String) {
        let line = format!("{:>12.3}s {}", self.now.as_secs_f64(), line(self));
        if self.trace.len() >= self.trace_max {
            self.trace.pop_front();
        }
        self.trace.push_back(line);
    }

    /// What the wall clock of an agency says.
    #[must_use]
    pub fn wall(&self, site: usize) -> Timestamp {
        self.sites[site].wall(self.now)
    }

    /// Starts an agency's process, which reads the last statement of every peer.
    pub fn start(&mut self, site: usize) {
        if self.sites[site].runs() {
            return;
        }
        self.note(|_| format!("{} starts", offices::AGENCIES[site]));
        if let Err(why) = self.sites[site].start(self.now) {
            self.last = (site, Round { stop: Some(why), ..Round::default() });
            self.check(When::Always);
            return;
        }
        self.connect(site);
    }

    /// An agency reads the last statement of every peer, as it does on connect.
    pub fn connect(&mut self, site: usize) {
        if !self.net.is_away(site) {
            for message in self.net.last_statements(site) {
                self.arrive(message);
            }
        }
    }

    /// A message reaches the inbox of its addressee.
    pub fn arrive(&mut self, message: Message) {
        let site = &mut self.sites[message.to];
        if !site.runs() {
            return;
        }
        let input = match message.what {
            What::Letter => Input::Letter(message.bytes.clone()),
            What::Statement => Input::Statement(message.bytes.clone()),
        };
        let kept = (message.what == What::Letter).then_some(message);
        site.inbox.push((input, kept));
    }

    /// One round of one agency, all that follows from it, and a look at the invariants.
    pub fn act(&mut self, site: usize, fate: Fate) {
        if !self.sites[site].runs() || self.violation.is_some() {
            return;
        }
        let asked: Vec<_> = self.sites[site]
            .inbox
            .iter()
            .filter_map(|(input, _)| if let Input::Command(asked) = input { Some((**asked).clone()) } else { None })
            .collect();
        let before = self.sites[site].ledger.head.position;
        let doubled = self.sites[site].held_and_doubled().1;
        let mut round = self.sites[site].round(self.now, fate);
        for message in std::mem::take(&mut round.unread) {
            // What was not acknowledged comes again, unless the bus has lost it meanwhile.
            if !self.chance.percent(20) {
                self.net.again(message);
            }
        }
        self.publish(site);
        for (ticket, answer) in &round.answers {
            self.counts.one(if matches!(answer, Answer::Done(_)) { "commands done" } else { "commands not done" });
            if let Some(asked) = asked.iter().find(|asked| asked.ticket == *ticket) {
                self.clerk.answered(site, asked, answer);
            }
        }
        self.count_round(site, before, &round, fate);
        let (held, met) = self.sites[site].held_and_doubled();
        self.counts.add("rounds with a gap", u64::from(held > 0));
        self.counts.add("duplicates met", met.saturating_sub(doubled));
        self.last = (site, round);
        self.check(When::Always);
    }

    /// What an agency has for the bus goes to the bus, if it can.
    pub fn publish(&mut self, site: usize) {
        if self.net.is_away(site) {
            return;
        }
        for message in self.sites[site].publish(self.now) {
            match message.what {
                What::Letter => {
                    self.counts.one("letters published");
                    self.lettered += 1;
                }
                What::Statement => {
                    self.counts.one("statements");
                    *self.stated.entry((message.from, message.to)).or_default() += 1;
                }
            }
            self.net.publish(message);
        }
    }

    fn count_round(&mut self, site: usize, before: u64, round: &Round, fate: Fate) {
        let after = self.sites[site].ledger.head.position;
        self.counts.add("commits", u64::from(after > before));
        self.counts.add("records", after - before);
        self.counts.add("letters asked for again", round.again);
        self.counts.add("wake-ups found by audit", round.unarmed);
        self.counts.add("rounds with a suspect clock", u64::from(round.suspect));
        if round.failed {
            self.counts.one(match fate {
                Fate::FailsUnwritten => "failed commits, unwritten",
                Fate::FailsWritten => "failed commits, written",
                Fate::Well | Fate::DiesBefore | Fate::DiesAfter | Fate::DiesMarked => "crashes",
            });
        }
        if after > before || round.failed {
            let suspect = if round.suspect { ", clock suspect" } else { "" };
            let wall = self.wall(site);
            self.note(|_| format!("{} {wall} {fate:?}: records {before}..{after}{suspect}", offices::AGENCIES[site]));
        }
    }

    /// Looks at the invariants.
    pub fn check(&mut self, when: When) {
        if self.violation.is_none() {
            self.violation = invariants::look(self, when);
            if let Some(violation) = &self.violation {
                let line = format!("I{} broken: {}", violation.number, violation.what);
                self.note(|_| line);
            }
        }
    }

    /// Ends the story.
    #[must_use]
    pub fn into_story(mut self) -> Story {
        super::report::count_ends(&mut self);
        let mut hasher = Sha256::new();
        for site in &self.sites {
            hasher.update(site.ledger.head.position.to_be_bytes());
            hasher.update(site.ledger.head.digest.as_bytes());
        }
        let digest = hex::encode(hasher.finalize());
        let trace = self.trace.into_iter().collect();
        Story { seed: self.seed, counts: self.counts, digest, violation: self.violation, trace }
    }
}
