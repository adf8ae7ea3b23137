//! Terms of the petitions office (信访局) and of those it passes petitions on to: the order is here, the rows are by subject.

mod handling;
mod practice;

use duijie_core::term::{RuleId, Term};

/// XF01.
pub const PASS_ON: RuleId = RuleId::literal("XF01");

/// XF01, XF02, XF11 and XF12. What whoever handles a petition owes is with the terms that all agencies have (XF03 to XF10), what
/// a mediation body owes is with mediation (XF13), what prosecutors owe with them (XF14, XF15), what the petitions office of
/// the police owes with the police (XF16).
#[must_use]
pub fn all() -> Vec<Term> {
    handling::TERMS.iter().chain(practice::TERMS).copied().collect()
}
