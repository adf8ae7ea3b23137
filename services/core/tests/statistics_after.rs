//! Figures of what follows an agreement (履行, 回访), and of suits over people.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::Command,
    dossier::{Entry, FollowUp, Intake, Performance, Performed, Satisfaction, Source},
    matter::Matter,
    outcome::{Agreement, OutcomeResult},
    referral::Stage,
    statistics::{Asked, Cell, Fact, Part, Scan, Tally, facts, measure},
    time::{Date, Timestamp},
};
use duijie_testkit::{
    Desk, TwoDesks,
    sample::{beijing, material, text},
    steps::{conclude_with, confirm},
};

fn day(day: i8) -> Date {
    Date::constant(2026, 3, day)
}

/// Agreed on 10 March, to be performed by this day.
fn agreed(perform_by: Option<i8>) -> TwoDesks {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(beijing(2026, 3, 10, 9));
    let agreement = Agreement { document: material("人民调解协议书"), perform_by: perform_by.map(day) };
    desks.receiver(conclude_with(OutcomeResult::Agreement(agreement))).unwrap();
    desks.settle();
    desks.sender(confirm()).unwrap();
    desks.settle();
    desks.clock(beijing(2026, 4, 20, 9));
    desks
}

fn write(desk: &mut Desk, entry: Entry) {
    let matter = desk.matter.as_ref().unwrap().id.clone();
    desk.command(Command::AddEntry { matter, entry: Box::new(entry) }).unwrap();
}

fn performed(performed: Performed, on: i8) -> Entry {
    let evidence = Some(material("收条"));
    Entry::Performance(Performance { performed, instalment: None, on: day(on), evidence, text: None })
}

fn call(on: i8, satisfaction: Satisfaction) -> Entry {
    let measures = (satisfaction == Satisfaction::Dissatisfied).then(|| text("再次约谈"));
    Entry::FollowUp(FollowUp { on: day(on), party: text("甲"), satisfaction, measures })
}

fn at_receiver(perform_by: Option<i8>, entries: Vec<Entry>) -> Matter {
    let mut desks = agreed(perform_by);
    entries.into_iter().for_each(|entry| write(&mut desks.receiver, entry));
    desks.receiver.matter.unwrap()
}

fn cell(matters: &[Matter], id: &str, (period, as_of): (&str, Timestamp), population: Option<u64>) -> Cell {
    let measures = vec![measure(id).unwrap()];
    let mut tally = Tally::new(Asked { period: period.parse().unwrap(), as_of, by: None, measures, population });
    matters.iter().flat_map(facts).for_each(|fact| tally.add(&fact, Scan::Period));
    tally.finish().remove(0)
}

fn rate(matters: &[Matter], id: &str, period: &str, as_of: Timestamp) -> (u64, Option<u64>) {
    let cell = cell(matters, id, (period, as_of), None);
    (cell.numerator, cell.denominator)
}

fn april() -> Timestamp {
    beijing(2026, 4, 20, 9)
}

#[test]
fn what_was_performed_by_its_day_counts_over_what_was_to_be_performed_by_then() {
    let matters = [
        at_receiver(Some(20), vec![performed(Performed::Done, 20)]),
        at_receiver(Some(20), vec![performed(Performed::Breached, 20), performed(Performed::Done, 21)]),
        at_receiver(Some(20), vec![performed(Performed::Breached, 20)]),
        at_receiver(Some(20), Vec::new()),
        at_receiver(None, Vec::new()),
        at_receiver(Some(31), vec![performed(Performed::Done, 12)]),
    ];
    let rate = |period, as_of| rate(&matters, "performed_rate", period, as_of);
    assert_eq!(rate("2026-03", april()), (3, Some(6)), "in time, at once, and before its time");
    assert_eq!(rate("2026-03-01..2026-03-15", april()), (1, Some(1)), "at once");
    assert_eq!(rate("2026-03", beijing(2026, 3, 20, 23)), (1, Some(1)), "the day is not over");
}

#[test]
fn a_call_back_is_due_when_the_time_for_performance_has_come_and_each_party_asked_has_a_word() {
    use Satisfaction::{Dissatisfied, Mostly, Satisfied};
    let matters = [
        at_receiver(Some(20), vec![call(25, Satisfied), call(26, Mostly)]),
        at_receiver(Some(20), vec![call(25, Dissatisfied)]),
        at_receiver(Some(20), Vec::new()),
    ];
    assert_eq!(rate(&matters, "follow_up_rate", "2026-03", april()), (2, Some(3)));
    assert_eq!(rate(&matters, "satisfied_rate", "2026-03", april()), (2, Some(3)));
    assert_eq!(rate(&matters, "satisfied_rate", "2026-03-26", april()), (1, Some(1)), "by the day of the call");
    assert_eq!(rate(&matters, "followed_up", "2026-03", april()), (3, None));
    assert_eq!(rate(&matters, "follow_up_measures", "2026-03", april()), (1, None));
}

#[test]
fn who_handed_over_counts_what_it_wrote_down_itself_and_nothing_that_nobody_told_it() {
    let mut desks = agreed(Some(20));
    let told = |desk: &Desk| {
        let facts = facts(desk.matter.as_ref().unwrap());
        let part = |part| move |fact: &&Fact| fact.key.part == part;
        (facts.iter().filter(part(Part::Performance)).count(), facts.iter().filter(part(Part::CallBack)).count())
    };
    assert_eq!((told(&desks.sender), told(&desks.receiver)), ((0, 0), (1, 1)));
    write(&mut desks.sender, performed(Performed::Done, 20));
    assert_eq!(told(&desks.sender), (1, 0));
}

#[test]
fn what_a_screening_found_is_told_apart_from_what_came_otherwise() {
    let intake =
        |source| Entry::Intake(Intake { source, occurred_at: None, received_at: None, identifications: Vec::new() });
    let matters = [Source::Screening, Source::Window].map(|source| {
        let mut desk = TwoDesks::new().sender;
        write(&mut desk, intake(source));
        desk.matter.unwrap()
    });
    assert_eq!(rate(&matters, "screened", "2026-03", april()), (1, None));
    assert_eq!(rate(&matters, "registered", "2026-03", april()), (2, None));
}

#[test]
fn suits_are_told_over_people_only_where_people_are_told() {
    let mut matter = TwoDesks::new().sender.matter.unwrap();
    for (number, filed) in
        [("（2026）临0101民初1123号", 1), ("（2026）临0101行初7号", 1), ("（2026）临0101民特12号", 0)]
    {
        matter.subject.own_number = Some(text(number));
        let of = |population| cell(std::slice::from_ref(&matter), "sued_rate", ("2026", april()), population);
        assert_eq!((of(None).numerator, of(None).denominator, of(None).per_ten_thousand()), (filed, None, None));
        let told = of(Some(8_000));
        assert_eq!((told.denominator, told.per_ten_thousand()), (Some(8_000), Some(filed * 125)), "{number}");
        assert_eq!(told.per_mille(), None);
    }
}
