//! Digests of the exchange and the journal, each under its own tag, and the ids derived from a request. The encoding of
//! the parts is written down in `proto/README.md`, so that anybody can compute them. Nothing here signs or encrypts.

use duijie_core::{
    agency::AgencyId,
    dossier::{Document, Filled},
    ids::Digest,
};
use sha2::Digest as _;

/// RFC 4648 base32, in lowercase.
const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// How much of a digest an id shows: 128 bits do not collide, and 26 characters can still be read out.
const ID_BYTES: usize = 16;

/// `content(n)` of exchange §2: the digest of a letter's exact bytes.
#[must_use]
pub fn content(letter: &[u8]) -> Digest {
    Tagged::new("duijie/1/letter").raw(letter).digest()
}

/// `link(n)` of exchange §2: what the chain from `from` to `to` is at `number`. `link(0)` is [`Digest::ZERO`].
#[must_use]
pub fn link(from: &AgencyId, to: &AgencyId, number: u64, previous: &Digest, content: &Digest) -> Digest {
    Tagged::new("duijie/1/link")
        .text(from.as_str())
        .text(to.as_str())
        .number(number)
        .raw(previous.as_bytes())
        .raw(content.as_bytes())
        .digest()
}

/// The digest of the journal at a record with these exact bytes, after one with the digest `previous`.
#[must_use]
pub fn record(previous: &Digest, record: &[u8]) -> Digest {
    Tagged::new("duijie/1/record").raw(previous.as_bytes()).raw(record).digest()
}

/// The digest of a request: the full name of the rpc and its parts, in order.
#[must_use]
pub fn request(method: &str, parts: &[&[u8]]) -> Digest {
    parts.iter().fold(Tagged::new("duijie/1/request").bytes(method.as_bytes()), |all, part| all.bytes(part)).digest()
}

/// The digest of a document's content, as `IssuedDocument.digest` in the contract says it.
#[must_use]
pub fn document(document: &Document) -> Digest {
    let referral = document.referral.as_ref().map_or("", |id| id.as_str());
    let year = u64::try_from(document.year).unwrap_or(0);
    let head = Tagged::new("duijie/1/document")
        .bytes(document.form.as_str().as_bytes())
        .bytes(document.title.as_str().as_bytes())
        .bytes(referral.as_bytes())
        .bytes(document.class.as_str().as_bytes())
        .number(year)
        .number(u64::from(document.serial))
        .bytes(document.number.as_str().as_bytes())
        .bytes(document.issuer.as_str().as_bytes())
        .bytes(document.issued_on.to_string().as_bytes())
        .bytes(document.layout.as_str().as_bytes())
        .number(document.fields.len() as u64);
    let with = |all: Tagged, field: &Filled| {
        let Filled { key, name, value } = field;
        all.bytes(key.as_str().as_bytes()).bytes(name.as_str().as_bytes()).bytes(value.as_str().as_bytes())
    };
    let mut all = document.fields.iter().fold(head, with);
    for lines in [&document.clauses, &document.signatures] {
        all = lines.iter().fold(all.number(lines.len() as u64), |all, line| all.bytes(line.as_str().as_bytes()));
    }
    all.digest()
}

/// SHA-256 of a material or another content, without a tag, as everybody else computes it.
#[must_use]
pub fn sha256(content: &[u8]) -> Digest {
    Digest::new(sha2::Sha256::digest(content).into())
}

/// The id `<prefix><26 characters of base32>` of what the `parts` name, such as an agency and a request id. The same
/// parts give the same id for ever, so a client that tries again finds what it made the first time.
#[must_use]
pub fn derived_id(prefix: &str, tag: &str, parts: &[&[u8]]) -> String {
    let all = parts.iter().fold(Tagged::new("duijie/1/id").bytes(tag.as_bytes()), |all, part| all.bytes(part));
    format!("{prefix}{}", base32(&all.digest().as_bytes()[..ID_BYTES]))
}

/// Characters of a UUIDv7 that tell its millisecond.
const ORDER_CHARACTERS: usize = 12;

