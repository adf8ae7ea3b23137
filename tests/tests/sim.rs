//! The simulator holds: the same seed is the same story, many stories keep every sentence, and broken rules are seen.

use duijie_core::{
    letter::{Body, body::Note},
    referral::Stage,
};
use duijie_kit::{
    codec::{
        letter::{self, Outgoing},
        sealed::wrap_letter,
    },
    store::{Store, rows::Commit},
};
use duijie_testkit::{sample, steps};
use duijie_tests::sim::{
    self, Sabotage, World,
    driving::Fate,
    invariants::{self, When},
    network::{Message, What},
    offices::{self, BUREAU},
    told::{POLICE, broken, due, minutes, referred, stage, step},
};
use std::time::Duration;

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
        "objections",
        "objections agreed to",
        "objections refused",
        "extensions",
        "signatures deemed given",
        "supervisions answered",
        "late offers taken",
        "late offers superseded",
        "recalls before",
        "recalls after a due instant",
        "withdrawals that cross",
        "rounds with a gap",
        "floods of a stranger",
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
        "calendars replaced",
        "deadlines counted again",
        "own deadlines fired",
        "own deadlines extended",
        "own deadlines suspended",
        "own deadlines ended",
        "own deadlines replaced",
        "own deadlines that follow one",
        "own deadlines begun by a letter",
    ];
    for what in happened {
        assert!(counts.get(what) > 0, "{what} never happened");
    }
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
fn the_sentences_are_numbered_without_gaps() {
    let numbers: Vec<u8> = invariants::ALL.iter().map(|invariant| invariant.number).collect();
    assert_eq!(numbers, (1..=13).collect::<Vec<u8>>());
}
