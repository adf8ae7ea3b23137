//! What a store keeps: plain rows and the questions asked about them. Enums are written as their stable tokens
//! (`Stage::as_str`, `Duty::as_str`), instants as microseconds.

use super::counted::CountedChange;
use crate::journal::Bytes;
use duijie_core::{
    agency::AgencyId,
    ids::{Digest, DisputeCode, MatterId, ReferralId, RequestId},
    letter::body::RemindStage,
    matter::DeadlineKey,
    referral::{Duty, Side, Stage},
    time::Timestamp,
};

/// One transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// New records, positions without gaps from the head on.
    pub records: Vec<StoredRecord>,
    /// New letters of either direction (insert).
    pub letters: Vec<LetterRow>,
    /// Changed matters (upsert).
    pub matters: Vec<MatterRow>,
    /// Changed referrals (upsert).
    pub referrals: Vec<ReferralRow>,
    /// Changed deadlines (upsert by key).
    pub deadlines: Vec<DeadlineRow>,
    /// New memos (insert).
    pub memos: Vec<MemoRow>,
    /// Changed peers (upsert).
    pub peers: Vec<PeerRow>,
    /// Letters parked, or parked ones of which something became (upsert by peer and number).
    pub parked: Vec<ParkedRow>,
    /// Rows that are known to change in this one way only; written before all others.
    pub fired: Vec<FiredRow>,
    /// Facts that are new, changed or do not hold any more, in order.
    pub counted: Vec<CountedChange>,
    /// What officers have read (insert; the first of an officer and position stands).
    pub reads: Vec<ReadRow>,
    /// Documents issued (insert).
    pub documents: Vec<DocumentRow>,
}

/// A document that was issued, by its place in its sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// The sequence; key with year and serial.
    pub class: String,
    /// Beijing year.
    pub year: i16,
    /// Its number in the sequence.
    pub serial: u32,
    /// Its matter.
    pub matter: MatterId,
    /// The record that issued it.
    pub position: u64,
    /// Of its content.
    pub digest: Digest,
}

/// An officer has read what was told up to a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// Who; key with the position.
    pub officer: String,
    /// Up to which position.
    pub up_to: u64,
    /// When.
    pub read_at: Timestamp,
}

/// A duty of ours took a step of the ladder: its deadline says so and when it next wants to be woken, and the newest record of
/// its referral, if it is of one, and of its matter is the one that says so. All these rows are there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiredRow {
    /// Which deadline.
    pub key: DeadlineKey,
    /// Its matter.
    pub matter: MatterId,
    /// The record that says so.
    pub position: u64,
    /// The step.
    pub stage: RemindStage,
    /// When it next wants to be woken.
    pub wake_at: Option<Timestamp>,
}

/// A record as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Place in the journal.
    pub position: u64,
    /// Recorded time.
    pub recorded_at: Timestamp,
    /// The matter it is about.
    pub matter: Option<MatterId>,
    /// The encoded record.
    pub bytes: Bytes,
    /// H("duijie/1/record" ‖ digest before ‖ bytes).
    pub digest: Digest,
}

/// Which way a letter went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Ours to the peer.
    Out,
    /// The peer's to us.
    In,
}

/// Where the bytes of a letter are: in the record at `position`, entry `entry`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    /// The other end of the chain.
    pub peer: AgencyId,
    /// Which of the two chains.
    pub direction: Direction,
    /// Number in the chain.
    pub number: u64,
    /// content(n).
    pub content: Digest,
    /// link(n).
    pub link: Digest,
    /// Record that holds it.
    pub position: u64,
    /// Index among that record's entries.
    pub entry: u32,
}

/// A matter as lists need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterRow {
    /// Key.
    pub id: MatterId,
    /// 一案一码
    pub dispute: DisputeCode,
    /// Whether it is closed.
    pub closed: bool,
    /// When it was opened here.
    pub registered_at: Timestamp,
    /// Position of its newest record.
    pub position: u64,
    /// Words that a search finds it by (title, category, summary, own number, names); never logged.
    pub text: String,
}

impl MatterRow {
    /// Whether it bears this code or bore it: each code is a line of its words.
    #[must_use]
    pub fn is_of(&self, dispute: &DisputeCode) -> bool {
        self.dispute == *dispute || self.text.lines().any(|line| line == dispute.as_str())
    }
}

/// A referral as lists need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralRow {
    /// Key.
    pub id: ReferralId,
    /// Its matter.
    pub matter: MatterId,
    /// 一案一码
    pub dispute: DisputeCode,
    /// Which end we are.
    pub side: Side,
    /// The other end.
    pub peer: AgencyId,
    /// 对接类别
    pub kind: String,
    /// Where it stands.
    pub stage: Stage,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Soonest due instant of its running deadlines; none while nothing runs.
    pub due: Option<Timestamp>,
    /// Position of the newest record that changed it.
    pub position: u64,
    /// Whether it waits for the proof of a peer's silence: an authority deadline of the peer runs, and nothing is on the
    /// table. Its instant.
    pub silent_from: Option<Timestamp>,
}

