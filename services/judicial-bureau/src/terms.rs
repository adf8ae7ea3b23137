//! Terms of mediation and of those who mediate or decide beside it and have no directory of their own: the order is
//! here, the rows are by subject.

mod entrusted;
mod neighbours;
mod peoples;
mod received;

use duijie_core::term::{RuleId, Term};

/// GA17.
pub const PASSING_UP: RuleId = RuleId::literal("GA17");
/// RM01.
pub const PEOPLES_MEDIATION: RuleId = RuleId::literal("RM01");
/// SU04.
pub const CONFIRM_COMMISSION: RuleId = RuleId::literal("SU04");
/// DS10.
pub const ASSISTING_ORDINARY: RuleId = RuleId::literal("DS10");
/// DS11.
pub const ASSISTING_SUMMARY: RuleId = RuleId::literal("DS11");
/// SU06.
pub const DELEGATED: RuleId = RuleId::literal("SU06");
/// SU07.
pub const ENTRUSTED_ORDINARY: RuleId = RuleId::literal("SU07");
/// SU08.
pub const ENTRUSTED_SUMMARY: RuleId = RuleId::literal("SU08");

/// SC01, within which the parties are led to the court;
/// RM01 to RM15; GA17, after which mediation is passed up, but for what a court commissions; SU04 to SU08 and SU10, which mediators owe to a court; XF13, which they owe for a petition. SU07 and
/// SU08 have two versions. DS10 and DS11, for assisting a court that mediates itself, are of our own design: the law gives no number.
#[must_use]
pub fn all() -> Vec<Term> {
    peoples::TERMS.iter().chain(neighbours::TERMS).chain(entrusted::TERMS).chain(received::TERMS).copied().collect()
}
