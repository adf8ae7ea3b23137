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

/// Races of one story, which share its clocks, its losses and its statements: as many as make a story worth its beginning.
const TOGETHER: u64 = 20;
/// Stories of each of the two kinds: together ten thousand races.
const STORIES: u64 = 5_000 / TOGETHER;

/// What is raced for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Race {
    Signature,
    Acceptance,
}

#[test]
fn five_thousand_signatures_race_a_lapse_to_one_outcome_at_both_ends() {
    races(Race::Signature, Stage::Acknowledged);
}

#[test]
fn five_thousand_acceptances_race_a_lapse_to_one_outcome_at_both_ends() {
    races(Race::Acceptance, Stage::Accepted);
}

/// Half of the races, where the officer's word leads to `won`.
fn races(race: Race, won: Stage) {
    let mut ends = BTreeMap::new();
    for seed in 0..STORIES {
        for end in run(seed, race) {
            *ends.entry(end).or_insert(0) += 1;
        }
    }
    let of = |stage| ends.get(&stage).copied().unwrap_or(0);
    // Races that always end alike are none.
    let fewest = 5_000 / 10;
    assert_eq!(of(won) + of(Stage::Lapsed), 5_000, "{ends:?}");
    assert!(of(won) > fewest && of(Stage::Lapsed) > fewest, "{ends:?}");
}

/// The races of one story; where each ended at both ends.
fn run(seed: u64, race: Race) -> Vec<Stage> {
    let mut world = World::with(seed, Chance::new(seed), [TimeSource::Sandbox; 4], Sabotage::None);
    let names: Vec<_> = (1..=TOGETHER).map(|nth| nth.to_string()).collect();
    for name in &names {
        refer_another(&mut world, name);
    }
    let ids: Vec<ReferralId> = names.iter().map(|name| format!("r-{name}").parse().unwrap()).collect();
    deliver_all(&mut world);
    let duty = match race {
        Race::Signature => Duty::Acknowledge,
        Race::Acceptance => {
            for id in &ids {
                step(&mut world, BUREAU, id, steps::acknowledge());
            }
            deliver_all(&mut world);
            Duty::Accept
        }
    };
    let due = here(&world, BUREAU, &ids[0]).deadline(duty).unwrap().due.due;
    // Both come close to the due instant, each by its own clock, and go past it in small steps.
    for site in [POLICE, BUREAU] {
        world.sites[site].set = due.minus(Duration::from_micros(world.chance.below(2_500)));
    }
    let mut to_ask = ids.clone();
    while !to_ask.is_empty() || [POLICE, BUREAU].into_iter().any(|site| world.sites[site].set < due) {
        let site = if world.chance.percent(50) { POLICE } else { BUREAU };
        match world.chance.below(6) {
            0 => tick(&mut world, site),
            1 | 2 if !to_ask.is_empty() => {
                let nth = world.chance.index(to_ask.len());
                let taken = if race == Race::Signature { steps::acknowledge() } else { steps::accept() };
                step(&mut world, BUREAU, &to_ask.swap_remove(nth), taken);
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
    let end = |id| {
        let (ours, theirs) = (here(&world, POLICE, id), here(&world, BUREAU, id));
        assert_eq!((ours.stage, &ours.reference), (theirs.stage, &theirs.reference), "seed {seed}, {id}");
        ours.stage
    };
    ids.iter().map(end).collect()
}

fn here<'a>(world: &'a World, site: usize, id: &ReferralId) -> &'a Referral {
    world.sites[site].ledger.referral(id).unwrap().1
}

/// An agency's clock goes on a little, and it acts.
fn tick(world: &mut World, site: usize) {
    let by = Duration::from_micros(1 + world.chance.below(4_000));
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
