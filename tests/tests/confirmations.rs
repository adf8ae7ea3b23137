//! Judicial confirmation under the agencies' real rules: what an application is about, and what follows the ruling.

use duijie_core::{
    command::{Command, Step},
    commission::Mode,
    decide::Act,
    dossier::{CaseAct, CaseStep, Entry},
    due::display_due,
    matter::OwnDeadline,
    outcome::OutcomeResult,
    purpose::{Agent, Application, Purpose},
    referral::Duty,
    refusal::Refusal,
    term::{RuleId, Whose},
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    Desk, TwoDesks,
    desk::code,
    own::at,
    sample::{material, text},
    steps::{accept, acknowledge, apply_for_confirmation, conclude, decide_confirmation},
};
use duijie_tests::commissioned::{ORDINARY, concluded, next, step, write};

/// The bureau has concluded what a court delegated to it on 2 March with an agreement, on 5 March.
fn agreed_on() -> TwoDesks {
    concluded(Mode::PreFilingDelegation, None, conclude())
}

fn apply(desks: &mut TwoDesks, effective_on: &str, change: impl FnOnce(&mut Application)) -> Result<Vec<Act>, Refusal> {
    let applicants = vec![text("甲"), text("乙")];
    let mut refer = apply_for_confirmation(applicants, effective_on.parse().unwrap());
    (refer.referral, refer.receiver) = ("confirmation-1".parse().unwrap(), "320102.courts".parse().unwrap());
    let Purpose::Confirmation(application) = &mut refer.purpose else { panic!("{refer:?}") };
    change(application);
    desks.receiver.command(Command::Refer(Box::new(refer)))
}

#[test]
fn the_parties_time_to_ask_for_confirmation_runs_from_the_agreement_until_they_ask() {
    let mut desks = agreed_on();
    let runs = |desks: &TwoDesks| {
        let own = desks.receiver.matter.as_ref().unwrap().running(RuleId::literal("SC01"));
        own.map(|own| (display_due(own.deadline.due.due), own.whose))
    };
    assert_eq!(runs(&desks), Some(("2026-04-07 24:00".to_owned(), Whose::Right)), "thirty days, past the festival");
    apply(&mut desks, "2026-03-05", |_| {}).unwrap();
    assert_eq!(runs(&desks), None);
    let commissioned = concluded(Mode::PostFilingCommission, ORDINARY, conclude());
    assert_eq!(runs(&commissioned), None, "the court makes its own document");
    assert!(runs(&concluded(Mode::PreFilingDelegation, None, conclude())).is_some());
}

#[test]
fn an_application_is_about_the_agreement_that_was_concluded_and_the_day_on_which_it_was() {
    let refused = |day, change: fn(&mut Application)| {
        let refusal = apply(&mut agreed_on(), day, change).unwrap_err();
        assert!(!refusal.fields.is_empty(), "{refusal:?}");
        refusal.code
    };
    assert_eq!(refused("2026-03-01", |_| {}), "EFFECTIVE_BEFORE_MEDIATION");
    let other = |it: &mut Application| it.agreement.digest = duijie_core::ids::Digest::new([9; 32]);
    assert_eq!(refused("2026-03-05", other), "AGREEMENT_DIFFERS");
    let stranger = |it: &mut Application| {
        it.agents =
            vec![Agent { party: text("路人"), name: text("丁"), authorisation: Some(material("授权委托书")) }];
    };
    assert_eq!(refused("2026-03-05", stranger), "PARTY_UNKNOWN");
    let mut later = agreed_on();
    later.clock(at("2026-03-09"));
    assert_eq!(code(apply(&mut later, "2026-03-06", |_| {})), "EFFECTIVE_DAY_DIFFERS");
    apply(&mut later, "2026-03-06", |it| it.effective_because = Some(text("协议约定付清首款之日生效"))).unwrap();
}

