//! `SandboxService`: the clock of a sandbox, which any caller may move forward and nobody back.

use super::Service;
use crate::{
    clocks::{Backward, SandboxClock},
    codec::{
        field::{FieldError, instant, proto_instant},
        tokens,
    },
    status::Problem,
};
use duijie_core::time::Timestamp;
use duijie_proto::v1::{self, sandbox_service_server::SandboxService};
use std::{sync::Arc, time::Duration};
use tonic::{Request, Response, Status};

/// No step is longer than ten years: longer than any term, and the calendar ends somewhere.
const STEP_MAX: Duration = Duration::from_secs(3_660 * 24 * 3600);

#[tonic::async_trait]
impl SandboxService for Service {
    async fn get_clock(&self, _: Request<v1::GetClockRequest>) -> Result<Response<v1::SandboxClock>, Status> {
        let now = self.control()?.now();
        Ok(self.told(now))
    }

    async fn advance_clock(
        &self,
        request: Request<v1::AdvanceClockRequest>,
    ) -> Result<Response<v1::SandboxClock>, Status> {
        let control = self.control()?;
        let by = step(request.get_ref().by.as_ref()).map_err(Problem::from)?;
        self.moved(control.advance(by)).await
    }

    async fn set_clock(&self, request: Request<v1::SetClockRequest>) -> Result<Response<v1::SandboxClock>, Status> {
        let control = self.control()?;
        let to = instant("to", request.get_ref().to.as_ref()).map_err(Problem::from)?;
        if to > control.now().plus(STEP_MAX) {
            return Err(Problem::from(too_far("to")).into());
        }
        let set = if to < self.0.edge.desk.snapshot().recorded_at { Err(Backward) } else { control.set(to) };
        let now = set.map_err(|Backward| {
            let zh = "时钟不能往回调：已记录的时间不会后退";
            let en = "is earlier than the clock says; recorded time never goes back";
            Problem::from(FieldError::new("to", "EARLIER", zh, en))
        })?;
        self.moved(now).await
    }
}

impl Service {
    fn control(&self) -> Result<Arc<SandboxClock>, Problem> {
        self.0.edge.sandbox.clone().ok_or(Problem::NotSandbox)
    }

    /// Answers once the desk has ticked at the new time, so that what is due then has happened.
    async fn moved(&self, now: Timestamp) -> Result<Response<v1::SandboxClock>, Status> {
        self.0.edge.desk.state_at_once().await.map_err(Problem::from)?;
        Ok(self.told(now))
    }

    fn told(&self, now: Timestamp) -> Response<v1::SandboxClock> {
        let environment = tokens::environment_number(self.0.edge.desk.office().keyring.environment());
        Response::new(v1::SandboxClock { now: Some(proto_instant(now)), environment })
    }
}

fn step(raw: Option<&prost_types::Duration>) -> Result<Duration, FieldError> {
    let raw = raw.ok_or_else(|| FieldError::missing("by"))?;
    let by = Duration::try_from(*raw).ok().filter(|by| !by.is_zero());
    let by = by.ok_or_else(|| FieldError::new("by", "NOT_FORWARD", "时钟只能往前拨", "must be a time forward"))?;
    if by > STEP_MAX { Err(too_far("by")) } else { Ok(by) }
}

fn too_far(field: &str) -> FieldError {
    FieldError::new(field, "TOO_FAR", "一次最多拨快十年", "is more than ten years ahead")
}
