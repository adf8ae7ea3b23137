//! `AdjudicationService`: what only a court does.

use super::Service;
use duijie_proto::v1::{self, adjudication_service_server::AdjudicationService};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl AdjudicationService for Service {
    async fn decide_confirmation(
        &self,
        request: Request<v1::DecideConfirmationRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }
}
