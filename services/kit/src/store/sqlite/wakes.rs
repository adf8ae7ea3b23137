//! Reads of what waits for an instant: deadlines that want to be woken and referrals that wait for a peer's silence.

use super::columns::{self, limit};
use crate::store::{
    WakeKey,
    rows::{DeadlineCounts, DeadlineRow},
};
use duijie_core::{ids::ReferralId, matter::DeadlineKey, referral::Duty, time::Timestamp};
use rusqlite::{Connection, OptionalExtension as _, Result, params};

/// Duties in the order of [`Duty`], which is not that of their tokens.
const DUTY_RANK: &str =
    "CASE duty WHEN 'acknowledge' THEN 0 WHEN 'accept' THEN 1 WHEN 'handle' THEN 2 WHEN 'feed_back' THEN 3
     WHEN 'answer_objection' THEN 4 ELSE 5 END";

pub(super) fn wakes(connection: &Connection, after: Option<&WakeKey>, count: usize) -> Result<Vec<WakeKey>> {
    let sql = format!(
        "SELECT wake_at, referral, duty FROM deadlines INDEXED BY deadlines_wake_at
         WHERE wake_at IS NOT NULL AND (wake_at, referral) >= (?1, ?2)
             AND (wake_at, referral, {DUTY_RANK}) > (?1, ?2, ?3)
         ORDER BY wake_at, referral, {DUTY_RANK} LIMIT ?4"
    );
    let (at, referral, duty) = after.map_or((i64::MIN, "", -1), |wake| {
        let (of, duty) = wake.key.parts();
        (wake.at.as_micros(), of, rank(duty))
    });
    connection
        .prepare_cached(&sql)?
        .query_map(params![at, referral, duty, limit(count)], |row| {
            Ok(WakeKey { at: columns::instant(row, 0)?, key: columns::deadline_key(row, 1)? })
        })?
        .collect()
}

pub(super) fn deadlines_of(connection: &Connection, keys: &[WakeKey]) -> Result<Vec<Option<DeadlineRow>>> {
    // One transaction: without it every statement would take and give back the lock of its own.
    let tx = connection.unchecked_transaction()?;
    let sql = format!("SELECT {} FROM deadlines WHERE referral = ?1 AND duty = ?2", columns::DEADLINE);
    let mut statement = tx.prepare_cached(&sql)?;
    let of = |wake: &WakeKey| {
        let (of, duty) = wake.key.parts();
        statement.query_row(params![of, duty.as_str()], columns::deadline).optional()
    };
    keys.iter().map(of).collect()
}

pub(super) fn running(connection: &Connection, after: Option<&DeadlineKey>, count: usize) -> Result<Vec<DeadlineRow>> {
    let sql = format!(
        "SELECT {} FROM deadlines WHERE (referral, duty) > (?1, ?2) AND state IN ('open', 'suspended')
         ORDER BY referral, duty LIMIT ?3",
        columns::DEADLINE
    );
    let (of, duty) = after.map_or(("", ""), |key| {
        let (of, duty) = key.parts();
        (of, duty.as_str())
    });
    connection.prepare_cached(&sql)?.query_map(params![of, duty, limit(count)], columns::deadline)?.collect()
}

/// Each is a count over one partial index; together one statement, so that they are of one moment.
pub(super) fn counts(connection: &Connection, now: Timestamp) -> Result<DeadlineCounts> {
    connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM deadlines WHERE state = 'open'),
                    (SELECT count(*) FROM deadlines WHERE state = 'open' AND due > ?1),
                    (SELECT count(*) FROM deadlines WHERE wake_at IS NOT NULL),
                    (SELECT count(*) FROM deadlines INDEXED BY deadlines_asleep
                         WHERE state = 'open' AND wake_at IS NULL AND due > ?1),
                    (SELECT count(*) FROM deadlines INDEXED BY deadlines_provisional
                         WHERE state = 'open' AND provisional = 1),
                    (SELECT count(*) FROM deadlines INDEXED BY deadlines_suspended WHERE state = 'suspended')",
        )?
        .query_row([now.as_micros()], |row| {
            Ok(DeadlineCounts {
                open: columns::number(row, 0)?,
                ahead: columns::number(row, 1)?,
                waking: columns::number(row, 2)?,
                unwakeable: columns::number(row, 3)?,
                provisional: columns::number(row, 4)?,
                suspended: columns::number(row, 5)?,
            })
        })
}

pub(super) fn silent(
    connection: &Connection,
    now: Timestamp,
    after: Option<&ReferralId>,
    count: usize,
) -> Result<Vec<ReferralId>> {
    connection
        .prepare_cached(
            "SELECT id FROM referrals INDEXED BY referrals_silent_from
             WHERE silent_from <= ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        )?
        .query_map(params![now.as_micros(), after.map_or("", ReferralId::as_str), limit(count)], |row| {
            columns::id(row, 0)
        })?
        .collect()
}

/// As [`DUTY_RANK`] says.
fn rank(duty: Duty) -> i64 {
    match duty {
        Duty::Acknowledge => 0,
        Duty::Accept => 1,
        Duty::Handle => 2,
        Duty::FeedBack => 3,
        Duty::AnswerObjection => 4,
        Duty::Own => 5,
    }
}
