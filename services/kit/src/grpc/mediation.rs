//! `MediationService`: what only an agency with mediation bodies does.

use super::{Service, read::Reader, routing};
use crate::{codec::field, status::Problem};
use duijie_core::ids::ReferralId;
use duijie_proto::v1::{self, mediation_service_server::MediationService};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl MediationService for Service {
    async fn assign_body(
        &self,
        request: Request<v1::AssignBodyRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn assign_mediator(
        &self,
        request: Request<v1::AssignMediatorRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn record_attempt(
        &self,
        request: Request<v1::RecordAttemptRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn propose_routing(
        &self,
        request: Request<v1::ProposeRoutingRequest>,
    ) -> Result<Response<v1::ProposeRoutingResponse>, Status> {
        let request = request.into_inner();
        let id: ReferralId = field::token("referral_id", &request.referral_id).map_err(Problem::from)?;
        let read = move |reader: &Reader| routing::of(reader, &id);
        Ok(Response::new(self.0.read(request.min_position, read).await?))
    }

    async fn request_confirmation(
        &self,
        request: Request<v1::RequestConfirmationRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }
}
