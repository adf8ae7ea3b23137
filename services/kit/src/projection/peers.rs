//! The rows of peers as a fold over the journal: the two chains, the newest statement, forks. The desk keeps the
//! same in `desk::peers`; `verify` holds the two against each other.

use crate::{
    codec,
    journal::{Bytes, Entry, Parked, Record},
    store::rows::PeerRow,
};
use duijie_core::{agency::AgencyId, ids::Digest, time::Timestamp};
use std::collections::BTreeMap;

/// What the journal so far says of every peer.
#[derive(Clone, Debug, Default)]
pub struct Peers {
    rows: BTreeMap<AgencyId, PeerRow>,
}

impl Peers {
    /// Adds what a record says, and the rows that it changes to `changed`.
    pub fn fold(&mut self, record: &Record, changed: &mut Vec<PeerRow>) {
        let mut touched = Vec::new();
        for entry in &record.entries {
            if let Some(agency) = self.fold_entry(entry) {
                touched.push(agency);
            }
        }
        changed.extend(touched.iter().filter_map(|agency| self.rows.get(agency)).cloned());
    }

    fn fold_entry(&mut self, entry: &Entry) -> Option<AgencyId> {
        match entry {
            Entry::Sent { letter, bytes } => {
                let reference = &letter.reference;
                let link = codec::letter::envelope(bytes).map(|envelope| envelope.link()).unwrap_or_default();
                self.row(&reference.to).sent = (reference.number, link);
                Some(reference.to.clone())
            }
            Entry::Received { letter, sealed, .. } => self.received(&letter.reference.from, sealed),
            Entry::Parked(Parked { from, sealed, .. }) => self.received(from, sealed),
            Entry::PeerHeard { peer, statement } => self.heard(peer, statement),
            Entry::Forked { peer, number, .. } => {
                self.row(peer).forked_at.get_or_insert(*number);
                Some(peer.clone())
            }
            Entry::ForkEnded { peer, .. } => {
                self.row(peer).forked_at = None;
                Some(peer.clone())
            }
            Entry::MemoryLost { peer, .. } => {
                self.row(peer).lost = true;
                Some(peer.clone())
            }
            Entry::Unparked { .. }
            | Entry::SkipProposed { .. }
            | Entry::Skipped { .. }
            | Entry::Happened(_)
            | Entry::Refused(_)
            | Entry::AbsenceProven { .. }
            | Entry::Damaged { .. }
            | Entry::ClockConfirmed { .. }
            | Entry::DigestRead { .. }
            | Entry::CalendarLoaded(_)
            | Entry::CalendarApplied { .. }
            | Entry::Tick => None,
        }
    }

    /// A letter of the peer was applied or parked. What it says it has seen of ours is delivered.
    fn received(&mut self, from: &AgencyId, sealed: &Bytes) -> Option<AgencyId> {
        let envelope = codec::letter::open(sealed).ok()?.envelope;
        let row = self.row(from);
        row.received = (envelope.number, envelope.link());
        row.received_decided_at = row.received_decided_at.max(envelope.decided_at);
        row.delivered = row.delivered.max(envelope.seen_number);
        Some(from.clone())
    }

    fn heard(&mut self, peer: &AgencyId, sealed: &Bytes) -> Option<AgencyId> {
        let statement = codec::statement::open(sealed).ok()?.statement;
        let row = self.row(peer);
        row.delivered = row.delivered.max(statement.received.0);
        row.statement = Some(sealed.clone());
        Some(peer.clone())
    }

    fn row(&mut self, agency: &AgencyId) -> &mut PeerRow {
        self.rows.entry(agency.clone()).or_insert_with(|| PeerRow {
            agency: agency.clone(),
            sent: (0, Digest::ZERO),
            received: (0, Digest::ZERO),
            received_decided_at: Timestamp::EPOCH,
            delivered: 0,
            statement: None,
            forked_at: None,
            lost: false,
        })
    }
}
