//! Arguments about the data files of a service.

use clap::Args;
use std::path::PathBuf;

/// Reading the files again.
#[derive(Debug, Args)]
pub struct Reload {
    /// A new UUIDv7 when absent.
    #[arg(long, value_name = "UUID")]
    pub request_id: Option<String>,
}

/// What a calendar would move.
#[derive(Debug, Args)]
pub struct Recount {
    /// The calendar, as deploy/calendar/cn.toml is written.
    #[arg(long, value_name = "FILE")]
    pub calendar: PathBuf,
    /// At most so many.
    #[arg(long, default_value_t = 1000)]
    pub limit: usize,
}
