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
    /// 对接编号。The referral.
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
            /// 对接编号。The referral.
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
    /// 地点的行政区划代码，如 990121102。GB/T 2260 code of the place.
    #[arg(long)]
    pub place: String,
    /// 事由
    #[arg(long)]
    pub summary: String,
    /// 当事人，可重复：`申请人:张三:13900000000`、`被申请人:某某公司@org`、`第三人:…`。A party; repeat for each. Positions: applicant 申请人,
    /// respondent 被申请人, third_party 第三人.
    #[arg(long = "party", value_parser = parties::party, required = true, value_name = "PARTY")]
    pub parties: Vec<Party>,
    /// 材料文件，可重复；只登记摘要，文件不上传。A file; its SHA-256 is computed here and the file stays here. Repeat for each.
    #[arg(long = "material", value_name = "FILE")]
    pub materials: Vec<PathBuf>,
    /// 本单位文号或者案号。The agency's own number.
    #[arg(long)]
    pub own_number: Option<String>,
    /// 同意调解，可重复：`张三` 或 `张三=同意调解书.pdf`。A party that agrees to mediation; repeat for each. Who refuses is written with
    /// `dossier add`.
    #[arg(long = "consent", value_parser = parties::agreeing, value_name = "PARTY[=FILE]")]
    pub consents: Vec<(String, Option<PathBuf>)>,
    /// How it came here.
    #[command(flatten)]
    pub intake: Intake,
    /// Of which sort it is.
    #[command(flatten)]
    pub sorted: Sorted,
    /// 并入已有纠纷的一案一码。Joins an existing dispute.
    #[arg(long, value_name = "CODE")]
    pub dispute: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A matter to close.
