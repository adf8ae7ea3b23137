//! Which parts a file of mediation has, by hand and by what was issued, and when it may be archived.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Issue},
    decide::Act,
    document::{Form, Layout, mediation},
    dossier::{Archive, Entry, FilePart, Keep, Part, Proof},
    matter::Matter,
    referral::Stage,
    refusal::Refusal,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::{material, text},
    steps::{conclude, confirm},
};

#[test]
fn a_file_is_archived_only_with_every_mandatory_part_and_then_takes_nothing_more() {
    let mut desks = agreed();
    let mandatory = [Part::Application, Part::Notice, Part::Identity, Part::Record, Part::BackCover];
    for part in mandatory {
        let Err(refusal) = write(&mut desks, archive()) else { panic!("archived without {part:?}") };
        assert_eq!(refusal.code, "ARCHIVE_INCOMPLETE");
        assert!(refusal.zh.contains(part.words().zh), "{}", refusal.zh);
        write(&mut desks, Entry::FilePart(FilePart { part, document: material("材料") })).unwrap();
        assert!(!refusal.zh.contains(Part::Agreement.words().zh), "the result has it: {}", refusal.zh);
    }
    write(&mut desks, archive()).unwrap();
    assert_eq!(code(write(&mut desks, archive())), "ARCHIVED");
}

#[test]
fn what_was_issued_here_is_a_part_of_the_file_until_it_is_voided() {
    const REGISTER: Form = Form::new("register", "受理登记表", "register", mediation("人调登字"), Layout::Table);
    const NOTE: Form = Form::new("note", "便函", "note", mediation("便字"), Layout::Letter);
    let mut desks = agreed();
    desks.receiver.rules.forms = vec![REGISTER.filed_as(Part::Application), NOTE];
    let issued = |desks: &mut TwoDesks, form: &Form| {
        let (id, form) = (matter(desks).id.clone(), text(form.id));
        let issue = Issue { matter: id, form, referral: None, fields: Vec::new() };
        desks.receiver.command(Command::Issue(issue)).unwrap();
        matter(desks).documents().last().unwrap().entered.position
    };
    for part in [Part::Notice, Part::Identity, Part::Record, Part::BackCover] {
        write(&mut desks, Entry::FilePart(FilePart { part, document: material("材料") })).unwrap();
    }
    issued(&mut desks, &NOTE);
    let refusal = write(&mut desks, archive()).unwrap_err();
    assert!(refusal.zh.contains("还缺：申请书或者受理登记表[register]；"), "{}", refusal.zh);
    assert!(refusal.en.contains("missing: application or register of acceptance[register];"), "{}", refusal.en);
    let position = issued(&mut desks, &REGISTER);
    let by = |desks: &TwoDesks| -> Vec<_> {
        let checklist = matter(desks).checklist(&desks.receiver.rules.forms);
        checklist[1].by.iter().map(|proof| (proof.position(), matches!(proof, Proof::Issued(..)))).collect()
    };
    assert_eq!(by(&desks), [(Some(position), true)]);
    let (id, reason) = (matter(&desks).id.clone(), text("写错当事人"));
    desks.receiver.command(Command::Void { matter: id, document: position, reason }).unwrap();
    assert_eq!(by(&desks), []);
    assert_eq!(code(write(&mut desks, archive())), "ARCHIVE_INCOMPLETE");
    issued(&mut desks, &REGISTER);
    write(&mut desks, archive()).unwrap();
}

/// The receiver's matter ended in an agreement that the sender signed for; while it was open nothing was archived.
fn agreed() -> TwoDesks {
    let mut desks = TwoDesks::at(Stage::Accepted);
    assert_eq!(code(write(&mut desks, archive())), "OPEN_REFERRAL");
    desks.receiver(conclude()).unwrap();
    desks.settle();
    desks.sender(confirm()).unwrap();
    desks.settle();
    desks
}

fn archive() -> Entry {
    Entry::Archive(Archive { number: text("（2026）人调字第8号"), keep: Keep::ForEver })
}

fn matter(desks: &TwoDesks) -> &Matter {
    desks.receiver.matter.as_ref().unwrap()
}

fn write(desks: &mut TwoDesks, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = matter(desks).id.clone();
    desks.receiver.command(Command::AddEntry { matter, entry: Box::new(entry) })
}
