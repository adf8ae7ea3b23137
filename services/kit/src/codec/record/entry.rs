//! Entries of a record. Words of the desk itself (codes, reasons) are kept as they are: the journal is read back whole.

use super::{RecordError, calendars, happened, parked};
use crate::{
    codec::{
        field::{FieldError, agency, digest, instant, optional_instant, proto_instant, text, token},
        letter, limits, sealed, tokens,
    },
    journal::{Bytes, Entry, Parked},
    seal::Keyring,
};
use duijie_core::{
    letter::Letter,
    refusal::{FieldRefusal, Refusal},
};
use duijie_proto::v1::{self, event::Event as Raw};
use std::sync::Arc;

/// The entry for the wire; none for an event that must be an entry of its own.
pub(super) fn proto_entry(entry: &Entry) -> Option<Raw> {
    let agency_text = |id: &duijie_core::agency::AgencyId| id.as_str().to_owned();
    Some(match entry {
        Entry::Sent { bytes, .. } => Raw::Sent(bytes.to_vec()),
        Entry::Received { sealed, .. } => Raw::Received(sealed.to_vec()),
        Entry::Unparked { sealed, .. } => Raw::Unparked(sealed.to_vec()),
        Entry::SkipProposed { letter, reason } => Raw::SkipProposed(parked::proto_proposed(letter, reason)),
        Entry::Skipped { letter, proposal } => Raw::Skipped(parked::proto_skipped(letter, proposal)),
        Entry::Happened(event) => happened::proto(event)?,
        Entry::Refused(refusal) => Raw::Refused(proto_refusal(refusal)),
        Entry::AbsenceProven { referral, statement } => Raw::AbsenceProven(v1::AbsenceProven {
            referral_id: referral.as_str().to_owned(),
            statement: statement.to_vec(),
        }),
        Entry::Parked(parked) => Raw::Parked(parked::proto_parked(parked)),
        Entry::PeerHeard { peer, statement } => {
            Raw::PeerHeard(v1::PeerHeard { peer: agency_text(peer), statement: statement.to_vec() })
        }
        Entry::Forked { peer, number, our_link, their_link, evidence } => Raw::Forked(v1::Forked {
            peer: agency_text(peer),
            number: *number,
            our_link: our_link.as_bytes().to_vec(),
            their_link: their_link.as_bytes().to_vec(),
            evidence: evidence.to_vec(),
        }),
        Entry::ForkEnded { peer, number, reason } => Raw::ForkEnded(v1::ForkEnded {
            peer: agency_text(peer),
            number: *number,
            reason: reason.as_str().to_owned(),
        }),
        Entry::MemoryLost { peer, why, evidence } => {
            Raw::MemoryLost(v1::MemoryLost { peer: agency_text(peer), why: why.clone(), evidence: evidence.to_vec() })
        }
        Entry::Damaged { peer, code, evidence } => {
            Raw::Damaged(v1::Damaged { peer: agency_text(peer), code: code.clone(), evidence: evidence.to_vec() })
        }
        Entry::ClockConfirmed { wall } => Raw::ClockConfirmed(v1::ClockConfirmed { wall: Some(proto_instant(*wall)) }),
        Entry::DigestRead { up_to } => Raw::DigestRead(v1::DigestRead { up_to: *up_to }),
        Entry::CalendarLoaded(calendar) => Raw::CalendarLoaded(calendars::proto_loaded(calendar)),
        Entry::CalendarApplied { calendar, examined, moved } => {
            Raw::CalendarApplied(calendars::proto_applied(calendar, *examined, *moved))
        }
        Entry::Tick => Raw::Tick(v1::Tick {}),
    })
}

fn proto_refusal(refusal: &Refusal) -> v1::Refused {
    v1::Refused {
        code: refusal.code.clone(),
        text_zh: refusal.zh.clone(),
        text_en: refusal.en.clone(),
        basis: refusal.basis.clone().unwrap_or_default(),
        state: refusal.state.clone().unwrap_or_default(),
        allowed: refusal.allowed.clone(),
        fields: refusal.fields.iter().map(proto_refused_field).collect(),
        kind: tokens::refusal_kind_number(refusal.kind),
    }
}

