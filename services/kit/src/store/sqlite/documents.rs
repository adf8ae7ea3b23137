//! Sequences of documents.

use rusqlite::{Connection, Result, Transaction, params};

use super::columns::signed;
use crate::store::rows::DocumentRow;

pub(super) fn newest(connection: &Connection, class: &str, year: i16) -> Result<u32> {
    connection
        .prepare_cached("SELECT coalesce(max(serial), 0) FROM documents WHERE class = ?1 AND year = ?2")?
        .query_row(params![class, year], |row| row.get(0))
}

pub(super) fn insert(tx: &Transaction<'_>, documents: &[DocumentRow]) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO documents (class, year, serial, matter, position, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for row in documents {
        insert.execute(params![
            row.class,
            row.year,
            row.serial,
            row.matter.as_str(),
            signed(row.position)?,
            row.digest.as_bytes(),
        ])?;
    }
    Ok(())
}
