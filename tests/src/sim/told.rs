//! Stories that are told step by step instead of drawn from a seed: small helpers around a world.

use super::{
    Sabotage, World, calm,
    chance::Chance,
    driving::Fate,
    offices::{self, BUREAU},
};
use duijie_core::{
    command::{Command, Refer, Step},
    event::Event,
    ids::{MatterId, ReferralId},
    purpose::Purpose,
    referral::{Duty, Stage},
    time::Timestamp,
};
use duijie_kit::{
    codec::record,
    desk::{Input, Mode, TimeSource},
    journal::Cause,
    store::{Store, rows::StoredRecord},
};
use duijie_testkit::sample;
use std::time::Duration;

/// Index of the agency that refers.
pub const POLICE: usize = 0;

/// A world in which everything runs and police has referred one matter, still on its way.
#[must_use]
pub fn referred(sabotage: Sabotage) -> (World, ReferralId) {
    let mut world = World::with(1, Chance::new(1), [TimeSource::Machine; 4], sabotage);
    refer_another(&mut world, "1");
    let referral = "r-1".parse().unwrap();
    (world, referral)
}

/// Police registers and refers a matter of this name.
pub fn refer_another(world: &mut World, name: &str) {
    let (matter, referral): (MatterId, ReferralId) =
        (format!("m-{name}").parse().unwrap(), format!("r-{name}").parse().unwrap());
    let dispute = format!("d-{name}").parse().unwrap();
    let subject = Box::new(sample::subject());
    ask(world, POLICE, Command::Register { matter: matter.clone(), dispute, subject, told: offices::told(POLICE) });
    let (kind, receiver) = (sample::kind("police"), offices::agency(BUREAU));
    let purpose = Purpose::Handling;
    let refer =
        Refer { matter, referral, kind, purpose, receiver, procedure: None, mode: None, opinion: None, replaces: None };
    ask(world, POLICE, Command::Refer(Box::new(refer)));
}

/// A clerk asks, and the desk decides at once.
pub fn ask(world: &mut World, site: usize, command: Command) {
    let request = world.clerk.fresh_id();
    let asked = world.clerk.ask(request, command, Mode::Do);
    world.sites[site].inbox.push((Input::Command(Box::new(asked)), None));
    world.act(site, Fate::Well);
}

/// A clerk takes a step.
pub fn step(world: &mut World, site: usize, referral: &ReferralId, step: Step) {
    ask(world, site, Command::Step { referral: referral.clone(), step });
}

/// A few rounds of everybody, a minute apart.
pub fn minutes(world: &mut World, count: usize) {
    for _ in 0..count {
        world.now += Duration::from_secs(60);
        calm::everybody(world);
    }
}

/// Everything in flight reaches its addressee, which has not looked at it yet.
pub fn arrive_all(world: &mut World) {
    while let Some(message) = world.net.take(0) {
        world.arrive(message);
    }
}

/// Number of the sentence that did not hold.
#[must_use]
pub fn broken(world: &World) -> Option<u8> {
    world.violation.as_ref().map(|violation| violation.number)
}

/// Where a referral stands at an agency.
///
/// # Panics
/// If it is not known there.
#[must_use]
pub fn stage(world: &World, site: usize, referral: &ReferralId) -> Stage {
    world.sites[site].ledger.referral(referral).unwrap().1.stage
}

/// When 签收 is due, as the bureau computed it.
///
/// # Panics
/// If it is not known there.
#[must_use]
pub fn due(world: &World, referral: &ReferralId) -> Timestamp {
    let (_, referral) = world.sites[BUREAU].ledger.referral(referral).unwrap();
    referral.deadline(Duty::Acknowledge).unwrap().due.due
}

/// Everything that happened by itself at an agency, in order: when it was recorded and what.
///
/// # Panics
/// If a record cannot be read.
#[must_use]
pub fn happened(world: &World, site: usize) -> Vec<(Timestamp, Event)> {
    let site = &world.sites[site];
    let records = site.store.records_after(0, usize::MAX).unwrap();
    let read = |stored: &StoredRecord| record::decode(&stored.bytes, &site.office.keyring).unwrap();
    let records = records.iter().map(read).filter(|record| record.cause == Cause::Desk);
    records
        .flat_map(|record| record.entries.into_iter().map(move |entry| (record.recorded_at, entry)))
        .filter_map(|(at, entry)| entry.event().map(|event| (at, event)))
        .collect()
}
