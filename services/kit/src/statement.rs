//! A statement of account (对账单) as a desk reads and builds it. How it is written is in `codec::statement`.

use duijie_core::{agency::AgencyId, ids::Digest, time::Timestamp};

/// Random per start of a process.
pub type Boot = [u8; 16];

/// As of a recorded time, what was sent and what was received (exchange §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Who states.
    pub from: AgencyId,
    /// To whom.
    pub to: AgencyId,
    /// Counts the recoveries of the stating desk.
    pub generation: u32,
    /// Start of the stating process.
    pub boot: Boot,
    /// The addressee's boot as last seen.
    pub echo_boot: Option<Boot>,
    /// Recorded time of the commit it was built from.
    pub as_of: Timestamp,
    /// Number and link of the newest letter committed.
    pub sent: (u64, Digest),
    /// Number and link of the newest letter applied.
    pub received: (u64, Digest),
    /// Number at which the addressee's chain was seen to fork.
    pub forked_at: Option<u64>,
    /// Position and digest of the journal.
    pub journal_head: (u64, Digest),
    /// Which world.
    pub environment: Environment,
    /// Name and version of the software.
    pub software: String,
}

/// Which of the two worlds something belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Real matters.
    Production,
    /// Examination and training.
    Sandbox,
}
