//! Arguments of the commands that only read.

use clap::{Args, Subcommand};
use duijie_proto::v1::{DeadlineState, MatterState, ReferralState, Side};
use prost_types::Timestamp;

use super::{own::Own, times, tokens};

/// What only reads.
#[derive(Debug, Subcommand)]
pub enum Query {
    /// 对接列表。Referrals, whichever side this agency is on.
    List(List),
    /// 事项列表。Matters.
    Matters(Matters),
    /// 事项或对接详情。A matter or a referral.
    Show {
        /// 事项或者对接编号。Id of either.
        id: String,
        /// 显示完整联系方式。Of a matter: shows in full how to reach the parties; they are masked otherwise.
        #[arg(long)]
        contacts: bool,
    },
    /// 疑似重复。Matters of this agency that are likely about the same dispute, with the reasons; link one with
    /// `duijie dossier add MATTER '{"dispute_link":{"dispute_code":…,"reason":…}}'`.
    Duplicates {
        /// 事项编号。The matter.
        matter: String,
    },
    /// 办理经过。Everything that happened, oldest first.
    Timeline {
        /// 事项或者对接编号。Id of a matter or a referral.
        id: String,
    },
    /// 持续查看变化。Every change of a referral, then every change as it is committed, until Ctrl-C.
    Watch {
        /// Changes recorded after this position; 0 for all.
        #[arg(long, default_value_t = 0, value_name = "POSITION")]
        after: u64,
        /// 只看该类别。Only this kind.
        #[arg(long)]
        kind: Option<String>,
        /// 只看与该单位的。Only to or from this agency.
        #[arg(long)]
        peer: Option<String>,
    },
    /// 期限。Deadlines, soonest first, and those of this agency's own on a matter.
    Due(Box<Due>),
    /// 督办、交办台账。Supervisions and petitions assigned that are not struck off yet, on either side, with what is still to be
    /// done.
    Items(Items),
    /// 对方单位。How far letters to and from every peer have come.
    Peers,
    /// 服务状态。The service itself.
    Status,
}

/// Which referrals.
#[derive(Debug, Args)]
pub struct List {
    /// 只看这些状态。Only in these states.
    #[arg(long = "state", value_parser = tokens::token::<ReferralState>, value_delimiter = ',')]
    pub states: Vec<ReferralState>,
    /// 只看该类别，如 litigation 诉调。Only of this kind.
    #[arg(long)]
    pub kind: Option<String>,
    /// 只看与该单位的。Only to or from this agency.
    #[arg(long)]
    pub peer: Option<String>,
    /// 只看逾期的。Only those that are overdue, or with `--overdue=false` only those that are not.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub overdue: Option<bool>,
    /// 只看期限早于该时间的。Only with an open deadline before this.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub due_before: Option<Timestamp>,
    /// 只看含这些字的。Only with these words.
    #[arg(long)]
    pub text: Option<String>,
    /// 只看移交方 sender 或者接收方 receiver。Only on this side.
    #[arg(long, value_parser = tokens::token::<Side>)]
    pub side: Option<Side>,
    /// 只看该一案一码。Only of this dispute.
    #[arg(long, value_name = "CODE")]
    pub dispute: Option<String>,
    /// sent_at, due or position, with ` desc` for the other way round.
    #[arg(long, value_name = "FIELD")]
    pub order_by: Option<String>,
    /// 最多列出的条数。At most so many.
    #[arg(long, default_value_t = 1000)]
    pub limit: usize,
}

/// Which matters.
#[derive(Debug, Args)]
pub struct Matters {
    /// 只看这些状态。Only in these states.
    #[arg(long = "state", value_parser = tokens::token::<MatterState>, value_delimiter = ',')]
    pub states: Vec<MatterState>,
    /// 只看该一案一码。Only of this dispute.
    #[arg(long, value_name = "CODE")]
    pub dispute: Option<String>,
    /// 只看含这些字的。Only with these words.
    #[arg(long)]
    pub text: Option<String>,
    /// Only with a referral of this kind.
    #[arg(long)]
    pub kind: Option<String>,
    /// Only with a referral to or from this agency.
    #[arg(long)]
    pub peer: Option<String>,
    /// Only with a deadline that is overdue, of a referral or their own, or with `--overdue=false` only with none.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub overdue: Option<bool>,
    /// 只看期限早于该时间的。Only with an open deadline before this.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub due_before: Option<Timestamp>,
    /// registered_at or position, with ` desc` for the other way round.
    #[arg(long, value_name = "FIELD")]
    pub order_by: Option<String>,
    /// 最多列出的条数。At most so many.
    #[arg(long, default_value_t = 1000)]
    pub limit: usize,
}

/// Which items of oversight.
#[derive(Debug, Args)]
pub struct Items {
    /// Those that were struck off too, with when and by which answer.
    #[arg(long)]
    pub all: bool,
    /// As one JSON document; the same as `--output json`.
    #[arg(long)]
    pub json: bool,
    /// 最多列出的条数。At most so many.
    #[arg(long, default_value_t = 1000)]
    pub limit: usize,
}

/// Deadlines; lists them where nothing else is said.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Due {
    /// What to do with them.
    #[command(subcommand)]
    pub what: Option<DueWhat>,
    /// Which.
    #[command(flatten)]
    pub which: Deadlines,
}

/// What can be done with deadlines.
#[derive(Debug, Subcommand)]
pub enum DueWhat {
    /// 列出。Lists them, soonest first.
    List(Deadlines),
    /// 逐日计算。The day-by-day count of one deadline.
    Explain {
        /// `<referral id>/<duty>`, such as `r1/handle`, or the id of an own deadline.
        deadline: String,
        /// As one JSON document; the same as `--output json`.
        #[arg(long)]
        json: bool,
    },
    /// What changes one of this agency's own.
    #[command(flatten)]
    Own(Own),
}

/// Which deadlines.
#[derive(Debug, Args)]
pub struct Deadlines {
    /// 只看这些状态，不填为进行中。Only in these states; open when absent.
    #[arg(long = "state", value_parser = tokens::token::<DeadlineState>, value_delimiter = ',')]
    pub states: Vec<DeadlineState>,
    /// 只看本单位的义务。Only those this agency owes.
    #[arg(long, conflicts_with = "theirs")]
    pub ours: bool,
    /// 只看等候对方的。Only those it waits for.
    #[arg(long)]
    pub theirs: bool,
    /// 只看已逾期的。Only those past their due instant.
    #[arg(long)]
    pub overdue: bool,
    /// 只看在此之前到期的。Only those due before this.
    #[arg(long, value_parser = times::instant, value_name = "TIME")]
    pub before: Option<Timestamp>,
    /// 只看该对接的。Only of this referral.
    #[arg(long, value_name = "ID")]
    pub referral: Option<String>,
    /// 只看该事项及其对接的。Only of this matter, its own and those of its referrals.
    #[arg(long, value_name = "ID")]
    pub matter: Option<String>,
    /// 最多列出的条数。At most so many.
    #[arg(long, default_value_t = 1000)]
    pub limit: usize,
}
