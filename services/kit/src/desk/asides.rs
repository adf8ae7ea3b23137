//! What an officer asks of the desk that is about no matter: to end a fork (exchange §2), or that what was told has been read.
//! Recorded like any command, and answered once and for ever.

use super::{Answer, Batch, Desk, Mode, Ticket};
use crate::{
    journal::{Cause, CommandCause, Entry},
    store::{StoreError, rows::StoredRecord},
};
use duijie_core::{
    agency::AgencyId,
    ids::Digest,
    refusal::{Refusal, RefusalKind},
    text::Text,
    time::Timestamp,
};

/// What an officer asks beside the matters.
#[derive(Clone, Debug)]
pub struct AsideAsked {
    /// Who, and under which request id.
    pub cause: CommandCause,
    /// What.
    pub what: Aside,
    /// Whether to do it or only to say whether it could be done.
    pub mode: Mode,
    /// Where the answer goes.
    pub ticket: Ticket,
}

/// What can be asked beside the matters.
#[derive(Clone, Debug)]
pub enum Aside {
    /// Only a recorded act of an operator lets the letters of a peer whose chain forked be applied again. What showed the
    /// fork stays in the journal; if the chain still differs at the next letter, it is seen again.
    EndFork {
        /// Whose chain forked.
        peer: AgencyId,
        /// Why it is to be trusted again.
        reason: Text,
    },
    /// The officer has read what was told up to this position.
    ReadDigest {
        /// As the digest said.
        up_to: u64,
    },
}

/// Something beside the matters that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideDone {
    /// What was recorded.
    pub entry: Entry,
    /// The record that did it.
    pub position: u64,
    /// Digest of the chain there.
    pub digest: Digest,
    /// When.
    pub recorded_at: Timestamp,
}

impl Desk {
    pub(super) fn aside(&mut self, batch: &mut Batch, asked: AsideAsked) -> Result<(), StoreError> {
        let AsideAsked { cause, what, mode, ticket } = asked;
        let answer = match (self.recorded_before(batch, &cause)?, self.decide_aside(batch, what), mode) {
            (Some(Ok(stored)), ..) => self.aside_answered(&stored)?,
            (Some(Err(conflict)), ..) | (None, Err(conflict), Mode::ValidateOnly) => Answer::Refused(conflict),
            (None, Err(refusal), Mode::Do) => self.refuse(batch, None, cause, refusal),
            (None, Ok(_), Mode::ValidateOnly) => Answer::Valid,
            (None, Ok(entry), Mode::Do) => self.carry_out_aside(batch, cause, entry)?,
        };
        batch.effects.answers.push((ticket, answer));
        Ok(())
    }

    fn decide_aside(&self, batch: &Batch, what: Aside) -> Result<Entry, Refusal> {
        match what {
            Aside::EndFork { peer, reason } => {
                let number = self.peers.get(&peer).and_then(|known| known.forked_at);
                number.map(|number| Entry::ForkEnded { peer: peer.clone(), number, reason }).ok_or(not_forked(&peer))
            }
            Aside::ReadDigest { up_to } if up_to > batch.head.position => Err(not_told(up_to, batch.head.position)),
            Aside::ReadDigest { up_to } => Ok(Entry::DigestRead { up_to }),
        }
    }

    fn carry_out_aside(&mut self, batch: &mut Batch, cause: CommandCause, entry: Entry) -> Result<Answer, StoreError> {
        let (request, digest) = (cause.request.clone(), cause.digest);
        self.write(batch, None, Cause::Command(cause), vec![entry.clone()]);
        let (position, record) = (batch.head.position, batch.head.digest);
        batch.memos.insert(request, (digest, position));
        if let Entry::ForkEnded { peer, number, .. } = &entry {
            self.trust_again(batch, peer, *number);
        }
        let recorded_at = self.record_at(batch, position)?.recorded_at;
        Ok(Answer::Aside(Box::new(AsideDone { entry, position, digest: record, recorded_at })))
    }

    fn trust_again(&mut self, batch: &mut Batch, peer: &AgencyId, number: u64) {
        tracing::warn!(%peer, number, "an operator ended a fork");
        self.peers.entry(peer).forked_at = None;
        batch.peers_changed.insert(peer.clone());
        batch.silence_news.insert(peer.clone());
        self.replays.insert(peer.clone());
        // The peer hears that we go on, and sends again what we did not take.
        self.peers.state_soon(peer);
    }

    /// The answer as it was given.
    fn aside_answered(&self, stored: &StoredRecord) -> Result<Answer, StoreError> {
        let record = super::matters::read(stored, &self.office.keyring)?;
        let StoredRecord { position, digest, recorded_at, .. } = *stored;
        match record.entries.into_iter().next() {
            Some(Entry::Refused(refusal)) => Ok(Answer::Refused(refusal)),
            Some(entry @ (Entry::ForkEnded { .. } | Entry::DigestRead { .. })) => {
                Ok(Answer::Aside(Box::new(AsideDone { entry, position, digest, recorded_at })))
            }
            _ => Err(StoreError::Damaged { what: format!("record {position} answers nothing beside the matters") }),
        }
    }
}

fn not_forked(peer: &AgencyId) -> Refusal {
    Refusal::new(
        RefusalKind::NotFound,
        "NOT_FORKED",
        format!("{peer} 的函件链没有分叉"),
        format!("the chain of `{peer}` is not forked here"),
    )
}

fn not_told(up_to: u64, head: u64) -> Refusal {
    Refusal::out_of_order(
        "NOT_TOLD_YET",
        format!("流水号 {up_to} 尚未产生（最新为 {head}），请填写提醒清单给出的 up_to"),
        format!("position {up_to} is not recorded yet (the newest is {head}); give the digest's own `up_to`"),
    )
}
