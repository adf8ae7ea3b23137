//! What petitions (信访局) hands over and receives (受理清单).

use duijie_core::{
    ids::Kind,
    rules::{Offer, ProcedureNeed, Sends},
};

/// 访调: petitions about civil disputes go to people's mediation (信访工作条例 33; 司法部、国家信访局意见 2025-02-10);
/// 督办: their handling is supervised by the office that handed them over (信访工作条例 38–40).
#[must_use]
pub fn sends() -> Vec<Sends> {
    vec![Sends::new(Kind::literal("petition"), &["judicial-bureau"], ProcedureNeed::None), Sends::supervision()]
}

/// 督办 of what it owes itself; disputes are not handed to it yet.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![Offer::supervision()]
}
