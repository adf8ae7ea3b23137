//! The tables of the SQLite store and their version. What is written here is on disks: a change is a new version with a
//! step from the one before, never an edit.

use super::{errors::failed, parked_before};
use crate::store::{Fatal, StoreError};
use rusqlite::{Connection, TransactionBehavior};
use thiserror::Error;

/// The version this release writes, in `PRAGMA user_version`; an empty file has version 0.
const VERSION: i64 = 8;
/// The first one, which had no rows for parked letters.
const WITHOUT_PARKED: i64 = 1;
/// The second one, which had no indexes for what is counted.
const UNCOUNTED: i64 = 2;
/// The third one, whose deadlines did not climb.
const WITHOUT_LADDER: i64 = 3;
/// The fourth one, when no documents were issued.
const WITHOUT_DOCUMENTS: i64 = 4;
/// The fifth one, which kept no facts.
const WITHOUT_FACTS: i64 = 5;
/// The sixth one, whose facts did not lie by when they count and had nothing of what follows an agreement.
const FACTS_BY_NAME: i64 = 6;
/// The seventh one, which did not know what became of what a screening found, nor what was late when another term took its place.
const FEWER_FACTS: i64 = 7;

/// Lists by an order value are served by an index on it, which in a table without row ids ends in the key. The columns of
/// `deadlines_open`, `referrals_matter`, `*_dispute` serve filters that would otherwise read whole tables.
const TABLES: &str = "
CREATE TABLE records (
    position    INTEGER PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    matter      TEXT,
    bytes       BLOB NOT NULL,
    digest      BLOB NOT NULL
) STRICT;
CREATE INDEX records_matter ON records (matter) WHERE matter IS NOT NULL;

