//! The desk's end of its queue: what came since the last batch, and a moment's more while much is coming.

use super::handle::Job;
use std::time::Duration;
use tokio::sync::mpsc;

/// Commands and messages that wait for the desk; more are refused with `RESOURCE_EXHAUSTED`.
const QUEUE_MAX: usize = 4_096;
/// How long a busy desk waits for more inputs before it decides. A commit costs its syncs, log frames and wake-ups whether it
/// holds one record or fifty. Processor time per closed loop of 192 clerks: 2.3 ms without, 2.0 ms with 5, 1.9 ms with 10.
const GATHER: Duration = Duration::from_millis(5);

pub(super) struct Queue {
    jobs: mpsc::Receiver<Job>,
    /// More than one came for the batch before.
    several: bool,
}

impl Queue {
    /// The two ends of a queue.
    pub(super) fn open() -> (mpsc::Sender<Job>, Self) {
        let (jobs_in, jobs) = mpsc::channel(QUEUE_MAX);
        (jobs_in, Self { jobs, several: false })
    }

    /// Up to `limit` jobs for the next batch, perhaps none after `wait`; `None` once every handle is dropped. Where several
    /// come more are on their way, and a moment later they are decided and committed together. What comes alone does not wait.
    pub(super) async fn next(&mut self, wait: Duration, limit: usize) -> Option<Vec<Job>> {
        let mut jobs = Vec::new();
        if tokio::time::timeout(wait, self.jobs.recv_many(&mut jobs, limit)).await == Ok(0) {
            return None;
        }
        if !jobs.is_empty() && jobs.len() < limit && (self.several || jobs.len() > 1) {
            tokio::time::sleep(GATHER).await;
            while jobs.len() < limit
                && let Ok(job) = self.jobs.try_recv()
            {
                jobs.push(job);
            }
        }
        self.several = jobs.len() > 1;
        Some(jobs)
    }
}
