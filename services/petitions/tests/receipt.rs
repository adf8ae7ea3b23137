//! What begins with the receipt of a petition, and reviews at the agency above: to the day.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{
    command::{Command, Refer, Start},
    decide::Act,
    dossier::{Entry, Intake, Level, Reply, ReviewAsked, ReviewedOpinion, Sorting, Source, Triage, TriageClass},
    petition::{Sort, Way},
    purpose::PROXY,
    refusal::Refusal,
    rules::Sends,
    term::RuleId,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    Desk, TwoDesks,
    desk::code,
    own::{OwnClock, at},
    petitions::sorting,
    sample::{self, text},
    steps,
};

fn office(date: &str) -> OwnClock {
    OwnClock::new("990102.petitions".parse().unwrap(), duijie_petitions::rules(), built_in().unwrap(), date)
}

fn write(office: &mut OwnClock, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = office.matter().id.clone();
    office.desk.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

fn came(source: Source, received: Option<&str>) -> Entry {
    Entry::Intake(Intake { source, occurred_at: None, received_at: received.map(at), identifications: Vec::new() })
}

#[test]
fn fifteen_days_run_from_the_receipt_of_a_petition_whenever_it_is_registered() {
    let mut letter = office("2026-12-25");
    write(&mut letter, came(Source::Letter, Some("2026-12-15"))).unwrap();
    assert_eq!((letter.due("XF01").as_str(), letter.due("XF02").as_str()), ("2026-12-30 24:00", "2026-12-30 24:00"));
    let mut visit = office("2026-12-25");
    write(&mut visit, came(Source::Visit, None)).unwrap();
    assert_eq!(visit.due("XF01"), "2027-01-11 24:00");
    let mut transferred = office("2026-12-25");
    write(&mut transferred, came(Source::Transfer, None)).unwrap();
    assert_eq!(transferred.running(), ["XF01"], "whoever passed it on has told the petitioner");
    for source in [Source::Screening, Source::Call110] {
        let mut office = office("2026-12-25");
        write(&mut office, came(source, None)).unwrap();
        assert!(office.running().is_empty(), "no petition");
    }
    let mut old = office("2026-12-25");
    write(&mut old, came(Source::Letter, Some("2019-12-15"))).unwrap();
    assert!(old.running().is_empty(), "before the regulation held");
}

#[test]
fn what_is_started_by_hand_counts_from_the_receipt_too() {
    let mut office = office("2026-12-25");
    write(&mut office, came(Source::Call110, Some("2026-12-15"))).unwrap();
    office.start("XF01").unwrap();
    assert_eq!(office.due("XF01"), "2026-12-30 24:00");
    let matter = office.matter().id.clone();
    let old = Start { matter, rule: RuleId::literal("XF02"), variant: None, started_at: Some(at("2019-12-15")) };
    let refusal = office.desk.command(Command::Start(old)).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.fields[0].path.as_str()), ("TERM_NOT_IN_FORCE", "started_at"));
}

#[test]
fn taking_it_on_here_fulfils_the_fifteen_days_and_solving_it_at_once_both() {
    let mut taken_on = office("2026-12-25");
    write(&mut taken_on, came(Source::Visit, None)).unwrap();
    let accepted = Sorting { accepted_at: Some(at("2026-12-25")), ..sorting(Sort::Claim(Way::Handling)) };
    write(&mut taken_on, Entry::Sorting(accepted)).unwrap();
    assert_eq!(taken_on.running(), ["XF02", "XF05"]);
    let mut solved = office("2026-12-25");
    write(&mut solved, came(Source::Visit, None)).unwrap();
    let class = TriageClass::SolvedOnTheSpot { result: text("当场解决") };
    write(&mut solved, Entry::Triaged(Triage { reason: text("情况清楚"), class })).unwrap();
    assert!(solved.running().is_empty() && solved.matter().closed.is_some());
}

#[test]
fn a_time_before_the_rule_held_is_named() {
    let mut office = office("2026-12-25");
    let accepted = Sorting { accepted_at: Some(at("2019-12-25")), ..sorting(Sort::Claim(Way::Handling)) };
    let refusal = write(&mut office, Entry::Sorting(accepted)).unwrap_err();
    let named = (refusal.code.as_str(), refusal.fields[0].path.as_str());
    assert_eq!(named, ("TERM_NOT_IN_FORCE", "entry.sorting.accepted_at"));
}

