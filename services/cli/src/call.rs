//! What the commands ask of a service, one module per family.

pub mod batch;
pub mod calendars;
pub mod digest;
pub mod document;
pub mod dossier;
pub mod intake;
pub mod items;
pub mod materials;
mod own;
pub mod parked;
pub mod queries;
pub mod routing;
pub mod sandbox;
mod special;
pub mod statistics;
pub mod steps;

use tonic::{Code, Response, Status};

/// The answer, or nothing where the service says that there is no such thing.
///
/// # Errors
/// Any other refusal.
pub(crate) fn found<T>(answer: Result<Response<T>, Status>) -> Result<Option<T>, Status> {
    match answer {
        Ok(answer) => Ok(Some(answer.into_inner())),
        Err(status) if status.code() == Code::NotFound => Ok(None),
        Err(status) => Err(status),
    }
}
