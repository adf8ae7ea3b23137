//! What the tests share: the town of real processes that the system tests play in.

#[expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking at the first thing that is not as it says"
)]
pub mod system;
