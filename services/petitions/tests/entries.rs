//! What the petitions office writes into its files, to the day: case 9 of the domain, a leader's reception, what is not mediated.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{
    command::{Command, OwnStep, Refer},
    decide::Act,
    dossier::{
        Circumstance, Consent, ConsentState, Entry, Finding, Level, Reception, ReceptionOutcome, Reply, ReviewAsked,
        Sorting,
    },
    matter::own::Ending,
    outcome::SuspendReason,
    petition::{PassedOn, Requirements, Sort, Way},
    purpose::Purpose,
    refusal::Refusal,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    desk::code,
    own::{OwnClock, at},
    petitions::sorting,
    sample::{agency, kind, text},
    steps,
};

fn office(date: &str) -> OwnClock {
    OwnClock::new("990102.petitions".parse().unwrap(), duijie_petitions::rules(), built_in().unwrap(), date)
}

fn write(office: &mut OwnClock, entry: Entry) -> Result<Vec<Act>, Refusal> {
    let matter = office.matter().id.clone();
    office.desk.command(Command::AddEntry { matter, entry: Box::new(entry) })
}

fn claim(accepted: Option<&str>) -> Entry {
    let accepted_at = accepted.map(at);
    Entry::Sorting(Sorting { accepted_at, ..sorting(Sort::Claim(Way::Handling)) })
}

fn reply(level: Level, delivered: &str) -> Entry {
    Entry::Reply(Reply {
        level,
        number: text("青信答〔2026〕3号"),
        request: text("请求补发补偿款"),
        facts: text("核对账目，少发一笔"),
        opinion: text("予以补发"),
        legal_basis: text("《某补偿办法》第7条"),
        document: None,
        delivered_at: at(delivered),
    })
}

fn asked(level: Level, on: &str) -> Entry {
    Entry::ReviewAsked(ReviewAsked { level, asked_at: at(on), text: None, reviewed: None })
}

fn refused(result: Result<Vec<Act>, Refusal>) -> (String, Option<String>) {
    let refusal = result.unwrap_err();
    (refusal.code, refusal.basis)
}

/// Case 9 up to the request for the second review.
fn second_review_asked() -> OwnClock {
    let mut office = office("2025-12-01");
    write(&mut office, claim(Some("2025-12-01"))).unwrap();
    assert_eq!(office.due("XF05"), "2026-01-30 24:00");
    for (date, entry, next, due) in [
        ("2026-01-30", reply(Level::First, "2026-01-30"), "XF06", "2026-03-02 24:00"),
        ("2026-02-26", asked(Level::Review, "2026-02-26"), "XF07", "2026-03-30 24:00"),
        ("2026-03-27", reply(Level::Review, "2026-03-27"), "XF08", "2026-04-27 24:00"),
        ("2026-04-20", asked(Level::SecondReview, "2026-04-20"), "XF09", "2026-05-20 24:00"),
    ] {
        write(office.on(date), entry).unwrap();
        assert_eq!((office.due(next), office.running()), (due.to_owned(), vec![next.to_owned()]), "{date}");
    }
    office
}

#[test]
fn a_petition_goes_from_answer_to_review_to_second_review_by_what_is_written_into_its_file() {
    let mut office = second_review_asked();
    office.on("2026-05-06").suspend("XF09", SuspendReason::Hearing).unwrap();
    office.on("2026-05-12").resume("XF09").unwrap();
    assert_eq!(office.due("XF09"), "2026-05-26 24:00", "six days of hearing are not counted");
    write(office.on("2026-05-25"), reply(Level::SecondReview, "2026-05-25")).unwrap();
    assert!(office.running().is_empty());
    let article = Some("《信访工作条例》第36条第3款".to_owned());
    let stopped = ("REVIEW_EXHAUSTED".to_owned(), article);
    for entry in [asked(Level::Review, "2026-05-25"), asked(Level::SecondReview, "2026-05-25")] {
        assert_eq!(refused(write(&mut office, entry)), stopped);
    }
    assert_eq!(refused(office.start("XF05")), stopped);
}

