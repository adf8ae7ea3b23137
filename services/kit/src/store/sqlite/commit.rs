//! One commit: records are appended, letters and memos inserted, everything else upserted, in one transaction. The only
//! place that writes rows.

use super::{
    columns::{micros, signed},
    counted, documents,
    errors::failed,
    search,
};
use crate::store::{
    StoreError,
    order::NO_DUE,
    rows::{
        Commit, DeadlineRow, FiredRow, LetterRow, MatterRow, MemoRow, ParkedRow, PeerRow, ReadRow, ReferralRow,
        StoredRecord,
    },
    tokens,
};
use rusqlite::{Connection, Result, Transaction, TransactionBehavior, params};

pub(super) fn commit(connection: &mut Connection, commit: &Commit) -> std::result::Result<(), StoreError> {
    let tx =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed("beginning a commit"))?;
    continue_head(&tx, &commit.records)?;
    append(&tx, &commit.records).map_err(failed("appending records"))?;
    insert_letters(&tx, &commit.letters).map_err(failed("inserting letters"))?;
    insert_memos(&tx, &commit.memos).map_err(failed("inserting memos"))?;
    fire(&tx, &commit.fired)?;
    upsert_referrals(&tx, &commit.referrals).map_err(failed("upserting referrals"))?;
    upsert_deadlines(&tx, &commit.deadlines).map_err(failed("upserting deadlines"))?;
    upsert_parked(&tx, &commit.parked).map_err(failed("upserting parked letters"))?;
    upsert_peers(&tx, &commit.peers).map_err(failed("upserting peers"))?;
    documents::insert(&tx, &commit.documents).map_err(failed("inserting documents"))?;
    insert_reads(&tx, &commit.reads).map_err(failed("inserting what officers read"))?;
    counted::write(&tx, &commit.counted).map_err(failed("writing facts"))?;
    upsert_matters(&tx, &commit.matters).map_err(failed("upserting matters"))?;
    tx.commit().map_err(failed("committing"))
}

fn continue_head(tx: &Transaction<'_>, records: &[StoredRecord]) -> std::result::Result<(), StoreError> {
    let head: i64 = tx
        .prepare_cached("SELECT coalesce(max(position), 0) FROM records")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .map_err(failed("reading the head"))?;
    crate::store::continues(u64::try_from(head).unwrap_or(0), records)
}

fn append(tx: &Transaction<'_>, records: &[StoredRecord]) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO records (position, recorded_at, matter, bytes, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for record in records {
        insert.execute(params![
            signed(record.position)?,
            record.recorded_at.as_micros(),
            record.matter.as_ref().map(|matter| matter.as_str()),
            &*record.bytes,
            record.digest.as_bytes(),
        ])?;
    }
    Ok(())
}

/// Columns of few indexes only: very many deadlines may pass at one midnight.
fn fire(tx: &Transaction<'_>, fired: &[FiredRow]) -> std::result::Result<(), StoreError> {
    let failed = || failed("noting that deadlines fired");
    let mut deadline = tx
        .prepare_cached(
            "UPDATE deadlines SET wake_at = ?3, step = ?4, step_position = ?5 WHERE referral = ?1 AND duty = ?2",
        )
        .map_err(failed())?;
    let mut referral = tx.prepare_cached("UPDATE referrals SET position = ?2 WHERE id = ?1").map_err(failed())?;
    let mut matter = tx.prepare_cached("UPDATE matters SET position = ?2 WHERE id = ?1").map_err(failed())?;
    for row in fired {
        let position = signed(row.position).map_err(failed())?;
        let (of, duty) = row.key.parts();
        let its_referral = match row.key.referral() {
            Some(id) => referral.execute(params![id.as_str(), position]).map_err(failed())? == 1,
            None => true,
        };
        let climbed = params![of, duty.as_str(), micros(row.wake_at), row.stage.as_str(), position];
        let rows = deadline.execute(climbed).map_err(failed())?
            + matter.execute(params![row.matter.as_str(), position]).map_err(failed())?;
        if rows != 2 || !its_referral {
            return Err(crate::store::not_there(row));
        }
    }
    Ok(())
}

fn insert_letters(tx: &Transaction<'_>, letters: &[LetterRow]) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO letters (peer, direction, number, content, link, position, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for letter in letters {
        insert.execute(params![
            letter.peer.as_str(),
            tokens::direction(letter.direction),
            signed(letter.number)?,
            letter.content.as_bytes(),
            letter.link.as_bytes(),
            signed(letter.position)?,
            letter.entry,
        ])?;
    }
    Ok(())
}

fn insert_memos(tx: &Transaction<'_>, memos: &[MemoRow]) -> Result<()> {
    let mut insert = tx.prepare_cached("INSERT INTO memos (request, digest, position) VALUES (?1, ?2, ?3)")?;
    for memo in memos {
        insert.execute(params![memo.request.as_str(), memo.digest.as_bytes(), signed(memo.position)?])?;
    }
    Ok(())
}

/// A matter whose text is as it was keeps its full-text row and the indexes on what never changes; that is tried first,
/// for it is what nearly every commit does.
fn upsert_matters(tx: &Transaction<'_>, matters: &[MatterRow]) -> Result<()> {
    let mut touch = tx.prepare_cached(
        "UPDATE matters SET closed = ?2, position = ?3
         WHERE id = ?1 AND dispute = ?4 AND registered_at = ?5 AND text = ?6",
    )?;
    let mut upsert = tx.prepare_cached(
        "INSERT INTO matters (id, closed, position, dispute, registered_at, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET closed = excluded.closed, position = excluded.position,
             dispute = excluded.dispute, registered_at = excluded.registered_at, text = excluded.text
         RETURNING row",
    )?;
    let mut changed = Vec::new();
    for matter in matters {
        let values = params![
            matter.id.as_str(),
            matter.closed,
            signed(matter.position)?,
            matter.dispute.as_str(),
            matter.registered_at.as_micros(),
            matter.text,
        ];
        if touch.execute(values)? == 0 {
            let row: i64 = upsert.query_row(values, |row| row.get(0))?;
            changed.push((row, search::indexed(&matter.text)));
        }
    }
    index(tx, &changed)
}

