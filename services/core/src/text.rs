//! Words that people wrote. They may be personal, so they have no `Display`: logs and errors cannot print them.

use std::{fmt, sync::Arc};
use thiserror::Error;

/// Words of a bounded length, exactly as written: any Unicode but NUL, not blank.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<str>);

/// Why words are refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TextError {
    /// Empty, or nothing but white space.
    #[error("must not be blank")]
    Blank,
    /// More characters than the field holds.
    #[error("has {has} characters, at most {max} are allowed")]
    TooLong {
        /// Unicode scalar values in it.
        has: usize,
        /// Unicode scalar values allowed.
        max: usize,
    },
    /// Contains U+0000.
    #[error("must not contain the character NUL")]
    Nul,
}

impl Text {
    /// Checks and keeps `words`, which may have up to `max` Unicode scalar values.
    ///
    /// # Errors
    /// If they are blank, too long or contain NUL.
    pub fn parse(words: &str, max: usize) -> Result<Self, TextError> {
        if words.trim().is_empty() {
            return Err(TextError::Blank);
        }
        Self::parse_optional(words, max).map(|text| text.unwrap_or_else(|| Self("".into())))
    }

    /// As [`Text::parse`], but empty words are absent words.
    ///
    /// # Errors
    /// If they are white space only, too long or contain NUL.
    pub fn parse_optional(words: &str, max: usize) -> Result<Option<Self>, TextError> {
        if words.is_empty() {
            return Ok(None);
        }
        if words.contains('\0') {
            return Err(TextError::Nul);
        }
        if words.trim().is_empty() {
            return Err(TextError::Blank);
        }
        let has = words.chars().count();
        if has > max {
            return Err(TextError::TooLong { has, max });
        }
        Ok(Some(Self(words.into())))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_survive_and_nul_does_not() {
        let rare = "𠮷𪚥\u{2A700}\u{301}e\u{301}";
        assert_eq!(Text::parse(rare, 10).unwrap().as_str(), rare);
        assert_eq!(Text::parse("a\0b", 10), Err(TextError::Nul));
        assert_eq!(Text::parse(" \u{3000}", 10), Err(TextError::Blank));
        assert_eq!(Text::parse("四个汉字", 3), Err(TextError::TooLong { has: 4, max: 3 }));
        assert_eq!(Text::parse_optional("", 3), Ok(None));
    }
}
