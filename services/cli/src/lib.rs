//! What the `duijie` command is made of. Agencies' own logic lives in the services, not here.

pub mod args;
pub mod call;
pub mod client;
pub mod demo;
pub mod exit;
pub mod fleet;
pub mod init;
pub mod journal;
pub mod show;
pub mod terms;

use args::{Args, Command, Output};
use clap::Parser;
use exit::Exit;
use std::process::ExitCode;

/// Reads the arguments, does what they ask, prints the answer or the error.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return exit::tell(&anyhow::Error::new(error).context("starting the runtime")),
    };
    match runtime.block_on(act(args)) {
        Ok(exit) => exit.into(),
        Err(error) => exit::tell(&error),
    }
}

async fn act(args: Args) -> anyhow::Result<Exit> {
    let Args { global, command } = args;
    let statistics = matches!(command, Command::Statistics(_));
    anyhow::ensure!(global.output != Output::Csv || statistics, "`--output csv` is of `duijie statistics` only");
    match command {
        Command::Query(query) => call::queries::act(&global, query).await,
        Command::Step(step) => call::steps::act(&global, step).await,
        Command::Sandbox { what } => call::sandbox::act(&global, what).await,
        Command::Init(init) => init::act(&init),
        Command::Accounts(accounts) => init::accounts::act(&accounts),
        Command::Journal { what } => journal::act(&what),
        Command::Terms { what } => terms::act(global.output, &what),
        Command::Digest { what } => call::digest::act(&global, what).await,
        Command::Document { what } => call::document::act(&global, what).await,
        Command::Dossier { what } => call::dossier::act(&global, what).await,
        Command::Route { referral } => call::routing::act(&global, referral).await,
        Command::Reload(reload) => call::calendars::reload(&global, reload).await,
        Command::Recount(recount) => call::calendars::recount(&global, recount).await,
        Command::Parked { what } => call::parked::act(&global, what).await,
        Command::Batch(batch) => call::batch::act(&global, batch).await,
        Command::Statistics(statistics) => call::statistics::act(&global, statistics).await,
        Command::Demo(demo) => demo::act(demo).await,
    }
}
