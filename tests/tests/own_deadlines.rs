//! What a referral means for the sender's own deadlines, under the agencies' real rules and the calendar of 2026.

use duijie_core::{
    agency::AgencyId,
    command::{Answer, Command, Refer, Start},
    dossier::{Approval, Approved, Card, Entry, Performance, Performed},
    due::display_due,
    matter::{OwnDeadline, own::PauseReason},
    outcome::OutcomeResult,
    referral::{Duty, Side, Stage},
    rules::Rules,
    subject::Procedure,
    term::RuleId,
    time::Date,
};
use duijie_kit::data::calendar_file::built_in;
use duijie_testkit::{
    Desk, TwoDesks,
    own::at,
    sample::{self, bureau, kind},
    steps::{accept, acknowledge, conclude, conclude_with, extend, no_agreement, refer, referral},
};

/// The agency under these rules and the judicial bureau, on this morning.
fn desks(agency: &str, rules: Rules, date: &str) -> TwoDesks {
    let agency: AgencyId = agency.parse().unwrap();
    let mut sender = Desk::new(agency, rules, "matter-1");
    let mut receiver = Desk::new(bureau(), duijie_judicial_bureau::rules(), "matter-2");
    for desk in [&mut sender, &mut receiver] {
        desk.calendar = built_in().unwrap();
        desk.now = at(date);
    }
    TwoDesks::of(sender, receiver)
}

fn police(date: &str) -> TwoDesks {
    desks("320102.public-security", duijie_public_security::rules(), date)
}

fn start(desks: &mut TwoDesks, rule: &str) {
    let (matter, rule) = ("matter-1".parse().unwrap(), RuleId::parse(rule).unwrap());
    desks.sender.command(Command::Start(Start { matter, rule, variant: None, started_at: None })).unwrap();
}

fn accepted(desks: &mut TwoDesks, refer: Refer) {
    let mut told: Vec<_> = sample::agreed().into_iter().map(Entry::Consent).collect();
    if refer.kind == sample::kind("police") {
        let of = Approved::Kind(refer.kind.clone());
        told.push(Entry::Card(Card::Another {
            to: sample::text("驻所调解室"), opinion: sample::text("属民间纠纷")
        }));
        told.push(Entry::Approval(Approval { of, answer: Answer::Grant, opinion: None, document: None }));
    }
    for entry in told {
        let (matter, entry) = ("matter-1".parse().unwrap(), Box::new(entry));
        desks.sender.command(Command::AddEntry { matter, entry }).unwrap();
    }
    desks.refer(refer).unwrap();
    desks.settle();
    for step in [acknowledge(), accept()] {
        desks.receiver(step).unwrap();
        desks.settle();
    }
}

fn running(desks: &TwoDesks) -> Vec<(String, String)> {
    let own = desks.sender.matter.as_ref().unwrap().own.iter().filter(|own| own.runs());
    own.map(|own: &OwnDeadline| (own.rule().to_string(), display_due(own.deadline.due.due))).collect()
}

fn pair(rule: &str, due: &str) -> (String, String) {
    (rule.to_owned(), due.to_owned())
}

#[test]
fn mediation_that_came_to_nothing_begins_the_term_of_the_case_anew() {
    let ends = [OutcomeResult::NoAgreement(no_agreement()), OutcomeResult::Terminated(no_agreement())];
    for end in ends {
        let mut desks = police("2026-06-01");
        start(&mut desks, "GA07");
        accepted(&mut desks, refer());
        assert_eq!(running(&desks), [pair("GA07", "2026-07-01 24:00")], "mediation stops nothing");
        desks.clock(at("2026-06-12"));
        desks.receiver(conclude_with(end)).unwrap();
        desks.settle();
        desks.agree_on(Stage::Concluded);
        // Thirty days from 12 June end on Sunday 12 July.
        assert_eq!(running(&desks), [pair("GA08", "2026-07-13 24:00")]);
        assert_eq!(desks.sender.matter.as_ref().unwrap().own.last().unwrap().officer, None);
    }
}

#[test]
fn where_no_case_runs_or_the_parties_agreed_nothing_begins() {
    let mut without = police("2026-06-01");
    accepted(&mut without, refer());
    without.receiver(conclude_with(OutcomeResult::NoAgreement(no_agreement()))).unwrap();
    without.settle();
    assert_eq!(running(&without), []);
    let mut agreed = police("2026-06-01");
    start(&mut agreed, "GA07");
    accepted(&mut agreed, refer());
    agreed.receiver(conclude()).unwrap();
    agreed.settle();
    assert_eq!(running(&agreed), [pair("GA07", "2026-07-01 24:00")]);
}