#[test]
fn a_review_asked_for_after_thirty_days_is_only_registered() {
    let mut office = office("2025-12-01");
    write(&mut office, claim(Some("2025-12-01"))).unwrap();
    write(office.on("2026-01-30"), reply(Level::First, "2026-01-30")).unwrap();
    let late = refused(write(office.on("2026-03-03"), asked(Level::Review, "2026-03-03")));
    assert_eq!(late, ("REVIEW_LATE".to_owned(), Some("《信访工作条例》第35条".to_owned())));
    assert_eq!(code(write(&mut office, asked(Level::SecondReview, "2026-03-03"))), "NOTHING_TO_REVIEW");
    assert_eq!(code(write(&mut office, asked(Level::First, "2026-03-03"))), "NO_SUCH_REVIEW");
    write(&mut office, asked(Level::Review, "2026-03-02")).unwrap();
    assert_eq!(code(write(&mut office, asked(Level::Review, "2026-03-02"))), "REVIEW_ASKED_ALREADY");
}

#[test]
fn an_opinion_is_given_once_at_each_level_and_only_where_it_was_asked_for() {
    let mut office = office("2025-12-01");
    assert_eq!(code(write(&mut office, reply(Level::Review, "2025-12-01"))), "REVIEW_NOT_ASKED");
    assert_eq!(code(write(&mut office, reply(Level::First, "2025-12-02"))), "NOT_YET");
    write(office.on("2025-12-10"), reply(Level::First, "2025-12-10")).unwrap();
    assert_eq!(office.running(), ["XF06"], "answered without a clock of ours, the petitioner's runs all the same");
    assert_eq!(code(write(&mut office, reply(Level::First, "2025-12-10"))), "ALREADY_REPLIED");
}

fn reception(outcome: ReceptionOutcome) -> Entry {
    Entry::Reception(Reception {
        leader: text("某副县长"),
        ended_at: at("2026-03-04"),
        outcome,
        text: text("责成有关单位办理"),
    })
}

fn passing(to: &str, requirements: Option<Requirements>) -> Command {
    let purpose = match to {
        "petition" => Purpose::Handling,
        _ => Purpose::Petition(PassedOn { sort: None, requirements, accused: Vec::new() }),
    };
    Command::Refer(Box::new(Refer {
        kind: kind(to),
        purpose,
        receiver: agency("990102.judicial-bureau"),
        ..steps::refer()
    }))
}

fn assignment() -> Command {
    let requirements = Requirements {
        unit: text("某局"),
        leader: text("某局长"),
        handler: text("某科长"),
        supervisor: text("县信访局"),
        demand: text("限期解决"),
        days: 30,
    };
    passing("assignment", Some(requirements))
}

#[test]
fn what_a_leader_takes_up_is_assigned_within_two_days_and_followed_for_two_months() {
    for outcome in [ReceptionOutcome::WithinTime, ReceptionOutcome::ToBeStudied] {
        let mut office = office("2026-03-02");
        write(&mut office, claim(None)).unwrap();
        office.start("XF01").unwrap();
        write(office.on("2026-03-04"), reception(outcome)).unwrap();
        assert_eq!(
            (office.due("XF11").as_str(), office.due("XF01").as_str()),
            ("2026-03-06 24:00", "2026-03-17 24:00")
        );
        office.on("2026-03-05").desk.command(assignment()).unwrap();
        assert_eq!(office.running(), ["XF12"], "the letter of assignment fulfils both");
        assert_eq!(office.due("XF12"), "2026-05-06 24:00", "5 May is a holiday");
    }
    for outcome in [ReceptionOutcome::Solved, ReceptionOutcome::Explained] {
        let mut office = office("2026-03-05");
        write(&mut office, reception(outcome)).unwrap();
        assert!(office.running().is_empty(), "{outcome:?}");
    }
}

#[test]
fn assigned_outside_of_the_exchange_a_reception_is_followed_all_the_same() {
    let mut office = office("2026-03-05");
    write(&mut office, reception(ReceptionOutcome::WithinTime)).unwrap();
    office.ask("XF11", OwnStep::End { ending: Ending::Done, at: None, text: None, evidence: None }).unwrap();
    assert_eq!(office.running(), ["XF12"]);
}

