//! Terms of the petitions office (信访局) and of those it passes petitions on to: the order is here, the rows are by subject.

mod handling;
mod practice;
mod review;

use duijie_core::term::Term;

/// XF01 to XF12. What a mediation body owes for a petition is with mediation (XF13), what prosecutors owe with them (XF14,
/// XF15), what the petitions office of the police owes with the police (XF16).
#[must_use]
pub fn all() -> Vec<Term> {
    handling::TERMS.iter().chain(review::TERMS).chain(practice::TERMS).copied().collect()
}
