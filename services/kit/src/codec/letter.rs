//! Letters and their bytes: the frozen envelope, and the body in the clear or encrypted. A letter whose envelope is read
//! may still have a body that is not understood; the two are separate steps because they lead to different things.

use super::{
    body,
    field::{FieldError, agency, digest, instant, optional_token, proto_instant},
    sealed::{Sealed, open_letter},
    values::number,
};
use crate::{
    digest,
    seal::{CipherError, Keyring},
};
use duijie_core::{
    agency::AgencyId,
    ids::{Digest, DisputeCode, ReferralId},
    letter::{Body, Letter, LetterRef},
    time::Timestamp,
};
use duijie_proto::v1::{self, body_form::Form};
use prost::Message;
use thiserror::Error;

/// Most bytes of a letter: a run between two seals has at most 256 KiB (exchange §2), and one letter must fit.
pub const LETTER_BYTES_MAX: usize = 256 * 1024;

/// Longest name of a body.
const BODY_TYPE_CHARACTERS_MAX: usize = 64;

/// A letter of ours that is about to be written.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// Us.
    pub from: &'a AgencyId,
    /// To whom.
    pub to: &'a AgencyId,
    /// Its number.
    pub number: u64,
    /// The link before it.
    pub previous_link: &'a Digest,
    /// Recorded time of the commit.
    pub decided_at: Timestamp,
    /// How many of the addressee's letters are applied.
    pub seen_number: u64,
    /// The dispute.
    pub dispute: &'a DisputeCode,
    /// The referral.
    pub referral: &'a ReferralId,
    /// What it says.
    pub body: &'a Body,
}

