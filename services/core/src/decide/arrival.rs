//! What the desk does by itself when a letter is applied, and the receiver's 签收 and 受理.

use super::{Act, Context, Draft, due_under, not_loaded, objections, offers, only, own, recount, referring};
use crate::{
    due::{Due, due},
    ids::Digest,
    letter::{
        Body, Letter,
        body::{Accept, Acknowledge, Arrived, Officer, Refer, Ruling, Timing, Verdict},
    },
    matter::Matter,
    purpose::PurposeKind,
    referral::{ClaimTarget, Referral, Side, Stage},
    refusal::{Refusal, RefusalKind},
    rules::{DecidingFrom, Handling, Offer},
    term::{RuleId, days},
    text::Text,
    time::Timestamp,
};

/// What follows from a letter that is applied now. `before` is the matter before it, if the referral is known here.
/// The desk records the letter itself first and these acts after it.
#[must_use]
pub fn receive(ctx: Context<'_>, before: Option<&Matter>, letter: &Letter) -> Vec<Act> {
    if let Body::Refer(refer) = &letter.body {
        return arrive(ctx, before, letter, refer);
    }
    let known = before.and_then(|matter| matter.referral(&letter.referral).map(|referral| (matter, referral)));
    let Some((matter, referral)) = known.filter(|(_, referral)| referral.hears(letter)) else {
        return unknown(letter);
    };
    match (&letter.body, referral.side) {
        (Body::Acknowledge(claim), Side::Sender) => offers::offered(matter, referral, letter, claim.timing),
        (Body::Accept(claim), Side::Sender) => offers::offered(matter, referral, letter, claim.timing),
        (Body::Conclude(conclude), Side::Sender) => own::followed(ctx, matter, referral, letter, conclude),
        (Body::Object(_), Side::Sender) => objections::objected(ctx, referral, letter),
        (Body::DecideObjection(decision), Side::Receiver) => objections::decided(ctx, referral, letter, decision),
        (Body::Verdict(Verdict { ruling: Ruling::Deemed, .. }), Side::Receiver) => deemed(ctx, referral, letter),
        (Body::Verdict(Verdict { ruling: Ruling::Taken, decided_by, .. }), Side::Receiver) => {
            recount::taken(ctx, referral, decided_by)
        }
        (Body::Recall(recall), Side::Receiver) => recalled(ctx, referral, letter, recall.order.is_some()),
        (Body::Withdraw(_), Side::Receiver) => withdrawn(ctx, referral, letter),
        (Body::Withdraw(_), Side::Sender) => {
            let answered = offers::withdrawn(referral, letter);
            answered.into_iter().chain(own::withdrawn(ctx, matter, referral, letter)).collect()
        }
        (Body::Verdict(Verdict { ruling: Ruling::Withdrawn, .. }), Side::Sender) => {
            own::withdrawn(ctx, matter, referral, letter)
        }
        (
            Body::Refer(_)
            | Body::Arrived(_)
            | Body::Acknowledge(_)
            | Body::Accept(_)
            | Body::Decline(_)
            | Body::Object(_)
            | Body::DecideObjection(_)
            | Body::RequestSupplement(_)
            | Body::Supplement(_)
            | Body::MaterialRequest(_)
            | Body::Progress(_)
            | Body::Suspend(_)
            | Body::Resume(_)
            | Body::Extend(_)
            | Body::Recount(_)
            | Body::Conclude(_)
            | Body::ConfirmOutcome(_)
            | Body::Recall(_)
            | Body::Lapse(_)
            | Body::Verdict(_)
            | Body::Remind(_)
            | Body::Note(_)
            | Body::NotUnderstood(_),
            Side::Sender | Side::Receiver,
        ) => Vec::new(),
    }
}

fn arrive(ctx: Context<'_>, before: Option<&Matter>, letter: &Letter, refer: &Refer) -> Vec<Act> {
    let answer = if before.is_some_and(|matter| matter.referral(&letter.referral).is_some()) {
        Err(Refusal::out_of_order("REFERRAL_EXISTS", "该对接编号已存在", "a referral with this id exists already"))
    } else {
        admissible(ctx, letter, refer).and_then(|offer| {
            let object_due = offer.objecting.map(|rule| due_under(ctx, &rule, ctx.now)).transpose()?;
            Ok((due_under(ctx, &offer.acknowledging, ctx.now)?, object_due))
        })
    };
    let body = match answer {
        Ok((due, object_due)) => {
            Body::Arrived(Arrived { content: letter.reference.content, arrived_at: ctx.now, due, object_due })
        }
        Err(refusal) => refused(letter, refusal),
    };
    reply(letter, body)
}

