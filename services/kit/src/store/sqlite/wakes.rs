//! Reads of what waits for an instant: deadlines that want to be woken and referrals that wait for a peer's silence.

use super::columns::{self, limit};
use crate::store::WakeKey;
use duijie_core::{ids::ReferralId, referral::Duty, time::Timestamp};
use rusqlite::{Connection, Result, params};

/// Duties in the order of [`Duty`], which is not that of their tokens.
const DUTY_RANK: &str =
    "CASE duty WHEN 'acknowledge' THEN 0 WHEN 'accept' THEN 1 WHEN 'handle' THEN 2 WHEN 'feed_back' THEN 3 ELSE 4 END";

pub(super) fn wakes(connection: &Connection, after: Option<&WakeKey>, count: usize) -> Result<Vec<WakeKey>> {
    let sql = format!(
        "SELECT wake_at, referral, duty FROM deadlines INDEXED BY deadlines_wake_at
         WHERE wake_at IS NOT NULL AND wake_at >= ?1 AND (wake_at, referral, {DUTY_RANK}) > (?1, ?2, ?3)
         ORDER BY wake_at, referral, {DUTY_RANK} LIMIT ?4"
    );
    let (at, referral, duty) =
        after.map_or((i64::MIN, "", -1), |key| (key.at.as_micros(), key.referral.as_str(), rank(key.duty)));
    connection
        .prepare_cached(&sql)?
        .query_map(params![at, referral, duty, limit(count)], |row| {
            Ok(WakeKey {
                at: columns::instant(row, 0)?,
                referral: columns::id(row, 1)?,
                duty: columns::token(row, 2, Duty::parse)?,
            })
        })?
        .collect()
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
    }
}
