//! Terms of the duties that public security (公安) owes to other agencies.

use duijie_core::{term::Term, terms_common};

/// As a receiver it would owe what every receiver owes; it receives nothing yet.
#[must_use]
pub fn terms() -> Vec<Term> {
    terms_common::all()
}
