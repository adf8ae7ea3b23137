//! Arguments of statistics: which period, told apart by what, into which file.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use duijie_proto::v1::{StatisticsBy, StatisticsPart, StatisticsSide};

use super::tokens::token;

/// What is asked of statistics: figures, unless a word says otherwise.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Statistics {
    /// Something else than figures.
    #[command(subcommand)]
    pub what: Option<What>,
    /// The figures.
    #[command(flatten)]
    pub figures: Figures,
}

/// Which figures.
#[derive(Debug, Clone, Args)]
pub struct Figures {
    /// 统计期。2026, 2026-H1, 2026-Q3, 2026-09, 2026-09-H1 (half a month), 2026-09-S1 (半月调度: until the 17th, S2 from then on),
    /// 2026-09-01, or 2026-09-01..2026-09-15, last day included.
    #[arg(long, required = true)]
    pub period: Option<String>,
    /// 分组：agency, kind, category, body, rule. Told apart by what.
    #[arg(long, value_parser = token::<StatisticsBy>)]
    pub by: Option<StatisticsBy>,
    /// Only this measure; may be given several times.
    #[arg(long = "measure", value_name = "TOKEN")]
    pub measures: Vec<String>,
    /// 常住人口＋登记流动人口。The people over whom 万人起诉率 is told; it is not known without them.
    #[arg(long, value_name = "NUMBER")]
    pub population: Option<u64>,
    /// Writes them as CSV too; `-` for standard output, and nothing else is printed there, as with `--output csv`.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Writes them as a spreadsheet too.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
}

/// What else can be asked.
#[derive(Debug, Subcommand)]
pub enum What {
    /// 排名。The groups of one measure compared, the best rate or the greatest number first.
    Rank(Rank),
    /// 来源流水号。The journal records that one number of a figure was counted from.
    Positions(Positions),
    /// 重新统计。Counts the figures anew from the journal itself and compares; needs no service.
    Recount(Recount),
}

/// Which groups are compared, by what.
#[derive(Debug, Args)]
pub struct Rank {
    /// As for the figures.
    #[arg(long)]
    pub period: String,
    /// Token of the measure.
    #[arg(long)]
    pub measure: String,
    /// Compared by what.
    #[arg(long, value_parser = token::<StatisticsBy>, default_value = "agency")]
    pub by: StatisticsBy,
    /// received, sent or own; every part by itself when absent.
    #[arg(long, value_parser = token::<StatisticsPart>)]
    pub part: Option<StatisticsPart>,
    /// The smallest first, where less is better.
    #[arg(long)]
    pub ascending: bool,
}

/// Of which number.
#[derive(Debug, Args)]
pub struct Positions {
    /// As for the figures.
    #[arg(long)]
    pub period: String,
    /// Token of the measure.
    #[arg(long)]
    pub measure: String,
    /// received, sent or own, as the figure says.
    #[arg(long, value_parser = token::<StatisticsPart>)]
    pub part: StatisticsPart,
    /// numerator or denominator.
    #[arg(long, value_parser = token::<StatisticsSide>, default_value = "numerator")]
    pub side: StatisticsSide,
    /// Told apart by what, if a group is asked for.
    #[arg(long, value_parser = token::<StatisticsBy>, requires = "group")]
    pub by: Option<StatisticsBy>,
    /// Which group, as the figure says.
    #[arg(long, requires = "by")]
    pub group: Option<String>,
    /// At most so many.
    #[arg(long, default_value_t = 1000)]
    pub limit: usize,
}

/// Where the journal is, and which figures.
#[derive(Debug, Args)]
pub struct Recount {
    /// The agency's data directory.
    #[arg(long)]
    pub data: PathBuf,
    /// Its key file, to read its own letters.
    #[arg(long)]
    pub key: PathBuf,
    /// The directory file.
    #[arg(long)]
    pub directory: PathBuf,
    /// The agency.
    #[arg(long)]
    pub agency: String,
    /// As for the figures.
    #[arg(long)]
    pub period: String,
    /// Told apart by what.
    #[arg(long, value_parser = token::<StatisticsBy>)]
    pub by: Option<StatisticsBy>,
}