fn admissible<'a>(ctx: Context<'a>, letter: &Letter, refer: &Refer) -> Result<&'a Offer, Refusal> {
    let from = &letter.reference.from;
    let offer = ctx.rules.offer(&refer.kind, from.role()).ok_or_else(|| {
        Refusal::new(
            RefusalKind::NotPermitted,
            "NOT_OFFERED",
            format!("{} 不受理来自 {from} 的 {} 类对接", ctx.me, refer.kind),
            format!("`{}` does not receive kind `{}` from `{from}`", ctx.me, refer.kind),
        )
    })?;
    if PurposeKind::of(&refer.kind) != refer.purpose.kind() {
        return Err(Refusal::out_of_order(
            "PURPOSE_WRONG",
            "函的类型与对接类别不符",
            "the letter's body does not fit its kind",
        ));
    }
    let told = refer.purpose.passed_on().is_some_and(|passed_on| passed_on.requirements.is_some());
    if matches!(offer.handling, Handling::Told(_)) && !told {
        return Err(Refusal::out_of_order(
            "REQUIREMENTS_MISSING",
            "交办函未写明六定要求，无法确定报送期限",
            "the letter names no requirements, on which the time to report depends",
        )
        .with_basis("《信访工作条例》第22条第1款第3项"));
    }
    if offer.handling_rule(refer.commission.mode, refer.procedure).is_none() {
        return Err(Refusal::out_of_order(
            "PROCEDURE_MISSING",
            "未写明审理程序，无法确定调解期限",
            "the court's procedure is missing, on which the mediation term depends",
        ));
    }
    let sender_is_last = refer.path.last() == Some(from);
    if !sender_is_last {
        return Err(Refusal::out_of_order(
            "PATH_WRONG",
            "移交路径未以移交方结尾",
            "the path does not end with the sender",
        ));
    }
    referring::check_path(&refer.path, ctx.me)?;
    Ok(offer)
}

/// A letter about a referral that this desk does not have with that sender. Notices and verdicts are never answered.
fn unknown(letter: &Letter) -> Vec<Act> {
    match &letter.body {
        Body::Verdict(_) | Body::NotUnderstood(_) | Body::Note(_) | Body::Remind(_) | Body::Recount(_) => Vec::new(),
        Body::Refer(_)
        | Body::Arrived(_)
        | Body::Acknowledge(_)
        | Body::Accept(_)
        | Body::Decline(_)
        | Body::Object(_)
        | Body::DecideObjection(_)
        | Body::RequestSupplement(_)
        | Body::Supplement(_)
        | Body::MaterialRequest(_)
        | Body::Progress(_)
        | Body::Suspend(_)
        | Body::Resume(_)
        | Body::Extend(_)
        | Body::Conclude(_)
        | Body::ConfirmOutcome(_)
        | Body::Recall(_)
        | Body::Withdraw(_)
        | Body::Lapse(_) => reply(letter, refused(letter, Refusal::not_found())),
    }
}

/// Before the due instant the receiver's desk grants a recall of what is not accepted yet; accepted, an officer decides,
/// unless a superior ordered it. From the due instant on it answers none.
fn recalled(ctx: Context<'_>, referral: &Referral, letter: &Letter, by_order: bool) -> Vec<Act> {
    match referral.stage {
        Stage::Concluded | Stage::Confirmed => concluded(referral),
        Stage::Sent | Stage::Arrived | Stage::Acknowledged | Stage::Objected if referral.receiver_decides(ctx.now) => {
            only(referral, verdict(Ruling::Recalled, letter))
        }
        Stage::Accepted | Stage::Suspended if by_order => only(referral, verdict(Ruling::Recalled, letter)),
        Stage::Sent
        | Stage::Arrived
        | Stage::Acknowledged
        | Stage::Objected
        | Stage::Accepted
        | Stage::Suspended
        | Stage::Declined
        | Stage::Returned
        | Stage::Lapsed
        | Stage::Recalled
        | Stage::Withdrawn => Vec::new(),
    }
}

fn withdrawn(ctx: Context<'_>, referral: &Referral, letter: &Letter) -> Vec<Act> {
    if matches!(referral.stage, Stage::Concluded | Stage::Confirmed) {
        return concluded(referral);
    }
    if referral.stage.is_before_conclusion() && referral.receiver_decides(ctx.now) {
        return only(referral, verdict(Ruling::Withdrawn, letter));
    }
    Vec::new()
}

fn concluded(referral: &Referral) -> Vec<Act> {
    let decided_by = referral.reference.clone();
    only(referral, Body::Verdict(Verdict { ruling: Ruling::Concluded, decided_by, officer: None }))
}

fn verdict(ruling: Ruling, letter: &Letter) -> Body {
    Body::Verdict(Verdict { ruling, decided_by: letter.reference.clone(), officer: None })
}

fn refused(letter: &Letter, refusal: Refusal) -> Body {
    let Refusal { code, zh, en, basis, .. } = refusal;
    verdict(Ruling::Refused { code, zh, en, basis }, letter)
}

