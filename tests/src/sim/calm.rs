//! After the random phase: faults stop, every desk runs, clocks agree and go past every deadline, and what remains must
//! become quiet and stay quiet.

use super::{driving::Fate, invariants::When, offices::AGENCIES, world::World};
use duijie_core::time::Timestamp;
use duijie_kit::desk::{Input, TimeSource};
use std::{collections::BTreeMap, time::Duration};

/// Rounds until everything is quiet, at 11 s each: more than the longest pause between two publications of a run.
const ROUNDS_MAX: usize = 150;
/// Jumps that take the clocks past 签收, 受理, every handling term and 结果反馈, with reminders between.
const JUMPS_IN_HOURS: [u64; 5] = [80, 130, 24 * 20, 24 * 40, 24 * 10];
/// Messages that arrive between two rounds; more is a storm.
const DELIVERIES_MAX: usize = 3_000;
/// How long quiet is listened to, and how often.
pub const LISTENED: Duration = Duration::from_secs(600);
const LISTEN_EVERY: Duration = Duration::from_secs(10);

/// Lets a world come to rest and looks at every invariant.
pub fn calm(world: &mut World) {
    heal(world);
    settle(world);
    for hours in JUMPS_IN_HOURS {
        if world.restless.is_some() || world.violation.is_some() {
            break;
        }
        pass(world, Duration::from_secs(hours * 3_600));
        settle(world);
    }
    listen(world);
    world.check(When::Quiet);
}

/// Everything that was broken is whole again; only what was lost is lost.
fn heal(world: &mut World) {
    world.note(|_| "faults stop".to_owned());
    world.net.heal();
    let latest =
        world.sites.iter().enumerate().map(|(at, site)| world.wall(at).max(site.ledger.head.recorded_at)).max();
    for site in 0..AGENCIES.len() {
        set_clock(world, site, latest.unwrap_or_default());
        world.start(site);
        world.connect(site);
        world.publish(site);
        if world.sites[site].runs() {
            world.sites[site].inbox.push((Input::ConfirmClock(0), None));
        }
    }
}

/// Sets an agency's wall clock, which an officer then confirms.
fn set_clock(world: &mut World, site: usize, to: Timestamp) {
    let wall = world.wall(site);
    match world.sites[site].office.time {
        TimeSource::Sandbox => world.sites[site].set = to,
        TimeSource::Machine => world.sites[site].offset += to.as_micros() - wall.as_micros(),
    }
}

/// True time passes, and sandbox clocks are moved as far.
fn pass(world: &mut World, by: Duration) {
    world.note(|_| format!("{} h pass", by.as_secs() / 3_600));
    world.now += by;
    for site in &mut world.sites {
        if site.office.time == TimeSource::Sandbox {
            site.set = site.set.plus(by);
            site.inbox.push((Input::StateAtOnce, None));
        }
    }
}

/// Rounds of everybody until nothing moves any more.
fn settle(world: &mut World) {
    let mut still = 0;
    for _ in 0..ROUNDS_MAX {
        let before = busy(world);
        world.now += if still == 0 { Duration::from_millis(600) } else { Duration::from_secs(11) };
        everybody(world);
        if world.violation.is_some() {
            return;
        }
        still = if busy(world) == before && agreed(world) { still + 1 } else { 0 };
        if still == 3 {
            return;
        }
        // Pauses between publications of a run are minutes; nobody waits for them in moments.
        world.now += Duration::from_secs(10);
    }
    world.restless = Some(unquiet(world));
}

/// One round of everybody, with everything in flight delivered in between.
pub fn everybody(world: &mut World) {
    for site in 0..AGENCIES.len() {
        while !world.sites[site].inbox.is_empty() && world.violation.is_none() {
            world.act(site, Fate::Well);
        }
        world.act(site, Fate::Well);
    }
    for _ in 0..DELIVERIES_MAX {
        let Some(message) = world.net.take(0) else { break };
        let to = message.to;
        world.arrive(message);
        if world.net.arriving() == 0 || world.sites[to].inbox.len() > 20 {
            world.act(to, Fate::Well);
        }
    }
    for site in 0..AGENCIES.len() {
        if !world.sites[site].inbox.is_empty() {
            world.act(site, Fate::Well);
        }
    }
}

/// Position of the newest record of each desk that is more than a tick.
fn busy(world: &World) -> Vec<u64> {
    world.sites.iter().map(|site| site.ledger.busy).collect()
}

/// Every letter is known to be delivered and none is held.
fn agreed(world: &World) -> bool {
    let delivered = world
        .sites
        .iter()
        .all(|site| site.ledger.sent.iter().all(|(peer, chain)| site.delivered(peer) == chain.len() as u64));
    delivered && world.net.arriving() == 0
}

fn unquiet(world: &World) -> String {
    let mut lines = Vec::new();
    for site in &world.sites {
        for (peer, chain) in &site.ledger.sent {
            let (sent, delivered) = (chain.len() as u64, site.delivered(peer));
            if delivered < sent {
                lines.push(format!("{} to {peer}: {delivered} of {sent} delivered", site.office.me));
            }
        }
    }
    format!("{} in flight; newest busy records {:?}; {}", world.net.arriving(), busy(world), lines.join(", "))
}

/// Quiet must stay quiet: what is published now is counted.
fn listen(world: &mut World) {
    (world.stated, world.lettered) = (BTreeMap::new(), 0);
    let end = world.now + LISTENED;
    while world.now < end && world.violation.is_none() {
        world.now += LISTEN_EVERY;
        everybody(world);
    }
}
