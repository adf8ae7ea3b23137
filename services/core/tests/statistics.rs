//! Statistics from folded matters: what is counted when, how periods and terms border, and figures of the shape that reports
//! have, in which every count comes from a story that two desks played.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what tests share may stop as tests may")]

use duijie_core::{
    command::{Command, Refer, Step},
    dossier::{Entry, FollowUp, Satisfaction, Triage, TriageClass},
    matter::Matter,
    outcome::OutcomeResult,
    referral::{Duty, Side, Stage},
    statistics::{
        Asked, By, Cell, Change, Fact, Part, Scan, Standing, State, Tally, changes, facts, measure, of_letter,
    },
    time::{Date, Timestamp},
};
use duijie_testkit::{
    TwoDesks,
    sample::{beijing, text},
    steps::{
        accept, acknowledge, apply_for_confirmation, conclude, conclude_with, confirm, extend, no_agreement,
        record_attempt,
    },
};
use std::time::Duration;

/// The receiver's matter of a story whose referral is accepted on 3 March and, with a result, concluded on 10 March.
fn story(result: Option<OutcomeResult>) -> Matter {
    let mut desks = TwoDesks::at(Stage::Acknowledged);
    desks.clock(beijing(2026, 3, 3, 9));
    desks.receiver(accept()).unwrap();
    desks.settle();
    desks.clock(beijing(2026, 3, 10, 9));
    if let Some(result) = result {
        desks.receiver(conclude_with(result)).unwrap();
        desks.settle();
    }
    desks.receiver.matter.unwrap()
}

fn agreed() -> Matter {
    concluded_at(beijing(2026, 3, 10, 9))
}

/// An agreement, for which the sender signs and whose parties are called back at once.
fn concluded_at(at: Timestamp) -> Matter {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.clock(at);
    desks.receiver(conclude()).unwrap();
    desks.settle();
    desks.sender(confirm()).unwrap();
    desks.settle();
    let Matter { id, subject, .. } = desks.receiver.matter.clone().unwrap();
    let (on, satisfaction) = (at.beijing_date(), Satisfaction::Satisfied);
    for party in subject.parties.into_iter().map(|party| party.name) {
        let entry = Box::new(Entry::FollowUp(FollowUp { on, party, satisfaction, measures: None }));
        desks.receiver.command(Command::AddEntry { matter: id.clone(), entry }).unwrap();
    }
    desks.receiver.matter.unwrap()
}

/// The same story as another dispute.
fn again(matter: &Matter, number: usize) -> Matter {
    let mut matter = matter.clone();
    matter.dispute = format!("dispute-{number}").parse().unwrap();
    matter
}

fn asked(measures: &[&str], period: &str, as_of: Timestamp) -> Asked {
    let measures = measures.iter().map(|id| measure(id).unwrap()).collect();
    Asked { period: period.parse().unwrap(), as_of, by: None, measures, population: None }
}

/// Counts as a service does: each scan meets what is in it.
fn figures<'f>(all: impl Iterator<Item = &'f Fact> + Clone, asked: Asked) -> Vec<Cell> {
    let end = asked.end();
    let mut tally = Tally::new(asked.clone());
    for fact in all {
        if asked.period.has(fact.at) || asked.period.has_due(fact.at) {
            tally.add(fact, Scan::Period);
        }
        if fact.at <= end && fact.is_late_or_open() {
            tally.add(fact, Scan::Late);
        }
        if fact.at > end {
            tally.add(fact, Scan::Ahead);
        }
    }
    tally.finish()
}

fn total(cells: &[Cell], id: &str, standing: Standing) -> (u64, Option<u64>, Option<u64>) {
    let cell = |cell: &&Cell| cell.measure.id == id && cell.standing == standing && cell.group.is_none();
    let cell = cells.iter().find(cell).unwrap();
    (cell.numerator, cell.denominator, cell.per_mille())
}

fn april() -> Timestamp {
    beijing(2026, 4, 20, 9)
}