#[test]
fn passing_it_on_fulfils_the_fifteen_days() {
    let mut office = office("2026-09-20");
    office.start("XF01").unwrap();
    assert_eq!(office.due("XF01"), "2026-10-08 24:00", "case 6: 5 October is a holiday");
    write(&mut office, claim(None)).unwrap();
    office.on("2026-09-22").desk.command(passing("transfer", None)).unwrap();
    assert!(office.running().is_empty());
}

#[test]
fn each_circumstance_that_keeps_a_petition_from_mediation_is_refused_with_its_article_and_another_way() {
    for (token, article) in [
        ("exclusive_jurisdiction", duijie_core::petition::ON_MEDIATION),
        ("pending_procedure", "《信访工作条例》第28条第2款、第31条第1项"),
        ("administrative_dispute", "《信访工作条例》第31条第4项"),
        ("otherwise_not_mediable", duijie_core::petition::ON_MEDIATION),
    ] {
        let mut office = office("2026-03-02");
        write(&mut office, claim(None)).unwrap();
        let code = token.parse().unwrap();
        let found = Circumstance { code, finding: Finding::Found, text: text("查明"), evidence: None };
        write(&mut office, Entry::Circumstance(found)).unwrap();
        let Err(refusal) = office.desk.command(passing("petition", None)) else { panic!("{token} is not refused") };
        let expected = format!("EXCLUDED_{}", token.to_uppercase());
        assert_eq!((refusal.code, refusal.basis.as_deref()), (expected, Some(article)));
        assert!(refusal.zh.contains("可以：") && refusal.en.contains("Instead: "), "{token}");
        office.desk.command(passing("transfer", None)).unwrap();
    }
}

#[test]
fn a_party_that_refuses_keeps_a_petition_from_mediation_and_not_from_being_passed_on() {
    let mut office = office("2026-03-02");
    write(&mut office, claim(None)).unwrap();
    let party = office.matter().subject.parties[0].name.clone();
    let consent = Consent { party, state: ConsentState::Refused, evidence: None };
    write(&mut office, Entry::Consent(consent)).unwrap();
    let said = refused(office.desk.command(passing("petition", None)));
    assert_eq!(said, ("CONSENT_REFUSED".to_owned(), Some(duijie_core::petition::ON_MEDIATION.to_owned())));
    office.desk.command(passing("transfer", None)).unwrap();
}

fn sorted(sort: Sort) -> OwnClock {
    let mut office = office("2026-03-02");
    write(&mut office, Entry::Sorting(sorting(sort))).unwrap();
    office
}

fn passed_to(kind: &str, receiver: &str) -> Command {
    let Command::Refer(refer) = passing(kind, None) else { panic!("no handoff") };
    Command::Refer(Box::new(Refer { receiver: agency(receiver), ..*refer }))
}

#[test]
fn an_accusation_goes_to_discipline_inspection_and_to_nobody_else_in_the_directory() {
    for receiver in
        ["judicial-bureau", "petitions", "an-agency-yet-to-come", "public-security", "courts", "procuratorate"]
    {
        let mut office = sorted(Sort::Accusation);
        let said = refused(office.desk.command(passed_to("accusation", &format!("990103.{receiver}"))));
        assert_eq!(said, ("KIND_NOT_SENT".to_owned(), Some("《信访工作条例》第30条第3款".to_owned())), "{receiver}");
    }
    sorted(Sort::Accusation).desk.command(passed_to("accusation", "990102.discipline")).unwrap();
}

#[test]
fn what_courts_prosecutors_or_police_have_to_end_is_passed_on_to_them_alone() {
    let judicial = || sorted(Sort::Claim(Way::Judicial));
    for receiver in ["990103.petitions", "990102.discipline"] {
        let said = refused(judicial().desk.command(passed_to("transfer", receiver)));
        let article = "《信访工作条例》第28条第2款、第31条第1项".to_owned();
        assert_eq!(said, ("TO_POLITICAL_LEGAL".to_owned(), Some(article)), "{receiver}");
    }
    for role in ["courts", "procuratorate", "public-security", "judicial-bureau"] {
        judicial().desk.command(passed_to("transfer", &format!("990102.{role}"))).unwrap();
    }
    sorted(Sort::Claim(Way::Protection)).desk.command(passed_to("transfer", "990103.petitions")).unwrap();
}
