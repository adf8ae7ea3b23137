//! Who is to mediate (选定、指定调解员), before the matter is handed over: the parties' choice, or the agency's designation.

use super::Entry;
use crate::{matter::Matter, text::Text};

/// Who is to mediate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediatorNamed {
    /// The mediator or mediation body.
    pub mediator: Text,
    /// By whom.
    pub by: NamedBy,
}

/// By whom a mediator was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// 双方共同选定
    Parties,
    /// 指定
    Agency,
}

impl Matter {
    /// Who was last named to mediate.
    #[must_use]
    pub fn mediator_named(&self) -> Option<&MediatorNamed> {
        self.dossier.iter().rev().find_map(|entered| {
            let Entry::MediatorNamed(named) = &entered.entry else { return None };
            Some(named)
        })
    }
}
