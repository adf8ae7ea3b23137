//! Arguments of `duijie terms`. Nothing here counts.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use duijie_core::term::{BasisKind, HourStart, RuleId, Unit};
use jiff::civil::Date;

/// What can be done with the rules of terms.
#[derive(Debug, Subcommand)]
pub enum Terms {
    /// 全部期限规则。Every rule, with its duty, length, basis and how sure we are of it.
    List(List),
    /// 校验本地期限文件和日历文件。Checks local terms and calendars; ends with 65 if anything in them is wrong.
    Check {
        /// Files such as deploy/terms/local.toml and deploy/calendar/cn.toml.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// 比较两个文件的效果。What differs between two local terms files, or two calendars, once they are in force.
    Diff {
        /// The older one.
        #[arg(value_name = "A")]
        before: PathBuf,
        /// The newer one.
        #[arg(value_name = "B")]
        after: PathBuf,
    },
    /// 逐行计算到期时间。Reads one JSON object per line and answers each with one line, whatever -o says.
    #[command(long_about = COMPUTE)]
    Compute(Compute),
    /// 假设另一时长。Which duties done in time would have been late under another length, from an agency's journal.
    Whatif(WhatIf),
}

const COMPUTE: &str = "\
逐行计算到期时间。Reads one JSON object per line from standard input and answers each with one line, in order.

  {\"unit\":\"workday\",\"n\":3,\"from\":\"2026-02-12T10:00:00+08:00\",\"roll\":true}
  {\"rule\":\"SU04\",\"from\":\"2026-02-12T10:00:00+08:00\"}

  {\"unit\":\"day\",\"n\":3,\"from\":\"2026-03-20T09:00:00+08:00\",\"direction\":\"back\"}

unit is hour, day, workday, month or year. roll is true when absent. hours_begin is at_once (when absent) or next_full_hour.
close, such as 17:30, ends the last day when business closes instead of at 24:00. direction is forward when absent; back counts
from an event to come, given as from, to the last day that is early enough, as rules such as GA14 do by themselves.
An answer has due (the first instant that is too late), due_date (the last day), provisional, days (those counted). A line
that is wrong is answered with error (field, zh, en), the rest goes on, and the command ends with 65.";

/// Which rules.
#[derive(Debug, Args)]
pub struct List {
    /// Only those that this agency's service carries, such as courts; `common` for what all owe.
    #[arg(long, value_name = "ROLE")]
    pub agency: Option<String>,
    /// Only those whose basis is of this kind.
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    /// Only these, such as SU07; several separated by commas.
    #[arg(long = "id", value_delimiter = ',', value_name = "RULE")]
    pub ids: Vec<String>,
    /// Only what holds on this date; the newest version of each rule when absent.
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// Every version of each rule.
    #[arg(long, conflicts_with = "on")]
    pub versions: bool,
    /// A local terms file to lay over them.
    #[arg(long, value_name = "FILE")]
    pub terms: Option<PathBuf>,
}

/// With which files to count.
#[derive(Debug, Args)]
pub struct Compute {
    /// The calendar; the built-in one when absent.
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
    /// A local terms file to lay over the rules.
    #[arg(long, value_name = "FILE")]
    pub terms: Option<PathBuf>,
}

/// Another length of a rule, and whose journal to read.
#[derive(Debug, Args)]
pub struct WhatIf {
    /// The rule, such as SU04.
    #[arg(long, value_parser = rule)]
    pub rule: RuleId,
    /// How long it would be.
    #[arg(long, value_name = "N")]
    pub length: u32,
    /// In which unit; the rule's own when absent.
    #[arg(long, value_enum)]
    pub unit: Option<Counted>,
    /// Only duties that began on this date or later.
    #[arg(long, value_name = "DATE")]
    pub since: Date,
    /// The agency's data directory, or its database. The service may be running.
    #[arg(long, value_name = "PATH")]
    pub journal: PathBuf,
    /// The agency's configuration, which names key and directory; `agency.toml` beside the data directory when absent.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The calendar; the built-in one when absent.
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
    /// As one JSON document; the same as `--output json`.
    #[arg(long)]
    pub json: bool,
}

fn rule(text: &str) -> Result<RuleId, String> {
    RuleId::parse(text).map_err(|error| error.to_string())
}

/// What a term can be counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Counted {
    /// 小时
    Hour,
    /// 自然日
    Day,
    /// 工作日
    Workday,
    /// 月
    Month,
    /// 年
    Year,
}

impl From<Counted> for Unit {
    fn from(counted: Counted) -> Self {
        match counted {
            Counted::Hour => Self::Hour(HourStart::AtOnce),
            Counted::Day => Self::Day,
            Counted::Workday => Self::Workday,
            Counted::Month => Self::Month,
            Counted::Year => Self::Year,
        }
    }
}

/// What kind of basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// 法律、法规、规章、司法解释
    Law,
    /// 国家规范性文件
    Policy,
    /// 地方规定
    Local,
    /// 实践做法
    Practice,
    /// 无法定依据，设计默认值
    Design,
}

impl From<Kind> for BasisKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Law => Self::Law,
            Kind::Policy => Self::Policy,
            Kind::Local => Self::Local,
            Kind::Practice => Self::Practice,
            Kind::Design => Self::Design,
        }
    }
}