/// What orders an id by time: the leading digits of a UUIDv7 without its dashes. Stores write neighbours together, so ids
/// made one after another should be neighbours; any other text orders nothing but harms nothing.
#[must_use]
pub fn order_of_uuid(uuid: &str) -> String {
    uuid.chars().filter(char::is_ascii_hexdigit).take(ORDER_CHARACTERS).collect()
}

/// The ordering part of an id made with [`ordered_prefix`]; empty for other ids.
#[must_use]
pub fn order_of(id: &str) -> &str {
    let part = id.split('-').nth(1).unwrap_or_default();
    let fits = part.len() == ORDER_CHARACTERS && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    if fits { part } else { "" }
}

/// `<letter>-<order>-`, to derive an id under.
#[must_use]
pub fn ordered_prefix(letter: &str, order: &str) -> String {
    format!("{letter}-{order}-")
}

fn base32(bytes: &[u8]) -> String {
    let bits = bytes.len() * 8;
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    (0..bits.div_ceil(5))
        .map(|character| (0..5).fold(0, |value, offset| value << 1 | bit(character * 5 + offset)))
        .map(|value| char::from(BASE32[usize::from(value)]))
        .collect()
}

/// Parts under a tag, written so that no two different lists of parts have the same bytes. No tag is the beginning of
/// another.
#[derive(Clone)]
pub(crate) struct Tagged(Vec<u8>);

impl Tagged {
    /// Begins with the tag, as it is.
    pub(crate) fn new(tag: &'static str) -> Self {
        Self(tag.as_bytes().to_vec())
    }

    /// Bytes whose length is fixed, or which come last.
    pub(crate) fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// An agency or another token: its length in bytes as u16, big-endian, then UTF-8.
    pub(crate) fn text(self, token: &str) -> Self {
        debug_assert!(token.len() <= usize::from(u16::MAX), "tokens are bounded by their types");
        let length = u16::try_from(token.len()).unwrap_or(u16::MAX);
        self.raw(&length.to_be_bytes()).raw(token.as_bytes())
    }

    /// Any bytes: their length as u64, big-endian, then they.
    pub(crate) fn bytes(self, bytes: &[u8]) -> Self {
        self.number(bytes.len() as u64).raw(bytes)
    }

    /// A number as u64, big-endian.
    pub(crate) fn number(self, number: u64) -> Self {
        self.raw(&number.to_be_bytes())
    }

    /// What is signed or authenticated.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// SHA-256 of it.
    pub(crate) fn digest(&self) -> Digest {
        sha256(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_the_standard() {
        assert_eq!(base32(b"foobar"), "mzxw6ytboi");
        assert_eq!(base32(b"f"), "my");
    }

    #[test]
    fn a_derived_id_is_always_the_same_and_can_be_an_id() {
        let id = derived_id("r-", "referral", &[b"320102.courts", b"request-1"]);
        assert_eq!(id, derived_id("r-", "referral", &[b"320102.courts", b"request-1"]));
        assert_eq!(id.len(), 28);
        assert!(id.parse::<duijie_core::ids::ReferralId>().is_ok());
        assert_ne!(id, derived_id("r-", "referral", &[b"320102.court", b"srequest-1"]));
        assert_ne!(id, derived_id("r-", "matter", &[b"320102.courts", b"request-1"]));
    }

    #[test]
    fn a_link_is_what_the_page_for_third_parties_says() {
        let (from, to) = ("320102.courts".parse().unwrap(), "320102.petitions".parse().unwrap());
        let content = content(b"letter");
        assert_eq!(content, sha256(b"duijie/1/letterletter"));
        let mut written = b"duijie/1/link\0\x0d320102.courts\0\x10320102.petitions\0\0\0\0\0\0\0\x07".to_vec();
        written.extend([0; 32]);
        written.extend(content.as_bytes());
        assert_eq!(link(&from, &to, 7, &Digest::ZERO, &content), sha256(&written));
    }
}
