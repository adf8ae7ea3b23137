//! Forms of documents that the judicial bureau and its mediation bodies issue, by subject.

mod agreements;
mod answers;
mod intake;
mod volume;

use duijie_core::document::Form;

/// All of them.
#[must_use]
pub fn all() -> Vec<Form> {
    [intake::FORMS, agreements::FORMS, answers::FORMS, volume::FORMS].into_iter().flatten().copied().collect()
}
