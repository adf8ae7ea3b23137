//! Arguments about parked letters.

use clap::{Args, Subcommand};

/// What can be done with parked letters.
#[derive(Debug, Subcommand)]
pub enum Parked {
    /// 列出。Lists them by peer and number.
    List(List),
    /// 提议跳过。Proposes to skip one for good; takes effect when another operator confirms.
    Skip(Skip),
    /// 确认跳过。Confirms what another operator proposed.
    Confirm(Confirm),
}

/// Which parked letters.
#[derive(Debug, Args)]
pub struct List {
    /// Only letters of this agency.
    #[arg(long)]
    pub peer: Option<String>,
    /// At most so many.
    #[arg(long, default_value_t = List::LIMIT)]
    pub limit: usize,
}

impl List {
    /// What is listed unless asked otherwise.
    pub const LIMIT: usize = 1000;
}

/// A proposal to skip one.
#[derive(Debug, Args)]
pub struct Skip {
    /// Who wrote it.
    pub peer: String,
    /// Its number.
    pub number: u64,
    /// Why.
    #[arg(long)]
    pub reason: String,
    /// What holds for every request.
    #[command(flatten)]
    pub ask: super::steps::Ask,
}

/// The second operator's word.
#[derive(Debug, Args)]
pub struct Confirm {
    /// Who wrote it.
    pub peer: String,
    /// Its number.
    pub number: u64,
    /// The proposal that was looked at, as listed; refused if there is a newer one.
    #[arg(long, value_name = "POSITION")]
    pub proposal: Option<u64>,
    /// What holds for every request.
    #[command(flatten)]
    pub ask: super::steps::Ask,
}
