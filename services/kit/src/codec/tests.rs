//! Everything that is written is read back the same; what is not understood says so and shows nothing of the body.

mod leaving;

use super::{body, field::FieldError, letter, outcome, record, sealed, statement, tokens, values};
use crate::{
    digest,
    journal::{Cause, Entry, Record},
    sample::{BUREAU, COURTS, NOW, PETITIONS, agency, any, fixed, key_file, keyring, letter_bytes},
    seal::{CipherError, Environment, SealError},
};
use duijie_core::{
    event::Event,
    ids::Digest,
    letter::{Body, body::Note},
    referral::Duty,
    text::Text,
    time::Timestamp,
};
use duijie_proto::v1;
use proptest::prelude::*;
use prost::Message;
use std::{path::PathBuf, sync::Arc};

fn note(words: &str) -> Body {
    Body::Note(Note { officer: Text::parse("o", 9).unwrap(), text: Text::parse(words, 99).unwrap() })
}

/// The letter's bytes with another body.
fn with_body(name: &str, body: &[u8]) -> Vec<u8> {
    let mut raw = v1::Letter::decode(letter_bytes(1, &note("x")).as_slice()).unwrap();
    raw.body_type = name.to_owned();
    raw.body = v1::BodyForm { form: Some(v1::body_form::Form::Plain(body.to_vec())) }.encode_to_vec();
    raw.encode_to_vec()
}

fn code_of(bytes: &[u8]) -> &'static str {
    letter::read(&letter::envelope(bytes).unwrap(), &keyring(BUREAU)).unwrap_err().code()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_body_is_read_back_as_it_was_written(written in any::body()) {
        prop_assert_eq!(body::decode(written.name(), &body::encode(&written)).unwrap(), written);
    }

    #[test]
    fn a_letter_reads_the_same_at_both_ends(written in any::body(), number in 1_u64..) {
        let bytes = letter_bytes(number, &written);
        let envelope = letter::envelope(&bytes).unwrap();
        prop_assert_eq!(envelope.content, digest::content(&bytes));
        for end in [COURTS, BUREAU] {
            let read = letter::read(&envelope, &keyring(end)).unwrap();
            prop_assert_eq!(&read.body, &written);
            prop_assert_eq!((read.reference.number, read.decided_at), (number, NOW));
        }
    }

    #[test]
    fn a_due_is_read_back_as_it_was_written(due in any::due()) {
        prop_assert_eq!(values::due(&values::proto_due(&due)).unwrap(), due);
    }

    #[test]
    fn every_record_is_read_back_as_it_was_written(
        (body, subject, words, at) in (any::body(), any::subject(), any::text(), any::time()),
        (position, which, evidence, link) in (1_u64.., 0..3_usize, any::<Vec<u8>>(), any::digest()),
    ) {
        let bytes = letter_bytes(position, &body);
        let read = letter::read(&letter::envelope(&bytes).unwrap(), &keyring(COURTS)).unwrap();
        let mut record = fixed::record(fixed::causes().swap_remove(which).1);
        record.position = position;
        record.recorded_at = at;
        record.entries.push(Entry::Sent { letter: Arc::new(read), bytes: bytes.into() });
        record.entries.push(Entry::Happened(Event::Registered {
            dispute: "D-2".parse().unwrap(),
            subject: Box::new(subject),
        }));
        record.entries.push(Entry::Happened(Event::Closed { reason: words }));
        let (peer, evidence) = (agency(PETITIONS), Arc::from(evidence));
        record.entries.push(Entry::Forked { peer, number: position, our_link: link, their_link: link, evidence });
        prop_assert_eq!(record::decode(&record::encode(&record).unwrap(), &keyring(COURTS)).unwrap(), record);
    }

    #[test]
    fn a_statement_is_read_back_as_it_was_written(
        (generation, boot, echo_boot, as_of) in
            (any::<u32>(), any::<[u8; 16]>(), any::<Option<[u8; 16]>>(), any::time()),
        (number, link, forked_at) in (1_u64.., any::digest(), any::<Option<u64>>()),
    ) {
        let written = statement::Statement {
            from: agency(COURTS), to: agency(BUREAU), generation, boot, echo_boot, as_of,
            sent: (number, link), received: (0, Digest::ZERO), forked_at, journal_head: (number, link),
            environment: Environment::Sandbox, software: "duijie 0.1.0".to_owned(),
        };
        let bytes = statement::encode(&written);
        prop_assert_eq!(&statement::decode(&bytes).unwrap(), &written);
        let seal = keyring(COURTS).seal_statement(&bytes, generation, as_of);
        let open = sealed::open_statement(&sealed::wrap_statement(&bytes, seal)).unwrap();
        prop_assert_eq!(&open.bytes, &bytes);
        let (us, them) = (agency(BUREAU), agency(COURTS));
        let checked = keyring(BUREAU).check_statement_seal(&them, &us, &bytes, open.seal.as_ref(), NOW);
        prop_assert_eq!(checked, Ok(generation));
    }

    #[test]
    fn no_bytes_whatever_stop_the_reader(bytes in any::<Vec<u8>>(), name in "[a-z_]{1,20}") {
        let _ = (letter::envelope(&bytes), sealed::open_letter(&bytes), statement::decode(&bytes));
        let _ = (body::decode(&name, &bytes), record::decode(&bytes, &keyring(COURTS)));
        for (_, known) in fixed::bodies() {
            let _ = body::decode(known.name(), &bytes);
        }
    }
}

