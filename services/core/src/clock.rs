//! The clock seam: two readings at once. Only the real and the simulated clock implement it; nothing in core calls it.

use crate::time::Timestamp;
use std::time::Duration;

/// What a clock says at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The time of day as this machine believes it. It may jump.
    pub wall: Timestamp,
    /// Time since an arbitrary start. It never jumps and is never the sandbox clock; pacing uses it.
    pub monotonic: Duration,
}

/// A source of time.
pub trait Clock: Send + Sync {
    /// Reads both faces of the clock at once.
    fn read(&self) -> Reading;
}
