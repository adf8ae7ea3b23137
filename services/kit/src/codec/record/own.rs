//! What happens to own deadlines, as records write it.

use super::climbing::{climbed, proto_climbed};
use crate::codec::{
    body,
    field::{FieldError, instant, optional, optional_text, optional_token, or_empty, proto_instant, required, token},
    limits, tokens, values,
};
use duijie_core::{
    event::{Event, OwnEvent},
    ids::OwnId,
    matter::own::EndedBy,
    term::Whose,
};
use duijie_proto::v1::{self, event::Event as Raw};

pub(super) fn proto(id: &OwnId, what: &OwnEvent) -> Raw {
    let deadline_id = id.as_str().to_owned();
    match what {
        OwnEvent::Started { due, variant, follows, officer, whose, of } => Raw::OwnStarted(v1::OwnStarted {
            deadline_id,
            due: Some(values::proto_due(due)),
            variant: variant.as_ref().map_or_else(String::new, |variant| variant.as_str().to_owned()),
            follows: follows.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
            officer: or_empty(officer.as_ref()),
            right: *whose == Whose::Right,
            of: or_empty(of.as_ref()),
        }),
        OwnEvent::Ended { at, by, text, evidence } => Raw::OwnEnded(v1::OwnEnded {
            deadline_id,
            at: Some(proto_instant(*at)),
            ending: match by {
                EndedBy::Word(ending) => tokens::ending_number(*ending),
                EndedBy::Successor => v1::Ending::Unspecified as i32,
            },
            text: or_empty(text.as_ref()),
            evidence: evidence.as_ref().map(values::proto_material),
        }),
        OwnEvent::Suspended { at, reason, evidence, review_due } => Raw::OwnSuspended(v1::OwnSuspended {
            deadline_id,
            at: Some(proto_instant(*at)),
            reason: tokens::suspend_reason_number(*reason),
            evidence: Some(values::proto_material(evidence)),
            review_due: review_due.as_ref().map(values::proto_due),
        }),
        OwnEvent::Resumed { at, due } => Raw::OwnResumed(v1::OwnResumed {
            deadline_id,
            at: Some(proto_instant(*at)),
            due: Some(values::proto_due(due)),
        }),
        OwnEvent::Extended { ground, reason, due } => {
            let (consents, approved_by, approval) = body::proto_ground(ground);
            let (reason, due) = (or_empty(reason.as_ref()), Some(values::proto_due(due)));
            Raw::OwnExtended(v1::OwnExtended { deadline_id, consents, approved_by, approval, reason, due })
        }
        OwnEvent::Excluded { from, until, referral, due } => Raw::OwnExcluded(v1::OwnExcluded {
            deadline_id,
            from: Some(proto_instant(*from)),
            until: Some(proto_instant(*until)),
            referral_id: referral.as_str().to_owned(),
            due: Some(values::proto_due(due)),
        }),
        OwnEvent::Fired { due, climbed } => Raw::OwnFired(v1::OwnFired {
            deadline_id,
            due: Some(proto_instant(*due)),
            climbed: Some(proto_climbed(climbed)),
        }),
        OwnEvent::Climbed(climbed) => {
            Raw::OwnClimbed(v1::OwnClimbed { deadline_id, climbed: Some(proto_climbed(climbed)) })
        }
        OwnEvent::Recounted { told, due } => Raw::OwnRecounted(v1::OwnRecounted {
            deadline_id,
            told: Some(proto_instant(*told)),
            due: Some(values::proto_due(due)),
        }),
    }
}

pub(super) fn started(raw: &v1::OwnStarted) -> Result<Event, FieldError> {
    let what = OwnEvent::Started {
        due: required("due", raw.due.as_ref(), values::due)?,
        variant: optional_token("variant", &raw.variant)?,
        follows: optional_token("follows", &raw.follows)?,
        officer: optional_text("officer", &raw.officer, limits::NAME)?,
        whose: if raw.right { Whose::Right } else { Whose::Duty },
        of: optional_text("of", &raw.of, limits::NAME)?,
    };
    happened(&raw.deadline_id, what)
}

pub(super) fn ended(raw: &v1::OwnEnded) -> Result<Event, FieldError> {
    let by = match v1::Ending::try_from(raw.ending) {
        Ok(v1::Ending::Unspecified) => EndedBy::Successor,
        Ok(_) | Err(_) => EndedBy::Word(tokens::ending("ending", raw.ending)?),
    };
    let what = OwnEvent::Ended {
        at: instant("at", raw.at.as_ref())?,
        by,
        text: optional_text("text", &raw.text, limits::WORDS)?,
        evidence: optional("evidence", raw.evidence.as_ref(), values::material)?,
    };
    happened(&raw.deadline_id, what)
}

pub(super) fn suspended(raw: &v1::OwnSuspended) -> Result<Event, FieldError> {
    let what = OwnEvent::Suspended {
        at: instant("at", raw.at.as_ref())?,
        reason: tokens::suspend_reason("reason", raw.reason)?,
        evidence: required("evidence", raw.evidence.as_ref(), values::material)?,
        review_due: optional("review_due", raw.review_due.as_ref(), values::due)?,
    };
    happened(&raw.deadline_id, what)
}

pub(super) fn resumed(raw: &v1::OwnResumed) -> Result<Event, FieldError> {
    let at = instant("at", raw.at.as_ref())?;
    happened(&raw.deadline_id, OwnEvent::Resumed { at, due: required("due", raw.due.as_ref(), values::due)? })
}

pub(super) fn extended(raw: &v1::OwnExtended) -> Result<Event, FieldError> {
    let what = OwnEvent::Extended {
        ground: body::ground(&raw.consents, &raw.approved_by, raw.approval.as_ref())?,
        reason: optional_text("reason", &raw.reason, limits::WORDS)?,
        due: required("due", raw.due.as_ref(), values::due)?,
    };
    happened(&raw.deadline_id, what)
}

pub(super) fn excluded(raw: &v1::OwnExcluded) -> Result<Event, FieldError> {
    let what = OwnEvent::Excluded {
        from: instant("from", raw.from.as_ref())?,
        until: instant("until", raw.until.as_ref())?,
        referral: token("referral_id", &raw.referral_id)?,
        due: required("due", raw.due.as_ref(), values::due)?,
    };
    happened(&raw.deadline_id, what)
}

pub(super) fn fired(raw: &v1::OwnFired) -> Result<Event, FieldError> {
    let climbed = required("climbed", raw.climbed.as_ref(), climbed)?;
    happened(&raw.deadline_id, OwnEvent::Fired { due: instant("due", raw.due.as_ref())?, climbed })
}

pub(super) fn taken(raw: &v1::OwnClimbed) -> Result<Event, FieldError> {
    let climbed = required("climbed", raw.climbed.as_ref(), climbed)?;
    happened(&raw.deadline_id, OwnEvent::Climbed(climbed))
}

pub(super) fn recounted(raw: &v1::OwnRecounted) -> Result<Event, FieldError> {
    let due = required("due", raw.due.as_ref(), values::due)?;
    happened(&raw.deadline_id, OwnEvent::Recounted { told: instant("told", raw.told.as_ref())?, due })
}

fn happened(deadline_id: &str, what: OwnEvent) -> Result<Event, FieldError> {
    Ok(Event::Own { id: token("deadline_id", deadline_id)?, what: Box::new(what) })
}
