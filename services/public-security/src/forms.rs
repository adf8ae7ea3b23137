//! Forms of documents that public security issues, by subject.

mod cards;
mod cases;
mod traffic;

use duijie_core::document::Form;

/// All of them.
#[must_use]
pub fn all() -> Vec<Form> {
    [cases::FORMS, cards::FORMS, traffic::FORMS].into_iter().flatten().copied().collect()
}
