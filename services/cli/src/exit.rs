//! How the command ends: exit codes as in sysexits.h, and errors in the words of the service. The only place that prints errors.

use std::io::Write;
use std::process::ExitCode;

use tonic::Code;
use tonic_types::{ErrorDetail, StatusExt};

use crate::show::words;

/// How the command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It was done.
    Done = 0,
    /// It was refused, or what was looked for is not so.
    Refused = 1,
    /// `EX_DATAERR`: a field is wrong.
    BadData = 65,
    /// `EX_UNAVAILABLE`: nobody answers there.
    Unavailable = 69,
    /// `EX_TEMPFAIL`: try again later.
    TryAgain = 75,
    /// `EX_NOPERM`: the officer may not.
    NoPermission = 77,
    /// Stopped by Ctrl-C, as shells count it.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// How a refusal of the service ends the command.
#[must_use]
pub fn of_code(code: Code) -> Exit {
    match code {
        Code::Ok => Exit::Done,
        Code::InvalidArgument | Code::OutOfRange => Exit::BadData,
        Code::Unavailable | Code::DeadlineExceeded => Exit::Unavailable,
        Code::ResourceExhausted | Code::Aborted => Exit::TryAgain,
        Code::PermissionDenied | Code::Unauthenticated => Exit::NoPermission,
        Code::Cancelled
        | Code::Unknown
        | Code::NotFound
        | Code::AlreadyExists
        | Code::FailedPrecondition
        | Code::Unimplemented
        | Code::Internal
        | Code::DataLoss => Exit::Refused,
    }
}

/// Prints what is wrong with a file or an argument, in one line.
///
/// # Errors
/// When standard error is closed.
pub(crate) fn tell_line(wrong: &dyn std::fmt::Display) -> anyhow::Result<()> {
    use anyhow::Context;
    writeln!(anstream::stderr().lock(), "\x1b[1;31merror\x1b[0m: {wrong}").context("writing to standard error")
}

/// Prints the error and says how to end. A refusal of the service is told in its own words, anything else as a chain of reasons.
#[must_use]
pub fn tell(error: &anyhow::Error) -> ExitCode {
    let mut out = anstream::stderr().lock();
    // If standard error is closed, there is nobody to tell.
    let refused = error.chain().find_map(|cause| cause.downcast_ref::<tonic::Status>());
    if let Some(status) = refused {
        for (index, line) in lines(status).iter().enumerate() {
            let _ =
                if index == 0 { writeln!(out, "\x1b[1;31merror\x1b[0m: {line}") } else { writeln!(out, "  {line}") };
        }
        return of_code(status.code()).into();
    }
    // Whoever reads us has read enough, as `head` does; that is no error.
    let closed = |cause: &std::io::Error| cause.kind() == std::io::ErrorKind::BrokenPipe;
    if error.chain().filter_map(|cause| cause.downcast_ref()).any(closed) {
        return Exit::Done.into();
    }
    let _ = writeln!(out, "\x1b[1;31merror\x1b[0m: {error:#}");
    let unreached = error.chain().any(|cause| cause.is::<tonic::transport::Error>());
    if unreached { Exit::Unavailable.into() } else { Exit::Refused.into() }
}

/// What a refusal says: the sentences, the code, what it knows besides, the fields that are wrong.
#[must_use]
pub fn lines(status: &tonic::Status) -> Vec<String> {
    let details = status.get_error_details_vec();
    let mut lines: Vec<String> = sentences(&details);
    if lines.is_empty() {
        lines.push(status.message().to_owned());
    }
    let reason = details.iter().find_map(|detail| match detail {
        ErrorDetail::ErrorInfo(info) => Some(info.reason.as_str()),
        _ => None,
    });
    lines.push(format!("code: {}{}", name(status.code()), reason.map(|it| format!(" {it}")).unwrap_or_default()));
    for detail in &details {
        match detail {
            ErrorDetail::ErrorInfo(info) => {
                let mut known: Vec<_> = info.metadata.iter().collect();
                known.sort();
                let known = known.into_iter().filter(|(_, value)| !value.is_empty());
                for (key, value) in known {
                    lines.push(format!("{key}: {value}"));
                    if key == "allowed" {
                        let steps: Vec<_> = value.split(',').map(str::to_owned).collect();
                        lines.push(format!("现在可以：{}", words::steps(&steps)));
                    }
                }
            }
            ErrorDetail::BadRequest(bad) => {
                let wrong = bad.field_violations.iter();
                lines.extend(wrong.map(|field| format!("field `{}`: {}", field.field, field.description)));
            }
            ErrorDetail::RetryInfo(retry) => {
                lines.extend(retry.retry_delay.map(|after| format!("try again after {after:?}")));
            }
            _ => {}
        }
    }
    lines
}

/// The Chinese sentence before the English one, however the service orders them.
fn sentences(details: &[ErrorDetail]) -> Vec<String> {
    let mut told: Vec<_> = details
        .iter()
        .filter_map(|detail| match detail {
            ErrorDetail::LocalizedMessage(said) => Some((said.locale.as_str(), said.message.clone())),
            _ => None,
        })
        .collect();
    told.sort_by_key(|(locale, _)| !locale.starts_with("zh"));
    told.into_iter().map(|(_, message)| message).collect()
}

/// The code as the gRPC documents write it.
fn name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}
