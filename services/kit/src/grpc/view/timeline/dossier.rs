//! What is written into the dossier, in a sentence of each language.

mod intake;
mod mediation;
mod petition;
mod rules;

use duijie_core::{
    dossier::{Circumstance, ConsentState, Entry, Finding, Override},
    exclusion::Excluded,
};

/// Name of what was written, and both sentences.
pub(in crate::grpc) fn words(entry: &Entry) -> (&'static str, String, String) {
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
        Entry::Document(document) => {
            let (number, title) = (document.number.as_str(), document.title.as_str());
            ("document", format!("出具《{title}》{number}"), format!("issued {number} (`{}`)", document.form.as_str()))
        }
        Entry::DocumentVoided(voided) => {
            let (of, why) = (voided.document, voided.reason.as_str());
            ("document_voided", format!("流水号 {of} 的文书作废：{why}"), format!("voided the document at {of}: {why}"))
        }
        Entry::Intake(it) => intake::intake(it),
        Entry::Identified(it) => intake::identified(it),
        Entry::Triaged(it) => intake::triaged(it),
        Entry::Linked(it) => intake::linked(it),
        Entry::Circumstance(it) => circumstance(it),
        Entry::Override(it) => let_pass(it),
        Entry::Disclosure(it) => mediation::disclosure(it),
        Entry::Recusal(it) => mediation::recusal(it),
        Entry::RecusalDecision(it) => mediation::decision(it),
        Entry::ReplacementRejected(it) => mediation::rejected(it),
        Entry::Session(it) => mediation::session(it),
        Entry::JointPanel(it) => mediation::panel(it),
        Entry::Performance(it) => mediation::performance(it),
        Entry::FollowUp(it) => mediation::follow_up(it),
        Entry::FilePart(it) => mediation::file_part(it),
        Entry::Archive(it) => mediation::archive(it),
        Entry::ReleaseConsent(it) => mediation::release_consent(it),
        Entry::Released(it) => mediation::released(it),
        Entry::Card(card) => rules::card(card),
        Entry::Approval(approval) => rules::approval(approval),
        Entry::Elsewhere(it) => rules::elsewhere(it),
        Entry::AccidentFinding(it) => rules::finding(it),
        Entry::AccidentLoss(it) => rules::loss(it),
        Entry::MediationAsked(it) => rules::asked(it),
        Entry::Sparing(it) => rules::sparing(it),
        Entry::MediatorNamed(it) => rules::mediator(it),
        Entry::CaseStep(it) => rules::step(it),
    }
}

fn circumstance(it: &Circumstance) -> (&'static str, String, String) {
    let (zh, en) = match it.finding {
        Finding::Found => ("查明有下列情形", "this circumstance was found"),
        Finding::Corrected => ("更正，查明没有下列情形", "corrected: this circumstance is not so"),
    };
    let (code, text) = (it.code.as_str(), it.text.as_str());
    ("circumstance", format!("{zh}（{code}）：{text}"), format!("{en} ({code}): {text}"))
}

fn let_pass(it: &Override) -> (&'static str, String, String) {
    let what = match &it.excluded {
        Excluded::Kind(kind) => kind.as_str(),
        Excluded::Rule(rule) => rule.as_str(),
    };
    let (code, reason) = (it.code.as_str(), it.reason.as_str());
    let zh = format!("例外批准：虽有情形 {code}，仍可办理 {what}；理由：{reason}");
    ("override", zh, format!("`{what}` was let pass in spite of `{code}`: {reason}"))
}
