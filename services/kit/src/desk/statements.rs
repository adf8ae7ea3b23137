//! Statements in and out (exchange §3). In: what is delivered, what to send again, what is missing, what is proven. Out:
//! built from what is committed by this very step, signed with its recorded time.

use super::{
    Batch, Desk, Input, Office,
    peers::{Heard, RESEND_AFTER, RESEND_MAX},
};
use crate::{
    codec::{self, sealed::wrap_statement, statement::Statement},
    journal::Bytes,
    store::{StoreError, rows::Direction},
};
use duijie_core::{agency::AgencyId, clock::Reading};
use std::time::Duration;

impl Desk {
    pub(super) fn hear_statements(&mut self, batch: &mut Batch, statements: Vec<Bytes>) -> Result<(), StoreError> {
        for sealed in statements {
            if let Some(statement) = self.authentic(batch, &sealed) {
                self.hear(batch, statement, sealed)?;
            }
        }
        Ok(())
    }

    /// A statement to us, sealed by a key of its sender; what is not is counted.
    fn authentic(&mut self, batch: &mut Batch, sealed: &Bytes) -> Option<Statement> {
        let Ok(parts) = codec::statement::open(sealed) else {
            self.nobodys(batch, "NOT_A_STATEMENT");
            return None;
        };
        let from = parts.statement.from.clone();
        if from == self.office.me {
            return None;
        }
        if !self.office.directory.knows(&from) {
            self.nobodys(batch, "UNKNOWN_AGENCY");
            return None;
        }
        if parts.statement.to != self.office.me {
            self.damaged(batch, &from, "WRONG_ADDRESSEE", sealed);
            return None;
        }
        let Office { me, keyring, .. } = &*self.office;
        match keyring.check_statement_seal(&from, me, &parts.bytes, parts.seal.as_ref(), batch.now) {
            Ok(_) => Some(parts.statement),
            Err(error) => {
                self.damaged(batch, &from, error.code(), sealed);
                None
            }
        }
    }

    fn hear(&mut self, batch: &mut Batch, statement: Statement, sealed: Bytes) -> Result<(), StoreError> {
        let from = statement.from.clone();
        let peer = self.peers.entry(&from);
        let started = peer.echo != Some(statement.boot);
        let newest = peer.heard.as_ref().map(|heard| freshness(&heard.statement));
        if newest.is_some_and(|newest| freshness(&statement) < newest) {
            return Ok(());
        }
        peer.echo = Some(statement.boot);
        // Not "as fresh as": of two different statements of one instant the journal must have the one that is kept.
        let repeated = !started && peer.heard.as_ref().is_some_and(|heard| heard.sealed == sealed);
        if !self.compare_received(batch, &statement, &sealed)? || !self.compare_sent(batch, &statement, &sealed)? {
            return Ok(());
        }
        let advanced = self.deliveries(batch, &statement);
        let peer = self.peers.entry(&from);
        peer.says_forked_at = statement.forked_at;
        let compared = statement.sent.0 <= peer.received.0;
        peer.heard = Some(Heard { statement: statement.clone(), sealed, compared });
        self.gaps(batch, &statement);
        if started {
            // It does not know our boot yet, and wants to know where we stand.
            self.peers.state_soon(&from);
        }
        if advanced || !repeated {
            self.peers.journal_soon(&from);
        }
        batch.silence_news.insert(from.clone());
        self.apply_held(batch, &from)
    }

    /// Whether the peer's account of our letters fits ours. More than we ever sent, or another link: we lost memory.
    fn compare_received(
        &mut self,
        batch: &mut Batch,
        statement: &Statement,
        sealed: &Bytes,
    ) -> Result<bool, StoreError> {
        let (number, link) = statement.received;
        let from = &statement.from;
        let sent = self.peers.entry(from).sent;
        if number > sent.0 {
            self.lost_memory(batch, from, "a statement shows more of our letters than we have", sealed);
            return Ok(false);
        }
        let ours = if number == 0 {
            return Ok(true);
        } else if number == sent.0 {
            Some(sent.1)
        } else {
            self.link_at(batch, from, Direction::Out, number)?.map(|(_, link)| link)
        };
        if ours != Some(link) {
            self.lost_memory(batch, from, "a statement shows another letter of ours than we have", sealed);
            return Ok(false);
        }
        Ok(true)
    }

