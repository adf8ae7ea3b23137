//! What the ops port tells in numbers. No name of a person or dispute is ever a label.

use crate::{
    data::{DataFileError, files::DataFile},
    driver::Snapshot,
    store::rows::DeadlineCounts,
    timekeeper::Audit,
};
use duijie_core::{agency::AgencyId, time::Timestamp};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// All metrics of a service.
#[derive(Default)]
pub struct Metrics {
    records: Counter,
    failed_commits: Counter,
    alarms: Family<AlarmLabels, Counter>,
    audit_missing: Gauge,
    audit_repaired: Counter,
    audit_checked: Gauge,
    audited_at: Gauge,
    armed: Gauge,
    open: Gauge,
    provisional: Gauge,
    suspended: Gauge,
    unwakeable: Gauge,
    fired: Counter,
    lateness: Lateness,
    wal_bytes: Gauge,
    undelivered: Family<PeerLabels, Gauge>,
    received: Family<PeerLabels, Gauge>,
    parked: Family<PeerLabels, Gauge>,
    clock_suspect: Gauge,
    bus_connected: Gauge,
    data_refused: Family<FileLabels, Gauge>,
}

/// From what nobody notices to what no downtime explains: p50 and p99 are read from it.
const LATENESS_SECONDS: [f64; 12] = [0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0, 600.0, 3_600.0, 86_400.0, 604_800.0];

struct Lateness(Histogram);

impl Default for Lateness {
    fn default() -> Self {
        Self(Histogram::new(LATENESS_SECONDS))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AlarmLabels {
    code: String,
    peer: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PeerLabels {
    peer: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FileLabels {
    file: &'static str,
}

impl Metrics {
    /// Names every metric in a registry.
    #[must_use]
    pub fn registry(&self) -> Registry {
        let mut registry = Registry::with_prefix("duijie");
        registry.register("records", "Records committed", self.records.clone());
        registry.register("failed_commits", "Commits whose outcome was unknown", self.failed_commits.clone());
        registry.register("alarms", "Messages that somebody should look at, by code", self.alarms.clone());
        let missing = "Open deadlines without an armed wake-up at the last audit; must be 0";
        registry.register("deadline_audit_missing", missing, self.audit_missing.clone());
        registry.register("deadline_audit_repaired", "Wake-ups that audits armed again", self.audit_repaired.clone());
        registry.register("deadline_audit_checked", "Wake-ups compared at the last audit", self.audit_checked.clone());
        let audited_at = "Wall clock at the end of the last audit, in seconds since 1970";
        registry.register("deadline_audit_at_seconds", audited_at, self.audited_at.clone());
        registry.register("deadlines_armed", "Wake-ups in memory", self.armed.clone());
        registry.register("deadlines_open", "Running deadlines, ours and awaited", self.open.clone());
        let provisional = "Running deadlines that depend on a year without notice";
        registry.register("deadlines_provisional", provisional, self.provisional.clone());
        registry.register("deadlines_suspended", "Deadlines that stand still", self.suspended.clone());
        let unwakeable = "Deadlines ahead that nothing will ever wake; must be 0";
        registry.register("deadlines_unwakeable", unwakeable, self.unwakeable.clone());
        registry.register("deadlines_fired", "Duties of ours whose due instant passed undone", self.fired.clone());
        let lateness = "From a due instant until its passing was recorded, in seconds of the wall clock";
        registry.register("deadline_lateness_seconds", lateness, self.lateness.0.clone());
        registry.register("wal_bytes", "Length of the write-ahead log", self.wal_bytes.clone());
        registry.register("letters_undelivered", "Letters a peer is not known to have", self.undelivered.clone());
        registry.register("letters_received", "Letters of a peer applied or parked", self.received.clone());
        registry.register("letters_parked", "Letters of a peer that wait to be understood", self.parked.clone());
        registry.register("clock_suspect", "1 while the clock is not believed", self.clock_suspect.clone());
        registry.register("bus_connected", "1 while the bus is reachable", self.bus_connected.clone());
        let refused = "1 while the calendar or the local terms that lie there are refused and others are in force";
        registry.register("data_refused", refused, self.data_refused.clone());
        registry
    }

    pub(crate) fn committed(&self, records: usize) {
        self.records.inc_by(records as u64);
    }

    pub(crate) fn commit_failed(&self) {
        self.failed_commits.inc();
    }

    pub(crate) fn alarm(&self, code: &str, peer: &AgencyId) {
        self.alarms.get_or_create(&AlarmLabels { code: code.to_owned(), peer: peer.to_string() }).inc();
    }

    pub(crate) fn armed(&self, armed: usize) {
        self.armed.set(gauge(armed as u64));
    }

    pub(crate) fn audited(&self, audit: Audit, at: Timestamp) {
        self.audit_missing.set(gauge(audit.missing));
        self.audit_repaired.inc_by(audit.missing);
        self.audit_checked.set(gauge(audit.checked));
        self.audited_at.set(at.as_micros() / 1_000_000);
    }

    pub(crate) fn counted(&self, counts: DeadlineCounts) {
        self.open.set(gauge(counts.open));
        self.provisional.set(gauge(counts.provisional));
        self.suspended.set(gauge(counts.suspended));
        self.unwakeable.set(gauge(counts.unwakeable));
    }

    /// Duties that fired, and when that was recorded.
    pub(crate) fn fired(&self, due: &[Timestamp], recorded_at: Timestamp) {
        self.fired.inc_by(due.len() as u64);
        for due in due {
            self.lateness.0.observe(recorded_at.since(*due).as_secs_f64());
        }
    }

    pub(crate) fn wal(&self, bytes: u64) {
        self.wal_bytes.set(gauge(bytes));
    }

    /// Whether a data file was refused when it was last looked at.
    pub(crate) fn data_refused(&self, file: DataFile, refused: Option<&DataFileError>) {
        self.data_refused.get_or_create(&FileLabels { file: file.as_str() }).set(i64::from(refused.is_some()));
    }

    pub(crate) fn bus(&self, connected: bool) {
        self.bus_connected.set(i64::from(connected));
    }

    pub(crate) fn noted(&self, snapshot: &Snapshot) {
        for note in &snapshot.peers {
            let labels = PeerLabels { peer: note.agency.to_string() };
            self.undelivered.get_or_create(&labels).set(gauge(note.committed - note.delivered));
            self.received.get_or_create(&labels).set(gauge(note.received));
            self.parked.get_or_create(&labels).set(gauge(note.parked));
        }
        self.clock_suspect.set(i64::from(snapshot.clock_suspect));
    }
}

fn gauge(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