#[test]
fn the_published_success_rate_comes_from_stories_of_its_shape() {
    let (good, bad, open) = (agreed(), story(Some(OutcomeResult::NoAgreement(no_agreement()))), story(None));
    let matters = (0..11_210).map(|number| match number {
        0..10_784 => again(&good, number),
        10_784..11_000 => again(&bad, number),
        _ => again(&open, number),
    });
    let all: Vec<Fact> = matters.flat_map(|matter| facts(&matter)).collect();
    let wanted = ["accepted", "success_rate", "success_rate_of_concluded", "concluded"];
    let cells = figures(all.iter(), asked(&wanted, "2026-03", april()));
    assert_eq!(total(&cells, "accepted", Standing::Received), (11_210, None, None));
    assert_eq!(total(&cells, "success_rate", Standing::Received), (10_784, Some(11_210), Some(962)));
    let of_concluded = total(&cells, "success_rate_of_concluded", Standing::Received);
    assert_eq!(of_concluded, (10_784, Some(11_000), Some(980)), "the other definition is another figure");
}

#[test]
fn of_disputes_found_and_handed_over_the_settled_share_is_counted_dispute_by_dispute() {
    let settled = |stage| TwoDesks::at(stage).sender.matter.unwrap();
    let (good, open) = (settled(Stage::Concluded), settled(Stage::Accepted));
    let matters = (0..8_056).map(|number| again(if number < 7_768 { &good } else { &open }, number));
    let mut all: Vec<Fact> = matters.flat_map(|matter| facts(&matter)).collect();
    // Handed over twice and settled twice, it is one dispute all the same.
    all.extend(facts(&again(&good, 0)).into_iter().filter(|fact| fact.key.part != Part::Registered));
    let cells = figures(all.iter(), asked(&["settled_rate"], "2026-03", april()));
    assert_eq!(total(&cells, "settled_rate", Standing::Own), (7_768, Some(8_056), Some(964)));
}

#[test]
fn what_is_handed_over_twice_is_one_pure_matter() {
    let (done, open) = (agreed(), story(None));
    let matters = (0..162).map(|number| again(if number < 115 { &done } else { &open }, number));
    let mut all: Vec<Fact> = matters.flat_map(|matter| facts(&matter)).collect();
    all.extend((0..40).flat_map(|number| facts(&again(&open, number))));
    let cells = figures(all.iter(), asked(&["concluded_rate", "accepted"], "2026-03", april()));
    assert_eq!(total(&cells, "concluded_rate", Standing::Own), (115, Some(162), Some(710)));
    assert_eq!(total(&cells, "accepted", Standing::Received).0, 202, "each acceptance is one all the same");
}

#[test]
fn six_of_three_hundred_late_are_two_percent() {
    let late = concluded_at(beijing(2026, 4, 10, 9));
    let matters = (0..300).map(|number| again(&if number < 294 { agreed() } else { late.clone() }, number));
    let all: Vec<Fact> = matters.flat_map(|matter| facts(&matter)).collect();
    let wanted = ["concluded_in_time", "overdue_internal", "done_late_internal", "overdue_statutory"];
    let cells = figures(all.iter(), asked(&wanted, "2026-04-H1", april()));
    assert_eq!(total(&cells, "concluded_in_time", Standing::Received), (294, Some(300), Some(980)));
    let counted = |id| total(&cells, id, Standing::Received).0;
    // The sample's term stands in no law.
    assert_eq!(["done_late_internal", "overdue_internal", "overdue_statutory"].map(counted), [6, 0, 0]);
    let then = figures(all.iter(), asked(&wanted, "2026-04-01..2026-04-05", april()));
    let then = total(&then, "overdue_internal", Standing::Received).0;
    assert_eq!(then, 6, "what was done on the 10th was overdue on the 5th");
}

#[test]
fn there_is_no_rate_over_none() {
    let cells = figures([].iter(), asked(&["success_rate", "follow_up_rate"], "2026-03", april()));
    assert_eq!(total(&cells, "success_rate", Standing::Received), (0, Some(0), None));
}

#[test]
fn the_last_microsecond_of_a_month_is_of_that_month_and_the_next_one_of_the_next() {
    let accepted_at = |at| {
        let mut desks = TwoDesks::at(Stage::Acknowledged);
        desks.clock(at);
        desks.receiver(accept()).unwrap();
        desks.receiver.matter.unwrap()
    };
    // The night from Monday to Tuesday, so that the term of acceptance is still running.
    let midnight = Timestamp::beijing_midnight(Date::constant(2026, 3, 3));
    for (at, on_monday) in [(midnight.minus(Duration::from_micros(1)), 1), (midnight, 0)] {
        let all = facts(&accepted_at(at));
        let count = |period| {
            total(&figures(all.iter(), asked(&["accepted"], period, april())), "accepted", Standing::Received).0
        };
        assert_eq!((count("2026-03-02"), count("2026-03-03")), (on_monday, 1 - on_monday));
    }
}

