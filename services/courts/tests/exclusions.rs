//! What a court does not commission, and how a mediator is named.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first thing that is not as it says")]

use duijie_core::{
    command::{Command, Refer},
    commission::Mode,
    decide::Act,
    dossier::{ConsentState, Entry, MediatorNamed, NamedBy},
    exclusion::ConsentNeed,
    refusal::Refusal,
    subject::Procedure,
};
use duijie_courts::commissions::MODES;
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    desk::code,
    exclusions::tried,
    own::OwnClock,
    sample::{kind, text},
    steps,
};

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

#[test]
fn before_filing_one_party_at_least_has_agreed_and_after_filing_nobody_has_refused() {
    let court = court();
    let article = |mode: Mode| {
        let need = MODES.iter().find(|rule| rule.mode == mode).unwrap().consent;
        (matches!(need, ConsentNeed::One { .. }), need.article().unwrap())
    };
    assert_eq!(article(Mode::PostFilingCommission), (false, "《民事诉讼法》第125条"));
    assert!(article(Mode::PreFilingDelegation).1.contains("特邀调解的规定》第11条第1款"));
    assert!(article(Mode::PartyDirect).0);
    let hand_over = |court: &mut OwnClock, mode: Mode| {
        let procedure = (mode == Mode::PostFilingCommission).then_some(Procedure::Summary);
        let matter = court.matter().id.clone();
        let receiver = "990102.judicial-bureau".parse().unwrap();
        let refer = Refer { matter, kind: kind("litigation"), mode: Some(mode), procedure, receiver, ..steps::refer() };
        court.desk.command(Command::Refer(Box::new(refer)))
    };
    hand_over(&mut court.clone(), Mode::PostFilingCommission).unwrap();
    for mode in [Mode::PreFilingDelegation, Mode::PartyDirect] {
        let mut court = court.clone();
        assert_eq!(code(hand_over(&mut court, mode)), "CONSENT_MISSING", "{mode:?}");
        court.say("甲", ConsentState::Given);
        hand_over(&mut court, mode).unwrap();
    }
}

fn name(court: &mut OwnClock, by: NamedBy) -> Result<Vec<Act>, Refusal> {
    court.write(Entry::MediatorNamed(MediatorNamed { mediator: text("丙"), by }))
}

#[test]
fn parties_choose_a_mediator_within_two_working_days_and_then_the_court_designates_one_within_three() {
    let mut court = court();
    court.start("SU03").unwrap();
    let refusal = name(&mut court.clone(), NamedBy::Agency).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.zh.contains("2026-03-04")), ("TOO_EARLY", true), "{}", refusal.zh);
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
