//! `cargo sim`: tells many stories from seeds and says whether every sentence held. See tests/README.md.
#![allow(clippy::disallowed_methods)] // How long a run took is asked of the machine; no story ever is.

use clap::Parser;
use duijie_tests::sim::{self, Report, Sabotage, World, invariants};
use std::{process::ExitCode, time::Instant};

/// Four desks under chance.
#[derive(Parser)]
struct Args {
    /// How many stories.
    #[arg(long, default_value_t = 100)]
    seeds: u64,
    /// The first seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One line of JSON at the end instead of words.
    #[arg(long)]
    json: bool,
    /// Print what happened, line by line.
    #[arg(long)]
    trace: bool,
    /// Print the numbered sentences and end.
    #[arg(long)]
    list: bool,
    /// Look at one sentence only.
    #[arg(long)]
    only: Option<u8>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    if args.list {
        for invariant in &invariants::ALL {
            println!("I{:<3} {}", invariant.number, invariant.sentence);
        }
        return ExitCode::SUCCESS;
    }
    let began = Instant::now();
    let mut report = Report::default();
    for seed in args.seed..args.seed.saturating_add(args.seeds) {
        let mut world = World::new(seed, Sabotage::None);
        world.only = args.only;
        if args.trace {
            world.trace_max = usize::MAX;
        }
        let story = sim::tell(world);
        if let Some(violation) = &story.violation {
            eprintln!("seed {seed}: I{} broken: {}", violation.number, violation.sentence);
            eprintln!("    {}", violation.what);
        }
        if args.trace || (story.violation.is_some() && report.violations.is_empty()) {
            story.trace.iter().for_each(|line| eprintln!("    {line}"));
        }
        report.add(&story);
    }
    let seconds = began.elapsed().as_secs_f64();
    if args.json {
        println!("{}", report.json(seconds));
    } else {
        for (what, count) in report.counts.iter() {
            println!("{count:>12}  {what}");
        }
        let violations = report.violations.len();
        println!("{} seeds, {violations} violations, {seconds:.1} s, digest {}", report.seeds, report.digest());
    }
    if report.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
