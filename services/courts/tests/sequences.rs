//! Terms of trial by procedure, how they are extended, and what the parties' choice of a mediator leads to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{matter::own::Ending, outcome::SuspendReason};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{desk::code, own::OwnClock};

fn court() -> OwnClock {
    OwnClock::new("990102.courts".parse().unwrap(), duijie_courts::rules(), built_in().unwrap(), "2026-03-02")
}

#[test]
fn each_procedure_has_its_own_term_of_trial_and_its_own_extension() {
    for (variant, due, longest, extended) in [
        (None, "2026-09-02 24:00", 6, "2027-03-02 24:00"),
        (Some("summary"), "2026-06-02 24:00", 1, "2026-07-02 24:00"),
        (Some("small_claims"), "2026-05-06 24:00", 1, "2026-06-08 24:00"),
    ] {
        let mut court = court();
        court.start_with("SU12", variant, None).unwrap();
        assert_eq!(court.due("SU12"), due, "{variant:?}");
        let Err(refusal) = court.extend("SU12", longest + 1) else { panic!("not refused") };
        assert_eq!(refusal.code, "EXTENSION_TOO_LONG");
        assert!(refusal.zh.contains("个月") && refusal.en.contains("months"), "{} {}", refusal.zh, refusal.en);
        court.extend("SU12", longest).unwrap();
        assert_eq!(court.due("SU12"), extended, "{variant:?}");
        assert_eq!(code(court.extend("SU12", 1)), "EXTENSION_USED");
    }
}

#[test]
fn a_special_case_that_a_rule_does_not_have_is_refused_with_those_it_has() {
    let mut court = court();
    let Err(refusal) = court.start_with("SU12", Some("quick"), None) else { panic!("not refused") };
    assert_eq!(refusal.code, "NO_SUCH_VARIANT");
    assert!(refusal.en.contains("summary, small_claims"), "{}", refusal.en);
}

#[test]
fn parties_who_choose_no_mediator_in_time_leave_it_to_the_court() {
    let mut court = court();
    court.start("SU03").unwrap();
    assert_eq!(court.due("SU03"), "2026-03-04 24:00");
    court.on("2026-03-05").end("SU03", Ending::Failed).unwrap();
    assert_eq!((court.due("SU02"), court.running()), ("2026-03-10 24:00".into(), vec!["SU02".to_owned()]));
}

#[test]
fn a_trial_stands_still_for_what_its_article_names_and_for_what_nobody_can_help() {
    for reason in [SuspendReason::PublicNotice, SuspendReason::Appraisal, SuspendReason::ForceMajeure] {
        let mut court = court();
        court.start("SU12").unwrap();
        court.suspend("SU12", reason).unwrap();
        assert_eq!(code(court.suspend("SU12", reason)), "DEADLINE_SUSPENDED");
    }
    let mut court = court();
    court.start("SU12").unwrap();
    assert_eq!(code(court.suspend("SU12", SuspendReason::Hearing)), "SUSPENSION_NOT_PROVIDED");
}
