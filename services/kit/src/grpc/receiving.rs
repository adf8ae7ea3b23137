//! `ReceivingService`: what a receiving agency does.

use super::Service;
use duijie_proto::v1::{self, receiving_service_server::ReceivingService};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl ReceivingService for Service {
    async fn acknowledge(
        &self,
        request: Request<v1::AcknowledgeRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn accept(&self, request: Request<v1::AcceptRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn decline(&self, request: Request<v1::DeclineRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn request_supplement(
        &self,
        request: Request<v1::RequestSupplementRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn report_progress(
        &self,
        request: Request<v1::ReportProgressRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn suspend(&self, request: Request<v1::SuspendRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn resume(&self, request: Request<v1::ResumeRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn conclude(&self, request: Request<v1::ConcludeRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn answer_recall(
        &self,
        request: Request<v1::AnswerRecallRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn object(&self, request: Request<v1::ObjectRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn request_material(
        &self,
        request: Request<v1::RequestMaterialRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn extend(&self, request: Request<v1::ExtendRequest>) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }

    async fn answer_supervision(
        &self,
        request: Request<v1::AnswerSupervisionRequest>,
    ) -> Result<Response<v1::ReferralAnswer>, Status> {
        self.ask_referral(request).await
    }
}
