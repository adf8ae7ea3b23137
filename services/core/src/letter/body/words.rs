//! What officers write in a letter in their own words, by the paths of the fields in which they were asked for it.

use super::{Body, LapseGround};
use crate::{
    outcome::{Outcome, OutcomeResult},
    purpose::Purpose,
    subject::Material,
    text::Text,
};

type Words<'a> = Vec<(&'static str, &'a Text)>;

impl Body {
    /// Everything in it that an officer wrote: no names of parties, bodies and officers, and nothing that the desk wrote
    /// itself.
    #[must_use]
    pub fn words(&self) -> Words<'_> {
        match self {
            Self::Refer(it) => [all("opinion", &it.opinion), purpose(&it.purpose)].concat(),
            Self::Accept(it) => all("own_number", &it.own_number),
            Self::Decline(it) => [all("basis", &it.basis), vec![("text", &it.text)]].concat(),
            Self::Object(it) => [all("basis", &it.basis), vec![("text", &it.text)]].concat(),
            Self::DecideObjection(it) => vec![("text", &it.text)],
            Self::RequestSupplement(it) => [all("items", &it.items), all("text", &it.text)].concat(),
            Self::Supplement(it) => [named("materials", &it.materials), all("text", &it.text)].concat(),
            Self::MaterialRequest(it) => all("text", &it.text),
            Self::Progress(it) => vec![("text", &it.text)],
            Self::Suspend(it) => [all("basis", &it.basis), named("evidence", &it.evidence)].concat(),
            Self::Extend(it) => all("reason", &it.reason),
            Self::Conclude(it) => concluded(&it.outcome),
            Self::Recall(it) => vec![("reason", &it.reason)],
            Self::Withdraw(it) => all("reason", &it.reason),
            Self::Lapse(it) => match &it.ground {
                LapseGround::Override { officer: _, reason } => vec![("reason", reason)],
                LapseGround::Proof { .. } => Vec::new(),
            },
            Self::Note(it) => vec![("text", &it.text)],
            Self::Arrived(_)
            | Self::Acknowledge(_)
            | Self::Resume(_)
            | Self::Recount(_)
            | Self::ConfirmOutcome(_)
            | Self::Verdict(_)
            | Self::Remind(_)
            | Self::NotUnderstood(_) => Vec::new(),
        }
    }
}

fn purpose(purpose: &Purpose) -> Words<'_> {
    match purpose {
        Purpose::Supervision(it) => vec![("demand", &it.demand)],
        Purpose::Petition(it) => it.requirements.iter().map(|it| ("requirements.demand", &it.demand)).collect(),
        Purpose::Confirmation(it) => vec![("agreement", &it.agreement.name), ("mediated_by", &it.mediated_by.name)],
        Purpose::Handling => Vec::new(),
    }
}

/// Words that all parties released are not among them.
fn concluded(outcome: &Outcome) -> Words<'_> {
    let result = match &outcome.result {
        OutcomeResult::Agreement(it) => vec![("outcome.agreement.document", &it.document.name)],
        OutcomeResult::NoAgreement(it) | OutcomeResult::Terminated(it) => [
            vec![("outcome.no_agreement.facts", &it.facts)],
            all("outcome.no_agreement.undisputed_facts", &it.undisputed_facts),
            named("outcome.no_agreement.returned", &it.returned),
        ]
        .concat(),
        OutcomeResult::Replied(it) => {
            [vec![("outcome.reply.text", &it.text)], named("outcome.reply.materials", &it.materials)].concat()
        }
        OutcomeResult::Answered(it) => {
            [vec![("answer.text", &it.text)], named("answer.materials", &it.materials)].concat()
        }
        OutcomeResult::Ruled(it) => named("ruling.document", &it.document),
        OutcomeResult::SettledAndWithdrawn => Vec::new(),
    };
    [all("outcome.remarks", &outcome.remarks), result].concat()
}

fn all<'a>(path: &'static str, words: impl IntoIterator<Item = &'a Text>) -> Words<'a> {
    words.into_iter().map(|text| (path, text)).collect()
}

fn named<'a>(path: &'static str, materials: impl IntoIterator<Item = &'a Material>) -> Words<'a> {
    all(path, materials.into_iter().map(|material| &material.name))
}
