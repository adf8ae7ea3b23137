//! What is known besides what was said, and by whom: it may be written although it was said too.

use crate::{
    document::Layout,
    ids::ReferralId,
    matter::Matter,
    outcome::{Outcome, OutcomeResult},
    referral::Referral,
    text::Text,
};

/// What of `matter` may leave: how the dispute was registered, what other agencies wrote, results, agreements, and what all parties
/// still agree to make known.
///
/// What was registered here after `said_since`, the first record of what was said, may have been taken from there, so it opens
/// nothing. `concluding` is the referral that ends with an agreement by what is being decided.
pub(super) fn open(matter: &Matter, said_since: u64, concluding: Option<&ReferralId>) -> Vec<Text> {
    let mut open = matter.told.clone();
    if matter.incoming().is_some() || matter.opened < said_since {
        open.extend(matter.subject.words().into_iter().map(|(_, text)| text));
    }
    open.extend(matter.referrals.iter().filter_map(|referral| referral.outcome.as_ref()).flat_map(of_result));
    open.extend(agreed(matter, concluding).cloned());
    if matter.consent_of_all().is_ok() {
        open.extend(matter.released().map(|(_, released)| released.text.clone()));
    }
    open
}

fn of_result(outcome: &Outcome) -> Vec<Text> {
    let result = match &outcome.result {
        OutcomeResult::NoAgreement(it) | OutcomeResult::Terminated(it) => {
            std::iter::once(&it.facts).chain(&it.undisputed_facts).cloned().collect()
        }
        OutcomeResult::Answered(it) | OutcomeResult::Replied(it) => vec![it.text.clone()],
        OutcomeResult::Agreement(it) => vec![it.document.name.clone()],
        OutcomeResult::Ruled(it) => vec![it.number.clone()],
        OutcomeResult::SettledAndWithdrawn => Vec::new(),
    };
    outcome.remarks.iter().cloned().chain(result).collect()
}

/// What is written in papers of agreements. A paper by itself opens nothing: while mediation goes on it is a draft, what is offered
/// in it is conceded to reach a settlement, and if none is reached that stays between the parties (特邀调解规定第22条). Only once the
/// result is an agreement is the paper its content; one that was voided is not.
fn agreed<'a>(matter: &'a Matter, concluding: Option<&'a ReferralId>) -> impl Iterator<Item = &'a Text> {
    let is_agreement = move |referral: &Referral| {
        let result = referral.outcome.as_ref().map(|outcome| &outcome.result);
        concluding == Some(&referral.id) || matches!(result, Some(OutcomeResult::Agreement(_)))
    };
    let papers = matter.issued().filter(|issued| issued.document.layout == Layout::Agreement);
    let reached = papers.filter(move |issued| {
        let referral = issued.document.referral.as_ref().and_then(|id| matter.referral(id));
        referral.is_some_and(is_agreement)
    });
    reached.flat_map(|issued| issued.document.fields.iter().map(|field| &field.value))
}
