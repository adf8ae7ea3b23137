//! What every call passes before its service sees it: whether it is let in, whether there is room, how large it is, and
//! whether this version knows every field of it.

use super::{Front, REQUEST_MAX, served};
use crate::{
    access::{OFFICER_KEY, Officer},
    status::Problem,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use std::sync::Arc;
use tonic::{Status, transport::server::TcpConnectInfo};

/// The header by which every answer says which of the two worlds it is from: `production` or `sandbox`.
const ENVIRONMENT_KEY: &str = "x-duijie-environment";

/// What precedes a message on the wire: whether it is compressed, and its length.
const FRAME: usize = 5;

/// Who calls, as the gate found out; in the extensions of every request that a service sees.
#[derive(Clone, Debug)]
pub(super) struct Caller(pub(super) Option<Officer>);

/// Health, reflection and what is not in the contract go past; they are not ours to judge.
pub(super) async fn gate(State(front): State<Arc<Front>>, request: Request, next: Next) -> Response {
    if !front.shapes.has(request.uri().path()) {
        return next.run(request).await;
    }
    let environment = HeaderValue::from_static(front.edge.desk.office().keyring.environment().as_str());
    let mut answer = answer(&front, request, next).await;
    answer.headers_mut().insert(ENVIRONMENT_KEY, environment);
    answer
}

async fn answer(front: &Front, request: Request, next: Next) -> Response {
    let Ok(_room) = front.room.try_acquire() else { return refused(Problem::Full) };
    match checked(front, request).await {
        Ok(request) => next.run(request).await,
        Err(problem) => refused(problem),
    }
}

async fn checked(front: &Front, mut request: Request) -> Result<Request, Problem> {
    let peer = request.extensions().get::<TcpConnectInfo>().and_then(TcpConnectInfo::remote_addr);
    let said = request.headers().get(OFFICER_KEY).map(|value| value.as_bytes());
    let officer = front.edge.access.admit(peer, said)?;
    let service = request.uri().path().split('/').nth(1).unwrap_or_default();
    if !served(&front.edge.desk.office().data.get().rules).contains(&service) {
        return Err(Problem::NotServed);
    }
    request.extensions_mut().insert(Caller(officer));
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, REQUEST_MAX + FRAME).await.map_err(|_| Problem::TooLarge)?;
    if let Some(message) = message(&bytes) {
        front.shapes.check(parts.uri.path(), message)?;
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// The one message of a request, as it is; what is not framed so, tonic refuses.
fn message(bytes: &Bytes) -> Option<&[u8]> {
    let (frame, message) = bytes.split_at_checked(FRAME)?;
    let length = u32::from_be_bytes(frame.get(1..)?.try_into().ok()?);
    (frame.first() == Some(&0) && usize::try_from(length).ok()? == message.len()).then_some(message)
}

fn refused(problem: Problem) -> Response {
    Status::from(problem).into_http()
}
