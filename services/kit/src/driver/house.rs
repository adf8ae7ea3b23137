//! What the driver does between batches of its callers: it counts again, audits, keeps the log short and the watermark durable.

use super::{Driver, alarms::is_crowded, outlets::Waiting, store_exit};
use crate::{desk::Input, lifecycle::Exit};
use std::time::Duration;

/// How often memory is compared with the store.
const AUDIT_EVERY: Duration = Duration::from_secs(30);
/// The watermark is made durable at least this often.
const SYNC_EVERY: Duration = Duration::from_secs(1);
/// A write-ahead log of this length is moved into the database after every batch that made it long enough: little at a time,
/// for everybody waits. A longer one has somebody who reads for long in its way, for whom nobody is to wait every time.
const WAL_SHORT: u64 = 32 * 1024 * 1024;

impl Driver {
    /// One page of the sweep under another calendar, in a batch of its own; tells whether there are more.
    pub(super) fn recount(&mut self) -> Result<bool, Exit> {
        if !self.desk.wants_recount() || self.is_crowded() {
            return Ok(false);
        }
        let reading = self.opening.clock.read();
        match self.decide_and_commit(reading, vec![Input::Recount]) {
            Ok(effects) => self.carry_out(effects, Waiting::default())?,
            Err(error) => {
                // It is tried again with the next batch, which waits a moment.
                self.failed(&error, Waiting::default())?;
                return Ok(false);
            }
        }
        self.keep_house(reading.monotonic)?;
        Ok(self.desk.wants_recount())
    }

    /// What is due between batches: audit, checkpoint, durable watermark.
    pub(super) fn keep_house(&mut self, now: Duration) -> Result<(), Exit> {
        if self.keeper.is_auditing() || now.saturating_sub(self.audited) >= AUDIT_EVERY {
            self.audit(now)?;
        }
        let second = now.saturating_sub(self.synced) >= SYNC_EVERY;
        if second {
            self.synced = now;
            self.opening.watermark.0.sync().map_err(|error| Exit::StoreFailed(error.to_string()))?;
        }
        if second || self.wal <= WAL_SHORT { self.shorten_log() } else { Ok(()) }
    }

    fn shorten_log(&mut self) -> Result<(), Exit> {
        self.wal = self.opening.store.checkpoint().map_err(store_exit)?;
        self.opening.metrics.wal(self.wal);
        if self.is_crowded() {
            tracing::error!(wal = self.wal, "the write-ahead log is too long; something reads for too long");
        }
        Ok(())
    }

    /// The write-ahead log is too long: commands are refused until it has been moved into the database.
    pub(super) fn is_crowded(&self) -> bool {
        is_crowded(self.wal)
    }

    /// One page of the audit: it goes on with the next batch, so that nobody waits for it.
    fn audit(&mut self, now: Duration) -> Result<(), Exit> {
        if let Some(audit) = self.keeper.audit(&*self.opening.store).map_err(store_exit)? {
            self.audited = now;
            if audit.missing > 0 {
                tracing::error!(missing = audit.missing, "deadlines had no armed wake-up; they are armed again");
            }
            self.opening.metrics.audited(audit, self.opening.clock.read().wall);
        }
        Ok(())
    }
}
