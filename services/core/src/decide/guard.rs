//! Which step a clerk may take in which stage, in one table: the refusals and the list of what is allowed read the same
//! rows, so they cannot disagree.

use super::{Context, assigning, objections, offers};
use crate::{
    command::StepName,
    matter::Matter,
    purpose::PurposeKind,
    referral::{PendingKind, Referral, Side, Stage},
    refusal::{Refusal, RefusalKind},
    rules::{Mediates, Rules},
    time::Timestamp,
};

/// Refuses `step` if it is not allowed now.
///
/// # Errors
/// A refusal that names the state and what would be allowed.
pub fn check(ctx: Context<'_>, matter: &Matter, referral: &Referral, step: StepName) -> Result<(), Refusal> {
    if side_of(step).is_some_and(|side| side != referral.side) {
        return Err(wrong_side(ctx, matter, referral, step));
    }
    let could_object = referral.stage == Stage::Acknowledged || objections::is_late(ctx.now, referral);
    if step == StepName::Object && could_object {
        let refusal = objections::not_open(ctx.now, referral);
        refusal.map_or(Ok(()), |refusal| Err(refusal.in_stage(referral.stage, names(ctx, matter, referral))))?;
    }
    if step == StepName::Decline && referral.purpose.kind() == PurposeKind::Petition {
        return Err(objections::instead_of_declining().in_stage(referral.stage, names(ctx, matter, referral)));
    }
    if step == StepName::RecordAttempt && referral.stage == Stage::Accepted && referral.must_be_passed_up() {
        let refusal = assigning::pass_up(ctx, matter, referral);
        return Err(refusal.in_stage(referral.stage, names(ctx, matter, referral)));
    }
    if served(ctx.rules, step) && may(ctx.now, matter, referral, step) {
        return Ok(());
    }
    let names = names(ctx, matter, referral);
    let said = allowed(ctx.now, ctx.rules, matter, referral).into_iter().map(StepName::zh).collect::<Vec<_>>();
    let can = if said.is_empty() { "无".to_owned() } else { said.join("、") };
    let can_en = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    let (why_zh, why_en) = waiting(ctx.now, referral);
    Err(Refusal::out_of_order(
        "OUT_OF_ORDER",
        format!("对接处于“{}”状态{why_zh}，不能{}；现在可以：{can}", referral.stage.zh(), step.zh()),
        format!(
            "a referral that is `{}`{why_en} does not allow {}; allowed now: {can_en}",
            referral.stage.as_str(),
            step.as_str()
        ),
    )
    .in_stage(referral.stage, names))
}

/// What this agency may do with the referral now.
#[must_use]
pub fn allowed(now: Timestamp, rules: &Rules, matter: &Matter, referral: &Referral) -> Vec<StepName> {
    let ours = |step: &StepName| side_of(*step).is_none_or(|side| side == referral.side);
    StepName::ALL
        .into_iter()
        .filter(ours)
        .filter(|step| served(rules, *step))
        .filter(|step| may(now, matter, referral, *step))
        .collect()
}

fn names(ctx: Context<'_>, matter: &Matter, referral: &Referral) -> Vec<String> {
    allowed(ctx.now, ctx.rules, matter, referral).into_iter().map(|step| step.as_str().to_owned()).collect()
}

/// Only an agency that mediates has bodies and mediators to assign.
fn served(rules: &Rules, step: StepName) -> bool {
    rules.mediates != Mediates::No
        || !matches!(step, StepName::AssignBody | StepName::AssignMediator | StepName::RecordAttempt)
}

/// Which side a step belongs to; either side records a party's withdrawal.
const fn side_of(step: StepName) -> Option<Side> {
    match step {
        StepName::ConfirmOutcome
        | StepName::Recall
        | StepName::Supply
        | StepName::DecideObjection
        | StepName::AnswerOffer
        | StepName::OverrideLapse => Some(Side::Sender),
        StepName::Acknowledge
        | StepName::Accept
        | StepName::Decline
        | StepName::Object
        | StepName::RequestSupplement
        | StepName::RequestMaterial
        | StepName::ReportProgress
        | StepName::Suspend
        | StepName::Resume
        | StepName::Extend
        | StepName::Conclude
        | StepName::AnswerSupervision
        | StepName::DecideConfirmation
        | StepName::AnswerRecall
        | StepName::AssignBody
        | StepName::AssignMediator
        | StepName::RecordAttempt => Some(Side::Receiver),
        StepName::Withdraw => None,
    }
}

