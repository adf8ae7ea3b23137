//! What follows an agreement: performance, call-backs, and closing its file.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Start},
    decide::Act,
    dossier::{Archive, Entry, FilePart, FollowUp, Instalment, Keep, Part, Performance, Performed, Satisfaction},
    due::display_due,
    matter::{Matter, own::EndedBy},
    outcome::{Agreement, OutcomeResult},
    referral::Stage,
    refusal::Refusal,
    rules::Mediates,
    term::RuleId,
    text::Text,
};
use duijie_testkit::{
    TwoDesks,
    desk::code,
    sample::{material, text},
    steps::{conclude_with, confirm},
};
use std::{num::NonZeroU32, time::Duration};

/// The receiver mediates.
fn accepted() -> TwoDesks {
    TwoDesks::at(Stage::Accepted)
}

fn matter(desks: &TwoDesks) -> &Matter {
    desks.receiver.matter.as_ref().unwrap()
}

fn parties(desks: &TwoDesks) -> Vec<Text> {
    matter(desks).subject.parties.iter().map(|party| party.name.clone()).collect()
}

fn write(desks: &mut TwoDesks, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = matter(desks).id.clone();
    desks.receiver.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

#[test]
fn every_agency_that_mediates_calls_back_whether_or_not_it_lists_its_bodies() {
    let mut desks = accepted();
    desks.receiver(conclude_with(agreement(Some("2026-03-20")))).unwrap();
    assert_eq!(matter(&desks).own[0].rule().as_str(), "DS04");
}

#[test]
fn an_agency_that_does_not_mediate_owes_no_call_back() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver.rules.mediates = Mediates::No;
    desks.receiver(conclude_with(agreement(None))).unwrap();
    assert!(matter(&desks).own.is_empty());
}

fn agreement(perform_by: Option<&str>) -> OutcomeResult {
    let perform_by = perform_by.map(|date| date.parse().unwrap());
    OutcomeResult::Agreement(Agreement { document: material("人民调解协议书"), perform_by })
}

fn performed(performed: Performed, instalment: Option<(u32, u32)>, proven: bool) -> Entry {
    let number = |number| NonZeroU32::new(number).unwrap();
    Entry::Performance(Performance {
        performed,
        instalment: instalment.map(|(at, of)| Instalment { number: number(at), of: number(of) }),
        on: "2026-03-02".parse().unwrap(),
        evidence: proven.then(|| material("收条")),
        text: None,
    })
}

fn follow_up(satisfaction: Satisfaction, measures: Option<&str>) -> Entry {
    let (on, party) = ("2026-03-02".parse().unwrap(), text("甲"));
    Entry::FollowUp(FollowUp { on, party, satisfaction, measures: measures.map(text) })
}

fn called_back(party: &str, on: &str) -> Entry {
    let (on, party) = (on.parse().unwrap(), text(party));
    Entry::FollowUp(FollowUp { on, party, satisfaction: Satisfaction::Satisfied, measures: None })
}

fn start_call_back(desks: &mut TwoDesks) -> Result<Vec<Act>, Refusal> {
    let (matter, rule) = (matter(desks).id.clone(), RuleId::literal("DS04"));
    desks.receiver.command(Command::Start(Start { matter, rule, variant: None, started_at: None }))
}

#[test]
fn a_call_back_is_owed_from_the_day_of_performance_and_done_by_its_record() {
    let mut desks = accepted();
    assert_eq!(code(write(&mut desks, follow_up(Satisfaction::Satisfied, None))), "NO_AGREEMENT_REACHED");
    assert_eq!(code(write(&mut desks, performed(Performed::Done, None, true))), "NO_AGREEMENT_REACHED");
    assert_eq!(code(start_call_back(&mut desks)), "NO_AGREEMENT_REACHED");
    desks.receiver(conclude_with(agreement(Some("2026-03-20")))).unwrap();
    let own = matter(&desks).own.first().unwrap();
    assert_eq!((own.rule().as_str(), own.runs()), ("DS04", true));
    // Thirty days from 20 March end on a Sunday; the Monday after it is the last day.
    assert_eq!(display_due(own.deadline.due.due), "2026-04-20 24:00");
    assert_eq!(code(write(&mut desks, follow_up(Satisfaction::Dissatisfied, None))), "MEASURES_MISSING");
    write(&mut desks, follow_up(Satisfaction::Dissatisfied, Some("再次约谈"))).unwrap();
    assert!(matter(&desks).own[0].runs(), "the other party was not called back");
    for party in parties(&desks).iter().filter(|party| **party != text("甲")) {
        write(&mut desks, called_back(party.as_str(), "2026-03-02")).unwrap();
    }
    let by = matter(&desks).own[0].ended.as_ref().map(|ended| ended.by);
    assert!(matches!(by, Some(EndedBy::Word(_))), "{by:?}");
}