#[test]
fn both_ends_count_the_same_day_each_in_its_part() {
    let desks = TwoDesks::at(Stage::Concluded);
    for (side, standing) in [(Side::Sender, Standing::Sent), (Side::Receiver, Standing::Received)] {
        let all = facts(desks.desk(side).matter.as_ref().unwrap());
        let cells = figures(all.iter(), asked(&["accepted", "success_rate"], "2026-03-02", april()));
        assert_eq!(total(&cells, "success_rate", standing), (1, Some(1), Some(1_000)));
        let other = if standing == Standing::Sent { Standing::Received } else { Standing::Sent };
        assert_eq!(total(&cells, "accepted", other).0, 0);
    }
}

#[test]
fn a_group_shows_its_share_and_the_total_stays() {
    let (mut first, second) = (agreed(), agreed());
    first.referrals[0].mediation_body = Some(text("第一调委会"));
    let all: Vec<Fact> = [facts(&first), facts(&second)].concat();
    let cells = figures(all.iter(), Asked { by: Some(By::Body), ..asked(&["accepted"], "2026-03", april()) });
    let received = cells.iter().filter(|cell| cell.standing == Standing::Received);
    let shares: Vec<_> = received.map(|cell| (cell.group.as_deref(), cell.numerator)).collect();
    assert_eq!(shares, [(None, 2), (Some(""), 1), (Some("第一调委会"), 1)]);
}

// G15: with the open ones left out the median would be a day.
#[test]
fn with_half_still_open_the_median_time_is_not_that_of_the_quick_ones() {
    let quick = {
        let mut desks = TwoDesks::at(Stage::Arrived);
        desks.clock(beijing(2026, 3, 3, 9));
        desks.receiver(acknowledge()).unwrap();
        desks.receiver.matter.unwrap()
    };
    let open = TwoDesks::at(Stage::Arrived).receiver.matter.unwrap();
    let of = |quick_ones: usize, open_ones: usize| {
        let all: Vec<Fact> =
            (0..quick_ones).flat_map(|_| facts(&quick)).chain((0..open_ones).flat_map(|_| facts(&open))).collect();
        let cells = figures(all.iter(), asked(&["time_to_acknowledge"], "2026-03", april()));
        let cell = cells.into_iter().find(|cell| cell.standing == Standing::Received).unwrap();
        (cell.numerator, cell.denominator, cell.open, cell.quantiles.unwrap().0)
    };
    let day = Some(Duration::from_secs(24 * 3600));
    assert_eq!(of(5, 5), (5, Some(10), Some(5), day), "exactly half came within a day");
    assert_eq!(of(4, 5), (4, Some(9), Some(5), None), "fewer than half came: nobody knows by when half will have");
}

#[test]
fn a_duty_that_ended_before_it_was_due_is_none_that_was_missed() {
    let recalled = TwoDesks::at(Stage::Recalled).receiver.matter.unwrap();
    let all = facts(&recalled);
    assert!(all.iter().any(|fact| fact.key.part == Part::DutyAcknowledge && fact.state == State::Cancelled));
    let cells = figures(all.iter(), asked(&["acknowledged_in_time"], "2026-03", april()));
    assert_eq!(total(&cells, "acknowledged_in_time", Standing::Received), (0, Some(0), None));
}

#[test]
fn what_is_due_later_is_not_due_yet_and_a_warning_is_not_overdue() {
    let accepted = story(None);
    let due = accepted.referrals[0].deadline(Duty::Handle).unwrap().due.due;
    let wanted = ["concluded_in_time", "overdue_internal", "warned"];
    let at = |as_of| {
        let cells = figures(facts(&accepted).iter(), asked(&wanted, "2026", as_of));
        let count = |id| total(&cells, id, Standing::Received);
        (count("concluded_in_time").1, count("overdue_internal").0, count("warned").0)
    };
    let before = due.minus(Duration::from_secs(20 * 24 * 3600));
    assert_eq!(at(before), (Some(0), 0, 0));
    assert_eq!(at(due.minus(Duration::from_micros(1))), (Some(0), 0, 1));
    assert_eq!(at(due), (Some(1), 1, 0));
}

