//! How rows are read from columns and numbers are written to them. Raw values stop here: what does not parse is an error
//! of the row, which `errors` calls damage.

use crate::{
    journal::Bytes,
    store::{
        order::NO_DUE,
        rows::{
            DeadlineRow, DocumentRow, LetterRow, MatterRow, MemoRow, ParkedRow, PeerRow, ReadRow, ReferralRow,
            StoredRecord,
        },
        tokens,
    },
};
use duijie_core::{ids::Digest, letter::body::RemindStage, matter::DeadlineKey, referral::Duty, time::Timestamp};
use rusqlite::{Error, Result, Row, types::Type};
use std::{str::FromStr, sync::Arc};

pub(super) const RECORD: &str = "position, recorded_at, matter, bytes, digest";
pub(super) const LETTER: &str = "peer, direction, number, content, link, position, entry";
pub(super) const MATTER: &str = "id, dispute, closed, registered_at, position, text";
pub(super) const REFERRAL: &str = "id, matter, dispute, side, peer, kind, stage, sent_at, due, position, silent_from";
pub(super) const DEADLINE: &str =
    "referral, duty, matter, state, owed_by_us, due, wake_at, provisional, officer, step, step_position";
pub(super) const READ: &str = "officer, up_to, read_at";
pub(super) const DOCUMENT: &str = "class, year, serial, matter, position, digest";
pub(super) const MEMO: &str = "request, digest, position";
pub(super) const PARKED: &str = "peer, number, referral, state, proposal";
pub(super) const PEER: &str = "agency, sent_number, sent_link, received_number, received_link, received_decided_at, \
     delivered, statement, forked_at, lost";

pub(super) fn record(row: &Row<'_>) -> Result<StoredRecord> {
    let matter: Option<&str> = row.get_ref(2)?.as_str_or_null()?;
    Ok(StoredRecord {
        position: number(row, 0)?,
        recorded_at: instant(row, 1)?,
        matter: matter.map(|text| parsed(2, text.parse().ok())).transpose()?,
        bytes: bytes(row, 3)?,
        digest: digest(row, 4)?,
    })
}

pub(super) fn document(row: &Row<'_>) -> Result<DocumentRow> {
    Ok(DocumentRow {
        class: row.get(0)?,
        year: row.get(1)?,
        serial: row.get(2)?,
        matter: id(row, 3)?,
        position: number(row, 4)?,
        digest: digest(row, 5)?,
    })
}

pub(super) fn letter(row: &Row<'_>) -> Result<LetterRow> {
    Ok(LetterRow {
        peer: id(row, 0)?,
        direction: token(row, 1, tokens::parse_direction)?,
        number: number(row, 2)?,
        content: digest(row, 3)?,
        link: digest(row, 4)?,
        position: number(row, 5)?,
        entry: row.get(6)?,
    })
}

pub(super) fn matter(row: &Row<'_>) -> Result<MatterRow> {
    Ok(MatterRow {
        id: id(row, 0)?,
        dispute: id(row, 1)?,
        closed: row.get(2)?,
        registered_at: instant(row, 3)?,
        position: number(row, 4)?,
        text: row.get(5)?,
    })
}

pub(super) fn referral(row: &Row<'_>) -> Result<ReferralRow> {
    let due: i64 = row.get(8)?;
    Ok(ReferralRow {
        id: id(row, 0)?,
        matter: id(row, 1)?,
        dispute: id(row, 2)?,
        side: token(row, 3, tokens::parse_side)?,
        peer: id(row, 4)?,
        kind: row.get(5)?,
        stage: token(row, 6, tokens::parse_stage)?,
        sent_at: instant(row, 7)?,
        due: (due != NO_DUE).then_some(Timestamp::from_micros(due)),
        position: number(row, 9)?,
        silent_from: optional_instant(row, 10)?,
    })
}

pub(super) fn deadline(row: &Row<'_>) -> Result<DeadlineRow> {
    Ok(DeadlineRow {
        key: deadline_key(row, 0)?,
        matter: id(row, 2)?,
        state: token(row, 3, tokens::parse_deadline_state)?,
        owed_by_us: row.get(4)?,
        due: instant(row, 5)?,
        wake_at: optional_instant(row, 6)?,
        provisional: row.get(7)?,
        officer: row.get(8)?,
        step: step(row)?,
    })
}

