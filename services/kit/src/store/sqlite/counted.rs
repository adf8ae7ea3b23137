//! The table of facts: how it is written and walked over, a page at a time.

use super::columns::{self, id, instant, limit, micros, number, signed, token};
use crate::store::counted::{CountedChange, CountedRow, Only, Stand, Walk};
use duijie_core::{
    agency::AgencyId,
    ids::Kind,
    statistics::{Fact, FactKey, Ground, Part, Standing, State},
    term::RuleId,
    text::Text,
};
use rusqlite::{Connection, Result, Row, Transaction, TransactionBehavior, params};
use std::collections::HashMap;

pub(super) const COUNTED: &str = "of, part, nth, at, until, state, warn_at, rule, ground, standing, peer, kind, category, \
     body, dispute, position, until_position";

/// Longer than any name that was ever let in.
const WORDS_MAX: usize = 4_000;

/// What it says as before keeps the record that said so first, as [`CountedRow::over`] has it.
pub(super) fn write(tx: &Connection, changes: &[CountedChange]) -> Result<()> {
    let mut upsert = tx.prepare_cached(
        "INSERT INTO facts (of, part, nth, at, until, state, warn_at, rule, ground, standing, peer, kind, category, body,
             dispute, position, until_position, late)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
         ON CONFLICT (of, part, nth) DO UPDATE SET
             position = CASE WHEN at = excluded.at THEN position ELSE excluded.position END,
             until_position = CASE WHEN until IS excluded.until AND state = excluded.state THEN until_position
                 ELSE excluded.until_position END,
             at = excluded.at, until = excluded.until, state = excluded.state, warn_at = excluded.warn_at,
             rule = excluded.rule, ground = excluded.ground, standing = excluded.standing, peer = excluded.peer,
             kind = excluded.kind, category = excluded.category, body = excluded.body, dispute = excluded.dispute,
             late = excluded.late",
    )?;
    let mut delete = tx.prepare_cached("DELETE FROM facts WHERE of = ?1 AND part = ?2 AND nth = ?3")?;
    for change in changes {
        match change {
            CountedChange::Gone(FactKey { of, part, nth }) => {
                delete.execute(params![&**of, part.as_str(), signed(*nth)?])?;
            }
            CountedChange::Put(CountedRow { fact, position, until_position }) => {
                upsert.execute(params![
                    &*fact.key.of,
                    fact.key.part.as_str(),
                    signed(fact.key.nth)?,
                    fact.at.as_micros(),
                    micros(fact.until),
                    fact.state.as_str(),
                    micros(fact.warn_at),
                    fact.rule.map(|rule| rule.to_string()),
                    fact.ground.as_str(),
                    fact.standing.as_str(),
                    fact.peer.as_ref().map(|peer| peer.as_str()),
                    fact.kind.as_ref().map(|kind| kind.as_str()),
                    fact.category.as_str(),
                    fact.body.as_ref().map(Text::as_str),
                    fact.dispute.as_str(),
                    signed(*position)?,
                    until_position.map(signed).transpose()?,
                    fact.is_late_or_open(),
                ])?;
            }
        }
    }
    Ok(())
}

/// Facts alone, in a transaction of their own.
pub(super) fn rewrite(connection: &mut Connection, changes: &[CountedChange]) -> Result<()> {
    let tx: Transaction<'_> = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    write(&tx, changes)?;
    tx.commit()
}

/// The indexes are on the instant, and end in the key.
pub(super) fn walk(
    connection: &Connection,
    walk: &Walk,
    after: Option<&Stand>,
    count: usize,
) -> Result<Vec<CountedRow>> {
    let only = only(walk);
    let sql = format!(
        "SELECT {COUNTED} FROM facts WHERE at >= ?1 AND at < ?2 AND (at, of, part, nth) > (?3, ?4, ?5, ?6){only}
         ORDER BY at, of, part, nth LIMIT ?7"
    );
    let from = after.map_or(walk.from, |after| after.at.max(walk.from));
    let (at, of, part, nth) =
        after.map_or((i64::MIN, "", "", 0), |after| (after.at.as_micros(), after.of.as_str(), after.part, after.nth));
    connection
        .prepare_cached(&sql)?
        .query_map(
            params![from.as_micros(), walk.until.as_micros(), at, of, part, signed(nth)?, limit(count)],
            counted,
        )?
        .collect()
}

/// Every fact that `walks` meet.
pub(super) fn facts(connection: &Connection, walks: &[Walk], visit: &mut dyn FnMut(usize, &Fact)) -> Result<()> {
    let mut names = Names::default();
    for (place, walk) in walks.iter().enumerate() {
        let sql = format!("SELECT {COUNTED} FROM facts WHERE at >= ?1 AND at < ?2{}", only(walk));
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![walk.from.as_micros(), walk.until.as_micros()])?;
        while let Some(row) = rows.next()? {
            visit(place, &fact(row, &mut names)?);
        }
    }
    Ok(())
}

const fn only(walk: &Walk) -> &'static str {
    match walk.only {
        Only::All => "",
        Only::LateOrOpen => " AND late = 1",
    }
}

pub(super) fn counted(row: &Row<'_>) -> Result<CountedRow> {
    let until: Option<i64> = row.get(16)?;
    let until_position = until.map(|value| columns::unsigned(16, value)).transpose()?;
    Ok(CountedRow { fact: fact(row, &mut Names::default())?, position: number(row, 15)?, until_position })
}

/// Names that a million facts share: each is read once.
#[derive(Default)]
struct Names {
    peers: HashMap<Box<str>, AgencyId>,
    kinds: HashMap<Box<str>, Kind>,
    words: HashMap<Box<str>, Text>,
    rules: HashMap<Box<str>, RuleId>,
}

fn fact(row: &Row<'_>, names: &mut Names) -> Result<Fact> {
    let words = |raw: &str| Text::parse(raw, WORDS_MAX).ok();
    Ok(Fact {
        key: FactKey { of: row.get_ref(0)?.as_str()?.into(), part: token(row, 1, Part::parse)?, nth: number(row, 2)? },
        at: instant(row, 3)?,
        until: columns::optional_instant(row, 4)?,
        state: token(row, 5, State::parse)?,
        warn_at: columns::optional_instant(row, 6)?,
        rule: named(row, 7, &mut names.rules, |raw| RuleId::parse(raw).ok())?,
        ground: token(row, 8, Ground::parse)?,
        standing: token(row, 9, Standing::parse)?,
        peer: named(row, 10, &mut names.peers, |raw| raw.parse().ok())?,
        kind: named(row, 11, &mut names.kinds, |raw| raw.parse().ok())?,
        category: columns::parsed(12, named(row, 12, &mut names.words, words)?)?,
        body: named(row, 13, &mut names.words, words)?,
        dispute: id(row, 14)?,
    })
}

/// The value of a column that may be empty, from `known` where it was met before.
fn named<T: Clone>(
    row: &Row<'_>,
    column: usize,
    known: &mut HashMap<Box<str>, T>,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>> {
    let Some(raw) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    if let Some(value) = known.get(raw) {
        return Ok(Some(value.clone()));
    }
    let value = columns::parsed(column, read(raw))?;
    known.insert(raw.into(), value.clone());
    Ok(Some(value))
}
