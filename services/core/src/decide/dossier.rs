//! Entries of the dossier (卷宗记录): which may be written. One file per family.

pub(super) mod after;
mod card;
mod case;
mod case_step;
mod circumstance;
mod consent;
mod intake;
mod petition;
pub(super) mod recusal;
mod release;
pub(super) mod repeat;
mod review;
mod session;
mod triage;

use super::{Act, Context, parties};
use crate::{
    dossier::{ENTRIES_MAX, Entry},
    event::Event,
    matter::Matter,
    refusal::Refusal,
    text::Text,
    time::Timestamp,
};

/// An officer writes one. What follows from some of them is recorded with it.
pub(super) fn add(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    mut entry: Box<Entry>,
) -> Result<Vec<Act>, Refusal> {
    open(matter)?;
    let follows = match &mut *entry {
        Entry::Consent(consent) => consent::may_be_written(ctx, matter, officer, consent)?,
        Entry::Sorting(sorting) => petition::sorted(ctx, matter, officer, sorting)?,
        Entry::Reception(reception) => petition::received(ctx, matter, officer, reception)?,
        Entry::Reply(reply) => petition::replied(ctx, matter, officer, reply)?,
        Entry::ReviewAsked(asked) => review::asked(ctx, matter, officer, asked)?,
        Entry::Repeat(repeat) => repeat::repeats(ctx, matter, repeat)?,
        Entry::Intake(intake) => intake::may_be_written(ctx, matter, officer, intake)?,
        Entry::Identified(identification) => intake::identifies(matter, identification)?,
        Entry::Triaged(triage) => triage::may_be_written(ctx, matter, officer, triage)?,
        Entry::Linked(link) => intake::link(ctx, matter, link)?,
        Entry::Circumstance(circumstance) => circumstance::may_be_written(ctx, matter, circumstance)?,
        Entry::Override(it) => circumstance::let_pass(ctx, matter, officer, it)?,
        Entry::Card(_) => Vec::new(),
        Entry::Approval(approval) => card::may_be_approved(ctx, matter, officer, approval)?,
        Entry::Elsewhere(it) => case::elsewhere(ctx, matter, officer, it)?,
        Entry::AccidentFinding(it) => case::finding(ctx, matter, officer, it)?,
        Entry::AccidentLoss(it) => case::loss(ctx, matter, officer, it)?,
        Entry::MediationAsked(it) => case::asked(ctx, matter, officer, it)?,
        Entry::Sparing(it) => case::sparing(ctx, matter, officer, it)?,
        Entry::MediatorNamed(it) => case::mediator(ctx, matter, officer, it)?,
        Entry::CaseStep(it) => case_step::taken(ctx, matter, officer, it)?,
        Entry::Disclosure(it) => recusal::disclose(matter, it)?,
        Entry::Recusal(it) => recusal::ask(ctx, matter, officer, it)?,
        Entry::RecusalDecision(it) => recusal::rule(ctx, matter, officer, it)?,
        Entry::ReplacementRejected(it) => recusal::reject(matter, it)?,
        Entry::Session(it) => session::hold(ctx, matter, it)?,
        Entry::JointPanel(it) => session::confer(ctx, matter, it)?,
        Entry::Performance(it) => after::perform(ctx, matter, officer, it)?,
        Entry::FollowUp(it) => after::follow_up(ctx, matter, officer, it)?,
        Entry::FilePart(it) => after::file(it)?,
        Entry::Archive(it) => after::archive(ctx, matter, it)?,
        Entry::ReleaseConsent(it) => release::consent(matter, it)?,
        Entry::Released(it) => release::release(matter, it)?,
        Entry::Document(_) | Entry::DocumentVoided(_) => return Err(issued_elsewhere()),
    };
    let written = Act::Happen(Event::Entered { officer: officer.clone(), entry });
    Ok([written].into_iter().chain(follows).collect())
}

/// Something can still be written into it.
pub(super) fn open(matter: &Matter) -> Result<(), Refusal> {
    if matter.closed.is_some() {
        return Err(Refusal::out_of_order(
            "MATTER_CLOSED",
            "该事项已关闭，不能再写入卷宗",
            "the matter is closed, so nothing is written into its dossier any more",
        ));
    }
    if matter.dossier.len() >= ENTRIES_MAX {
        return Err(Refusal::out_of_order(
            "TOO_MANY_ENTRIES",
            format!("该事项卷宗已有 {ENTRIES_MAX} 条记录，不能再写入"),
            format!("the dossier of the matter has {ENTRIES_MAX} entries already; no more are written into it"),
        ));
    }
    if matter.is_archived() {
        return Err(Refusal::out_of_order(
            "ARCHIVED",
            "该事项卷宗已经归档，不能再写入",
            "the file of the matter was archived, so nothing is written into it any more",
        ));
    }
    Ok(())
}

/// A document has a number that only the desk gives.
fn issued_elsewhere() -> Refusal {
    Refusal::out_of_order(
        "NOT_WRITTEN_BY_HAND",
        "文书由 DocumentService 出具和作废，编号由系统取得，不能直接写入卷宗",
        "documents are issued and voided through DocumentService, which numbers them; none is written into the dossier directly",
    )
}

/// What was held, was held before now.
fn past(ctx: Context<'_>, field: &str, at: Timestamp) -> Result<(), Refusal> {
    if at <= ctx.now {
        return Ok(());
    }
    Err(Refusal::out_of_order(
        "TIME_TO_COME",
        format!("所填时间 {at} 尚未到，事后再登记"),
        format!("{at} is still to come; write it down afterwards"),
    )
    .in_field(field, ctx.now))
}

/// Who is named is a party of the matter.
fn named(matter: &Matter, party: &Text) -> Result<(), Refusal> {
    parties::named(matter, party)
}