#[test]
fn neither_performance_nor_call_back_is_dated_before_what_it_follows() {
    let mut desks = accepted();
    desks.pass(Duration::from_secs(3 * 86_400));
    desks.receiver(conclude_with(agreement(None))).unwrap();
    let Err(refusal) = write(&mut desks, called_back("甲", "2026-03-02")) else { panic!("not refused") };
    assert_eq!((refusal.code.as_str(), refusal.fields[0].path.as_str()), ("DATE_TOO_EARLY", "entry.follow_up.on"));
    assert!(refusal.zh.contains("早于达成协议之日 2026-03-05"), "{}", refusal.zh);
    // Performed on the spot, before the result was written down.
    write(&mut desks, performed(Performed::Done, None, true)).unwrap();
    let Entry::Performance(it) = performed(Performed::Done, None, true) else { panic!("no performance") };
    let early = Entry::Performance(Performance { on: "2026-03-01".parse().unwrap(), ..it });
    assert_eq!(code(write(&mut desks, early)), "DATE_TOO_EARLY");
}

#[test]
fn a_breached_agreement_is_not_archived_before_it_is_said_what_became_of_it() {
    let mut desks = concluded();
    write(&mut desks, performed(Performed::Breached, None, false)).unwrap();
    let archive = || Entry::Archive(Archive { number: text("（2026）人调字第8号"), keep: Keep::ForEver });
    assert_eq!(code(write(&mut desks, archive())), "BREACH_OPEN");
    let explanation = FilePart { part: Part::Explanation, document: material("情况说明") };
    write(&mut desks, Entry::FilePart(explanation)).unwrap();
    assert_eq!(code(write(&mut desks, archive())), "ARCHIVE_INCOMPLETE");
    write(&mut desks, performed(Performed::Breached, None, false)).unwrap();
    assert_eq!(code(write(&mut desks, archive())), "BREACH_OPEN");
    write(&mut desks, performed(Performed::Done, None, true)).unwrap();
    assert_eq!(code(write(&mut desks, archive())), "ARCHIVE_INCOMPLETE");
}

/// With an agreement that the sender has signed for.
fn concluded() -> TwoDesks {
    let mut desks = accepted();
    desks.receiver(conclude_with(agreement(None))).unwrap();
    desks.settle();
    desks.sender(confirm()).unwrap();
    desks.settle();
    desks
}

#[test]
fn an_agreement_is_performed_as_a_whole_or_when_every_instalment_is() {
    let mut desks = accepted();
    desks.receiver(conclude_with(agreement(None))).unwrap();
    assert_eq!(code(write(&mut desks, performed(Performed::Done, None, false))), "EVIDENCE_MISSING");
    for (entry, whole) in [
        (performed(Performed::Done, Some((1, 2)), true), false),
        (performed(Performed::Breached, Some((2, 2)), false), false),
        (performed(Performed::Done, Some((2, 2)), true), true),
    ] {
        write(&mut desks, entry).unwrap();
        assert_eq!(matter(&desks).is_performed(), whole);
    }
}

#[test]
fn a_file_is_archived_only_with_every_mandatory_part_and_then_takes_nothing_more() {
    let mut desks = accepted();
    let archive = || Entry::Archive(Archive { number: text("（2026）人调字第8号"), keep: Keep::ForEver });
    assert_eq!(code(write(&mut desks, archive())), "OPEN_REFERRAL");
    desks.receiver(conclude_with(agreement(None))).unwrap();
    desks.settle();
    desks.sender(confirm()).unwrap();
    desks.settle();
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
