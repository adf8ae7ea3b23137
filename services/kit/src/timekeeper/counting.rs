//! Counts the deadlines in the store for the metrics, aside from the desk: the audit compares what is in memory with what
//! wants to be woken, this shows that everything ahead wants to be woken at all.

use crate::{driver::DeskHandle, metrics::Metrics};
use std::{sync::Arc, time::Duration};

/// How often. A count reads three indexes: some tenths of a second for a million deadlines, on a thread of its own.
const COUNT_EVERY: Duration = Duration::from_secs(30);

/// Counts until the service stops.
pub(crate) async fn count_deadlines(desk: DeskHandle, metrics: Arc<Metrics>) {
    let mut every = tokio::time::interval(COUNT_EVERY);
    loop {
        every.tick().await;
        let (store, now) = (desk.store(), desk.snapshot().recorded_at);
        match tokio::task::spawn_blocking(move || store.deadline_counts(now)).await {
            Ok(Ok(counts)) => {
                if counts.unwakeable > 0 {
                    tracing::error!(
                        count = counts.unwakeable,
                        "deadlines ahead will never be woken; run `duijie journal verify`"
                    );
                }
                metrics.counted(counts);
            }
            Ok(Err(error)) => tracing::error!(error = &error as &dyn std::error::Error, "deadlines cannot be counted"),
            Err(error) => tracing::error!(%error, "counting deadlines panicked"),
        }
    }
}
