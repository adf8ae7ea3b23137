//! The rules of oversight (综治中心): what it orders, what is reported to it, under which terms. Nothing else may know them.

pub mod forms;
pub mod offers;
pub mod terms;

use duijie_core::{
    forms_common,
    rules::{Mediates, Rules},
    terms_common,
};

/// Role token of the agency.
pub const ROLE: &str = "oversight";

/// All of them.
#[must_use]
pub fn rules() -> Rules {
    Rules {
        role: ROLE,
        sends: offers::sends(),
        offers: offers::offers(),
        terms: terms_common::all().into_iter().chain(terms::all()).collect(),
        mediates: Mediates::No,
        forms: forms::all().into_iter().chain(forms_common::all()).collect(),
    }
}
