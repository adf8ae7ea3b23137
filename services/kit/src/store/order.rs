//! By what lists are ordered, the same for every store: the order value and key of each row, and where a page ends. The
//! order value of a matter that is asked for by its due instant is that of none, for a matter has none of its own.

use super::rows::{Cursor, DeadlineRow, MatterRow, OrderBy, Page, PageRequest, ReferralRow};
use duijie_core::time::Timestamp;

/// The order value of what has no due instant.
pub(super) const NO_DUE: i64 = i64::MAX;

pub(super) fn matter(order: OrderBy, row: &MatterRow) -> Cursor {
    let value = match order {
        OrderBy::Began => row.registered_at.as_micros(),
        OrderBy::Due => NO_DUE,
        OrderBy::Position => position(row.position),
    };
    Cursor { value, key: row.id.as_str().to_owned() }
}

pub(super) fn referral(order: OrderBy, row: &ReferralRow) -> Cursor {
    let value = match order {
        OrderBy::Began => row.sent_at.as_micros(),
        OrderBy::Due => row.due.map_or(NO_DUE, Timestamp::as_micros),
        OrderBy::Position => position(row.position),
    };
    Cursor { value, key: row.id.as_str().to_owned() }
}

/// Deadlines are ordered by their due instant, whatever was asked for.
pub(super) fn deadline(row: &DeadlineRow) -> Cursor {
    Cursor { value: row.due.as_micros(), key: row.key.to_string() }
}

/// The parts of a key, which are compared one after the other: referral and duty of a deadline, else the id and nothing.
pub(super) fn key_parts(key: &str) -> (&str, &str) {
    key.split_once('/').unwrap_or((key, ""))
}

/// How many rows a page is asked for: at least one.
pub(super) fn limit(request: &PageRequest) -> usize {
    request.limit.max(1)
}

/// The page of up to `limit + 1` rows: the one too many shows that there is more.
pub(super) fn page<T>(mut rows: Vec<T>, limit: usize, cursor: impl Fn(&T) -> Cursor) -> Page<T> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = if more { rows.last().map(cursor) } else { None };
    Page { rows, next }
}

fn position(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