fn may(now: Timestamp, matter: &Matter, referral: &Referral, step: StepName) -> bool {
    let stage = referral.stage;
    let waits_for_sender = referral.offer.is_some() || referral.superseded || referral.withdrawal_pending();
    let purpose = referral.purpose.kind();
    let in_hand = matches!(stage, Stage::Accepted | Stage::Suspended);
    match step {
        StepName::Acknowledge => stage == Stage::Arrived && !waits_for_sender,
        StepName::Accept => stage == Stage::Acknowledged && !waits_for_sender,
        StepName::Decline => {
            matches!(stage, Stage::Arrived | Stage::Acknowledged)
                && purpose != PurposeKind::Supervision
                && purpose != PurposeKind::Petition
                && !waits_for_sender
                && referral.receiver_decides(now)
        }
        StepName::Object => {
            stage == Stage::Acknowledged
                && objections::not_open(now, referral).is_none()
                && !waits_for_sender
                && referral.receiver_decides(now)
        }
        StepName::DecideObjection => stage == Stage::Objected && referral.pending.is_none(),
        StepName::RequestMaterial => {
            matches!(stage, Stage::Arrived | Stage::Acknowledged | Stage::Accepted | Stage::Suspended)
                && !waits_for_sender
        }
        StepName::RequestSupplement => matches!(stage, Stage::Acknowledged | Stage::Accepted) && !waits_for_sender,
        StepName::ReportProgress => {
            matches!(
                stage,
                Stage::Acknowledged | Stage::Objected | Stage::Accepted | Stage::Suspended | Stage::Concluded
            )
        }
        StepName::Suspend => stage == Stage::Accepted,
        StepName::Resume => stage == Stage::Suspended,
        StepName::Extend => stage == Stage::Accepted,
        StepName::Conclude => stage == Stage::Accepted && purpose.hands_over(),
        StepName::AnswerSupervision => stage == Stage::Accepted && purpose == PurposeKind::Supervision,
        StepName::DecideConfirmation => stage == Stage::Accepted && purpose == PurposeKind::Confirmation,
        StepName::AssignBody => in_hand,
        StepName::RecordAttempt => {
            stage == Stage::Accepted && purpose == PurposeKind::Handling && !referral.must_be_passed_up()
        }
        StepName::AssignMediator => in_hand && referral.mediation_body.is_some(),
        StepName::AnswerRecall => {
            in_hand && referral.pending.as_ref().is_some_and(|pending| pending.kind == PendingKind::Recall)
        }
        StepName::ConfirmOutcome => stage == Stage::Concluded,
        StepName::Recall => stage.is_before_conclusion() && !referral.withdrawal_pending(),
        StepName::Supply => !referral.missing.is_empty() && stage.is_before_conclusion(),
        StepName::AnswerOffer => {
            stage == Stage::Lapsed && referral.offer.is_some() && offers::may_take(matter, referral)
        }
        StepName::OverrideLapse => silence_may_be_overridden(referral),
        StepName::Withdraw => stage.is_before_conclusion() && !referral.withdrawal_pending(),
    }
}

/// An officer may act on silence where the desk cannot: before 签收 and before 受理, with no offer on the table.
fn silence_may_be_overridden(referral: &Referral) -> bool {
    matches!(referral.stage, Stage::Sent | Stage::Arrived | Stage::Acknowledged) && referral.offer.is_none()
}

/// Why a step waits although the stage would allow it.
fn waiting(now: Timestamp, referral: &Referral) -> (&'static str, &'static str) {
    if referral.withdrawal_pending() || (referral.side == Side::Sender && referral.pending.is_some()) {
        return ("、已有收回或撤回等待对方答复", " with a recall or withdrawal that waits for an answer");
    }
    if referral.offer.is_some() && referral.stage != Stage::Lapsed {
        return ("、逾期确认等待移交方裁断", " with a late offer that waits for the sender's verdict");
    }
    if referral.superseded {
        return ("、逾期确认未被接受", " with a late offer that was not taken");
    }
    if referral.side == Side::Receiver && !referral.stage.is_ended() && !referral.receiver_decides(now) {
        return ("、确认期限已过，由移交方决定", " whose due instant has passed, so that the sender decides");
    }
    ("", "")
}

fn wrong_side(ctx: Context<'_>, matter: &Matter, referral: &Referral, step: StepName) -> Refusal {
    let (zh, en) = match referral.side {
        Side::Sender => ("移交方", "sender"),
        Side::Receiver => ("接收方", "receiver"),
    };
    Refusal::new(
        RefusalKind::OutOfOrder,
        "WRONG_SIDE",
        format!("本单位是该对接的{zh}，不能{}", step.zh()),
        format!("this agency is the {en} of the referral, which does not allow {}", step.as_str()),
    )
    .in_stage(referral.stage, names(ctx, matter, referral))
}
