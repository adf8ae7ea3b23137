//! 签收 and 受理 against lapse, thousands of times: the receiver's officer and the sender's desk act around the same due
//! instant, with clocks apart and messages lost, late and out of order. However it goes, there is one outcome, the same at both
//! ends and by the same letter.
#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first thing that is not as it says.

use duijie_core::{
    ids::ReferralId,
    referral::{Duty, Referral, Stage},
    time::Timestamp,
};
use duijie_kit::desk::{Input, TimeSource};
use duijie_testkit::steps;
use duijie_tests::sim::{
    Sabotage, World, calm,
    chance::Chance,
    driving::Fate,
    invariants::When,
    network::What,
    offices::BUREAU,
    told::{POLICE, arrive_all, refer_another, step},
};
use std::{collections::BTreeMap, time::Duration};

/// As many as the races that must all have one outcome.
const RACES: u64 = 10_000;

/// What is raced for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Race {
    Signature,
    Acceptance,
}

#[test]
fn ten_thousand_races_of_an_officer_against_a_lapse_each_have_one_outcome_at_both_ends() {
    let mut ends = BTreeMap::new();
    for seed in 0..RACES {
        let race = if seed % 2 == 0 { Race::Signature } else { Race::Acceptance };
        let end = run(seed, race);
        *ends.entry((race == Race::Signature, end)).or_insert(0) += 1;
    }
    // Races that always end alike are none.
    for signature in [true, false] {
        let of = |stage| ends.get(&(signature, stage)).copied().unwrap_or(0);
        let won = if signature { of(Stage::Acknowledged) } else { of(Stage::Accepted) };
        assert!(won > RACES / 20 && of(Stage::Lapsed) > RACES / 20, "{ends:?}");
    }
}

/// One race; where it ended at both ends.
fn run(seed: u64, race: Race) -> Stage {
    let mut world = World::with(seed, Chance::new(seed), [TimeSource::Sandbox; 4], Sabotage::None);
    refer_another(&mut world, "1");
    let id: ReferralId = "r-1".parse().unwrap();
    deliver_all(&mut world);
    let duty = match race {
        Race::Signature => Duty::Acknowledge,
        Race::Acceptance => {
            step(&mut world, BUREAU, &id, steps::acknowledge());
            deliver_all(&mut world);
            Duty::Accept
        }
    };
    let due = here(&world, BUREAU, &id).deadline(duty).unwrap().due.due;
    // Both come close to the due instant, each by its own clock, and go past it in small steps.
    for site in [POLICE, BUREAU] {
        world.sites[site].set = due.minus(Duration::from_micros(world.chance.below(3_000)));
    }
    let mut asked = false;
    while !asked || [POLICE, BUREAU].into_iter().any(|site| world.sites[site].set < due) {
        let site = if world.chance.percent(50) { POLICE } else { BUREAU };
        match world.chance.below(6) {
            0 | 1 => tick(&mut world, site),
            2 if !asked && world.chance.percent(60) => {
                asked = true;
                let taken = if race == Race::Signature { steps::acknowledge() } else { steps::accept() };
                step(&mut world, BUREAU, &id, taken);
            }
            3 => {
                world.sites[site].inbox.push((Input::StateAtOnce, None));
                world.act(site, Fate::Well);
            }
            _ => deliver_one(&mut world),
        }
        if world.violation.is_some() {
            break;
        }
    }
    quiet(&mut world);
    world.check(When::Always);
    assert!(world.violation.is_none(), "seed {seed}: {:?}", world.violation);
    let (ours, theirs) = (here(&world, POLICE, &id), here(&world, BUREAU, &id));
    assert_eq!((ours.stage, &ours.reference), (theirs.stage, &theirs.reference), "seed {seed}");
    ours.stage
}

fn here<'a>(world: &'a World, site: usize, id: &ReferralId) -> &'a Referral {
    world.sites[site].ledger.referral(id).unwrap().1
}

/// An agency's clock goes on a little, and it acts.
fn tick(world: &mut World, site: usize) {
    let by = Duration::from_micros(1 + world.chance.below(1_500));
    world.now += Duration::from_millis(50);
    let set: Timestamp = world.sites[site].set;
    world.sites[site].set = set.plus(by);
    world.act(site, Fate::Well);
}

/// One of the messages on their way arrives, or a letter is lost; statements may overtake letters.
fn deliver_one(world: &mut World) {
    let waiting = world.net.arriving();
    if waiting == 0 {
        return;
    }
    let nth = world.chance.index(waiting);
    let Some(message) = world.net.take(nth) else { return };
    if message.what == What::Letter && world.chance.percent(10) {
        return;
    }
    let to = message.to;
    world.arrive(message);
    world.act(to, Fate::Well);
}

fn deliver_all(world: &mut World) {
    arrive_all(world);
    for site in [BUREAU, POLICE, BUREAU] {
        world.act(site, Fate::Well);
        arrive_all(world);
    }
    world.act(POLICE, Fate::Well);
}

/// Nothing is lost any more, clocks are well past the due instant, and everybody says where it stands until nothing changes.
fn quiet(world: &mut World) {
    for _ in 0..12 {
        world.now += Duration::from_secs(20);
        for site in [POLICE, BUREAU] {
            let set = world.sites[site].set;
            world.sites[site].set = set.plus(Duration::from_secs(1));
            world.sites[site].inbox.push((Input::StateAtOnce, None));
        }
        calm::everybody(world);
    }
}
