//! Arguments about deadlines of this agency's own (自有期限).

use std::path::PathBuf;

use clap::{Args, Subcommand};
use duijie_proto::v1::{Ending, SuspendReason};
use prost_types::Timestamp;

use super::{special::consent, steps::Ask, times, tokens};

/// What changes an own deadline.
#[derive(Debug, Subcommand)]
pub enum Own {
    /// 起算。Starts one under a rule of the agency's own table.
    Start(Start),
    /// 结束。Ends one; the rules that follow its ending begin at the same instant.
    End(End),
    /// 停表。Lets one stand still, as its rule provides.
    Suspend(Suspend),
    /// 恢复。Lets one run on.
    Resume(Resume),
    /// 延长。Makes one longer, as its rule provides.
    Extend(Extend),
    /// 重新起算。Counts anew under the rule that its own rule names for it.
    Restart(Restart),
}

/// A new one.
#[derive(Debug, Args)]
pub struct Start {
    /// The matter.
    pub matter: String,
    /// The rule, such as XF05.
    #[arg(long)]
    pub rule: String,
    /// A special case of the rule, such as summary (`duijie terms list --output json` tells them).
    #[arg(long)]
    pub variant: Option<String>,
    /// When what starts it happened; now when absent.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub from: Option<Timestamp>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// The end of one.
#[derive(Debug, Args)]
pub struct End {
    /// The deadline.
    pub deadline: String,
    /// done, failed or dropped
    #[arg(value_parser = tokens::token::<Ending>)]
    pub ending: Ending,
    /// When what ends it happened; now when absent.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub at: Option<Timestamp>,
    /// In words.
    #[arg(long)]
    pub text: Option<String>,
    /// A file that proves it.
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// It stands still.
#[derive(Debug, Args)]
pub struct Suspend {
    /// The deadline.
    pub deadline: String,
    /// The lawful reason.
    #[arg(long, value_parser = tokens::token::<SuspendReason>)]
    pub reason: SuspendReason,
    /// A file that proves it, for example the commission of the appraisal.
    #[arg(long, value_name = "FILE")]
    pub evidence: PathBuf,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// It runs on.
#[derive(Debug, Args)]
pub struct Resume {
    /// The deadline.
    pub deadline: String,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A longer term.
#[derive(Debug, Args)]
pub struct Extend {
    /// The deadline.
    pub deadline: String,
    /// 延长的数量，按该规则延长的单位。By how many of the unit in which the rule is extended.
    #[arg(long, value_parser = tokens::count)]
    pub by: u32,
    /// `当事人:文件`: a party's consent with its evidence as a file; repeat for each party.
    #[arg(long = "consent", value_parser = consent, value_name = "PARTY:FILE")]
    pub consents: Vec<(String, PathBuf)>,
    /// Who approved, where the rule asks for an approval.
    #[arg(long, requires = "approval", conflicts_with = "consents")]
    pub approved_by: Option<String>,
    /// The approval as a file.
    #[arg(long, value_name = "FILE", requires = "approved_by")]
    pub approval: Option<PathBuf>,
    /// Why, in words.
    #[arg(long)]
    pub reason: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// It is counted anew.
#[derive(Debug, Args)]
pub struct Restart {
    /// The deadline.
    pub deadline: String,
    /// When what starts it anew happened, such as the result of an appraisal.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub from: Timestamp,
    /// A file that proves it.
    #[arg(long, value_name = "FILE")]
    pub evidence: PathBuf,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}
