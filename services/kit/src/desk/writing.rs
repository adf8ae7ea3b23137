//! Letters out: numbered, chained, encoded. A decision whose letters cannot all be written is not made.

use super::{Batch, Desk};
use crate::{
    codec::{
        field::FieldError,
        letter::{EncodeError, Outgoing, encode},
    },
    digest,
    journal::{Bytes, Entry},
};
use duijie_core::{
    agency::AgencyId,
    decide::{Act, Draft},
    ids::Digest,
    letter::{Letter, LetterRef},
};
use std::sync::Arc;

impl Desk {
    /// Turns acts into entries, in order.
    ///
    /// # Errors
    /// If one letter cannot be encoded; then no number is used.
    pub(super) fn entries(&mut self, batch: &mut Batch, acts: Vec<Act>) -> Result<Vec<Entry>, EncodeError> {
        let mut entries = Vec::new();
        let mut numbered: Vec<(AgencyId, (u64, Digest))> = Vec::new();
        for act in acts {
            match act {
                Act::Happen(event) => entries.push(Entry::Happened(event)),
                // Numbered before it comes here; one that was not is not written.
                Act::Issue(_) => return Err(EncodeError::Field(FieldError::missing("document.serial"))),
                Act::Send(draft) => {
                    numbered.push((draft.to.clone(), self.peers.entry(&draft.to).sent));
                    match self.written(batch, draft) {
                        Ok(entry) => entries.push(entry),
                        Err(error) => {
                            for (peer, sent) in numbered.into_iter().rev() {
                                self.peers.entry(&peer).sent = sent;
                            }
                            return Err(error);
                        }
                    }
                }
            }
        }
        for (peer, _) in numbered {
            self.note_sent(batch, peer);
        }
        Ok(entries)
    }

    fn written(&mut self, batch: &Batch, draft: Draft) -> Result<Entry, EncodeError> {
        let Draft { to, dispute, referral, body } = draft;
        let nonce = (self.nonces)();
        let office = Arc::clone(&self.office);
        let peer = self.peers.entry(&to);
        let (number, seen_number) = (peer.sent.0 + 1, peer.received.0);
        let outgoing = Outgoing {
            from: &office.me,
            to: &to,
            number,
            previous_link: &peer.sent.1,
            decided_at: batch.now,
            seen_number,
            dispute: &dispute,
            referral: &referral,
            body: &body,
        };
        let bytes: Bytes = encode(&outgoing, &office.keyring, nonce)?.into();
        let content = digest::content(&bytes);
        peer.sent = (number, digest::link(&office.me, &to, number, &peer.sent.1, &content));
        let reference = LetterRef { from: office.me.clone(), to, number, content };
        let letter = Letter { reference, decided_at: batch.now, seen_number, dispute, referral, body };
        Ok(Entry::Sent { letter: Arc::new(letter), bytes })
    }

    fn note_sent(&mut self, batch: &mut Batch, to: AgencyId) {
        let peer = self.peers.entry(&to);
        let number = peer.sent.0;
        match peer.undelivered.back_mut().filter(|(_, at, _)| *at == batch.now) {
            Some(run) => run.0 = number,
            None => peer.undelivered.push_back((number, batch.now, batch.monotonic)),
        }
        batch.peers_changed.insert(to.clone());
        batch.effects.letters_to.insert(to);
    }
}