fn step(row: &Row<'_>) -> Result<Option<(RemindStage, u64)>> {
    let token: Option<&str> = row.get_ref(9)?.as_str_or_null()?;
    token.map(|token| Ok((parsed(9, RemindStage::parse(token))?, number(row, 10)?))).transpose()
}

pub(super) fn read(row: &Row<'_>) -> Result<ReadRow> {
    Ok(ReadRow { officer: row.get(0)?, up_to: number(row, 1)?, read_at: instant(row, 2)? })
}

/// The two parts of a key, the second in the column after.
pub(super) fn deadline_key(row: &Row<'_>, column: usize) -> Result<DeadlineKey> {
    let duty = token(row, column + 1, Duty::parse)?;
    token(row, column, |of| DeadlineKey::of(of, duty))
}

pub(super) fn memo(row: &Row<'_>) -> Result<MemoRow> {
    Ok(MemoRow { request: id(row, 0)?, digest: digest(row, 1)?, position: number(row, 2)? })
}

pub(super) fn parked(row: &Row<'_>) -> Result<ParkedRow> {
    let referral: Option<&str> = row.get_ref(2)?.as_str_or_null()?;
    let proposal: Option<i64> = row.get(4)?;
    Ok(ParkedRow {
        peer: id(row, 0)?,
        number: number(row, 1)?,
        referral: referral.map(|text| parsed(2, text.parse().ok())).transpose()?,
        state: token(row, 3, tokens::parse_parked_state)?,
        proposal: proposal.map(|value| unsigned(4, value)).transpose()?,
    })
}

pub(super) fn peer(row: &Row<'_>) -> Result<PeerRow> {
    let statement: Option<&[u8]> = row.get_ref(7)?.as_blob_or_null()?;
    let forked_at: Option<i64> = row.get(8)?;
    Ok(PeerRow {
        agency: id(row, 0)?,
        sent: (number(row, 1)?, digest(row, 2)?),
        received: (number(row, 3)?, digest(row, 4)?),
        received_decided_at: instant(row, 5)?,
        delivered: number(row, 6)?,
        statement: statement.map(Bytes::from),
        forked_at: forked_at.map(|value| unsigned(8, value)).transpose()?,
        lost: row.get(9)?,
    })
}

pub(super) fn id<T: FromStr>(row: &Row<'_>, column: usize) -> Result<T> {
    token(row, column, |text| text.parse().ok())
}

pub(super) fn token<T>(row: &Row<'_>, column: usize, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    parsed(column, parse(row.get_ref(column)?.as_str()?))
}

pub(super) fn number(row: &Row<'_>, column: usize) -> Result<u64> {
    unsigned(column, row.get(column)?)
}

pub(super) fn instant(row: &Row<'_>, column: usize) -> Result<Timestamp> {
    row.get(column).map(Timestamp::from_micros)
}

pub(super) fn digest(row: &Row<'_>, column: usize) -> Result<Digest> {
    row.get(column).map(Digest::new)
}

/// The number as SQLite keeps it.
pub(super) fn signed(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|source| Error::ToSqlConversionFailure(Box::new(source)))
}

/// The instant as SQLite keeps it.
pub(super) fn micros(at: Option<Timestamp>) -> Option<i64> {
    at.map(Timestamp::as_micros)
}

/// The limit as SQLite takes it.
pub(super) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn bytes(row: &Row<'_>, column: usize) -> Result<Bytes> {
    Ok(Arc::from(row.get_ref(column)?.as_blob()?))
}

pub(super) fn optional_instant(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    let micros: Option<i64> = row.get(column)?;
    Ok(micros.map(Timestamp::from_micros))
}

pub(super) fn unsigned(column: usize, value: i64) -> Result<u64> {
    u64::try_from(value).map_err(|_| Error::IntegralValueOutOfRange(column, value))
}

/// The value is left out of the error, for it may be what people wrote.
pub(super) fn parsed<T>(column: usize, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| Error::FromSqlConversionFailure(column, Type::Text, "not one of the values it may have".into()))
}
