//! What must hold between the desks: chains, both views of every referral, proofs of silence, what is published.

use super::{chains, must, noted, referrals};
use crate::sim::{
    calm::LISTENED,
    ledger::{Ledger, Note},
    offices::{AGENCIES, agency, index_of},
    site::Site,
    world::World,
};
use duijie_core::{
    ids::ReferralId,
    referral::{PendingKind, Referral, Stage},
};
use std::time::Duration;

/// How often a desk states to a peer: while letters pass, and once none has passed for an hour.
const MINUTE: Duration = Duration::from_secs(60);
const IDLE: Duration = Duration::from_secs(600);
const HOUR: Duration = Duration::from_secs(3_600);

pub(super) fn nothing_lost(world: &World) -> Result<(), String> {
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

pub(super) fn same_so_far(world: &World) -> Result<(), String> {
    noted(world, 2)?;
    for (from, to, sent, received) in chains(world) {
        let newest = received.len();
        let fits = newest == 0 || sent.get(newest - 1).is_some_and(|ours| ours.link == received[newest - 1].link);
        must(fits, || format!("{} has another letter {newest} of {} than was sent", to.office.me, from.office.me))?;
    }
    Ok(())
}

pub(super) fn same_chains(world: &World) -> Result<(), String> {
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

pub(super) fn both_agree(world: &World) -> Result<(), String> {
    for (site, _, ours, theirs) in referrals(world) {
        let id = &ours.id;
        let theirs = theirs.ok_or_else(|| format!("the receiver does not know {id}"))?;
        must(ours.stage == theirs.stage && ours.reference == theirs.reference, || {
            let (ours, theirs) = (view(ours), view(theirs));
            format!("{id} of {} is {ours} at its sender and {theirs} at its receiver", site.office.me)
        })?;
        // Where silence only reminds, a signed referral may wait for ever.
        let silent = ours.authority().is_none_or(duijie_core::referral::Deadline::silence_decides);
        let waits = matches!(ours.stage, Stage::Sent | Stage::Arrived) || (ours.stage == Stage::Acknowledged && silent);
        // A desk's own report may begin as the last day of all comes, and is due after it.
        let to_come = ours.authority().is_some_and(|deadline| deadline.due.due > world.wall(site.index));
        let waits = waits && !to_come;
        must(!waits && ours.undated.is_none(), || format!("{id} is still {} after every due instant", view(ours)))?;
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

/// Who answers for a referral in the desks' own views: the sender, the receiver.
fn answerable(world: &World, site: &Site, ours: &Referral, theirs: Option<&Referral>) -> (bool, bool) {
    let receiver = &world.sites[index_of(&ours.peer)];
    let delivered = |site: &Site, referral: &Referral| site.delivered(&referral.peer);
    let receiver_answers = theirs.is_some_and(|referral| referral.answerable(delivered(receiver, referral)));
    (ours.answerable(delivered(site, ours)), receiver_answers)
}

pub(super) fn somebody_answers(world: &World) -> Result<(), String> {
    for (site, _, ours, theirs) in referrals(world) {
        let (sender, receiver) = answerable(world, site, ours, theirs);
        must(sender || receiver, || nobody(ours, theirs))?;
    }
    Ok(())
}

fn nobody(ours: &Referral, theirs: Option<&Referral>) -> String {
    format!("nobody answers for {}: {} here, {} there", ours.id, view(ours), theirs.map_or("unknown".into(), view))
}

pub(super) fn one_answers(world: &World) -> Result<(), String> {
    for (site, _, ours, theirs) in referrals(world) {
        let (sender, receiver) = answerable(world, site, ours, theirs);
        must(sender || receiver, || nobody(ours, theirs))?;
        must(sender != receiver, || format!("both answer for {}, which is {}", ours.id, view(ours)))?;
    }
    Ok(())
}

pub(super) fn proofs_hold(world: &World) -> Result<(), String> {
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

pub(super) fn well_paced(world: &World) -> Result<(), String> {
    let (index, round) = &world.last;
    must(round.given_back == 0, || format!("{} gives letters back to a peer that has lost none", AGENCIES[*index]))?;
    round.hasty.as_ref().map_or(Ok(()), |hasty| Err(format!("{}: {hasty}", AGENCIES[*index])))
}

pub(super) fn no_storms(world: &World) -> Result<(), String> {
    let letters = world.lettered;
    must(letters == 0, || format!("{letters} letters were published although everything is delivered"))?;
    for ((from, to), statements) in &world.stated {
        // At the pace of who wrote within the hour, or else of who is idle, and twice more (exchange §3).
        let pace = if wrote_lately(world, *from, *to) { MINUTE } else { IDLE };
        let bound = LISTENED.as_secs() / pace.as_secs() + 2;
        let (from, to) = (AGENCIES[*from], AGENCIES[*to]);
        must(*statements <= bound, || {
            format!("{from} made {statements} statements to {to} in quiet, at most {bound} are due")
        })?;
    }
    let committed: u64 = chains(world).map(|(_, _, sent, _)| sent.len() as u64).sum();
    let published = world.counts.get("letters published");
    // Every letter is published once, and again only when a statement asked for it in good time.
    let bound = committed + world.counts.get("letters asked for again");
    must(published <= bound, || format!("{published} letters published for {committed} committed, bound {bound}"))
}

/// Whether a letter passed between the two, either way, within an hour of the quiet that was listened to.
fn wrote_lately(world: &World, from: usize, to: usize) -> bool {
    let (ledger, peer) = (&world.sites[from].ledger, agency(to));
    let since = ledger.head.recorded_at.minus(LISTENED + HOUR);
    let newest = [&ledger.sent, &ledger.received].map(|chains| Ledger::chain(chains, &peer).last());
    newest.into_iter().flatten().any(|note| note.decided_at >= since)
}
