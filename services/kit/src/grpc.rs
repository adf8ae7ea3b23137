//! The gRPC interface of one agency: what is served, to whom, within which limits. Requests become commands in `parse`,
//! values become resources in `view`; nothing is decided here.

mod adjudication;
mod ask;
mod deadlines;
mod digest;
mod documents;
mod dossier;
mod duplicates;
mod file_check;
mod forks;
mod gate;
mod history;
mod matters;
mod mediation;
mod operator;
mod page;
mod parked;
mod parse;
mod peers;
mod read;
mod receiving;
mod recounting;
mod referrals;
mod reflect;
mod routing;
mod sandbox;
mod sending;
mod shape;
mod statistics;
#[cfg(test)]
mod tests;
mod view;
mod watch;

use crate::{access::Access, clocks::SandboxClock, data::files::Reloader, driver::DeskHandle, lifecycle::DRAIN};
use duijie_core::{
    agency::AgencyId,
    clock::Clock,
    purpose::CONFIRMATION,
    rules::{Mediates, Rules},
};
use duijie_proto::v1::{
    adjudication_service_server as adjudication_rpc, deadline_service_server as deadline,
    document_service_server as document_rpc, dossier_service_server as dossier_rpc, matter_service_server as matter,
    mediation_service_server as mediation_rpc, operator_service_server as operator_rpc, peer_service_server as peer,
    receiving_service_server as receiving_rpc, referral_service_server as referral,
    sandbox_service_server as sandbox_rpc, sending_service_server as sending_rpc,
    statistics_service_server as statistics_rpc,
};
use history::Histories;
use shape::Shapes;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use thiserror::Error;
use tokio::sync::{Semaphore, watch as watch_channel};
use tokio_util::sync::CancellationToken;
use tonic::{
    service::Routes,
    transport::{Server, server::TcpIncoming},
};
use tonic_health::ServingStatus;

/// The largest request: a matter with every field full has some 200 KiB.
const REQUEST_MAX: usize = 1024 * 1024;
/// Calls in hand at once, of all connections; the rest are told to come again.
const CALLS_MAX: usize = 1_024;
/// Calls in hand at once of one connection.
const CALLS_PER_CONNECTION: usize = 256;
/// Watches open at once: each is a page of records in memory.
const WATCHES_MAX: usize = 64;
/// Statistics under way at once: each keeps a reader of the store and a processor busy, of which the desk needs some.
const COUNTING_MAX: usize = 1;
/// An answer takes at most this long; longer than the wait for `min_position`.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// A connection whose other end is gone is noticed within a minute.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// What the interface needs.
pub struct Edge {
    /// The desk.
    pub desk: DeskHandle,
    /// The service's clock.
    pub clock: Arc<dyn Clock>,
    /// The clock that callers may move; none outside a sandbox.
    pub sandbox: Option<Arc<SandboxClock>>,
    /// Whom it believes.
    pub access: Access,
    /// Name and version.
    pub software: String,
    /// Reads calendar and local terms again.
    pub reloader: Arc<Reloader>,
    /// Whether the bus is connected.
    pub bus_connected: watch_channel::Receiver<bool>,
    /// Number of the newest letter handed to the bus, by peer.
    pub published: watch_channel::Receiver<BTreeMap<AgencyId, u64>>,
}

/// Why the interface cannot be served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The committed descriptors of the contract are damaged.
    #[error("the descriptors of the contract cannot be read")]
    Contract(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The transport failed.
    #[error("the grpc server failed")]
    Transport(#[source] tonic::transport::Error),
}

/// What every service works with.
pub(crate) struct Front {
    edge: Edge,
    shapes: Shapes,
    histories: Arc<Histories>,
    room: Semaphore,
    counting: Semaphore,
    watches: Arc<Semaphore>,
    stop: CancellationToken,
}

/// One service, whichever; all are the same front.
#[derive(Clone)]
pub(crate) struct Service(Arc<Front>);

/// Full names of the services that an agency with these rules serves.
#[must_use]
pub fn served(rules: &Rules) -> Vec<&'static str> {
    let mut served = vec![
        matter::SERVICE_NAME,
        referral::SERVICE_NAME,
        deadline::SERVICE_NAME,
        dossier_rpc::SERVICE_NAME,
        document_rpc::SERVICE_NAME,
        peer::SERVICE_NAME,
        operator_rpc::SERVICE_NAME,
        sandbox_rpc::SERVICE_NAME,
        statistics_rpc::SERVICE_NAME,
    ];
    served.extend((!rules.sends.is_empty()).then_some(sending_rpc::SERVICE_NAME));
    served.extend((!rules.offers.is_empty()).then_some(receiving_rpc::SERVICE_NAME));
    served.extend((rules.mediates != Mediates::No).then_some(mediation_rpc::SERVICE_NAME));
    served.extend(adjudicates(rules).then_some(adjudication_rpc::SERVICE_NAME));
    served
}

