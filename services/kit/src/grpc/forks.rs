//! Ending a fork: the request of an operator and its answer.

use super::{Front, parse::Fields, parse::request_id};
use crate::{
    access::Officer,
    codec::{field, limits},
    desk::{Answer, ForkEnded, Mode},
    digest,
    journal::CommandCause,
    status::Problem,
};
use duijie_proto::v1;
use prost::Message;

const METHOD: &str = "duijie.v1.OperatorService/EndFork";

impl Front {
    pub(super) async fn ask_to_end_fork(
        &self,
        officer: Officer,
        mut raw: v1::EndForkRequest,
    ) -> Result<v1::EndForkResponse, Problem> {
        let mode = if std::mem::take(&mut raw.validate_only) { Mode::ValidateOnly } else { Mode::Do };
        let mut fields = Fields::default();
        let request = fields.take(request_id(&raw.request_id));
        let peer = fields.take(field::agency("peer", &raw.peer));
        let reason = fields.text("reason", &raw.reason, limits::SENTENCE);
        let (request, (peer, reason)) = fields.finish(request.zip(peer.zip(reason)))?;
        request.as_str().clone_into(&mut raw.request_id);
        let digest = digest::request(METHOD, &[&raw.encode_to_vec()]);
        let (role, method) = (officer.role.as_str().to_owned(), METHOD.to_owned());
        let cause = CommandCause { request, digest, officer: officer.name, role, method };
        match self.edge.desk.end_fork(cause, peer, reason, mode).await? {
            Answer::ForkEnded(ended) => Ok(self.fork_ended(&ended)),
            Answer::Valid => Ok(v1::EndForkResponse::default()),
            Answer::Refused(refusal) => {
                tracing::info!(method = METHOD, code = refusal.code, "a command was refused");
                Err(Problem::Refused(Box::new(refusal)))
            }
            Answer::ClockSuspect => Err(Problem::ClockSuspect),
            Answer::Full => Err(Problem::DiskFull),
            Answer::Crowded => Err(Problem::LogTooLong),
            Answer::Unknown => Err(Problem::Unknown),
            Answer::Done(_) | Answer::Skip(_) | Answer::Exhausted | Answer::ClockConfirmed(_) => {
                Err(Problem::Fault("the end of a fork was answered with something else"))
            }
        }
    }

    fn fork_ended(&self, ended: &ForkEnded) -> v1::EndForkResponse {
        let receipt = self.receipt_of(ended.position, &ended.digest, ended.recorded_at);
        v1::EndForkResponse { peer: ended.peer.as_str().to_owned(), number: ended.number, receipt: Some(receipt) }
    }
}
