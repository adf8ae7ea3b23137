//! What is said in mediation to reach a settlement (调解保密). It is kept in the agency's own file and nowhere else: letter bodies,
//! documents and figures take words, and there is no way from here to words but two: [`Confidential::in_the_file`], which only
//! the codecs of the own journal and the own file's view may call (a tidy test names them), and [`Confidential::release`].

use crate::{matter::Matter, text::Text};
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

impl<T> fmt::Debug for Confidential<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Confidential")
    }
}

/// That each party of a matter agreed in writing that what was said may be made known. Only [`Matter::consent_of_all`] makes one.
#[derive(Debug)]
pub struct ConsentOfAll(());

impl Matter {
    /// The proof that all parties agreed.
    ///
    /// # Errors
    /// The parties of whom no agreement is in the file; a matter without parties has nobody to agree.
    pub fn consent_of_all(&self) -> Result<ConsentOfAll, Vec<&Text>> {
        let parties = self.subject.parties.iter().map(|party| &party.name);
        let missing: Vec<_> = parties.filter(|party| !self.agrees_to_release(party)).collect();
        if missing.is_empty() && !self.subject.parties.is_empty() { Ok(ConsentOfAll(())) } else { Err(missing) }
    }
}
