//! 当事人意愿: who may say it.

use super::{Act, named};
use crate::{dossier::Consent, dossier::ConsentState, matter::Matter, refusal::Refusal};

pub(super) fn may_be_written(matter: &Matter, consent: &Consent) -> Result<Vec<Act>, Refusal> {
    named(matter, &consent.party)?;
    let before = matter.consent_of(&consent.party).map(|consent| consent.state);
    if consent.state == ConsentState::Withdrawn && before != Some(ConsentState::Given) {
        let party = consent.party.as_str();
        return Err(Refusal::out_of_order(
            "NO_CONSENT_TO_WITHDRAW",
            format!("“{party}”没有登记过同意，不能登记撤回；不同意的请登记为不同意"),
            format!("no consent of `{party}` is written down that it could withdraw; write refused instead"),
        ));
    }
    Ok(Vec::new())
}
