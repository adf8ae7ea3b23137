//! `decide`: what follows from a command, a letter or a passed instant. Pure: everything that depends on rules, calendar
//! or time is computed here once and carried by the letters and events it returns.

mod arrival;
mod assigning;
mod commissioning;
mod confirming;
mod documents;
mod dossier;
mod ending;
mod excluding;
mod extending;
pub mod guard;
mod handling;
mod keeping;
mod ladder;
mod matters;
mod next;
mod objections;
mod offers;
mod own;
mod parties;
mod petitions;
mod protecting;
mod recount;
mod referring;
mod releasing;
mod returning;
mod silence;
mod special;

use crate::{
    agency::AgencyId,
    calendar::Calendar,
    command::{Command, Step},
    due::{Counting, Due, due},
    event::Event,
    ids::{DisputeCode, ReferralId},
    letter::Body,
    matter::Matter,
    referral::Referral,
    refusal::{Refusal, RefusalKind},
    rules::Rules,
    term::{RuleId, Term},
    text::Text,
    time::Timestamp,
};
use std::collections::BTreeMap;

pub use arrival::receive;
pub use confirming::CONFIRMATION_WINDOW;
pub use documents::Unnumbered;
pub use keeping::Decided;
pub use next::{after_another, next_steps};
pub use own::{recount_own, wake_own};
pub use recount::recount;
pub use silence::{Proof, Running, fire, lapse, wake};

/// What a decision may look at besides the matter.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// This agency.
    pub me: &'a AgencyId,
    /// Recorded time of the batch.
    pub now: Timestamp,
    /// This agency's rules.
    pub rules: &'a Rules,
    /// The calendar in force.
    pub calendar: &'a Calendar,
    /// Who supervises whom: to whom it is reported that an agency's duty is long overdue.
    pub supervisors: &'a BTreeMap<AgencyId, AgencyId>,
    /// Names of agencies, for what is written in documents.
    pub names: &'a BTreeMap<AgencyId, Text>,
    /// Who asks; a clerk where nobody does.
    pub asker: Asker,
    /// Another matter of this agency that the command names, such as an earlier petition or one of the dispute to be joined.
    pub other: Option<&'a Matter>,
}

/// What an officer may answer for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// 经办人
    Clerk,
    /// 负责人
    Leader,
}

impl<'a> Context<'a> {
    /// What a leader alone may do; `zh` and `en` say what it is.
    fn by_leader(&self, zh: &str, en: &str) -> Result<(), Refusal> {
        match self.asker {
            Asker::Leader => Ok(()),
            Asker::Clerk => Err(Refusal::new(
                RefusalKind::NotPermitted,
                "LEADER_NEEDED",
                format!("{zh}，须由负责人（leader）办理"),
                format!("{en}, which an officer with the role `leader` does"),
            )),
        }
    }

    /// To whom it is reported that a duty of this agency is long overdue.
    fn supervisor(&self) -> Option<&'a AgencyId> {
        self.supervisors.get(self.me).filter(|supervisor| *supervisor != self.me)
    }
}

/// One consequence of a decision, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Write a letter; the desk numbers and chains it.
    Send(Draft),
    /// Record an event that is no letter.
    Happen(Event),
    /// Issue a document; the desk numbers it and computes its digest.
    Issue(Unnumbered),
}

/// A letter before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// To whom.
    pub to: AgencyId,
    /// The dispute it belongs to.
    pub dispute: DisputeCode,
    /// The referral it is about.
    pub referral: ReferralId,
    /// What it says.
    pub body: Body,
}

impl Draft {
    /// A letter to the other end of `referral`.
    #[must_use]
    pub fn about(referral: &Referral, body: Body) -> Self {
        Self { to: referral.peer.clone(), dispute: referral.dispute.clone(), referral: referral.id.clone(), body }
    }
}

/// Decides a command of `officer` on the matter it is about (`None` if there is no such matter).
///
/// # Errors
/// A refusal, which the desk records and answers.
pub fn command(
    ctx: Context<'_>,
    matter: Option<&Matter>,
    officer: &Text,
    command: Command,
) -> Result<Decided, Refusal> {
    decided(ctx, matter, officer, command).map(Decided::new)
}

