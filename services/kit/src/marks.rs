//! Marks: keyed digests by which an agency finds a party's number again without having it. The key never leaves the agency, so
//! a mark says nothing to others, and numbers cannot be tried out against a copied journal.

use duijie_core::{dossier::IdentifierKind, ids::Digest};
use sha2::{Digest as _, Sha256};

/// Block of SHA-256 in bytes, which HMAC pads its key to.
const BLOCK: usize = 64;

/// What an agency makes marks with. It has no `Debug`.
#[derive(Clone)]
pub struct MarkKey([u8; 32]);

impl MarkKey {
    /// The key that follows from a secret of the agency, which has to be the same for ever: marks are compared over years.
    #[must_use]
    pub fn of(secret: &[u8; 32]) -> Self {
        Self(hmac(secret, b"duijie/1/mark-key"))
    }

    /// The mark of a number in its checked form.
    #[must_use]
    pub fn mark(&self, kind: IdentifierKind, number: &str) -> Digest {
        let kind: &[u8] = match kind {
            IdentifierKind::ResidentId => b"resident-id\0",
            IdentifierKind::SocialCredit => b"social-credit\0",
        };
        Digest::new(hmac(&self.0, &[kind, number.as_bytes()].concat()))
    }
}

/// The word by which a mark is found among the words of a matter. No other word is of this shape.
#[must_use]
pub fn word(mark: &Digest) -> String {
    format!("mark{mark}")
}

/// HMAC-SHA-256 (RFC 2104) with a key no longer than a block.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let padded = |with: u8| {
        let mut block = [with; BLOCK];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_rfc_4231() {
        let cases: [(&[u8], &[u8], &str); 2] = [
            (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
        ];
        for (key, message, expected) in cases {
            assert_eq!(Digest::new(hmac(key, message)).to_string(), expected);
        }
    }

    #[test]
    fn a_mark_depends_on_number_kind_and_agency() {
        let (ours, theirs) = (MarkKey::of(&[1; 32]), MarkKey::of(&[2; 32]));
        let mark = ours.mark(IdentifierKind::ResidentId, "11010519491231002X");
        assert_eq!(mark, MarkKey::of(&[1; 32]).mark(IdentifierKind::ResidentId, "11010519491231002X"));
        assert_ne!(mark, ours.mark(IdentifierKind::SocialCredit, "11010519491231002X"));
        assert_ne!(mark, ours.mark(IdentifierKind::ResidentId, "110105194912310020"));
        assert_ne!(mark, theirs.mark(IdentifierKind::ResidentId, "11010519491231002X"));
    }
}
