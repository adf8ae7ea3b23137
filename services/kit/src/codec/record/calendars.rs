//! Entries about the calendar in force.

use crate::{
    codec::{
        field::{FieldError, digest, plain},
        limits,
    },
    journal::{CalendarId, Entry},
};
use duijie_proto::v1;

pub(super) fn proto_loaded(calendar: &CalendarId) -> v1::CalendarLoaded {
    v1::CalendarLoaded { version: calendar.version.clone(), digest: calendar.digest.as_bytes().to_vec() }
}

pub(super) fn proto_applied(calendar: &CalendarId, examined: u64, moved: u64) -> v1::CalendarApplied {
    let CalendarId { version, digest } = calendar;
    v1::CalendarApplied { version: version.clone(), digest: digest.as_bytes().to_vec(), examined, moved }
}

pub(super) fn loaded(raw: &v1::CalendarLoaded) -> Result<Entry, FieldError> {
    id(&raw.version, &raw.digest).map(Entry::CalendarLoaded)
}

pub(super) fn applied(raw: &v1::CalendarApplied) -> Result<Entry, FieldError> {
    let v1::CalendarApplied { version, digest, examined, moved } = raw;
    Ok(Entry::CalendarApplied { calendar: id(version, digest)?, examined: *examined, moved: *moved })
}

fn id(version: &str, raw: &[u8]) -> Result<CalendarId, FieldError> {
    Ok(CalendarId { version: plain("version", version, limits::TOKEN)?, digest: digest("digest", raw)? })
}
