//! What must hold: numbered sentences, each with the one function that looks. Some are looked at after every round, some
//! when everything has come to rest.

use super::{
    calm::LISTENED,
    ledger::{Ledger, Note},
    offices::{AGENCIES, BUREAU, index_of},
    site::Site,
    world::World,
};
use duijie_core::{
    ids::ReferralId,
    matter::Matter,
    referral::{DeadlineStatus, Owed, PendingKind, Referral, Side, Stage, deadline::WakeFor},
};
use duijie_kit::{codec, store::Store};

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
pub const ALL: [Invariant; 12] = [
    on_quiet(1, "nothing is lost: every committed letter is applied or parked at its addressee", nothing_lost),
    both(2, "nothing is applied twice or altered: both ends have the same chain", same_so_far, same_chains),
    on_quiet(3, "both sides agree, and nothing waits for a desk", both_agree),
    both(4, "each deadline fires and each reminder goes out once, and none is missed", noted_4, none_missed),
    both(5, "the journal's chain is whole and the tables are what it derives", noted_5, tables_derive),
    both(
        6,
        "at every moment somebody answers for a referral, and in the end exactly one",
        somebody_answers,
        one_answers,
    ),
    both(7, "nothing was decided in time where a proof of silence was used", proofs_hold, proofs_hold),
    both(8, "time goes forward, and nothing is decided before what was signed", signed_what_is_committed, noted_8),
    always(9, "a request is answered once, the same again, and carried out once", answered_once),
    always(10, "no fork, no lost memory, no damage", no_fork),
    both(11, "no storms: quiet stays quiet, and what is published is bounded and paced", well_paced, no_storms),
    always(12, "a desk whose clock is suspect decides nothing", suspects_decide_nothing),
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

fn nothing_lost(world: &World) -> Result<(), String> {
    if let Some(restless) = &world.restless {
        return Err(format!("it does not become quiet: {restless}"));
    }
    for (from, to, sent, received) in chains(world) {
        must(sent.len() == received.len(), || {
            format!("{} sent {} letters to {}, which has {}", from.office.me, sent.len(), to.office.me, received.len())
        })?;
        let parked = received.iter().filter(|note| note.letter.is_none()).count();
        must(parked == 0, || format!("{} parked {parked} letters of {}", to.office.me, from.office.me))?;
    }
    Ok(())
}

fn same_so_far(world: &World) -> Result<(), String> {
    noted(world, 2)?;
    for (from, to, sent, received) in chains(world) {
        let newest = received.len();
        let fits = newest == 0 || sent.get(newest - 1).is_some_and(|ours| ours.link == received[newest - 1].link);
        must(fits, || format!("{} has another letter {newest} of {} than was sent", to.office.me, from.office.me))?;
    }
    Ok(())
}

fn same_chains(world: &World) -> Result<(), String> {
    noted(world, 2)?;
    for (from, to, sent, received) in chains(world) {
        for (at, (ours, theirs)) in sent.iter().zip(received).enumerate() {
            must(ours.content == theirs.content && ours.link == theirs.link && ours.bytes == theirs.bytes, || {
                format!("letter {} of {} differs at {}", at + 1, from.office.me, to.office.me)
            })?;
        }
    }
    Ok(())
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

fn both_agree(world: &World) -> Result<(), String> {
    for (site, _, ours, theirs) in referrals(world) {
        let id = &ours.id;
        let theirs = theirs.ok_or_else(|| format!("the receiver does not know {id}"))?;
        must(ours.stage == theirs.stage && ours.reference == theirs.reference, || {
            let (ours, theirs) = (view(ours), view(theirs));
            format!("{id} of {} is {ours} at its sender and {theirs} at its receiver", site.office.me)
        })?;
        must(!matches!(ours.stage, Stage::Sent | Stage::Arrived | Stage::Acknowledged), || {
            format!("{id} is still {} after every due instant", view(ours))
        })?;
        for referral in [ours, theirs] {
            must(referral.offer.is_none() || referral.stage == Stage::Lapsed, || {
                format!("{id}: a late offer waits although it is {}", view(referral))
            })?;
            must(referral.pending.as_ref().is_none_or(|pending| waits_for_officer(referral, pending.kind)), || {
                format!("{id}: {:?} waits for a desk although it is {}", referral.pending, view(referral))
            })?;
        }
        must(ours.pending == theirs.pending, || {
            format!("{id}: different things wait at the two ends, {:?} and {:?}", ours.pending, theirs.pending)
        })?;
    }
    Ok(())
}

fn view(referral: &Referral) -> String {
    let reference = &referral.reference;
    format!("{} by letter {} of {}", referral.stage.as_str(), reference.number, reference.from)
}

/// Only the recall of what was accepted waits for an officer.
fn waits_for_officer(referral: &Referral, kind: PendingKind) -> bool {
    kind == PendingKind::Recall && matches!(referral.stage, Stage::Accepted | Stage::Suspended)
}

fn noted_4(world: &World) -> Result<(), String> {
    noted(world, 4)
}

fn none_missed(world: &World) -> Result<(), String> {
    noted(world, 4)?;
    for site in &world.sites {
        let now = site.ledger.head.recorded_at;
        for (_, referral) in site.ledger.referrals() {
            for deadline in referral.deadlines.iter().filter(|deadline| deadline.status == DeadlineStatus::Open) {
                let missed = deadline.wake().filter(|wake| wake.at <= now);
                must(missed.is_none(), || {
                    let what = match (deadline.owed, missed.map(|wake| wake.what)) {
                        (Owed::ByUs, _) | (_, Some(WakeFor::Fire)) => "did not fire",
                        (Owed::ByPeer, _) => "was not reminded of",
                    };
                    format!("{} of {} {what} at {}", deadline.duty.as_str(), referral.id, site.office.me)
                })?;
            }
        }
    }
    Ok(())
}

fn noted_5(world: &World) -> Result<(), String> {
    noted(world, 5)
}

fn tables_derive(world: &World) -> Result<(), String> {
    noted(world, 5)?;
    for site in &world.sites {
        let lines = |store: &dyn Store| {
            let mut lines = Vec::new();
            store.derived_rows(&mut |line| lines.push(line.to_owned())).unwrap();
            lines.retain(|line| !line.starts_with("peers "));
            lines
        };
        let (stored, rebuilt) = (lines(&site.store), lines(&site.ledger.rebuilt));
        let differs = stored.iter().zip(&rebuilt).find(|(stored, rebuilt)| stored != rebuilt);
        must(stored == rebuilt, || format!("{}: {differs:?}, {} rows", site.office.me, stored.len()))?;
        for row in site.store.peers().unwrap() {
            let sent = Ledger::chain(&site.ledger.sent, &row.agency).len() as u64;
            let received = Ledger::chain(&site.ledger.received, &row.agency).len() as u64;
            must(row.sent.0 == sent && row.received.0 == received && row.delivered <= sent, || {
                format!("{}: the row of {} does not follow from the journal", site.office.me, row.agency)
            })?;
        }
    }
    Ok(())
}

/// Who answers for a referral in the desks' own views: the sender, the receiver.
fn answerable(world: &World, site: &Site, ours: &Referral, theirs: Option<&Referral>) -> (bool, bool) {
    let receiver = &world.sites[index_of(&ours.peer)];
    let delivered = |site: &Site, referral: &Referral| site.delivered(&referral.peer);
    let receiver_answers = theirs.is_some_and(|referral| referral.answerable(delivered(receiver, referral)));
    (ours.answerable(delivered(site, ours)), receiver_answers)
}

fn somebody_answers(world: &World) -> Result<(), String> {
    for (site, _, ours, theirs) in referrals(world) {
        let (sender, receiver) = answerable(world, site, ours, theirs);
        must(sender || receiver, || nobody(ours, theirs))?;
    }
    Ok(())
}

fn nobody(ours: &Referral, theirs: Option<&Referral>) -> String {
    format!("nobody answers for {}: {} here, {} there", ours.id, view(ours), theirs.map_or("unknown".into(), view))
}

fn one_answers(world: &World) -> Result<(), String> {
    for (site, _, ours, theirs) in referrals(world) {
        let (sender, receiver) = answerable(world, site, ours, theirs);
        must(sender || receiver, || nobody(ours, theirs))?;
        must(sender != receiver, || format!("both answer for {}, which is {}", ours.id, view(ours)))?;
    }
    Ok(())
}

fn proofs_hold(world: &World) -> Result<(), String> {
    noted(world, 7)?;
    for site in &world.sites {
        for proven in &site.ledger.proven {
            let peer = &world.sites[index_of(&proven.peer)];
            let decided = Ledger::chain(&peer.ledger.sent, &site.office.me);
            let applied = Ledger::chain(&site.ledger.received, &proven.peer);
            let known = applied.iter().take_while(|note| note.position <= proven.position).count();
            let about =
                |id: &ReferralId, note: &Note| note.letter.as_ref().is_some_and(|letter| letter.referral == *id);
            let unseen = decided.iter().skip(known).filter(|note| about(&proven.referral, note));
            let in_time = unseen.filter(|note| note.decided_at < proven.due).count();
            must(in_time == 0 && proven.as_of >= proven.due && known as u64 >= proven.counts, || {
                format!("{} lapsed by proof as of {}, but {in_time} in time", proven.referral, proven.as_of)
            })?;
        }
    }
    Ok(())
}

fn noted_8(world: &World) -> Result<(), String> {
    noted(world, 8)
}

fn signed_what_is_committed(world: &World) -> Result<(), String> {
    noted(world, 8)?;
    let (index, round) = &world.last;
    let ledger = &world.sites[*index].ledger;
    for sealed in &round.statements {
        let statement = codec::statement::open(sealed).unwrap().statement;
        let last = |chain: &[Note]| chain.last().map(|note| (chain.len() as u64, note.link)).unwrap_or_default();
        let sent = last(Ledger::chain(&ledger.sent, &statement.to));
        let received = last(Ledger::chain(&ledger.received, &statement.to));
        let head = (ledger.head.position, ledger.head.digest);
        must(
            statement.as_of == ledger.head.recorded_at
                && statement.journal_head == head
                && statement.sent == sent
                && statement.received == received,
            || format!("{} signed what it has not committed, as of {}", AGENCIES[*index], statement.as_of),
        )?;
    }
    Ok(())
}

fn answered_once(world: &World) -> Result<(), String> {
    noted(world, 9)?;
    world.clerk.contradiction.clone().map_or(Ok(()), Err)
}

fn no_fork(world: &World) -> Result<(), String> {
    noted(world, 10)?;
    let (index, round) = &world.last;
    round.stop.as_ref().map_or(Ok(()), |why| Err(format!("{} stops: {why}", AGENCIES[*index])))
}

fn well_paced(world: &World) -> Result<(), String> {
    let (index, round) = &world.last;
    must(round.given_back == 0, || format!("{} gives letters back to a peer that has lost none", AGENCIES[*index]))?;
    round.hasty.as_ref().map_or(Ok(()), |hasty| Err(format!("{}: {hasty}", AGENCIES[*index])))
}

fn no_storms(world: &World) -> Result<(), String> {
    let (statements, letters) = world.chatter;
    must(letters == 0, || format!("{letters} letters were published although everything is delivered"))?;
    // Senders and the bureau, both ways, once a minute and once more.
    let pairs = 2 * BUREAU as u64;
    let bound = pairs * (LISTENED.as_secs() / 60 + 2);
    must(statements <= bound, || format!("{statements} statements in quiet, at most {bound} are due"))?;
    let committed: u64 = chains(world).map(|(_, _, sent, _)| sent.len() as u64).sum();
    let published = world.counts.get("letters published");
    // Every letter is published once, and again only when a statement asked for it in good time.
    let bound = committed + world.counts.get("letters asked for again");
    must(published <= bound, || format!("{published} letters published for {committed} committed, bound {bound}"))
}

fn suspects_decide_nothing(world: &World) -> Result<(), String> {
    let (index, round) = &world.last;
    must(round.records == 0 || !(round.jumped || round.suspect), || {
        format!("{} decided {} records with a suspect clock", AGENCIES[*index], round.records)
    })
}
