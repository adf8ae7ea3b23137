//! What petitions (信访局) hands over and receives (受理清单).

use duijie_core::{
    ids::Kind,
    rules::{Offer, ProcedureNeed, Sends},
};

/// 访调: petitions about civil disputes go to people's mediation (信访工作条例 33; 司法部、国家信访局意见 2025-02-10).
#[must_use]
pub fn sends() -> Vec<Sends> {
    vec![Sends { kind: Kind::literal("petition"), to_role: "judicial-bureau", procedure: ProcedureNeed::None }]
}

/// Nothing is handed to it yet.
#[must_use]
pub fn offers() -> Vec<Offer> {
    Vec::new()
}
