//! For the tests of this crate: three agencies with fixed keys, and values of every shape, arbitrary in `sample::any`
//! and fixed in `sample::fixed`.

use crate::{
    codec::letter::{self, Outgoing},
    directory::Directory,
    seal::{Environment, KeyFile, Keyring},
};
use duijie_core::{agency::AgencyId, ids::Digest, letter::Body, time::Timestamp};
use std::sync::Arc;

pub mod any;
pub mod fixed;

pub const COURTS: &str = "320102.courts";
pub const BUREAU: &str = "320102.judicial-bureau";
pub const PETITIONS: &str = "320102.petitions";

/// A moment at which the keys of all three are valid.
pub const NOW: Timestamp = Timestamp::from_micros(1_772_553_600_000_001);

pub fn agency(text: &str) -> AgencyId {
    text.parse().unwrap()
}

pub fn key_file(text: &str) -> KeyFile {
    let seed = u8::try_from(text.len()).unwrap();
    KeyFile::generate(&format!("{}-1", agency(text).role()), &[seed; 64]).unwrap()
}

/// One agency of a directory with its first key.
pub fn listed(text: &str, validity: &str) -> String {
    let lines = key_file(text).directory_lines();
    format!("[[agencies]]\nid = \"{text}\"\nname = \"某单位\"\n[[agencies.keys]]\n{lines}{validity}\n")
}

pub const VALIDITY: &str = "valid_from = 2026-01-01T00:00:00+08:00\nvalid_until = 2027-01-01T00:00:00+08:00";

pub fn directory_with(validity: &str) -> Directory {
    let agencies: String = [COURTS, BUREAU, PETITIONS].map(|text| listed(text, validity)).concat();
    Directory::parse("directory.toml", &format!("version = 1\n{agencies}")).unwrap()
}

pub fn keyring(text: &str) -> Keyring {
    keyring_in(text, Environment::Sandbox, VALIDITY)
}

pub fn keyring_in(text: &str, environment: Environment, validity: &str) -> Keyring {
    Keyring::from_file(agency(text), environment, &key_file(text), Arc::new(directory_with(validity)))
}

/// A letter from the courts to the bureau, with a fixed nonce.
pub fn letter_bytes(number: u64, body: &Body) -> Vec<u8> {
    letter_from(COURTS, BUREAU, number, body)
}

pub fn letter_from(from: &str, to: &str, number: u64, body: &Body) -> Vec<u8> {
    let (from, to, keys) = (agency(from), agency(to), keyring(from));
    let outgoing = Outgoing {
        from: &from,
        to: &to,
        number,
        previous_link: &Digest::new([7; 32]),
        decided_at: NOW,
        seen_number: 3,
        dispute: &"D-1".parse().unwrap(),
        referral: &"r-1".parse().unwrap(),
        body,
    };
    letter::encode(&outgoing, &keys, [9; 24]).unwrap()
}
