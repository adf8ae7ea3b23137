//! How rows are written as tokens: directions, sides, stages, states of deadlines and the set of parked referrals. Both
//! stores and the lines of derived rows use these; nothing else is converted here.

use super::rows::Direction;
use duijie_core::{
    ids::ReferralId,
    referral::{Side, Stage},
};

/// Everything from there on, in a set of parked referrals; not a character of an id.
const ALL_PARKED: &str = "*";
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

/// The set in its order, parted by blanks.
pub(super) fn parked(set: &[Option<ReferralId>]) -> String {
    let tokens: Vec<&str> = set.iter().map(|one| one.as_ref().map_or(ALL_PARKED, ReferralId::as_str)).collect();
    tokens.join(" ")
}

pub(super) fn parse_parked(text: &str) -> Option<Vec<Option<ReferralId>>> {
    text.split_ascii_whitespace()
        .map(|token| if token == ALL_PARKED { Some(None) } else { token.parse().ok().map(Some) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_reads_as_what_it_was_written_for() {
        assert!([Direction::In, Direction::Out].into_iter().all(|one| parse_direction(direction(one)) == Some(one)));
        assert!([Side::Sender, Side::Receiver].into_iter().all(|one| parse_side(side(one)) == Some(one)));
        assert!(Stage::ALL.into_iter().all(|one| parse_stage(one.as_str()) == Some(one)));
        assert!(DEADLINE_STATES.into_iter().all(|one| parse_deadline_state(one) == Some(one)));
    }

    #[test]
    fn a_set_of_parked_referrals_reads_as_it_was_written() {
        let set = vec![Some("R-2".parse().unwrap()), None, Some("R-1".parse().unwrap())];
        assert_eq!(parse_parked(&parked(&set)), Some(set));
        assert_eq!(parse_parked(&parked(&[])), Some(Vec::new()));
    }
}
