//! What can be typed: one struct per command. Words are turned into values here and nowhere else.

pub mod batch;
pub mod calendars;
pub mod digest;
pub mod document;
pub mod dossier;
pub mod intake;
pub mod json;
pub mod own;
pub mod parked;
pub mod parties;
pub mod queries;
pub mod special;
pub mod statistics;
pub mod steps;
pub mod terms;
pub mod times;
pub mod tokens;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use prost_types::{Duration, Timestamp};

/// 矛盾纠纷对接：移交、签收、受理、办结。Hands disputes over between agencies and holds them to time.
#[derive(Debug, Parser)]
#[command(name = "duijie", version, propagate_version = true)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Heading of what holds for every command, so that a command's own options stand together.
const COMMON: &str = "公共选项 (common options)";

/// What holds for every command.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// 服务地址。Address of the agency's service.
    #[arg(long, global = true, help_heading = COMMON, env = "DUIJIE_URL", default_value = "http://127.0.0.1:7401", value_name = "URL")]
    pub agency_url: String,
    /// 经办人。The officer who asks.
    #[arg(long, global = true, help_heading = COMMON, env = "DUIJIE_OFFICER", value_name = "NAME")]
    pub officer: Option<String>,
    /// 角色。The officer's role.
    #[arg(long, global = true, help_heading = COMMON, value_enum, default_value_t = Role::Clerk)]
    pub role: Role,
    /// 输出格式。How to print the answer.
    #[arg(short, long, global = true, help_heading = COMMON, value_enum, default_value_t = Output::Table)]
    pub output: Output,
}

/// An officer's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// 经办人
    Clerk,
    /// 负责人
    Leader,
    /// 运维
    Operator,
}

impl Role {
    /// The role as requests name it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Leader => "leader",
            Self::Operator => "operator",
        }
    }
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// 表格。For people.
    Table,
    /// 一个 JSON 文档。One JSON document; `watch` prints one per line.
    Json,
    /// 每行一个 JSON。JSON, each document on one line.
    Jsonl,
    /// 电子表格，仅用于统计。For spreadsheets; of `statistics` only.
    Csv,
}

/// Everything that can be asked.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What only reads.
    #[command(flatten)]
    Query(queries::Query),
    /// What changes something.
    #[command(flatten)]
    Step(steps::Step),
    /// 沙箱时钟。The clock of a service started with --sandbox.
    Sandbox {
        /// What to do with it.
        #[command(subcommand)]
        what: Sandbox,
    },
    /// 生成本单位密钥和配置。Makes an agency's keys and configuration and lists its public keys in the directory.
    Init(Init),
    /// 总线账户。Who may do what on the bus: prints accounts.conf for every agency of the directory. Needs no service.
    Accounts(Accounts),
    /// 流水校验。The journal of an agency.
    Journal {
        /// What to do with it.
        #[command(subcommand)]
        what: Journal,
    },
    /// 期限规则：查看、校验、比较、计算。The rules of terms: listed, checked, compared, counted. Needs no service.
    Terms {
        /// What to do with them.
        #[command(subcommand)]
        what: terms::Terms,
    },
    /// 提醒清单。What the asking officer is told of, one list instead of a storm of messages.
    Digest {
        /// What to do with it; lists it when absent.
        #[command(subcommand)]
        what: Option<digest::Digest>,
    },
    /// 卷宗。What officers write into the file of a matter, which stays with this agency.
    Dossier {
        /// What to do with it.
        #[command(subcommand)]
        what: dossier::Dossier,
    },
    /// 文书。Documents by form: issued with a number, voided, listed, rendered for print.
    Document {
        /// What to do with them.
        #[command(subcommand)]
        what: document::Document,
    },
    /// 分流建议。Mediation bodies proposed for a referral, with the reasons; assigns none.
    Route {
        /// 对接编号。The referral.
        referral: String,
    },
    /// 重新读取日历和本地期限。Has the service read its calendar and local terms at once, and tells what is in force.
    Reload(calendars::Reload),
    /// 换日历的影响。The running deadlines that a calendar would move, without changing anything.
    Recount(calendars::Recount),
    /// 挂起的函。Letters that are not understood yet, and skipping one, which takes two operators.
    Parked {
        /// What to do with them; lists them when absent.
        #[command(subcommand)]
        what: Option<parked::Parked>,
    },
    /// 批量办理。Takes a ledger along: a file of JSON, one matter a line, each with its steps.
    Batch(batch::Batch),
    /// 统计。Figures of a period, each with its numerator, its denominator and the records behind them.
    Statistics(statistics::Statistics),
    /// 演示：四个单位、真实进程。Four agencies as real processes play ten cases.
    Demo(Demo),
}

