//! What public security (公安) hands over and receives (受理清单).

use duijie_core::{
    ids::Kind,
    rules::{Offer, ProcedureNeed, Sends},
};

/// 公调: disputes heard at police stations go to people's mediation (治安管理处罚法 9; 公安机关办理行政案件程序规定 178–186).
#[must_use]
pub fn sends() -> Vec<Sends> {
    vec![Sends { kind: Kind::literal("police"), to_roles: &["judicial-bureau"], procedure: ProcedureNeed::None }]
}

/// Nothing is handed to it yet.
#[must_use]
pub fn offers() -> Vec<Offer> {
    Vec::new()
}
