//! The thirteen cases that the law's dates are played through, with every due date written down beside the step that makes it. What
//! they compare is what the agencies themselves show.

mod courts;
mod mediation;
mod petitions;
mod police;

use super::Case;

/// All of them, by number.
pub(super) const CASES: [&Case; 13] = [
    &police::NIGHT,
    &police::APPRAISAL,
    &mediation::TWO_FAILURES,
    &courts::CONSENT_WITHDRAWN,
    &courts::NOT_TAKEN_ON,
    &petitions::WRONG_AGENCY,
    &courts::CONFIRMATION_REJECTED,
    &mediation::RECUSAL,
    &petitions::THREE_LEVELS,
    &police::MINOR_INJURY,
    &mediation::MEDICAL,
    &petitions::TWICE_REPORTED,
    &police::PROXY,
];
