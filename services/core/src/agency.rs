//! Who takes part: agencies, named by division and role. Which agencies there are is the directory's matter, not ours.

use std::{fmt, str::FromStr, sync::Arc};
use thiserror::Error;

/// Longest role token; NATS subjects and file names are made of it.
const ROLE_CHARACTERS_MAX: usize = 32;

/// An agency: GB/T 2260 division code and role, written `320102.courts`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgencyId {
    text: Arc<str>,
    dot: usize,
}

impl AgencyId {
    /// GB/T 2260 division code: 6, 9 or 12 digits.
    #[must_use]
    pub fn division(&self) -> &str {
        &self.text[..self.dot]
    }

    /// The role token, for example `judicial-bureau`.
    #[must_use]
    pub fn role(&self) -> &str {
        &self.text[self.dot + 1..]
    }

    /// `<division>.<role>`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for AgencyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why a text is not an agency.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AgencyIdError {
    /// There is no dot between division and role.
    #[error("an agency is written `<division>.<role>`")]
    Shape,
    /// The division is not 6, 9 or 12 digits.
    #[error("a division code has 6, 9 or 12 digits (GB/T 2260)")]
    Division,
    /// The role is not a short lowercase token.
    #[error("a role is 1 to 32 characters of a-z, 0-9 and `-`, and begins with a letter")]
    Role,
}

impl FromStr for AgencyId {
    type Err = AgencyIdError;

    fn from_str(text: &str) -> Result<Self, AgencyIdError> {
        let (division, role) = text.split_once('.').ok_or(AgencyIdError::Shape)?;
        if !is_division(division) {
            return Err(AgencyIdError::Division);
        }
        let fits = role.len() <= ROLE_CHARACTERS_MAX
            && role.starts_with(|c: char| c.is_ascii_lowercase())
            && role.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !fits {
            return Err(AgencyIdError::Role);
        }
        Ok(Self { text: text.into(), dot: division.len() })
    }
}

/// Whether `code` has the shape of a GB/T 2260 code (or its 9 and 12 digit extensions).
#[must_use]
pub fn is_division(code: &str) -> bool {
    matches!(code.len(), 6 | 9 | 12) && code.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_a_division_and_a_role() {
        let agency: AgencyId = "320102.judicial-bureau".parse().unwrap();
        assert_eq!((agency.division(), agency.role()), ("320102", "judicial-bureau"));
    }

    #[test]
    fn what_is_not_an_agency_says_why() {
        assert_eq!("320102".parse::<AgencyId>(), Err(AgencyIdError::Shape));
        assert_eq!("32010.courts".parse::<AgencyId>(), Err(AgencyIdError::Division));
        assert_eq!("320102.Courts".parse::<AgencyId>(), Err(AgencyIdError::Role));
        assert_eq!("320102.a.b".parse::<AgencyId>(), Err(AgencyIdError::Role));
    }
}
