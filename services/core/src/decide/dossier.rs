//! Entries of the dossier (卷宗记录): which may be written. One file per family.

mod card;
mod case;
mod circumstance;
mod consent;
mod intake;
mod petition;
mod triage;

use super::{Act, Context};
use crate::{
    dossier::{ENTRIES_MAX, Entry},
    event::Event,
    matter::Matter,
    refusal::Refusal,
    text::Text,
};

/// An officer writes one. What follows from some of them is recorded with it.
pub(super) fn add(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    mut entry: Box<Entry>,
) -> Result<Vec<Act>, Refusal> {
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
    let follows = match &mut *entry {
        Entry::Consent(consent) => consent::may_be_written(matter, consent)?,
        Entry::Sorting(sorting) => petition::sorted(ctx, matter, officer, sorting)?,
        Entry::Reception(reception) => petition::received(ctx, matter, officer, reception)?,
        Entry::Reply(reply) => petition::replied(ctx, matter, officer, reply)?,
        Entry::ReviewAsked(asked) => petition::asked(ctx, matter, officer, asked)?,
        Entry::Repeat(repeat) => petition::repeats(matter, repeat)?,
        Entry::Intake(intake) => intake::may_be_written(ctx, matter, officer, intake)?,
        Entry::Identified(identification) => intake::identifies(matter, identification)?,
        Entry::Triaged(triage) => triage::may_be_written(ctx, matter, triage)?,
        Entry::Linked(link) => intake::link(matter, link)?,
        Entry::Circumstance(circumstance) => circumstance::may_be_written(ctx, matter, circumstance)?,
        Entry::Override(it) => circumstance::let_pass(ctx, matter, officer, it)?,
        Entry::Card(_) => Vec::new(),
        Entry::Approval(approval) => card::may_be_approved(ctx, matter, officer, approval)?,
        Entry::Elsewhere(it) => case::elsewhere(ctx, matter, officer, it)?,
        Entry::AccidentFinding(it) => case::finding(ctx, matter, officer, it)?,
        Entry::MediationAsked(it) => case::asked(ctx, matter, officer, it)?,
        Entry::Sparing(it) => case::sparing(ctx, matter, officer, it)?,
        Entry::MediatorNamed(it) => case::mediator(ctx, matter, officer, it)?,
    };
    let written = Act::Happen(Event::Entered { officer: officer.clone(), entry });
    Ok([written].into_iter().chain(follows).collect())
}

/// Who is named is a party of the matter.
fn named(matter: &Matter, party: &Text) -> Result<(), Refusal> {
    if matter.subject.parties.iter().any(|one| one.name == *party) {
        return Ok(());
    }
    Err(unknown(party))
}

fn unknown(party: &Text) -> Refusal {
    let party = party.as_str();
    Refusal::out_of_order(
        "PARTY_UNKNOWN",
        format!("“{party}”不是该事项的当事人，请按登记的姓名或者名称填写"),
        format!("`{party}` is no party of the matter; write the name as it was registered"),
    )
}
