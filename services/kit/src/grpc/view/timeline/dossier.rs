//! What is written into the dossier, in a sentence of each language.

mod petition;

use duijie_core::dossier::{ConsentState, Entry};

/// Name of what was written, and both sentences.
pub(super) fn words(entry: &Entry) -> (&'static str, String, String) {
    match entry {
        Entry::Sorting(sorting) => petition::sorting(sorting),
        Entry::Reception(reception) => petition::reception(reception),
        Entry::Reply(reply) => petition::reply(reply),
        Entry::ReviewAsked(asked) => petition::review_asked(asked),
        Entry::Repeat(repeat) => petition::repeat(repeat),
        Entry::Consent(consent) => {
            let (zh, en) = match consent.state {
                ConsentState::Given => ("同意调解", "agrees to mediation"),
                ConsentState::Refused => ("不同意调解", "does not agree to mediation"),
                ConsentState::Withdrawn => ("撤回调解同意", "no longer agrees to mediation"),
            };
            let party = consent.party.as_str();
            ("consent", format!("{party}{zh}"), format!("{party} {en}"))
        }
    }
}
