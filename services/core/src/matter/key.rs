//! What names a deadline among all of an agency's: the referral and the duty, or the own deadline's id. Its text form has
//! two parts, so that stores, pages and lists keep one order for both.

use crate::{
    ids::{OwnId, ReferralId},
    referral::Duty,
};
use std::{cmp::Ordering, fmt};

/// Names a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DeadlineKey {
    /// A duty of a referral.
    Referral(ReferralId, Duty),
    /// One of the agency's own.
    Own(OwnId),
}

impl DeadlineKey {
    /// What it is of, as text, and which duty; an own deadline is of itself.
    #[must_use]
    pub fn parts(&self) -> (&str, Duty) {
        match self {
            Self::Referral(referral, duty) => (referral.as_str(), *duty),
            Self::Own(own) => (own.as_str(), Duty::Own),
        }
    }

    /// Reads the two parts; none if the first is not an id of that sort.
    #[must_use]
    pub fn of(of: &str, duty: Duty) -> Option<Self> {
        match duty {
            Duty::Own => of.parse().ok().map(Self::Own),
            Duty::Acknowledge | Duty::Accept | Duty::Handle | Duty::FeedBack | Duty::AnswerObjection => {
                of.parse().ok().map(|referral| Self::Referral(referral, duty))
            }
        }
    }

    /// The referral, if it is of one.
    #[must_use]
    pub const fn referral(&self) -> Option<&ReferralId> {
        match self {
            Self::Referral(referral, _) => Some(referral),
            Self::Own(_) => None,
        }
    }
}

impl Ord for DeadlineKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for DeadlineKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for DeadlineKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (of, duty) = self.parts();
        write!(f, "{of}/{}", duty.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_from_its_two_parts_and_keeps_their_order() {
        let mut keys: Vec<DeadlineKey> = Duty::ALL.iter().filter_map(|duty| DeadlineKey::of("m-1-d1", *duty)).collect();
        assert_eq!(keys.len(), Duty::ALL.len(), "a referral may be named as an own deadline is");
        for key in &keys {
            let (of, duty) = key.parts();
            assert_eq!(DeadlineKey::of(of, duty).as_ref(), Some(key));
        }
        let sorted = keys.clone();
        keys.reverse();
        keys.sort();
        assert_eq!(keys, sorted);
        assert_eq!(keys.last().map(ToString::to_string).as_deref(), Some("m-1-d1/own"));
        assert_eq!(DeadlineKey::of("r-1", Duty::Own), None);
    }
}
