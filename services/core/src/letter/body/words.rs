//! What officers write in a letter in their own words, by the paths of the fields in which they were asked for it.

use super::{Body, ExtensionGround, LapseGround, PartyConsent, Progress, Refer};
use crate::{
    agency::AgencyId,
    commission::Commission,
    outcome::{Outcome, OutcomeResult},
    purpose::{Application, Property, Purpose},
    subject::{Material, Subject},
    text::Text,
};

/// Words with the path of the field that has them.
pub type Words = Vec<(&'static str, Text)>;

impl Body {
    /// Everything in it that an officer wrote, names too: a name is a field in which anything can be typed. Not who the officer
    /// is, and nothing that the desk wrote itself.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Refer(it) => handed_over(it),
            Self::Accept(it) => all("own_number", &it.own_number),
            Self::Decline(it) => [all("basis", &it.basis), one("text", &it.text), agency(&it.suggestion)].concat(),
            Self::Object(it) => [all("basis", &it.basis), one("text", &it.text), agency(&it.suggestion)].concat(),
            Self::DecideObjection(it) => one("text", &it.text),
            Self::RequestSupplement(it) => [all("items", &it.items), all("text", &it.text)].concat(),
            Self::Supplement(it) => [files("materials", &it.materials), all("text", &it.text)].concat(),
            Self::MaterialRequest(it) => [files("materials", &it.materials), all("text", &it.text)].concat(),
            Self::Progress(it) => progress(it),
            Self::Suspend(it) => [all("basis", &it.basis), files("evidence", &it.evidence)].concat(),
            Self::Extend(it) => [extended(&it.ground), all("reason", &it.reason)].concat(),
            Self::Conclude(it) => concluded(&it.outcome),
            Self::Recall(it) => {
                let ordered = it.order.iter().flat_map(|order| {
                    [one("order_number", &order.number), token("order_superior", &order.superior)].concat()
                });
                one("reason", &it.reason).into_iter().chain(ordered).collect()
            }
            Self::Withdraw(it) => [one("party", &it.party), all("reason", &it.reason)].concat(),
            Self::Lapse(it) => match &it.ground {
                LapseGround::Override { officer: _, reason } => one("reason", reason),
                LapseGround::Proof { .. } => Vec::new(),
            },
            Self::Note(it) => one("text", &it.text),
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

impl Subject {
    /// Everything in it, which was written when it was registered.
    #[must_use]
    pub fn words(&self) -> Words {
        let parties = self
            .parties
            .iter()
            .flat_map(|party| [one("parties.name", &party.name), all("parties.contact", &party.contact)].concat());
        let told = [
            one("title", &self.title),
            one("category", &self.category),
            all("summary", &self.summary),
            all("own_number", &self.own_number),
            files("materials", &self.materials),
        ];
        told.concat().into_iter().chain(parties).collect()
    }
}

fn handed_over(it: &Refer) -> Words {
    [it.subject.words(), commission(&it.commission), all("opinion", &it.opinion), purpose(&it.purpose)].concat()
}

fn commission(it: &Commission) -> Words {
    let consents = it.consents.iter().flat_map(|consent| {
        [one("consents.party", &consent.party), files("consents.evidence", &consent.evidence)].concat()
    });
    all("mediator", &it.mediator).into_iter().chain(consents).collect()
}

fn purpose(purpose: &Purpose) -> Words {
    match purpose {
        Purpose::Supervision(it) => [one("demand", &it.demand), token("agency", &it.agency)].concat(),
        Purpose::Petition(it) => it
            .requirements
            .iter()
            .flat_map(|it| {
                let names = [
                    ("requirements.unit", &it.unit),
                    ("requirements.leader", &it.leader),
                    ("requirements.handler", &it.handler),
                    ("requirements.supervisor", &it.supervisor),
                    ("requirements.demand", &it.demand),
                ];
                names.map(|(path, text)| (path, text.clone()))
            })
            .collect(),
        Purpose::Confirmation(it) => application(it),
        Purpose::Handling => Vec::new(),
    }
}

fn application(it: &Application) -> Words {
    let property: &[Material] = match &it.property {
        Property::Concerned(proof) => proof,
        Property::NotConcerned => &[],
    };
    let agents = it.agents.iter().flat_map(|agent| {
        let authorisation = files("application.agents.authorisation", &agent.authorisation);
        [one("application.agents.party", &agent.party), one("application.agents.name", &agent.name), authorisation]
            .concat()
    });
    let told = [
        all("application.applicants", &it.applicants),
        files("application.agreement", [&it.agreement]),
        files("application.mediated_by", [&it.mediated_by]),
        files("application.property_rights", property),
    ];
    told.concat().into_iter().chain(agents).collect()
}

/// Of an assignment and a failed attempt the desk writes the sentence.
fn progress(it: &Progress) -> Words {
    let by_the_desk = it.body.is_some() || it.mediator.is_some() || it.attempt.is_some();
    let text = Some(&it.text).filter(|_| !by_the_desk);
    [all("text", text), all("body", &it.body), all("mediator", &it.mediator)].concat()
}

fn extended(ground: &ExtensionGround) -> Words {
    match ground {
        ExtensionGround::Consent(consents) => agreed(["consents.party", "consents.evidence"], consents),
        ExtensionGround::Approval { by, document } => [one("approved_by", by), files("approval", [document])].concat(),
    }
}

fn agreed([party, evidence]: [&'static str; 2], consents: &[PartyConsent]) -> Words {
    consents.iter().flat_map(|it| [one(party, &it.party), files(evidence, [&it.evidence])].concat()).collect()
}

/// Words that all parties released are not among them; what proves that they did is.
fn concluded(outcome: &Outcome) -> Words {
    let result = match &outcome.result {
        OutcomeResult::Agreement(it) => files("outcome.agreement.document", [&it.document]),
        OutcomeResult::NoAgreement(it) | OutcomeResult::Terminated(it) => [
            one("outcome.no_agreement.facts", &it.facts),
            all("outcome.no_agreement.undisputed_facts", &it.undisputed_facts),
            files("outcome.no_agreement.returned", &it.returned),
        ]
        .concat(),
        OutcomeResult::Replied(it) => {
            [one("outcome.reply.text", &it.text), files("outcome.reply.materials", &it.materials)].concat()
        }
        OutcomeResult::Answered(it) => {
            [one("answer.text", &it.text), files("answer.materials", &it.materials)].concat()
        }
        OutcomeResult::Ruled(it) => [one("ruling.number", &it.number), files("ruling.document", &it.document)].concat(),
        OutcomeResult::SettledAndWithdrawn => Vec::new(),
    };
    let released = outcome.released.iter().flat_map(|it| agreed(["releases.party", "releases.evidence"], &it.consents));
    [all("outcome.remarks", &outcome.remarks), result].concat().into_iter().chain(released).collect()
}

/// Agencies are named by ids that an officer may type as freely.
fn agency(suggestion: &Option<AgencyId>) -> Words {
    suggestion.iter().flat_map(|agency| token("suggestion", agency)).collect()
}

fn token(path: &'static str, agency: &AgencyId) -> Words {
    Text::parse(agency.as_str(), usize::MAX).map(|id| (path, id)).into_iter().collect()
}

fn one(path: &'static str, text: &Text) -> Words {
    vec![(path, text.clone())]
}

fn all<'a>(path: &'static str, words: impl IntoIterator<Item = &'a Text>) -> Words {
    words.into_iter().map(|text| (path, text.clone())).collect()
}

fn files<'a>(path: &'static str, materials: impl IntoIterator<Item = &'a Material>) -> Words {
    materials
        .into_iter()
        .flat_map(|file| std::iter::once(&file.name).chain(&file.media_type))
        .map(|text| (path, text.clone()))
        .collect()
}
