//! Records of the journal and their bytes. Letters inside are read again from their exact bytes, so a record never holds
//! a second version of what a letter says.

use super::{
    field::{FieldError, agency, digest, instant, optional_token, proto_instant, required, text, token},
    letter::{BodyError, EnvelopeError},
    limits,
};
use crate::{
    journal::{Cause, CommandCause, Entry, Record},
    seal::Keyring,
};
use duijie_proto::v1;
use prost::Message;
use thiserror::Error;

mod calendars;
mod climbing;
mod entry;
mod happened;
mod own;
mod parked;

/// Why a record cannot be written or read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordError {
    /// A field is missing or wrong.
    #[error("a field of the record is wrong")]
    Field(#[source] FieldError),
    /// The envelope of a letter in it is not understood.
    #[error("entry {entry} of the record holds a letter that cannot be read")]
    Envelope {
        /// Which entry, from 0.
        entry: usize,
        /// Why.
        #[source]
        source: EnvelopeError,
    },
    /// The body of a letter in it is not understood.
    #[error("entry {entry} of the record holds a letter that cannot be read")]
    Body {
        /// Which entry, from 0.
        entry: usize,
        /// Why.
        #[source]
        source: BodyError,
    },
    /// A letter or refusal is an entry of its own and has no bytes as an event.
    #[error("entry {entry} of the record is an event that must be an entry of its own")]
    Misplaced {
        /// Which entry, from 0.
        entry: usize,
    },
}

/// The bytes of a record, which are hashed and stored exactly so.
///
/// # Errors
/// [`RecordError::Misplaced`] if an `Entry::Happened` is a letter or a refusal, or a field over its limit. What was
/// written can always be read again.
pub fn encode(record: &Record) -> Result<Vec<u8>, RecordError> {
    let events = record.entries.iter().enumerate().map(|(at, entry)| {
        let event = entry::proto_entry(entry).ok_or(RecordError::Misplaced { entry: at })?;
        if matches!(entry, Entry::Happened(_)) {
            entry::plain_entry(&event).map_err(|error| entry::within(at, error))?;
        }
        let treated_as_decided_at = match entry {
            Entry::Received { treated_at, .. } | Entry::Unparked { treated_at, .. } => treated_at.map(proto_instant),
            Entry::Parked(parked) => parked.treated_at.map(proto_instant),
            _ => None,
        };
        Ok(v1::Event { event: Some(event), treated_as_decided_at })
    });
    let cause = v1::Cause { cause: Some(proto_cause(&record.cause)) };
    self::cause(&cause).map_err(|error| RecordError::Field(error.within("cause")))?;
    let raw = v1::Record {
        position: record.position,
        recorded_at: Some(proto_instant(record.recorded_at)),
        matter_id: record.matter.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
        cause: Some(cause),
        events: events.collect::<Result<_, _>>()?,
    };
    Ok(raw.encode_to_vec())
}

/// Reads a record.
///
/// # Errors
/// What is wrong in it, or in a letter it holds.
pub fn decode(bytes: &[u8], keyring: &Keyring) -> Result<Record, RecordError> {
    let raw = v1::Record::decode(bytes).map_err(|_| RecordError::Field(FieldError::damaged("record")))?;
    let entries = raw.events.iter().enumerate().map(|(at, event)| entry::entry(at, event, keyring));
    let entries = entries.collect::<Result<_, _>>()?;
    let frame = || {
        Ok(Record {
            position: super::values::number("position", raw.position)?,
            recorded_at: instant("recorded_at", raw.recorded_at.as_ref())?,
            matter: optional_token("matter_id", &raw.matter_id)?,
            cause: required("cause", raw.cause.as_ref(), cause)?,
            entries,
        })
    };
    frame().map_err(RecordError::Field)
}

/// The exact bytes of the letter in each entry of a record, where there is one: they are carried, not read.
///
/// # Errors
/// If the record or the wrapping of a letter in it is damaged.
pub fn letters(bytes: &[u8]) -> Result<Vec<Option<Vec<u8>>>, RecordError> {
    let raw = v1::Record::decode(bytes).map_err(|_| RecordError::Field(FieldError::damaged("record")))?;
    let letters = raw
        .events
        .into_iter()
        .enumerate()
        .map(|(at, event)| entry::letter(event).transpose().map_err(|error| entry::within(at, error)));
    letters.collect()
}

fn cause(raw: &v1::Cause) -> Result<Cause, FieldError> {
    use v1::cause::Cause as Raw;
    match raw.cause.as_ref().ok_or_else(|| FieldError::missing(""))? {
        Raw::Command(raw) => required("command", Some(raw), command_cause).map(Cause::Command),
        Raw::Peer(raw) => agency("peer", raw).map(Cause::Peer),
        Raw::Desk(v1::DeskCause {}) => Ok(Cause::Desk),
    }
}

fn command_cause(raw: &v1::CommandCause) -> Result<CommandCause, FieldError> {
    Ok(CommandCause {
        request: token("request_id", &raw.request_id)?,
        digest: digest("request_digest", &raw.request_digest)?,
        officer: text("officer", &raw.officer, limits::NAME)?,
        role: raw.role.clone(),
        method: raw.method.clone(),
    })
}

fn proto_cause(cause: &Cause) -> v1::cause::Cause {
    use v1::cause::Cause as Raw;
    match cause {
        Cause::Command(cause) => Raw::Command(v1::CommandCause {
            request_id: cause.request.as_str().to_owned(),
            request_digest: cause.digest.as_bytes().to_vec(),
            officer: cause.officer.as_str().to_owned(),
            role: cause.role.clone(),
            method: cause.method.clone(),
        }),
        Cause::Peer(peer) => Raw::Peer(peer.as_str().to_owned()),
        Cause::Desk => Raw::Desk(v1::DeskCause {}),
    }
}
