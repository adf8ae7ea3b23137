//! `PeerService`: how far letters have come, as the peers say.

use super::{Service, view::peer::peer};
use duijie_proto::v1::{self, peer_service_server::PeerService};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl PeerService for Service {
    async fn list_peers(&self, _: Request<v1::ListPeersRequest>) -> Result<Response<v1::ListPeersResponse>, Status> {
        let edge = &self.0.edge;
        let published = edge.published.borrow().clone();
        let notes = edge.desk.snapshot().peers;
        let peers = notes.iter().map(|note| peer(note, published.get(&note.agency).copied().unwrap_or(0))).collect();
        Ok(Response::new(v1::ListPeersResponse { peers }))
    }
}
