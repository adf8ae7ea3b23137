//! The bodies that open a referral, refer, supervise and request confirmation, and arrived.

use crate::codec::{
    commission,
    field::{FieldError, agency, digest, instant, list, optional_instant, optional_text, or_empty, proto_instant},
    field::{optional, optional_token, required, text, token},
    limits, petition, purpose, tokens,
    values::{self, RawSubject, due, letter_ref, proto_due, proto_letter_ref, proto_material, proto_party},
};
use duijie_core::{
    letter::body::{Arrived, Refer},
    purpose::Purpose,
};
use duijie_proto::v1;

pub(super) fn supervise(raw: &v1::Supervise) -> Result<Refer, FieldError> {
    let supervision = required("supervision", raw.supervision.as_ref(), purpose::supervision)?;
    required("refer", raw.refer.as_ref(), |raw| refer(raw, Purpose::Supervision(supervision)))
}

pub(super) fn request_confirmation(raw: &v1::RequestConfirmation) -> Result<Refer, FieldError> {
    let application = required("application", raw.application.as_ref(), purpose::application)?;
    required("refer", raw.refer.as_ref(), |raw| refer(raw, Purpose::Confirmation(application)))
}

/// A petition passed on says so by what it carries. What kinds carry it is the desk's to check.
pub(super) fn plain(raw: &v1::Refer) -> Result<Refer, FieldError> {
    let passed_on = optional("passed_on", raw.passed_on.as_ref(), petition::passed_on)?;
    refer(raw, passed_on.map_or(Purpose::Handling, Purpose::Petition))
}

pub(super) fn refer(raw: &v1::Refer, purpose: Purpose) -> Result<Refer, FieldError> {
    let procedure = match raw.procedure {
        0 => None,
        number => Some(tokens::procedure("procedure", number)?),
    };
    let replaces = match (optional_token("replaces_referral", &raw.replaces_referral)?, &raw.replaces_letter) {
        (None, None) => None,
        (None, Some(_)) => return Err(FieldError::missing("replaces_referral")),
        (Some(referral), letter) => Some((referral, required("replaces_letter", letter.as_ref(), letter_ref)?)),
    };
    let subject = RawSubject {
        title: &raw.title,
        category: &raw.category,
        place_code: &raw.place_code,
        summary: &raw.summary,
        parties: &raw.parties,
        materials: &raw.materials,
        own_number: &raw.own_number,
    };
    let subject = match &purpose {
        Purpose::Supervision(_) => values::outline(subject)?,
        Purpose::Handling | Purpose::Petition(_) | Purpose::Confirmation(_) => values::subject(subject)?,
    };
    Ok(Refer {
        kind: token("kind", &raw.kind)?,
        purpose,
        subject,
        procedure,
        commission: commission::read(raw)?,
        opinion: optional_text("opinion", &raw.opinion, limits::WORDS)?,
        path: list("path", &raw.path, limits::PATH, |raw| agency("", raw))?,
        parent: optional_token("parent_referral", &raw.parent_referral)?,
        replaces,
        officer: text("officer", &raw.officer, limits::NAME)?,
        not_after: optional_instant("not_after", raw.not_after.as_ref())?,
    })
}

pub(super) fn proto_refer(body: &Refer) -> v1::Refer {
    let subject = &body.subject;
    let commission::Told { mode, consents, mediator } = commission::proto(&body.commission);
    v1::Refer {
        mode,
        consents,
        mediator,
        kind: body.kind.as_str().to_owned(),
        title: subject.title.as_str().to_owned(),
        category: subject.category.as_str().to_owned(),
        place_code: subject.place.as_str().to_owned(),
        summary: or_empty(subject.summary.as_ref()),
        parties: subject.parties.iter().map(proto_party).collect(),
        materials: subject.materials.iter().map(proto_material).collect(),
        procedure: body.procedure.map_or(0, tokens::procedure_number),
        opinion: or_empty(body.opinion.as_ref()),
        path: body.path.iter().map(|agency| agency.as_str().to_owned()).collect(),
        parent_referral: body.parent.as_ref().map_or_else(String::new, |id| id.as_str().to_owned()),
        replaces_referral: body.replaces.as_ref().map_or_else(String::new, |(id, _)| id.as_str().to_owned()),
        replaces_letter: body.replaces.as_ref().map(|(_, letter)| proto_letter_ref(letter)),
        officer: body.officer.as_str().to_owned(),
        own_number: or_empty(subject.own_number.as_ref()),
        not_after: body.not_after.map(proto_instant),
        passed_on: body.purpose.passed_on().map(petition::proto_passed_on),
    }
}

pub(super) fn arrived(raw: &v1::Arrived) -> Result<Arrived, FieldError> {
    Ok(Arrived {
        content: digest("content", &raw.content)?,
        arrived_at: instant("arrived_at", raw.arrived_at.as_ref())?,
        due: required("due", raw.due.as_ref(), due)?,
        object_due: optional("object_due", raw.object_due.as_ref(), due)?,
    })
}

pub(super) fn proto_arrived(body: &Arrived) -> v1::Arrived {
    v1::Arrived {
        content: body.content.as_bytes().to_vec(),
        arrived_at: Some(proto_instant(body.arrived_at)),
        due: Some(proto_due(&body.due)),
        object_due: body.object_due.as_ref().map(proto_due),
    }
}
