//! What is written into the dossier, in a sentence of each language.

use duijie_core::dossier::{ConsentState, Entry};

/// Name of what was written, and both sentences.
pub(super) fn words(entry: &Entry) -> (&'static str, String, String) {
    match entry {
        Entry::Consent(consent) => {
            let (zh, en) = match consent.state {
                ConsentState::Given => ("同意调解", "agrees to mediation"),
                ConsentState::Refused => ("不同意调解", "does not agree to mediation"),
                ConsentState::Withdrawn => ("撤回调解同意", "no longer agrees to mediation"),
            };
            let party = consent.party.as_str();
            ("consent", format!("{party}{zh}"), format!("{party} {en}"))
        }
        Entry::Document(document) => {
            let (number, title) = (document.number.as_str(), document.title.as_str());
            ("document", format!("出具《{title}》{number}"), format!("issued {number} (`{}`)", document.form.as_str()))
        }
        Entry::DocumentVoided(voided) => {
            let (of, why) = (voided.document, voided.reason.as_str());
            ("document_voided", format!("流水号 {of} 的文书作废：{why}"), format!("voided the document at {of}: {why}"))
        }
    }
}
