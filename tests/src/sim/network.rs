//! What is between the desks: messages in flight, who cannot reach whom, what was sent before and may come again. What
//! happens to a message on its way is decided in `faults`.

use super::offices::AGENCIES;
use duijie_kit::journal::Bytes;
use std::collections::{BTreeMap, VecDeque};

/// Old messages that may come again.
const OLD_MAX: usize = 400;
const SITES: usize = AGENCIES.len();

/// Letter or statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A `SealedLetter`.
    Letter,
    /// A `SealedStatement`.
    Statement,
}

/// One message on its way.
#[derive(Clone, Debug)]
pub struct Message {
    /// Index of the sender.
    pub from: usize,
    /// Index of the addressee.
    pub to: usize,
    /// Which of the two.
    pub what: What,
    /// The bytes.
    pub bytes: Bytes,
}

/// Everything between the desks.
#[derive(Default)]
pub struct Network {
    flight: VecDeque<Message>,
    old: VecDeque<Message>,
    newest: BTreeMap<(usize, usize), Message>,
    blocked: [[bool; SITES]; SITES],
    away: [bool; SITES],
}

impl Network {
    /// A message is published.
    pub fn publish(&mut self, message: Message) {
        if self.old.len() == OLD_MAX {
            self.old.pop_front();
        }
        self.old.push_back(message.clone());
        if message.what == What::Statement {
            self.newest.insert((message.from, message.to), message.clone());
        }
        self.flight.push_back(message);
    }

    /// Puts a message back that was not acknowledged.
    pub fn again(&mut self, message: Message) {
        self.flight.push_back(message);
    }

    /// Takes the message that is `nth` among those that can arrive.
    pub fn take(&mut self, nth: usize) -> Option<Message> {
        let open = self.flight.iter().enumerate().filter(|(_, message)| self.passes(message));
        let at = open.map(|(at, _)| at).nth(nth)?;
        self.flight.remove(at)
    }

    /// How many messages can arrive.
    #[must_use]
    pub fn arriving(&self) -> usize {
        self.flight.iter().filter(|message| self.passes(message)).count()
    }

    /// One of the old messages, by its index.
    #[must_use]
    pub fn old(&self, index: usize) -> Option<&Message> {
        self.old.get(index)
    }

    /// How many old messages are kept.
    #[must_use]
    pub fn old_len(&self) -> usize {
        self.old.len()
    }

    /// Loses every letter in flight.
    pub fn wipe_letters(&mut self) -> usize {
        let before = self.flight.len();
        self.flight.retain(|message| message.what == What::Statement);
        before - self.flight.len()
    }

    /// The last statement of every peer to `to`, as read on connect.
    #[must_use]
    pub fn last_statements(&self, to: usize) -> Vec<Message> {
        self.newest.values().filter(|message| message.to == to && !self.blocked[message.from][to]).cloned().collect()
    }

    /// Blocks or frees one direction.
    pub fn block(&mut self, from: usize, to: usize, blocked: bool) {
        self.blocked[from][to] = blocked;
    }

    /// Takes the bus away from an agency, or gives it back.
    pub fn set_away(&mut self, site: usize, away: bool) {
        self.away[site] = away;
    }

    /// Whether an agency is without the bus.
    #[must_use]
    pub fn is_away(&self, site: usize) -> bool {
        self.away[site]
    }

    /// Every way is open again.
    pub fn heal(&mut self) {
        self.blocked = Default::default();
        self.away = Default::default();
    }

    fn passes(&self, message: &Message) -> bool {
        !self.blocked[message.from][message.to] && !self.away[message.to]
    }
}