fn reply(letter: &Letter, body: Body) -> Vec<Act> {
    vec![Act::Send(Draft {
        to: letter.reference.from.clone(),
        dispute: letter.dispute.clone(),
        referral: letter.referral.clone(),
        body,
    })]
}

pub(super) fn acknowledge(
    ctx: Context<'_>,
    referral: &Referral,
    officer: Officer,
    shown: Option<Digest>,
) -> Result<Vec<Act>, Refusal> {
    if shown.is_some_and(|shown| shown != referral.refer.content) {
        return Err(Refusal::out_of_order(
            "NOT_WHAT_WAS_SHOWN",
            "签收内容的摘要与移交函不一致，请重新打开后签收",
            "the digest signed for is not that of the referral; open it again",
        ));
    }
    let accept_due = next_due(ctx, referral)?;
    let timing = timing(ctx, referral);
    Ok(only(referral, Body::Acknowledge(Acknowledge { officer, shown: referral.refer.content, timing, accept_due })))
}

/// What is due once it is signed for: 受理, or for a supervision its answer. Silence past 受理 gives a petition back to its
/// sender, which is all that an objection could reach, so the right to object needs no longer term.
pub(super) fn next_due(ctx: Context<'_>, referral: &Referral) -> Result<Due, Refusal> {
    match referral.signing_leads_to() {
        ClaimTarget::Accepted => handling_due(ctx, referral),
        ClaimTarget::Acknowledged => {
            let Offer { deciding, deciding_from, .. } = offer(ctx, referral)?;
            let arrived_at = match deciding_from {
                DecidingFrom::Signature => None,
                DecidingFrom::Arrival => referral.milestones.arrived_at,
            };
            let from_arrival = arrived_at.map(|from| due_under(ctx, deciding, from)).transpose()?;
            let ahead = from_arrival.filter(|due| due.due > ctx.now);
            ahead.map_or_else(|| due_under(ctx, deciding, ctx.now), Ok)
        }
    }
}

/// The receiver's desk learns that silence counted as its signature and says when the next duty is due.
fn deemed(ctx: Context<'_>, referral: &Referral, letter: &Letter) -> Vec<Act> {
    if !matches!(referral.stage, Stage::Sent | Stage::Arrived) {
        return Vec::new();
    }
    next_due(ctx, referral).map_or_else(|_| Vec::new(), |due| objections::dated(ctx, referral, letter, due))
}

pub(super) fn accept(
    ctx: Context<'_>,
    referral: &Referral,
    officer: Officer,
    own_number: Option<Text>,
) -> Result<Vec<Act>, Refusal> {
    let handle_due = handling_due(ctx, referral)?;
    let timing = timing(ctx, referral);
    Ok(only(referral, Body::Accept(Accept { officer, timing, handle_due, own_number })))
}

/// The handling term of the kind, never past the parent's.
fn handling_due(ctx: Context<'_>, referral: &Referral) -> Result<Due, Refusal> {
    let offer = offer(ctx, referral)?;
    let rule = offer.handling_rule(referral.commission.mode, referral.procedure).ok_or_else(not_offered)?;
    let told = referral.purpose.passed_on().and_then(|passed_on| passed_on.requirements.as_ref());
    let mut due = match (&offer.handling, told) {
        (Handling::Told(rule), Some(told)) => due_as_told(ctx, rule, told.days, referral.milestones.sent_at)?,
        (Handling::One(_) | Handling::ByProcedure { .. } | Handling::ByMode(_) | Handling::Told(_), Some(_) | None) => {
            due_under(ctx, rule, ctx.now)?
        }
    };
    if let Some(not_after) = referral.not_after.filter(|limit| *limit < due.due) {
        due.due = not_after;
    }
    let remind_by = due.remind_by;
    Ok(due.reminding_by(remind_by))
}

/// Counted as the letter tells, from its date.
fn due_as_told(ctx: Context<'_>, rule: &RuleId, length: u32, from: Timestamp) -> Result<Due, Refusal> {
    let term = ctx.rules.term_at(rule, from).ok_or_else(|| not_loaded(rule))?;
    Ok(due(&term.counted_as(days(length), term.basis), from, ctx.calendar))
}

fn offer<'a>(ctx: Context<'a>, referral: &Referral) -> Result<&'a Offer, Refusal> {
    ctx.rules.offer(&referral.kind, referral.sender().role()).ok_or_else(not_offered)
}

fn not_offered() -> Refusal {
    Refusal::out_of_order("NOT_OFFERED", "受理清单中没有该类对接", "this kind is not offered any more")
}

fn timing(ctx: Context<'_>, referral: &Referral) -> Timing {
    if referral.receiver_decides(ctx.now) { Timing::InTime } else { Timing::Late }
}
