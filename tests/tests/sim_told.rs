//! Stories told step by step: one whole way, and what the simulator found, so that it stays mended.
#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first thing that is not as it says.

use duijie_core::{
    command::Command,
    event::Event,
    ids::ReferralId,
    letter::{Body, body::RemindStage},
    referral::{Duty, Stage},
    time::Timestamp,
};
use duijie_kit::{
    codec::letter,
    desk::{Input, Mode},
};
use duijie_testkit::{sample, steps};
use duijie_tests::sim::{
    Sabotage, calm,
    driving::Fate,
    invariants::When,
    network::{Message, What},
    offices::BUREAU,
    told::{POLICE, arrive_all, broken, due, happened, minutes, refer_another, referred, stage, step},
};
use std::time::Duration;

// Found by the simulator: a receiver that had never exchanged a letter with the sender stated nothing, so nobody asked.
#[test]
fn the_very_first_letter_may_be_lost_and_still_arrives() {
    let (mut world, referral) = referred(Sabotage::None);
    assert_eq!(world.net.wipe_letters(), 1);
    minutes(&mut world, 5);
    assert_eq!(stage(&world, BUREAU, &referral), Stage::Arrived);
    assert_eq!(broken(&world), None);
}

// Found by the simulator: there were letters and no watermark, and the desk never opened again.
#[test]
fn a_desk_that_dies_right_after_its_very_first_commit_opens_again() {
    let (mut world, referral) = referred(Sabotage::None);
    arrive_all(&mut world);
    world.act(BUREAU, Fate::DiesAfter);
    assert!(!world.sites[BUREAU].runs());
    world.start(BUREAU);
    minutes(&mut world, 5);
    assert_eq!(stage(&world, POLICE, &referral), Stage::Arrived);
    assert_eq!(broken(&world), None, "{:?}", world.violation);
}

// Found by the simulator: an overdue handling term, which may last for months, kept everybody stating every ten seconds.
#[test]
fn an_overdue_handling_term_does_not_quicken_the_statements() {
    let (mut world, referral) = referred(Sabotage::None);
    minutes(&mut world, 1);
    step(&mut world, BUREAU, &referral, steps::acknowledge());
    step(&mut world, BUREAU, &referral, steps::accept());
    calm::calm(&mut world);
    let (_, referral) = world.sites[BUREAU].ledger.referral(&referral).unwrap();
    assert!(referral.overdue(world.wall(BUREAU)));
    assert_eq!(broken(&world), None, "{:?}", world.violation);
}

// Found by the simulator: whoever was merely overtaken by its own letters got them back.
#[test]
fn a_statement_that_its_own_letter_overtook_returns_no_letters() {
    let (mut world, _) = referred(Sabotage::None);
    minutes(&mut world, 2);
    world.now += Duration::from_secs(61);
    world.act(POLICE, Fate::Well);
    let statement = world.net.take(0).unwrap();
    assert_eq!((statement.from, statement.what), (POLICE, What::Statement));
    refer_another(&mut world, "2");
    arrive_all(&mut world);
    world.act(BUREAU, Fate::Well);
    world.arrive(statement);
    world.act(BUREAU, Fate::Well);
    assert_eq!((world.last.1.given_back, broken(&world)), (0, None), "{:?}", world.violation);
}

// Found by the simulator: the batch that learned of the doubt was still decided at the doubtful time.
#[test]
fn what_comes_with_the_first_doubt_of_the_clock_is_not_decided() {
    let (mut world, _) = referred(Sabotage::None);
    minutes(&mut world, 2);
    world.sites[BUREAU].offset += 3 * 3_600_000_000;
    world.sites[BUREAU].die();
    world.start(BUREAU);
    world.now += Duration::from_secs(1);
    world.act(BUREAU, Fate::Well);
    arrive_all(&mut world);
    world.now += Duration::from_secs(1);
    world.act(POLICE, Fate::Well);
    refer_another(&mut world, "2");
    arrive_all(&mut world);
    world.act(BUREAU, Fate::Well);
    assert!(world.last.1.suspect);
    assert_eq!((world.last.1.records, broken(&world)), (0, None), "{:?}", world.violation);
}