fn asked_above(level: Level, on: &str, delivered: &str) -> Entry {
    let reviewed = ReviewedOpinion {
        agency: text("青河县住建局"),
        number: text("青信答〔2026〕3号"),
        delivered_at: at(delivered),
        document: None,
    };
    Entry::ReviewAsked(ReviewAsked { level, asked_at: at(on), text: None, reviewed: Some(reviewed) })
}

fn decided(level: Level, delivered: &str) -> Entry {
    Entry::Reply(Reply {
        level,
        number: text("云信复查〔2026〕2号"),
        request: text("请求补发补偿款"),
        facts: text("原办理查明的事实清楚"),
        opinion: text("维持"),
        legal_basis: text("《信访工作条例》第35条"),
        document: None,
        delivered_at: at(delivered),
    })
}

#[test]
fn the_agency_above_reviews_the_opinion_of_another_within_thirty_days() {
    let mut above = office("2026-02-26");
    write(&mut above, asked_above(Level::Review, "2026-02-26", "2026-01-30")).unwrap();
    assert_eq!(above.due("XF07"), "2026-03-30 24:00");
    assert_eq!(code(write(&mut above, asked_above(Level::Review, "2026-02-26", "2026-01-30"))), "ALREADY_RUNNING");
    write(above.on("2026-03-27"), decided(Level::Review, "2026-03-27")).unwrap();
    assert_eq!((above.due("XF08").as_str(), above.running()), ("2026-04-27 24:00", vec!["XF08".to_owned()]));
    assert_eq!(code(write(&mut above, asked_above(Level::Review, "2026-02-26", "2026-01-30"))), "REVIEW_ASKED_ALREADY");
}

#[test]
fn the_one_above_that_decides_the_second_review_and_ends_the_petition() {
    let mut top = office("2026-04-20");
    write(&mut top, asked_above(Level::SecondReview, "2026-04-20", "2026-03-27")).unwrap();
    assert_eq!(top.due("XF09"), "2026-05-20 24:00");
    write(top.on("2026-05-15"), decided(Level::SecondReview, "2026-05-15")).unwrap();
    assert!(top.running().is_empty());
}

#[test]
fn a_review_asked_for_too_late_or_before_the_answer_is_not_taken_on_above_either() {
    let mut above = office("2026-03-03");
    let late = write(&mut above, asked_above(Level::Review, "2026-03-03", "2026-01-30")).unwrap_err();
    assert_eq!((late.code.as_str(), late.basis.as_deref()), ("REVIEW_LATE", Some("《信访工作条例》第35条")));
    let early = asked_above(Level::Review, "2026-02-01", "2026-02-02");
    assert_eq!(code(write(&mut above, early)), "ASKED_BEFORE_ANSWER");
    write(&mut above, decided(Level::First, "2026-03-01")).unwrap();
    assert_eq!(code(write(&mut above, asked_above(Level::Review, "2026-03-02", "2026-03-01"))), "REVIEWED_IN_FILE");
}

#[test]
fn what_another_agency_took_in_for_the_office_counts_from_its_arrival() {
    let (police, office) = (sample::police(), "320102.petitions".parse().unwrap());
    let mut sending = sample::sender_rules();
    sending.sends.push(Sends::proxy());
    sending.terms.extend(duijie_core::terms_common::all());
    let sender = Desk::new(police, sending, "matter-1");
    let mut desks = TwoDesks::of(sender, Desk::new(office, duijie_petitions::rules(), "matter-2"));
    let office = desks.receiver.agency.clone();
    let entry = Box::new(came(Source::Proxy { on_behalf_of: office.clone() }, None));
    desks.sender.command(Command::AddEntry { matter: "matter-1".parse().unwrap(), entry }).unwrap();
    desks.refer(Refer { kind: sample::kind(PROXY), receiver: office, ..steps::refer() }).unwrap();
    desks.settle();
    for step in [steps::acknowledge(), steps::accept()] {
        desks.receiver(step).unwrap();
    }
    let own: Vec<_> = desks.receiver.matter.as_ref().unwrap().own.iter().map(|own| own.rule().to_string()).collect();
    assert_eq!(own, ["XF01"]);
}
