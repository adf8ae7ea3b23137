//! Circumstances (情形) of the dispute that exclude something, and who let it pass all the same (例外批准).

use super::Entry;
use crate::{exclusion::Excluded, ids::CircumstanceId, matter::Matter, subject::Material, text::Text};

/// A circumstance of the dispute, found or found not to be so after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circumstance {
    /// Which, by the token that the agency's exclusions name it by.
    pub code: CircumstanceId,
    /// Whether it is so.
    pub finding: Finding,
    /// What shows it, in words.
    pub text: Text,
    /// What proves it.
    pub evidence: Option<Material>,
}

/// Whether a circumstance is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// 查明存在
    Found,
    /// 更正：查明不存在
    Corrected,
}

/// 例外批准: the rank that the law names lets something pass although a circumstance excludes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The circumstance.
    pub code: CircumstanceId,
    /// What it keeps from being done.
    pub excluded: Excluded,
    /// Why it is let pass.
    pub reason: Text,
    /// The approval in writing.
    pub document: Option<Material>,
}

impl Matter {
    /// Whether the dispute is known to have this circumstance: what was written last counts.
    #[must_use]
    pub fn has_circumstance(&self, code: &str) -> bool {
        self.found_at(code).is_some()
    }

    /// Whether `excluded` was let pass since the circumstance was last found.
    #[must_use]
    pub fn is_overridden(&self, code: &str, excluded: &Excluded) -> bool {
        let Some(found) = self.found_at(code) else { return false };
        self.dossier.iter().filter(|entered| entered.position > found).any(|entered| {
            let Entry::Override(it) = &entered.entry else { return false };
            it.code.as_str() == code && it.excluded == *excluded
        })
    }

    /// Where the circumstance was last found, if it is so.
    fn found_at(&self, code: &str) -> Option<u64> {
        let last = self.dossier.iter().rev().find_map(|entered| {
            let Entry::Circumstance(it) = &entered.entry else { return None };
            (it.code.as_str() == code).then_some((entered.position, it.finding))
        });
        last.filter(|(_, finding)| *finding == Finding::Found).map(|(position, _)| position)
    }
}
