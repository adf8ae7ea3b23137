//! Numbers that agencies and people go by, each read from what was typed, checked as its standard asks, and printed in the one
//! form that the standard knows. A number that is refused is never quoted: it may be personal.

pub mod case_number;
pub mod division;
pub mod document_number;
pub mod resident_id;
pub mod social_credit;
mod typed;

pub use typed::narrow;

pub use case_number::CaseNumber;
pub use document_number::DocumentNumber;
pub use resident_id::ResidentId;
pub use social_credit::SocialCredit;

use crate::time::Date;
use thiserror::Error;

/// Why a number is refused, with what would be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{en}, for example `{example}`")]
pub struct Malformed {
    /// Stable code in upper snake case.
    pub code: &'static str,
    /// Chinese sentence.
    pub zh: &'static str,
    /// English sentence.
    pub en: &'static str,
    /// One that is right.
    pub example: &'static str,
}

/// The earliest year that a number of an office can bear: there was none of these offices before.
pub const FIRST_YEAR: i16 = 1949;

/// Which sort of number an agency gives to what it takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnNumberKind {
    /// 案号
    CourtCase,
    /// 受案号
    PoliceCase,
    /// 信访件编号
    Petition,
    /// 发文字号
    Document,
}

/// The agency's own number in the form of its kind. Without a kind any words will do, but what looks like a 案号 must be one.
///
/// # Errors
/// What is wrong with it.
pub fn own_number(kind: Option<OwnNumberKind>, text: &str, today: Date) -> Result<String, Malformed> {
    match kind {
        Some(OwnNumberKind::CourtCase) => CaseNumber::parse(text, today).map(|number| number.to_string()),
        Some(OwnNumberKind::Document) => DocumentNumber::parse(text, today).map(|number| number.to_string()),
        Some(OwnNumberKind::PoliceCase) => document_number::police_case(text, today),
        Some(OwnNumberKind::Petition) => document_number::petition(text, today),
        None if case_number::looks_like_one(text) => own_number(Some(OwnNumberKind::CourtCase), text, today),
        None => Ok(text.to_owned()),
    }
}

/// Whether a year can be that of a number written by `today`.
fn is_year(year: i16, today: Date) -> bool {
    (FIRST_YEAR..=today.year()).contains(&year)
}
