//! Terms of trial by procedure, how they are extended, and what the parties' choice of a mediator leads to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{
    dossier::{CaseAct, CaseStep, ConsentState, Entry, MediatorNamed, NamedBy},
    matter::own::{EndedBy, Ending},
    outcome::SuspendReason,
    statistics,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{desk::code, own::OwnClock, sample};

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

fn asked_on_line(on: &str) -> Entry {
    let on = on.parse().unwrap();
    let (person, counted_from, document, text) = (None, None, None, None);
    Entry::CaseStep(CaseStep { act: CaseAct::OnlineAsked, on, person, counted_from, document, text })
}

fn named(by: NamedBy) -> Entry {
    Entry::MediatorNamed(MediatorNamed { mediator: sample::text("丙"), by })
}

/// Mediation on line was asked for on 2 March, and 乙 agrees as the second on 3 March.
fn agreed_on_line() -> OwnClock {
    let mut court = court();
    court.say("甲", ConsentState::Given);
    court.write(asked_on_line("2026-03-02")).unwrap();
    assert_eq!((court.running(), court.due("SU02")), (vec!["SU02".to_owned()], "2026-03-05 24:00".into()));
    court.on("2026-03-03").say("乙", ConsentState::Given);
    assert_eq!((court.running(), court.due("SU03")), (vec!["SU03".to_owned()], "2026-03-05 24:00".into()));
    court
}

#[test]
fn mediation_on_line_gives_the_parties_two_days_to_choose_once_all_agree() {
    let mut court = agreed_on_line();
    assert_eq!(code(court.on("2026-03-05").write(named(NamedBy::Agency))), "TOO_EARLY");
    court.write(named(NamedBy::Parties)).unwrap();
    assert_eq!(court.running(), [""; 0]);
    assert_eq!(court.newest("SU03").ended.as_ref().unwrap().by, EndedBy::Word(Ending::Done));
}

#[test]
fn a_choice_that_was_let_pass_is_nobodys_fault_and_the_court_designates_then() {
    // The desk was woken at the end of the two days, or an officer came first.
    for woken in [true, false] {
        let mut court = agreed_on_line();
        court.on("2026-03-06");
        if woken {
            court.wake_all();
            assert_eq!((court.running(), court.due("SU02")), (vec!["SU02".to_owned()], "2026-03-11 24:00".into()));
        }
        let refusal = court.write(named(NamedBy::Parties)).unwrap_err();
        assert!(refusal.code == "TERM_OVER" && refusal.zh.contains("由法院指定"), "{}", refusal.zh);
        court.write(named(NamedBy::Agency)).unwrap();
        assert_eq!(court.running(), [""; 0], "{woken}");
        let passed = court.newest("SU03");
        assert_eq!(passed.ended.as_ref().unwrap().by, EndedBy::Word(Ending::Failed));
        assert_eq!(passed.ended.as_ref().unwrap().at, passed.deadline.due.due);
        let counted = statistics::facts::facts(court.matter());
        assert!(counted.iter().all(|fact| fact.rule.is_none_or(|rule| rule.as_str() != "SU03")), "{counted:?}");
    }
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
