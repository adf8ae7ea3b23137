//! What the judicial bureau (司法局) receives (受理清单): the kinds of mediation that other agencies hand over.

use crate::exclusions::NOT_CONFIRMED;
use crate::terms::{
    CONFIRM_COMMISSION, ENTRUSTED_ORDINARY, ENTRUSTED_SUMMARY, OBJECTION, PASSING_UP, PEOPLES_MEDIATION,
};
use duijie_core::{
    ids::Kind,
    purpose::CONFIRMATION,
    rules::{DecidingFrom, Handling, Offer, ProcedureNeed, Sends},
};

/// 司法确认: agreements go to the court for confirmation (民事诉讼法第205条). 督办 as everyone may.
#[must_use]
pub fn sends() -> Vec<Sends> {
    let confirmation = Sends::new(Kind::literal(CONFIRMATION), &["courts"], ProcedureNeed::None);
    vec![Sends { exclusions: NOT_CONFIRMED, ..confirmation }, Sends::supervision()]
}

/// 公调, 检调 (the damages alone), 诉调 and 访调, and 督办 (for petitions 信访工作条例第40条). A petition handed over can be objected to (第23条). A
/// court's commission is accepted or refused within three working days of its receipt (在线调解规则第12条).
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![
        Offer {
            passing_up: Some(PASSING_UP),
            ..Offer::common(Kind::literal("police"), &["public-security"], Handling::One(PEOPLES_MEDIATION))
        },
        Offer::common(Kind::literal("prosecution"), &["public-security"], Handling::One(PEOPLES_MEDIATION)),
        Offer {
            deciding: CONFIRM_COMMISSION,
            deciding_from: DecidingFrom::Arrival,
            ..Offer::common(
                Kind::literal("litigation"),
                &["courts"],
                Handling::ByProcedure { ordinary: ENTRUSTED_ORDINARY, summary: ENTRUSTED_SUMMARY },
            )
        },
        Offer {
            objecting: Some(OBJECTION),
            ..Offer::common(Kind::literal("petition"), &["petitions"], Handling::One(PEOPLES_MEDIATION))
        },
        Offer::supervision(),
    ]
}
