//! `MediationService`: what only an agency with mediation bodies does.

use super::Service;
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

    async fn request_confirmation(
        &self,
        request: Request<v1::RequestConfirmationRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }
}
