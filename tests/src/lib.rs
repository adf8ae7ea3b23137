//! What the tests of the whole project share. Nothing here is part of a service.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first thing that is not as it says.

pub mod sim;
