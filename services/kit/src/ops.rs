//! The ops port: health, readiness, metrics, version. Nothing about matters is told here.

use crate::{bus::Bus, driver::DeskHandle, metrics::Metrics};
use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    response::IntoResponse,
    routing::get,
};
use prometheus_client::{encoding::text::encode, registry::Registry};
use serde::Deserialize;
use std::{fmt::Write as _, sync::Arc};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// What the ops port tells about.
#[derive(Clone)]
pub struct Ops {
    /// The desk.
    pub desk: DeskHandle,
    /// The bus.
    pub bus: Bus,
    /// Every metric.
    pub registry: Arc<Registry>,
    /// The counters that are read when asked.
    pub metrics: Arc<Metrics>,
    /// Cancelled once the service stops.
    pub stop: CancellationToken,
}

#[derive(Deserialize)]
struct Verbosity {
    verbose: Option<String>,
}

/// Serves until the service stops.
///
/// # Errors
/// If the listener fails.
pub async fn serve(listener: TcpListener, ops: Ops) -> std::io::Result<()> {
    let stop = ops.stop.clone();
    let router = Router::new()
        .route("/livez", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/healthz", get(ready))
        .route("/metrics", get(metrics))
        .route("/version", get(|| async { concat!("duijie ", env!("CARGO_PKG_VERSION"), "\n") }))
        .with_state(ops);
    axum::serve(listener, router).with_graceful_shutdown(async move { stop.cancelled().await }).await
}

/// Ready means: commands are taken. The bus may be away, for letters wait; a suspect clock or a stopping service is not
/// ready.
async fn ready(State(ops): State<Ops>, Query(verbosity): Query<Verbosity>) -> impl IntoResponse {
    let snapshot = ops.desk.snapshot();
    let checks = [
        ("serving", !ops.stop.is_cancelled(), true),
        ("clock_believed", !snapshot.clock_suspect, true),
        ("bus_connected", ops.bus.is_connected(), false),
        ("no_fork", snapshot.peers.iter().all(|peer| peer.forked_at.is_none()), false),
        ("nothing_parked", snapshot.peers.iter().all(|peer| peer.parked == 0), false),
    ];
    let ready = checks.iter().all(|(_, holds, needed)| *holds || !needed);
    let mut text = String::new();
    if verbosity.verbose.is_some() {
        for (name, holds, needed) in checks {
            let mark = if holds { "+" } else { "-" };
            let need = if needed { "" } else { " (not needed to serve)" };
            // Writing to a string cannot fail.
            writeln!(text, "[{mark}] {name}{need}").unwrap_or_default();
        }
    }
    text.push_str(if ready { "ok\n" } else { "not ready\n" });
    (if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, text)
}

async fn metrics(State(ops): State<Ops>) -> impl IntoResponse {
    ops.metrics.bus(ops.bus.is_connected());
    let mut text = String::new();
    match encode(&mut text, &ops.registry) {
        Ok(()) => (StatusCode::OK, [("content-type", "application/openmetrics-text; version=1.0.0")], text),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, [("content-type", "text/plain")], String::new()),
    }
}