// Found on the way: a letter whose number was damaged is held for ever, as nobody seals it.
#[test]
fn a_letter_with_a_damaged_number_does_not_keep_a_referral_from_lapsing() {
    let (mut world, referral) = referred(Sabotage::None);
    refer_another(&mut world, "2");
    for _ in 0..2 {
        let message = world.net.take(0).unwrap();
        world.arrive(message);
    }
    world.act(BUREAU, Fate::Well);
    let arrived = world.net.take(0).unwrap();
    assert_eq!((arrived.from, arrived.what), (BUREAU, What::Letter));
    let bytes = with_greater_number(&arrived.bytes);
    world.arrive(Message { bytes, ..arrived });
    world.act(POLICE, Fate::Well);
    assert_eq!(world.sites[POLICE].held_and_doubled().0, 1);
    calm::calm(&mut world);
    assert_eq!(stage(&world, POLICE, &referral), Stage::Lapsed);
    assert_eq!(broken(&world), None, "{:?}", world.violation);
}

/// One bit flipped, so that the number of the letter is greater and all else is as it was.
fn with_greater_number(sealed: &[u8]) -> duijie_kit::journal::Bytes {
    let was = letter::open(sealed).unwrap();
    let flipped = (0..sealed.len() * 8).map(|bit| {
        let mut bytes = sealed.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    });
    let mut open = flipped.filter(|bytes| {
        letter::open(bytes)
            .is_ok_and(|is| is.envelope.number > 8 && is.envelope.previous_link == was.envelope.previous_link)
    });
    open.next().unwrap().into()
}

// D25
#[test]
fn a_deadline_that_memory_lost_is_noticed_and_fired_within_one_sweep() {
    let (mut world, referral) = referred(Sabotage::None);
    minutes(&mut world, 3);
    let due = due(&world, &referral);
    // Audited just before, so that no audit is near.
    world.now += due.since(world.wall(BUREAU)) - Duration::from_secs(1);
    world.act(BUREAU, Fate::Well);
    world.sites[BUREAU].forget_wakes();
    let mut missing = 0;
    while world.wall(BUREAU) < due.plus(SWEEP) {
        world.now += Duration::from_secs(1);
        world.act(BUREAU, Fate::Well);
        missing += world.last.1.unarmed;
    }
    let told = happened(&world, BUREAU);
    let [(_, Event::DeadlineClimbed { climbed: warned, .. }), (at, fired)] = &told[..] else { panic!("{told:?}") };
    assert_eq!((warned.stage, missing, broken(&world)), (RemindStage::Early, 1, None));
    assert_eq!(step_of(fired, &referral, due), Some((RemindStage::Due, due)));
    assert!(at.since(due) <= SWEEP, "{at}");
}

/// The store is read again at least this often.
const SWEEP: Duration = Duration::from_secs(60);

// D23
#[test]
fn after_three_days_of_downtime_a_deadline_fires_once_with_its_true_instant_and_only_the_highest_step_is_taken() {
    let (mut world, referral) = referred(Sabotage::None);
    minutes(&mut world, 3);
    let due = due(&world, &referral);
    // Each is down over half the term, its end and three days more.
    for site in [POLICE, BUREAU] {
        world.sites[site].die();
    }
    world.now += due.since(world.wall(BUREAU)) + Duration::from_secs(3 * 24 * 3_600);
    let back = world.wall(BUREAU);
    for site in [BUREAU, POLICE] {
        world.start(site);
        world.act(site, Fate::Well);
        world.act(site, Fate::Well);
    }
    let told = happened(&world, BUREAU);
    let [(fired_at, fired)] = &told[..] else { panic!("{told:?}") };
    // Two working days beyond its end, the yellow card was due; the warning and the end are overtaken by it.
    let yellow = due.plus(Duration::from_secs(2 * 24 * 3_600));
    assert_eq!((*fired_at, step_of(fired, &referral, due)), (back, Some((RemindStage::Yellow, yellow))));
    // The bureau's statement is there when the police come back: they remind, and end it.
    let told = happened(&world, POLICE);
    let [(reminded_at, Event::Sent(reminder)), (_, Event::Sent(end))] = &told[..] else { panic!("{told:?}") };
    let Body::Remind(remind) = &reminder.body else { panic!("{reminder:?}") };
    let Body::Lapse(lapse) = &end.body else { panic!("{end:?}") };
    assert_eq!((*reminded_at, remind.stage, remind.due, lapse.due), (back, RemindStage::Yellow, due, Some(due)));
    assert_eq!(remind.at, Some(yellow), "marked with its true time");
    minutes(&mut world, 5);
    let times = |site| happened(&world, site).into_iter().filter(|(_, event)| is_reminder_or_fired(event)).count();
    assert_eq!((times(BUREAU), times(POLICE)), (1, 1));
    // It fired without its matter, which a desk that has just started does not remember: the rows are right all the same.
    world.only = Some(5);
    world.check(When::Quiet);
    assert_eq!(broken(&world), None, "{:?}", world.violation);
}

