//! Arguments of the commands that change something: one per rpc of the contract.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use duijie_proto::v1::{
    Answer, CommissionMode, DeclineCode, FailureReason, FinerReason, OutcomeCode, Party, Procedure, SuspendReason,
};

use super::intake::{Intake, Sorted};
use super::special::Special;
use super::{parties, times, tokens};

/// What every command has.
#[derive(Debug, Clone, Args)]
pub struct Ask {
    /// 请求编号：重试时用同一个。Makes the command idempotent: give the same to try again; a new UUIDv7 when absent.
    #[arg(long, value_name = "UUID")]
    pub request_id: Option<String>,
    /// 只校验不保存。Checks everything and stores nothing.
    #[arg(long)]
    pub validate_only: bool,
}

/// A command about a referral and nothing else.
#[derive(Debug, Args)]
pub struct Plain {
    /// The referral.
    pub referral: String,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A command about a referral with one more thing to say.
macro_rules! about {
    ($(#[$doc:meta])* $name:ident { $($(#[$meta:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Args)]
        pub struct $name {
            /// The referral.
            pub referral: String,
            $($(#[$meta])* pub $field: $type,)+
            /// What every command has.
            #[command(flatten)]
            pub ask: Ask,
        }
    };
}

/// What changes something.
#[derive(Debug, Subcommand)]
pub enum Step {
    /// 登记。Opens a matter.
    Register(Register),
    /// 关闭事项。Closes a matter that has no open referral.
    Close(Close),
    /// 移交。Hands a matter over.
    Refer(Refer),
    /// 签收。Signs for a referral.
    Acknowledge(Acknowledge),
    /// 受理。Takes a referral on.
    Accept(Accept),
    /// 不予受理。Does not take it on.
    Decline(Decline),
    /// 要求补充材料。Asks the sender for what is missing.
    RequestSupplement(RequestSupplement),
    /// 补充材料。Answers a request for supplement.
    Supply(Supply),
    /// 通报进展。Tells the sender how things stand.
    Progress(Progress),
    /// 中止。Stops the handling term for a lawful reason.
    Suspend(Suspend),
    /// 恢复。Lets the handling term run on.
    Resume(Plain),
    /// 办结。Gives the result.
    Conclude(Conclude),
    /// 结果签收。Signs for the result.
    Confirm(Plain),
    /// 收回。Takes a referral back.
    Recall(Recall),
    /// 答复收回。Grants or refuses a recall of what was accepted.
    AnswerRecall(Answered),
    /// 当事人撤回。A party withdraws.
    Withdraw(Withdraw),
    /// 答复逾期确认。Takes or refuses a late offer after a lapse.
    AnswerOffer(Answered),
    /// 人工认定逾期。Declares a lapse without proof.
    OverrideLapse(Reasoned),
    /// 指派调解组织。Names the mediation body.
    AssignBody(AssignBody),
    /// 登记调解不成。Records that a mediation attempt led to nothing.
    RecordAttempt(RecordAttempt),
    /// 指派调解员。Names the mediator.
    AssignMediator(AssignMediator),
    /// What goes beside the plain course.
    #[command(flatten)]
    Special(Special),
    /// 结束分叉。Lets letters of a peer whose chain forked be applied again, as agreed with it.
    EndFork {
        /// The peer.
        peer: String,
        /// What was agreed with it.
        #[arg(long)]
        reason: String,
        /// What every command has.
        #[command(flatten)]
        ask: Ask,
    },
    /// 确认时钟。Confirms that the wall clock is right although it jumped.
    ConfirmClock {
        /// Makes it idempotent; a new UUIDv7 when absent.
        #[arg(long, value_name = "UUID")]
        request_id: Option<String>,
    },
}

/// A new matter.
#[derive(Debug, Args)]
pub struct Register {
    /// 标题
    #[arg(long)]
    pub title: String,
    /// 纠纷类别
    #[arg(long)]
    pub category: String,
    /// GB/T 2260 code of the place.
    #[arg(long)]
    pub place: String,
    /// 事由
    #[arg(long)]
    pub summary: String,
    /// `申请人:张三:13900000000`, `被申请人:某某公司@org`; repeat for each. Positions: applicant 申请人, respondent 被申请人, third_party 第三人.
    #[arg(long = "party", value_parser = parties::party, required = true, value_name = "PARTY")]
    pub parties: Vec<Party>,
    /// A file; its SHA-256 is computed here and the file stays here. Repeat for each.
    #[arg(long = "material", value_name = "FILE")]
    pub materials: Vec<PathBuf>,
    /// The agency's own number.
    #[arg(long)]
    pub own_number: Option<String>,
    /// 同意调解: `张三` or `张三=同意调解书.pdf`, a party that agrees to mediation; repeat for each. Who refuses is written with `dossier add`.
    #[arg(long = "consent", value_parser = parties::agreeing, value_name = "PARTY[=FILE]")]
    pub consents: Vec<(String, Option<PathBuf>)>,
    /// How it came here.
    #[command(flatten)]
    pub intake: Intake,
    /// Of which sort it is.
    #[command(flatten)]
    pub sorted: Sorted,
    /// Joins an existing dispute.
    #[arg(long, value_name = "CODE")]
    pub dispute: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A matter to close.
#[derive(Debug, Args)]
pub struct Close {
    /// The matter.
    pub matter: String,
    /// Why.
    #[arg(long)]
    pub reason: String,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A handoff.
#[derive(Debug, Args)]
pub struct Refer {
    /// The matter.
    pub matter: String,
    /// 对接类别, such as police, litigation, petition.
    #[arg(long)]
    pub kind: String,
    /// The receiver, such as 320102.judicial-bureau.
    #[arg(long)]
    pub to: String,
    /// The court's procedure, for litigation: ordinary or summary.
    #[arg(long, value_parser = tokens::token::<Procedure>)]
    pub procedure: Option<Procedure>,
    /// How mediation is commissioned, for litigation: post-filing-commission (the usual one), pre-filing-delegation,
    /// invited-assist or party-direct.
    #[arg(long, value_parser = tokens::token::<CommissionMode>)]
    pub mode: Option<CommissionMode>,
    /// 工作意见
    #[arg(long)]
    pub opinion: Option<String>,
    /// The ended referral that this one replaces.
    #[arg(long, value_name = "REFERRAL")]
    pub replaces: Option<String>,
    /// 六定 of an assignment: a `Requirements` in JSON with unit, leader, handler, supervisor, demand and days, or `@` and a file.
    #[arg(long, value_name = "JSON")]
    pub requirements: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

about!(
    /// 签收
    Acknowledge {
        /// Digest of what was shown, in hex; when given it must be the referral's content.
        #[arg(long, value_parser = parties::digest, value_name = "HEX")]
        shown: Option<parties::DigestBytes>,
    }
);
about!(
    /// 受理
    Accept {
        /// The receiver's own number.
        #[arg(long)]
        own_number: Option<String>,
    }
);
about!(
    /// 不予受理
    Decline {
        /// Why, as a code.
        #[arg(long, value_parser = tokens::token::<DeclineCode>)]
        code: DeclineCode,
        /// Why, in words.
        #[arg(long)]
        text: String,
        /// Statute and article.
        #[arg(long)]
        basis: Option<String>,
        /// Agency thought competent.
        #[arg(long)]
        suggestion: Option<String>,
    }
);
about!(
    /// 要求补充材料
    RequestSupplement {
        /// What is missing; repeat for each.
        #[arg(long = "item", required = true, value_name = "ITEM")]
        items: Vec<String>,
        /// In words.
        #[arg(long)]
        text: Option<String>,
    }
);
about!(
    /// 补充材料
    Supply {
        /// A file; repeat for each.
        #[arg(long = "material", value_name = "FILE")]
        materials: Vec<PathBuf>,
        /// In words.
        #[arg(long)]
        text: Option<String>,
    }
);
about!(
    /// 通报进展
    Progress {
        /// In words.
        #[arg(long)]
        text: String,
    }
);
about!(
    /// 中止
    Suspend {
        /// The lawful reason.
        #[arg(long, value_parser = tokens::token::<SuspendReason>)]
        reason: SuspendReason,
        /// Statute and article.
        #[arg(long)]
        basis: Option<String>,
        /// A file, for example the commission of the appraisal.
        #[arg(long, value_name = "FILE")]
        evidence: Option<PathBuf>,
    }
);
about!(
    /// 办结
    Conclude {
        /// What came of it.
        #[arg(long, value_parser = tokens::token::<OutcomeCode>)]
        outcome: OutcomeCode,
        /// 调解协议书 as a file: says that the parties and the mediator signed it and the organisation sealed it.
        #[arg(long, value_name = "FILE")]
        agreement: Option<PathBuf>,
        /// 约定履行期限，日期。By when the agreement is to be performed; this or `--performed` goes with `--agreement`.
        #[arg(long, value_parser = times::date, value_name = "DATE", requires = "agreement")]
        perform_by: Option<String>,
        /// 即时履行。It was performed at once.
        #[arg(long, requires = "agreement", conflicts_with = "perform_by")]
        performed: bool,
        /// Why there is no agreement.
        #[arg(long, value_parser = tokens::token::<FailureReason>)]
        failure: Option<FailureReason>,
        /// More than `--failure other` says.
        #[arg(long, value_parser = tokens::token::<FinerReason>, requires = "failure")]
        finer: Option<FinerReason>,
        /// 基本事实
        #[arg(long)]
        facts: Option<String>,
        /// 无争议事实
        #[arg(long)]
        undisputed: Option<String>,
        /// A file given back; repeat for each.
        #[arg(long = "returned", value_name = "FILE")]
        returned: Vec<PathBuf>,
        /// 办结报告 of a petition passed on or assigned.
        #[arg(long, value_name = "TEXT")]
        reply: Option<String>,
        /// A file that belongs to the report; repeat for each.
        #[arg(long = "attached", value_name = "FILE", requires = "reply")]
        attached: Vec<PathBuf>,
        /// In words.
        #[arg(long)]
        remarks: Option<String>,
        /// 公开调解内容: position of a `released` entry whose words go with the result; repeat for each.
        #[arg(long = "release", value_name = "POSITION")]
        releases: Vec<u64>,
    }
);
about!(
    /// 收回
    Recall {
        /// Why.
        #[arg(long)]
        reason: String,
        /// By order of this superior.
        #[arg(long, value_name = "AGENCY", requires = "order_number")]
        order_superior: Option<String>,
        /// Number of the order.
        #[arg(long, value_name = "NUMBER", requires = "order_superior")]
        order_number: Option<String>,
    }
);
about!(
    /// Yes or no.
    Answered {
        /// grant or refuse
        #[arg(value_parser = tokens::token::<Answer>)]
        answer: Answer,
    }
);
about!(
    /// 当事人撤回
    Withdraw {
        /// Which party.
        #[arg(long)]
        party: String,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    }
);
about!(
    /// Something that needs a reason.
    Reasoned {
        /// Why.
        #[arg(long)]
        reason: String,
    }
);
about!(
    /// 指派调解组织
    AssignBody {
        /// Which body; its id or name where the agency lists them.
        #[arg(long)]
        body: String,
        /// Why one that has failed already is to try again; a leader says so.
        #[arg(long, default_value = "", hide_default_value = true)]
        again: String,
    }
);
about!(
    /// 登记调解不成
    RecordAttempt {
        /// What came of it; it stays with this agency.
        #[arg(long)]
        text: String,
    }
);
about!(
    /// 指派调解员
    AssignMediator {
        /// Whom.
        #[arg(long)]
        mediator: String,
    }
);
