//! What has no effect, or must stop having one: parked letters, damage, forks, lost memory. All of it is kept as evidence.

use super::{Batch, Desk};
use crate::{
    codec::letter::Envelope,
    journal::{Bytes, Cause, Entry, Parked},
};
use duijie_core::{
    agency::AgencyId,
    decide::{Act, Draft},
    ids::Digest,
    letter::{Body, body::NotUnderstood},
    time::Timestamp,
};

/// Evidence of what has no effect is cut to this many bytes.
const EVIDENCE_MAX: usize = 4_096;
/// Damaged messages journalled per peer, code and process; the rest is only counted.
const EVIDENCE_COUNT_MAX: u64 = 100;

/// A letter that is authentic and next, and shall be parked.
pub(super) struct Coming {
    pub(super) envelope: Envelope,
    pub(super) sealed: Bytes,
    /// Set if it is backdated: it counts as decided at this instant.
    pub(super) treated_at: Option<Timestamp>,
}

impl Desk {
    /// Recorded and counted, without effect until it is understood; its sender is told once.
    pub(super) fn not_understood(&mut self, batch: &mut Batch, coming: Coming, why: &str) {
        let envelope = &coming.envelope;
        let notice = NotUnderstood { number: envelope.number, body_type: envelope.body_type.clone() };
        let about = envelope.dispute.clone().zip(envelope.referral.clone());
        let to = envelope.from.clone();
        batch.effects.alarms.push(("NOT_UNDERSTOOD", to.clone()));
        self.park(batch, coming, why);
        if let Some((dispute, referral)) = about {
            let draft = Draft { to: to.clone(), dispute, referral, body: Body::NotUnderstood(notice) };
            if let Ok(entries) = self.entries(batch, vec![Act::Send(draft)]) {
                self.write(batch, None, Cause::Peer(to), entries);
            }
        }
    }

    pub(super) fn park(&mut self, batch: &mut Batch, coming: Coming, why: &str) {
        let Coming { envelope, sealed, treated_at } = coming;
        let from = envelope.from.clone();
        let peer = self.peers.entry(&from);
        peer.parked.park(envelope.number, envelope.referral.clone());
        peer.refuse("PARKED");
        tracing::warn!(peer = %from, number = envelope.number, why, "a letter is parked");
        let parked = Parked {
            from: from.clone(),
            number: envelope.number,
            content: envelope.content,
            previous_link: envelope.previous_link,
            referral: envelope.referral,
            decided_at: envelope.decided_at,
            sealed,
            treated_at,
            why: why.to_owned(),
        };
        self.write(batch, None, Cause::Peer(from), vec![Entry::Parked(parked)]);
    }

    /// No effect, counted and alarmed under our own name, for nobody known can be asked about it.
    pub(super) fn nobodys(&self, batch: &mut Batch, code: &'static str) {
        tracing::warn!(code, "a message of nobody known has no effect");
        batch.effects.alarms.push((code, self.office.me.clone()));
    }

    /// No effect, counted, kept as evidence within bounds.
    pub(super) fn damaged(&mut self, batch: &mut Batch, from: &AgencyId, code: &'static str, message: &Bytes) {
        let peer = self.peers.entry(from);
        peer.refuse(code);
        let kept = peer.refused.get(code).copied().unwrap_or(0) <= EVIDENCE_COUNT_MAX;
        tracing::warn!(peer = %from, code, "a message has no effect");
        batch.effects.alarms.push((code, from.clone()));
        if kept {
            let evidence = message[..message.len().min(EVIDENCE_MAX)].into();
            let entry = Entry::Damaged { peer: from.clone(), code: code.to_owned(), evidence };
            self.write(batch, None, Cause::Peer(from.clone()), vec![entry]);
        }
    }

    pub(super) fn forked(
        &mut self,
        batch: &mut Batch,
        from: &AgencyId,
        number: u64,
        our_link: Digest,
        their_link: Digest,
        evidence: &Bytes,
    ) {
        let peer = self.peers.entry(from);
        if peer.forked_at.is_some() {
            return;
        }
        peer.forked_at = Some(number);
        tracing::error!(peer = %from, number, ours = %our_link, theirs = %their_link, "the peer's chain forked");
        batch.effects.alarms.push(("FORKED", from.clone()));
        batch.peers_changed.insert(from.clone());
        let evidence = evidence.clone();
        let entry = Entry::Forked { peer: from.clone(), number, our_link, their_link, evidence };
        self.write(batch, None, Cause::Peer(from.clone()), vec![entry]);
        self.peers.state_soon(from);
    }

    /// A peer proves that this desk once sent more than it remembers: it must not go on (exchange §5).
    pub(super) fn lost_memory(&mut self, batch: &mut Batch, from: &AgencyId, why: &str, evidence: &Bytes) {
        self.peers.entry(from).lost = true;
        batch.peers_changed.insert(from.clone());
        let entry = Entry::MemoryLost { peer: from.clone(), why: why.to_owned(), evidence: evidence.clone() };
        self.write(batch, None, Cause::Peer(from.clone()), vec![entry]);
        batch.effects.stop = Some(super::loading::memory_lost(from, why));
    }
}
