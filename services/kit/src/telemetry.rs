//! Logs: one line of JSON per event on standard error, with the agency in every line. The types that hold personal data
//! have no `Display`, so none of it can get here.

use tracing_subscriber::EnvFilter;

/// Begins to log. `DUIJIE_LOG` chooses what, `info` without it. A second call in one process changes nothing.
pub fn begin() {
    let filter = EnvFilter::try_from_env("DUIJIE_LOG").unwrap_or_else(|_| EnvFilter::new("info,async_nats=warn"));
    let started = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    if started.is_err() {
        tracing::debug!("logging had begun already");
    }
}
