//! What a court does not commission, and how a mediator is named.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{
    decide::Act,
    dossier::{ConsentState, Entry, MediatorNamed, NamedBy},
    refusal::Refusal,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{desk::code, exclusions::tried, own::OwnClock, sample::text};

fn court() -> OwnClock {
    OwnClock::new("990102.courts".parse().unwrap(), duijie_courts::rules(), built_in().unwrap(), "2026-03-02")
}

#[test]
fn every_exclusion_is_refused_with_its_article_and_what_to_do_instead() {
    let codes = [
        "SPECIAL_PROCEDURE",
        "PAYMENT_ORDER_PROCEDURE",
        "PUBLIC_SUMMONS_PROCEDURE",
        "STATUS_CONFIRMATION",
        "NOT_MEDIABLE_BY_NATURE",
        "OUTSIDE_CIVIL_JURISDICTION",
        "NO_JURISDICTION",
    ];
    let mut expected: Vec<_> = codes.map(|code| format!("litigation EXCLUDED_{code}")).into();
    expected.extend(codes.map(|code| format!("SU09 EXCLUDED_{code}")));
    assert_eq!(tried(court), expected);
}

#[test]
fn a_party_who_refuses_is_not_mediated_before_trial() {
    let mut court = court();
    court.say("甲", ConsentState::Refused);
    let refusal = court.hand_over("litigation").unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.basis.as_deref()), ("CONSENT_REFUSED", Some("《民事诉讼法》第125条")));
}

fn name(court: &mut OwnClock, by: NamedBy) -> Result<Vec<Act>, Refusal> {
    court.write(Entry::MediatorNamed(MediatorNamed { mediator: text("丙"), by }))
}

#[test]
fn parties_choose_a_mediator_within_two_working_days_and_then_the_court_designates_one_within_three() {
    let mut court = court();
    court.start("SU03").unwrap();
    let mut chosen = court.clone();
    name(chosen.on("2026-03-04"), NamedBy::Parties).unwrap();
    assert!(chosen.running().is_empty());
    assert_eq!(code(name(court.on("2026-03-05"), NamedBy::Parties)), "TERM_OVER");
    court.fail("SU03").unwrap();
    assert_eq!(court.due("SU02"), "2026-03-10 24:00");
    name(&mut court, NamedBy::Agency).unwrap();
    assert!(court.running().is_empty());
    assert_eq!(court.matter().mediator_named().unwrap().by, NamedBy::Agency);
}
