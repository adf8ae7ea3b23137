//! The real clocks: the machine's, and one for examination whose wall time stands still until somebody moves it.

use duijie_core::{
    clock::{Clock, Reading},
    time::Timestamp,
};
use std::{
    sync::Mutex,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// The machine's clock.
#[derive(Debug)]
pub struct MachineClock {
    started: Instant,
}

impl MachineClock {
    /// Begins to count monotonic time.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the machine's clock is read")]
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the machine's clock is read")]
    fn read(&self) -> Reading {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let micros = i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX);
        Reading { wall: Timestamp::from_micros(micros), monotonic: self.started.elapsed() }
    }
}

/// A clock whose wall time is set from outside. Monotonic time runs as ever: pacing never uses the wall.
#[derive(Debug)]
pub struct SandboxClock {
    machine: MachineClock,
    wall: Mutex<Timestamp>,
}

/// An instant before the one the clock shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backward;

impl SandboxClock {
    /// Stands still at `wall`.
    #[must_use]
    pub fn at(wall: Timestamp) -> Self {
        Self { machine: MachineClock::start(), wall: Mutex::new(wall) }
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.read().wall
    }

    /// Moves the clock to `to`.
    ///
    /// # Errors
    /// If that is before what it shows: recorded time never goes back.
    pub fn set(&self, to: Timestamp) -> Result<Timestamp, Backward> {
        let mut wall = self.wall.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if to < *wall {
            return Err(Backward);
        }
        *wall = to;
        Ok(to)
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) -> Timestamp {
        let mut wall = self.wall.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *wall = wall.plus(by);
        *wall
    }
}

impl Clock for SandboxClock {
    fn read(&self) -> Reading {
        let wall = *self.wall.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Reading { wall, monotonic: self.machine.read().monotonic }
    }
}
