//! The legal sequences of a public security case and of a traffic accident, to the day, in the calendar of 2026.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{
    matter::own::{EndedBy, Ending},
    outcome::SuspendReason,
    referral::DeadlineStatus,
    statistics::{State, facts},
    term::RuleId,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    desk::code,
    own::{OwnClock, at},
};

fn station(date: &str) -> OwnClock {
    let agency = "990102.public-security".parse().unwrap();
    OwnClock::new(agency, duijie_public_security::rules(), built_in().unwrap(), date)
}

/// 06-08 opened; 06-09 an appraisal is commissioned; 06-30 its result.
fn appraised() -> OwnClock {
    let mut station = station("2026-06-08");
    station.start("GA07").unwrap();
    station.start("GA04").unwrap();
    station.on("2026-06-09");
    for rule in ["GA07", "GA04"] {
        station.suspend(rule, SuspendReason::Appraisal).unwrap();
    }
    station.on("2026-06-30");
    station.resume("GA07").unwrap();
    station.restart("GA04", "2026-06-30").unwrap();
    station
}

#[test]
fn after_an_appraisal_the_first_mediation_is_due_three_working_days_from_its_result() {
    let station = appraised();
    assert_eq!(station.due("GA05"), "2026-07-03 24:00");
    assert_eq!(station.running(), ["GA07", "GA05"]);
    let before = station.newest("GA04");
    assert_eq!(before.ended.as_ref().unwrap().by, EndedBy::Successor);
    assert_eq!(station.newest("GA05").follows.as_ref(), Some(&before.id));
    // Thirty days from 06-08 are 07-08; the appraisal took the days from 06-09 to 06-29.
    assert_eq!(station.due("GA07"), "2026-07-29 24:00");
}

#[test]
fn each_failed_mediation_begins_the_term_of_the_case_anew_and_the_first_one_more_mediation() {
    let mut station = appraised();
    station.on("2026-07-03").end("GA05", Ending::Failed).unwrap();
    assert_eq!((station.due("GA06"), station.due("GA08")), ("2026-07-14 24:00".into(), "2026-08-03 24:00".into()));
    assert_eq!(station.running(), ["GA06", "GA08"], "the new term took the place of the old one");
    assert!(matches!(station.newest("GA07").deadline.status, DeadlineStatus::Cancelled { .. }));
    station.on("2026-07-14").end("GA06", Ending::Failed).unwrap();
    assert_eq!(station.due("GA08"), "2026-08-13 24:00");
    assert_eq!(station.running(), ["GA08"]);
    for rule in ["GA04", "GA05", "GA06"] {
        assert_eq!(code(station.start(rule)), "MEDIATION_EXHAUSTED");
    }
}

#[test]
fn a_mediation_that_led_to_an_agreement_leaves_the_term_of_the_case_as_it_is() {
    let mut station = appraised();
    station.on("2026-07-02").end("GA05", Ending::Done).unwrap();
    assert_eq!(station.running(), ["GA07"]);
    // It is not performed: the term begins anew from that day.
    station.on("2026-07-20").start("GA08").unwrap();
    assert_eq!((station.due("GA08"), station.running()), ("2026-08-19 24:00".into(), vec!["GA08".to_owned()]));
}

#[test]
fn a_case_is_extended_twice_by_the_superior_where_the_law_of_2026_holds_and_once_before() {
    let mut new = station("2026-06-08");
    new.start("GA07").unwrap();
    new.extend("GA07", 30).unwrap();
    new.extend("GA07", 30).unwrap();
    assert_eq!(code(new.extend("GA07", 1)), "EXTENSION_USED");
    let mut old = station("2026-01-05");
    old.start_with("GA07", None, Some(at("2025-12-20"))).unwrap();
    assert_eq!(old.newest("GA07").deadline.due.basis.as_ref(), "《公安机关办理行政案件程序规定》第165条");
    old.extend("GA07", 30).unwrap();
    assert_eq!(code(old.extend("GA07", 30)), "EXTENSION_USED");
    assert_eq!(code(old.suspend("GA07", SuspendReason::Hearing)), "SUSPENSION_NOT_PROVIDED");
}

#[test]
fn the_parties_to_an_accident_ask_and_then_the_traffic_police_mediate() {
    let mut station = station("2026-03-02");
    station.start("GA11").unwrap();
    assert_eq!(station.due("GA11"), "2026-03-12 24:00");
    station.on("2026-03-05").end("GA11", Ending::Done).unwrap();
    assert!(station.running().is_empty(), "treatment may last");
    station.start("GA12").unwrap();
    assert_eq!((station.due("GA12"), station.running()), ("2026-03-16 24:00".into(), vec!["GA12".to_owned()]));
}

#[test]
fn the_term_of_a_case_begins_anew_with_the_end_of_a_mediation_and_with_nothing_else() {
    let mut station = station("2026-06-08");
    station.start("GA07").unwrap();
    for (rule, article) in [("GA08", "《公安机关办理行政案件程序规定》第185条第2款"), ("GA06", "第183条")]
    {
        let refusal = station.start(rule).unwrap_err();
        assert_eq!(refusal.code, "NOT_OVER", "{rule}");
        assert!(refusal.basis.unwrap().contains(article), "{rule}");
    }
    station.start("GA04").unwrap();
    assert_eq!(code(station.start("GA05")), "TOO_EARLY", "one mediation at a time");
    station.on("2026-06-10").end("GA04", Ending::Failed).unwrap();
    assert_eq!(station.running(), ["GA06", "GA08"]);
    assert_eq!(code(station.on("2026-06-20").start("GA08")), "NOT_OVER", "it began with that failure");
}

#[test]
fn what_was_late_when_its_term_began_anew_was_late_all_the_same() {
    let mut station = station("2026-06-08");
    station.start("GA07").unwrap();
    station.start("GA04").unwrap();
    station.on("2026-07-10").end("GA04", Ending::Failed).unwrap();
    assert_eq!(station.running(), ["GA06", "GA08"]);
    let late = facts(station.matter()).into_iter().filter(|fact| fact.rule == Some(RuleId::literal("GA07")));
    let late: Vec<_> = late.map(|fact| (fact.state, fact.until > Some(fact.at))).collect();
    assert_eq!(late, [(State::Met, true)]);
}

#[test]
fn what_is_no_term_from_an_event_is_not_started() {
    let mut station = station("2026-03-02");
    for rule in ["GA14", "GA15", "GA10"] {
        assert_eq!(code(station.start(rule)), "NOT_COUNTABLE", "{rule}");
    }
    assert_eq!(code(station.start("SU12")), "TERM_NOT_LOADED", "a rule of another agency's table");
    assert_eq!(station.matter().running(RuleId::literal("GA14")), None);
}
