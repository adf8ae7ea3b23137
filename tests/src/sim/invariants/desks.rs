//! What must hold at each desk: deadlines, journal and tables, time, answers, damage, a suspect clock.

use super::{must, noted};
use crate::sim::{
    ledger::{Ledger, Note},
    offices::AGENCIES,
    world::World,
};
use duijie_core::referral::{DeadlineStatus, Owed};
use duijie_kit::{codec, store::Store};

pub(super) fn noted_4(world: &World) -> Result<(), String> {
    noted(world, 4)
}

pub(super) fn none_missed(world: &World) -> Result<(), String> {
    noted(world, 4)?;
    for site in &world.sites {
        let now = site.ledger.head.recorded_at;
        for own in site.ledger.matters.values().flat_map(|matter| &matter.own) {
            let missed = own.deadline.wake().filter(|wake| wake.at <= now);
            must(missed.is_none(), || format!("own deadline {} did not fire at {}", own.id, site.office.me))?;
        }
        for (_, referral) in site.ledger.referrals() {
            for deadline in referral.deadlines.iter().filter(|deadline| runs_or_stands(deadline.status)) {
                let missed = deadline.wake().filter(|wake| wake.at <= now);
                must(missed.is_none(), || {
                    let what = match deadline.owed {
                        Owed::ByUs => "did not climb",
                        Owed::ByPeer => "was not reminded of",
                    };
                    format!("{} of {} {what} at {}", deadline.duty.as_str(), referral.id, site.office.me)
                })?;
            }
        }
    }
    Ok(())
}

fn runs_or_stands(status: DeadlineStatus) -> bool {
    matches!(status, DeadlineStatus::Open | DeadlineStatus::Suspended)
}

pub(super) fn noted_5(world: &World) -> Result<(), String> {
    noted(world, 5)
}

pub(super) fn tables_derive(world: &World) -> Result<(), String> {
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

pub(super) fn noted_8(world: &World) -> Result<(), String> {
    noted(world, 8)
}

pub(super) fn signed_what_is_committed(world: &World) -> Result<(), String> {
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

pub(super) fn answered_once(world: &World) -> Result<(), String> {
    noted(world, 9)?;
    world.clerk.contradiction.clone().map_or(Ok(()), Err)
}

pub(super) fn no_fork(world: &World) -> Result<(), String> {
    noted(world, 10)?;
    let (index, round) = &world.last;
    round.stop.as_ref().map_or(Ok(()), |why| Err(format!("{} stops: {why}", AGENCIES[*index])))
}

pub(super) fn suspects_decide_nothing(world: &World) -> Result<(), String> {
    let (index, round) = &world.last;
    must(round.records == 0 || !(round.jumped || round.suspect), || {
        format!("{} decided {} records with a suspect clock", AGENCIES[*index], round.records)
    })
}