#[test]
fn a_bit_flipped_anywhere_in_a_sealed_letter_is_refused_and_never_read_as_something_else() {
    let (us, them) = (keyring(BUREAU), agency(COURTS));
    let bytes = letter_bytes(1, &note("说明"));
    let link = letter::envelope(&bytes).unwrap().link();
    let seal = keyring(COURTS).seal_letter(us.me(), 1, &link, 1, NOW);
    let whole = sealed::wrap_letter(&bytes, Some(seal));
    let accepted = |wrapped: &[u8]| -> Option<Vec<u8>> {
        let open = sealed::open_letter(wrapped).ok()?;
        let envelope = letter::envelope(&open.bytes).ok()?;
        us.check_letter_seal(&them, envelope.number, &envelope.link(), open.seal.as_ref(), NOW).ok()?;
        Some(open.bytes)
    };
    assert_eq!(accepted(&whole), Some(bytes));
    for bit in 0..whole.len() * 8 {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(accepted(&flipped), None, "bit {bit}");
    }
}

#[test]
fn a_third_agency_cannot_read_a_body() {
    let envelope = letter::envelope(&letter_bytes(1, &note("说明"))).unwrap();
    let read = letter::read(&envelope, &keyring(PETITIONS));
    assert_eq!(read, Err(letter::BodyError::Cipher(CipherError::NotOurs)));
    let raw = v1::BodyForm::decode(envelope.body.as_slice()).unwrap();
    let Some(v1::body_form::Form::Encrypted(body)) = raw.form else { panic!("in the clear") };
    // Nor when it claims that the letter is its own.
    let claimed = keyring(PETITIONS).decrypt(&agency(COURTS), &agency(PETITIONS), 1, "note", &body);
    assert_eq!(claimed, Err(CipherError::NoOwnKey));
}

#[test]
fn an_encrypted_body_fits_no_other_letter() {
    let mut raw = v1::Letter::decode(letter_bytes(1, &note("说明")).as_slice()).unwrap();
    raw.number = 2;
    assert_eq!(code_of(&raw.encode_to_vec()), "BODY_ALTERED");
}

#[test]
fn personal_bodies_are_encrypted_and_refused_in_the_clear() {
    for (name, body) in fixed::bodies() {
        let bytes = letter_bytes(1, &body);
        let form = v1::BodyForm::decode(letter::envelope(&bytes).unwrap().body.as_slice()).unwrap().form;
        let encrypted = matches!(form, Some(v1::body_form::Form::Encrypted(_)));
        assert_eq!(encrypted, body::is_personal(&body), "{name}");
        if encrypted {
            assert_eq!(code_of(&with_body(body.name(), &body::encode(&body))), "NOT_ENCRYPTED", "{name}");
        }
    }
}

