//! All derived rows as lines, table by table in the order of keys. Each page is a short read of its own: a long one would
//! keep the write-ahead log from being moved into the database.

use super::{
    columns::{self, limit},
    connections::Readers,
    counted,
    errors::failed,
};
use crate::store::{StoreError, lines, tokens};
use rusqlite::{Result, Row, params_from_iter, types::Value};

/// Rows per read.
const ROWS_PER_READ: usize = 1000;

/// Where a table's rows are and how they become lines.
struct Table<T> {
    name: &'static str,
    columns: &'static str,
    key: &'static str,
    read: fn(&Row<'_>) -> Result<T>,
    line: fn(&T) -> String,
    key_of: fn(&T) -> Vec<Value>,
}

pub(super) fn derived_rows(readers: &Readers, each: &mut dyn FnMut(&str)) -> std::result::Result<(), StoreError> {
    deadlines(readers, each)
        .and_then(|()| documents(readers, each))
        .and_then(|()| facts(readers, each))
        .and_then(|()| letters(readers, each))
        .and_then(|()| matters_and_memos(readers, each))
        .and_then(|()| parked(readers, each))
        .and_then(|()| peers_and_referrals(readers, each))
        .map_err(failed("reading derived rows"))
}

fn deadlines(readers: &Readers, each: &mut dyn FnMut(&str)) -> Result<()> {
    let table = Table {
        name: "deadlines",
        columns: columns::DEADLINE,
        key: "referral, duty",
        read: columns::deadline,
        line: lines::deadline,
        key_of: |row| {
            let (of, duty) = row.key.parts();
            vec![text(of), text(duty.as_str())]
        },
    };
    all(readers, each, &table, vec![text(""), text("")])
}

fn documents(readers: &Readers, each: &mut dyn FnMut(&str)) -> Result<()> {
    let table = Table {
        name: "documents",
        columns: columns::DOCUMENT,
        key: "class, year, serial",
        read: columns::document,
        line: lines::document,
        key_of: |row| vec![text(&row.class), Value::from(i64::from(row.year)), Value::from(i64::from(row.serial))],
    };
    all(readers, each, &table, vec![text(""), Value::from(0), Value::from(0)])
}

fn facts(readers: &Readers, each: &mut dyn FnMut(&str)) -> Result<()> {
    let table = Table {
        name: "facts",
        columns: counted::COUNTED,
        key: "of, part, nth",
        read: counted::counted,
        line: lines::counted,
        key_of: |row| {
            let key = &row.fact.key;
            vec![text(&key.of), text(key.part.as_str()), Value::from(columns::signed(key.nth).unwrap_or(i64::MAX))]
        },
    };
    all(readers, each, &table, vec![text(""), text(""), Value::from(0)])
}

fn letters(readers: &Readers, each: &mut dyn FnMut(&str)) -> Result<()> {
    let table = Table {
        name: "letters",
        columns: columns::LETTER,
        key: "peer, direction, number",
        read: columns::letter,
        line: lines::letter,
        key_of: |row| {
            let number = columns::signed(row.number).unwrap_or(i64::MAX);
            vec![text(row.peer.as_str()), text(tokens::direction(row.direction)), Value::from(number)]
        },
    };
    all(readers, each, &table, vec![text(""), text(""), Value::from(0)])
}

fn matters_and_memos(readers: &Readers, each: &mut dyn FnMut(&str)) -> Result<()> {
    let matters = Table {
        name: "matters",
        columns: columns::MATTER,
        key: "id",
        read: columns::matter,
        line: lines::matter,
        key_of: |row| vec![text(row.id.as_str())],
    };
    let memos = Table {
        name: "memos",
        columns: columns::MEMO,
        key: "request",
        read: columns::memo,
        line: lines::memo,
        key_of: |row| vec![text(row.request.as_str())],
    };
    all(readers, each, &matters, vec![text("")])?;
    all(readers, each, &memos, vec![text("")])
}

fn parked(readers: &Readers, each: &mut dyn FnMut(&str)) -> Result<()> {
    let table = Table {
        name: "parked",
        columns: columns::PARKED,
        key: "peer, number",
        read: columns::parked,
        line: lines::parked,
        key_of: |row| {
            let number = columns::signed(row.number).unwrap_or(i64::MAX);
            vec![text(row.peer.as_str()), Value::from(number)]
        },
    };
    all(readers, each, &table, vec![text(""), Value::from(0)])
}

fn peers_and_referrals(readers: &Readers, each: &mut dyn FnMut(&str)) -> Result<()> {
    let peers = Table {
        name: "peers",
        columns: columns::PEER,
        key: "agency",
        read: columns::peer,
        line: lines::peer,
        key_of: |row| vec![text(row.agency.as_str())],
    };
    let referrals = Table {
        name: "referrals",
        columns: columns::REFERRAL,
        key: "id",
        read: columns::referral,
        line: lines::referral,
        key_of: |row| vec![text(row.id.as_str())],
    };
    all(readers, each, &peers, vec![text("")])?;
    let reads = Table {
        name: "reads",
        columns: columns::READ,
        key: "officer, up_to",
        read: columns::read,
        line: lines::read,
        key_of: |row| {
            let up_to = columns::signed(row.up_to).unwrap_or(i64::MAX);
            vec![text(&row.officer), Value::from(up_to)]
        },
    };
    all(readers, each, &reads, vec![text(""), Value::from(0)])?;
    all(readers, each, &referrals, vec![text("")])
}

/// Every row after the key `after`, which precedes all keys at first.
fn all<T>(readers: &Readers, each: &mut dyn FnMut(&str), table: &Table<T>, mut after: Vec<Value>) -> Result<()> {
    let Table { name, columns, key, .. } = table;
    let marks = vec!["?"; after.len()].join(", ");
    let sql = format!("SELECT {columns} FROM {name} WHERE ({key}) > ({marks}) ORDER BY {key} LIMIT ?");
    loop {
        let values = after.iter().cloned().chain([Value::from(limit(ROWS_PER_READ))]);
        let rows = readers.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_map(params_from_iter(values), table.read)?
                .collect::<Result<Vec<T>>>()
        })?;
        rows.iter().for_each(|row| each(&(table.line)(row)));
        match rows.last() {
            Some(last) if rows.len() == ROWS_PER_READ => after = (table.key_of)(last),
            _ => return Ok(()),
        }
    }
}

fn text(text: &str) -> Value {
    Value::from(text.to_owned())
}
