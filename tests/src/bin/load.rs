//! `cargo load closed-loop --seconds 20 --json`: measures real processes over a real bus; the last line is one JSON object.

#![expect(clippy::disallowed_methods, reason = "measuring is done on the machine's clock")]

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use duijie_cli::fleet::{
    agencies::{Fleet, FleetOptions},
    binaries::Binaries,
    nats_server,
};
use duijie_tests::load::{closed_loop, cpu, deadlines, raw_publish, statistics, watching::Watched};
use std::time::{Duration, Instant};
use tonic::transport::{Channel, Endpoint};

#[derive(Parser)]
#[command(about = "Measures Duijie under load")]
struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Referrals that go round per second, at one sender and one receiver.
    ClosedLoop {
        /// How long to measure.
        #[arg(long, default_value_t = 20)]
        seconds: u64,
        /// Clerks who work at once.
        #[arg(long, default_value_t = 192)]
        clerks: usize,
        /// Print only the JSON object.
        #[arg(long)]
        json: bool,
    },
    /// A service with very many open deadlines: its start, its memory, and how fast those fire that fall due at once.
    Deadlines {
        /// Open deadlines in the store; fewer for a smaller trial.
        #[arg(long, default_value_t = 1_000_000)]
        open: u64,
        /// How many of them fall due at one instant.
        #[arg(long, default_value_t = 100_000)]
        due: u64,
        /// Verify the journal at the end, which takes minutes.
        #[arg(long)]
        verify: bool,
        /// Print only the JSON object.
        #[arg(long)]
        json: bool,
    },
    /// How long a service with a year of work takes to answer for a month and for the year, and to count anew from its journal.
    Statistics {
        /// Matters in the store; fewer for a smaller trial.
        #[arg(long, default_value_t = 100_000)]
        matters: u64,
        /// Print only the JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    match Args::parse().what {
        What::ClosedLoop { seconds, clerks, json } => closed_loops(Duration::from_secs(seconds), clerks, json).await,
        What::Deadlines { open, due, verify, json } => {
            let figures = deadlines::measure(deadlines::Asked { open, due, verify }).await?;
            if !json {
                println!("one receiver's service on the sandbox clock, SQLite FULL, officers acknowledging meanwhile:");
            }
            println!("{figures}");
            Ok(())
        }
        What::Statistics { matters, json } => {
            let figures = statistics::measure(matters).await?;
            if !json {
                println!(
                    "seconds for figures of one receiver's service with a year of work, all measures, SQLite FULL:"
                );
            }
            println!("{figures}");
            Ok(())
        }
    }
}

async fn closed_loops(during: Duration, clerks: usize, json: bool) -> Result<()> {
    let (server, binaries) =
        tokio::task::spawn_blocking(|| anyhow::Ok((nats_server::obtain()?, Binaries::obtain()?))).await??;
    let dir = tempfile::tempdir().context("making a directory for the run")?;
    let fleet = Fleet::start(dir.path(), &server, &binaries, FleetOptions::default()).await?;
    let (sender, receiver) = (channel(&fleet, "petitions").await?, channel(&fleet, "judicial-bureau").await?);
    let ends = closed_loop::Ends {
        at_sender: Watched::begin(&sender).await?,
        at_receiver: Watched::begin(&receiver).await?,
        sender,
        receiver,
        receiver_id: fleet.agency("judicial-bureau")?.id().to_owned(),
        kind: "petition",
    };
    let letters_before = closed_loop::letters(&ends.sender).await? + closed_loop::letters(&ends.receiver).await?;
    let cpu_before = cpu_ms(&fleet)?;
    let begun = Instant::now();
    let until = begun + during;
    let work = (0..clerks).map(|_| tokio::spawn(closed_loop::work(ends.clone(), until)));
    let mut tally = closed_loop::Tally::default();
    for worker in work.collect::<Vec<_>>() {
        tally.add(worker.await??);
    }
    let took = begun.elapsed().as_secs_f64();
    let cpu_after = cpu_ms(&fleet)?;
    let letters =
        closed_loop::letters(&ends.sender).await? + closed_loop::letters(&ends.receiver).await? - letters_before;
    let letter_bytes = raw_publish::letter_bytes(&fleet.nats.url()).await?;
    let raw = raw_publish::rate(&fleet.nats.url(), letter_bytes, Duration::from_secs(3)).await?;
    let figures = serde_json::json!({
        "closed_loops_per_second": round(tally.loops as f64 / took),
        "raw_jetstream_publish_per_second": round(raw),
        "letters_per_second": round(letters as f64 / took),
        "letters_per_raw_publish": (letters as f64 / took / raw * 10_000.0).round() / 10_000.0,
        "cpu_ms_per_loop": per_loop(&cpu_before, &cpu_after, tally.loops),
        "command_p50_ms": round(tally.quantile_ms(0.5)),
        "command_p99_ms": round(tally.quantile_ms(0.99)),
        "loops": tally.loops,
        "clerks": clerks,
        "seconds": round(took),
        "letter_bytes": letter_bytes,
    });
    fleet.stop().await?;
    if !json {
        println!("closed loops over {clerks} clerks, one sender, one receiver, SQLite FULL, real NATS:");
    }
    println!("{figures}");
    Ok(())
}

/// Processor time of everything that takes part, so far.
fn cpu_ms(fleet: &Fleet) -> Result<[(&'static str, f64); 4]> {
    let of = |role| cpu::used_ms(fleet.agency(role)?.addresses()?.pid);
    Ok([
        ("sender", of("petitions")?),
        ("receiver", of("judicial-bureau")?),
        ("nats_server", cpu::used_ms(fleet.nats.pid())?),
        ("load", cpu::used_ms(std::process::id())?),
    ])
}

/// What each used for one loop, and all together.
fn per_loop(before: &[(&str, f64)], after: &[(&str, f64)], loops: u64) -> serde_json::Value {
    let per_loop = |used: f64| (used / loops.max(1) as f64 * 1_000.0).round() / 1_000.0;
    let used = before.iter().zip(after).map(|((name, before), (_, after))| (*name, after - before));
    let all: f64 = used.clone().map(|(_, used)| used).sum();
    let figures =
        used.chain([("all", all)]).map(|(name, used)| (name.to_owned(), serde_json::Value::from(per_loop(used))));
    serde_json::Value::Object(figures.collect())
}

async fn channel(fleet: &Fleet, role: &str) -> Result<Channel> {
    let url = format!("http://{}", fleet.agency(role)?.addresses()?.grpc);
    let endpoint = Endpoint::from_shared(url)?.tcp_nodelay(true);
    endpoint.connect().await.with_context(|| format!("connecting to {role}"))
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
