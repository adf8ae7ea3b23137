//! The step from version 1 of the tables to 2: parked letters get rows of their own, read once from the journal.

use super::{commit::upsert_parked, errors::failed};
use crate::{
    codec,
    store::{
        StoreError,
        rows::{ParkedRow, ParkedState},
    },
};
use duijie_proto::v1::{self, event::Event};
use prost::Message;
use rusqlite::Connection;

/// Records read at a time.
const PAGE: i64 = 1_000;

/// Fills the table. What stands in records of version 1 needs no key to be read: envelopes are in the clear.
pub(super) fn fill(tx: &Connection) -> Result<(), StoreError> {
    let mut position = 0;
    loop {
        let page = page(tx, position).map_err(failed("reading the journal for parked letters"))?;
        for (_, bytes) in &page {
            let record = v1::Record::decode(bytes.as_slice()).map_err(|error| damaged(&error.to_string()))?;
            let events = record.events.into_iter().filter_map(|event| event.event);
            let rows = events.filter_map(|event| row(event).transpose()).collect::<Result<Vec<_>, _>>()?;
            upsert_parked(tx, &rows).map_err(failed("writing parked letters"))?;
        }
        match page.last() {
            Some((last, _)) => position = *last,
            None => return Ok(()),
        }
    }
}

fn page(tx: &Connection, after: i64) -> rusqlite::Result<Vec<(i64, Vec<u8>)>> {
    tx.prepare_cached("SELECT position, bytes FROM records WHERE position > ?1 ORDER BY position LIMIT ?2")?
        .query_map([after, PAGE], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn row(event: Event) -> Result<Option<ParkedRow>, StoreError> {
    match event {
        Event::Parked(parked) => {
            let peer = parked.from.parse().map_err(|_| damaged("`from` is no agency"))?;
            let id = parked.referral_id;
            let referral = if id.is_empty() { Ok(None) } else { id.parse().map(Some) };
            let referral = referral.map_err(|_| damaged("`referral_id` is no id"))?;
            let (number, state) = (parked.number, ParkedState::Waiting);
            Ok(Some(ParkedRow { peer, number, referral, state, proposal: None }))
        }
        Event::Unparked(sealed) => {
            let envelope = codec::letter::open(&sealed).map_err(|error| damaged(&error.to_string()))?.envelope;
            let (peer, number, referral) = (envelope.from, envelope.number, envelope.referral);
            Ok(Some(ParkedRow { peer, number, referral, state: ParkedState::Applied, proposal: None }))
        }
        _ => Ok(None),
    }
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged { what: format!("a record about a parked letter: {what}") }
}
