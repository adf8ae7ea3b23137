//! Reads of what officers have read of what they were told.

use super::columns;
use duijie_core::time::Timestamp;
use rusqlite::{Connection, Result, params};

pub(super) fn read_at(connection: &Connection, officer: &str, position: u64) -> Result<Option<Timestamp>> {
    let at: Option<i64> = connection
        .prepare_cached("SELECT min(read_at) FROM reads WHERE officer = ?1 AND up_to >= ?2")?
        .query_row(params![officer, columns::signed(position)?], |row| row.get(0))?;
    Ok(at.map(Timestamp::from_micros))
}

pub(super) fn read_up_to(connection: &Connection, officer: &str) -> Result<u64> {
    connection
        .prepare_cached("SELECT coalesce(max(up_to), 0) FROM reads WHERE officer = ?1")?
        .query_row([officer], |row| columns::number(row, 0))
}
