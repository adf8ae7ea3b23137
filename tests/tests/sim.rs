//! The simulator holds: the same seed is the same story, many stories keep every sentence, and broken rules are seen.
#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first thing that is not as it says.

use duijie_core::{
    command::{Command, Refer, Step},
    ids::{MatterId, ReferralId},
    letter::{Body, body::Note},
    referral::{Duty, Stage},
    time::Timestamp,
};
use duijie_kit::{
    codec::{
        letter::{self, Outgoing},
        sealed::wrap_letter,
    },
    desk::{Input, Mode, TimeSource},
    store::{Store, rows::Commit},
};
use duijie_testkit::{sample, steps};
use duijie_tests::sim::{
    self, Sabotage, World, calm,
    chance::Chance,
    driving::Fate,
    invariants::{self, When},
    network::{Message, What},
    offices::{self, BUREAU},
};
use std::time::Duration;

const POLICE: usize = 0;

#[test]
fn the_same_seed_is_the_same_story() {
    for seed in [7, 8] {
        let (once, again) = (sim::play(seed), sim::play(seed));
        assert_eq!(once.digest, again.digest, "seed {seed}");
        assert_eq!(once.counts, again.counts, "seed {seed}");
        assert_eq!(once.trace, again.trace, "seed {seed}");
    }
    assert_ne!(sim::play(7).digest, sim::play(8).digest);
}

#[test]
fn a_hundred_stories_keep_every_sentence_and_show_what_they_are_for() {
    let mut counts = sim::Counts::default();
    for seed in 1..=100 {
        let story = sim::play(seed);
        if let Some(violation) = story.violation {
            panic!("seed {seed}: I{} {}: {}", violation.number, violation.sentence, violation.what);
        }
        counts.merge(&story.counts);
    }
    let happened = [
        "lapses by proof",
        "late offers taken",
        "late offers superseded",
        "recalls before",
        "recalls after a due instant",
        "withdrawals that cross",
        "rounds with a gap",
        "letters asked for again",
        "duplicates met",
        "damaged messages kept as evidence",
        "failed commits, written",
        "failed commits, unwritten",
        "restarts",
        "rounds with a suspect clock",
        "wake-ups found by audit",
        "conclusions",
        "outcomes signed for",
    ];
    for what in happened {
        assert!(counts.get(what) > 0, "{what} never happened");
    }
}

/// A world in which everything runs and police has referred one matter, still on its way.
fn referred(sabotage: Sabotage) -> (World, ReferralId) {
    let mut world = World::with(1, Chance::new(1), [TimeSource::Machine; 4], sabotage);
    refer_another(&mut world, "1");
    let referral = "r-1".parse().unwrap();
    (world, referral)
}

fn refer_another(world: &mut World, name: &str) {
    let (matter, referral): (MatterId, ReferralId) =
        (format!("m-{name}").parse().unwrap(), format!("r-{name}").parse().unwrap());
    let dispute = format!("d-{name}").parse().unwrap();
    let subject = Box::new(sample::subject());
    ask(world, POLICE, Command::Register { matter: matter.clone(), dispute, subject });
    let (kind, receiver) = (sample::kind("police"), offices::agency(BUREAU));
    let refer = Refer { matter, referral, kind, receiver, procedure: None, opinion: None, replaces: None };
    ask(world, POLICE, Command::Refer(refer));
}

fn ask(world: &mut World, site: usize, command: Command) {
    let request = world.clerk.fresh_id();
    let asked = world.clerk.ask(request, command, Mode::Do);
    world.sites[site].inbox.push((Input::Command(Box::new(asked)), None));
    world.act(site, Fate::Well);
}

fn step(world: &mut World, site: usize, referral: &ReferralId, step: Step) {
    ask(world, site, Command::Step { referral: referral.clone(), step });
}

/// A few rounds of everybody, a minute apart.
fn minutes(world: &mut World, count: usize) {
    for _ in 0..count {
        world.now += Duration::from_secs(60);
        calm::everybody(world);
    }
}

/// Everything in flight reaches its addressee, which has not looked at it yet.
fn arrive_all(world: &mut World) {
    while let Some(message) = world.net.take(0) {
        world.arrive(message);
    }
}

fn broken(world: &World) -> Option<u8> {
    world.violation.as_ref().map(|violation| violation.number)
}

