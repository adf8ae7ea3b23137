//! What becomes of a matter that was taken in: a promise until a day, and handing over to the agency it was taken in for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    agency::AgencyId,
    command::{Command, Refer},
    dossier::{Entry, Intake, Source, Triage, TriageClass},
    matter::Matter,
    outcome::{OutcomeResult, WrittenAnswer},
    purpose::PROXY,
    referral::{Duty, Stage},
    rules::{Offer, Sends},
    terms_common::{HAND_OVER_INTAKE, KEEP_TRIAGE},
    time::Date,
};
use duijie_testkit::{
    TwoDesks,
    desk::{Desk, code},
    sample::{self, beijing, bureau, kind, police, text},
    steps,
};

fn intake(source: Source) -> Entry {
    Entry::Intake(Intake { source, occurred_at: None, received_at: None, identifications: Vec::new() })
}

/// The police with a matter that was taken in like this.
fn taken_in(source: Source) -> Desk {
    let mut desk = Desk::new(police(), sample::sender_rules(), "matter-1");
    let register = Command::Register {
        matter: "matter-1".parse().unwrap(),
        dispute: "dispute-1".parse().unwrap(),
        subject: Box::new(sample::subject()),
        told: vec![intake(source)],
    };
    desk.command(register).unwrap();
    desk
}

fn write(entry: Entry) -> Command {
    Command::AddEntry { matter: "matter-1".parse().unwrap(), entry: Box::new(entry) }
}

fn triage(class: TriageClass) -> Command {
    write(Entry::Triaged(Triage { reason: text("情况清楚"), class }))
}

fn close() -> Command {
    Command::Close { matter: "matter-1".parse().unwrap(), reason: text("归档") }
}

fn matter(desk: &Desk) -> &Matter {
    desk.matter.as_ref().unwrap()
}

#[test]
fn what_was_promised_until_a_day_is_due_then_and_over_when_the_matter_is() {
    let saturday = Date::constant(2026, 3, 7);
    let due = |desk: &Desk| matter(desk).running(KEEP_TRIAGE).map(|own| own.deadline.due.due);
    let mut desk = taken_in(Source::Window);
    desk.command(triage(TriageClass::TimeLimited { until: saturday, handler: text("王某") })).unwrap();
    assert_eq!(due(&desk), Some(beijing(2026, 3, 8, 0)), "a promise does not roll off a rest day");
    let later = Date::constant(2026, 3, 10);
    desk.command(triage(TriageClass::ToBeStudied { until: later, lead: text("赵所长") })).unwrap();
    assert_eq!(due(&desk), Some(beijing(2026, 3, 11, 0)), "a new promise takes its place");
    let mut closed = desk.clone();
    closed.command(close()).unwrap();
    assert_eq!(due(&closed), None);
    let mut explained = desk.clone();
    explained.command(triage(TriageClass::Explained { explanation: text("已说明") })).unwrap();
    assert_eq!(due(&explained), None);
    for consent in sample::agreed() {
        desk.command(write(Entry::Consent(consent))).unwrap();
    }
    desk.command(Command::Refer(Box::new(steps::refer()))).unwrap();
    assert_eq!(due(&desk), None, "whoever has it now has it");
}

/// What one agency took in for another goes there by the common kind, whatever both exchange otherwise.
#[test]
fn what_was_taken_in_for_any_agency_goes_to_it_and_nothing_else_does() {
    let proxied = |on_behalf_of: AgencyId| {
        let mut desk = taken_in(Source::Proxy { on_behalf_of });
        desk.rules.sends.push(Sends::proxy());
        desk
    };
    let to = |receiver: AgencyId| Refer { kind: kind(PROXY), receiver, ..steps::refer() };
    let court: AgencyId = sample::agency("320102.courts");
    let mut desk = proxied(court.clone());
    assert_eq!(code(desk.command(Command::Refer(Box::new(to(bureau()))))), "NOT_TAKEN_IN_FOR_IT");
    desk.command(Command::Refer(Box::new(to(court.clone())))).unwrap();
    assert!(matter(&desk).deferred_handoff().is_none() && matter(&desk).running(HAND_OVER_INTAKE).is_none());
    let mut own = taken_in(Source::Window);
    own.rules.sends.push(Sends::proxy());
    assert_eq!(code(own.command(Command::Refer(Box::new(to(court))))), "NOT_TAKEN_IN_FOR_IT");
}

#[test]
fn who_gets_what_was_taken_in_for_it_signs_accepts_and_tells_what_became_of_it() {
    let mut receiver = sample::receiver_rules();
    receiver.offers.push(Offer::proxy());
    let mut sender = sample::sender_rules();
    sender.sends.push(Sends::proxy());
    let desks = (Desk::new(police(), sender, "matter-1"), Desk::new(bureau(), receiver, "matter-2"));
    let mut desks = TwoDesks::of(desks.0, desks.1);
    desks.sender.command(write(intake(Source::Proxy { on_behalf_of: bureau() }))).unwrap();
    desks.refer(Refer { kind: kind(PROXY), ..steps::refer() }).unwrap();
    desks.settle();
    let rule = |desks: &TwoDesks, duty| desks.receiver.referral().deadline(duty).map(|it| it.due.rule.to_string());
    assert_eq!(rule(&desks, Duty::Acknowledge).as_deref(), Some("DS01"));
    desks.receiver(steps::acknowledge()).unwrap();
    assert_eq!(rule(&desks, Duty::Accept).as_deref(), Some("DS02"));
    desks.receiver(steps::accept()).unwrap();
    assert_eq!(rule(&desks, Duty::Handle).as_deref(), Some("DS16"));
    let report = WrittenAnswer { text: text("已立案"), materials: Vec::new() };
    desks.receiver(steps::conclude_with(OutcomeResult::Replied(report))).unwrap();
    desks.settle();
    desks.agree_on(Stage::Concluded);
}
