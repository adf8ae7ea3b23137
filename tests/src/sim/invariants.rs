//! What must hold: numbered sentences, each with the one function that looks. Some are looked at after every round, some
//! when everything has come to rest.

use super::{
    ledger::{Ledger, Note},
    offices::index_of,
    site::Site,
    world::World,
};
use duijie_core::{
    matter::Matter,
    referral::{Referral, Side},
};

mod desks;
mod dues;
mod exchange;

/// A sentence that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Its number.
    pub number: u8,
    /// What must hold.
    pub sentence: &'static str,
    /// What was found.
    pub what: String,
}

/// When a sentence must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// After every round of every desk.
    Always,
    /// When everything has come to rest.
    Quiet,
}

type Check = fn(&World) -> Result<(), String>;

/// One sentence.
pub struct Invariant {
    /// Its number.
    pub number: u8,
    /// What must hold.
    pub sentence: &'static str,
    /// Looked at after every round.
    pub always: Check,
    /// Looked at when everything has come to rest.
    pub quiet: Check,
}

/// All sentences.
pub const ALL: [Invariant; 13] = [
    on_quiet(
        1,
        "nothing is lost: every committed letter is applied or parked at its addressee",
        exchange::nothing_lost,
    ),
    both(
        2,
        "nothing is applied twice or altered: both ends have the same chain",
        exchange::same_so_far,
        exchange::same_chains,
    ),
    on_quiet(3, "both sides agree, and nothing waits for a desk", exchange::both_agree),
    both(
        4,
        "each deadline fires and each reminder goes out once, and none is missed",
        desks::noted_4,
        desks::none_missed,
    ),
    both(5, "the journal's chain is whole and the tables are what it derives", desks::noted_5, desks::tables_derive),
    both(
        6,
        "at every moment somebody answers for a referral, and in the end exactly one",
        exchange::somebody_answers,
        exchange::one_answers,
    ),
    both(
        7,
        "nothing was decided in time where a proof of silence was used",
        exchange::proofs_hold,
        exchange::proofs_hold,
    ),
    both(
        8,
        "time goes forward, and nothing is decided before what was signed",
        desks::signed_what_is_committed,
        desks::noted_8,
    ),
    always(9, "a request is answered once, the same again, and carried out once", desks::answered_once),
    always(10, "no fork, no lost memory, no damage", desks::no_fork),
    both(
        11,
        "no storms: quiet stays quiet, and what is published is bounded and paced",
        exchange::well_paced,
        exchange::no_storms,
    ),
    always(12, "a desk whose clock is suspect decides nothing", desks::suspects_decide_nothing),
    on_quiet(13, "both ends show the same due instants, as the calendar of who owes the duty gives them", dues::agreed),
];

const fn always(number: u8, sentence: &'static str, always: Check) -> Invariant {
    Invariant { number, sentence, always, quiet: always }
}

const fn on_quiet(number: u8, sentence: &'static str, quiet: Check) -> Invariant {
    Invariant { number, sentence, always: fine, quiet }
}

const fn both(number: u8, sentence: &'static str, always: Check, quiet: Check) -> Invariant {
    Invariant { number, sentence, always, quiet }
}

fn fine(_: &World) -> Result<(), String> {
    Ok(())
}

/// The first sentence that does not hold now.
#[must_use]
pub fn look(world: &World, when: When) -> Option<Violation> {
    let named = ALL.iter().filter(|invariant| world.only.is_none_or(|only| only == invariant.number));
    named
        .filter_map(|invariant| {
            let check = if when == When::Quiet { invariant.quiet } else { invariant.always };
            let what = check(world).err()?;
            Some(Violation { number: invariant.number, sentence: invariant.sentence, what })
        })
        .next()
}

fn must(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// What the ledgers noted under a number while they read.
fn noted(world: &World, number: u8) -> Result<(), String> {
    let found = world.sites.iter().find_map(|site| site.ledger.trouble.get(&number).map(|what| (site, what)));
    found.map_or(Ok(()), |(site, what)| Err(format!("{}: {what}", site.office.me)))
}

/// Each ordered pair of desks with the two copies of its chain: as sent, as received.
fn chains(world: &World) -> impl Iterator<Item = (&Site, &Site, &[Note], &[Note])> {
    world.sites.iter().flat_map(move |from| {
        from.ledger.sent.iter().map(move |(peer, sent)| {
            let to = &world.sites[index_of(peer)];
            (from, to, sent.as_slice(), Ledger::chain(&to.ledger.received, &from.office.me))
        })
    })
}

/// Each referral as its sender sees it, with the receiver's view if it has one.
fn referrals(world: &World) -> impl Iterator<Item = (&Site, &Matter, &Referral, Option<&Referral>)> {
    world.sites.iter().flat_map(move |site| {
        let sent = site.ledger.referrals().filter(|(_, referral)| referral.side == Side::Sender);
        sent.map(move |(matter, referral)| {
            let receiver = &world.sites[index_of(&referral.peer)];
            (site, matter, referral, receiver.ledger.referral(&referral.id).map(|(_, referral)| referral))
        })
    })
}