/// Nothing else is written in between: the full-text table writes out what it gathered before each statement that could
/// be undone alone.
fn index(tx: &Transaction<'_>, texts: &[(i64, String)]) -> Result<()> {
    let mut replace = tx.prepare_cached("INSERT OR REPLACE INTO matter_words (rowid, words) VALUES (?1, ?2)")?;
    for (row, words) in texts {
        replace.execute(params![row, words])?;
    }
    Ok(())
}

/// As with matters: what never changes in practice is compared first and its indexes left alone.
fn upsert_referrals(tx: &Transaction<'_>, referrals: &[ReferralRow]) -> Result<()> {
    let mut touch = tx.prepare_cached(
        "UPDATE referrals SET stage = ?2, due = ?3, position = ?4, silent_from = ?5
         WHERE id = ?1 AND matter = ?6 AND dispute = ?7 AND side = ?8 AND peer = ?9 AND kind = ?10 AND sent_at = ?11",
    )?;
    let mut upsert = tx.prepare_cached(
        "INSERT INTO referrals
             (id, stage, due, position, silent_from, matter, dispute, side, peer, kind, sent_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, due = excluded.due, position = excluded.position,
             silent_from = excluded.silent_from, matter = excluded.matter, dispute = excluded.dispute,
             side = excluded.side, peer = excluded.peer, kind = excluded.kind, sent_at = excluded.sent_at",
    )?;
    for referral in referrals {
        let values = params![
            referral.id.as_str(),
            referral.stage.as_str(),
            micros(referral.due).unwrap_or(NO_DUE),
            signed(referral.position)?,
            micros(referral.silent_from),
            referral.matter.as_str(),
            referral.dispute.as_str(),
            tokens::side(referral.side),
            referral.peer.as_str(),
            referral.kind,
            referral.sent_at.as_micros(),
        ];
        if touch.execute(values)? == 0 {
            upsert.execute(values)?;
        }
    }
    Ok(())
}

fn upsert_deadlines(tx: &Transaction<'_>, deadlines: &[DeadlineRow]) -> Result<()> {
    let mut upsert = tx.prepare_cached(
        "INSERT INTO deadlines (referral, duty, matter, state, owed_by_us, due, wake_at, provisional, officer, step,
             step_position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (referral, duty) DO UPDATE SET matter = excluded.matter, state = excluded.state,
             owed_by_us = excluded.owed_by_us, due = excluded.due, wake_at = excluded.wake_at,
             provisional = excluded.provisional, officer = excluded.officer, step = excluded.step,
             step_position = excluded.step_position",
    )?;
    for deadline in deadlines {
        let (of, duty) = deadline.key.parts();
        upsert.execute(params![
            of,
            duty.as_str(),
            deadline.matter.as_str(),
            deadline.state,
            deadline.owed_by_us,
            deadline.due.as_micros(),
            micros(deadline.wake_at),
            deadline.provisional,
            deadline.officer,
            deadline.step.map(|(stage, _)| stage.as_str()),
            deadline.step.map(|(_, position)| signed(position)).transpose()?,
        ])?;
    }
    Ok(())
}

fn insert_reads(tx: &Transaction<'_>, reads: &[ReadRow]) -> Result<()> {
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO reads (officer, up_to, read_at) VALUES (?1, ?2, ?3)")?;
    for read in reads {
        insert.execute(params![read.officer, signed(read.up_to)?, read.read_at.as_micros()])?;
    }
    Ok(())
}

/// Deadlines alone, in a transaction of their own.
pub(super) fn rewrite_deadlines(connection: &mut Connection, rows: &[DeadlineRow]) -> Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    upsert_deadlines(&tx, rows)?;
    tx.commit()
}

fn upsert_peers(tx: &Transaction<'_>, peers: &[PeerRow]) -> Result<()> {
    let mut upsert = tx.prepare_cached(
        "INSERT OR REPLACE INTO peers (agency, sent_number, sent_link, received_number, received_link,
             received_decided_at, delivered, statement, forked_at, lost)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for peer in peers {
        upsert.execute(params![
            peer.agency.as_str(),
            signed(peer.sent.0)?,
            peer.sent.1.as_bytes(),
            signed(peer.received.0)?,
            peer.received.1.as_bytes(),
            peer.received_decided_at.as_micros(),
            signed(peer.delivered)?,
            peer.statement.as_deref(),
            peer.forked_at.map(signed).transpose()?,
            peer.lost,
        ])?;
    }
    Ok(())
}

pub(super) fn upsert_parked(tx: &Connection, letters: &[ParkedRow]) -> Result<()> {
    let mut upsert = tx.prepare_cached(
        "INSERT OR REPLACE INTO parked (peer, number, referral, state, proposal) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for letter in letters {
        upsert.execute(params![
            letter.peer.as_str(),
            signed(letter.number)?,
            letter.referral.as_ref().map(|referral| referral.as_str()),
            tokens::parked_state(letter.state),
            letter.proposal.map(signed).transpose()?,
        ])?;
    }
    Ok(())
}
