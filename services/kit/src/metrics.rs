//! What the ops port tells in numbers. No name of a person or dispute is ever a label.

use crate::{driver::Snapshot, timekeeper::Audit};
use duijie_core::agency::AgencyId;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
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
    armed: Gauge,
    wal_bytes: Gauge,
    undelivered: Family<PeerLabels, Gauge>,
    received: Family<PeerLabels, Gauge>,
    parked: Family<PeerLabels, Gauge>,
    clock_suspect: Gauge,
    bus_connected: Gauge,
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
        registry.register("deadlines_armed", "Wake-ups in memory", self.armed.clone());
        registry.register("wal_bytes", "Length of the write-ahead log", self.wal_bytes.clone());
        registry.register("letters_undelivered", "Letters a peer is not known to have", self.undelivered.clone());
        registry.register("letters_received", "Letters of a peer applied or parked", self.received.clone());
        registry.register("letters_parked", "Letters of a peer that wait to be understood", self.parked.clone());
        registry.register("clock_suspect", "1 while the clock is not believed", self.clock_suspect.clone());
        registry.register("bus_connected", "1 while the bus is reachable", self.bus_connected.clone());
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

    pub(crate) fn audited(&self, audit: Audit, armed: usize) {
        self.audit_missing.set(gauge(audit.missing));
        self.audit_repaired.inc_by(audit.missing);
        self.audit_checked.set(gauge(audit.checked));
        self.armed.set(gauge(armed as u64));
    }

    pub(crate) fn wal(&self, bytes: u64) {
        self.wal_bytes.set(gauge(bytes));
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