CREATE TABLE letters (
    peer      TEXT NOT NULL,
    direction TEXT NOT NULL,
    number    INTEGER NOT NULL,
    content   BLOB NOT NULL,
    link      BLOB NOT NULL,
    position  INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (peer, direction, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE matters (
    row           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    dispute       TEXT NOT NULL,
    closed        INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    text          TEXT NOT NULL
) STRICT;
CREATE INDEX matters_registered_at ON matters (registered_at, id);
CREATE INDEX matters_position ON matters (position, id);
CREATE INDEX matters_dispute ON matters (dispute);
CREATE VIRTUAL TABLE matter_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE referrals (
    id          TEXT NOT NULL PRIMARY KEY,
    matter      TEXT NOT NULL,
    dispute     TEXT NOT NULL,
    side        TEXT NOT NULL,
    peer        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    stage       TEXT NOT NULL,
    sent_at     INTEGER NOT NULL,
    due         INTEGER NOT NULL, -- 9223372036854775807: none
    position    INTEGER NOT NULL,
    silent_from INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX referrals_matter ON referrals (matter);
CREATE INDEX referrals_dispute ON referrals (dispute);
CREATE INDEX referrals_sent_at ON referrals (sent_at);
CREATE INDEX referrals_due ON referrals (due);
CREATE INDEX referrals_position ON referrals (position);
CREATE INDEX referrals_silent_from ON referrals (silent_from) WHERE silent_from IS NOT NULL;

CREATE TABLE deadlines (
    referral    TEXT NOT NULL,
    duty        TEXT NOT NULL,
    matter      TEXT NOT NULL,
    state       TEXT NOT NULL,
    owed_by_us  INTEGER NOT NULL,
    due         INTEGER NOT NULL,
    wake_at     INTEGER,
    provisional INTEGER NOT NULL,
    PRIMARY KEY (referral, duty)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_due ON deadlines (due);
CREATE INDEX deadlines_open ON deadlines (due) WHERE state = 'open';
CREATE INDEX deadlines_wake_at ON deadlines (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE memos (
    request  TEXT NOT NULL PRIMARY KEY,
    digest   BLOB NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE peers (
    agency              TEXT NOT NULL PRIMARY KEY,
    sent_number         INTEGER NOT NULL,
    sent_link           BLOB NOT NULL,
    received_number     INTEGER NOT NULL,
    received_link       BLOB NOT NULL,
    received_decided_at INTEGER NOT NULL,
    delivered           INTEGER NOT NULL,
    statement           BLOB,
    forked_at           INTEGER,
    lost                INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// New in version 2.
const PARKED: &str = "
CREATE TABLE parked (
    peer     TEXT NOT NULL,
    number   INTEGER NOT NULL,
    referral TEXT,
    state    TEXT NOT NULL,
    proposal INTEGER,
    PRIMARY KEY (peer, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX parked_waiting ON parked (peer, number) WHERE state = 'waiting';

PRAGMA user_version = 2;
";

/// What version 1 kept of parked letters, beside their peers.
const PARKED_OF_PEERS: &str = "
ALTER TABLE peers DROP COLUMN parked;
ALTER TABLE peers DROP COLUMN parked_letters;
";

/// New in version 3: what is rare is counted without reading what is not.
const COUNTED: &str = "
CREATE INDEX deadlines_provisional ON deadlines (due) WHERE state = 'open' AND provisional = 1;
CREATE INDEX deadlines_suspended ON deadlines (due) WHERE state = 'suspended';
PRAGMA user_version = 3;
";

/// New in version 4: who is told of a deadline, and of which step of the ladder; what officers have read.
const LADDER: &str = "
ALTER TABLE deadlines ADD COLUMN officer TEXT;
ALTER TABLE deadlines ADD COLUMN step TEXT;
ALTER TABLE deadlines ADD COLUMN step_position INTEGER;
CREATE INDEX deadlines_told ON deadlines (due) WHERE step IS NOT NULL AND state IN ('open', 'suspended');
CREATE INDEX deadlines_asleep ON deadlines (due) WHERE state = 'open' AND wake_at IS NULL;
CREATE INDEX records_of_none ON records (position) WHERE matter IS NULL;
CREATE TABLE reads (
    officer TEXT NOT NULL,
    up_to   INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (officer, up_to)
) STRICT, WITHOUT ROWID;
-- Rows that the journal says better than an earlier release wrote them; emptied once they are written anew.
CREATE TABLE stale (what TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
PRAGMA user_version = 4;
";

/// New in version 5: sequences of documents. No journal before had any.
const DOCUMENTS: &str = "
CREATE TABLE documents (
    class    TEXT NOT NULL,
    year     INTEGER NOT NULL,
    serial   INTEGER NOT NULL,
    matter   TEXT NOT NULL,
    position INTEGER NOT NULL,
    digest   BLOB NOT NULL,
    PRIMARY KEY (class, year, serial)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 5;
";

/// New in version 6: what statistics count.
const COUNTED_FACTS: &str = "
CREATE TABLE facts (
    of             TEXT NOT NULL,
    part           TEXT NOT NULL,
    nth            INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    until          INTEGER,
    state          TEXT NOT NULL,
    warn_at        INTEGER,
    rule           TEXT,
    ground         TEXT NOT NULL,
    standing       TEXT NOT NULL,
    peer           TEXT,
    kind           TEXT,
    category       TEXT NOT NULL,
    body           TEXT,
    dispute        TEXT NOT NULL,
    position       INTEGER NOT NULL,
    until_position INTEGER,
    late           INTEGER NOT NULL, -- a duty not done before it was due, or not done
    PRIMARY KEY (of, part, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX facts_at ON facts (at);
CREATE INDEX facts_late ON facts (at) WHERE late = 1;
PRAGMA user_version = 6;
";

/// New in version 7: facts lie in the order in which statistics walk over them. Deadlines wake for more steps of the ladder.
const FACTS_BY_INSTANT: &str = "
DROP TABLE facts;
CREATE TABLE facts (
    of             TEXT NOT NULL,
    part           TEXT NOT NULL,
    nth            INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    until          INTEGER,
    state          TEXT NOT NULL,
    warn_at        INTEGER,
    rule           TEXT,
    ground         TEXT NOT NULL,
    standing       TEXT NOT NULL,
    peer           TEXT,
    kind           TEXT,
    category       TEXT NOT NULL,
    body           TEXT,
    dispute        TEXT NOT NULL,
    position       INTEGER NOT NULL,
    until_position INTEGER,
    late           INTEGER NOT NULL, -- a duty not done before it was due, or not done
    PRIMARY KEY (at, of, part, nth)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX facts_of ON facts (of, part, nth);
CREATE INDEX facts_late ON facts (at) WHERE late = 1;
PRAGMA user_version = 7;
";

/// New in version 8: facts say more, so they are counted anew.
const MORE_FACTS: &str = "
DELETE FROM facts;
PRAGMA user_version = 8;
";

/// Rows of earlier releases that only the journal can say: deadlines before version 7, whose ladder had fewer steps.
pub(super) const DEADLINES: &str = "deadlines";
/// Facts before version 8.
pub(super) const FACTS: &str = "facts";

/// A store of another release.
#[derive(Debug, Error)]
#[error("its schema version is `{found}`, this release knows `{VERSION}`")]
struct OtherSchema {
    found: i64,
}

/// A store of an earlier release, which only its writer may change.
#[derive(Debug, Error)]
#[error("its schema version is `{found}`, this release reads `{VERSION}`; start the service once, which moves it on")]
struct OlderSchema {
    found: i64,
}

/// Makes the tables of an empty file, moves those of an earlier version on, leaves those of this version alone.
pub(super) fn prepare(connection: &mut Connection) -> Result<(), StoreError> {
    let tx = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed("beginning to look at the schema"))?;
    let found = version(&tx)?;
    if found == 0 {
        for tables in [TABLES, PARKED, COUNTED, LADDER, DOCUMENTS, COUNTED_FACTS, FACTS_BY_INSTANT, MORE_FACTS] {
            tx.execute_batch(tables).map_err(failed("making the tables"))?;
        }
    } else if (WITHOUT_PARKED..VERSION).contains(&found) {
        move_on(&tx, found)?;
    } else {
        check(&tx)?;
    }
    tx.commit().map_err(failed("making the tables"))
}

/// The steps from version `found` to this one.
fn move_on(tx: &Connection, found: i64) -> Result<(), StoreError> {
    if found <= WITHOUT_PARKED {
        tx.execute_batch(PARKED).map_err(failed("making the table of parked letters"))?;
        parked_before::fill(tx)?;
        tx.execute_batch(PARKED_OF_PEERS).map_err(failed("forgetting what peers' rows said of parked letters"))?;
    }
    if found <= UNCOUNTED {
        tx.execute_batch(COUNTED).map_err(failed("making the indexes of what is counted"))?;
    }
    if found <= WITHOUT_LADDER {
        tx.execute_batch(LADDER).map_err(failed("making the columns of the ladder"))?;
    }
    if found <= WITHOUT_DOCUMENTS {
        tx.execute_batch(DOCUMENTS).map_err(failed("making the table of documents"))?;
    }
    if found <= WITHOUT_FACTS {
        tx.execute_batch(COUNTED_FACTS).map_err(failed("making the table of facts"))?;
    }
    if found <= FACTS_BY_NAME {
        tx.execute_batch(FACTS_BY_INSTANT).map_err(failed("making the table of facts anew"))?;
        mark_stale(tx, DEADLINES).map_err(failed("marking deadlines to be written anew"))?;
    }
    if found <= FEWER_FACTS {
        tx.execute_batch(MORE_FACTS).map_err(failed("forgetting facts that say less"))?;
        mark_stale(tx, FACTS).map_err(failed("marking facts to be written"))?;
    }
    Ok(())
}

fn mark_stale(connection: &Connection, what: &str) -> rusqlite::Result<()> {
    connection.execute("INSERT OR IGNORE INTO stale (what) VALUES (?1)", [what]).map(|_| ())
}

/// Whether these rows are to be written from the journal.
pub(super) fn stale(connection: &Connection, what: &str) -> rusqlite::Result<bool> {
    connection.query_row("SELECT EXISTS (SELECT 1 FROM stale WHERE what = ?1)", [what], |row| row.get(0))
}

/// They are.
pub(super) fn refreshed(connection: &Connection, what: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM stale WHERE what = ?1", [what]).map(|_| ())
}

/// Refuses tables that this release does not know.
pub(super) fn check(connection: &Connection) -> Result<(), StoreError> {
    match version(connection)? {
        VERSION => Ok(()),
        found if found > VERSION => Err(StoreError::Io {
            doing: "opening a store written by a newer release",
            fatal: Fatal::Yes,
            source: Box::new(OtherSchema { found }),
        }),
        found if found >= WITHOUT_PARKED => Err(StoreError::Io {
            doing: "opening a store written by an earlier release",
            fatal: Fatal::Yes,
            source: Box::new(OlderSchema { found }),
        }),
        found => Err(StoreError::Damaged { what: format!("it has no tables (schema version `{found}`)") }),
    }
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed("reading the schema version"))
}
