//! What the judicial bureau (司法局) receives (受理清单): the three kinds of mediation that other agencies hand over.

use crate::terms::{ENTRUSTED_ORDINARY, ENTRUSTED_SUMMARY, PEOPLES_MEDIATION};
use duijie_core::{
    ids::Kind,
    rules::{Handling, Offer, Sends},
};

/// It hands nothing over yet.
#[must_use]
pub fn sends() -> Vec<Sends> {
    Vec::new()
}

/// 公调, 诉调 and 访调.
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![
        Offer {
            kind: Kind::literal("police"),
            from_roles: &["public-security"],
            handling: Handling::One(PEOPLES_MEDIATION),
        },
        Offer {
            kind: Kind::literal("litigation"),
            from_roles: &["courts"],
            handling: Handling::ByProcedure { ordinary: ENTRUSTED_ORDINARY, summary: ENTRUSTED_SUMMARY },
        },
        Offer {
            kind: Kind::literal("petition"),
            from_roles: &["petitions"],
            handling: Handling::One(PEOPLES_MEDIATION),
        },
    ]
}
