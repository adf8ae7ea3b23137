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

id!(
    /// A circumstance of a dispute that excludes something, such as `hired_violence`; the agencies' tables name them.
    CircumstanceId
);

id!(
    /// A special case of a rule, which has a length of its own, for example `summary` (简易程序).
    VariantId
);

/// One deadline of an agency's own on a matter: the matter's id and which of its own deadlines it is, counted from one, so
/// that whatever makes one in a record can name it and its matter is known from the name alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnId(Arc<str>);

/// Stands between the matter's id and the number.
const OWN_MARK: &str = "-d";

impl OwnId {
    /// The `nth` own deadline of `matter`, counted from one.
    #[must_use]
    pub fn nth(matter: &MatterId, nth: usize) -> Self {
        Self(format!("{matter}{OWN_MARK}{nth}").into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The matter it is on.
    ///
    /// # Errors
    /// Never for one that was read or made here.
    pub fn matter(&self) -> Result<MatterId, IdError> {
        self.0.rsplit_once(OWN_MARK).ok_or(IdError)?.0.parse()
    }
}

impl FromStr for OwnId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (matter, nth) = text.rsplit_once(OWN_MARK).ok_or(IdError)?;
        let nth: u32 = nth.parse().map_err(|_| IdError)?;
        let canonical = Self::nth(&matter.parse()?, usize::try_from(nth).map_err(|_| IdError)?);
        // Written in one way only: no sign, no leading zero.
        if nth > 0 && canonical.as_str() == text { Ok(canonical) } else { Err(IdError) }
    }
}

impl fmt::Display for OwnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_deadline_names_its_matter_in_one_way_only() {
        let matter: MatterId = "m-d7-dx".parse().unwrap();
        let id = OwnId::nth(&matter, 12);
        assert_eq!((id.as_str(), id.matter()), ("m-d7-dx-d12", Ok(matter)));
        assert_eq!(id.as_str().parse(), Ok(id));
        for wrong in ["m-d0", "m-d01", "m-d+1", "m-d", "-d1", "m", "m-d1/own", "m-d4294967296"] {
            assert_eq!(wrong.parse::<OwnId>(), Err(IdError), "{wrong}");
        }
    }
}
