//! Terms of courts (法院) and of parties before them: the order is here, the rows are by subject. What mediators owe to a
//! court is with mediation.

mod confirmation;
mod litigation;

use duijie_core::term::{RuleId, Term};

/// SC02.
pub const ADMIT_APPLICATION: RuleId = RuleId::literal("SC02");
/// SU01.
pub const EXAMINE_FILING: RuleId = RuleId::literal("SU01");
/// SU12.
pub const TERM_OF_TRIAL: RuleId = RuleId::literal("SU12");
/// SC03.
pub const RULE_ON_APPLICATION: RuleId = RuleId::literal("SC03");

/// The reading of civil procedure.
const BY_CIVIL_PROCEDURE: &str = "《民事诉讼法》第85条";

/// SU01 to SU03, SU09, SU11, SU12, SC02 to SC06.
#[must_use]
pub fn all() -> Vec<Term> {
    litigation::TERMS.iter().chain(confirmation::TERMS).copied().collect()
}
