//! What courts (法院) hands over and receives (受理清单).

use duijie_core::{
    ids::Kind,
    rules::{Offer, ProcedureNeed, Sends},
};

/// 诉调: filed cases go to commissioned mediation (民事诉讼法 125; 特邀调解规定; 在线调解规则).
#[must_use]
pub fn sends() -> Vec<Sends> {
    vec![Sends { kind: Kind::literal("litigation"), to_role: "judicial-bureau", procedure: ProcedureNeed::Required }]
}

/// Nothing is handed to it yet.
#[must_use]
pub fn offers() -> Vec<Offer> {
    Vec::new()
}
