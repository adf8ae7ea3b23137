//! Numbers of documents at a desk: without gaps over matters, commits that fail, restarts and years; proven by the journal.

use super::room::{Room, one, refused};
use crate::{
    codec,
    desk::{Answer, Asked, Input, Mode},
    digest,
    journal::Entry,
    projection,
    sample::{BUREAU, keyring},
    store::{
        Store,
        memory::{FailCommit, MemoryStore},
        rows::{Commit, StoredRecord},
    },
    verify::{VerifyError, verify},
};
use duijie_core::{
    clock::Reading,
    command::{Command, Issue},
    document::{Field, Form, Layout, Source, may, mediation, must, official},
    dossier::{self, Document},
    event::Event,
    ids::Digest,
    time::Timestamp,
};
use duijie_testkit::sample::{self as testkit, text};
use std::{collections::HashMap, time::Duration};

const FIELDS: &[Field] = &[must("reason", "理由", "《某规定》第5条"), may("title", "名称").fixed(Source::Title)];
/// A letter and a record, each with a sequence of its own.
pub const NOTE: Form = Form::new("note", "告知函", "note", official("函"), Layout::Letter).fields(FIELDS);
pub const RECORD: Form = Form::new("record", "登记表", "record", mediation("人调字"), Layout::Table).fields(FIELDS);

fn issue(matter: &str, form: Form, reason: &str) -> Command {
    let fields = vec![(text("reason"), text(reason))];
    Command::Issue(Issue { matter: matter.parse().unwrap(), form: text(form.id), referral: None, fields })
}

fn incomplete(matter: &str) -> Command {
    let Command::Issue(issue) = issue(matter, NOTE, "理由") else { unreachable!() };
    Command::Issue(Issue { fields: Vec::new(), ..issue })
}

fn room() -> Room {
    let mut room = Room::bureau();
    for matter in ["m-1", "m-2"] {
        let (matter, dispute) = (matter.parse().unwrap(), "D-1".parse().unwrap());
        room.command(Command::Register { matter, dispute, subject: Box::new(testkit::subject()), told: Vec::new() });
    }
    room
}

fn newest(answer: &Answer) -> Document {
    let Answer::Done(done) = answer else { panic!("{answer:?}") };
    done.matter.documents().last().unwrap().document.clone()
}

fn number(answer: &Answer) -> String {
    newest(answer).number.as_str().to_owned()
}

/// Asked as one officer, under this request id.
fn asked(command: Command, request: &str, mode: Mode, ticket: u64) -> Input {
    let cause = crate::journal::CommandCause {
        request: request.parse().unwrap(),
        digest: digest::request("test", &[format!("{command:?}").as_bytes()]),
        officer: text("王芳"),
        role: "clerk".to_owned(),
        method: "test".to_owned(),
    };
    Input::Command(Box::new(Asked { cause, command, mode, ticket }))
}

#[test]
fn each_sequence_has_no_gap_over_matters_and_over_many_in_one_batch() {
    let mut room = room();
    assert_eq!(number(&room.command(issue("m-1", NOTE, "一"))), "320102.judicial-bureau函〔2026〕1号");
    assert_eq!(number(&room.command(issue("m-2", RECORD, "一"))), "（2026）320102.judicial-bureau 人调字第1号");
    let many = (0..20).map(|at| {
        let command = issue(if at % 2 == 0 { "m-1" } else { "m-2" }, NOTE, "并发");
        asked(command, &format!("w-{at}"), Mode::Do, at)
    });
    let effects = room.step(many.collect());
    let serials: Vec<_> = effects.answers.iter().map(|(_, answer)| newest(answer).serial).collect();
    assert_eq!(serials, (2..22).collect::<Vec<_>>());
    room.verify();
}

#[test]
fn what_is_refused_or_only_validated_takes_no_number_and_a_repeat_gets_the_same_document() {
    let mut room = room();
    assert_eq!(refused(room.command(incomplete("m-1"))), "DOCUMENT_INCOMPLETE");
    let validated = one(room.step(vec![asked(issue("m-1", NOTE, "一"), "v-1", Mode::ValidateOnly, 1)]));
    assert!(matches!(validated, Answer::Valid), "{validated:?}");
    let first = one(room.step(vec![asked(issue("m-1", NOTE, "一"), "w-1", Mode::Do, 1)]));
    let again = one(room.step(vec![asked(issue("m-1", NOTE, "一"), "w-1", Mode::Do, 1)]));
    assert_eq!((newest(&first).serial, newest(&again)), (1, newest(&first)));
    assert_eq!(newest(&room.command(issue("m-1", NOTE, "二"))).serial, 2);
    room.verify();
}

#[test]
fn a_commit_that_fails_takes_its_numbers_back_and_one_that_was_written_keeps_them() {
    for (how, next) in [(FailCommit::BeforeWriting, 2), (FailCommit::AfterWriting, 3)] {
        let mut room = room();
        room.command(issue("m-1", NOTE, "一"));
        let reading = Reading { wall: room.now(), monotonic: room.after };
        let step = room.desk.step(reading, vec![asked(issue("m-2", NOTE, "二"), "w-1", Mode::Do, 1)]).unwrap();
        room.store.fail_next_commit(how);
        room.store.commit(&step.commit).unwrap_err();
        room.reopen(None);
        assert_eq!(newest(&room.command(issue("m-1", NOTE, "三"))).serial, next, "{how:?}");
        room.verify();
    }
}

