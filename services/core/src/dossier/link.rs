//! Joining a matter to a dispute (一案一码): all matters about one dispute bear one code.

use super::Entry;
use crate::{ids::DisputeCode, matter::Matter, text::Text};

/// From here on the matter bears another dispute's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeLink {
    /// Which.
    pub dispute: DisputeCode,
    /// The code it bore until then; the desk fills it in.
    pub former: Option<DisputeCode>,
    /// Why.
    pub reason: Text,
}

impl Matter {
    /// Dispute codes that it bore before, oldest first.
    pub fn former_disputes(&self) -> impl Iterator<Item = &DisputeCode> {
        self.dossier
            .iter()
            .filter_map(|entered| if let Entry::Linked(link) = &entered.entry { link.former.as_ref() } else { None })
    }
}
