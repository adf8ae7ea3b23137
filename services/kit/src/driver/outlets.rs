//! Where what the desk decided goes once it is committed: to the bus, and to those who wait.

use crate::{
    desk::{Answer, Ticket},
    journal::Bytes,
};
use duijie_core::agency::AgencyId;
use std::collections::HashMap;
use tokio::sync::{mpsc, oneshot};

/// Where the effects go.
#[derive(Clone)]
pub struct Outlets {
    /// Statements to publish.
    pub statements: mpsc::UnboundedSender<(AgencyId, Bytes)>,
    /// What the relay is to do.
    pub relay: mpsc::UnboundedSender<RelayTask>,
}

/// What the relay is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelayTask {
    /// There are new letters to this peer.
    Fresh(AgencyId),
    /// Publish again after this number.
    Again(AgencyId, u64),
    /// Give the peer's own letters back after this number.
    GiveBack(AgencyId, u64),
}

/// Who waits for the end of a batch.
#[derive(Default)]
pub(super) struct Waiting {
    pub(super) replies: HashMap<Ticket, oneshot::Sender<Answer>>,
    pub(super) done: Vec<oneshot::Sender<()>>,
}

impl Waiting {
    /// A caller that has gone away does not want its answer any more.
    pub(super) fn reply(&mut self, ticket: Ticket, answer: Answer) {
        if let Some(reply) = self.replies.remove(&ticket) {
            drop(reply.send(answer));
        }
    }
}
