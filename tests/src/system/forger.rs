//! Somebody who writes letters that look right but for one thing. Uses the product's own codec, so that only that one thing is wrong.

use duijie_cli::init::Home;
use duijie_core::{
    agency::AgencyId,
    ids::Digest,
    letter::{Body, body::Withdraw},
    text::Text,
    time::Timestamp,
};
use duijie_kit::{
    codec::{
        letter::{self, Envelope, Outgoing},
        sealed::{wrap_letter, wrap_statement},
        statement::{self, Statement},
    },
    directory::Directory,
    seal::{Environment, KeyFile, Keyring},
};
use duijie_proto::v1::SealedStatement;
use prost::Message;
use std::sync::Arc;

/// Writes letters in the name of `from` to `to`, after the newest real one.
pub struct Forger {
    from: AgencyId,
    to: AgencyId,
    last: Envelope,
    directory: Arc<Directory>,
    home: Home,
}

impl Forger {
    /// Continues the chain whose newest letter on the bus is `last`.
    #[must_use]
    pub fn after(home: &Home, last: &[u8]) -> Self {
        let last = letter::open(last).expect("a real letter").envelope;
        let directory = Arc::new(Directory::read(&home.directory).expect("the directory"));
        Self { from: last.from.clone(), to: last.to.clone(), last, directory, home: home.clone() }
    }

    /// The agency's own secrets in this environment.
    #[must_use]
    pub fn own_keyring(&self, environment: Environment) -> Keyring {
        let file = KeyFile::read(&self.home.key_file()).expect("the key file");
        Keyring::from_file(self.from.clone(), environment, &file, Arc::clone(&self.directory))
    }

    /// Secrets that nobody lists, under this key id.
    #[must_use]
    pub fn foreign_keyring(&self, key_id: &str) -> Keyring {
        let directory = Arc::clone(&self.directory);
        Keyring::new(self.from.clone(), Environment::Production, key_id, [9; 32], [8; 32], directory)
    }

    /// The secrets of another agency, used in the name of this one.
    #[must_use]
    pub fn borrowed_keyring(&self, other: &Home) -> Keyring {
        let file = KeyFile::read(&other.key_file()).expect("the key file");
        Keyring::from_file(self.from.clone(), Environment::Production, &file, Arc::clone(&self.directory))
    }

    /// The next letter of the chain: a party withdraws, which would end the referral at once. Encrypted as `encrypts` can.
    #[must_use]
    pub fn withdrawal(&self, encrypts: &Keyring) -> Vec<u8> {
        let text = |words: &str| Text::parse(words, 100).expect("short words");
        let body = Body::Withdraw(Withdraw { officer: text("伪造者"), party: text("赵甲"), reason: None });
        let dispute = self.last.dispute.clone().expect("a letter about a dispute");
        let referral = self.last.referral.clone().expect("a letter about a referral");
        let outgoing = Outgoing {
            from: &self.from,
            to: &self.to,
            number: self.last.number + 1,
            previous_link: &self.last.link(),
            decided_at: self.decided_at(),
            seen_number: self.last.seen_number,
            dispute: &dispute,
            referral: &referral,
            body: &body,
        };
        letter::encode(&outgoing, encrypts, [3; 24]).expect("it can be written")
    }

    /// Wraps a letter with a seal of `keyring`.
    #[must_use]
    pub fn sealed(&self, bytes: &[u8], keyring: &Keyring) -> Vec<u8> {
        let envelope = letter::envelope(bytes).expect("a letter");
        let seal = keyring.seal_letter(&self.to, envelope.number, &envelope.link(), 1, self.decided_at());
        wrap_letter(bytes, Some(seal))
    }

    /// A statement in the agency's name that knows of letters which nobody ever wrote, sealed by `keyring` if any.
    #[must_use]
    pub fn boasting_statement(&self, keyring: Option<&Keyring>) -> Vec<u8> {
        let bytes = statement::encode(&Statement {
            from: self.from.clone(),
            to: self.to.clone(),
            generation: 1,
            boot: [5; 16],
            echo_boot: None,
            as_of: self.decided_at(),
            sent: (1_000_000, Digest::new([1; 32])),
            received: (1_000_000, Digest::new([2; 32])),
            forked_at: Some(1),
            journal_head: (1_000_000, Digest::new([3; 32])),
            environment: Environment::Production,
            software: "forged".to_owned(),
        });
        match keyring {
            Some(keyring) => wrap_statement(&bytes, keyring.seal_statement(&bytes, 1, self.decided_at())),
            None => SealedStatement { statement: bytes, seal: None }.encode_to_vec(),
        }
    }

    fn decided_at(&self) -> Timestamp {
        Timestamp::from_micros(self.last.decided_at.as_micros() + 1)
    }
}
