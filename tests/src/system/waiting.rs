//! Waiting for something that must come true: looked at again and again until a deadline, never slept for.

use std::time::Duration;

/// How long something that must happen may take before the test fails: two slow cores shared with other tests.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Looks until there is something, at most for [`PATIENCE`].
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut look: impl FnMut() -> F) -> T {
    until_ok(what, || {
        let looking = look();
        async { looking.await.ok_or_else(String::new) }
    })
    .await
}

/// Looks until it is as it should be, at most for [`PATIENCE`]; else tells what was last wrong.
pub async fn until_ok<T, F: Future<Output = Result<T, String>>>(what: &str, mut look: impl FnMut() -> F) -> T {
    let mut every = tokio::time::interval(LOOK_EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut wrong = String::new();
    let looking = async {
        loop {
            every.tick().await;
            match look().await {
                Ok(found) => return found,
                Err(why) => wrong = why,
            }
        }
    };
    match tokio::time::timeout(PATIENCE, looking).await {
        Ok(found) => found,
        Err(_) => panic!("{PATIENCE:?} went by without: {what} {wrong}"),
    }
}
