//! Ending a fork (exchange §2): only a recorded act of an operator lets the peer's letters be applied again. What showed the
//! fork stays in the journal; if the chain still differs at the next letter, it is seen again.

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

/// What an operator asks about a fork.
#[derive(Clone, Debug)]
pub struct EndForkAsked {
    /// Who, and under which request id.
    pub cause: CommandCause,
    /// Whose chain forked.
    pub peer: AgencyId,
    /// Why it is to be trusted again.
    pub reason: Text,
    /// Whether to do it or only to say whether it could be done.
    pub mode: Mode,
    /// Where the answer goes.
    pub ticket: Ticket,
}

/// A fork that is ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForkEnded {
    /// Whose chain.
    pub peer: AgencyId,
    /// Where it was seen to fork.
    pub number: u64,
    /// The record that ended it.
    pub position: u64,
    /// Digest of the chain there.
    pub digest: Digest,
    /// When.
    pub recorded_at: Timestamp,
}

impl Desk {
    pub(super) fn end_fork(&mut self, batch: &mut Batch, asked: EndForkAsked) -> Result<(), StoreError> {
        let EndForkAsked { cause, peer, reason, mode, ticket } = asked;
        let forked_at = self.peers.get(&peer).and_then(|known| known.forked_at);
        let answer = match (self.recorded_before(batch, &cause)?, forked_at, mode) {
            (Some(Ok(stored)), ..) => self.fork_answered(&stored)?,
            (Some(Err(conflict)), ..) => Answer::Refused(conflict),
            (None, None, Mode::ValidateOnly) => Answer::Refused(not_forked(&peer)),
            (None, None, Mode::Do) => self.refuse(batch, None, cause, not_forked(&peer)),
            (None, Some(_), Mode::ValidateOnly) => Answer::Valid,
            (None, Some(number), Mode::Do) => self.carry_out_end(batch, cause, peer, number, reason)?,
        };
        batch.effects.answers.push((ticket, answer));
        Ok(())
    }

    fn carry_out_end(
        &mut self,
        batch: &mut Batch,
        cause: CommandCause,
        peer: AgencyId,
        number: u64,
        reason: Text,
    ) -> Result<Answer, StoreError> {
        tracing::warn!(%peer, number, "an operator ended a fork");
        let (request, digest) = (cause.request.clone(), cause.digest);
        let entry = Entry::ForkEnded { peer: peer.clone(), number, reason };
        self.write(batch, None, Cause::Command(cause), vec![entry]);
        let (position, record) = (batch.head.position, batch.head.digest);
        batch.memos.insert(request, (digest, position));
        self.peers.entry(&peer).forked_at = None;
        batch.peers_changed.insert(peer.clone());
        batch.silence_news.insert(peer.clone());
        self.replays.insert(peer.clone());
        // The peer hears that we go on, and sends again what we did not take.
        self.peers.state_soon(&peer);
        let recorded_at = self.record_at(batch, position)?.recorded_at;
        Ok(Answer::ForkEnded(Box::new(ForkEnded { peer, number, position, digest: record, recorded_at })))
    }

    /// The answer as it was given.
    fn fork_answered(&self, stored: &StoredRecord) -> Result<Answer, StoreError> {
        let record = super::matters::read(stored, &self.office.keyring)?;
        let StoredRecord { position, digest, recorded_at, .. } = *stored;
        match record.entries.into_iter().next() {
            Some(Entry::Refused(refusal)) => Ok(Answer::Refused(refusal)),
            Some(Entry::ForkEnded { peer, number, .. }) => {
                Ok(Answer::ForkEnded(Box::new(ForkEnded { peer, number, position, digest, recorded_at })))
            }
            _ => Err(StoreError::Damaged { what: format!("record {position} ends no fork") }),
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
