//! How a service lives and ends: named tasks, one stop token, exit codes. Nothing is spawned elsewhere.

use crate::desk::OpeningRefusal;
use std::{process::ExitCode, time::Duration};
use tokio_util::sync::CancellationToken;

/// After the first signal what is in hand is finished within this time.
pub const DRAIN: Duration = Duration::from_secs(10);

/// How a service ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    /// In order.
    Done,
    /// Arguments are wrong (64).
    Usage(String),
    /// Something needed is not there (69).
    Unavailable(String),
    /// The store failed (74).
    StoreFailed(String),
    /// The desk must not open without recovery (75).
    RecoveryNeeded(String),
    /// The configuration is wrong (78).
    Configuration(String),
}

impl From<OpeningRefusal> for Exit {
    fn from(refusal: OpeningRefusal) -> Self {
        match refusal {
            OpeningRefusal::Store(error) => Self::StoreFailed(chain(&error)),
            OpeningRefusal::MemoryLost(why) => Self::RecoveryNeeded(why),
        }
    }
}

impl Exit {
    /// The code of sysexits.h.
    #[must_use]
    pub const fn code(&self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Usage(_) => 64,
            Self::Unavailable(_) => 69,
            Self::StoreFailed(_) => 74,
            Self::RecoveryNeeded(_) => 75,
            Self::Configuration(_) => 78,
        }
    }

    /// What a person reads, if anything.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Done => None,
            Self::Usage(why)
            | Self::Unavailable(why)
            | Self::StoreFailed(why)
            | Self::RecoveryNeeded(why)
            | Self::Configuration(why) => Some(why),
        }
    }

    /// The process ends with this; what a person should read goes to standard error.
    #[must_use]
    #[expect(clippy::print_stderr, reason = "the last words of the process, for whoever started it")]
    pub fn into_code(self) -> ExitCode {
        if let Some(words) = self.words() {
            eprintln!("duijie: {words}");
        }
        ExitCode::from(self.code())
    }
}

/// An error and everything that caused it, in one line.
#[must_use]
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        source = cause.source();
    }
    words
}

/// Spawns a named task that ends by itself when `stop` is cancelled.
pub fn spawn(
    name: &'static str,
    stop: &CancellationToken,
    task: impl Future<Output = ()> + Send + 'static,
) -> tokio::task::JoinHandle<()> {
    let stop = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = task => {
                if !stop.is_cancelled() {
                    tracing::error!(name, "a task ended although the service goes on");
                }
            }
        }
    })
}

/// Cancels `stop` at the first SIGTERM or SIGINT and ends the process at the second.
pub async fn signals(stop: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        tracing::error!("signals cannot be heard");
        return;
    };
    tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
    tracing::info!("stopping; a second signal ends at once");
    stop.cancel();
    tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
    std::process::exit(130);
}
