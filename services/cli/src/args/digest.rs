//! Arguments about what the asking officer is told of.

use clap::{Args, Subcommand};

/// What can be done with the digest.
#[derive(Debug, Subcommand)]
pub enum Digest {
    /// 列出。Duties that reached a step of the ladder, soonest due first.
    List(List),
    /// 已阅。Confirms that the digest was read up to a position, as it was listed.
    Read(Read),
}

/// Which part of it.
#[derive(Debug, Args)]
pub struct List {
    /// Only what was not read.
    #[arg(long)]
    pub unread: bool,
    /// At most so many.
    #[arg(long, default_value_t = List::LIMIT)]
    pub limit: usize,
}

impl List {
    /// What is listed unless asked otherwise.
    pub const LIMIT: usize = 1000;
}

/// That it was read.
#[derive(Debug, Args)]
pub struct Read {
    /// As the list said.
    pub up_to: u64,
    /// What holds for every request.
    #[command(flatten)]
    pub ask: super::steps::Ask,
}
