//! Encrypted bodies: XChaCha20-Poly1305 under the key that two agencies share, readable at both ends and nowhere else.
//! Which bodies are encrypted is decided in `codec::letter`.

use super::Keyring;
use crate::digest::Tagged;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use duijie_core::{agency::AgencyId, time::Timestamp};
use duijie_proto::v1;
use std::sync::PoisonError;
use thiserror::Error;

/// The one body suite of version 1.
pub const BODY_SUITE: &str = "x25519-sha256-xchacha20poly1305";

/// Why a body could not be encrypted or decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CipherError {
    /// Not the suite of version 1.
    #[error("the body's suite is not known")]
    UnknownSuite,
    /// The letter is neither from us nor to us.
    #[error("the letter is neither from this agency nor to it")]
    NotOurs,
    /// The body names a key of ours that we do not have.
    #[error("this agency does not have the key that the body names")]
    NoOwnKey,
    /// The directory lists no such key of the peer, or none that can be used.
    #[error("the directory lists no such key of the other agency")]
    NoPeerKey,
    /// It was not made with this key for this letter, or it was altered.
    #[error("the body was altered, or is not encrypted for this letter")]
    Altered,
}

impl CipherError {
    /// Stable code in upper snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownSuite => "UNKNOWN_BODY_SUITE",
            Self::NotOurs => "BODY_NOT_OURS",
            Self::NoOwnKey => "NO_OWN_BODY_KEY",
            Self::NoPeerKey => "NO_PEER_BODY_KEY",
            Self::Altered => "BODY_ALTERED",
        }
    }
}

impl Keyring {
    /// Encrypts the body of our letter `number` to `to`, with the key of `to` that is to be used at `at`. The `nonce`
    /// must be random.
    ///
    /// # Errors
    /// [`CipherError::NoPeerKey`] if the directory lists no key of `to` that has begun and is not revoked.
    pub fn encrypt(
        &self,
        to: &AgencyId,
        number: u64,
        body_type: &str,
        plain: &[u8],
        nonce: [u8; 24],
        at: Timestamp,
    ) -> Result<v1::EncryptedBody, CipherError> {
        let peer_key = self.directory.key_for(to, at).ok_or(CipherError::NoPeerKey)?;
        let (sender_key_id, receiver_key_id) = (self.own.key_id.clone(), peer_key.key_id.clone());
        let cipher = self.cipher(&sender_key_id, to, &receiver_key_id)?;
        let authenticated = authenticated(&self.me, to, number, body_type);
        let payload = Payload { msg: plain, aad: authenticated.as_bytes() };
        let ciphertext = cipher.encrypt(&nonce.into(), payload).map_err(|_| CipherError::Altered)?;
        Ok(v1::EncryptedBody {
            suite: BODY_SUITE.to_owned(),
            sender_key_id,
            receiver_key_id,
            nonce: nonce.to_vec(),
            ciphertext,
        })
    }

    /// Decrypts the body of letter `number` from `from` to `to`, one of which is us.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn decrypt(
        &self,
        from: &AgencyId,
        to: &AgencyId,
        number: u64,
        body_type: &str,
        body: &v1::EncryptedBody,
    ) -> Result<Vec<u8>, CipherError> {
        if body.suite != BODY_SUITE {
            return Err(CipherError::UnknownSuite);
        }
        let cipher = if *to == self.me {
            self.cipher(&body.receiver_key_id, from, &body.sender_key_id)?
        } else if *from == self.me {
            self.cipher(&body.sender_key_id, to, &body.receiver_key_id)?
        } else {
            return Err(CipherError::NotOurs);
        };
        let nonce: [u8; 24] = body.nonce.as_slice().try_into().map_err(|_| CipherError::Altered)?;
        let authenticated = authenticated(from, to, number, body_type);
        let payload = Payload { msg: &body.ciphertext, aad: authenticated.as_bytes() };
        cipher.decrypt(&nonce.into(), payload).map_err(|_| CipherError::Altered)
    }

    fn cipher(&self, own_id: &str, peer: &AgencyId, peer_id: &str) -> Result<XChaCha20Poly1305, CipherError> {
        let own = self.own.agreement.get(own_id).ok_or(CipherError::NoOwnKey)?;
        let peer = self.directory.key(peer, peer_id).ok_or(CipherError::NoPeerKey)?;
        let pair = (own_id.to_owned(), peer_id.to_owned());
        // A panic elsewhere leaves the cache whole: entries are only ever added.
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let key = *shared.entry(pair).or_insert_with(|| {
            let (first, second) = if own_id <= peer_id { (own_id, peer_id) } else { (peer_id, own_id) };
            let secret = own.diffie_hellman(&peer.agree.into());
            *Tagged::new("duijie/1/body").raw(secret.as_bytes()).text(first).text(second).digest().as_bytes()
        });
        Ok(XChaCha20Poly1305::new(&key.into()))
    }
}

/// What is authenticated with a body, so that it fits no other letter.
fn authenticated(from: &AgencyId, to: &AgencyId, number: u64, body_type: &str) -> Tagged {
    Tagged::new("").text(from.as_str()).text(to.as_str()).number(number).text(body_type)
}
