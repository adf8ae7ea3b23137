//! The two wrappings that travel: exact bytes of a letter or statement with its seal.

use super::field::FieldError;
use duijie_proto::v1;
use prost::Message;

/// A letter's or statement's exact bytes with the seal that covers them.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealed {
    /// The encoded `Letter` or `Statement`.
    pub bytes: Vec<u8>,
    /// The seal; letters inside a run have none.
    pub seal: Option<v1::Seal>,
}

/// The bytes of a `SealedLetter`.
#[must_use]
pub fn wrap_letter(letter: &[u8], seal: Option<v1::Seal>) -> Vec<u8> {
    v1::SealedLetter { letter: letter.to_vec(), seal }.encode_to_vec()
}

/// Opens the bytes of a `SealedLetter`.
///
/// # Errors
/// If they are none, or there is no letter in it.
pub fn open_letter(sealed: &[u8]) -> Result<Sealed, FieldError> {
    let raw = v1::SealedLetter::decode(sealed).map_err(|_| FieldError::damaged("sealed_letter"))?;
    not_empty("letter", Sealed { bytes: raw.letter, seal: raw.seal })
}

/// The bytes of a `SealedStatement`.
#[must_use]
pub fn wrap_statement(statement: &[u8], seal: v1::Seal) -> Vec<u8> {
    v1::SealedStatement { statement: statement.to_vec(), seal: Some(seal) }.encode_to_vec()
}

/// Opens the bytes of a `SealedStatement`.
///
/// # Errors
/// If they are none, or there is no statement in it.
pub fn open_statement(sealed: &[u8]) -> Result<Sealed, FieldError> {
    let raw = v1::SealedStatement::decode(sealed).map_err(|_| FieldError::damaged("sealed_statement"))?;
    not_empty("statement", Sealed { bytes: raw.statement, seal: raw.seal })
}

fn not_empty(field: &str, sealed: Sealed) -> Result<Sealed, FieldError> {
    if sealed.bytes.is_empty() { Err(FieldError::missing(field)) } else { Ok(sealed) }
}
