//! The journal (流水): records of what a desk decided, in order. A record is one decision with its entries, when, and
//! why. Everything else in the store can be rebuilt from it. How records are written is in `codec::record`.

use duijie_core::{
    agency::AgencyId,
    event::Event,
    ids::{Digest, MatterId, ReferralId, RequestId},
    letter::Letter,
    refusal::Refusal,
    text::Text,
    time::Timestamp,
};
use std::sync::Arc;

/// Bytes that are kept exactly as they were made or received.
pub type Bytes = Arc<[u8]>;

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// 1, 2, 3 … without gaps.
    pub position: u64,
    /// Recorded time of the batch; never decreases.
    pub recorded_at: Timestamp,
    /// The matter it is about, if it is about one.
    pub matter: Option<MatterId>,
    /// Why it was decided.
    pub cause: Cause,
    /// What happened, in order.
    pub entries: Vec<Entry>,
}

/// Why something was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// An officer asked.
    Command(CommandCause),
    /// A letter or statement of a peer.
    Peer(AgencyId),
    /// A deadline, or the desk's own pacing.
    Desk,
}

/// Who asked for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandCause {
    /// Makes the command idempotent.
    pub request: RequestId,
    /// Digest of the request without who asked.
    pub digest: Digest,
    /// The officer.
    pub officer: Text,
    /// The officer's role token.
    pub role: String,
    /// Full name of the rpc.
    pub method: String,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A letter of ours, with its exact bytes.
    Sent {
        /// As read.
        letter: Arc<Letter>,
        /// The encoded `Letter`.
        bytes: Bytes,
    },
    /// A letter of a peer that was applied, with the exact bytes of letter and seal.
    Received {
        /// As read.
        letter: Arc<Letter>,
        /// The encoded `SealedLetter`.
        sealed: Bytes,
        /// Set if the letter is backdated: `letter.decided_at` is then this instant.
        treated_at: Option<Timestamp>,
    },
    /// A letter that was parked, is understood now, and is applied.
    Unparked {
        /// As read.
        letter: Arc<Letter>,
        /// The encoded `SealedLetter`.
        sealed: Bytes,
        /// Set if the letter is backdated: `letter.decided_at` is then this instant.
        treated_at: Option<Timestamp>,
    },
    /// An officer proposes to skip a parked letter; the cause says who.
    SkipProposed {
        /// Which letter.
        letter: ParkedId,
        /// Why.
        reason: Text,
    },
    /// A second officer confirmed, whom the cause names: the letter stands in the way no more.
    Skipped {
        /// Which letter.
        letter: ParkedId,
        /// What was confirmed.
        proposal: SkipProposal,
    },
    /// Any other event of the matter (never `Event::Sent`, `Event::Received` or `Event::Refused`).
    Happened(Event),
    /// A command was refused by rule.
    Refused(Refusal),
    /// The statement that proved an absence.
    AbsenceProven {
        /// For the lapse of which referral.
        referral: ReferralId,
        /// The encoded `SealedStatement`.
        statement: Bytes,
    },
    /// A letter that is authentic and next but has no effect until it is understood.
    Parked(Parked),
    /// The newest statement of a peer, once per tick.
    PeerHeard {
        /// Which peer.
        peer: AgencyId,
        /// The encoded `SealedStatement`.
        statement: Bytes,
    },
    /// A peer's chain forked.
    Forked {
        /// Which peer.
        peer: AgencyId,
        /// At which number.
        number: u64,
        /// What we hold there.
        our_link: Digest,
        /// What they show.
        their_link: Digest,
        /// The sealed message that shows it.
        evidence: Bytes,
    },
    /// An operator ended the fork of a peer's chain; the cause says who.
    ForkEnded {
        /// Which peer.
        peer: AgencyId,
        /// Where it was seen.
        number: u64,
        /// Why.
        reason: Text,
    },
    /// A peer knows more of our letters than we do.
    MemoryLost {
        /// Which peer.
        peer: AgencyId,
        /// What it shows.
        why: String,
        /// The sealed message that shows it.
        evidence: Bytes,
    },
    /// Something of no effect that is kept as evidence.
    Damaged {
        /// From whom it claims to be.
        peer: AgencyId,
        /// Why it has no effect.
        code: String,
        /// What it was, cut to a bounded size.
        evidence: Bytes,
    },
    /// An officer confirmed the clock.
    ClockConfirmed {
        /// What the wall clock said.
        wall: Timestamp,
    },
    /// Another calendar is in force from here on.
    CalendarLoaded(CalendarId),
    /// Every running deadline of ours has been counted again with the calendar in force.
    CalendarApplied {
        /// The calendar.
        calendar: CalendarId,
        /// Deadlines that were counted again, since the newest start of the process.
        examined: u64,
        /// Letters about those that moved or became certain.
        moved: u64,
    },
    /// An officer has read what the desk told it up to this position; the cause says who.
    DigestRead {
        /// Position of the newest step shown, or a later one.
        up_to: u64,
    },
    /// Nothing but the time.
    Tick,
}

/// Names a calendar: an edited file is another one, whether or not its version was raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarId {
    /// As due dates name it.
    pub version: String,
    /// SHA-256 of its file.
    pub digest: Digest,
}

/// A letter that has no effect until it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Its place in the chain, from the envelope.
    pub from: AgencyId,
    /// Its number.
    pub number: u64,
    /// Digest of its bytes.
    pub content: Digest,
    /// Link of the chain at it.
    pub previous_link: Digest,
    /// The referral it is about, as far as the envelope says.
    pub referral: Option<ReferralId>,
    /// When its sender decided it.
    pub decided_at: Timestamp,
    /// The encoded `SealedLetter`.
    pub sealed: Bytes,
    /// Set if it is backdated: it counts as decided at this instant.
    pub treated_at: Option<Timestamp>,
    /// Why it is parked.
    pub why: String,
}

/// Names a parked letter, with its digest and what it stands in the way of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedId {
    /// Who wrote it.
    pub peer: AgencyId,
    /// Its number.
    pub number: u64,
    /// Digest of its bytes.
    pub content: Digest,
    /// The referral it is about, as far as its envelope says.
    pub referral: Option<ReferralId>,
}

/// A proposal to skip a parked letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkipProposal {
    /// The record that proposes it.
    pub position: u64,
    /// The first officer.
    pub officer: Text,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Text,
}

impl Entry {
    /// The event of the matter that this entry is, if it is one.
    #[must_use]
    pub fn event(&self) -> Option<Event> {
        match self {
            Self::Sent { letter, .. } => Some(Event::Sent(Box::new((**letter).clone()))),
            Self::Received { letter, .. } | Self::Unparked { letter, .. } => {
                Some(Event::Received(Box::new((**letter).clone())))
            }
            Self::Happened(event) => Some(event.clone()),
            Self::Refused(_) => Some(Event::Refused),
            Self::AbsenceProven { .. }
            | Self::Parked(_)
            | Self::SkipProposed { .. }
            | Self::Skipped { .. }
            | Self::PeerHeard { .. }
            | Self::Forked { .. }
            | Self::ForkEnded { .. }
            | Self::MemoryLost { .. }
            | Self::Damaged { .. }
            | Self::ClockConfirmed { .. }
            | Self::DigestRead { .. }
            | Self::CalendarLoaded(_)
            | Self::CalendarApplied { .. }
            | Self::Tick => None,
        }
    }
}
