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
    /// 事项编号。The matter.
    pub matter: String,
    /// 期限规则，如 XF05（duijie terms list 列出）。The rule.
    #[arg(long)]
    pub rule: String,
    /// A special case of the rule, such as summary (`duijie terms list --output json` tells them).
    #[arg(long)]
    pub variant: Option<String>,
    /// 起算事由发生的时间，不填为现在。When what starts it happened; now when absent.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub from: Option<Timestamp>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// The end of one.
#[derive(Debug, Args)]
pub struct End {
    /// 期限编号（duijie due 列出）。The deadline.
    pub deadline: String,
    /// done 已完成、failed 不成、dropped 撤销。How it ends.
    #[arg(value_parser = tokens::token::<Ending>)]
    pub ending: Ending,
    /// 结束事由发生的时间，不填为现在。When what ends it happened; now when absent.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub at: Option<Timestamp>,
    /// 文字说明。In words.
    #[arg(long)]
    pub text: Option<String>,
    /// 证明文件。A file that proves it.
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// It stands still.
#[derive(Debug, Args)]
pub struct Suspend {
    /// 期限编号（duijie due 列出）。The deadline.
    pub deadline: String,
    /// 法定事由，如 appraisal 鉴定。The lawful reason.
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
    /// 期限编号（duijie due 列出）。The deadline.
    pub deadline: String,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A longer term.
#[derive(Debug, Args)]
pub struct Extend {
    /// 期限编号（duijie due 列出）。The deadline.
    pub deadline: String,
    /// 延长的数量，按该规则延长的单位。By how many of the unit in which the rule is extended.
    #[arg(long, value_parser = tokens::count)]
    pub by: u32,
    /// 同意延长，可重复：`当事人:文件`。A party's consent with its evidence as a file; repeat for each party.
    #[arg(long = "consent", value_parser = consent, value_name = "PARTY:FILE")]
    pub consents: Vec<(String, PathBuf)>,
    /// 批准人，规则要求批准的。Who approved, where the rule asks for an approval.
    #[arg(long, requires = "approval", conflicts_with = "consents")]
    pub approved_by: Option<String>,
    /// 批准文书文件。The approval as a file.
    #[arg(long, value_name = "FILE", requires = "approved_by")]
    pub approval: Option<PathBuf>,
    /// 理由。Why, in words.
    #[arg(long)]
    pub reason: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// It is counted anew.
#[derive(Debug, Args)]
pub struct Restart {
    /// 期限编号（duijie due 列出）。The deadline.
    pub deadline: String,
    /// When what starts it anew happened, such as the result of an appraisal.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub from: Timestamp,
    /// 证明文件。A file that proves it.
    #[arg(long, value_name = "FILE")]
    pub evidence: PathBuf,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}
