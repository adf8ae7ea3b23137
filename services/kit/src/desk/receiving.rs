//! Letters in (exchange §2): damage has no effect, gaps are held, what is authentic and next is applied or parked, and a
//! sealed difference is a fork.

use super::{
    Batch, Desk,
    evidence::Coming,
    hold::{Chain, HELD_MAX, Held},
};
use crate::{
    codec::{
        self,
        letter::{Envelope, Opened},
    },
    digest,
    journal::{Bytes, Cause, Entry},
    seal::SealError,
    store::{
        StoreError,
        rows::{Direction, LetterRow},
    },
};
use duijie_core::{
    agency::AgencyId,
    decide,
    ids::{Digest, MatterId},
    letter::{Body, Letter},
    matter::Matter,
    time::Timestamp,
};
use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// A letter that is read, with its bytes.
struct Received {
    letter: Letter,
    sealed: Bytes,
    treated_at: Option<Timestamp>,
}

impl Desk {
    pub(super) fn receive_letters(&mut self, batch: &mut Batch, letters: Vec<Bytes>) -> Result<(), StoreError> {
        let mut from = BTreeSet::new();
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
        let Ok(Opened { envelope, seal, .. }) = codec::letter::open(&sealed) else {
            self.nobodys(batch, "NOT_A_LETTER");
            return Ok(None);
        };
        let from = envelope.from.clone();
        if from == self.office.me {
            return Ok(None);
        }
        if !self.office.directory.knows(&from) {
            self.nobodys(batch, "UNKNOWN_AGENCY");
            return Ok(None);
        }
        if envelope.to != self.office.me {
            self.damaged(batch, &from, "WRONG_ADDRESSEE", &sealed);
            return Ok(None);
        }
        let link = envelope.link();
        let keyring = &self.office.keyring;
        let covered = match keyring.check_letter_seal(&from, envelope.number, &link, seal.as_ref(), batch.now) {
            Ok(generation) => generation >= self.generation_of(&from),
            Err(SealError::NoSeal) => false,
            Err(error) => {
                self.damaged(batch, &from, error.code(), &sealed);
                return Ok(None);
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
        Ok(self.letter_row(batch, peer, direction, number)?.map(|row| (row.content, row.link)))
    }

    /// Where the letter with this number is, from this batch or the store.
    pub(super) fn letter_row(
        &self,
        batch: &Batch,
        peer: &AgencyId,
        direction: Direction,
        number: u64,
    ) -> Result<Option<LetterRow>, StoreError> {
        let in_batch = batch
            .commit
            .letters
            .iter()
            .find(|row| row.number == number && row.direction == direction && row.peer == *peer);
        if let Some(row) = in_batch {
            return Ok(Some(row.clone()));
        }
        let rows = self.store.letters(peer, direction, number, 1)?;
        Ok(rows.into_iter().next().filter(|row| row.number == number))
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
                        self.lost_memory(
                            batch,
                            from,
                            "a letter has seen more of our letters than we have",
                            &held.sealed,
                        );
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
        let link = envelope.link();
        let floor = self.decided_floor(&from, envelope.number);
        let peer = self.peers.entry(&from);
        peer.received = (envelope.number, link);
        peer.deliver(envelope.seen_number);
        batch.peers_changed.insert(from.clone());
        let blocked = peer.parked.blocks(envelope.referral.as_ref());
        let backdated = envelope.decided_at < floor;
        peer.received_decided_at = peer.received_decided_at.max(envelope.decided_at);
        if backdated {
            peer.refuse("BACKDATED");
            batch.effects.alarms.push(("BACKDATED", from.clone()));
        }
        let treated_at = backdated.then_some(floor);
        if blocked {
            let coming = Coming { envelope, sealed, treated_at };
            self.park(batch, coming, "an earlier letter of the referral is parked");
            return Ok(());
        }
        match codec::letter::read(&envelope, &self.office.keyring) {
            Ok(mut letter) => {
                letter.decided_at = letter.decided_at.max(floor);
                let received = Received { letter, sealed, treated_at };
                self.apply_letter(batch, envelope, received)
            }
            Err(error) => {
                self.not_understood(batch, Coming { envelope, sealed, treated_at }, &error.reason());
                Ok(())
            }
        }
    }

    /// What a letter of this number cannot honestly be dated before: the letter before it, and the newest statement that
    /// does not count it.
    fn decided_floor(&self, from: &AgencyId, number: u64) -> Timestamp {
        let Some(peer) = self.peers.get(from) else { return Timestamp::EPOCH };
        let stated = peer.heard.as_ref().map(|heard| &heard.statement).filter(|stated| number > stated.sent.0);
        stated.map_or(peer.received_decided_at, |stated| peer.received_decided_at.max(stated.as_of))
    }

    fn apply_letter(&mut self, batch: &mut Batch, envelope: Envelope, received: Received) -> Result<(), StoreError> {
        let Received { letter, sealed, treated_at } = received;
        let from = envelope.from.clone();
        let before = self.matter_of(&letter.referral)?;
        let ctx = self.context(batch.now);
        let decided = catch_unwind(AssertUnwindSafe(|| decide::receive(ctx, before.as_deref(), &letter)));
        let Ok(acts) = decided else {
            tracing::error!(peer = %from, number = envelope.number, "deciding a letter panicked; it is parked");
            self.park(batch, Coming { envelope, sealed, treated_at }, "deciding it failed");
            return Ok(());
        };
        let matter = self.matter_for(&letter, before);
        match self.entries(batch, acts) {
            Ok(answers) => {
                let mut entries = vec![Entry::Received { letter: Arc::new(letter), sealed, treated_at }];
                entries.extend(answers);
                self.write(batch, matter, Cause::Peer(from), entries);
            }
            Err(error) => {
                let coming = Coming { envelope, sealed, treated_at };
                self.park(batch, coming, &format!("it cannot be answered: {error}"));
            }
        }
        Ok(())
    }

    /// The matter a letter is recorded under: the one it changes, the one it begins, or none.
    pub(super) fn matter_for(
        &self,
        letter: &Letter,
        before: Option<Arc<Matter>>,
    ) -> Option<(MatterId, Option<Arc<Matter>>)> {
        match before {
            Some(matter) => {
                let heard = matter.referral(&letter.referral).is_some_and(|referral| referral.hears(letter));
                let again = matches!(letter.body, Body::Refer(_));
                (heard && !again).then(|| (matter.id.clone(), Some(matter)))
            }
            None if matches!(letter.body, Body::Refer(_)) => {
                let parts = [self.office.me.as_str().as_bytes(), letter.referral.as_str().as_bytes()];
                let prefix = digest::ordered_prefix("m", digest::order_of(letter.referral.as_str()));
                digest::derived_id(&prefix, "duijie/1/matter", &parts).parse().ok().map(|id| (id, None))
            }
            None => None,
        }
    }
}
