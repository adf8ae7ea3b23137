//! A petition, its review and its second review, to the day (domain case 9).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{matter::own::Ending, outcome::SuspendReason};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{desk::code, own::OwnClock};

fn office(date: &str) -> OwnClock {
    OwnClock::new("990102.petitions".parse().unwrap(), duijie_petitions::rules(), built_in().unwrap(), date)
}

/// Accepted on 2025-12-01 and taken through to the second review, asked for on 2026-04-20.
fn second_review() -> OwnClock {
    let mut office = office("2025-12-01");
    office.start("XF05").unwrap();
    assert_eq!(office.due("XF05"), "2026-01-30 24:00");
    for (date, rule, next, due) in [
        ("2026-01-30", "XF05", "XF06", "2026-03-02 24:00"),
        ("2026-02-26", "XF06", "XF07", "2026-03-30 24:00"),
        ("2026-03-27", "XF07", "XF08", "2026-04-27 24:00"),
        ("2026-04-20", "XF08", "XF09", "2026-05-20 24:00"),
    ] {
        office.on(date).end(rule, Ending::Done).unwrap();
        assert_eq!((office.due(next), office.running()), (due.to_owned(), vec![next.to_owned()]));
    }
    office
}

#[test]
fn a_petition_goes_from_answer_to_review_to_second_review() {
    second_review();
}

#[test]
fn a_hearing_of_six_days_moves_the_second_review_by_six() {
    let mut office = second_review();
    office.on("2026-05-06").suspend("XF09", SuspendReason::Hearing).unwrap();
    office.on("2026-05-12").resume("XF09").unwrap();
    assert_eq!(office.due("XF09"), "2026-05-26 24:00");
}

#[test]
fn after_the_second_review_the_same_facts_are_only_registered() {
    let mut office = second_review();
    office.on("2026-05-18").end("XF09", Ending::Done).unwrap();
    assert!(office.running().is_empty());
    for rule in ["XF05", "XF06", "XF07", "XF08", "XF09"] {
        let refusal = office.start(rule).unwrap_err();
        let basis = refusal.basis.as_deref();
        assert_eq!((refusal.code.as_str(), basis), ("REVIEW_EXHAUSTED", Some("《信访工作条例》第36条第3款")));
    }
    office.start("XF02").unwrap();
}

#[test]
fn a_review_that_nobody_asks_for_in_time_begins_nothing() {
    let mut office = office("2025-12-01");
    office.start("XF05").unwrap();
    office.end("XF05", Ending::Done).unwrap();
    office.on("2026-03-09").end("XF06", Ending::Failed).unwrap();
    assert!(office.running().is_empty());
}

#[test]
fn sixty_days_are_extended_once_by_thirty_at_most_on_the_heads_word() {
    let mut office = office("2026-06-01");
    office.start("XF05").unwrap();
    let Err(refusal) = office.extend("XF05", 31) else { panic!("not refused") };
    assert_eq!(
        (refusal.code.as_str(), refusal.zh.as_str()),
        ("EXTENSION_TOO_LONG", "每次可延长 1 至 30 日，不能延长 31 日")
    );
    office.extend("XF05", 30).unwrap();
    // 60 days end on 31 July; 30 more on 30 August, a Sunday.
    assert_eq!(office.due("XF05"), "2026-08-31 24:00");
    assert_eq!(code(office.extend("XF05", 1)), "EXTENSION_USED");
}
