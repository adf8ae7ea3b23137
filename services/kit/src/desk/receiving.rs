//! Letters in (exchange §2): damage has no effect, gaps are held, what is authentic and next is applied or parked, and a
//! sealed difference is a fork.

use super::{
    Batch, Desk,
    hold::{Chain, HELD_MAX, Held},
};
use crate::{
    codec::{
        self,
        letter::{Envelope, SealedParts},
    },
    digest,
    journal::{Bytes, Cause, Entry, Parked},
    store::{StoreError, rows::Direction},
};
use duijie_core::{
    agency::AgencyId,
    decide::{self, Act, Draft},
    ids::{Digest, MatterId},
    letter::{
        Body, Letter,
        body::NotUnderstood,
    },
    matter::Matter,
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// Evidence of what has no effect is cut to this many bytes.
const EVIDENCE_MAX: usize = 4_096;
/// Damaged messages journalled per peer and process; the rest is only counted.
const EVIDENCE_COUNT_MAX: u64 = 100;

impl Desk {
    pub(super) fn receive_letters(&mut self, batch: &mut Batch, letters: Vec<Bytes>) -> Result<(), StoreError> {
        let mut from = std::collections::BTreeSet::new();
        for sealed in letters {
            if let Some(peer) = self.meet(batch, sealed)? {
                from.insert(peer);
            }
        }
        for peer in from {
            self.apply_held(batch, &peer)?;
        }
        Ok(())
    }

    /// Looks at one letter: duplicate, damage, fork, or one to hold. Tells the peer if there may be something to apply.
    fn meet(&mut self, batch: &mut Batch, sealed: Bytes) -> Result<Option<AgencyId>, StoreError> {
        let Ok(SealedParts { envelope, seal, .. }) = codec::letter::open(&sealed) else {
            tracing::warn!("a letter that is no letter was dropped");
            return Ok(None);
        };
        let from = envelope.from.clone();
        if from == self.office.me || !self.office.directory.knows(&from) {
            return Ok(None);
        }
        if envelope.to != self.office.me {
            self.damaged(batch, &from, "WRONG_ADDRESSEE", &sealed);
            return Ok(None);
        }
        let link = digest::link(&from, &envelope.to, envelope.number, &envelope.previous_link, &envelope.content);
        let covered = match &seal {
            None => false,
            Some(seal) => {
                let keyring = &self.office.keyring;
                match keyring.check_letter_seal(&from, envelope.number, &link, seal, batch.now) {
                    Ok(generation) => generation >= self.generation_of(&from),
                    Err(error) => {
                        self.damaged(batch, &from, error.code(), &sealed);
                        return Ok(None);
                    }
                }
            }
        };
        let peer = self.peers.entry(&from);
        if peer.forked_at.is_some() {
            peer.refuse("FORKED");
            return Ok(None);
        }
        if envelope.number <= peer.received.0 {
            self.met_before(batch, &envelope, link, covered, &sealed)?;
            return Ok(None);
        }
        if envelope.number <= peer.received.0 + HELD_MAX {
            peer.hold.keep(Held { envelope, sealed, covered });
        }
        Ok(Some(from))
    }

    fn generation_of(&self, peer: &AgencyId) -> u32 {
        let heard = self.peers.get(peer).and_then(|peer| peer.heard.as_ref());
        heard.map_or(0, |heard| heard.statement.generation)
    }

    /// A number that was applied before: the same content is a duplicate, another is damage, or sealed, a fork.
    fn met_before(
        &mut self,
        batch: &mut Batch,
        envelope: &Envelope,
        link: Digest,
        covered: bool,
        sealed: &Bytes,
    ) -> Result<(), StoreError> {
        let from = &envelope.from;
        let ours = self.link_at(batch, from, Direction::In, envelope.number)?;
        if ours.is_some_and(|(content, _)| content == envelope.content) {
            self.peers.entry(from).refuse("DUPLICATE");
            self.peers.state_soon(from);
        } else if covered {
            let our_link = ours.map_or(Digest::ZERO, |(_, link)| link);
            self.forked(batch, from, envelope.number, our_link, link, sealed);
        } else {
            self.damaged(batch, from, "CONTENT_DIFFERS", sealed);
        }
        Ok(())
    }

    /// Content and link at a number of a chain, from this batch or the store.
    pub(super) fn link_at(
        &self,
        batch: &Batch,
        peer: &AgencyId,
        direction: Direction,
        number: u64,
    ) -> Result<Option<(Digest, Digest)>, StoreError> {
        let in_batch = batch.commit.letters.iter().find(|row| {
            row.number == number && row.direction == direction && row.peer == *peer
        });
        if let Some(row) = in_batch {
            return Ok(Some((row.content, row.link)));
        }
        let rows = self.store.letters(peer, direction, number, 1)?;
        Ok(rows.first().filter(|row| row.number == number).map(|row| (row.content, row.link)))
    }

    pub(super) fn apply_held(&mut self, batch: &mut Batch, from: &AgencyId) -> Result<(), StoreError> {
        let peer = self.peers.entry(from);
        let stated = peer.heard.as_ref().map(|heard| heard.statement.sent);
        let received = peer.received;
        match peer.hold.chain(received, stated) {
            Chain::Nothing => Ok(()),
            Chain::Forked(number, theirs) => {
                let evidence = peer.hold.take(number).map_or_else(|| Bytes::from([]), |held| held.sealed);
                self.forked(batch, from, number, received.1, theirs, &evidence);
                Ok(())
            }
            Chain::Covered(through) => {
                for number in received.0 + 1..=through {
                    let Some(held) = self.peers.entry(from).hold.take(number) else { break };
                    if held.envelope.seen_number > self.peers.entry(from).sent.0 {
                        self.lost_memory(batch, from, "a letter has seen more of our letters than we have", &held.sealed);
                        return Ok(());
                    }
                    self.apply_one(batch, held)?;
                }
                batch.heard_letters.insert(from.clone());
                batch.silence_news.insert(from.clone());
                Ok(())
            }
        }
    }

    /// Authentic and next: advance, then apply or park.
    fn apply_one(&mut self, batch: &mut Batch, held: Held) -> Result<(), StoreError> {
        let Held { envelope, sealed, .. } = held;
        let from = envelope.from.clone();
        let link = digest::link(&from, &envelope.to, envelope.number, &envelope.previous_link, &envelope.content);
        let floor = self.decided_floor(&from, envelope.number);
        let peer = self.peers.entry(&from);
        peer.received = (envelope.number, link);
        peer.deliver(envelope.seen_number);
        batch.peers_changed.insert(from.clone());
        let blocked = peer.parked.contains(&None) || peer.parked.contains(&envelope.referral);
        let backdated = envelope.decided_at < floor;
        peer.received_decided_at = peer.received_decided_at.max(envelope.decided_at);
        if backdated {
            peer.refuse("BACKDATED");
            batch.effects.alarms.push(("BACKDATED", from.clone()));
        }
        if blocked {
            self.park(batch, envelope, sealed, "an earlier letter of the referral is parked");
            return Ok(());
        }
        match codec::letter::read(&envelope, &self.office.keyring) {
            Ok(mut letter) => {
                letter.decided_at = letter.decided_at.max(floor);
                self.apply_letter(batch, envelope, letter, sealed)
            }
            Err(error) => {
                self.not_understood(batch, envelope, sealed, &error.to_string());
                Ok(())
            }
        }
    }

    /// What a letter of this number cannot honestly be dated before: the letter before it, and the newest statement that
    /// does not count it.
    fn decided_floor(&self, from: &AgencyId, number: u64) -> duijie_core::time::Timestamp {
        let Some(peer) = self.peers.get(from) else { return duijie_core::time::Timestamp::EPOCH };
        let stated = peer.heard.as_ref().map(|heard| &heard.statement).filter(|stated| number > stated.sent.0);
        stated.map_or(peer.received_decided_at, |stated| peer.received_decided_at.max(stated.as_of))
    }

    fn apply_letter(
        &mut self,
        batch: &mut Batch,
        envelope: Envelope,
        letter: Letter,
        sealed: Bytes,
    ) -> Result<(), StoreError> {
        let from = envelope.from.clone();
        let before = self.matter_of(&letter.referral)?;
        let ctx = Self::context(&self.office, batch.now);
        let decided = catch_unwind(AssertUnwindSafe(|| decide::receive(ctx, before.as_deref(), &letter)));
        let Ok(acts) = decided else {
            tracing::error!(peer = %from, number = envelope.number, "deciding a letter panicked; it is parked");
            self.park(batch, envelope, sealed, "deciding it failed");
            return Ok(());
        };
        let matter = self.matter_for(&letter, before);
        let mut entries = vec![Entry::Received { letter: Arc::new(letter), sealed }];
        for act in acts {
            let entry = self.entry(batch, act);
            entries.push(entry);
        }
        self.write(batch, matter, Cause::Peer(from), entries);
        Ok(())
    }

    /// The matter a letter is recorded under: the one it changes, the one it begins, or none.
    fn matter_for(&self, letter: &Letter, before: Option<Arc<Matter>>) -> Option<(MatterId, Option<Arc<Matter>>)> {
        match before {
            Some(matter) => {
                let heard = matter.referral(&letter.referral).is_some_and(|referral| referral.hears(letter));
                let again = matches!(letter.body, Body::Refer(_));
                (heard && !again).then(|| (matter.id.clone(), Some(matter)))
            }
            None => matches!(letter.body, Body::Refer(_)).then(|| {
                let me = self.office.me.as_str();
                let id = digest::derived_id("m", "duijie/1/matter", &[me.as_bytes(), letter.referral.as_str().as_bytes()]);
                (id, None)
            }),
        }
    }

    /// Numbers, chains and encodes a letter, or passes an event on.
    pub(super) fn entry(&mut self, batch: &mut Batch, act: Act) -> Entry {
        let draft = match act {
            Act::Happen(event) => return Entry::Happened(event),
            Act::Send(draft) => draft,
        };
        let Draft { to, dispute, referral, body } = draft;
        let nonce = (self.nonces)();
        let office = Arc::clone(&self.office);
        let peer = self.peers.entry(&to);
        let outgoing = codec::letter::Outgoing {
            from: &office.me,
            to: &to,
            number: peer.sent.0 + 1,
            previous_link: peer.sent.1,
            decided_at: batch.now,
            seen_number: peer.received.0,
            dispute: &dispute,
            referral: &referral,
            body: &body,
        };
        let bytes: Bytes = codec::letter::encode(&outgoing, &office.keyring, nonce).into();
        let content = digest::content(&bytes);
        let number = peer.sent.0 + 1;
        let link = digest::link(&office.me, &to, number, &peer.sent.1, &content);
        let seen_number = peer.received.0;
        peer.sent = (number, link);
        match peer.undelivered.back_mut().filter(|(_, at, _)| *at == batch.now) {
            Some(run) => run.0 = number,
            None => peer.undelivered.push_back((number, batch.now, batch.monotonic)),
        }
        batch.peers_changed.insert(to.clone());
        batch.effects.letters_to.insert(to.clone());
        let reference = duijie_core::letter::LetterRef { from: office.me.clone(), to, number, content };
        let letter = Letter { reference, decided_at: batch.now, seen_number, dispute, referral, body };
        Entry::Sent { letter: Arc::new(letter), bytes }
    }

    /// Recorded and counted, without effect until it is understood; its sender is told once.
    fn not_understood(&mut self, batch: &mut Batch, envelope: Envelope, sealed: Bytes, why: &str) {
        let notice = NotUnderstood { number: envelope.number, body_type: envelope.body_type.clone() };
        let about = envelope.dispute.clone().zip(envelope.referral.clone());
        let to = envelope.from.clone();
        batch.effects.alarms.push(("NOT_UNDERSTOOD", to.clone()));
        self.park(batch, envelope, sealed, why);
        if let Some((dispute, referral)) = about {
            let draft = Draft { to: to.clone(), dispute, referral, body: Body::NotUnderstood(notice) };
            let entry = self.entry(batch, Act::Send(draft));
            self.write(batch, None, Cause::Peer(to), vec![entry]);
        }
    }

    fn park(&mut self, batch: &mut Batch, envelope: Envelope, sealed: Bytes, why: &str) {
        let from = envelope.from.clone();
        let peer = self.peers.entry(&from);
        peer.parked.insert(envelope.referral.clone());
        peer.parked_letters += 1;
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
            why: why.to_owned(),
        };
        self.write(batch, None, Cause::Peer(from), vec![Entry::Parked(parked)]);
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
