//! The rules of courts (法院): what it hands over, what it receives, under which terms. Nothing else may know them.

pub mod commissions;
pub mod exclusions;
pub mod offers;
pub mod terms;

use duijie_core::{
    rules::{Mediates, Rules},
    terms_common,
};

/// Role token of the agency.
pub const ROLE: &str = "courts";

/// All of them.
#[must_use]
pub fn rules() -> Rules {
    Rules {
        role: ROLE,
        sends: offers::sends(),
        offers: offers::offers(),
        terms: terms_common::all().into_iter().chain(terms::all()).collect(),
        mediates: Mediates::No,
    }
}
