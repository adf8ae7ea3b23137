//! Terms of discipline inspection (纪委监委).

use duijie_core::term::Term;

/// None of its own: no national text on this handoff was found, and none is invented.
#[must_use]
pub const fn all() -> Vec<Term> {
    Vec::new()
}