/// Reads entry `at` of a record.
pub(super) fn entry(at: usize, raw: &v1::Event, keyring: &Keyring) -> Result<Entry, RecordError> {
    let within = |error| within(at, error);
    let treated_at = || optional_instant("treated_as_decided_at", raw.treated_as_decided_at.as_ref());
    match raw.event.as_ref().ok_or_else(|| within(tokens::unknown("")))? {
        Raw::Sent(raw) => Ok(Entry::Sent { letter: Arc::new(read(at, raw, keyring)?), bytes: bytes(raw) }),
        Raw::Received(sealed) => {
            let inside = sealed::open_letter(sealed).map_err(within)?;
            let treated_at = treated_at().map_err(within)?;
            let mut letter = read(at, &inside.bytes, keyring)?;
            letter.decided_at = treated_at.unwrap_or(letter.decided_at);
            Ok(Entry::Received { letter: Arc::new(letter), sealed: bytes(sealed), treated_at })
        }
        Raw::Unparked(sealed) => {
            let inside = sealed::open_letter(sealed).map_err(within)?;
            let treated_at = treated_at().map_err(within)?;
            let mut letter = read(at, &inside.bytes, keyring)?;
            letter.decided_at = treated_at.unwrap_or(letter.decided_at);
            Ok(Entry::Unparked { letter: Arc::new(letter), sealed: bytes(sealed), treated_at })
        }
        Raw::Parked(raw) => {
            let treated_at = treated_at().map_err(within)?;
            Ok(Entry::Parked(Parked { treated_at, ..parked::parked(raw).map_err(within)? }))
        }
        other => plain_entry(other).map_err(within),
    }
}

/// The exact bytes of the letter in an entry.
pub(super) fn letter(event: v1::Event) -> Option<Result<Vec<u8>, FieldError>> {
    let sealed = match event.event? {
        Raw::Sent(letter) => return Some(Ok(letter)),
        Raw::Received(sealed) | Raw::Parked(v1::Parked { letter: sealed, .. }) => sealed,
        Raw::Unparked(_)
        | Raw::SkipProposed(_)
        | Raw::Skipped(_)
        | Raw::Registered(_)
        | Raw::Closed(_)
        | Raw::BodyAssigned(_)
        | Raw::MediatorAssigned(_)
        | Raw::AttemptFailed(_)
        | Raw::DeadlineFired(_)
        | Raw::DeadlineClimbed(_)
        | Raw::DigestRead(_)
        | Raw::FedBack(_)
        | Raw::OwnStarted(_)
        | Raw::OwnEnded(_)
        | Raw::OwnSuspended(_)
        | Raw::OwnResumed(_)
        | Raw::OwnExtended(_)
        | Raw::OwnExcluded(_)
        | Raw::OwnFired(_)
        | Raw::OwnClimbed(_)
        | Raw::OwnRecounted(_)
        | Raw::DossierEntered(_)
        | Raw::Refused(_)
        | Raw::AbsenceProven(_)
        | Raw::PeerHeard(_)
        | Raw::Forked(_)
        | Raw::ForkEnded(_)
        | Raw::MemoryLost(_)
        | Raw::Damaged(_)
        | Raw::ClockConfirmed(_)
        | Raw::CalendarLoaded(_)
        | Raw::CalendarApplied(_)
        | Raw::Tick(_) => return None,
    };
    Some(sealed::open_letter(&sealed).map(|inside| inside.bytes))
}

/// A refusal inside entry `at`.
pub(super) fn within(at: usize, error: FieldError) -> RecordError {
    RecordError::Field(error.within(&format!("events[{at}]")))
}

fn read(at: usize, raw: &[u8], keyring: &Keyring) -> Result<Letter, RecordError> {
    let envelope = letter::envelope(raw).map_err(|source| RecordError::Envelope { entry: at, source })?;
    letter::read(&envelope, keyring).map_err(|source| RecordError::Body { entry: at, source })
}

