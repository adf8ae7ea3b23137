//! Queries: what is committed, read off the runtime, after the position that the caller wants to see.

use super::{
    Front,
    history::{Histories, History},
    view::View,
};
use crate::{
    codec::field::proto_instant,
    desk::Office,
    status::Problem,
    store::{Store, rows::DeadlineRow},
};
use duijie_core::{
    agency::AgencyId,
    ids::{MatterId, ReferralId},
    time::Timestamp,
};
use duijie_proto::v1;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::sync::SemaphorePermit;

/// How long a query waits for `min_position`.
const POSITION_WITHIN: Duration = Duration::from_secs(10);

/// What a query reads from, at one moment.
pub(super) struct Reader {
    pub(super) store: Arc<dyn Store>,
    pub(super) office: Arc<Office>,
    pub(super) now: Timestamp,
    pub(super) delivered: BTreeMap<AgencyId, u64>,
    histories: Arc<Histories>,
}

impl Front {
    /// Reads once `min_position` is committed.
    ///
    /// # Errors
    /// If that takes too long, the service stops, or what `read` says.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        min_position: u64,
        read: impl FnOnce(&Reader) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.reached(min_position).await?;
        let reader = self.reader();
        let reading = tokio::task::spawn_blocking(move || read(&reader));
        reading.await.map_err(|_| Problem::Fault("a query panicked"))?
    }

    /// Statistics are counted one after another.
    ///
    /// # Errors
    /// If the service stops.
    pub(super) async fn turn_to_count(&self) -> Result<SemaphorePermit<'_>, Problem> {
        self.counting.acquire().await.map_err(|_| Problem::Stopping)
    }

    async fn reached(&self, position: u64) -> Result<(), Problem> {
        let mut head = self.edge.desk.head();
        let wait = tokio::time::timeout(POSITION_WITHIN, head.wait_for(|head| *head >= position));
        tokio::select! {
            waited = wait => match waited {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(_)) => Err(Problem::Stopping),
                Err(_) => Err(Problem::NotReached),
            },
            () = self.stop.cancelled() => Err(Problem::Stopping),
        }
    }

    fn reader(&self) -> Reader {
        let desk = &self.edge.desk;
        let snapshot = desk.snapshot();
        Reader {
            store: desk.store(),
            office: Arc::clone(desk.office()),
            now: snapshot.recorded_at.max(self.edge.clock.read().wall),
            histories: Arc::clone(&self.histories),
            delivered: snapshot.peers.into_iter().map(|note| (note.agency, note.delivered)).collect(),
        }
    }
}

impl Reader {
    /// Resources as they are now.
    pub(super) fn view(&self) -> View<'_> {
        View { office: &self.office, now: self.now, delivered: Some(&self.delivered) }
    }

    /// The matter up to `position`.
    ///
    /// # Errors
    /// If there is none, or the store cannot be read.
    pub(super) fn matter(&self, id: &MatterId, position: u64) -> Result<Arc<History>, Problem> {
        let history = self.histories.at(id, position, &*self.store, &self.office.keyring)?;
        history.ok_or(Problem::NotFound)
    }

    /// A deadline as it is now, with when its officer read of it; none if it is not there any more.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub(super) fn deadline(&self, row: &DeadlineRow) -> Result<Option<v1::Deadline>, Problem> {
        let history = self.matter(&row.matter, u64::MAX)?;
        let Some(mut shown) = self.view().deadline_of(&history.matter, &row.key) else { return Ok(None) };
        if let Some((officer, (_, position))) = row.officer.as_deref().zip(row.step) {
            shown.read_at = self.store.read_at(officer, position)?.map(proto_instant);
        }
        Ok(Some(shown))
    }

    /// The matter that the referral belongs to.
    ///
    /// # Errors
    /// If there is none, or the store cannot be read.
    pub(super) fn matter_of(&self, referral: &ReferralId) -> Result<Arc<History>, Problem> {
        let id = self.store.matter_of(referral)?.ok_or(Problem::NotFound)?;
        self.matter(&id, u64::MAX)
    }
}
