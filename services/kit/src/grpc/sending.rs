//! `SendingService`: what a sending agency does.

use super::Service;
use duijie_proto::v1::{self, sending_service_server::SendingService};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl SendingService for Service {
    async fn refer(&self, request: Request<v1::ReferRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn confirm_outcome(
        &self,
        request: Request<v1::ConfirmOutcomeRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn recall(&self, request: Request<v1::RecallRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn supply(&self, request: Request<v1::SupplyRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn answer_offer(
        &self,
        request: Request<v1::AnswerOfferRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn override_lapse(
        &self,
        request: Request<v1::OverrideLapseRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn decide_objection(
        &self,
        request: Request<v1::DecideObjectionRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn supervise(&self, request: Request<v1::SuperviseRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }
}
