//! What seals cover and every way they fail.

use super::{Environment, KeyFile, SealError};
use crate::sample::{BUREAU, COURTS, NOW, PETITIONS, VALIDITY, agency, key_file, keyring, keyring_in};
use duijie_core::{ids::Digest, time::Timestamp};
use duijie_proto::v1;
use std::time::Duration;

const LINK: Digest = Digest::new([5; 32]);

fn seal() -> v1::Seal {
    keyring(COURTS).seal_letter(&agency(BUREAU), 7, &LINK, 2, NOW)
}

fn check(seal: &v1::Seal) -> Result<u32, SealError> {
    keyring(BUREAU).check_letter_seal(&agency(COURTS), 7, &LINK, Some(seal), NOW)
}

fn check_at(validity: &str, at: Timestamp) -> Result<u32, SealError> {
    let keys = keyring_in(BUREAU, Environment::Sandbox, validity);
    keys.check_letter_seal(&agency(COURTS), 7, &LINK, Some(&seal()), at)
}

/// The first instant after the validity of the sample keys.
fn expiry() -> Timestamp {
    Timestamp::beijing_midnight(duijie_core::time::Date::constant(2027, 1, 1))
}

#[test]
fn a_seal_covers_exactly_its_chain_number_link_and_generation() {
    let (us, them, keys) = (agency(BUREAU), agency(COURTS), keyring(BUREAU));
    assert_eq!(check(&seal()), Ok(2));
    let bad = Err(SealError::BadSignature);
    assert_eq!(keys.check_letter_seal(&them, 8, &LINK, Some(&seal()), NOW), bad);
    assert_eq!(keys.check_letter_seal(&them, 7, &Digest::ZERO, Some(&seal()), NOW), bad);
    assert_eq!(check(&v1::Seal { generation: 3, ..seal() }), bad);
    assert_eq!(check(&v1::Seal { made_at: None, ..seal() }), bad);
    assert_eq!(check(&v1::Seal { signature: vec![0; 63], ..seal() }), bad);
    let other = keyring(PETITIONS).check_letter_seal(&them, 7, &LINK, Some(&seal()), NOW);
    assert_eq!(other, bad, "sealed to {us}");
}

#[test]
fn no_seal_and_an_unknown_suite_are_told_apart() {
    assert_eq!(keyring(BUREAU).check_letter_seal(&agency(COURTS), 7, &LINK, None, NOW), Err(SealError::NoSeal));
    assert_eq!(check(&v1::Seal { suite: "sm2-sm3".to_owned(), ..seal() }), Err(SealError::UnknownSuite));
}

#[test]
fn each_environment_refuses_the_other() {
    let production = keyring_in(COURTS, Environment::Production, VALIDITY);
    let real = production.seal_letter(&agency(BUREAU), 7, &LINK, 2, NOW);
    assert_eq!(check(&real), Err(SealError::WrongEnvironment));
    assert_eq!(check(&v1::Seal { environment: 9, ..seal() }), Err(SealError::WrongEnvironment));
    let relabelled = v1::Seal { environment: v1::Environment::Sandbox as i32, ..real };
    assert_eq!(check(&relabelled), Err(SealError::BadSignature));
}

#[test]
fn unknown_agencies_unknown_keys_and_keys_of_others_are_told_apart() {
    let stranger = keyring(BUREAU).check_letter_seal(&agency("110101.courts"), 7, &LINK, Some(&seal()), NOW);
    assert_eq!(stranger, Err(SealError::UnknownAgency));
    assert_eq!(check(&v1::Seal { key_id: "courts-9".to_owned(), ..seal() }), Err(SealError::UnknownKey));
    let foreign = keyring(PETITIONS).seal_letter(&agency(BUREAU), 7, &LINK, 2, NOW);
    assert_eq!(check(&foreign), Err(SealError::ForeignKey));
}

#[test]
fn a_key_is_good_at_our_own_receipt_and_a_day_longer() {
    let day = Duration::from_secs(24 * 3600);
    let begin = Timestamp::beijing_midnight(duijie_core::time::Date::constant(2026, 1, 1));
    let micro = Duration::from_micros(1);
    assert_eq!(check_at(VALIDITY, begin.minus(micro)), Err(SealError::KeyNotYetValid));
    assert_eq!(check_at(VALIDITY, begin), Ok(2));
    assert_eq!(check_at(VALIDITY, expiry().plus(day).minus(micro)), Ok(2));
    assert_eq!(check_at(VALIDITY, expiry().plus(day)), Err(SealError::KeyExpired));
}

#[test]
fn a_revoked_key_has_no_grace() {
    let revoked = format!("{VALIDITY}\nrevoked_at = 2026-02-01T00:00:00+08:00");
    let at = Timestamp::beijing_midnight(duijie_core::time::Date::constant(2026, 2, 1));
    assert_eq!(check_at(&revoked, at.minus(Duration::from_micros(1))), Ok(2));
    assert_eq!(check_at(&revoked, at), Err(SealError::KeyRevoked));
}

#[test]
fn a_returned_copy_is_sealed_by_whoever_returns_it() {
    let (us, them) = (agency(COURTS), agency(BUREAU));
    let seal = keyring(BUREAU).seal_copy(&us, &them, 7, &LINK, 4, NOW);
    let keys = keyring(COURTS);
    assert_eq!(keys.check_copy_seal(&them, &us, &them, 7, &LINK, Some(&seal), NOW), Ok(4));
    assert_eq!(keys.check_letter_seal(&them, 7, &LINK, Some(&seal), NOW), Err(SealError::BadSignature));
}

#[test]
fn a_key_file_is_read_back_and_never_quotes_a_secret() {
    let file = key_file(COURTS).rotate("courts-2", &[3; 64]).unwrap();
    let text = file.to_text();
    let read = KeyFile::parse("courts.key", &text).unwrap();
    assert_eq!(read.to_text(), text);
    assert_eq!(read.directory_lines(), file.directory_lines());
    assert!(KeyFile::generate("has space", &[0; 64]).is_err());
    assert!(file.rotate("courts-1", &[4; 64]).is_err());
    let Err(error) =
        KeyFile::parse("courts.key", "key_id = \"k\"\nsuite = \"ed25519-sha256\"\nsign = \"c2VjcmV0\"\nagree = \"\"")
    else {
        panic!("a short secret was taken")
    };
    assert_eq!(error.to_string(), "`courts.key` line 3, `sign`: a secret is 32 bytes in base64");
}
