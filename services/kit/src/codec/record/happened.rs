//! What happened to a matter besides letters, as records write it.

use super::{climbing, own};
use crate::codec::{
    dossier::{self, said},
    field::{FieldError, instant, optional_text, or_empty, proto_instant, required, text, token},
    limits, tokens,
    values::{self, RawSubject, proto_material, proto_party},
};
use duijie_core::event::Event;
use duijie_proto::v1::{self, event::Event as Raw};

/// The event for the wire; none for one that must be an entry of its own.
pub(super) fn proto(event: &Event) -> Option<Raw> {
    Some(match event {
        Event::Registered { dispute, subject } => Raw::Registered(v1::MatterRegistered {
            dispute_code: dispute.as_str().to_owned(),
            title: subject.title.as_str().to_owned(),
            category: subject.category.as_str().to_owned(),
            place_code: subject.place.as_str().to_owned(),
            summary: or_empty(subject.summary.as_ref()),
            parties: subject.parties.iter().map(proto_party).collect(),
            materials: subject.materials.iter().map(proto_material).collect(),
            own_number: or_empty(subject.own_number.as_ref()),
        }),
        Event::Closed { reason } => Raw::Closed(v1::MatterClosed { reason: reason.as_str().to_owned() }),
        Event::BodyAssigned { referral, body, again } => Raw::BodyAssigned(v1::BodyAssigned {
            referral_id: referral.as_str().to_owned(),
            body: body.as_str().to_owned(),
            again: or_empty(again.as_ref()),
        }),
        Event::MediatorAssigned { referral, mediator } => Raw::MediatorAssigned(v1::MediatorAssigned {
            referral_id: referral.as_str().to_owned(),
            mediator: mediator.as_str().to_owned(),
        }),
        Event::AttemptFailed { referral, text } => {
            Raw::AttemptFailed(v1::AttemptFailed { referral_id: referral.as_str().to_owned(), text: said::kept(text) })
        }
        Event::DeadlineFired { referral, duty, due, climbed } => Raw::DeadlineFired(v1::DeadlineFired {
            referral_id: referral.as_str().to_owned(),
            duty: tokens::duty_number(*duty),
            due: Some(proto_instant(*due)),
            climbed: (*climbed != climbing::of_first_release(*due)).then(|| climbing::proto_climbed(climbed)),
        }),
        Event::DeadlineClimbed { referral, duty, climbed } => Raw::DeadlineClimbed(v1::DeadlineClimbed {
            referral_id: referral.as_str().to_owned(),
            duty: tokens::duty_number(*duty),
            climbed: Some(climbing::proto_climbed(climbed)),
        }),
        Event::FedBack { referral } => Raw::FedBack(v1::FedBack { referral_id: referral.as_str().to_owned() }),
        Event::Own { id, what } => own::proto(id, what),
        Event::Entered { officer, entry } => Raw::DossierEntered(v1::DossierEntered {
            officer: officer.as_str().to_owned(),
            entry: Some(dossier::proto_entry(entry)),
        }),
        Event::Sent(_) | Event::Received(_) | Event::Refused => return None,
    })
}

/// Reads one.
pub(super) fn event(raw: &Raw) -> Result<Event, FieldError> {
    match raw {
        Raw::Registered(raw) => Ok(Event::Registered {
            dispute: token("dispute_code", &raw.dispute_code)?,
            subject: Box::new(values::subject(RawSubject {
                title: &raw.title,
                category: &raw.category,
                place_code: &raw.place_code,
                summary: &raw.summary,
                parties: &raw.parties,
                materials: &raw.materials,
                own_number: &raw.own_number,
            })?),
        }),
        Raw::Closed(raw) => Ok(Event::Closed { reason: text("reason", &raw.reason, limits::WORDS)? }),
        Raw::BodyAssigned(raw) => Ok(Event::BodyAssigned {
            referral: token("referral_id", &raw.referral_id)?,
            body: text("body", &raw.body, limits::NAME)?,
            again: optional_text("again", &raw.again, limits::SENTENCE)?,
        }),
        Raw::MediatorAssigned(raw) => Ok(Event::MediatorAssigned {
            referral: token("referral_id", &raw.referral_id)?,
            mediator: text("mediator", &raw.mediator, limits::NAME)?,
        }),
        Raw::AttemptFailed(raw) => Ok(Event::AttemptFailed {
            referral: token("referral_id", &raw.referral_id)?,
            text: said::read("text", &raw.text, limits::WORDS)?,
        }),
        Raw::DeadlineFired(raw) => Ok(Event::DeadlineFired {
            referral: token("referral_id", &raw.referral_id)?,
            duty: tokens::referral_duty("duty", raw.duty)?,
            due: instant("due", raw.due.as_ref())?,
            climbed: match &raw.climbed {
                Some(climbed) => climbing::climbed(climbed).map_err(|error| error.within("climbed"))?,
                None => climbing::of_first_release(instant("due", raw.due.as_ref())?),
            },
        }),
        Raw::DeadlineClimbed(raw) => Ok(Event::DeadlineClimbed {
            referral: token("referral_id", &raw.referral_id)?,
            duty: tokens::duty("duty", raw.duty)?,
            climbed: required("climbed", raw.climbed.as_ref(), climbing::climbed)?,
        }),
        Raw::FedBack(raw) => Ok(Event::FedBack { referral: token("referral_id", &raw.referral_id)? }),
        Raw::DossierEntered(raw) => Ok(Event::Entered {
            officer: text("officer", &raw.officer, limits::NAME)?,
            entry: Box::new(required("entry", raw.entry.as_ref(), dossier::entry)?),
        }),
        Raw::OwnStarted(raw) => own::started(raw),
        Raw::OwnEnded(raw) => own::ended(raw),
        Raw::OwnSuspended(raw) => own::suspended(raw),
        Raw::OwnResumed(raw) => own::resumed(raw),
        Raw::OwnExtended(raw) => own::extended(raw),
        Raw::OwnExcluded(raw) => own::excluded(raw),
        Raw::OwnFired(raw) => own::fired(raw),
        Raw::OwnClimbed(raw) => own::taken(raw),
        Raw::OwnRecounted(raw) => own::recounted(raw),
        Raw::Sent(_)
        | Raw::Received(_)
        | Raw::Refused(_)
        | Raw::AbsenceProven(_)
        | Raw::Parked(_)
        | Raw::Unparked(_)
        | Raw::SkipProposed(_)
        | Raw::Skipped(_)
        | Raw::PeerHeard(_)
        | Raw::Forked(_)
        | Raw::ForkEnded(_)
        | Raw::MemoryLost(_)
        | Raw::Damaged(_)
        | Raw::ClockConfirmed(_)
        | Raw::DigestRead(_)
        | Raw::CalendarLoaded(_)
        | Raw::CalendarApplied(_)
        | Raw::Tick(_) => Err(tokens::unknown("")),
    }
}