/// The step by which the signature of this referral passed its due instant, and when that step was due itself.
fn step_of(event: &Event, of: &ReferralId, passed: Timestamp) -> Option<(RemindStage, Timestamp)> {
    match event {
        Event::DeadlineFired { referral, duty: Duty::Acknowledge, due, climbed }
            if (referral, *due) == (of, passed) =>
        {
            Some((climbed.stage, climbed.at))
        }
        _ => None,
    }
}

fn is_reminder_or_fired(event: &Event) -> bool {
    match event {
        Event::DeadlineFired { .. } => true,
        Event::Sent(letter) => matches!(letter.body, Body::Remind(_)),
        _ => false,
    }
}

#[test]
fn one_matter_goes_the_whole_way() {
    let (mut world, referral) = referred(Sabotage::None);
    minutes(&mut world, 1);
    for taken in [steps::acknowledge(), steps::accept(), steps::conclude()] {
        step(&mut world, BUREAU, &referral, taken);
    }
    minutes(&mut world, 1);
    step(&mut world, POLICE, &referral, steps::confirm());
    calm::calm(&mut world);
    assert_eq!(broken(&world), None, "{:?}", world.violation);
    assert_eq!(stage(&world, BUREAU, &referral), Stage::Confirmed);
}

#[test]
fn a_clock_that_jumps_by_more_than_two_hours_is_not_believed_until_an_officer_confirms_it() {
    let (mut world, referral) = referred(Sabotage::None);
    minutes(&mut world, 2);
    world.sites[BUREAU].offset += 3 * 3_600_000_000;
    let before = world.sites[BUREAU].ledger.head.position;
    step(&mut world, BUREAU, &referral, steps::acknowledge());
    assert_eq!(world.sites[BUREAU].ledger.head.position, before);
    assert!(world.last.1.suspect);
    world.sites[BUREAU].inbox.push((Input::ConfirmClock(0), None));
    world.act(BUREAU, Fate::Well);
    step(&mut world, BUREAU, &referral, steps::acknowledge());
    assert_eq!(stage(&world, BUREAU, &referral), Stage::Acknowledged);
    assert_eq!(broken(&world), None);
}

// A request that is repeated gets the answer it got, whatever else its record says.
#[test]
fn closing_a_matter_is_answered_the_same_twice_although_it_answers_an_offer() {
    let (mut world, referral) = referred(Sabotage::None);
    minutes(&mut world, 1);
    step(&mut world, POLICE, &referral, steps::override_lapse());
    step(&mut world, BUREAU, &referral, steps::acknowledge());
    minutes(&mut world, 1);
    let request = world.clerk.fresh_id();
    for _ in 0..2 {
        let close = Command::Close { matter: "m-1".parse().unwrap(), reason: sample::text("已另行处理") };
        let asked = world.clerk.ask(request.clone(), close, Mode::Do);
        world.sites[POLICE].inbox.push((Input::Command(Box::new(asked)), None));
        world.act(POLICE, Fate::Well);
    }
    assert_eq!(broken(&world), None, "{:?}", world.violation);
}