fn bytes(raw: &[u8]) -> Bytes {
    Arc::from(raw)
}

/// Every entry that holds no letter to be read.
pub(super) fn plain_entry(raw: &Raw) -> Result<Entry, FieldError> {
    Ok(match raw {
        Raw::Sent(_) | Raw::Received(_) | Raw::Unparked(_) => return Err(tokens::unknown("")),
        Raw::Registered(_)
        | Raw::Closed(_)
        | Raw::BodyAssigned(_)
        | Raw::MediatorAssigned(_)
        | Raw::AttemptFailed(_)
        | Raw::DeadlineFired(_)
        | Raw::DeadlineClimbed(_)
        | Raw::OwnStarted(_)
        | Raw::OwnEnded(_)
        | Raw::OwnSuspended(_)
        | Raw::OwnResumed(_)
        | Raw::OwnExtended(_)
        | Raw::OwnExcluded(_)
        | Raw::OwnFired(_)
        | Raw::OwnClimbed(_)
        | Raw::OwnRecounted(_)
        | Raw::DossierEntered(_)
        | Raw::FedBack(_) => Entry::Happened(happened::event(raw)?),
        Raw::Refused(raw) => Entry::Refused(refusal(raw)?),
        Raw::AbsenceProven(raw) => {
            Entry::AbsenceProven { referral: token("referral_id", &raw.referral_id)?, statement: bytes(&raw.statement) }
        }
        Raw::Parked(raw) => Entry::Parked(parked::parked(raw)?),
        Raw::SkipProposed(raw) => parked::proposed(raw)?,
        Raw::Skipped(raw) => parked::skipped(raw)?,
        Raw::PeerHeard(raw) => Entry::PeerHeard { peer: agency("peer", &raw.peer)?, statement: bytes(&raw.statement) },
        Raw::Forked(raw) => Entry::Forked {
            peer: agency("peer", &raw.peer)?,
            number: raw.number,
            our_link: digest("our_link", &raw.our_link)?,
            their_link: digest("their_link", &raw.their_link)?,
            evidence: bytes(&raw.evidence),
        },
        Raw::ForkEnded(raw) => Entry::ForkEnded {
            peer: agency("peer", &raw.peer)?,
            number: raw.number,
            reason: text("reason", &raw.reason, limits::SENTENCE)?,
        },
        Raw::MemoryLost(raw) => {
            Entry::MemoryLost { peer: agency("peer", &raw.peer)?, why: raw.why.clone(), evidence: bytes(&raw.evidence) }
        }
        Raw::Damaged(raw) => {
            Entry::Damaged { peer: agency("peer", &raw.peer)?, code: raw.code.clone(), evidence: bytes(&raw.evidence) }
        }
        Raw::ClockConfirmed(raw) => Entry::ClockConfirmed { wall: instant("wall", raw.wall.as_ref())? },
        Raw::DigestRead(raw) => Entry::DigestRead { up_to: raw.up_to },
        Raw::CalendarLoaded(raw) => calendars::loaded(raw)?,
        Raw::CalendarApplied(raw) => calendars::applied(raw)?,
        Raw::Tick(v1::Tick {}) => Entry::Tick,
    })
}

fn refusal(raw: &v1::Refused) -> Result<Refusal, FieldError> {
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    Ok(Refusal {
        kind: tokens::refusal_kind("kind", raw.kind)?,
        code: raw.code.clone(),
        zh: raw.text_zh.clone(),
        en: raw.text_en.clone(),
        basis: some(&raw.basis),
        state: some(&raw.state),
        allowed: raw.allowed.clone(),
        fields: raw.fields.iter().map(refused_field).collect(),
    })
}

fn proto_refused_field(field: &FieldRefusal) -> v1::RefusedField {
    v1::RefusedField { path: field.path.clone(), text_zh: field.zh.clone(), text_en: field.en.clone() }
}

fn refused_field(raw: &v1::RefusedField) -> FieldRefusal {
    FieldRefusal { path: raw.path.clone(), zh: raw.text_zh.clone(), en: raw.text_en.clone() }
}
