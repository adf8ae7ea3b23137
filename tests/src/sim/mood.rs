//! Which of the many things happens next. Every story draws its own weights, so that some are calm and some are nothing
//! but crashes.
#![allow(missing_docs)] // Happenings say what they are.

use super::chance::Chance;

/// What can happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    Command,
    Deliver,
    Round,
    Moment,
    LongTime,
    Brink,
    ClockJump,
    Confirm,
    Crash,
    FailedCommit,
    Partition,
    BusAway,
    Wipe,
    OldAgain,
    Flood,
    ForgetWakes,
    Restart,
    NewCalendar,
}

/// Weights: seldom and often. A story draws one of nothing, seldom and often for each.
const HAPPENINGS: [(Happening, u64, u64); 18] = [
    (Happening::Command, 25, 45),
    (Happening::Deliver, 60, 110),
    (Happening::Round, 15, 30),
    (Happening::Moment, 25, 50),
    (Happening::LongTime, 1, 4),
    (Happening::Brink, 2, 8),
    (Happening::ClockJump, 1, 4),
    (Happening::Confirm, 3, 6),
    (Happening::Crash, 1, 8),
    (Happening::FailedCommit, 1, 8),
    (Happening::Partition, 1, 4),
    (Happening::BusAway, 1, 3),
    (Happening::Wipe, 1, 3),
    (Happening::OldAgain, 2, 12),
    (Happening::Flood, 1, 1),
    (Happening::ForgetWakes, 1, 2),
    (Happening::Restart, 8, 20),
    (Happening::NewCalendar, 2, 6),
];

/// What this story's world is like.
pub struct Mood {
    pub(super) weights: Vec<(Happening, u64)>,
    pub(super) loss: u64,
    pub(super) doubling: u64,
    pub(super) corruption: u64,
    pub(super) disorder: u64,
}

impl Mood {
    pub(super) fn draw(chance: &mut Chance) -> Self {
        let mut weight = |(what, seldom, often): (Happening, u64, u64)| {
            let needed = matches!(
                what,
                Happening::Command
                    | Happening::Deliver
                    | Happening::Round
                    | Happening::Moment
                    | Happening::Restart
                    | Happening::Confirm
            );
            let weight = match chance.below(3) {
                0 if !needed => 0,
                2 => often,
                _ => seldom,
            };
            (what, weight)
        };
        let weights = HAPPENINGS.into_iter().map(&mut weight).collect();
        let mut level = |some: u64, much: u64| [0, some, much][chance.index(3)];
        Self { weights, loss: level(3, 20), doubling: level(3, 15), corruption: level(2, 10), disorder: level(10, 60) }
    }

    pub(super) fn next(&self, chance: &mut Chance) -> Happening {
        let total = self.weights.iter().map(|(_, weight)| weight).sum();
        let mut left = chance.below(total);
        for (what, weight) in &self.weights {
            if left < *weight {
                return *what;
            }
            left -= weight;
        }
        Happening::Round
    }
}
