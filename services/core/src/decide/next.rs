//! What the law has follow from how a referral stands, for people to do. Nothing is done by it: it is shown.

use crate::{
    dossier::ConsentState,
    matter::Matter,
    purpose::Purpose,
    referral::{Referral, Side, Stage},
    rules::{Came, Rules, includes},
    term::{Words, words},
};

const OBEY: Words = words(
    "有当事人不再同意调解：应当办理当事人撤回（Withdraw），终止调解并退回材料",
    "a party does not agree to mediation any more: withdraw it for the party, so that it ends and the papers go back",
);
const VOLUNTARY: &str = "《民事诉讼法》第96条、第125条；《人民调解法》第26条";

/// Each with the statute and article.
#[must_use]
pub fn next_steps(rules: &Rules, matter: &Matter, referral: &Referral) -> Vec<(Words, &'static str)> {
    let mut steps = Vec::new();
    if referral.purpose == Purpose::Handling && goes_on(referral.stage) && unwilling(matter) {
        steps.push((OBEY, VOLUNTARY));
    }
    let came = referral.outcome.as_ref().and_then(|outcome| Came::of(&outcome.result));
    let sends = rules.sends(&referral.kind).filter(|_| referral.side == Side::Sender && has_result(referral.stage));
    if let (Some(came), Some(sends)) = (came, sends) {
        let mode = referral.commission.mode.or_else(|| sends.modes.first().map(|usual| usual.mode));
        let after = sends.afterwards.iter().filter(|after| after.came == came && includes(after.modes, mode));
        steps.extend(after.map(|after| (after.what, after.article)));
    }
    steps
}

fn unwilling(matter: &Matter) -> bool {
    matter.subject.parties.iter().any(|party| {
        let state = matter.consent_of(&party.name).map(|consent| consent.state);
        matches!(state, Some(ConsentState::Refused | ConsentState::Withdrawn))
    })
}

const fn goes_on(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Sent | Stage::Arrived | Stage::Acknowledged | Stage::Objected | Stage::Accepted | Stage::Suspended
    )
}

const fn has_result(stage: Stage) -> bool {
    matches!(stage, Stage::Concluded | Stage::Confirmed)
}