/// Why a letter cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EncodeError {
    /// It is longer than a run between two seals.
    #[error("the letter has {has} bytes, at most {max} are allowed")]
    TooLong {
        /// Its bytes.
        has: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// The body cannot be encrypted to the addressee.
    #[error("cannot encrypt the body of the letter")]
    Cipher(#[source] CipherError),
    /// A field of the body holds more than peers read.
    #[error("the body cannot be read back")]
    Field(#[source] FieldError),
}

/// The bytes of a letter, which are hashed, stored and sent exactly so. Whoever gets `Ok` can read them back.
///
/// # Errors
/// If it is too long, a field is over its limit, or the directory has no key of the addressee.
pub fn encode(letter: &Outgoing<'_>, keyring: &Keyring, nonce: [u8; 24]) -> Result<Vec<u8>, EncodeError> {
    let (name, plain) = (letter.body.name(), body::encode(letter.body));
    body::decode(name, &plain).map_err(EncodeError::Field)?;
    let form = if body::is_personal(letter.body) {
        let encrypted = keyring.encrypt(letter.to, letter.number, name, &plain, nonce, letter.decided_at);
        Form::Encrypted(encrypted.map_err(EncodeError::Cipher)?)
    } else {
        Form::Plain(plain)
    };
    let bytes = v1::Letter {
        from: letter.from.as_str().to_owned(),
        to: letter.to.as_str().to_owned(),
        number: letter.number,
        previous_link: letter.previous_link.as_bytes().to_vec(),
        decided_at: Some(proto_instant(letter.decided_at)),
        seen_number: letter.seen_number,
        dispute_code: letter.dispute.as_str().to_owned(),
        referral_id: letter.referral.as_str().to_owned(),
        body_type: name.to_owned(),
        body: v1::BodyForm { form: Some(form) }.encode_to_vec(),
    }
    .encode_to_vec();
    if bytes.len() > LETTER_BYTES_MAX {
        return Err(EncodeError::TooLong { has: bytes.len(), max: LETTER_BYTES_MAX });
    }
    Ok(bytes)
}

/// An envelope as read; the body is still raw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Who wrote it.
    pub from: AgencyId,
    /// To whom.
    pub to: AgencyId,
    /// 1, 2, 3 … per ordered pair.
    pub number: u64,
    /// The link before it.
    pub previous_link: Digest,
    /// Recorded time of the commit that decided it.
    pub decided_at: Timestamp,
    /// How many of the addressee's letters were applied when it was decided.
    pub seen_number: u64,
    /// The dispute, if it says.
    pub dispute: Option<DisputeCode>,
    /// The referral, if it says.
    pub referral: Option<ReferralId>,
    /// The name of its body.
    pub body_type: String,
    /// The encoded `BodyForm`.
    pub body: Vec<u8>,
    /// content(number), over the exact bytes.
    pub content: Digest,
}

impl Envelope {
    /// What names the letter.
    #[must_use]
    pub fn reference(&self) -> LetterRef {
        LetterRef { from: self.from.clone(), to: self.to.clone(), number: self.number, content: self.content }
    }

    /// The link of its chain at it.
    #[must_use]
    pub fn link(&self) -> Digest {
        digest::link(&self.from, &self.to, self.number, &self.previous_link, &self.content)
    }
}

/// Why an envelope is not understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the envelope of the letter is not understood")]
pub struct EnvelopeError(#[source] pub FieldError);

/// Reads the envelope of a letter from its exact bytes.
///
/// # Errors
/// The first field that is wrong.
pub fn envelope(bytes: &[u8]) -> Result<Envelope, EnvelopeError> {
    parse_envelope(bytes).map_err(EnvelopeError)
}

fn parse_envelope(bytes: &[u8]) -> Result<Envelope, FieldError> {
    let raw = v1::Letter::decode(bytes).map_err(|_| FieldError::damaged("letter"))?;
    let named = (1..=BODY_TYPE_CHARACTERS_MAX).contains(&raw.body_type.len())
        && raw.body_type.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !named {
        let en = "is 1 to 64 characters of a-z, 0-9 and `_`";
        return Err(FieldError::new("body_type", "BAD_ID", "函类型格式不正确", en));
    }
    Ok(Envelope {
        from: agency("from", &raw.from)?,
        to: agency("to", &raw.to)?,
        number: number("number", raw.number)?,
        previous_link: digest("previous_link", &raw.previous_link)?,
        decided_at: instant("decided_at", raw.decided_at.as_ref())?,
        seen_number: raw.seen_number,
        dispute: optional_token("dispute_code", &raw.dispute_code)?,
        referral: optional_token("referral_id", &raw.referral_id)?,
        body_type: raw.body_type,
        body: raw.body,
        content: digest::content(bytes),
    })
}

/// A `SealedLetter` opened as far as the envelope.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The exact bytes of the `Letter`.
    pub bytes: Vec<u8>,
    /// Its envelope.
    pub envelope: Envelope,
    /// Its seal, unchecked; letters inside a run have none.
    pub seal: Option<v1::Seal>,
}

/// Opens the bytes of a `SealedLetter`.
///
/// # Errors
/// What in the wrapping or the envelope is not understood.
pub fn open(sealed: &[u8]) -> Result<Opened, EnvelopeError> {
    let Sealed { bytes, seal } = open_letter(sealed).map_err(EnvelopeError)?;
    let envelope = envelope(&bytes)?;
    Ok(Opened { bytes, envelope, seal })
}

/// Why a body is not understood. Neither the code nor the words contain anything of the body.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BodyError {
    /// A field is missing or wrong, or the body is not known.
    #[error("the body of the letter is not understood")]
    Field(#[source] FieldError),
    /// It cannot be decrypted.
    #[error("the body of the letter cannot be decrypted")]
    Cipher(#[source] CipherError),
}

impl BodyError {
    /// Stable code in upper snake case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Field(error) => error.code,
            Self::Cipher(error) => error.code(),
        }
    }

    /// One line for records and alarms, without anything of the body.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Field(error) => format!("{}: {error}", error.code),
            Self::Cipher(error) => format!("{}: {error}", error.code()),
        }
    }
}

/// Reads the letter in an envelope.
///
/// # Errors
/// Why its body is not understood.
pub fn read(envelope: &Envelope, keyring: &Keyring) -> Result<Letter, BodyError> {
    let missing = |field| BodyError::Field(FieldError::missing(field));
    let dispute = envelope.dispute.clone().ok_or_else(|| missing("dispute_code"))?;
    let referral = envelope.referral.clone().ok_or_else(|| missing("referral_id"))?;
    let Envelope { from, to, number, body_type, .. } = envelope;
    let form = v1::BodyForm::decode(envelope.body.as_slice()).map_err(|_| FieldError::damaged("body"));
    let (plain, in_clear) = match form.map_err(BodyError::Field)?.form.ok_or_else(|| missing("body.form"))? {
        Form::Plain(plain) => (plain, true),
        Form::Encrypted(body) => {
            (keyring.decrypt(from, to, *number, body_type, &body).map_err(BodyError::Cipher)?, false)
        }
    };
    let body = body::decode(body_type, &plain).map_err(BodyError::Field)?;
    if in_clear && body::is_personal(&body) {
        let (zh, en) = ("含个人信息的函须加密", "a body with personal data must be encrypted");
        return Err(BodyError::Field(FieldError::new("body", "NOT_ENCRYPTED", zh, en)));
    }
    Ok(Letter {
        reference: envelope.reference(),
        decided_at: envelope.decided_at,
        seen_number: envelope.seen_number,
        dispute,
        referral,
        body,
    })
}
