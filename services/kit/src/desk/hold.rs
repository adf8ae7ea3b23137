//! Letters of one peer that wait for the ones before them or for a seal. A cache: what is lost here is sent again.

use crate::{codec::letter::Envelope, journal::Bytes};
use duijie_core::ids::Digest;
use std::collections::BTreeMap;

/// Letters ahead of the next one that are kept (exchange §2).
pub(super) const HELD_MAX: u64 = 1_024;
/// Bytes of them.
const HELD_BYTES_MAX: usize = 8 * 1024 * 1024;

/// A letter held back.
pub(super) struct Held {
    pub(super) envelope: Envelope,
    pub(super) sealed: Bytes,
    /// It bears a valid seal of its own.
    pub(super) covered: bool,
}

#[derive(Default)]
pub(super) struct Hold {
    letters: BTreeMap<u64, Held>,
    bytes: usize,
}

/// What the held letters amount to.
pub(super) enum Chain {
    /// Nothing can be applied.
    Nothing,
    /// Letters up to this number chain to ours and are covered by a seal.
    Covered(u64),
    /// The next letter is sealed but follows another chain than ours: its number and its link.
    Forked(u64, Digest),
}

impl Hold {
    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn take(&mut self, number: u64) -> Option<Held> {
        let held = self.letters.remove(&number)?;
        self.bytes -= held.sealed.len();
        Some(held)
    }

    /// Whether a letter of this referral is held under a seal of its own. Without one it may be damage under any number,
    /// which nobody would ever take away; and whatever is held was decided after the statement that counts no more.
    pub(super) fn holds_referral(&self, referral: &str) -> bool {
        let about = |held: &Held| held.envelope.referral.as_ref().is_none_or(|id| id.as_str() == referral);
        self.letters.values().any(|held| held.covered && about(held))
    }

    /// Keeps a letter; a sealed one stays, and the newest of those without a seal: what was asked for again then replaces junk
    /// under its numbers all at once, instead of one number with each resend. Where there is no room, those farthest ahead go: the
    /// next one must always find a place, for without it none of the others is ever applied.
    pub(super) fn keep(&mut self, held: Held) {
        let number = held.envelope.number;
        if self.letters.get(&number).is_some_and(|old| old.covered) {
            return;
        }
        self.take(number);
        while self.bytes + held.sealed.len() > HELD_BYTES_MAX {
            match self.letters.last_key_value() {
                Some((farthest, _)) if *farthest > number => self.take(*farthest),
                Some(_) | None => return,
            };
        }
        self.bytes += held.sealed.len();
        self.letters.insert(number, held);
    }

    /// Follows the chain from `received` on. `stated` is number and link of a statement, which cover letters too. A letter
    /// below a seal that does not fit is dropped: it is asked for again.
    pub(super) fn chain(&mut self, received: (u64, Digest), stated: Option<(u64, Digest)>) -> Chain {
        let (mut number, mut link) = received;
        let mut covered = None;
        let mut broken = None;
        while let Some(held) = self.letters.get(&(number + 1)) {
            let envelope = &held.envelope;
            if envelope.previous_link != link {
                broken = Some((number + 1, held.covered));
                break;
            }
            number += 1;
            link = envelope.link();
            if held.covered || stated == Some((number, link)) {
                covered = Some(number);
            } else if stated.is_some_and(|(at, _)| at == number) {
                broken = Some((number, false));
                break;
            }
        }
        if let Some((at, sealed)) = broken {
            if sealed && at == received.0 + 1 {
                let theirs = self.letters.get(&at).map_or(Digest::ZERO, |held| held.envelope.previous_link);
                return Chain::Forked(at, theirs);
            }
            self.drop_unsealed(covered.unwrap_or(received.0), at);
        }
        covered.map_or(Chain::Nothing, Chain::Covered)
    }

    /// Drops what no seal of its own vouches for, after `from` up to and with `to`.
    fn drop_unsealed(&mut self, from: u64, to: u64) {
        let doubtful: Vec<u64> =
            self.letters.range(from + 1..=to).filter(|(_, held)| !held.covered).map(|(number, _)| *number).collect();
        for number in doubtful {
            self.take(number);
        }
    }
}
