//! The rules of the judicial bureau (司法局): what it receives, under which terms. Nothing else may know them.

pub mod exclusions;
pub mod offers;
pub mod terms;

use duijie_core::{
    rules::{Mediates, Rules},
    terms_common,
};

/// Role token of the agency.
pub const ROLE: &str = "judicial-bureau";

/// All of them.
#[must_use]
pub fn rules() -> Rules {
    let terms = terms_common::all().into_iter().chain(terms::all()).collect();
    Rules { role: ROLE, sends: offers::sends(), offers: offers::offers(), terms, mediates: Mediates::Yes }
}