fn stage(world: &World, site: usize, referral: &ReferralId) -> Stage {
    world.sites[site].ledger.referral(referral).unwrap().1.stage
}

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
fn a_second_letter_under_a_used_number_with_the_right_key_is_reported_as_a_fork() {
    let (mut world, referral) = referred(Sabotage::None);
    minutes(&mut world, 1);
    let office = world.sites[POLICE].office.clone();
    let bureau = offices::agency(BUREAU);
    let outgoing = Outgoing {
        from: &office.me,
        to: &bureau,
        number: 1,
        previous_link: &Default::default(),
        decided_at: offices::BEGIN,
        seen_number: 0,
        dispute: &"d-1".parse().unwrap(),
        referral: &referral,
        body: &Body::Note(Note { officer: sample::text("王某"), text: sample::text("另一函") }),
    };
    let forged = letter::encode(&outgoing, &office.keyring, [1; 24]).unwrap();
    let link = letter::envelope(&forged).unwrap().link();
    let seal = office.keyring.seal_letter(&bureau, 1, &link, office.generation, offices::BEGIN);
    let bytes = wrap_letter(&forged, Some(seal)).into();
    world.arrive(Message { from: POLICE, to: BUREAU, what: What::Letter, bytes });
    world.act(BUREAU, Fate::Well);
    assert_eq!(broken(&world), Some(10));
    assert!(world.violation.unwrap().what.contains("forked at 1"));
}

#[test]
fn statements_that_leave_before_their_commit_make_false_proofs() {
    let (mut world, referral) = referred(Sabotage::EarlyStatements);
    world.only = Some(7);
    minutes(&mut world, 3);
    let due = due(&world, &referral);
    world.now += due.since(world.wall(BUREAU)) - Duration::from_secs(1);
    // The bureau's clock is a minute ahead; its statement leaves, and it dies before the commit.
    world.sites[BUREAU].offset += 60_000_000;
    world.act(BUREAU, Fate::DiesBefore);
    world.publish(BUREAU);
    // Only statements get through from here on. The clock returns, and an officer acknowledges in time.
    world.sites[BUREAU].offset -= 60_000_000;
    for _ in 0..world.net.arriving() {
        let message = world.net.take(0).unwrap();
        world.arrive(message);
    }
    world.net.block(BUREAU, POLICE, true);
    world.start(BUREAU);
    step(&mut world, BUREAU, &referral, steps::acknowledge());
    assert_eq!(stage(&world, BUREAU, &referral), Stage::Acknowledged);
    world.now += Duration::from_secs(2);
    world.act(POLICE, Fate::Well);
    assert_eq!(stage(&world, POLICE, &referral), Stage::Lapsed);
    assert_eq!(broken(&world), Some(7));
}

fn due(world: &World, referral: &ReferralId) -> Timestamp {
    let (_, referral) = world.sites[BUREAU].ledger.referral(referral).unwrap();
    referral.deadline(Duty::Acknowledge).unwrap().due.due
}

#[test]
fn lost_wake_ups_and_a_deaf_relay_are_seen() {
    for (sabotage, number) in [(Sabotage::LostWakes, 4), (Sabotage::DeafRelay, 1)] {
        let seen = (1..=20).any(|seed| {
            let mut world = World::new(seed, sabotage);
            world.only = Some(number);
            sim::tell(world).violation.is_some_and(|violation| violation.number == number)
        });
        assert!(seen, "{sabotage:?} was not seen by I{number}");
    }
}

#[test]
fn a_relay_that_publishes_what_nobody_asked_for_is_seen() {
    let (mut world, _) = referred(Sabotage::EagerRelay);
    world.only = Some(11);
    minutes(&mut world, 5);
    world.check(When::Quiet);
    assert_eq!(broken(&world), Some(11));
}

#[test]
fn a_row_that_no_record_derives_is_seen() {
    let (mut world, _) = referred(Sabotage::None);
    minutes(&mut world, 1);
    world.check(When::Quiet);
    let row =
        world.sites[POLICE].store.list_deadlines(&Default::default(), &duijie_kit::store::rows::PageRequest::first(1));
    let mut row = row.unwrap().rows.remove(0);
    row.state = "met";
    world.sites[POLICE].store.commit(&Commit { deadlines: vec![row], ..Commit::default() }).unwrap();
    world.violation = None;
    world.only = Some(5);
    world.check(When::Quiet);
    assert_eq!(broken(&world), Some(5));
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

#[test]
fn the_sentences_are_numbered_without_gaps() {
    let numbers: Vec<u8> = invariants::ALL.iter().map(|invariant| invariant.number).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<u8>>());
}
