//! Seals: what an agency signs with its own key and how a peer's signature is checked against the directory. Bodies are
//! encrypted in `seal::body`; the file the secrets are kept in is `seal::key_file`. Nothing here decides what a valid or
//! bad seal leads to.

use crate::{
    codec::field,
    digest::{Tagged, sha256},
    directory::{Directory, Key, SUITE},
    marks::MarkKey,
};
use duijie_core::{agency::AgencyId, ids::Digest, time::Timestamp};
use duijie_proto::v1;
use ed25519_dalek::{Signature, Signer, SigningKey};
use prost::Message;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

pub mod body;
mod error;
pub mod key_file;

pub use body::CipherError;
pub use error::SealError;
pub use key_file::{KeyFile, KeyFileError};

/// What a key that has expired is still good for, so that a rotation a little late stops nothing (exchange §2).
const GRACE: Duration = Duration::from_secs(24 * 3600);

/// Which of the two worlds a desk belongs to; each refuses the other's seals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Real disputes.
    Production,
    /// Practice and tests.
    Sandbox,
}

impl Environment {
    /// Token, as it is signed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
        }
    }
}

/// The secrets of one agency. They have no `Debug` and never leave.
struct Own {
    key_id: String,
    signing: SigningKey,
    /// Agreement secrets by key id, the former ones too: what was encrypted with them is still to be read.
    agreement: HashMap<String, x25519_dalek::StaticSecret>,
    /// From the first agreement secret the agency ever had, so that marks outlive every rotation.
    marks: MarkKey,
}

/// Body keys by own key id and peer key id; bounded by the pairs of the directory's keys and ours.
type BodyKeys = HashMap<(String, String), [u8; 32]>;

/// What one agency seals, checks, encrypts and decrypts with. Cheap to clone.
#[derive(Clone)]
pub struct Keyring {
    me: AgencyId,
    environment: Environment,
    own: Arc<Own>,
    directory: Arc<Directory>,
    shared: Arc<Mutex<BodyKeys>>,
}

impl Keyring {
    /// The keyring of the agency `me`, whose current key is `key_id`.
    #[must_use]
    pub fn new(
        me: AgencyId,
        environment: Environment,
        key_id: &str,
        signing_seed: [u8; 32],
        agreement_secret: [u8; 32],
        directory: Arc<Directory>,
    ) -> Self {
        let own = Own {
            key_id: key_id.to_owned(),
            signing: SigningKey::from_bytes(&signing_seed),
            agreement: HashMap::from([(key_id.to_owned(), agreement_secret.into())]),
            marks: MarkKey::of(&agreement_secret),
        };
        Self { me, environment, own: Arc::new(own), directory, shared: Arc::default() }
    }

    /// The same, from a key file with all its former keys.
    #[must_use]
    pub fn from_file(me: AgencyId, environment: Environment, file: &KeyFile, directory: Arc<Directory>) -> Self {
        let own = Own {
            key_id: file.key_id().to_owned(),
            signing: SigningKey::from_bytes(file.signing_seed()),
            agreement: file.agreement_secrets().map(|(id, secret)| (id.to_owned(), (*secret).into())).collect(),
            marks: MarkKey::of(file.first_agreement_secret()),
        };
        Self { me, environment, own: Arc::new(own), directory, shared: Arc::default() }
    }

    /// The same secrets with a newer directory.
    #[must_use]
    pub fn with_directory(&self, directory: Arc<Directory>) -> Self {
        Self { directory, shared: Arc::default(), ..self.clone() }
    }

    /// Whose keyring it is.
    #[must_use]
    pub const fn me(&self) -> &AgencyId {
        &self.me
    }

    /// Which world it belongs to.
    #[must_use]
    pub const fn environment(&self) -> Environment {
        self.environment
    }

