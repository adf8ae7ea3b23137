//! What oversight (综治中心) orders and what is reported to it. It handles no dispute and is told no more of one than its name,
//! category, place and number.

use duijie_core::rules::{Offer, Sends};

/// 督办函 to the agency that owes a duty; it signs for the answers.
#[must_use]
pub fn sends() -> Vec<Sends> {
    vec![Sends::supervision(), Sends::proxy()]
}

/// Reports about overdue duties, from anyone. Its answer to the report strikes it off (销号).
#[must_use]
pub fn offers() -> Vec<Offer> {
    vec![Offer::supervision(), Offer::proxy()]
}