/// What can be done with the sandbox clock.
#[derive(Debug, Subcommand)]
pub enum Sandbox {
    /// Tells it.
    Get,
    /// Moves it forward.
    Advance {
        /// For example `90s`, `36h`, `3d 12h`; a day is 24 hours.
        #[arg(value_parser = times::duration)]
        by: Duration,
    },
    /// Sets it; never back.
    Set {
        /// RFC 3339, or a date, which is 00:00 in Beijing.
        #[arg(value_parser = times::instant)]
        to: Timestamp,
    },
}

/// What `init` needs to know.
#[derive(Debug, Clone, clap::Args)]
pub struct Init {
    /// The agency, `<division>.<role>`, such as 320102.courts.
    #[arg(long)]
    pub agency: String,
    /// Its name for people, such as 某某区人民法院.
    #[arg(long)]
    pub name: String,
    /// The directory for its keys and configuration; made if missing.
    #[arg(long)]
    pub dir: PathBuf,
    /// The directory file of all agencies; made if missing, with its version raised otherwise.
    #[arg(long, value_name = "FILE")]
    pub directory: PathBuf,
    /// Address of the bus.
    #[arg(long, default_value = "nats://127.0.0.1:4222", value_name = "URL")]
    pub nats: String,
    /// Where its service listens for gRPC.
    #[arg(long, default_value = "127.0.0.1:7401", value_name = "ADDRESS")]
    pub grpc_listen: SocketAddr,
    /// Where its service listens for health and metrics.
    #[arg(long, default_value = "127.0.0.1:9401", value_name = "ADDRESS")]
    pub ops_listen: SocketAddr,
    /// The agency that may give it orders.
    #[arg(long)]
    pub superior: Option<String>,
    /// The agency that oversees it; the one that oversees its whole division when absent.
    #[arg(long, conflicts_with = "oversees", value_name = "AGENCY")]
    pub supervisor: Option<String>,
    /// It oversees its division: written to every agency there that nobody oversees yet.
    #[arg(long)]
    pub oversees: bool,
    /// From when its key is valid; 1 January of this year when absent.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub valid_from: Option<Timestamp>,
    /// Until when its key is valid, exclusive; three years after the beginning when absent.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub valid_until: Option<Timestamp>,
}

/// What `accounts` needs to know.
#[derive(Debug, Clone, clap::Args)]
pub struct Accounts {
    /// The directory file of all agencies.
    #[arg(long, value_name = "FILE")]
    pub directory: PathBuf,
}

/// What can be done with a journal.
#[derive(Debug, Subcommand)]
pub enum Journal {
    /// 校验流水与派生表。Proves that the chain is whole and that every table follows from the journal.
    Verify {
        /// The agency's data directory.
        #[arg(long)]
        data: PathBuf,
        /// Its key file, to read its own letters.
        #[arg(long)]
        key: PathBuf,
        /// The directory file.
        #[arg(long)]
        directory: PathBuf,
        /// The agency.
        #[arg(long)]
        agency: String,
    },
}

/// How the demo runs.
#[derive(Debug, Clone, clap::Args)]
pub struct Demo {
    /// Ends after the last case, instead of staying up.
    #[arg(long)]
    pub once: bool,
    /// Prints nothing on standard output but one JSON object at the end.
    #[arg(long)]
    pub json: bool,
    /// Leaves keys, stores and logs behind.
    #[arg(long)]
    pub keep: bool,
    /// Plays one of the scripts of cases, 1 to 13, or `all` of them, and compares every due date with the script's.
    #[arg(long, value_name = "N", value_parser = crate::demo::cases::chosen)]
    pub case: Option<crate::demo::cases::Chosen>,
    /// Plays them under these local terms, such as deploy/terms/local.toml; what ends on another day than scripts say is told.
    #[arg(long, value_name = "FILE")]
    pub terms: Option<PathBuf>,
    /// Where they are; emptied first. target/demo when absent.
    #[arg(long)]
    pub dir: Option<PathBuf>,
}
