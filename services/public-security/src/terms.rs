//! Terms of public security (公安) and of parties and stations before it: the order is here, the rows are by subject.

mod cases;
mod intake;
mod traffic;

use duijie_core::term::Term;

/// GA01 to GA16, and XF16, which the petitions office of the police owes. When mediation is passed up is with those who
/// mediate (GA17). GA07 has two versions.
#[must_use]
pub fn all() -> Vec<Term> {
    intake::TERMS.iter().chain(cases::TERMS).chain(traffic::TERMS).copied().collect()
}
