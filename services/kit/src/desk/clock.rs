//! Recorded time: never less than the last recorded, and not believed after a jump (exchange §5, clock-suspect).

use super::{Batch, Desk, TimeSource};
use crate::journal::{Cause, Entry};
use duijie_core::{clock::Reading, time::Timestamp};
use std::time::Duration;

/// A jump forward of more than this makes the clock suspect: longer than any honest correction, shorter than a working
/// day, so that no term can pass unseen.
pub const MAX_CLOCK_JUMP: Duration = Duration::from_secs(2 * 3600);

/// Whether the wall clock is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// It is.
    Believed,
    /// It jumped forward: queries only, until it returns or an officer confirms it.
    Suspect,
}

pub(super) struct DeskClock {
    recorded: Timestamp,
    /// The reading that was last believed; none before the first.
    believed: Option<Reading>,
    state: ClockState,
    witnessed: bool,
}

impl DeskClock {
    pub(super) const fn new(recorded: Timestamp) -> Self {
        Self { recorded, believed: None, state: ClockState::Believed, witnessed: false }
    }

    pub(super) const fn last_recorded(&self) -> Timestamp {
        self.recorded
    }

    pub(super) const fn state(&self) -> ClockState {
        self.state
    }

    /// Looks at a reading and decides whether to believe it. At start there is nothing to compare it with but the peers
    /// (see [`Self::witness`]): an agency may well have been shut for a holiday.
    pub(super) fn observe(&mut self, reading: Reading, source: TimeSource) {
        if source == TimeSource::Sandbox {
            return;
        }
        let jumped = self.believed.is_some_and(|last| {
            let expected = last.wall.plus(reading.monotonic.saturating_sub(last.monotonic));
            reading.wall > expected.plus(MAX_CLOCK_JUMP)
        });
        self.state = if jumped { ClockState::Suspect } else { ClockState::Believed };
        if !jumped {
            self.believed = Some(reading);
        }
    }

    /// Whether a peer's word about the time would count.
    pub(super) fn wants_witness(&self) -> bool {
        !self.witnessed || self.state == ClockState::Suspect
    }

    /// An officer says that this reading is right, or a peer shows it. No first witness counts against it any more.
    pub(super) fn confirm(&mut self, reading: Reading) {
        self.believed = Some(reading);
        self.state = ClockState::Believed;
        self.witnessed = true;
    }

    /// A peer that answers us now tells its time. After a start there is no other witness: if we are far ahead of it, we
    /// are suspect until it catches up, the clock returns or an officer confirms. Only the first witness counts against
    /// us, for a later statement may merely be late.
    pub(super) fn witness(&mut self, as_of: Timestamp, reading: Reading, source: TimeSource) {
        let ahead = source == TimeSource::Machine && reading.wall > as_of.plus(MAX_CLOCK_JUMP);
        if ahead && !self.witnessed {
            self.believed = Some(Reading { wall: as_of, monotonic: reading.monotonic });
            self.state = ClockState::Suspect;
        } else if !ahead && self.state == ClockState::Suspect {
            self.confirm(reading);
        }
        self.witnessed = true;
    }

    /// The time of a batch that begins with this reading.
    pub(super) fn recorded(&mut self, reading: Reading) -> Timestamp {
        self.recorded.max(reading.wall)
    }

    /// A commit at this time is on its way.
    pub(super) fn advance(&mut self, to: Timestamp) {
        self.recorded = self.recorded.max(to);
    }
}

impl Desk {
    pub(super) fn confirm_clock(&mut self, batch: &mut Batch, ticket: super::Ticket, wall: Timestamp) {
        self.write(batch, None, Cause::Desk, vec![Entry::ClockConfirmed { wall }]);
        batch.effects.answers.push((ticket, super::Answer::ClockConfirmed(wall)));
    }
}