/// The police write down that an agreement was broken on this day.
fn broken(desks: &mut TwoDesks, on: Date) {
    let breach = Performance { performed: Performed::Breached, instalment: None, on, evidence: None, text: None };
    let (matter, entry) = ("matter-1".parse().unwrap(), Box::new(Entry::Performance(breach)));
    desks.sender.command(Command::AddEntry { matter, entry }).unwrap();
}

#[test]
fn an_agreement_that_is_broken_begins_the_term_of_a_case_anew_from_that_day_and_of_nothing_else() {
    let ended = |case: bool| {
        let mut desks = police("2026-06-01");
        if case {
            start(&mut desks, "GA07");
        }
        accepted(&mut desks, refer());
        desks.receiver(conclude()).unwrap();
        desks.settle();
        desks.clock(at("2026-06-22"));
        broken(&mut desks, Date::constant(2026, 6, 18));
        running(&desks)
    };
    // Thirty days from 18 June end on Saturday 18 July.
    assert_eq!(ended(true), [pair("GA08", "2026-07-20 24:00")]);
    assert_eq!(ended(false), [], "no case, no term");
}

#[test]
fn after_peoples_mediation_the_parties_to_an_accident_have_three_days_to_turn_to_the_traffic_police() {
    let mut desks = police("2026-06-01");
    start(&mut desks, "GA11");
    accepted(&mut desks, refer());
    desks.clock(at("2026-06-08"));
    desks.receiver(conclude_with(OutcomeResult::NoAgreement(no_agreement()))).unwrap();
    desks.settle();
    assert_eq!(running(&desks), [pair("GA13", "2026-06-11 24:00")]);
}

fn litigation() -> Refer {
    Refer { kind: kind("litigation"), procedure: Some(Procedure::Summary), ..refer() }
}

#[test]
fn time_by_which_the_parties_extended_mediation_is_not_counted_in_the_term_of_trial() {
    let mut desks = desks("320102.courts", duijie_courts::rules(), "2026-11-05");
    start(&mut desks, "SU12");
    assert_eq!(running(&desks), [pair("SU12", "2027-05-05 24:00")]);
    accepted(&mut desks, litigation());
    let handle = |desks: &TwoDesks| display_due(desks.receiver.referral().deadline(Duty::Handle).unwrap().due.due);
    assert_eq!(handle(&desks), "2026-11-12 24:00");
    desks.receiver(extend(&["甲", "乙"])).unwrap();
    desks.settle();
    desks.clock(at("2026-11-24"));
    desks.receiver(conclude_with(OutcomeResult::NoAgreement(no_agreement()))).unwrap();
    desks.settle();
    // 13 to 23 November, eleven days, are not counted: 5 May and eleven days is Sunday 16 May.
    assert_eq!(running(&desks), [pair("SU12", "2027-05-17 24:00")]);
    let own = &desks.sender.matter.as_ref().unwrap().own[0];
    assert_eq!(own.paused_for, [PauseReason::Mediation(referral())]);
}

#[test]
fn mediation_that_was_not_extended_or_ended_before_its_extension_began_is_counted() {
    for extended in [true, false] {
        let mut desks = desks("320102.courts", duijie_courts::rules(), "2026-11-05");
        start(&mut desks, "SU12");
        accepted(&mut desks, litigation());
        if extended {
            desks.receiver(extend(&["甲", "乙"])).unwrap();
        }
        desks.clock(at("2026-11-12"));
        desks.receiver(conclude()).unwrap();
        desks.settle();
        assert_eq!(running(&desks), [pair("SU12", "2027-05-05 24:00")], "{extended}");
    }
}

#[test]
fn a_commission_is_accepted_within_three_working_days_of_its_receipt_whenever_it_was_signed_for() {
    // Domain case 5: 14 February is worked, the festival is not.
    let mut desks = desks("320102.courts", duijie_courts::rules(), "2026-02-13");
    desks.refer(litigation()).unwrap();
    desks.settle();
    desks.clock(at("2026-02-14"));
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    for side in [Side::Sender, Side::Receiver] {
        let due = &desks.desk(side).referral().deadline(Duty::Accept).unwrap().due;
        assert_eq!((due.rule, display_due(due.due)), (RuleId::literal("SU04"), "2026-02-25 24:00".to_owned()));
    }
    desks.clock(at("2026-02-26"));
    assert!(desks.lapse().is_some(), "silence gives it back, and the court may name another");
}

#[test]
fn a_commission_signed_for_after_its_term_has_a_term_from_then_on() {
    let mut desks = desks("320102.courts", duijie_courts::rules(), "2026-03-02");
    desks.refer(litigation()).unwrap();
    desks.settle();
    desks.clock(at("2026-03-09"));
    desks.receiver(acknowledge()).unwrap();
    desks.settle();
    // The sender's desk took the late signature.
    let due = desks.sender.referral().deadline(Duty::Accept).unwrap();
    assert_eq!(display_due(due.due.due), "2026-03-12 24:00");
}