#[derive(Debug, Args)]
pub struct Close {
    /// 事项编号。The matter.
    pub matter: String,
    /// 理由。Why.
    #[arg(long)]
    pub reason: String,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A handoff.
#[derive(Debug, Args)]
pub struct Refer {
    /// 事项编号。The matter.
    pub matter: String,
    /// 对接类别：police 公调、litigation 诉调、petition 访调等。The kind.
    #[arg(long)]
    pub kind: String,
    /// 接收单位，如 320102.judicial-bureau。The receiver.
    #[arg(long)]
    pub to: String,
    /// 诉讼程序（诉调）：ordinary 普通、summary 简易。The court's procedure, for litigation.
    #[arg(long, value_parser = tokens::token::<Procedure>)]
    pub procedure: Option<Procedure>,
    /// 委托方式（诉调）：post-filing-commission 立案后委托（默认）、pre-filing-delegation 立案前委派、invited-assist 邀请协助、
    /// party-direct 当事人直接申请。How mediation is commissioned, for litigation.
    #[arg(long, value_parser = tokens::token::<CommissionMode>)]
    pub mode: Option<CommissionMode>,
    /// 工作意见。What the sender advises.
    #[arg(long)]
    pub opinion: Option<String>,
    /// 代替的已结束对接（改派）。The ended referral that this one replaces.
    #[arg(long, value_name = "REFERRAL")]
    pub replaces: Option<String>,
    /// 六定（交办）：JSON 或 @文件。六定 of an assignment: a `Requirements` in JSON with unit, leader, handler, supervisor, demand and days, or `@` and a file.
    #[arg(long, value_name = "JSON")]
    pub requirements: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

about!(
    /// 签收
    Acknowledge {
        /// 所阅移交函的摘要（十六进制）。Digest of what was shown, in hex; when given it must be the referral's content.
        #[arg(long, value_parser = parties::digest, value_name = "HEX")]
        shown: Option<parties::DigestBytes>,
    }
);
about!(
    /// 受理
    Accept {
        /// 本单位受理编号。The receiver's own number.
        #[arg(long)]
        own_number: Option<String>,
    }
);
about!(
    /// 不予受理
    Decline {
        /// 理由：out_of_scope 不属于受理范围、no_jurisdiction 无管辖权、no_consent 当事人不同意调解、handled_elsewhere 已由其他机关受理、
        /// materials_missing 材料不足、conflict_of_interest 回避或者利害关系、other 其他；司法确认另有 status_confirmation 身份关系、
        /// other_procedure 应适用其他程序、title_confirmation 确权。Why, as a code.
        #[arg(long, value_parser = tokens::token::<DeclineCode>)]
        code: DeclineCode,
        /// 具体理由。Why, in words.
        #[arg(long)]
        text: String,
        /// 依据的法律条文。Statute and article.
        #[arg(long)]
        basis: Option<String>,
        /// 建议移交的单位。Agency thought competent.
        #[arg(long)]
        suggestion: Option<String>,
    }
);
about!(
    /// 要求补充材料
    RequestSupplement {
        /// 缺少的材料，可重复。What is missing; repeat for each.
        #[arg(long = "item", required = true, value_name = "ITEM")]
        items: Vec<String>,
        /// 文字说明。In words.
        #[arg(long)]
        text: Option<String>,
    }
);
about!(
    /// 补充材料
    Supply {
        /// 材料文件，可重复。A file; repeat for each.
        #[arg(long = "material", value_name = "FILE")]
        materials: Vec<PathBuf>,
        /// 文字说明。In words.
        #[arg(long)]
        text: Option<String>,
    }
);
about!(
    /// 通报进展
    Progress {
        /// 文字说明。In words.
        #[arg(long)]
        text: String,
    }
);
about!(
    /// 中止
    Suspend {
        /// 法定事由：appraisal 鉴定、评估，hearing 听证，public_notice 公告，settlement_talks 和解期间，force_majeure 不可抗力。
        /// The lawful reason.
        #[arg(long, value_parser = tokens::token::<SuspendReason>)]
        reason: SuspendReason,
        /// 依据的法律条文。Statute and article.
        #[arg(long)]
        basis: Option<String>,
        /// 证明文件，如鉴定委托书。A file, for example the commission of the appraisal.
        #[arg(long, value_name = "FILE")]
        evidence: Option<PathBuf>,
    }
);
about!(
    /// 办结
    Conclude {
        /// 结果：agreement 达成调解协议、settled_and_withdrawn 和解撤回、no_agreement 调解不成、terminated 终止调解；信访事项用 replied
        /// 报送办结报告。What came of it.
        #[arg(long, value_parser = tokens::token::<OutcomeCode>)]
        outcome: OutcomeCode,
        /// 调解协议书文件，须已签名盖章。The agreement as a file: says that the parties and the mediator signed it and the organisation sealed it.
        #[arg(long, value_name = "FILE")]
        agreement: Option<PathBuf>,
        /// 约定履行期限，日期。By when the agreement is to be performed; this or `--performed` goes with `--agreement`.
        #[arg(long, value_parser = times::date, value_name = "DATE", requires = "agreement")]
        perform_by: Option<String>,
        /// 即时履行。It was performed at once.
        #[arg(long, requires = "agreement", conflicts_with = "perform_by")]
        performed: bool,
        /// 不成原因：party_refuses 一方不愿继续、term_ended 期限届满、too_far_apart 分歧过大、party_unreachable 联系不上、
        /// refuses_to_sign 拒绝签章、sued 一方已起诉、no_show 无正当理由不参加、sham_suspected 虚假调解嫌疑、other 其他。Why there is no
        /// agreement.
        #[arg(long, value_parser = tokens::token::<FailureReason>)]
        failure: Option<FailureReason>,
        /// 其他原因的细分：out_of_scope 不属于调解范围、no_jurisdiction 无管辖权、handled_elsewhere 已由其他机关受理。More than
        /// `--failure other` says.
        #[arg(long, value_parser = tokens::token::<FinerReason>, requires = "failure")]
        finer: Option<FinerReason>,
        /// 基本事实。The facts.
        #[arg(long)]
        facts: Option<String>,
        /// 无争议事实。What is not disputed.
        #[arg(long)]
        undisputed: Option<String>,
        /// 退回的材料，可重复；不填的视为全部退回。A file given back; repeat for each.
        #[arg(long = "returned", value_name = "FILE")]
        returned: Vec<PathBuf>,
        /// 信访事项的办结报告。The report on a petition passed on or assigned.
        #[arg(long, value_name = "TEXT")]
        reply: Option<String>,
        /// 报告附件，可重复。A file that belongs to the report; repeat for each.
        #[arg(long = "attached", value_name = "FILE", requires = "reply")]
        attached: Vec<PathBuf>,
        /// 文字说明。In words.
        #[arg(long)]
        remarks: Option<String>,
        /// 经同意公开的调解内容的流水号，可重复。Position of a `released` entry whose words go with the result; repeat for each.
        #[arg(long = "release", value_name = "POSITION")]
        releases: Vec<u64>,
    }
);
about!(
    /// 收回
    Recall {
        /// 理由。Why.
        #[arg(long)]
        reason: String,
        /// 作出指令的上级。By order of this superior.
        #[arg(long, value_name = "AGENCY", requires = "order_number")]
        order_superior: Option<String>,
        /// 指令文号。Number of the order.
        #[arg(long, value_name = "NUMBER", requires = "order_superior")]
        order_number: Option<String>,
    }
);
about!(
    /// Yes or no.
    Answered {
        /// grant 同意，refuse 不同意。Yes or no.
        #[arg(value_parser = tokens::token::<Answer>)]
        answer: Answer,
    }
);
about!(
    /// 当事人撤回
    Withdraw {
        /// 撤回的当事人。Which party.
        #[arg(long)]
        party: String,
        /// 理由。Why.
        #[arg(long)]
        reason: Option<String>,
    }
);
about!(
    /// Something that needs a reason.
    Reasoned {
        /// 理由。Why.
        #[arg(long)]
        reason: String,
    }
);
about!(
    /// 指派调解组织
    AssignBody {
        /// 调解组织的名称或者名录编号（duijie route 列出）。Which body; its id or name where the agency lists them.
        #[arg(long)]
        body: String,
        /// 负责人说明理由：退回已调解不成的组织，或者不按建议指派。Why one that has failed already is to try again, or one that is not
        /// proposed; a leader says so.
        #[arg(long, default_value = "", hide_default_value = true)]
        again: String,
    }
);
about!(
    /// 登记调解不成
    RecordAttempt {
        /// 调解情况，只留在本单位。What came of it; it stays with this agency.
        #[arg(long)]
        text: String,
    }
);
about!(
    /// 指派调解员
    AssignMediator {
        /// 调解员姓名。Whom.
        #[arg(long)]
        mediator: String,
    }
);