/// Whether the agency rules on applications for confirmation.
fn adjudicates(rules: &Rules) -> bool {
    rules.offers.iter().any(|offer| offer.kind.as_str() == CONFIRMATION)
}

/// Serves the interface on `listener` until `stop`, then finishes what is in hand.
///
/// # Errors
/// If the contract's descriptors cannot be read or the transport fails.
pub async fn serve(listener: tokio::net::TcpListener, edge: Edge, stop: CancellationToken) -> Result<(), ServeError> {
    let contract = reflect::contract().map_err(|error| ServeError::Contract(error.into()))?;
    let served = served(&edge.desk.office().data.get().rules);
    let front = Arc::new(Front {
        histories: Arc::default(),
        edge,
        shapes: Shapes::new(&contract),
        room: Semaphore::new(CALLS_MAX),
        counting: Semaphore::new(COUNTING_MAX),
        watches: Arc::new(Semaphore::new(WATCHES_MAX)),
        stop: stop.clone(),
    });
    let (health, health_service) = tonic_health::server::health_reporter();
    for name in &served {
        health.set_service_status(*name, ServingStatus::Serving).await;
    }
    let routes = with_reflection(routes(&front).add_service(health_service), contract, &served)?;
    let gated = routes.into_axum_router().layer(axum::middleware::from_fn_with_state(front, gate::gate));
    let asked_to_stop = stop.clone();
    let server = Server::builder()
        .concurrency_limit_per_connection(CALLS_PER_CONNECTION)
        .load_shed(true)
        .timeout(ANSWER_WITHIN)
        .http2_keepalive_interval(Some(KEEPALIVE))
        .add_routes(Routes::from(gated))
        .serve_with_incoming_shutdown(TcpIncoming::from(listener).with_nodelay(Some(true)), async move {
            asked_to_stop.cancelled().await;
            for name in served {
                health.set_service_status(name, ServingStatus::NotServing).await;
            }
        });
    bounded(server, &stop).await.map_err(ServeError::Transport)
}

/// Calls that are still in hand [`DRAIN`] after the stop are let go.
async fn bounded(
    server: impl Future<Output = Result<(), tonic::transport::Error>>,
    stop: &CancellationToken,
) -> Result<(), tonic::transport::Error> {
    let mut server = std::pin::pin!(server);
    tokio::select! {
        ended = &mut server => return ended,
        () = stop.cancelled() => {}
    }
    tokio::time::timeout(DRAIN, server).await.unwrap_or(Ok(()))
}

/// The services of this agency; calls of the others find nothing (UNIMPLEMENTED).
fn routes(front: &Arc<Front>) -> Routes {
    let service = Service(Arc::clone(front));
    let data = front.edge.desk.office().data.get();
    let rules = &data.rules;
    let mut routes =
        Routes::new(matter::MatterServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX))
            .add_service(referral::ReferralServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX))
            .add_service(deadline::DeadlineServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX))
            .add_service(dossier_rpc::DossierServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX))
            .add_service(
                document_rpc::DocumentServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX),
            )
            .add_service(peer::PeerServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX))
            .add_service(
                operator_rpc::OperatorServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX),
            )
            .add_service(sandbox_rpc::SandboxServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX))
            .add_service(
                statistics_rpc::StatisticsServiceServer::new(service.clone()).max_decoding_message_size(REQUEST_MAX),
            );
    if !rules.sends.is_empty() {
        let sending = sending_rpc::SendingServiceServer::new(service.clone());
        routes = routes.add_service(sending.max_decoding_message_size(REQUEST_MAX));
    }
    if !rules.offers.is_empty() {
        let receiving = receiving_rpc::ReceivingServiceServer::new(service.clone());
        routes = routes.add_service(receiving.max_decoding_message_size(REQUEST_MAX));
    }
    if rules.mediates != Mediates::No {
        let mediation = mediation_rpc::MediationServiceServer::new(service.clone());
        routes = routes.add_service(mediation.max_decoding_message_size(REQUEST_MAX));
    }
    if adjudicates(rules) {
        let adjudication = adjudication_rpc::AdjudicationServiceServer::new(service);
        routes = routes.add_service(adjudication.max_decoding_message_size(REQUEST_MAX));
    }
    routes
}

/// Reflection, in the version of today and the one that older tools speak.
fn with_reflection(
    routes: Routes,
    contract: prost_types::FileDescriptorSet,
    served: &[&'static str],
) -> Result<Routes, ServeError> {
    let wrong = |error: tonic_reflection::server::Error| ServeError::Contract(error.into());
    let shown = reflect::served_only(contract, served);
    let builder = || {
        tonic_reflection::server::Builder::configure()
            .register_file_descriptor_set(shown.clone())
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let (v1, v1alpha) = (builder().build_v1().map_err(wrong)?, builder().build_v1alpha().map_err(wrong)?);
    Ok(routes.add_service(v1).add_service(v1alpha))
}