/// A deadline as lists and the timekeeper need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineRow {
    /// Key; in a table its two parts.
    pub key: DeadlineKey,
    /// Its matter.
    pub matter: MatterId,
    /// `open`, `suspended`, `met` or `cancelled`.
    pub state: &'static str,
    /// Whether this agency owes it.
    pub owed_by_us: bool,
    /// The due instant (exclusive).
    pub due: Timestamp,
    /// When it next wants to be woken; none when it does not.
    pub wake_at: Option<Timestamp>,
    /// Whether it depends on a year without notice.
    pub provisional: bool,
    /// The officer who is told of it, if one handles it.
    pub officer: Option<String>,
    /// The newest step of the ladder that this desk took, and the record that says so.
    pub step: Option<(RemindStage, u64)>,
}

/// What a request id was used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoRow {
    /// Key.
    pub request: RequestId,
    /// Digest of the request without who asked.
    pub digest: Digest,
    /// The record that answers it.
    pub position: u64,
}

/// A peer as the letters and statements say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerRow {
    /// Key.
    pub agency: AgencyId,
    /// Number and link of our newest letter to it.
    pub sent: (u64, Digest),
    /// Number and link of its newest letter applied or parked here.
    pub received: (u64, Digest),
    /// `decided_at` of that letter.
    pub received_decided_at: Timestamp,
    /// How many of our letters its newest statement shows received.
    pub delivered: u64,
    /// Its newest statement (encoded `SealedStatement`).
    pub statement: Option<Bytes>,
    /// Number at which its chain forked.
    pub forked_at: Option<u64>,
    /// It proved that this desk lost memory; the desk must not open.
    pub lost: bool,
}

/// A letter that was parked, and what became of it. Its bytes are where its letters row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedRow {
    /// Who wrote it; key with the number.
    pub peer: AgencyId,
    /// Its number.
    pub number: u64,
    /// The referral that waits for it; none means: everything from there on.
    pub referral: Option<ReferralId>,
    /// What became of it.
    pub state: ParkedState,
    /// The record that proposes to skip it, if one does.
    pub proposal: Option<u64>,
}

/// What became of a parked letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParkedState {
    /// It waits to be understood.
    Waiting,
    /// It was understood and applied.
    Applied,
    /// Two officers skipped it.
    Skipped,
}

/// Which matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatterFilter {
    /// Only closed (true) or only open (false) ones.
    pub closed: Option<bool>,
    /// Of this dispute.
    pub dispute: Option<DisputeCode>,
    /// With all of these words.
    pub text: Option<String>,
    /// With a referral that this filter finds.
    pub referral: Option<ReferralFilter>,
    /// With a running deadline, its own or of a referral, due before this instant.
    pub due_before: Option<Timestamp>,
}

/// Which referrals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferralFilter {
    /// In one of these stages; empty for any.
    pub stages: Vec<Stage>,
    /// Of this kind.
    pub kind: Option<String>,
    /// To or from this agency.
    pub peer: Option<AgencyId>,
    /// On this side.
    pub side: Option<Side>,
    /// Of this dispute.
    pub dispute: Option<DisputeCode>,
    /// Overdue at this instant (true) or not (false).
    pub overdue: Option<(bool, Timestamp)>,
    /// With a running deadline due before this instant.
    pub due_before: Option<Timestamp>,
    /// Whose matter has all of these words.
    pub text: Option<String>,
}

/// Which deadlines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeadlineFilter {
    /// In one of these states; empty for any.
    pub states: Vec<&'static str>,
    /// Owed by us (true) or by a peer (false).
    pub owed_by_us: Option<bool>,
    /// Open and past this instant (true), or not (false).
    pub overdue: Option<(bool, Timestamp)>,
    /// Due before this instant.
    pub due_before: Option<Timestamp>,
    /// Of this referral.
    pub referral: Option<ReferralId>,
    /// Of one of these duties; empty for any.
    pub duties: Vec<Duty>,
    /// Running or standing still, and with a step of the ladder that this officer is told of.
    pub told: Option<Told>,
}

/// What an officer is told of: steps of what that officer handles, and of what nobody handles yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whom.
    pub officer: String,
    /// Only steps recorded after this position.
    pub after: u64,
}

/// Deadlines at one moment, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeadlineCounts {
    /// Running.
    pub open: u64,
    /// Running, and their due instant is still to come.
    pub ahead: u64,
    /// With an instant at which they want to be woken.
    pub waking: u64,
    /// Ahead, and nothing will ever wake them: there must be none.
    pub unwakeable: u64,
    /// Running, and dependent on a year without notice.
    pub provisional: u64,
    /// 停表
    pub suspended: u64,
}

/// By what a list is ordered; ties are broken by the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// When it began here (`registered_at`, `sent_at`).
    Began,
    /// Soonest due first; what has no due instant comes last.
    Due,
    /// Position of the newest record.
    Position,
}

/// Which way a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Smallest first.
    Up,
    /// Greatest first.
    Down,
}

/// Which page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// By what.
    pub order: OrderBy,
    /// Which way.
    pub run: Run,
    /// How many rows, at least 1.
    pub limit: usize,
    /// The last row of the page before: its order value and its key.
    pub after: Option<Cursor>,
}

impl PageRequest {
    /// The first rows by when they began, or of deadlines, by their due instants.
    #[must_use]
    pub const fn first(limit: usize) -> Self {
        Self { order: OrderBy::Began, run: Run::Up, limit, after: None }
    }
}

/// Where a page ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Order value of the last row: microseconds or position; `i64::MAX` for no due instant.
    pub value: i64,
    /// Key of the last row (for deadlines `<referral>/<duty>` or `<own deadline>/own`).
    pub key: String,
}

/// One page of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where it ended, if there is more.
    pub next: Option<Cursor>,
}
