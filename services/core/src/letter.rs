//! Letters (函): the envelope that the exchange numbers and chains, and the reference that names one for ever. What a
//! letter says is in `letter::body`.

pub mod body;

use crate::{
    agency::AgencyId,
    ids::{Digest, DisputeCode, ReferralId},
    time::Timestamp,
};
pub use body::Body;

/// Names one letter: who wrote it to whom, its number in that chain, and the digest of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LetterRef {
    /// Who wrote it.
    pub from: AgencyId,
    /// To whom.
    pub to: AgencyId,
    /// 1, 2, 3 … per ordered pair.
    pub number: u64,
    /// content(n) of exchange §2.
    pub content: Digest,
}

/// A letter as a desk reads it. The exact bytes are kept beside it by whoever stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Who wrote it, to whom, number and content.
    pub reference: LetterRef,
    /// Recorded time of the commit that decided it.
    pub decided_at: Timestamp,
    /// How many of the addressee's letters were applied when it was decided.
    pub seen_number: u64,
    /// The dispute it belongs to.
    pub dispute: DisputeCode,
    /// The referral it is about.
    pub referral: ReferralId,
    /// What it says.
    pub body: Body,
}