#[test]
fn changes_put_together_give_the_facts_of_the_whole_matter() {
    for stage in Stage::ALL {
        let desks = TwoDesks::at(stage);
        for side in [Side::Sender, Side::Receiver] {
            let desk = desks.desk(side);
            // What is only on its way is nobody's matter yet.
            let Some(matter) = &desk.matter else { continue };
            let mut kept: Vec<Fact> = Vec::new();
            for (before, after) in steps(desk, matter) {
                for change in changes(before.as_ref(), &after) {
                    let (Change::Put(Fact { key, .. }) | Change::Gone(key)) = &change;
                    kept.retain(|fact| fact.key != *key);
                    if let Change::Put(fact) = change {
                        kept.push(fact);
                    }
                }
            }
            let mut whole = facts(matter);
            kept.sort_by(|a, b| a.key.cmp(&b.key));
            whole.sort_by(|a, b| a.key.cmp(&b.key));
            assert_eq!(kept, whole, "{stage:?} {side:?}");
        }
    }
}

/// The matter before and after each event of a desk.
fn steps(desk: &duijie_testkit::Desk, matter: &Matter) -> Vec<(Option<Matter>, Matter)> {
    let id = &matter.id;
    let mut before = None;
    let mut pairs = Vec::new();
    for (position, event) in (1..).zip(&desk.events) {
        let stamp = duijie_core::event::Stamp { matter: id, recorded_at: duijie_testkit::sample::monday(), position };
        let after = duijie_core::apply::apply(before.clone(), stamp, event);
        pairs.extend(after.clone().map(|after| (before.clone(), after)));
        before = after;
    }
    pairs
}

#[test]
fn an_application_for_confirmation_counts_where_the_agreement_does() {
    let mut desks = TwoDesks::at(Stage::Concluded);
    let applicants = vec![text("甲"), text("乙")];
    let application = apply_for_confirmation(applicants, Date::constant(2026, 3, 2));
    let referral = "confirmation-1".parse().unwrap();
    desks.receiver.command(Command::Refer(Box::new(Refer { referral, ..application }))).unwrap();
    let all = facts(desks.receiver.matter.as_ref().unwrap());
    let by_kind = Asked { by: Some(By::Kind), ..asked(&["confirmation_applied_rate"], "2026", april()) };
    let shares: Vec<_> = figures(all.iter(), by_kind)
        .into_iter()
        .map(|cell| (cell.group.clone(), cell.numerator, cell.denominator))
        .collect();
    assert_eq!(shares, [(None, 1, Some(1)), (Some("police".to_owned()), 1, Some(1))]);
}

#[test]
fn what_was_solved_at_once_is_settled_and_done_without_being_handed_over() {
    let mut desk = TwoDesks::new().sender;
    let class = TriageClass::SolvedOnTheSpot { result: text("当场修复，双方无异议") };
    let entry = Entry::Triaged(Triage { reason: text("情况清楚"), class });
    let matter = desk.matter.as_ref().unwrap().id.clone();
    desk.command(Command::AddEntry { matter, entry: Box::new(entry) }).unwrap();
    let all = facts(desk.matter.as_ref().unwrap());
    let wanted = ["solved_on_the_spot", "settled_rate", "concluded_rate"];
    let cells = figures(all.iter(), asked(&wanted, "2026-03", april()));
    assert_eq!(total(&cells, "solved_on_the_spot", Standing::Own).0, 1);
    assert_eq!(total(&cells, "settled_rate", Standing::Own), (1, Some(1), Some(1_000)));
    assert_eq!(total(&cells, "concluded_rate", Standing::Own), (1, Some(1), Some(1_000)));
}

#[test]
fn each_failed_attempt_and_each_extension_counts() {
    let mut desks = TwoDesks::at(Stage::Accepted);
    desks.receiver(Step::AssignBody { body: text("第一调委会"), again: None }).unwrap();
    desks.receiver(record_attempt()).unwrap();
    desks.receiver(record_attempt()).unwrap();
    desks.receiver(extend(&["甲", "乙"])).unwrap();
    let matter = desks.receiver.matter.as_ref().unwrap();
    let letters = desks.receiver.sent.iter().zip(1..);
    // As a store does: what was known before the letter is another matter.
    let told: Vec<_> = letters.filter_map(|(letter, at)| of_letter(None, matter, letter, at)).collect();
    let parts: Vec<_> = told.iter().map(|fact| fact.key.part).collect();
    assert_eq!(parts, [Part::AttemptFailed, Part::AttemptFailed, Part::Extended]);
    let names: std::collections::BTreeSet<_> = told.iter().map(|fact| fact.key.nth).collect();
    assert_eq!(names.len(), 3, "each has a name of its own");
}
