//! Watching referrals: every change after a position, each as it was right then, and then every change as it is
//! committed. The journal is read by position, so there is no gap and no repetition.

use super::{Front, history::Histories, view::View};
use crate::{
    codec::field::{optional_agency, optional_token},
    desk::Office,
    status::Problem,
    store::{Store, rows::StoredRecord},
};
use duijie_core::{
    agency::AgencyId,
    ids::{Kind, ReferralId},
    referral::Referral,
};
use duijie_proto::v1;
use futures::{Stream, stream};
use std::{collections::VecDeque, pin::Pin, sync::Arc};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio_util::sync::CancellationToken;
use tonic::Status;

/// Records read at once: a fraction of a second's folding.
const RECORDS: usize = 128;

/// The changes as they go to the caller.
pub(super) type Changes = Pin<Box<dyn Stream<Item = Result<v1::ReferralChange, Status>> + Send>>;

/// Which referrals are watched.
#[derive(Clone)]
struct Wanted {
    kind: Option<Kind>,
    peer: Option<AgencyId>,
}

/// Where a watch stands.
struct Watch {
    wanted: Wanted,
    /// Everything up to here has been told or is in `ready`.
    position: u64,
    ready: VecDeque<v1::ReferralChange>,
    head: watch::Receiver<u64>,
    store: Arc<dyn Store>,
    office: Arc<Office>,
    histories: Arc<Histories>,
    stop: CancellationToken,
    _room: OwnedSemaphorePermit,
}

/// Begins to watch.
///
/// # Errors
/// If a field is wrong or too many watch already.
pub(super) fn changes(front: &Front, request: &v1::WatchReferralsRequest) -> Result<Changes, Problem> {
    let kind = optional_token("kind", &request.kind)?;
    let peer = optional_agency("peer", &request.peer)?;
    let room = Arc::clone(&front.watches).try_acquire_owned().map_err(|_| Problem::Full)?;
    let desk = &front.edge.desk;
    let watch = Watch {
        wanted: Wanted { kind, peer },
        position: request.after_position,
        ready: VecDeque::new(),
        head: desk.head(),
        store: desk.store(),
        office: Arc::clone(desk.office()),
        histories: Arc::clone(&front.histories),
        stop: front.stop.clone(),
        _room: room,
    };
    let told = stream::unfold(Some(watch), |watch| async {
        let mut watch = watch?;
        match watch.next().await {
            Ok(Some(change)) => Some((Ok(change), Some(watch))),
            Ok(None) => None,
            Err(problem) => Some((Err(problem.into()), None)),
        }
    });
    Ok(Box::pin(told))
}

impl Watch {
    /// The next change; none once the service stops.
    async fn next(&mut self) -> Result<Option<v1::ReferralChange>, Problem> {
        loop {
            if self.stop.is_cancelled() {
                return Ok(None);
            }
            if let Some(change) = self.ready.pop_front() {
                return Ok(Some(change));
            }
            // Marked as seen before the store is read: what is committed meanwhile is news again.
            self.head.mark_unchanged();
            if self.read_on().await? {
                continue;
            }
            tokio::select! {
                moved = self.head.changed() => if moved.is_err() { return Ok(None) },
                () = self.stop.cancelled() => return Ok(None),
            }
        }
    }

    /// Reads a page of records; tells whether there was any.
    async fn read_on(&mut self) -> Result<bool, Problem> {
        let (store, office) = (Arc::clone(&self.store), Arc::clone(&self.office));
        let histories = Arc::clone(&self.histories);
        let (position, wanted) = (self.position, self.wanted.clone());
        let reading = tokio::task::spawn_blocking(move || {
            let records = store.records_after(position, RECORDS)?;
            let mut changes = VecDeque::new();
            for record in &records {
                changed(record, &wanted, &*store, &office, &histories, &mut changes)?;
            }
            Ok::<_, Problem>((records.last().map(|record| record.position), changes))
        });
        let (last, changes) = reading.await.map_err(|_| Problem::Fault("a watch panicked"))??;
        self.ready = changes;
        if let Some(last) = last {
            self.position = last;
        }
        Ok(last.is_some())
    }
}

/// The referrals that a record changed, folded up to it and no further.
fn changed(
    record: &StoredRecord,
    wanted: &Wanted,
    store: &dyn Store,
    office: &Office,
    histories: &Histories,
    changes: &mut VecDeque<v1::ReferralChange>,
) -> Result<(), Problem> {
    let Some(matter) = &record.matter else { return Ok(()) };
    let Some(history) = histories.at(matter, record.position, store, &office.keyring)? else { return Ok(()) };
    let view = View { office, now: record.recorded_at, delivered: None };
    let is_wanted = |id: &&ReferralId| history.matter.referral(id).is_some_and(|referral| wanted.has(referral));
    for id in history.newest_changes().iter().filter(is_wanted) {
        let referral = view.referral_of(&history, id);
        changes.push_back(v1::ReferralChange { position: record.position, referral });
    }
    Ok(())
}

impl Wanted {
    fn has(&self, referral: &Referral) -> bool {
        self.kind.as_ref().is_none_or(|kind| referral.kind == *kind)
            && self.peer.as_ref().is_none_or(|peer| referral.peer == *peer)
    }
}
