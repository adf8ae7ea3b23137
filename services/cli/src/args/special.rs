//! Arguments of what goes beside the plain course of a referral: objections, longer terms, supervision, confirmation.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use duijie_proto::v1::{Answer, ConfirmationDecision, RejectionGround};

use super::steps::Ask;
use super::{parties, times, tokens};

/// What goes beside the plain course.
#[derive(Debug, Subcommand)]
pub enum Special {
    /// 提出异议。Contests the own competence; the matter goes back only if the sender agrees.
    Object(Object),
    /// 答复异议。Agrees to an objection, so that the matter is returned, or does not.
    DecideObjection(DecideObjection),
    /// 索取材料。Asks for the content of materials that the referral names.
    RequestMaterial(RequestMaterial),
    /// 延长。Makes the handling term longer, as its rule allows.
    Extend(Extend),
    /// 督办。Asks an agency to answer in writing how it handles something.
    Supervise(Supervise),
    /// 答复督办。Answers a supervision in writing.
    AnswerSupervision(AnswerSupervision),
    /// 申请司法确认。Hands the parties' joint application to the court.
    RequestConfirmation(RequestConfirmation),
    /// 司法确认裁定。Rules on an application for confirmation.
    DecideConfirmation(DecideConfirmation),
}

/// An objection.
#[derive(Debug, Args)]
pub struct Object {
    /// 对接编号。The referral.
    pub referral: String,
    /// 详细理由。The reasons in detail.
    #[arg(long)]
    pub text: String,
    /// 依据的法律条文。Statute and article.
    #[arg(long)]
    pub basis: Option<String>,
    /// 建议移交的单位。Agency thought competent.
    #[arg(long)]
    pub suggestion: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// The answer to an objection.
#[derive(Debug, Args)]
pub struct DecideObjection {
    /// 对接编号。The referral.
    pub referral: String,
    /// grant 同意，refuse 不同意。Yes or no.
    #[arg(value_parser = tokens::token::<Answer>)]
    pub answer: Answer,
    /// 核实情况。What verifying it showed.
    #[arg(long)]
    pub text: String,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// Materials whose content is wanted.
#[derive(Debug, Args)]
pub struct RequestMaterial {
    /// 对接编号。The referral.
    pub referral: String,
    /// SHA-256 of one of its materials, in hex; repeat for each.
    #[arg(long = "digest", required = true, value_parser = parties::digest, value_name = "HEX")]
    pub digests: Vec<parties::DigestBytes>,
    /// 文字说明。In words.
    #[arg(long)]
    pub text: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A longer term.
#[derive(Debug, Args)]
pub struct Extend {
    /// 对接编号。The referral.
    pub referral: String,
    /// 延长的数量，按该规则延长的单位（通常为日）。By how many days, or whatever unit the rule is extended in.
    #[arg(long, value_parser = tokens::count)]
    pub days: u32,
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

/// A supervision.
#[derive(Debug, Args)]
pub struct Supervise {
    /// 事项编号。The matter.
    pub matter: String,
    /// 督办函送往的单位。To whom it goes.
    #[arg(long)]
    pub to: String,
    /// 督办要求。What is required.
    #[arg(long)]
    pub demand: String,
    /// Whose handling it is about; the receiver's when absent.
    #[arg(long)]
    pub agency: Option<String>,
    /// The referral it is about.
    #[arg(long, value_name = "REFERRAL")]
    pub about: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A written answer.
#[derive(Debug, Args)]
pub struct AnswerSupervision {
    /// 对接编号。The referral.
    pub referral: String,
    /// 查明和处理情况。What was found and done.
    #[arg(long)]
    pub text: String,
    /// 证明文件，可重复。A file that proves it; repeat for each.
    #[arg(long = "material", value_name = "FILE")]
    pub materials: Vec<PathBuf>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A joint application.
#[derive(Debug, Args)]
pub struct RequestConfirmation {
    /// 事项编号。The matter.
    pub matter: String,
    /// The court.
    #[arg(long)]
    pub to: String,
    /// An applicant as named in the matter; repeat for every party.
    #[arg(long = "applicant", required = true, value_name = "NAME")]
    pub applicants: Vec<String>,
    /// 调解协议书 as a file.
    #[arg(long, value_name = "FILE")]
    pub agreement: PathBuf,
    /// 调解组织主持调解的证明 as a file.
    #[arg(long, value_name = "FILE")]
    pub mediated_by: PathBuf,
    /// The agreement concerns property; its proofs are required then.
    #[arg(long)]
    pub concerns_property: bool,
    /// 财产权利证明 as a file; repeat for each.
    #[arg(long = "property-proof", value_name = "FILE", requires = "concerns_property")]
    pub property_proofs: Vec<PathBuf>,
    /// `当事人:代理人:授权委托书`: who applies for a party, with the power of attorney as a file; repeat for each.
    #[arg(long = "agent", value_parser = agent, value_name = "PARTY:NAME:FILE")]
    pub agents: Vec<(String, String, PathBuf)>,
    /// The day on which the agreement took effect.
    #[arg(long, value_parser = times::date, value_name = "DATE")]
    pub effective_on: String,
    /// Why it took effect after the mediation was concluded, as the agreement itself says.
    #[arg(long, value_name = "TEXT")]
    pub effective_because: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

/// A ruling.
#[derive(Debug, Args)]
pub struct DecideConfirmation {
    /// 对接编号。The referral.
    pub referral: String,
    /// valid or rejected
    #[arg(long, value_parser = tokens::token::<ConfirmationDecision>)]
    pub decision: ConfirmationDecision,
    /// 案号
    #[arg(long)]
    pub number: String,
    /// Why it is rejected.
    #[arg(long, value_parser = tokens::token::<RejectionGround>)]
    pub ground: Option<RejectionGround>,
    /// 裁定书 as a file.
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,
    /// What every command has.
    #[command(flatten)]
    pub ask: Ask,
}

pub(super) fn consent(text: &str) -> Result<(String, PathBuf), String> {
    let text = text.replacen('：', ":", 1);
    match text.split_once(':') {
        Some((party, file)) if !party.is_empty() && !file.is_empty() => Ok((party.to_owned(), PathBuf::from(file))),
        Some(_) | None => Err("write a consent as `张三:同意书.pdf`".to_owned()),
    }
}

/// `甲:丁:委托书.pdf`; the file may be left out, which the service then names as missing.
fn agent(text: &str) -> Result<(String, String, PathBuf), String> {
    let mut parts = text.splitn(3, [':', '：']);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(party), Some(name), file) => Ok((party.to_owned(), name.to_owned(), file.unwrap_or_default().into())),
        (Some(_) | None, _, _) => Err("write PARTY:NAME:FILE".to_owned()),
    }
}