/// A court's desk with the ruling that confirms the agreement of 甲 and 乙.
fn confirmed() -> Desk {
    let mut desks = agreed_on();
    desks.clock(at("2026-03-09"));
    apply(&mut desks, "2026-03-05", |_| {}).unwrap();
    let letter = desks.receiver.sent.last().unwrap().clone();
    let mut court = Desk::new("320102.courts".parse().unwrap(), duijie_courts::rules(), "matter-3");
    (court.calendar, court.now) = (built_in().unwrap(), at("2026-03-09"));
    court.receive(&letter);
    court.now = at("2026-03-10");
    for step in [acknowledge(), accept()] {
        court.command(Command::Step { referral: letter.referral.clone(), step }).unwrap();
    }
    let rule = |number| match decide_confirmation() {
        Step::Conclude { mut outcome, releases } => {
            let OutcomeResult::Ruled(ruling) = &mut outcome.result else { panic!("no ruling") };
            ruling.number = text(number);
            Step::Conclude { outcome, releases }
        }
        other => panic!("{other:?}"),
    };
    let mut conclude = |number| court.command(Command::Step { referral: letter.referral.clone(), step: rule(number) });
    let refusal = conclude("（2026）临9921民初12号").unwrap_err();
    assert!(refusal.code == "BAD_RULING_NUMBER" && refusal.zh.contains("民特12号"), "{}", refusal.zh);
    conclude("（2026）临9921民特12号").unwrap();
    court
}

#[test]
fn after_a_ruling_each_party_may_object_from_its_own_service_and_enforcement_has_two_years_from_performance() {
    let mut court = confirmed();
    assert!(next(&court)[0].contains("送达裁定"));
    let of = |act, person: &str, on: &str, counted_from: Option<&str>| {
        let Entry::CaseStep(plain) = step(act, on) else { panic!("no step") };
        let counted_from = counted_from.map(|day| day.parse().unwrap());
        Entry::CaseStep(CaseStep { person: Some(text(person)), counted_from, ..plain })
    };
    let runs = |court: &Desk| {
        let own = court.matter.as_ref().unwrap().own.iter().filter(|own| own.runs());
        let shown = |own: &OwnDeadline| {
            let of = own.of.as_ref().map_or("", |of| of.as_str());
            format!("{} {of} {}", own.rule(), display_due(own.deadline.due.due))
        };
        own.map(shown).collect::<Vec<_>>()
    };
    court.now = at("2026-03-11");
    assert_eq!(code(write(&mut court, of(CaseAct::RulingServed, "路人", "2026-03-10", None))), "PARTY_UNKNOWN");
    write(&mut court, of(CaseAct::RulingServed, "甲", "2026-03-10", Some("2026-04-30"))).unwrap();
    write(&mut court, of(CaseAct::RulingServed, "乙", "2026-03-11", None)).unwrap();
    assert_eq!(runs(&court), ["SC05 甲 2026-03-25 24:00", "SC06  2028-05-01 24:00", "SC05 乙 2026-03-26 24:00"]);
    assert_eq!(next(&court), [""; 0]);
    court.now = at("2026-03-26");
    assert_eq!(code(write(&mut court, of(CaseAct::PartyObjected, "甲", "2026-03-26", None))), "TERM_OVER");
    write(&mut court, of(CaseAct::PartyObjected, "乙", "2026-03-26", None)).unwrap();
    assert!(next(&court)[0].contains("异议待审查"));
    assert_eq!(code(write(&mut court, step(CaseAct::ObjectionDecided, "2026-03-26"))), "TEXT_MISSING");
    let Entry::CaseStep(decided) = step(CaseAct::ObjectionDecided, "2026-03-26") else { panic!("no step") };
    write(&mut court, Entry::CaseStep(CaseStep { text: Some(text("裁定驳回异议")), ..decided })).unwrap();
    assert_eq!(next(&court), [""; 0]);
    let late = of(CaseAct::InterestedObjected, "丙", "2026-03-26", Some("2025-09-20"));
    assert_eq!(code(write(&mut court, late)), "TERM_OVER");
    write(&mut court, of(CaseAct::InterestedObjected, "丙", "2026-03-26", Some("2026-03-20"))).unwrap();
    write(&mut court, of(CaseAct::EnforcementAsked, "甲", "2026-03-26", None)).unwrap();
    assert_eq!(runs(&court), ["SC05 甲 2026-03-25 24:00"]);
}

#[test]
fn a_court_decides_on_an_application_within_three_days_of_its_receipt() {
    // SC02 counts from 收到申请, not from 签收.
    let court = confirmed();
    let decided = court.matter.as_ref().unwrap().referrals[0].deadline(Duty::Accept).unwrap();
    assert_eq!(display_due(decided.due.due), "2026-03-12 24:00", "received on the 9th, signed for on the 10th");
}
