//! Contesting competence: the receiver objects with reasons, the sender verifies and decides (信访工作条例第23条第3款).

use super::{Act, Context, arrival, due_under, only};
use crate::{
    agency::AgencyId,
    command::Answer,
    letter::{
        Body, Letter,
        body::{Arrived, DecideObjection, Object, Officer},
    },
    referral::{Referral, Stage},
    refusal::Refusal,
    terms_common::ANSWER_OBJECTION,
    text::Text,
    time::Timestamp,
};

/// Where the law gives the right.
const BASIS: &str = "《信访工作条例》第23条第3款";

/// Whether the right to object has passed, wherever the referral stands by now.
pub(super) fn is_late(now: Timestamp, referral: &Referral) -> bool {
    referral.objection.is_none() && referral.object_due.as_ref().is_some_and(|until| now >= until.due)
}

/// Why the receiver cannot object, where the stage alone would let it.
pub(super) fn not_open(now: Timestamp, referral: &Referral) -> Option<Refusal> {
    let Some(until) = &referral.object_due else {
        return Some(Refusal::out_of_order(
            "NO_OBJECTION",
            format!("{} 类对接没有异议程序；不属于受理范围的，可以不予受理并写明理由", referral.kind),
            format!("kind `{}` knows no objection; decline it with the reason instead", referral.kind),
        ));
    };
    if referral.objection.is_some() {
        return Some(
            Refusal::out_of_order(
                "OBJECTION_DECIDED",
                "异议已经提出并答复，不能再次提出；仍有争议的，报共同上级机关决定",
                "an objection was raised and answered already; what is still disputed goes to the common superior",
            )
            .with_basis("《信访工作条例》第24条"),
        );
    }
    if now >= until.due {
        return Some(Refusal::out_of_order(
            "OBJECTION_LATE",
            format!("异议须在收到之日起五个工作日内提出，期限至 {} 届满；可以商请转送、交办机关收回，或者报共同上级机关协调", crate::due::display_due(until.due)),
            format!(
                "an objection is due within five working days of receipt, which ended at {} Beijing time; ask the \
                 sender to recall it, or the common superior",
                crate::due::display_due(until.due)
            ),
        )
        .with_basis(BASIS));
    }
    None
}

/// A petition passed on is not given back by the receiver's own word.
pub(super) fn instead_of_declining() -> Refusal {
    Refusal::out_of_order(
        "OBJECT_INSTEAD",
        "转送、交办的信访事项不能自行退回；不属于本机关、本系统职权范围的，签收后在收到之日起五个工作日内提出异议并详细说明\
         理由，经核实同意后退回",
        "a petition passed on is not declined; sign for it and object with full reasons within five working days of its \
         receipt, and it goes back once the sender has verified that",
    )
    .with_basis(BASIS)
}

/// Raises it; that it may be raised is checked before.
pub(super) fn object(
    referral: &Referral,
    officer: Officer,
    basis: Option<Text>,
    text: Text,
    suggestion: Option<AgencyId>,
) -> Vec<Act> {
    only(referral, Body::Object(Object { officer, basis, text, suggestion }))
}

pub(super) fn decide(referral: &Referral, officer: Officer, answer: Answer, text: Text) -> Vec<Act> {
    only(referral, Body::DecideObjection(DecideObjection { officer, answer, text }))
}

/// The sender's desk has the objection and says until when it answers.
pub(super) fn objected(ctx: Context<'_>, referral: &Referral, letter: &Letter) -> Vec<Act> {
    if referral.stage != Stage::Acknowledged || referral.overtaken(letter) {
        return Vec::new();
    }
    let due = due_under(ctx, &ANSWER_OBJECTION, ctx.now);
    due.map_or_else(|_| Vec::new(), |due| dated(ctx, referral, letter, due))
}

/// The receiver's desk has the refusal of its objection and goes on: 受理 is due anew.
pub(super) fn decided(ctx: Context<'_>, referral: &Referral, letter: &Letter, decision: &DecideObjection) -> Vec<Act> {
    if decision.answer == Answer::Grant || referral.stage != Stage::Objected {
        return Vec::new();
    }
    arrival::next_due(ctx, referral).map_or_else(|_| Vec::new(), |due| dated(ctx, referral, letter, due))
}

/// Says when the duty that `letter` begins is due.
pub(super) fn dated(ctx: Context<'_>, referral: &Referral, letter: &Letter, due: crate::due::Due) -> Vec<Act> {
    let content = letter.reference.content;
    only(referral, Body::Arrived(Arrived { content, arrived_at: ctx.now, due, object_due: None }))
}
