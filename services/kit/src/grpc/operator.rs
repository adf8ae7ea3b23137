//! `OperatorService`: how the service is, a clock that an operator confirms, letters that two officers skip, forks that one
//! ends.

use super::{Service, ask::officer, parked, parse::request_id, recounting};
use crate::{
    access::Role,
    codec::{field::proto_instant, tokens},
    desk::Answer,
    status::Problem,
};
use duijie_proto::v1::{self, operator_service_server::OperatorService};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl OperatorService for Service {
    async fn get_status(&self, _: Request<v1::GetStatusRequest>) -> Result<Response<v1::GetStatusResponse>, Status> {
        let edge = &self.0.edge;
        let head = self.0.read(0, |reader| Ok(reader.store.head()?)).await?;
        let office = edge.desk.office();
        let name = office.directory.agency(&office.me).map_or_else(String::new, |agency| agency.name.clone());
        Ok(Response::new(v1::GetStatusResponse {
            agency: office.me.as_str().to_owned(),
            name,
            environment: tokens::environment_number(office.keyring.environment()),
            position: head.position,
            record_digest: head.digest.as_bytes().to_vec(),
            recorded_at: Some(proto_instant(head.recorded_at)),
            bus_connected: *edge.bus_connected.borrow(),
            clock_suspect: edge.desk.snapshot().clock_suspect,
            software: edge.software.clone(),
            generation: office.generation,
            data: Some(recounting::data_in_force(&edge.reloader.state())),
        }))
    }

    async fn confirm_clock(
        &self,
        request: Request<v1::ConfirmClockRequest>,
    ) -> Result<Response<v1::ConfirmClockResponse>, Status> {
        let officer = officer(&request)?;
        request_id(&request.get_ref().request_id).map_err(Problem::from)?;
        if officer.role != Role::Operator {
            return Err(Problem::NeedsRole(Role::Operator).into());
        }
        let answer = self.0.edge.desk.confirm_clock().await.map_err(Problem::from)?;
        let wall = match answer {
            Answer::ClockConfirmed(wall) => wall,
            Answer::Full => return Err(Problem::DiskFull.into()),
            Answer::Unknown => return Err(Problem::Unknown.into()),
            Answer::ClockSuspect => return Err(Problem::ClockSuspect.into()),
            Answer::Crowded => return Err(Problem::LogTooLong.into()),
            Answer::Done(_)
            | Answer::Skip(_)
            | Answer::Aside(_)
            | Answer::Valid
            | Answer::Refused(_)
            | Answer::Exhausted => {
                return Err(Problem::Fault("a confirmed clock was answered with something else").into());
            }
        };
        Ok(Response::new(v1::ConfirmClockResponse { wall: Some(proto_instant(wall)) }))
    }

    async fn list_parked(
        &self,
        request: Request<v1::ListParkedRequest>,
    ) -> Result<Response<v1::ListParkedResponse>, Status> {
        let request = request.into_inner();
        let min_position = request.min_position;
        Ok(Response::new(self.0.read(min_position, move |reader| parked::list(reader, &request)).await?))
    }

    async fn skip_parked(&self, request: Request<v1::SkipParkedRequest>) -> Result<Response<v1::ParkedAnswer>, Status> {
        self.skip(request).await
    }

    async fn confirm_skip(
        &self,
        request: Request<v1::ConfirmSkipRequest>,
    ) -> Result<Response<v1::ParkedAnswer>, Status> {
        self.skip(request).await
    }

    async fn end_fork(&self, request: Request<v1::EndForkRequest>) -> Result<Response<v1::EndForkResponse>, Status> {
        let officer = officer(&request)?;
        if officer.role != Role::Operator {
            return Err(Problem::NeedsRole(Role::Operator).into());
        }
        Ok(Response::new(self.0.ask_to_end_fork(officer, request.into_inner()).await?))
    }

    async fn reload(&self, request: Request<v1::ReloadRequest>) -> Result<Response<v1::ReloadResponse>, Status> {
        let officer = officer(&request)?;
        request_id(&request.get_ref().request_id).map_err(Problem::from)?;
        if officer.role != Role::Operator {
            return Err(Problem::NeedsRole(Role::Operator).into());
        }
        Ok(Response::new(self.0.reload().await?))
    }

    async fn preview_recount(
        &self,
        request: Request<v1::PreviewRecountRequest>,
    ) -> Result<Response<v1::PreviewRecountResponse>, Status> {
        let request = request.into_inner();
        Ok(Response::new(self.0.read(0, move |reader| recounting::preview(reader, &request)).await?))
    }
}
