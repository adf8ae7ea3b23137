//! The ways to end a referral early by command: decline, recall, a party's withdrawal.

use super::{Act, only, parties};
use crate::{
    agency::AgencyId,
    command::Answer,
    letter::{
        Body,
        body::{Decline, Officer, Recall, Ruling, SuperiorOrder, Verdict, Withdraw},
    },
    matter::Matter,
    outcome::DeclineCode,
    purpose::PurposeKind,
    referral::Referral,
    refusal::Refusal,
    text::Text,
};

/// Statute and article of a reason.
const BASIS_MAX: usize = 200;

/// 不予受理
pub(super) fn decline(
    referral: &Referral,
    officer: Officer,
    code: DeclineCode,
    basis: Option<Text>,
    text: Text,
    suggestion: Option<AgencyId>,
) -> Result<Vec<Act>, Refusal> {
    let article = code.of_confirmations();
    if let Some(article) = article.filter(|_| referral.purpose.kind() != PurposeKind::Confirmation) {
        return Err(Refusal::out_of_order(
            "DECLINE_CODE_NOT_APPLICABLE",
            "该理由只用于不予受理司法确认申请，请另选理由",
            "this reason is for applications for confirmation alone; choose another",
        )
        .with_basis(article));
    }
    // The officer's own article stands; else the one that names the reason.
    let basis = basis.or_else(|| article.and_then(|article| Text::parse(article, BASIS_MAX).ok()));
    Ok(only(referral, Body::Decline(Decline { officer, code, basis, text, suggestion })))
}

/// While a recall waits for an answer only a superior's order, which the receiver cannot refuse, adds anything.
pub(super) fn recall(
    referral: &Referral,
    officer: Officer,
    reason: Text,
    order: Option<SuperiorOrder>,
) -> Result<Vec<Act>, Refusal> {
    if referral.pending.is_some() && order.is_none() {
        return Err(Refusal::out_of_order(
            "RECALL_PENDING",
            "已有收回等待对方答复，只有上级指令可以再次收回",
            "a recall waits for an answer already; only a superior's order may follow it",
        ));
    }
    Ok(only(referral, Body::Recall(Recall { officer, reason, order })))
}

/// By the receiver it ends the referral at once while the receiver decides; otherwise it waits for the other desk. Both ends know
/// the parties, and only one of them withdraws.
pub(super) fn withdraw(
    matter: &Matter,
    referral: &Referral,
    officer: Officer,
    party: Text,
    reason: Option<Text>,
) -> Result<Vec<Act>, Refusal> {
    parties::named_in(matter, "party", &party)?;
    Ok(only(referral, Body::Withdraw(Withdraw { officer, party, reason })))
}

/// An officer of the receiver grants or refuses the recall of what was accepted.
pub(super) fn answer_recall(referral: &Referral, officer: Officer, answer: Answer) -> Result<Vec<Act>, Refusal> {
    let pending = referral
        .pending
        .as_ref()
        .ok_or_else(|| Refusal::out_of_order("NO_RECALL", "没有等待答复的收回", "there is no recall to answer"))?;
    let (ruling, decided_by) = match answer {
        Answer::Grant => (Ruling::Recalled, pending.letter.clone()),
        Answer::Refuse => (Ruling::RecallRefused, referral.reference.clone()),
    };
    Ok(only(referral, Body::Verdict(Verdict { ruling, decided_by, officer: Some(officer) })))
}
