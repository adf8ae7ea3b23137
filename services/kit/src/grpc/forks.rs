//! Ending a fork: the request of an operator and its answer.

use super::{Front, parse::Fields, parse::request_id};
use crate::{
    access::Officer,
    codec::{field, limits},
    desk::{Aside, AsideDone, Mode},
    digest,
    journal::{CommandCause, Entry},
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
        match self.ask_aside(cause, Aside::EndFork { peer, reason }, mode).await? {
            Some(done) => self.fork_ended(&done),
            None => Ok(v1::EndForkResponse::default()),
        }
    }

    fn fork_ended(&self, done: &AsideDone) -> Result<v1::EndForkResponse, Problem> {
        let Entry::ForkEnded { peer, number, .. } = &done.entry else {
            return Err(Problem::Fault("the end of a fork was answered with something else"));
        };
        let receipt = self.receipt_of(done.position, &done.digest, done.recorded_at);
        Ok(v1::EndForkResponse { peer: peer.as_str().to_owned(), number: *number, receipt: Some(receipt) })
    }
}
