//! The random phase: one thing happens after the other.

use super::{
    chance::Chance,
    driving::Fate,
    mood::{Happening, Mood},
    network::{Message, What},
    offices::{AGENCIES, BUREAU, CALENDARS, agency, replace_calendar},
    stranger,
    world::World,
};
use duijie_core::{referral::DeadlineStatus, term::OnSilence, time::Timestamp};
use duijie_kit::{
    desk::{Input, TimeSource},
    journal::Bytes,
};
use std::time::Duration;

const SITES: usize = AGENCIES.len();

/// Between 150 and 600 things happen.
pub fn random_phase(world: &mut World) {
    let mood = Mood::draw(&mut world.chance);
    let steps = 150 + world.chance.below(450);
    for _ in 0..steps {
        let what = mood.next(&mut world.chance);
        happen(world, &mood, what);
        if world.violation.is_some() {
            return;
        }
    }
}

fn happen(world: &mut World, mood: &Mood, what: Happening) {
    let site = world.chance.index(SITES);
    match what {
        // The receiver has most of the steps to take.
        Happening::Command if world.chance.percent(40) => command(world, BUREAU),
        Happening::Command => command(world, site),
        Happening::Deliver => deliver(world, mood),
        Happening::Round => world.act(site, Fate::Well),
        Happening::Moment => {
            let micros = *world.chance.pick(&[1_000, 25_000, 700_000, 3_000_000, 11_000_000, 61_000_000, 400_000_000]);
            time_passes(world, Duration::from_micros(micros));
        }
        Happening::LongTime => {
            let hours = *world.chance.pick(&[1, 3, 9, 24, 72, 200, 500]);
            time_passes(world, Duration::from_secs(hours * 3_600));
        }
        Happening::Brink => brink(world),
        Happening::ClockJump => clock_jump(world, site),
        Happening::Confirm => {
            world.sites[site].inbox.push((Input::ConfirmClock(0), None));
            world.act(site, Fate::Well);
        }
        Happening::Crash => {
            let fate = *world.chance.pick(&[Fate::DiesBefore, Fate::DiesAfter, Fate::DiesMarked]);
            world.act(site, fate);
        }
        Happening::FailedCommit => {
            let fate = *world.chance.pick(&[Fate::FailsUnwritten, Fate::FailsWritten]);
            world.act(site, fate);
        }
        Happening::Partition => partition(world),
        Happening::BusAway => bus_away(world, site),
        Happening::Wipe => {
            let lost = world.net.wipe_letters();
            world.counts.add("letters wiped in flight", lost as u64);
            world.note(|_| format!("the letter stream is wiped: {lost} lost"));
        }
        Happening::OldAgain => old_again(world),
        Happening::Flood => flood(world),
        Happening::ForgetWakes => {
            world.counts.one("timekeepers that forgot everything");
            world.sites[site].forget_wakes();
        }
        Happening::Restart => restart(world, site),
        Happening::NewCalendar => new_calendar(world, site),
    }
}

/// An operator replaces the calendar; sometimes much happens before the desk looks.
fn new_calendar(world: &mut World, site: usize) {
    let which = world.chance.index(CALENDARS);
    replace_calendar(&world.sites[site].office, which);
    world.counts.one("calendars replaced");
    world.note(|_| format!("{} has calendar {which}", AGENCIES[site]));
    if world.chance.percent(50) {
        world.act(site, Fate::Well);
    }
}

fn command(world: &mut World, site: usize) {
    let now = world.wall(site);
    if !world.sites[site].runs() {
        return;
    }
    if let Some(asked) = world.clerk.request(&mut world.chance, &world.sites[site], now) {
        let (method, request) = (asked.cause.method.clone(), asked.cause.request.clone());
        world.note(|_| format!("{} is asked {method} {request}", AGENCIES[site]));
        world.sites[site].inbox.push((Input::Command(Box::new(asked)), None));
        if world.chance.percent(70) {
            world.act(site, Fate::Well);
        }
    }
}

/// One message arrives, or something else becomes of it.
fn deliver(world: &mut World, mood: &Mood) {
    let arriving = world.net.arriving();
    let nth = if world.chance.percent(mood.disorder) { world.chance.index(arriving) } else { 0 };
    let Some(message) = world.net.take(nth) else { return };
    if world.chance.percent(mood.loss) {
        return world.counts.one("messages lost");
    }
    if world.chance.percent(mood.doubling) {
        world.counts.one("messages doubled");
        world.net.again(message.clone());
    }
    let to = message.to;
    if world.chance.percent(mood.corruption) {
        world.counts.one("messages corrupted");
        let bytes = corrupted(&mut world.chance, &message.bytes);
        if world.chance.percent(50) {
            // The damaged one comes first and the good one later.
            world.net.again(message.clone());
        }
        world.arrive(Message { bytes, ..message });
    } else {
        world.arrive(message);
    }
    if world.chance.percent(60) {
        world.act(to, Fate::Well);
    }
}

