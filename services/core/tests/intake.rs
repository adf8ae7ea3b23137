//! Taking in: how a matter came here, who its parties are, in which class it falls, and which dispute it belongs to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Refer},
    dossier::{DisputeLink, Entry, Identification, IdentifierKind, Intake, Source, Triage, TriageClass},
    duplicates::{Sign, signs, strength},
    ids::Digest,
    matter::Matter,
    referral::Stage,
    subject::{Party, PartyKind, Place, Subject},
    terms_common::HAND_OVER_INTAKE,
    time::Date,
};
use duijie_testkit::{
    TwoDesks,
    desk::{Desk, code},
    own::OwnClock,
    sample::{self, bureau, police, text},
    steps,
};

fn identified(party: &str, kind: IdentifierKind, mark: u8) -> Identification {
    let masked = text("**************002X");
    Identification { party: text(party), kind, masked, mark: Digest::new([mark; 32]) }
}

fn person(party: &str, mark: u8) -> Identification {
    identified(party, IdentifierKind::ResidentId, mark)
}

fn intake(source: Source, identifications: Vec<Identification>) -> Intake {
    Intake { source, occurred_at: None, received_at: None, identifications }
}

fn proxy() -> Intake {
    intake(Source::Proxy { on_behalf_of: bureau() }, Vec::new())
}

fn register(id: &str, subject: Subject, intake: Intake) -> Command {
    Command::Register {
        matter: id.parse().unwrap(),
        dispute: "dispute-1".parse().unwrap(),
        subject: Box::new(subject),
        told: vec![Entry::Intake(intake)],
    }
}

