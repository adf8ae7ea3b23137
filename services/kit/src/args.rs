//! Arguments of a service.

use clap::Parser;
use std::path::PathBuf;

/// One agency's service of Duijie 对接.
#[derive(Clone, Debug, Parser)]
#[command(version, about)]
pub struct Args {
    /// Configuration file (agency.toml).
    #[arg(long, value_name = "FILE", env = "DUIJIE_CONFIG")]
    pub config: PathBuf,
    /// Accept officers named in the metadata `x-duijie-officer`, from loopback only. For development and examination.
    #[arg(long)]
    pub dev: bool,
    /// Take the time from a clock that is set over gRPC. Letters of a sandbox are refused everywhere else.
    #[arg(long)]
    pub sandbox: bool,
    /// Where the sandbox clock begins (RFC 3339); the machine's time when absent. Never before what was recorded.
    #[arg(long, value_name = "INSTANT", requires = "sandbox", value_parser = instant)]
    pub sandbox_start: Option<jiff::Timestamp>,
}

fn instant(text: &str) -> Result<jiff::Timestamp, String> {
    text.parse().map_err(|_| format!("`{text}` is not an RFC 3339 instant such as 2026-03-02T09:00:00+08:00"))
}
