//! Every way a seal can fail to cover something, each with its stable code.

use thiserror::Error;

/// Why a seal covers nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// There is none.
    #[error("there is no seal")]
    NoSeal,
    /// Not the suite of version 1.
    #[error("the seal's suite is not known")]
    UnknownSuite,
    /// Made for the other environment.
    #[error("the seal was made for another environment")]
    WrongEnvironment,
    /// The directory does not list the agency.
    #[error("the directory does not list the agency")]
    UnknownAgency,
    /// The directory lists no such key.
    #[error("the directory lists no such key")]
    UnknownKey,
    /// The key is another agency's.
    #[error("the key belongs to another agency")]
    ForeignKey,
    /// The key is not valid yet.
    #[error("the key is not valid yet")]
    KeyNotYetValid,
    /// The key expired more than a day ago.
    #[error("the key expired more than 24 hours ago")]
    KeyExpired,
    /// The key was revoked.
    #[error("the key was revoked")]
    KeyRevoked,
    /// The signature is not one of this key over this.
    #[error("the signature does not fit")]
    BadSignature,
}

impl SealError {
    /// Stable code in upper snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSeal => "NO_SEAL",
            Self::UnknownSuite => "UNKNOWN_SUITE",
            Self::WrongEnvironment => "WRONG_ENVIRONMENT",
            Self::UnknownAgency => "UNKNOWN_AGENCY",
            Self::UnknownKey => "UNKNOWN_KEY",
            Self::ForeignKey => "FOREIGN_KEY",
            Self::KeyNotYetValid => "KEY_NOT_YET_VALID",
            Self::KeyExpired => "KEY_EXPIRED",
            Self::KeyRevoked => "KEY_REVOKED",
            Self::BadSignature => "BAD_SIGNATURE",
        }
    }
}
