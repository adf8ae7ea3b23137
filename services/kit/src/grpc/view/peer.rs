//! Peers as resources.

use crate::{codec::field::proto_instant, desk::PeerNote};
use duijie_proto::v1;

/// A peer; `published` letters have been handed to the bus.
pub(in crate::grpc) fn peer(note: &PeerNote, published: u64) -> v1::Peer {
    let (as_of, generation, software) = match &note.heard {
        Some((as_of, generation, software)) => (Some(proto_instant(*as_of)), *generation, software.clone()),
        None => (None, 0, String::new()),
    };
    v1::Peer {
        agency: note.agency.as_str().to_owned(),
        committed: note.committed,
        published,
        delivered: note.delivered,
        received: note.received,
        undelivered_since: note.undelivered_since.map(proto_instant),
        newest_statement_as_of: as_of,
        forked_at: note.forked_at,
        peer_says_forked_at: note.says_forked_at,
        parked: note.parked,
        held: note.held,
        refused: note.refused.iter().map(|(code, times)| ((*code).to_owned(), *times)).collect(),
        generation,
        software,
    }
}
