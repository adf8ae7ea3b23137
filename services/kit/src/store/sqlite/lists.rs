//! Pages of matters, referrals and deadlines: filters, an order by (order value, key), and the row after which to go on.

use super::{
    columns::{self, limit},
    filters::{self, Select},
};
use crate::store::{
    order,
    rows::{
        Cursor, DeadlineFilter, DeadlineRow, MatterFilter, MatterRow, OrderBy, Page, PageRequest, ReferralFilter,
        ReferralRow, Run,
    },
};
use rusqlite::{Connection, Result, Row, params_from_iter, types::Value};

/// Columns of the order value (none where it is the same for all) and of the key.
struct Order {
    value: Option<&'static str>,
    key: &'static [&'static str],
}

pub(super) fn matters(
    connection: &Connection,
    filter: &MatterFilter,
    request: &PageRequest,
) -> Result<Page<MatterRow>> {
    let mut select = Select::new(columns::MATTER, "matters AS m");
    filters::matters(&mut select, filter);
    let value = match request.order {
        OrderBy::Began => Some("m.registered_at"),
        OrderBy::Due => None,
        OrderBy::Position => Some("m.position"),
    };
    let cursor = |row: &MatterRow| order::matter(request.order, row);
    page(connection, select, &Order { value, key: &["m.id"] }, request, columns::matter, cursor)
}

pub(super) fn referrals(
    connection: &Connection,
    filter: &ReferralFilter,
    request: &PageRequest,
) -> Result<Page<ReferralRow>> {
    let mut select = Select::new(columns::REFERRAL, "referrals AS r");
    filters::referrals(&mut select, filter);
    let value = Some(match request.order {
        OrderBy::Began => "r.sent_at",
        OrderBy::Due => "r.due",
        OrderBy::Position => "r.position",
    });
    let cursor = |row: &ReferralRow| order::referral(request.order, row);
    page(connection, select, &Order { value, key: &["r.id"] }, request, columns::referral, cursor)
}

pub(super) fn deadlines(
    connection: &Connection,
    filter: &DeadlineFilter,
    request: &PageRequest,
) -> Result<Page<DeadlineRow>> {
    let mut select = Select::new(columns::DEADLINE, "deadlines AS d");
    filters::deadlines(&mut select, filter);
    let by_due = Order { value: Some("d.due"), key: &["d.referral", "d.duty"] };
    page(connection, select, &by_due, request, columns::deadline, order::deadline)
}

fn page<T>(
    connection: &Connection,
    mut select: Select,
    by: &Order,
    request: &PageRequest,
    read: fn(&Row<'_>) -> Result<T>,
    cursor: impl Fn(&T) -> Cursor,
) -> Result<Page<T>> {
    let (direction, beyond) = match request.run {
        Run::Up => ("ASC", ">"),
        Run::Down => ("DESC", "<"),
    };
    if let Some(after) = &request.after {
        go_on(&mut select, by, beyond, after);
    }
    let terms: Vec<String> = by.value.iter().chain(by.key).map(|column| format!("{column} {direction}")).collect();
    select.sql.push_str(&format!(" ORDER BY {} LIMIT ?", terms.join(", ")));
    let rows = order::limit(request);
    select.values.push(Value::from(limit(rows.saturating_add(1))));

    let mut statement = connection.prepare_cached(&select.sql)?;
    let found = statement.query_map(params_from_iter(select.values), read)?.collect::<Result<Vec<T>>>()?;
    Ok(order::page(found, rows, cursor))
}

/// Only rows beyond the one where the page before ended.
fn go_on(select: &mut Select, by: &Order, beyond: &str, after: &Cursor) {
    let (first, second) = order::key_parts(&after.key);
    let key = [first, second].into_iter().take(by.key.len()).map(|part| Value::from(part.to_owned()));
    let value = by.value.unwrap_or(NO_VALUE);
    let columns: Vec<&str> = std::iter::once(value).chain(by.key.iter().copied()).collect();
    let marks = vec!["?"; columns.len()];
    select.and(&format!("({}) {beyond} ({})", columns.join(", "), marks.join(", ")), after.value);
    select.values.extend(key);
}

/// The order value of what has no due instant, `order::NO_DUE`.
const NO_VALUE: &str = "9223372036854775807";
