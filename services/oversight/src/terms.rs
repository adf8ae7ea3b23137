//! Terms of oversight (综治中心). Terms that practice reports name beside it have their homes with those who owe them: the
//! county petitions office issues orders and follows them up (XF11, XF12), the handling agencies finish what is registered
//! (RM15); what oversight itself owes is signed for under DS07 and answered under DS08, as by everyone.

use duijie_core::term::Term;

/// None of its own: no text gives a number for one, and none is invented. A county may shorten DS07 and DS08.
#[must_use]
pub const fn all() -> Vec<Term> {
    Vec::new()
}
