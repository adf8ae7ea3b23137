//! What courts (法院) hands over and receives (受理清单).

use crate::commissions::{AFTER_RULING, AFTERWARDS, MODES};
use crate::exclusions::NOT_MEDIABLE;
use crate::terms::{ADMIT_APPLICATION, EXAMINE_FILING, RULE_ON_APPLICATION, TERM_OF_TRIAL};
use duijie_core::{
    commission::Mode,
    ids::Kind,
    purpose::CONFIRMATION,
    rules::{AfterFailure, DecidingFrom, Handling, Offer, ProcedureNeed, Sends},
    terms_common::ACKNOWLEDGE_OR_DEEMED,
};

/// A filing that was delegated before it was registered is examined when mediation came to nothing (特邀调解规定第21条).
const AFTER_FAILURE: &[AfterFailure] = &[AfterFailure::after(EXAMINE_FILING, &[Mode::PreFilingDelegation])];

/// 诉调: filed cases go to commissioned mediation (民事诉讼法 125; 特邀调解规定; 在线调解规则). What the parties add to its
/// term is not counted in the term of trial (特邀调解规定 27). 督办 as everyone may.
#[must_use]
pub fn sends() -> Vec<Sends> {
    let litigation = Sends::new(Kind::literal("litigation"), &["judicial-bureau"], ProcedureNeed::Required);
    vec![
        Sends {
            extension_not_counted_in: Some(TERM_OF_TRIAL),
            exclusions: NOT_MEDIABLE,
            modes: MODES,
            failed: AFTER_FAILURE,
            afterwards: AFTERWARDS,
            ..litigation
        },
        Sends::supervision(),
        Sends::proxy(),
    ]
}

/// 司法确认: mediation agreements come for confirmation (民事诉讼法第205至206条). Petitions passed on and
/// assigned (信访工作条例第22条) and 督办 as for everyone.
#[must_use]
pub fn offers() -> Vec<Offer> {
    let confirmation = Offer {
        acknowledging: ACKNOWLEDGE_OR_DEEMED,
        deciding: ADMIT_APPLICATION,
        deciding_from: DecidingFrom::Arrival,
        afterwards: AFTER_RULING,
        ..Offer::common(Kind::literal(CONFIRMATION), &["judicial-bureau"], Handling::One(RULE_ON_APPLICATION))
    };
    vec![confirmation, Offer::transfer(), Offer::assignment(), Offer::supervision(), Offer::proxy()]
}
