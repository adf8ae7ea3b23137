//! Names of things: matters, referrals, disputes, requests, officers, digests. Making one from raw text checks it. Names are
//! shared, not copied: a matter is copied with every record about it, and most of it is names and words.

use std::{fmt, str::FromStr, sync::Arc};
use thiserror::Error;

/// Longest id we or a peer may make.
const ID_CHARACTERS_MAX: usize = 64;

/// Why a text is not an id.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("an id is 1 to 64 characters of A-Z, a-z, 0-9, `-` and `_`")]
pub struct IdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let fits = (1..=ID_CHARACTERS_MAX).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
                fits.then(|| Self(text.into())).ok_or(IdError)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// One agency's own file of a dispute.
    MatterId
);
id!(
    /// One handoff; both sides use the same id.
    ReferralId
);
id!(
    /// 一案一码: shared by all matters of one dispute.
    DisputeCode
);
id!(
    /// What makes a command idempotent: chosen by the caller, in practice a UUID.
    RequestId
);
id!(
    /// Kind of handoff (对接类别), for example `police`, `litigation`, `petition`. Open, not an enum.
    Kind
);

impl Kind {
    /// A kind written in an agency's source. Its tests compare it with what [`str::parse`] accepts.
    #[must_use]
    pub fn literal(token: &'static str) -> Self {
        Self(token.into())
    }
}

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest([u8; 32]);

impl Digest {
    /// What precedes the first link and the first record.
    pub const ZERO: Self = Self([0; 32]);

    /// From its 32 bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// From a slice, if it has 32 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}
