//! Reads of the journal: the head, records by position and by matter, and what a request id was used for.

use super::columns::{self, limit, signed};
use crate::store::{
    Head,
    rows::{MemoRow, StoredRecord},
};
use duijie_core::ids::{MatterId, ReferralId, RequestId};
use rusqlite::{Connection, OptionalExtension as _, Result, params};

pub(super) fn head(connection: &Connection) -> Result<Head> {
    let head = connection
        .prepare_cached("SELECT position, digest, recorded_at FROM records ORDER BY position DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(Head {
                position: columns::number(row, 0)?,
                digest: columns::digest(row, 1)?,
                recorded_at: columns::instant(row, 2)?,
            })
        })
        .optional()?;
    Ok(head.unwrap_or_default())
}

pub(super) fn of(connection: &Connection, matter: &MatterId, position: u64) -> Result<Vec<StoredRecord>> {
    let Ok(position) = signed(position) else { return Ok(Vec::new()) };
    let sql = format!("SELECT {} FROM records WHERE matter = ?1 AND position > ?2 ORDER BY position", columns::RECORD);
    connection.prepare_cached(&sql)?.query_map(params![matter.as_str(), position], columns::record)?.collect()
}

pub(super) fn of_referrals(connection: &Connection, referrals: &[ReferralId]) -> Result<Vec<Vec<StoredRecord>>> {
    // One transaction: without it every statement would take and give back the lock of its own.
    let tx = connection.unchecked_transaction()?;
    let sql = format!(
        "SELECT {} FROM records WHERE matter = (SELECT matter FROM referrals WHERE id = ?1) ORDER BY position",
        columns::RECORD
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let of = |referral: &ReferralId| statement.query_map([referral.as_str()], columns::record)?.collect();
    referrals.iter().map(of).collect()
}

pub(super) fn after(connection: &Connection, position: u64, count: usize) -> Result<Vec<StoredRecord>> {
    let Ok(position) = signed(position) else { return Ok(Vec::new()) };
    let sql = format!("SELECT {} FROM records WHERE position > ?1 ORDER BY position LIMIT ?2", columns::RECORD);
    connection.prepare_cached(&sql)?.query_map(params![position, limit(count)], columns::record)?.collect()
}

pub(super) fn of_none(connection: &Connection, position: u64, count: usize) -> Result<Vec<StoredRecord>> {
    let position = signed(position).unwrap_or(i64::MAX);
    let sql = format!(
        "SELECT {} FROM records WHERE matter IS NULL AND position < ?1 ORDER BY position DESC LIMIT ?2",
        columns::RECORD
    );
    connection.prepare_cached(&sql)?.query_map(params![position, limit(count)], columns::record)?.collect()
}

pub(super) fn at(connection: &Connection, position: u64) -> Result<Option<StoredRecord>> {
    let Ok(position) = signed(position) else { return Ok(None) };
    let sql = format!("SELECT {} FROM records WHERE position = ?1", columns::RECORD);
    connection.prepare_cached(&sql)?.query_row([position], columns::record).optional()
}

pub(super) fn matter_of(connection: &Connection, referral: &ReferralId) -> Result<Option<MatterId>> {
    connection
        .prepare_cached("SELECT matter FROM referrals WHERE id = ?1")?
        .query_row([referral.as_str()], |row| columns::id(row, 0))
        .optional()
}

pub(super) fn memo(connection: &Connection, request: &RequestId) -> Result<Option<MemoRow>> {
    let sql = format!("SELECT {} FROM memos WHERE request = ?1", columns::MEMO);
    connection.prepare_cached(&sql)?.query_row([request.as_str()], columns::memo).optional()
}
