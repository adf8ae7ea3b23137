//! What petitions (信访局) hands over and receives (受理清单).

use crate::terms::PASS_ON;
use duijie_core::{
    rules::{Offer, Roles, Sends},
    terms_common::{ASSIGN_AFTER_RECEPTION, FOLLOW_UP_RECEPTION},
};

/// 政法部门: to whom what courts, prosecutors or police have to end is passed on (信访工作条例第28条第2款、第31条第1项).
const POLITICAL_LEGAL: Option<&[&str]> = Some(&["courts", "procuratorate", "public-security", "judicial-bureau"]);

/// 访调: petitions about civil disputes go to people's mediation (信访工作条例 33; 司法部、国家信访局意见 2025-02-10);
/// 转送 and 交办: within fifteen days they go to whoever has power to settle them (第22条), and what a leader took up is assigned
/// within two; accusations go to discipline inspection alone (第30条第3款). 督办: their handling is supervised by the office that handed them over (信访工作条例 38–40).
#[must_use]
pub fn sends() -> Vec<Sends> {
    vec![
        Sends::mediation_of_petition(),
        Sends { sending_fulfils: &[PASS_ON], judicial_to: POLITICAL_LEGAL, ..Sends::transfer() },
        Sends { sending_fulfils: &[PASS_ON], to_roles: Roles::These(&["discipline"]), ..Sends::accusation() },
        Sends {
            sending_fulfils: &[PASS_ON, ASSIGN_AFTER_RECEPTION],
            result_fulfils: &[FOLLOW_UP_RECEPTION],
            judicial_to: POLITICAL_LEGAL,
            ..Sends::assignment()
        },
        Sends::supervision(),
        Sends::proxy(),
    ]
}

/// Petitions that a petitions office above passes on or assigns, and 督办 of what it owes itself.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![Offer::transfer(), Offer::assignment(), Offer::supervision(), Offer::proxy()]
}
