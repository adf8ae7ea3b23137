//! Filters as SQL conditions. Every value is bound; only texts written here become SQL.

use super::search;
use crate::store::{
    rows::{DeadlineFilter, MatterFilter, ReferralFilter},
    tokens,
};
use duijie_core::time::Timestamp;
use rusqlite::types::Value;

/// A query under construction and what is bound to it, in order.
pub(super) struct Select {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Select {
    pub(super) fn new(columns: &str, from: &str) -> Self {
        Self { sql: format!("SELECT {columns} FROM {from} WHERE true"), values: Vec::new() }
    }

    /// Adds a condition with one value.
    pub(super) fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.push(condition);
        self.values.push(value.into());
    }

    fn push(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    fn and_one_of<'a>(&mut self, column: &str, tokens: impl Iterator<Item = &'a str>) {
        let before = self.values.len();
        self.values.extend(tokens.map(|token| Value::from(token.to_owned())));
        let marks = vec!["?"; self.values.len() - before];
        if !marks.is_empty() {
            self.push(&format!("{column} IN ({})", marks.join(", ")));
        }
    }
}

/// Conditions on `matters AS m`.
pub(super) fn matters(select: &mut Select, filter: &MatterFilter) {
    if let Some(closed) = filter.closed {
        select.and("m.closed = ?", closed);
    }
    if let Some(dispute) = &filter.dispute {
        select.and("m.dispute = ?", dispute.as_str().to_owned());
    }
    if let Some(query) = filter.text.as_deref().and_then(search::matching) {
        select.and("m.row IN (SELECT rowid FROM matter_words WHERE matter_words MATCH ?)", query);
    }
    if let Some(at) = filter.due_before {
        select.and("m.id IN (SELECT matter FROM deadlines WHERE state = 'open' AND due < ?)", micros(at));
    }
    if let Some(referral) = &filter.referral {
        // Few referrals are found first and lead to their matters; many are looked for matter by matter, until the page
        // is full. SQLite keeps no statistics here by which it could tell.
        select.push(if finds_few(referral) {
            "m.id IN (SELECT r.matter FROM referrals AS r WHERE true"
        } else {
            "EXISTS (SELECT 1 FROM referrals AS r WHERE r.matter = m.id"
        });
        referrals(select, referral);
        select.sql.push(')');
    }
}

/// Open deadlines, disputes and words narrow; stages, kinds, peers and sides are shared by a good part of all referrals.
fn finds_few(filter: &ReferralFilter) -> bool {
    matches!(filter.overdue, Some((true, _)))
        || filter.due_before.is_some()
        || filter.dispute.is_some()
        || filter.text.is_some()
}

/// Conditions on `referrals AS r`.
pub(super) fn referrals(select: &mut Select, filter: &ReferralFilter) {
    select.and_one_of("r.stage", filter.stages.iter().map(|stage| stage.as_str()));
    if let Some(kind) = &filter.kind {
        select.and("r.kind = ?", kind.clone());
    }
    if let Some(peer) = &filter.peer {
        select.and("r.peer = ?", peer.as_str().to_owned());
    }
    if let Some(side) = filter.side {
        select.and("r.side = ?", tokens::side(side).to_owned());
    }
    if let Some(dispute) = &filter.dispute {
        select.and("r.dispute = ?", dispute.as_str().to_owned());
    }
    if let Some((overdue, at)) = filter.overdue {
        let condition = if overdue { "r.id IN" } else { "r.id NOT IN" };
        select.and(
            &format!(
                "{condition} (SELECT referral FROM deadlines WHERE state = 'open' AND due <= ? AND duty <> 'own')"
            ),
            micros(at),
        );
    }
    if let Some(at) = filter.due_before {
        select.and(
            "r.id IN (SELECT referral FROM deadlines WHERE state = 'open' AND due < ? AND duty <> 'own')",
            micros(at),
        );
    }
    if let Some(query) = filter.text.as_deref().and_then(search::matching) {
        select.and(
            "r.matter IN (SELECT id FROM matters WHERE row IN
                (SELECT rowid FROM matter_words WHERE matter_words MATCH ?))",
            query,
        );
    }
}

/// Conditions on `deadlines AS d`.
pub(super) fn deadlines(select: &mut Select, filter: &DeadlineFilter) {
    match filter.states.as_slice() {
        // As text of the query, so that SQLite sees that the index on open ones will do.
        ["open"] => select.push("d.state = 'open'"),
        states => select.and_one_of("d.state", states.iter().copied()),
    }
    if let Some(owed_by_us) = filter.owed_by_us {
        select.and("d.owed_by_us = ?", owed_by_us);
    }
    if let Some((overdue, at)) = filter.overdue {
        let condition =
            if overdue { "d.state = 'open' AND d.due <= ?" } else { "NOT (d.state = 'open' AND d.due <= ?)" };
        select.and(condition, micros(at));
    }
    if let Some(at) = filter.due_before {
        select.and("d.due < ?", micros(at));
    }
    if let Some(referral) = &filter.referral {
        select.and("d.duty <> 'own' AND d.referral = ?", referral.as_str().to_owned());
    }
    if let Some(told) = &filter.told {
        select.push("d.step IS NOT NULL AND d.state IN ('open', 'suspended')");
        select.and("(d.officer IS NULL OR d.officer = ?)", told.officer.clone());
        select.and("d.step_position > ?", i64::try_from(told.after).unwrap_or(i64::MAX));
    }
    select.and_one_of("d.duty", filter.duties.iter().map(|duty| duty.as_str()));
}

fn micros(at: Timestamp) -> i64 {
    at.as_micros()
}
