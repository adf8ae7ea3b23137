//! What tests of several crates share: sample agencies and words, two desks over the pure core, and a font. Never a dependency
//! of a service.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is not as it says")]

pub mod desk;
pub mod exclusions;
pub mod font;
pub mod own;
pub mod petitions;
pub mod sample;
pub mod steps;
pub mod two_desks;

pub use desk::Desk;
pub use two_desks::{Statement, TwoDesks};
