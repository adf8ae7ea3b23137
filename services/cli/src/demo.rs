//! `duijie demo`: the bus and the agencies as real processes play the cases, and both sides of every referral are compared.

pub mod board;
pub mod cases;
mod perform;
pub mod report;
pub mod script;
mod stage;
pub mod summary;

use std::fs::{self, File};
use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, bail};
use tokio::signal::unix::{SignalKind, signal};

use crate::args::Demo;
use crate::exit::Exit;
use crate::fleet::agencies::{Fleet, FleetOptions};
use crate::fleet::binaries::Binaries;
use crate::fleet::nats_server;
use crate::show;
use board::Board;
use cases::Chosen;
use report::CaseTold;
use script::Case;
use stage::Stage;
use summary::Summary;

/// Where the sandbox clocks begin: a Monday morning. The cases' dates follow from it.
const START: &str = "2026-03-02T09:00:00+08:00";

/// An invented county in a province that does not exist; GB/T 2260 assigns nothing under 99.
const DIVISION: &str = "990121";

/// Plays everything and says how it went.
///
/// # Errors
/// When something cannot be started, or a case does not go as its script says.
#[expect(clippy::disallowed_methods, reason = "the demo tells how long it really took; nothing is decided by it")]
pub async fn act(demo: Demo) -> anyhow::Result<Exit> {
    let began = Instant::now();
    let dir = demo.dir.clone().unwrap_or_else(|| nats_server::target_dir().join("demo"));
    let _alone = alone(&dir)?;
    clean(&dir)?;
    let mut interrupted = std::pin::pin!(interrupted());
    let played = tokio::select! {
        played = play(&demo, &dir, began) => played,
        stopped = &mut interrupted => return stopped.map(|()| Exit::Interrupted),
    };
    let (fleet, summary) = played?;
    let outcome = if summary.agrees { Exit::Done } else { Exit::Refused };
    if !demo.once {
        stay(&fleet, demo.json)?;
        interrupted.await?;
    }
    fleet.stop().await?;
    // What went wrong is worth looking at.
    if !demo.keep && outcome == Exit::Done {
        clean(&dir)?;
    }
    if demo.json {
        show::print_text(&summary.json)?;
    }
    Ok(outcome)
}

/// Starts everything and plays all cases. Stopped half-way it drops the fleet, which kills every process.
async fn play(demo: &Demo, dir: &Path, began: Instant) -> anyhow::Result<(Fleet, Ended)> {
    let live = !demo.json && demo.case.is_none() && std::io::stdout().is_terminal();
    let mut board = if demo.json { Board::on_stderr() } else { Board::on_stdout(live) };
    board.note("获取 nats-server，编译各服务… getting the bus server, building the services")?;
    let (server, binaries) = tokio::task::spawn_blocking(|| anyhow::Ok((nats_server::obtain()?, Binaries::obtain()?)))
        .await
        .context("getting the programs")??;
    board.note("启动总线和各单位… starting the bus and the agencies")?;
    let chosen = cases::of(demo.case);
    let fleet = Fleet::start(dir, &server, &binaries, options(dir, demo, &chosen)?).await?;
    let mut stage = Stage::open(&fleet, DIVISION, chosen).await?;
    stage.play(&mut board).await?;
    let mut summary = summary::of(&stage).await?;
    summary.totals.seconds = (began.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    board.end(&summary.table(), &report::ended(&summary, &stage.plays))?;
    let json = json(demo.case, &stage, &summary)?;
    Ok((fleet, Ended { agrees: summary.agrees(), json }))
}

/// How it ended, and what `--json` prints of it.
struct Ended {
    agrees: bool,
    json: String,
}

/// The agencies that the cases need, with clocks that begin when the first of them does.
fn options(dir: &Path, demo: &Demo, cases: &[&'static Case]) -> anyhow::Result<FleetOptions> {
    let (division, terms) = (DIVISION.to_owned(), demo.terms.clone());
    let options = FleetOptions { division, terms, ..FleetOptions::default() };
    if demo.case.is_none() {
        return Ok(FleetOptions { sandbox: Some(START.to_owned()), ..options });
    }
    let begins = cases.iter().map(|case| case.begins()).min().unwrap_or(START);
    let kinds: String = cases.iter().map(|case| case.kinds).collect();
    let file = dir.with_extension("kinds.toml");
    fs::write(&file, kinds).with_context(|| format!("writing `{}`", file.display()))?;
    Ok(FleetOptions {
        seats: cases::seats(cases),
        sandbox: Some(format!("{begins}:00+08:00")),
        kinds: Some(file),
        ..options
    })
}

/// The counts of the plain demo; of one case what it told, and of several all of them.
fn json(asked: Option<Chosen>, stage: &Stage, summary: &Summary) -> anyhow::Result<String> {
    let told: Vec<_> = stage.plays.iter().map(CaseTold::of).collect();
    let mut json = match asked {
        None => return serde_json::to_string(&summary.totals).context("writing the summary"),
        Some(Chosen::One(_)) => serde_json::to_value(told.first()).context("writing the case")?,
        Some(Chosen::All) => serde_json::json!({ "cases": told }),
    };
    json["mismatches"] = serde_json::json!(summary.wrong + summary.totals.mismatches);
    json["undelivered"] = serde_json::json!(summary.totals.undelivered);
    json["seconds"] = serde_json::json!(summary.totals.seconds);
    Ok(json.to_string())
}

/// Tells where everything is, before waiting for Ctrl-C.
fn stay(fleet: &Fleet, json: bool) -> anyhow::Result<()> {
    let mut lines = vec!["各单位仍在运行，Ctrl-C 结束。The agencies stay up; Ctrl-C ends them.".to_owned()];
    for agency in fleet.agencies() {
        let addresses = agency.addresses()?;
        lines.push(format!("  {:<24} DUIJIE_URL=http://{}  ops http://{}", agency.id(), addresses.grpc, addresses.ops));
    }
    lines.push(format!("  {:<24} {}", "nats", fleet.nats.url()));
    let text = lines.join("\n");
    if json {
        anstream::eprintln!("{text}");
        return Ok(());
    }
    show::print_text(&text)
}

/// Two demos would delete each other's files.
fn alone(dir: &Path) -> anyhow::Result<File> {
    let lock = dir.with_extension("lock");
    if let Some(parent) = dir.parent() {
        fs::create_dir_all(parent).with_context(|| format!("making the directory `{}`", parent.display()))?;
    }
    let file = File::create(&lock).with_context(|| format!("opening `{}`", lock.display()))?;
    match rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(rustix::io::Errno::WOULDBLOCK) => bail!("另一个演示正在运行 / another demo is running"),
        Err(error) => Err(error).with_context(|| format!("locking `{}`", lock.display())),
    }
}

fn clean(dir: &Path) -> anyhow::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("deleting `{}`", dir.display()))
        }
        _ => Ok(()),
    }
}

/// Returns at Ctrl-C or SIGTERM.
async fn interrupted() -> anyhow::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt()).context("waiting for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("waiting for SIGTERM")?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}
