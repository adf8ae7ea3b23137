//! What public security (公安) hands over and receives (受理清单).

use duijie_core::{
    ids::Kind,
    rules::{Offer, ProcedureNeed, Roles, Sends},
};

/// 公调: disputes heard at police stations go to people's mediation (治安管理处罚法 9; 公安机关办理行政案件程序规定 178–186). 督办 as
/// everyone may.
#[must_use]
pub fn sends() -> Vec<Sends> {
    let mediators = Roles::These(&["judicial-bureau"]);
    vec![
        Sends { kind: Kind::literal("police"), to_roles: mediators, procedure: ProcedureNeed::None },
        Sends::supervision(),
    ]
}

/// 督办 of what it owes itself; disputes are not handed to it yet.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![Offer::supervision()]
}