/// One bit is flipped, half of the time in the first bytes, where the envelope is.
fn corrupted(chance: &mut Chance, bytes: &Bytes) -> Bytes {
    let mut changed = bytes.to_vec();
    let reach = if chance.percent(50) { changed.len().min(160) } else { changed.len() };
    let at = chance.index(reach);
    changed[at] ^= 1 << chance.below(8);
    changed.into()
}

/// True time passes for everybody. Desks are looked after, or not.
pub fn time_passes(world: &mut World, by: Duration) {
    world.now += by;
    for site in 0..SITES {
        if world.sites[site].office.time == TimeSource::Sandbox && by >= Duration::from_secs(60) {
            set_sandbox(world, site, by);
        }
        if world.chance.percent(70) {
            world.act(site, Fate::Well);
        }
    }
}

/// An examiner moves a sandbox clock, and mostly tells the desk.
fn set_sandbox(world: &mut World, site: usize, by: Duration) {
    world.sites[site].set = world.sites[site].set.plus(by);
    if world.sites[site].runs() && world.chance.percent(80) {
        world.sites[site].inbox.push((Input::StateAtOnce, None));
    }
}

/// Some authority deadline is just before, at or just after its due instant at some agency.
fn brink(world: &mut World) {
    let mut dues: Vec<Timestamp> = Vec::new();
    for site in &world.sites {
        let deadlines = site.ledger.referrals().flat_map(|(_, referral)| referral.deadlines.iter());
        let open = deadlines.filter(|deadline| deadline.status == DeadlineStatus::Open);
        dues.extend(
            open.filter(|deadline| deadline.due.on_silence == OnSilence::Lapse).map(|deadline| deadline.due.due),
        );
    }
    if dues.is_empty() {
        return;
    }
    let due = *world.chance.pick(&dues);
    let site = world.chance.index(SITES);
    let off = *world.chance.pick(&[-3_000_000, -1_000, -1, 0, 1, 1_000, 5_000_000]);
    let target = Timestamp::from_micros(due.as_micros() + off);
    let wall = world.wall(site);
    if target > wall {
        world.counts.one("brinks of a due instant");
        time_passes(world, target.since(wall));
    }
}

fn clock_jump(world: &mut World, site: usize) {
    let forward = world.chance.percent(60);
    let minutes: u64 = *world.chance.pick(&[1, 20, 90, 119, 121, 600, 3_000]);
    let by = i64::try_from(minutes * 60_000_000).unwrap();
    match (world.sites[site].office.time, forward) {
        (TimeSource::Sandbox, true) => set_sandbox(world, site, Duration::from_secs(minutes * 60)),
        (TimeSource::Sandbox, false) => {}
        (TimeSource::Machine, true) => world.sites[site].offset += by,
        (TimeSource::Machine, false) => world.sites[site].offset -= by,
    }
    world.counts.one("clock jumps");
    world.note(|_| format!("clock of {} jumps {}{minutes} min", AGENCIES[site], if forward { "" } else { "-" }));
}

fn partition(world: &mut World) {
    let (from, to) = (world.chance.index(SITES), world.chance.index(SITES));
    let blocked = world.chance.percent(55);
    world.counts.add("partitions", u64::from(blocked));
    world.net.block(from, to, blocked);
}

fn bus_away(world: &mut World, site: usize) {
    let away = !world.net.is_away(site);
    world.net.set_away(site, away);
    if away {
        world.counts.one("times without the bus");
    } else {
        world.publish(site);
        world.connect(site);
    }
}

fn old_again(world: &mut World) {
    let length = world.net.old_len();
    let index = world.chance.index(length);
    if let Some(old) = world.net.old(index).cloned() {
        world.counts.one(match old.what {
            What::Letter => "old letters again",
            What::Statement => "stale statements again",
        });
        let to = old.to;
        world.arrive(old);
        world.act(to, Fate::Well);
    }
}

/// A stranger at the bus fills what a desk holds for a peer to the last byte. No letter of his has a seal.
fn flood(world: &mut World) {
    let (from, to) = (world.chance.index(SITES), world.chance.index(SITES));
    if from == to || !world.sites[to].runs() {
        return;
    }
    let received = world.sites[to].ledger.received.get(&agency(from)).map_or(0, Vec::len) as u64;
    world.counts.one("floods of a stranger");
    for letter in stranger::fill(from, to, received + 2 + world.chance.below(4)) {
        world.arrive(Message { from, to, what: What::Letter, bytes: letter });
    }
    world.act(to, Fate::Well);
}

fn restart(world: &mut World, site: usize) {
    if !world.sites[site].runs() {
        world.counts.one("restarts");
        world.start(site);
    }
}
