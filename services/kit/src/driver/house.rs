//! What the driver does between batches besides deciding: it audits, keeps the log short and the watermark durable, and says
//! what somebody should look at.

use super::{Driver, Snapshot, store_exit};
use crate::lifecycle::Exit;
use std::time::Duration;

/// How often memory is compared with the store.
const AUDIT_EVERY: Duration = Duration::from_secs(30);
/// The watermark is made durable at least this often.
const SYNC_EVERY: Duration = Duration::from_secs(1);
/// Letters that a peer does not have for this long raise an alarm: well past every resend, well within the shortest term.
const UNDELIVERED_MAX: Duration = Duration::from_secs(600);
/// A write-ahead log of this length is moved into the database after every batch that made it long enough: little at a time,
/// for everybody waits. A longer one has somebody who reads for long in its way, for whom nobody is to wait every time.
const WAL_SHORT: u64 = 32 * 1024 * 1024;
/// Commands are refused while the write-ahead log is longer than this.
const WAL_MAX: u64 = 1024 * 1024 * 1024;

impl Driver {
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
        self.wal > WAL_MAX
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

    /// A letter that is not delivered for so long is somebody's business; told once until it is.
    pub(super) fn alarm_undelivered(&mut self, snapshot: &Snapshot) {
        for note in &snapshot.peers {
            let waits = note.undelivered_since.is_some_and(|since| snapshot.recorded_at.since(since) > UNDELIVERED_MAX);
            if !waits {
                self.undelivered.remove(&note.agency);
            } else if self.undelivered.insert(note.agency.clone()) {
                tracing::error!(peer = %note.agency, "letters are undelivered for too long; the peer or the bus is away");
                self.opening.metrics.alarm("UNDELIVERED", &note.agency);
            }
        }
    }
}
