//! What is wrong for too long: letters that a peer does not get, a write-ahead log that cannot be moved.

use super::Snapshot;
use duijie_core::agency::AgencyId;
use std::{collections::BTreeSet, time::Duration};

/// Letters that a peer does not have for this long raise an alarm: well past every resend, well within the shortest term.
const UNDELIVERED_MAX: Duration = Duration::from_secs(600);
/// Commands are refused while the write-ahead log has more bytes than this: moving it takes a second or two, and what is
/// read beside it slows down.
const WAL_MAX: u64 = 1024 * 1024 * 1024;

/// Whether so many bytes of write-ahead log are too many.
pub(super) const fn is_crowded(wal: u64) -> bool {
    wal > WAL_MAX
}

/// Peers about whose undelivered letters an alarm was raised.
#[derive(Default)]
pub(super) struct Undelivered {
    told: BTreeSet<AgencyId>,
}

impl Undelivered {
    /// Peers that somebody must now be told about: once, until they have everything.
    pub(super) fn news(&mut self, snapshot: &Snapshot) -> Vec<AgencyId> {
        let mut news = Vec::new();
        for note in &snapshot.peers {
            let waits = note.undelivered_since.is_some_and(|since| snapshot.recorded_at.since(since) > UNDELIVERED_MAX);
            if !waits {
                self.told.remove(&note.agency);
            } else if self.told.insert(note.agency.clone()) {
                news.push(note.agency.clone());
            }
        }
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        desk::PeerNote,
        sample::{BUREAU, COURTS, NOW, agency},
    };
    use duijie_core::time::Timestamp;

    fn note(peer: &str, undelivered_since: Option<Timestamp>) -> PeerNote {
        PeerNote {
            agency: agency(peer),
            held: 0,
            refused: std::collections::BTreeMap::new(),
            says_forked_at: None,
            committed: 1,
            delivered: 0,
            undelivered_since,
            heard: None,
            received: 0,
            forked_at: None,
            parked: 0,
        }
    }

    fn after(seconds: u64, undelivered_since: [Option<Timestamp>; 2]) -> Snapshot {
        let peers = [COURTS, BUREAU].into_iter().zip(undelivered_since).map(|(peer, since)| note(peer, since));
        let recorded_at = NOW.plus(Duration::from_secs(seconds));
        Snapshot { peers: peers.collect(), recorded_at, clock_suspect: false }
    }

    #[test]
    fn letters_undelivered_for_more_than_ten_minutes_are_told_once_until_they_are_delivered() {
        let mut undelivered = Undelivered::default();
        assert_eq!(undelivered.news(&after(600, [Some(NOW), None])), []);
        assert_eq!(undelivered.news(&after(601, [Some(NOW), None])), [agency(COURTS)]);
        assert_eq!(undelivered.news(&after(6_000, [Some(NOW), Some(NOW)])), [agency(BUREAU)]);
        assert_eq!(undelivered.news(&after(6_001, [None, Some(NOW)])), []);
        let again = NOW.plus(Duration::from_secs(6_100));
        assert_eq!(undelivered.news(&after(6_200, [Some(again), None])), []);
        assert_eq!(undelivered.news(&after(6_701, [Some(again), None])), [agency(COURTS)]);
    }

    #[test]
    fn a_log_of_one_gibibyte_is_not_too_long_and_one_more_byte_is() {
        assert!(!is_crowded(1 << 30));
        assert!(is_crowded((1 << 30) + 1));
    }
}