#[test]
fn a_year_of_beijing_begins_each_sequence_anew() {
    let mut room = room();
    room.command(issue("m-1", NOTE, "一"));
    let new_year = Timestamp::beijing_midnight("2027-01-01".parse().unwrap());
    room.later(new_year.since(room.now()) - Duration::from_micros(1));
    assert_eq!(number(&room.command(issue("m-1", NOTE, "二"))), "320102.judicial-bureau函〔2026〕2号");
    room.later(Duration::from_micros(1));
    assert_eq!(number(&room.command(issue("m-1", NOTE, "三"))), "320102.judicial-bureau函〔2027〕1号");
    room.reopen(None);
    assert_eq!(number(&room.command(issue("m-1", NOTE, "四"))), "320102.judicial-bureau函〔2027〕2号");
    room.verify();
}

#[test]
fn a_voided_document_keeps_its_number_and_its_content_and_is_voided_once() {
    let mut room = room();
    let issued = room.command(issue("m-1", NOTE, "一"));
    let Answer::Done(done) = &issued else { panic!("{issued:?}") };
    let (matter, document, reason) = (done.matter.id.clone(), done.position, text("写错当事人"));
    let void = Command::Void { matter, document, reason };
    let Answer::Done(voided) = room.command(void.clone()) else { panic!("not voided") };
    let after = voided.matter.document(document).unwrap();
    assert_eq!(*after.document, newest(&issued));
    assert_eq!(after.voided.unwrap().1.reason, text("写错当事人"));
    assert_eq!(voided.matter.issued().count(), 0);
    assert_eq!(refused(room.command(void)), "ALREADY_VOIDED");
    let nothing = Command::Void { matter: "m-1".parse().unwrap(), document: 1, reason: text("无") };
    assert_eq!(refused(room.command(nothing)), "NO_SUCH_DOCUMENT");
    assert_eq!(newest(&room.command(issue("m-1", NOTE, "二"))).serial, 2);
    room.verify();
}

#[test]
fn a_document_is_not_written_into_the_dossier_by_hand() {
    let mut room = room();
    let issued = newest(&room.command(issue("m-1", NOTE, "一")));
    let entry = Box::new(dossier::Entry::Document(Document { serial: 9, ..issued }));
    let command = Command::AddEntry { matter: "m-1".parse().unwrap(), entry };
    assert_eq!(refused(room.command(command)), "NOT_WRITTEN_BY_HAND");
}

/// The same journal with its documents altered, whole in all its links.
fn altered(of: &MemoryStore, alter: impl Fn(&mut Document)) -> MemoryStore {
    let keys = keyring(BUREAU);
    let (mut commit, mut matters) = (Commit::default(), HashMap::new());
    let mut peers = projection::peers::Peers::default();
    let mut last = Digest::ZERO;
    for stored in of.records_after(0, 10_000).unwrap() {
        let mut record = codec::record::decode(&stored.bytes, &keys).unwrap();
        for entry in &mut record.entries {
            if let Entry::Happened(Event::Entered { entry, .. }) = entry
                && let dossier::Entry::Document(document) = &mut **entry
            {
                alter(document);
            }
        }
        let before = record.matter.as_ref().and_then(|id| matters.remove(id));
        let after = projection::fold(before.clone(), &record);
        projection::project(&record, before.as_ref(), after.as_ref(), &mut commit);
        peers.fold(&record, &mut commit.peers);
        matters.extend(after.map(|after| (after.id.clone(), after)));
        let bytes: crate::journal::Bytes = codec::record::encode(&record).unwrap().into();
        last = digest::record(&last, &bytes);
        commit.records.push(StoredRecord { bytes, digest: last, ..stored });
    }
    let store = MemoryStore::new();
    store.commit(&commit).unwrap();
    store
}

#[test]
fn a_journal_with_a_gap_or_another_content_is_not_verified() {
    let mut room = room();
    room.command(issue("m-1", NOTE, "一"));
    room.command(issue("m-2", NOTE, "二"));
    let keys = keyring(BUREAU);
    verify(&altered(&room.store, |_| {}), &keys).unwrap();
    let wrong = |alter: fn(&mut Document)| match verify(&altered(&room.store, alter), &keys).unwrap_err() {
        VerifyError::Journal { what, .. } => what,
        other => panic!("{other}"),
    };
    let gap = wrong(|document| {
        if document.serial == 2 {
            document.serial = 3;
            document.digest = digest::document(document);
        }
    });
    assert!(gap.contains("document 3") && gap.contains("2 comes next"), "{gap}");
    let other = wrong(|document| document.fields[0].value = text("另一理由"));
    assert!(other.contains("not what its digest says"), "{other}");
}