#[test]
fn what_this_version_does_not_know_is_not_understood() {
    let refer = v1::Refer { procedure: 99, kind: "k".to_owned(), ..v1::Refer::default() }.encode_to_vec();
    assert_eq!(code_of(&with_body("refer", &refer)), "UNKNOWN_VALUE");
    assert_eq!(code_of(&with_body("from_the_future", b"")), "UNKNOWN_BODY");
    assert_eq!(code_of(&with_body("accept", b"")), "MISSING_FIELD");
    assert_eq!(code_of(&with_body("accept", b"\xff\xff")), "NOT_A_MESSAGE");
}

#[test]
fn a_refused_body_shows_nothing_of_what_it_says() {
    let name = "张三".repeat(99);
    let raw = v1::Accept { officer: name.clone(), ..v1::Accept::default() }.encode_to_vec();
    let error = letter::read(&letter::envelope(&with_body("accept", &raw)).unwrap(), &keyring(BUREAU)).unwrap_err();
    assert!(!format!("{error} {error:?} {}", error.reason()).contains("张三"));
    assert_eq!(error.reason(), "TOO_LONG: `officer`: has 198 characters, at most 100 are allowed");
}

#[test]
fn an_unknown_field_changes_neither_what_is_hashed_nor_what_is_read() {
    let mut bytes = letter_bytes(1, &note("说明"));
    let before = letter::envelope(&bytes).unwrap();
    // Field 99, a varint.
    bytes.extend([0x98, 0x06, 0x01]);
    let envelope = letter::envelope(&bytes).unwrap();
    assert_eq!(envelope.content, digest::content(&bytes));
    assert_ne!(envelope.content, before.content);
    assert_eq!(letter::read(&envelope, &keyring(BUREAU)).unwrap().body, note("说明"));
    let wrapped = sealed::wrap_letter(&bytes, None);
    let letter = Arc::new(letter::read(&envelope, &keyring(BUREAU)).unwrap());
    let entries = vec![Entry::Received { letter, sealed: wrapped.into(), treated_at: None }];
    let record = Record { position: 1, recorded_at: NOW, matter: None, cause: Cause::Desk, entries };
    assert_eq!(record::decode(&record::encode(&record).unwrap(), &keyring(BUREAU)).unwrap(), record);
}

#[test]
fn an_agreement_without_a_signature_does_not_exist() {
    let agreed = fixed::bodies().into_iter().find(|(name, _)| *name == "conclude_agreement");
    let Some((_, Body::Conclude(whole))) = agreed else { panic!("no agreement among the samples") };
    let refused = |alter: fn(&mut v1::Agreement)| -> (String, &'static str) {
        let mut raw = outcome::proto_outcome(&whole.outcome);
        alter(raw.agreement.as_mut().unwrap());
        let FieldError { path, code, .. } = outcome::outcome(&raw).unwrap_err().within("outcome");
        (path, code)
    };
    let path = |field: &str| format!("outcome.agreement.{field}");
    assert_eq!(refused(|raw| raw.signed_by_parties = false), (path("signed_by_parties"), "NOT_SIGNED"));
    assert_eq!(refused(|raw| raw.signed_by_mediator = false), (path("signed_by_mediator"), "NOT_SIGNED"));
    assert_eq!(refused(|raw| raw.sealed_by_organisation = false), (path("sealed_by_organisation"), "NOT_SIGNED"));
    assert_eq!(refused(|raw| raw.document = None), (path("document"), "MISSING_FIELD"));
    let digest = |raw: &mut v1::Agreement| raw.document.as_mut().unwrap().digest.truncate(31);
    assert_eq!(refused(digest), (path("document.digest"), "BAD_DIGEST"));
}

#[test]
fn a_letter_that_is_an_event_without_bytes_is_not_written() {
    let record = Record {
        position: 1,
        recorded_at: Timestamp::EPOCH,
        matter: None,
        cause: Cause::Desk,
        entries: vec![Entry::Tick, Entry::Happened(Event::Refused)],
    };
    assert_eq!(record::encode(&record), Err(record::RecordError::Misplaced { entry: 1 }));
}

