//! What is said in mediation to reach a settlement (调解保密). It is kept in the agency's own file and nowhere else: letter bodies,
//! documents and figures take words, and there is no way from here to words but two: [`Confidential::in_the_file`], which only
//! the codecs of the own journal and the own file's view may call (a tidy test names them), and [`Confidential::release`].
//! What officers write that leaves is compared with it in `repeated`.

mod open;
mod repeated;
mod stock;
mod sum;
mod unit;

use crate::{dossier::Entry, letter::body::PartyConsent, matter::Matter, text::Text};
pub(crate) use repeated::WhatWasSaid;
use std::fmt;

/// Something said in mediation: what a party conceded, why a mediator discloses a tie, what was talked about in a session.
///
/// Nobody may use it against who said it (特邀调解规定第22条, 在线调解规则第18条), and mediators may not tell it (人民调解法第15条).
/// Results, the agreement, undisputed facts and the reason of failure are not confidential and are plain words.
///
/// A letter takes words:
/// ```
/// use duijie_core::{letter::body::Progress, text::Text};
/// fn told(text: Text, officer: Text) -> Progress {
///     Progress { officer, text, body: None, mediator: None, attempt: None }
/// }
/// ```
/// and what was said in mediation does not become words by itself:
/// ```compile_fail,E0308
/// use duijie_core::{confidential::Confidential, letter::body::Progress, text::Text};
/// fn told(said: Confidential<Text>, officer: Text) -> Progress {
///     Progress { officer, text: said, body: None, mediator: None, attempt: None }
/// }
/// ```
/// ```compile_fail,E0277
/// use duijie_core::{confidential::Confidential, letter::body::Progress, text::Text};
/// fn told(said: Confidential<Text>, officer: Text) -> Progress {
///     Progress { officer, text: said.into(), body: None, mediator: None, attempt: None }
/// }
/// ```
/// ```compile_fail,E0277
/// use duijie_core::{confidential::Confidential, text::Text};
/// fn printed(said: Confidential<Text>) -> String {
///     format!("{said}")
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Confidential<T>(T);

impl<T> Confidential<T> {
    /// From now on it is confidential.
    #[must_use]
    pub const fn new(said: T) -> Self {
        Self(said)
    }

    /// For the agency's own file: its journal, and the view of it that its own officers have.
    #[must_use]
    pub const fn in_the_file(&self) -> &T {
        &self.0
    }

    /// Makes it known, for everyone whom it concerns has agreed.
    #[must_use]
    pub fn release(self, _: &ConsentOfAll) -> T {
        self.0
    }
}

impl Confidential<Text> {
    /// That part of it which says just this, if it says this.
    #[must_use]
    pub fn part(&self, words: &Text) -> Option<Self> {
        self.0.as_str().contains(words.as_str()).then(|| Self(words.clone()))
    }
}

impl<T> fmt::Debug for Confidential<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Confidential")
    }
}

/// That each party of a matter agreed in writing that what was said may be made known. Only [`Matter::consent_of_all`] makes one.
#[derive(Debug)]
pub struct ConsentOfAll(Vec<PartyConsent>);

impl ConsentOfAll {
    /// Each party's word in writing.
    #[must_use]
    pub fn of_each(self) -> Vec<PartyConsent> {
        self.0
    }
}

impl Matter {
    /// The proof that all parties agreed.
    ///
    /// # Errors
    /// The parties of whom no agreement is in the file; a matter without parties has nobody to agree.
    pub fn consent_of_all(&self) -> Result<ConsentOfAll, Vec<&Text>> {
        let mut agreed = Vec::new();
        let mut missing = Vec::new();
        for party in self.subject.parties.iter().map(|party| &party.name) {
            match self.release_consent_of(party) {
                Some(evidence) => agreed.push(PartyConsent { party: party.clone(), evidence: evidence.clone() }),
                None => missing.push(party),
            }
        }
        if missing.is_empty() && !agreed.is_empty() { Ok(ConsentOfAll(agreed)) } else { Err(missing) }
    }

    /// Everything that was said in its mediation, by the position of the record that has it.
    pub fn said(&self) -> impl Iterator<Item = (u64, &Confidential<Text>)> {
        let attempts = self.attempts.iter().map(|attempt| (attempt.position, &attempt.text));
        attempts.chain(self.dossier.iter().filter_map(|entered| Some((entered.position, entered.entry.said()?))))
    }
}

impl Entry {
    /// What it has of what was said, if it has something.
    #[must_use]
    pub const fn said(&self) -> Option<&Confidential<Text>> {
        match self {
            Self::Session(it) => it.note.as_ref(),
            Self::JointPanel(it) => Some(&it.opinion),
            Self::Disclosure(it) => Some(&it.text),
            Self::Recusal(it) => Some(&it.text),
            Self::ReplacementRejected(it) => it.text.as_ref(),
            Self::Consent(_)
            | Self::Sorting(_)
            | Self::Reception(_)
            | Self::Reply(_)
            | Self::ReviewAsked(_)
            | Self::Repeat(_)
            | Self::Document(_)
            | Self::DocumentVoided(_)
            | Self::Circumstance(_)
            | Self::Override(_)
            | Self::RecusalDecision(_)
            | Self::Performance(_)
            | Self::FollowUp(_)
            | Self::FilePart(_)
            | Self::Archive(_)
            | Self::ReleaseConsent(_)
            | Self::Released(_)
            | Self::Card(_)
            | Self::Approval(_)
            | Self::Elsewhere(_)
            | Self::AccidentFinding(_)
            | Self::AccidentLoss(_)
            | Self::MediationAsked(_)
            | Self::Sparing(_)
            | Self::MediatorNamed(_)
            | Self::CaseStep(_)
            | Self::Intake(_)
            | Self::Identified(_)
            | Self::Triaged(_)
            | Self::Linked(_) => None,
        }
    }
}
