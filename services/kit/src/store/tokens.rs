//! How rows are written as tokens: directions, sides, stages, states of deadlines and of parked letters. Both
//! stores and the lines of derived rows use these; nothing else is converted here.

use super::rows::{Direction, ParkedState};
use duijie_core::referral::{Side, Stage};

/// The states of a deadline, as [`super::rows::DeadlineRow::state`] says.
const DEADLINE_STATES: [&str; 4] = ["open", "suspended", "met", "cancelled"];
/// The state in which a deadline runs.
pub(super) const OPEN: &str = "open";

pub(super) const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Out => "out",
        Direction::In => "in",
    }
}

pub(super) const fn side(side: Side) -> &'static str {
    match side {
        Side::Sender => "sender",
        Side::Receiver => "receiver",
    }
}

pub(super) fn parse_direction(token: &str) -> Option<Direction> {
    [Direction::Out, Direction::In].into_iter().find(|known| direction(*known) == token)
}

pub(super) fn parse_side(token: &str) -> Option<Side> {
    [Side::Sender, Side::Receiver].into_iter().find(|known| side(*known) == token)
}

pub(super) fn parse_stage(token: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|known| known.as_str() == token)
}

pub(super) fn parse_deadline_state(token: &str) -> Option<&'static str> {
    DEADLINE_STATES.into_iter().find(|known| *known == token)
}

pub(super) const fn parked_state(state: ParkedState) -> &'static str {
    match state {
        ParkedState::Waiting => "waiting",
        ParkedState::Applied => "applied",
        ParkedState::Skipped => "skipped",
    }
}

pub(super) fn parse_parked_state(token: &str) -> Option<ParkedState> {
    PARKED_STATES.into_iter().find(|known| parked_state(*known) == token)
}

const PARKED_STATES: [ParkedState; 3] = [ParkedState::Waiting, ParkedState::Applied, ParkedState::Skipped];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_reads_as_what_it_was_written_for() {
        assert!([Direction::In, Direction::Out].into_iter().all(|one| parse_direction(direction(one)) == Some(one)));
        assert!([Side::Sender, Side::Receiver].into_iter().all(|one| parse_side(side(one)) == Some(one)));
        assert!(Stage::ALL.into_iter().all(|one| parse_stage(one.as_str()) == Some(one)));
        assert!(DEADLINE_STATES.into_iter().all(|one| parse_deadline_state(one) == Some(one)));
        assert!(PARKED_STATES.into_iter().all(|one| parse_parked_state(parked_state(one)) == Some(one)));
    }
}
