//! 当事人意愿: who may say it, and what the last word of the parties begins.

use super::{Act, Context, case_step, named};
use crate::{dossier::Consent, dossier::ConsentState, matter::Matter, refusal::Refusal, text::Text};

/// A withdrawal may be written again, for its paper may come later.
pub(super) fn may_be_written(
    ctx: Context<'_>,
    matter: &Matter,
    officer: &Text,
    consent: &Consent,
) -> Result<Vec<Act>, Refusal> {
    named(matter, &consent.party)?;
    let before = matter.consent_of(&consent.party).map(|consent| consent.state);
    let had_one =
        before == Some(ConsentState::Given) || (before == Some(ConsentState::Withdrawn) && consent.evidence.is_some());
    if consent.state == ConsentState::Withdrawn && !had_one {
        let party = consent.party.as_str();
        return Err(Refusal::out_of_order(
            "NO_CONSENT_TO_WITHDRAW",
            format!("“{party}”没有登记过同意，不能登记撤回；不同意的请登记为不同意"),
            format!("no consent of `{party}` is written down that it could withdraw; write refused instead"),
        ));
    }
    if matter.asked_on_line() && completes(matter, consent) {
        return case_step::agreed_on_line(ctx, matter, officer);
    }
    Ok(Vec::new())
}

/// Whether with this word, and not before it, every party agrees.
fn completes(matter: &Matter, consent: &Consent) -> bool {
    let agrees = |party: &Text| {
        let word = matter.consent_of(party).map(|it| it.state);
        *party == consent.party || word == Some(ConsentState::Given)
    };
    let all = matter.subject.parties.iter().all(|party| agrees(&party.name));
    consent.state == ConsentState::Given && all && !matter.all_agree()
}
