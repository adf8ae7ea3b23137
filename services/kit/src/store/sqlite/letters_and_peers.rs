//! Reads of the letters' chains and of the peers.

use super::columns::{self, limit, signed};
use crate::store::{
    rows::{Direction, LetterRow, ParkedRow, PeerRow},
    tokens,
};
use duijie_core::agency::AgencyId;
use rusqlite::{Connection, Result, params};

pub(super) fn letters(
    connection: &Connection,
    peer: &AgencyId,
    direction: Direction,
    number: u64,
    count: usize,
) -> Result<Vec<LetterRow>> {
    let Ok(number) = signed(number) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {} FROM letters WHERE peer = ?1 AND direction = ?2 AND number >= ?3 ORDER BY number LIMIT ?4",
        columns::LETTER
    );
    connection
        .prepare_cached(&sql)?
        .query_map(params![peer.as_str(), tokens::direction(direction), number, limit(count)], columns::letter)?
        .collect()
}

pub(super) fn peers(connection: &Connection) -> Result<Vec<PeerRow>> {
    let sql = format!("SELECT {} FROM peers ORDER BY agency", columns::PEER);
    connection.prepare_cached(&sql)?.query_map([], columns::peer)?.collect()
}

/// The index is on waiting letters only, in the order of the key.
pub(super) fn parked(connection: &Connection, after: Option<(&AgencyId, u64)>, count: usize) -> Result<Vec<ParkedRow>> {
    let (peer, number) = after.map_or(("", 0), |(peer, number)| (peer.as_str(), number));
    let Ok(number) = signed(number) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {} FROM parked WHERE state = 'waiting' AND (peer, number) > (?1, ?2) ORDER BY peer, number LIMIT ?3",
        columns::PARKED
    );
    connection.prepare_cached(&sql)?.query_map(params![peer, number, limit(count)], columns::parked)?.collect()
}