/// The police with a matter that was taken in like this.
fn taken_in(intake: Intake) -> Desk {
    let mut desk = Desk::new(police(), sample::sender_rules(), "matter-1");
    desk.command(register("matter-1", sample::subject(), intake)).unwrap();
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
fn what_is_told_at_registration_is_the_first_thing_in_the_file() {
    let desk = taken_in(intake(Source::Call110, vec![person("甲", 1)]));
    let intake = matter(&desk).intake().unwrap();
    assert_eq!((intake.source.zh(), intake.identifications.len()), ("110接报", 1));
    assert_eq!((matter(&desk).dossier.len(), matter(&desk).dossier[0].officer.as_str()), (1, "王某"));
}

#[test]
fn a_matter_that_came_by_letter_is_told_about_once_and_later_numbers_take_the_place_of_earlier_ones() {
    let mut clock = OwnClock::sample();
    clock.desk.command(write(Entry::Intake(intake(Source::Visit, vec![person("甲", 1)])))).unwrap();
    let again = write(Entry::Intake(intake(Source::Letter, Vec::new())));
    assert_eq!(code(clock.desk.command(again)), "INTAKE_WRITTEN");
    assert_eq!(code(clock.desk.command(write(Entry::Identified(person("甲", 1))))), "ALREADY_IDENTIFIED");
    clock.desk.command(write(Entry::Identified(person("甲", 2)))).unwrap();
    clock.desk.command(write(Entry::Identified(person("乙", 3)))).unwrap();
    let marks: Vec<_> = clock.matter().identifications().iter().map(|one| one.mark.as_bytes()[0]).collect();
    assert_eq!(marks, [2, 3]);
}

#[test]
fn who_is_identified_is_a_party_and_its_number_is_of_its_kind() {
    let mut desk = Desk::new(police(), sample::sender_rules(), "matter-1");
    let table = [
        (vec![person("路人", 1)], "PARTY_UNKNOWN"),
        (vec![identified("甲", IdentifierKind::SocialCredit, 1)], "WRONG_IDENTIFIER_KIND"),
        (vec![person("甲", 1), person("甲", 2)], "ALREADY_IDENTIFIED"),
    ];
    for (wrong, expected) in table {
        let command = register("matter-1", sample::subject(), intake(Source::Window, wrong));
        assert_eq!(code(desk.command(command)), expected);
    }
    assert!(desk.matter.is_none(), "nothing of it is kept");
}

#[test]
fn what_was_taken_in_for_another_agency_is_handed_over_before_it_is_closed() {
    let self_proxy = intake(Source::Proxy { on_behalf_of: police() }, Vec::new());
    let mut desk = Desk::new(police(), sample::sender_rules(), "matter-1");
    assert_eq!(code(desk.command(register("matter-1", sample::subject(), self_proxy))), "PROXY_FOR_SELF");

    let mut desk = taken_in(proxy());
    assert_eq!(matter(&desk).deferred_handoff(), Some(&bureau()));
    assert_eq!(code(desk.command(close())), "PROXY_NOT_HANDED_OVER");
    desk.command(Command::Refer(Box::new(steps::refer()))).unwrap();
    assert_eq!(matter(&desk).deferred_handoff(), None);
}

#[test]
fn the_handoff_of_what_was_taken_in_is_due_in_one_working_day_and_done_by_handing_over_to_that_agency() {
    let friday = sample::beijing(2026, 2, 27, 21);
    let received = Intake { received_at: Some(friday), ..proxy() };
    let mut desk = taken_in(received);
    let due = |desk: &Desk| matter(desk).running(HAND_OVER_INTAKE).map(|own| own.deadline.due.due);
    // From Friday, so that Monday is the first working day.
    assert_eq!(due(&desk), Some(sample::beijing(2026, 3, 3, 0)));
    desk.command(Command::Refer(Box::new(Refer { receiver: sample::other_bureau(), ..steps::refer() }))).unwrap();
    assert!(due(&desk).is_some(), "to another agency is not to that one");

    let mut desk = taken_in(proxy());
    desk.command(Command::Refer(Box::new(steps::refer()))).unwrap();
    assert!(due(&desk).is_none() && matter(&desk).own[0].is_finished());
}

#[test]
fn an_intake_for_another_that_is_written_down_later_is_due_too_and_without_one_nothing_is() {
    let mut clock = OwnClock::new(police(), sample::sender_rules(), sample::calendar(), "2026-03-02");
    clock.desk.command(write(Entry::Intake(proxy()))).unwrap();
    assert!(clock.matter().running(HAND_OVER_INTAKE).is_some());
    assert!(matter(&taken_in(intake(Source::Window, Vec::new()))).own.is_empty());
}

#[test]
fn a_handoff_that_lapsed_or_was_taken_back_is_still_to_be_made_and_one_that_was_declined_is_not() {
    for (stage, owed) in
        [(Stage::Lapsed, true), (Stage::Recalled, true), (Stage::Declined, false), (Stage::Accepted, false)]
    {
        let mut desk = TwoDesks::at(stage).sender;
        desk.command(write(Entry::Intake(proxy()))).unwrap();
        assert_eq!(matter(&desk).deferred_handoff().is_some(), owed, "{stage:?}");
    }
}

#[test]
fn solved_on_the_spot_closes_the_matter_with_its_result_even_one_taken_in_for_another() {
    let mut desk = taken_in(proxy());
    desk.command(triage(TriageClass::SolvedOnTheSpot { result: text("当场修复，双方无异议") })).unwrap();
    let closed = matter(&desk).closed.clone().unwrap();
    assert_eq!(closed.reason.as_str(), "当场修复，双方无异议");
    assert!(!matter(&desk).own[0].runs() && !matter(&desk).own[0].is_finished(), "there is nothing left to hand over");
    assert_eq!((matter(&desk).deferred_handoff(), matter(&desk).triage().unwrap().class.zh()), (None, "当场解决"));
}

#[test]
fn solved_on_the_spot_is_refused_while_something_is_open() {
    let mut desk = TwoDesks::at(Stage::Arrived).sender;
    let solved = triage(TriageClass::SolvedOnTheSpot { result: text("已解决") });
    assert_eq!(code(desk.command(solved)), "OPEN_REFERRAL");
    assert!(matter(&desk).triage().is_none());
}

#[test]
fn the_other_classes_leave_the_matter_open_and_the_last_one_holds() {
    let mut desk = taken_in(intake(Source::Window, Vec::new()));
    let until = Date::constant(2026, 3, 9);
    desk.command(triage(TriageClass::Explained {
        explanation: text("邻里责任由民法典第二百八十八条规定")
    }))
    .unwrap();
    desk.command(triage(TriageClass::ToBeStudied { until, lead: text("赵所长") })).unwrap();
    desk.command(triage(TriageClass::TimeLimited { until, handler: text("王某") })).unwrap();
    let last = matter(&desk).triage().unwrap();
    assert_eq!((last.class.zh(), last.class.until(), &matter(&desk).closed), ("限期办理", Some(until), &None));
}

#[test]
fn nothing_is_promised_for_a_day_that_has_passed() {
    let mut desk = taken_in(intake(Source::Window, Vec::new()));
    let (sunday, monday) = (Date::constant(2026, 3, 1), Date::constant(2026, 3, 2));
    for class in [
        TriageClass::TimeLimited { until: sunday, handler: text("王某") },
        TriageClass::ToBeStudied { until: sunday, lead: text("赵所长") },
    ] {
        assert_eq!(code(desk.command(triage(class))), "UNTIL_PASSED");
    }
    desk.command(triage(TriageClass::TimeLimited { until: monday, handler: text("王某") })).unwrap();
}

#[test]
fn a_matter_joins_another_dispute_and_its_referrals_go_on_under_the_code_of_their_letters() {
    let mut desks = TwoDesks::at(Stage::Arrived);
    let link = |dispute: &str| {
        let dispute = dispute.parse().unwrap();
        write(Entry::Linked(DisputeLink { dispute, former: None, reason: text("与信访件同一纠纷") }))
    };
    assert_eq!(code(desks.sender.command(link("dispute-1"))), "ALREADY_LINKED");
    assert_eq!(code(desks.sender.command(link("dispute-2"))), "DISPUTE_UNKNOWN");
    desks.sender.other = Some(about(&["丙"], "320102", "邻里纠纷", Vec::new()));
    desks.sender.command(link("dispute-2")).unwrap();
    let sender = matter(&desks.sender);
    assert_eq!(sender.dispute.as_str(), "dispute-2");
    assert_eq!(sender.former_disputes().map(|code| code.as_str()).collect::<Vec<_>>(), ["dispute-1"]);
    desks.receiver(steps::acknowledge()).unwrap();
    desks.settle();
    assert_eq!(desks.sender.referral().stage, Stage::Acknowledged);
    assert_eq!(desks.sender.referral().dispute.as_str(), "dispute-1");
}

/// A matter of its own with these parties, place and category.
fn about(parties: &[&str], place: &str, category: &str, numbers: Vec<Identification>) -> Matter {
    let party = |name: &&str| Party { name: text(name), ..sample::subject().parties[0].clone() };
    let subject = Subject {
        parties: parties.iter().map(party).collect(),
        place: Place::parse(place).unwrap(),
        category: text(category),
        ..sample::subject()
    };
    let mut desk = Desk::new(police(), sample::sender_rules(), "matter-1");
    desk.command(register("matter-1", subject, intake(Source::Window, numbers))).unwrap();
    desk.matter.unwrap()
}

#[test]
fn one_number_is_sign_enough_and_one_name_only_with_place_and_category() {
    let asked = about(&["张三", "李四"], "990101", "邻里纠纷", vec![person("张三", 1)]);
    let same = |name| Sign::SameName { party: text(name) };
    let table = [
        (
            about(&["张三丰"], "990202", "借贷", vec![person("张三丰", 1)]),
            vec![Sign::SameIdentifier { party: text("张三") }],
        ),
        (
            about(&["张 三", "王五"], "990101003", "邻里纠纷", Vec::new()),
            vec![same("张三"), Sign::SamePlace, Sign::SameCategory],
        ),
        (about(&["李四", "张三"], "990202", "借贷", Vec::new()), vec![same("张三"), same("李四")]),
        (about(&["张三"], "990101", "借贷", Vec::new()), vec![]),
        (about(&["张三"], "990101", "邻里纠纷", vec![person("张三", 9)]), vec![]),
        (about(&["王五"], "990101", "邻里纠纷", Vec::new()), vec![]),
    ];
    for (other, expected) in table {
        assert_eq!(signs(&asked, &other), expected);
    }
    let strong = strength(&[Sign::SameIdentifier { party: text("张三") }]);
    assert!(strong > strength(&[same("张三"), same("李四"), Sign::SamePlace, Sign::SameCategory]));
}

#[test]
fn a_person_and_an_organisation_of_one_name_are_not_the_same() {
    let asked = about(&["青河物业"], "990101", "邻里纠纷", Vec::new());
    let mut other = about(&["青河物业"], "990101", "邻里纠纷", Vec::new());
    assert!(!signs(&asked, &other).is_empty());
    other.subject.parties[0].kind = PartyKind::Organisation;
    assert_eq!(signs(&asked, &other), []);
}
