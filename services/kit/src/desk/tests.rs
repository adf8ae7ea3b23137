//! One desk of this crate on a store in memory, with a peer whose letters and statements are written by hand.

mod calendars;
pub(crate) mod documents;
mod forking;
mod holding;
mod keeping;
mod pacing;
mod parked;
pub mod pen;
pub mod room;
mod skipping;