fn decided(ctx: Context<'_>, matter: Option<&Matter>, officer: &Text, command: Command) -> Result<Vec<Act>, Refusal> {
    match command {
        Command::Register { matter: id, dispute, subject, told } => {
            matters::register(ctx, id, matter, officer, Event::Registered { dispute, subject }, told)
        }
        Command::Close { matter: _, reason } => matters::close(ctx, matter.ok_or_else(Refusal::not_found)?, reason),
        Command::Refer(refer) => referring::refer(ctx, matter.ok_or_else(Refusal::not_found)?, officer, *refer),
        Command::Step { referral, step } => {
            let matter = matter.ok_or_else(Refusal::not_found)?;
            let referral = matter.referral(&referral).ok_or_else(Refusal::not_found)?;
            guard::check(ctx, matter, referral, step.name())?;
            decide_step(ctx, matter, referral, officer, step)
        }
        Command::AddEntry { matter: _, entry } => {
            dossier::add(ctx, matter.ok_or_else(Refusal::not_found)?, officer, entry)
        }
        Command::Issue(asked) => documents::issue(ctx, matter.ok_or_else(Refusal::not_found)?, officer, &asked),
        Command::Void { matter: _, document, reason } => {
            documents::void(matter.ok_or_else(Refusal::not_found)?, officer, document, reason)
        }
        Command::Start(start) => own::start(ctx, matter.ok_or_else(Refusal::not_found)?, officer, start),
        Command::Own { id, step } => {
            let matter = matter.ok_or_else(Refusal::not_found)?;
            own::step(ctx, matter, matter.own(&id).ok_or_else(Refusal::not_found)?, officer, step)
        }
    }
}

fn decide_step(
    ctx: Context<'_>,
    matter: &Matter,
    referral: &Referral,
    officer: &Text,
    step: Step,
) -> Result<Vec<Act>, Refusal> {
    let by = officer.clone();
    match step {
        Step::Acknowledge { shown } => arrival::acknowledge(ctx, referral, by, shown),
        Step::Accept { own_number } => {
            let mut acts = arrival::accept(ctx, referral, by, own_number)?;
            acts.extend(petitions::accepted(ctx, matter, referral, officer)?);
            acts.extend(petitions::taken_over(ctx, matter, referral, officer)?);
            Ok(acts)
        }
        Step::Decline { code, basis, text, suggestion } => ending::decline(referral, by, code, basis, text, suggestion),
        Step::Object { basis, text, suggestion } => Ok(objections::object(referral, by, basis, text, suggestion)),
        Step::DecideObjection { answer, text } => Ok(objections::decide(referral, by, answer, text)),
        Step::RequestMaterial { digests, text } => handling::request_material(matter, referral, by, &digests, text),
        Step::Extend { length, ground, reason } => extending::extend(ctx, matter, referral, by, length, ground, reason),
        Step::RequestSupplement { items, text } => Ok(handling::request_supplement(referral, by, items, text)),
        Step::Supply { materials, text } => {
            protecting::supplies(matter, referral)?;
            Ok(handling::supply(referral, by, materials, text))
        }
        Step::ReportProgress { text } => Ok(handling::report(referral, by, text)),
        Step::Suspend { reason, basis, evidence } => handling::suspend(ctx, referral, by, reason, basis, evidence),
        Step::Resume => handling::resume(ctx, referral, by),
        Step::Conclude { mut outcome, releases } => {
            outcome.released = releasing::with_result(matter, &releases)?;
            handling::conclude(ctx, matter, referral, by, *outcome)
        }
        Step::ConfirmOutcome => {
            let mut acts = handling::confirm(referral, by);
            let fulfilled = ctx.rules.sends(&referral.kind).map_or(&[][..], |sends| sends.result_fulfils);
            acts.extend(own::fulfilled(ctx, matter, officer, fulfilled)?);
            Ok(acts)
        }
        Step::AssignBody { body, again } => assigning::body(ctx, matter, referral, by, &body, again),
        Step::RecordAttempt { text } => assigning::record_attempt(ctx, matter, referral, by, text),
        Step::AssignMediator { mediator } => assigning::mediator(ctx, matter, referral, by, mediator),
        Step::Recall { reason, order } => ending::recall(referral, by, reason, order),
        Step::Withdraw { party, reason } => ending::withdraw(matter, referral, by, party, reason),
        Step::AnswerRecall(answer) => ending::answer_recall(referral, by, answer),
        Step::AnswerOffer(answer) => offers::answer(referral, by, answer),
        Step::OverrideLapse { reason } => Ok(silence::override_lapse(referral, by, reason)),
    }
}

/// The due instant of a duty under `rule`, which must be among this agency's terms.
fn due_under(ctx: Context<'_>, rule: &RuleId, from: Timestamp) -> Result<Due, Refusal> {
    let due_at = due(&counting(ctx, rule, from)?, from, ctx.calendar);
    let stricter = ctx.rules.term_at(rule, from).and_then(Term::reminding);
    Ok(due_at.reminding_by(stricter.map(|stricter| due(&stricter, from, ctx.calendar).due)))
}

/// How a duty that began at `from` is counted: it keeps the version of the rule that held then.
fn counting(ctx: Context<'_>, rule: &RuleId, from: Timestamp) -> Result<Counting, Refusal> {
    ctx.rules.counting(rule, from).ok_or_else(|| not_loaded(rule))
}

fn not_loaded(rule: &RuleId) -> Refusal {
    Refusal::out_of_order(
        "TERM_NOT_LOADED",
        format!("期限规则 {rule} 未加载，无法计算到期时间"),
        format!("term rule `{rule}` is not loaded, so no due instant can be computed"),
    )
}

/// One letter and nothing else.
fn only(referral: &Referral, body: Body) -> Vec<Act> {
    vec![Act::Send(Draft::about(referral, body))]
}