#[test]
fn bodies_are_read_after_the_key_was_replaced() {
    let old = letter::envelope(&letter_bytes(1, &note("说明"))).unwrap();
    let rotated = key_file(COURTS).rotate("courts-2", &[77; 64]).unwrap();
    let directory = Arc::new(keyring(COURTS).directory().clone());
    let keys = crate::seal::Keyring::from_file(agency(COURTS), Environment::Sandbox, &rotated, directory);
    assert_eq!(letter::read(&old, &keys).unwrap().body, note("说明"));
    let link = Digest::ZERO;
    let seal = keys.seal_letter(&agency(BUREAU), 1, &link, 1, NOW);
    let checked = keyring(BUREAU).check_letter_seal(&agency(COURTS), 1, &link, Some(&seal), NOW);
    assert_eq!(checked, Err(SealError::UnknownKey));
}

#[test]
fn every_shape_ever_written_still_reads_as_it_was_meant() {
    for (name, body) in fixed::bodies().into_iter().chain(fixed::later_bodies()) {
        let bytes = golden(&format!("letter.{name}.bin"), || letter_bytes(1, &body));
        let read = letter::read(&letter::envelope(&bytes).unwrap(), &keyring(BUREAU)).unwrap();
        assert_eq!(read.body, body, "{name}");
    }
    for (name, cause) in fixed::causes() {
        let record = fixed::record(cause);
        let bytes = golden(&format!("record.{name}.bin"), || record::encode(&record).unwrap());
        assert_eq!(record::decode(&bytes, &keyring(COURTS)).unwrap(), record, "{name}");
    }
    let parked = golden("record.parked.bin", || record::encode(&fixed::record_of_parked()).unwrap());
    assert_eq!(record::decode(&parked, &keyring(COURTS)).unwrap(), fixed::record_of_parked());
    let ended = golden("record.fork_ended.bin", || record::encode(&fixed::record_of_an_ended_fork()).unwrap());
    assert_eq!(record::decode(&ended, &keyring(COURTS)).unwrap(), fixed::record_of_an_ended_fork());
    let ladder = golden("record.ladder.bin", || record::encode(&fixed::record_of_a_ladder()).unwrap());
    assert_eq!(record::decode(&ladder, &keyring(COURTS)).unwrap(), fixed::record_of_a_ladder());
    let calendar = golden("record.calendar.bin", || record::encode(&fixed::record_of_a_calendar()).unwrap());
    assert_eq!(record::decode(&calendar, &keyring(COURTS)).unwrap(), fixed::record_of_a_calendar());
    let own = golden("record.own_deadlines.bin", || record::encode(&fixed::record_of_own_deadlines()).unwrap());
    assert_eq!(record::decode(&own, &keyring(COURTS)).unwrap(), fixed::record_of_own_deadlines());
    for (name, entry) in fixed::dossier::entries() {
        let record = fixed::dossier::record_of(entry);
        let bytes = golden(&format!("record.dossier_{name}.bin"), || record::encode(&record).unwrap());
        assert_eq!(record::decode(&bytes, &keyring(COURTS)).unwrap(), record, "{name}");
    }
    let right = golden("record.own_right.bin", || record::encode(&fixed::record_of_a_right()).unwrap());
    assert_eq!(record::decode(&right, &keyring(COURTS)).unwrap(), fixed::record_of_a_right());
    let tried = golden("record.attempt_failed.bin", || record::encode(&fixed::record_of_a_failed_attempt()).unwrap());
    assert_eq!(record::decode(&tried, &keyring(COURTS)).unwrap(), fixed::record_of_a_failed_attempt());
}

#[test]
fn no_letter_and_no_record_names_an_own_deadline_as_a_duty_of_a_referral() {
    let named = |duty| tokens::referral_duty("duty", tokens::duty_number(duty));
    for duty in Duty::ALL {
        let expected = if duty == Duty::Own { Err(tokens::unknown("duty")) } else { Ok(duty) };
        assert_eq!(named(duty), expected);
    }
}

/// The sample in `tests/golden`. A new one is written when `DUIJIE_WRITE_GOLDEN` is set; none is ever overwritten.
fn golden(name: &str, write: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if !path.exists() && std::env::var_os("DUIJIE_WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, write()).unwrap();
    }
    std::fs::read(&path).unwrap_or_else(|error| panic!("golden sample `{name}`: {error}"))
}