    /// Whether the peer's account of its own letters fits our copy, as far as we have it; if not, its chain forked.
    fn compare_sent(&mut self, batch: &mut Batch, statement: &Statement, sealed: &Bytes) -> Result<bool, StoreError> {
        let (number, link) = statement.sent;
        let from = statement.from.clone();
        let received = self.peers.entry(&from).received;
        if number == 0 || number > received.0 {
            return Ok(true);
        }
        let ours = if number == received.0 {
            Some(received.1)
        } else {
            self.link_at(batch, &from, Direction::In, number)?.map(|(_, link)| link)
        };
        match ours {
            Some(ours) if ours != link => {
                self.forked(batch, &from, number, ours, link, sealed);
                Ok(false)
            }
            Some(_) | None => Ok(true),
        }
    }

    /// Delivered letters, and letters to publish again (§3.1, §3.2). Tells whether anything became delivered.
    fn deliveries(&mut self, batch: &mut Batch, statement: &Statement) -> bool {
        let from = statement.from.clone();
        let now = batch.monotonic;
        let jitter = u32::from((self.nonces)()[0]);
        let peer = self.peers.entry(&from);
        let advanced = peer.deliver(statement.received.0);
        if advanced {
            batch.peers_changed.insert(from.clone());
        }
        let first = peer.undelivered.front().map_or(Duration::ZERO, |(.., published)| *published);
        let rested = now >= peer.resend_after && (first.is_zero() || now >= first + RESEND_AFTER);
        if peer.delivered < peer.sent.0 && rested {
            batch.effects.resend.push((from, peer.delivered));
            peer.resend_after = now + peer.resend_pause + peer.resend_pause * jitter / 1024;
            peer.resend_pause = (peer.resend_pause * 2).min(RESEND_MAX);
        }
        advanced
    }

    /// A gap is answered once per value of `sent_number` (§3.3); a peer that shows fewer of its own letters than we hold
    /// gets them back (§3.4). A statement that is not later than the newest letter was merely overtaken by it.
    fn gaps(&mut self, batch: &mut Batch, statement: &Statement) {
        let from = statement.from.clone();
        let peer = self.peers.entry(&from);
        let (stated, received) = (statement.sent.0, peer.received.0);
        if stated > received && peer.gap_answered != stated {
            peer.gap_answered = stated;
            self.peers.state_soon(&from);
        } else if stated < received && statement.as_of > peer.received_decided_at {
            batch.effects.give_back.push((from, stated));
        }
    }

    /// What this desk states to `peer` as of the commit that this batch makes.
    pub(super) fn statement(&self, batch: &Batch, agency: &AgencyId) -> Bytes {
        let peer = self.peers.get(agency);
        let statement = Statement {
            from: self.office.me.clone(),
            to: agency.clone(),
            generation: self.office.generation,
            boot: self.boot,
            echo_boot: peer.and_then(|peer| peer.echo),
            as_of: batch.now,
            sent: peer.map(|peer| peer.sent).unwrap_or_default(),
            received: peer.map(|peer| peer.received).unwrap_or_default(),
            forked_at: peer.and_then(|peer| peer.forked_at),
            journal_head: (batch.head.position, batch.head.digest),
            environment: self.office.keyring.environment(),
            software: self.office.software.clone(),
        };
        let bytes = codec::statement::encode(&statement);
        let seal = self.office.keyring.seal_statement(&bytes, self.office.generation, batch.now);
        wrap_statement(&bytes, seal).into()
    }

    /// Before anything is decided: a peer that answers us tells whether the clock is right, after a start or a jump.
    pub(super) fn look_for_witness(&mut self, reading: Reading, inputs: &[Input]) {
        for input in inputs {
            let Input::Statement(sealed) = input else { continue };
            let Ok(parts) = codec::statement::open(sealed) else { continue };
            let statement = parts.statement;
            let live = statement.echo_boot == Some(self.boot) && statement.to == self.office.me;
            let at = self.clock.last_recorded();
            let keyring = &self.office.keyring;
            let Statement { from, to, .. } = &statement;
            let checked = keyring.check_statement_seal(from, to, &parts.bytes, parts.seal.as_ref(), at);
            if live && checked.is_ok() {
                self.clock.witness(statement.as_of, reading, self.office.time);
            }
        }
    }
}

/// What makes one statement newer than another.
fn freshness(statement: &Statement) -> (u32, duijie_core::time::Timestamp, u64) {
    (statement.generation, statement.as_of, statement.sent.0)
}
