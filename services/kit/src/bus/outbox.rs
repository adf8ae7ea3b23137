//! Letters and statements out. The relay says what; here it is published, pipelined, and given up to the statements where
//! the outcome is unknown.

use super::{Bus, letter_subject, statement_subject};
use crate::{
    desk::Office,
    driver::RelayTask,
    journal::Bytes,
    relay::{Relay, Run},
    store::StoreError,
};
use duijie_core::{agency::AgencyId, clock::Clock};
use futures::{StreamExt, stream::FuturesUnordered};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use tokio::sync::{mpsc, watch};

/// Publications whose acknowledgement is awaited at once.
const IN_FLIGHT_MAX: usize = 1_024;
/// How often a disconnected relay looks whether the bus is back.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Publishes statements for ever. They are small, newest wins, and one that is lost is followed by another.
pub async fn statements(bus: Bus, office: Arc<Office>, mut due: mpsc::UnboundedReceiver<(AgencyId, Bytes)>) {
    let mut batch = Vec::new();
    while due.recv_many(&mut batch, IN_FLIGHT_MAX).await > 0 {
        // While the bus was away several may have gathered: only the newest says anything.
        let newest: BTreeMap<AgencyId, Bytes> = batch.drain(..).collect();
        wait_connected(&bus).await;
        for (to, statement) in newest {
            let subject = statement_subject(&to, &office.me);
            if let Err(error) = bus.client.publish(subject, statement.to_vec().into()).await {
                tracing::warn!(%error, peer = %to, "a statement was not published");
            }
        }
    }
}

/// Publishes letters for ever.
pub async fn letters(
    bus: Bus,
    office: Arc<Office>,
    clock: Arc<dyn Clock>,
    mut relay: Relay,
    mut tasks: mpsc::UnboundedReceiver<RelayTask>,
    published: watch::Sender<BTreeMap<AgencyId, u64>>,
) {
    let mut batch = Vec::new();
    let mut in_flight = FuturesUnordered::new();
    while tasks.recv_many(&mut batch, IN_FLIGHT_MAX).await > 0 {
        let mut peers = BTreeSet::new();
        for task in batch.drain(..) {
            let (RelayTask::Fresh(peer) | RelayTask::Again(peer, _) | RelayTask::GiveBack(peer, _)) = &task;
            peers.insert(peer.clone());
            relay.task(task);
        }
        for peer in peers {
            loop {
                wait_connected(&bus).await;
                let now = clock.read().wall;
                let (back, run) = blocking(relay, peer.clone(), now).await;
                relay = back;
                match run {
                    Ok(Some(run)) => publish(&bus, &office, run, &mut in_flight).await,
                    Ok(None) => break,
                    Err(error) => {
                        tracing::error!(error = &error as &dyn std::error::Error, "letters cannot be read");
                        break;
                    }
                }
            }
        }
        published.send_replace(relay.published().clone());
        drain(&mut in_flight, 0).await;
    }
}

type Acks = FuturesUnordered<std::pin::Pin<Box<dyn Future<Output = ()> + Send>>>;

/// Reads the next run off the runtime's threads.
async fn blocking(
    mut relay: Relay,
    peer: AgencyId,
    now: duijie_core::time::Timestamp,
) -> (Relay, Result<Option<Run>, StoreError>) {
    tokio::task::block_in_place(move || {
        let run = relay.next_run(&peer, now);
        (relay, run)
    })
}

async fn publish(bus: &Bus, office: &Office, run: Run, in_flight: &mut Acks) {
    let subject = letter_subject(&run.to, &office.me);
    for letter in run.letters {
        drain(in_flight, IN_FLIGHT_MAX).await;
        match bus.jetstream.publish(subject.clone(), letter.to_vec().into()).await {
            Ok(ack) => in_flight.push(Box::pin(async move {
                if let Err(error) = ack.await {
                    // The outcome is unknown: the peer's statement will ask for it if it was lost.
                    tracing::warn!(%error, "a letter was not acknowledged by the bus");
                }
            })),
            Err(error) => tracing::warn!(%error, peer = %run.to, "a letter was not published"),
        }
    }
}

/// Waits until at most `left` acknowledgements are outstanding.
async fn drain(in_flight: &mut Acks, left: usize) {
    while in_flight.len() > left {
        in_flight.next().await;
    }
}

async fn wait_connected(bus: &Bus) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    while !bus.is_connected() {
        look.tick().await;
    }
}