    /// The id of the key it seals with.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.own.key_id
    }

    /// What it makes marks of parties' numbers with.
    #[must_use]
    pub fn marks(&self) -> &MarkKey {
        &self.own.marks
    }

    /// The directory it checks against.
    #[must_use]
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Seals our chain to `to` at `number`, whose link is `link`.
    #[must_use]
    pub fn seal_letter(
        &self,
        to: &AgencyId,
        number: u64,
        link: &Digest,
        generation: u32,
        made_at: Timestamp,
    ) -> v1::Seal {
        self.seal_copy(&self.me, to, number, link, generation, made_at)
    }

    /// Seals any chain as whoever publishes a run of it: a peer's own letters go back to it under our seal (§3.4).
    #[must_use]
    pub fn seal_copy(
        &self,
        from: &AgencyId,
        to: &AgencyId,
        number: u64,
        link: &Digest,
        generation: u32,
        made_at: Timestamp,
    ) -> v1::Seal {
        self.sign(&self.letter_signed(from, to, number, link, generation, made_at), generation, made_at)
    }

    /// Checks that `from` sealed its chain to us at `number` with this link, under a key valid at our own time `at`.
    /// Returns the sender's generation.
    ///
    /// # Errors
    /// Why the seal covers nothing.
    pub fn check_letter_seal(
        &self,
        from: &AgencyId,
        number: u64,
        link: &Digest,
        seal: Option<&v1::Seal>,
        at: Timestamp,
    ) -> Result<u32, SealError> {
        self.check_copy_seal(from, from, &self.me, number, link, seal, at)
    }

    /// Checks that `sealer` sealed the chain from `from` to `to`, as for a copy of our own letters that a peer returns
    /// (`sealer` and `to` are the peer, `from` is us). Returns the sealer's generation.
    ///
    /// # Errors
    /// Why the seal covers nothing.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is one of the parts that are signed, or the key's owner and time"
    )]
    pub fn check_copy_seal(
        &self,
        sealer: &AgencyId,
        from: &AgencyId,
        to: &AgencyId,
        number: u64,
        link: &Digest,
        seal: Option<&v1::Seal>,
        at: Timestamp,
    ) -> Result<u32, SealError> {
        self.check(sealer, seal, at, |generation, made_at| {
            self.letter_signed(from, to, number, link, generation, made_at)
        })
    }

    /// Seals the exact bytes of a statement of ours.
    #[must_use]
    pub fn seal_statement(&self, statement: &[u8], generation: u32, made_at: Timestamp) -> v1::Seal {
        self.sign(&self.statement_signed(statement, generation, made_at), generation, made_at)
    }

    /// Checks that `from` sealed exactly this statement to `to`, under a key valid at our own time `at`. Returns the
    /// generation in the seal.
    ///
    /// # Errors
    /// Why the seal covers nothing; [`SealError::BadSignature`] also for a statement of another pair.
    pub fn check_statement_seal(
        &self,
        from: &AgencyId,
        to: &AgencyId,
        statement: &[u8],
        seal: Option<&v1::Seal>,
        at: Timestamp,
    ) -> Result<u32, SealError> {
        let generation =
            self.check(from, seal, at, |generation, made_at| self.statement_signed(statement, generation, made_at))?;
        let said = v1::Statement::decode(statement).map_err(|_| SealError::BadSignature)?;
        let fits = said.from == from.as_str() && said.to == to.as_str() && said.generation == generation;
        fits.then_some(generation).ok_or(SealError::BadSignature)
    }

    fn letter_signed(
        &self,
        from: &AgencyId,
        to: &AgencyId,
        number: u64,
        link: &Digest,
        generation: u32,
        made_at: Timestamp,
    ) -> Tagged {
        Tagged::new("duijie/1/seal")
            .text(self.environment.as_str())
            .text(from.as_str())
            .text(to.as_str())
            .number(number)
            .raw(link.as_bytes())
            .raw(&generation.to_be_bytes())
            .raw(&made_at.as_micros().to_be_bytes())
    }

    fn statement_signed(&self, statement: &[u8], generation: u32, made_at: Timestamp) -> Tagged {
        Tagged::new("duijie/1/statement")
            .text(self.environment.as_str())
            .raw(sha256(statement).as_bytes())
            .raw(&generation.to_be_bytes())
            .raw(&made_at.as_micros().to_be_bytes())
    }

    fn sign(&self, signed: &Tagged, generation: u32, made_at: Timestamp) -> v1::Seal {
        v1::Seal {
            suite: SUITE.to_owned(),
            key_id: self.own.key_id.clone(),
            generation,
            environment: crate::codec::tokens::environment_number(self.environment),
            made_at: Some(field::proto_instant(made_at)),
            signature: self.own.signing.sign(signed.as_bytes()).to_bytes().to_vec(),
        }
    }

    fn check(
        &self,
        sealer: &AgencyId,
        seal: Option<&v1::Seal>,
        at: Timestamp,
        signed: impl FnOnce(u32, Timestamp) -> Tagged,
    ) -> Result<u32, SealError> {
        let seal = seal.ok_or(SealError::NoSeal)?;
        if seal.suite != SUITE {
            return Err(SealError::UnknownSuite);
        }
        if crate::codec::tokens::environment("environment", seal.environment) != Ok(self.environment) {
            return Err(SealError::WrongEnvironment);
        }
        let key = self.peer_key(sealer, &seal.key_id)?;
        valid(key, at)?;
        let made_at = seal.made_at.as_ref().and_then(field::core_instant).ok_or(SealError::BadSignature)?;
        let signature = Signature::from_slice(&seal.signature).map_err(|_| SealError::BadSignature)?;
        let signed = signed(seal.generation, made_at);
        key.verify.verify_strict(signed.as_bytes(), &signature).map_err(|_| SealError::BadSignature)?;
        Ok(seal.generation)
    }

    fn peer_key(&self, agency: &AgencyId, key_id: &str) -> Result<&Key, SealError> {
        if !self.directory.knows(agency) {
            return Err(SealError::UnknownAgency);
        }
        self.directory.key(agency, key_id).ok_or_else(|| match self.directory.owner_of(key_id) {
            Some(_) => SealError::ForeignKey,
            None => SealError::UnknownKey,
        })
    }
}

/// Whether a key is good at our own receipt time, whatever time the seal claims.
fn valid(key: &Key, at: Timestamp) -> Result<(), SealError> {
    if key.revoked_at.is_some_and(|revoked| revoked <= at) {
        return Err(SealError::KeyRevoked);
    }
    if at < key.valid_from {
        return Err(SealError::KeyNotYetValid);
    }
    if key.valid_until.plus(GRACE) <= at {
        return Err(SealError::KeyExpired);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
