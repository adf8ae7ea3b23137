//! Opening a desk: everything it remembers is read from the store. It refuses to open where it would have to recover
//! what it lost (exchange §5); recovery itself is not built yet.

use super::{Desk, Office, calendars::Calendars, clock::DeskClock, matters::Matters, peers::Peers, silence::Silent};
use crate::{
    codec::{self, statement::Boot},
    store::{
        Store, StoreError,
        rows::{Direction, PeerRow},
    },
    watermark::Watermark,
};
use duijie_core::{agency::AgencyId, time::Timestamp};
use std::{sync::Arc, time::Duration};
use thiserror::Error;

/// Referrals waiting for proof and parked letters are read this many at a time.
const PAGE: usize = 512;

/// Why a desk does not open.
#[derive(Debug, Error)]
pub enum Refusal {
    /// The store cannot be read.
    #[error("the store cannot be read")]
    Store(#[from] StoreError),
    /// The desk lost what it had decided and must not go on (exit 75).
    #[error("{0}")]
    MemoryLost(String),
}

/// What an operator reads when a peer proves that this desk lost memory.
pub(super) fn memory_lost(peer: &AgencyId, why: &str) -> String {
    format!(
        "本单位的数据早于其已发出的函件（对方 {peer}），为避免重复编号，拒绝开启；请恢复最新数据库 / this desk's store is older than \
         letters it has sent (shown by `{peer}`: {why}); it will not open, lest it use their numbers again; restore the newest \
         database"
    )
}

impl Desk {
    /// Reads everything from the store. `watermark` is what the file beside the keys says, if there is one.
    ///
    /// # Errors
    /// If the store cannot be read, or is not the one this desk last wrote.
    pub fn open(
        office: Arc<Office>,
        store: Arc<dyn Store>,
        watermark: Option<&Watermark>,
        boot: Boot,
        now: Duration,
        nonces: Box<dyn FnMut() -> [u8; 24] + Send>,
    ) -> Result<Self, Refusal> {
        let head = store.head()?;
        let mut peers = Peers::default();
        let mut wrote_letters = false;
        for row in store.peers()? {
            if row.lost {
                return Err(Refusal::MemoryLost(memory_lost(&row.agency, "recorded in the journal")));
            }
            wrote_letters |= row.sent.0 > 0 || row.received.0 > 0;
            let since = undelivered_since(&*store, &row)?;
            peers.load(row, since, now, |sealed| codec::statement::open(sealed).ok().map(|parts| parts.statement));
        }
        load_parked(&*store, &mut peers)?;
        check_watermark(&*store, watermark, wrote_letters)?;
        let replays = peers.with_parked().into_iter().collect();
        let calendars = Calendars::load(&*store, &office.keyring)?;
        let data = office.data.get();
        let mut desk = Self {
            office,
            data,
            calendars,
            store,
            head,
            boot,
            clock: DeskClock::new(head.recorded_at),
            peers,
            matters: Matters::default(),
            silent: Silent::default(),
            replays,
            near: (Duration::ZERO, false),
            nonces,
        };
        desk.load_silent()?;
        Ok(desk)
    }

    fn load_silent(&mut self) -> Result<(), StoreError> {
        let store = Arc::clone(&self.store);
        let mut after = None;
        loop {
            let page = store.silent(self.head.recorded_at, after.as_ref(), PAGE)?;
            for id in &page {
                let matter = self.matter_of(id)?;
                let peer = matter.as_ref().and_then(|matter| matter.referral(id)).map(|referral| referral.peer.clone());
                if let Some(peer) = peer {
                    self.silent.watch(&peer, id);
                }
            }
            self.matters.trim();
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(last.clone()),
                Some(_) | None => return Ok(()),
            }
        }
    }
}

fn load_parked(store: &dyn Store, peers: &mut Peers) -> Result<(), StoreError> {
    let mut after: Option<(AgencyId, u64)> = None;
    loop {
        let page = store.parked(after.as_ref().map(|(peer, number)| (peer, *number)), PAGE)?;
        after = page.last().map(|row| (row.peer.clone(), row.number));
        let whole = page.len() == PAGE;
        page.into_iter().for_each(|row| peers.load_parked(row));
        if !whole {
            return Ok(());
        }
    }
}

/// Recorded time of the oldest letter that the peer is not known to have.
fn undelivered_since(store: &dyn Store, row: &PeerRow) -> Result<Option<Timestamp>, StoreError> {
    let oldest = store.letters(&row.agency, Direction::Out, row.delivered + 1, 1)?;
    let Some(letter) = oldest.first() else { return Ok(None) };
    Ok(store.record(letter.position)?.map(|record| record.recorded_at))
}

/// The store must contain what the watermark says was last committed; a store with letters must have a watermark.
fn check_watermark(store: &dyn Store, watermark: Option<&Watermark>, wrote_letters: bool) -> Result<(), Refusal> {
    let Some(mark) = watermark else {
        return if wrote_letters { Err(no_watermark()) } else { Ok(()) };
    };
    if mark.position == 0 {
        return Ok(());
    }
    let found = store.record(mark.position)?;
    if found.is_some_and(|record| record.digest == mark.digest) {
        return Ok(());
    }
    Err(Refusal::MemoryLost(format!(
        "数据库中没有水位文件记载的第 {position} 号记录（可能恢复了旧备份），拒绝开启；请恢复最新数据库 / the store does not contain record \
         {position} with digest {digest}, which the watermark file says was committed (an old backup?); it will not open; restore \
         the newest database",
        position = mark.position,
        digest = mark.digest,
    )))
}

fn no_watermark() -> Refusal {
    Refusal::MemoryLost(
        "数据库已有函件，但水位文件不存在，无法确认数据是否最新，拒绝开启 / the store has letters but there is no watermark file, so it cannot \
         be known to be the newest; it will not open"
            .to_owned(),
    )
}
