//! 登记来源, 当事人证件. A number itself is in no record: what is read here is a mark, which the edge made of it.

use super::tokens;
use crate::codec::{
    field::{self, FieldError, list, optional_instant, proto_instant, text},
    limits,
};
use duijie_core::dossier::{Identification, Intake, Source};
use duijie_proto::v1;

/// How a matter came here.
///
/// # Errors
/// The first field that is wrong.
pub fn read(raw: &v1::Intake) -> Result<Intake, FieldError> {
    Ok(Intake {
        source: source(raw)?,
        occurred_at: optional_instant("occurred_at", raw.occurred_at.as_ref())?,
        received_at: optional_instant("received_at", raw.received_at.as_ref())?,
        identifications: list("identifications", &raw.identifications, limits::PARTIES, identification)?,
    })
}

/// How a matter came here, for the wire.
#[must_use]
pub fn proto(intake: &Intake) -> v1::Intake {
    let (source, on_behalf_of) = match &intake.source {
        Source::Call110 => (v1::Source::Call110, None),
        Source::Window => (v1::Source::Window, None),
        Source::Visit => (v1::Source::Visit, None),
        Source::Letter => (v1::Source::Letter, None),
        Source::Online => (v1::Source::Online, None),
        Source::Transfer => (v1::Source::Transfer, None),
        Source::Screening => (v1::Source::Screening, None),
        Source::Proxy { on_behalf_of } => (v1::Source::Proxy, Some(on_behalf_of)),
    };
    v1::Intake {
        source: source as i32,
        occurred_at: intake.occurred_at.map(proto_instant),
        received_at: intake.received_at.map(proto_instant),
        on_behalf_of: on_behalf_of.map_or_else(String::new, |agency| agency.as_str().to_owned()),
        identifications: intake.identifications.iter().map(proto_identification).collect(),
    }
}

pub(super) fn identification(raw: &v1::Identification) -> Result<Identification, FieldError> {
    Ok(Identification {
        party: text("party", &raw.party, limits::NAME)?,
        kind: tokens::identifier_kind("kind", raw.kind)?,
        masked: text("masked", &raw.masked, limits::TOKEN)?,
        mark: field::digest("mark", &raw.mark)?,
    })
}

/// By which number a party is known, for the wire.
#[must_use]
pub fn proto_identification(identification: &Identification) -> v1::Identification {
    v1::Identification {
        party: identification.party.as_str().to_owned(),
        kind: tokens::identifier_kind_number(identification.kind),
        number: String::new(),
        masked: identification.masked.as_str().to_owned(),
        mark: identification.mark.as_bytes().to_vec(),
    }
}

fn source(raw: &v1::Intake) -> Result<Source, FieldError> {
    let on_behalf_of = field::optional_agency("on_behalf_of", &raw.on_behalf_of)?;
    let source = match v1::Source::try_from(raw.source).map_err(|_| tokens::unknown("source"))? {
        v1::Source::Unspecified => return Err(FieldError::missing("source")),
        v1::Source::Call110 => Source::Call110,
        v1::Source::Window => Source::Window,
        v1::Source::Visit => Source::Visit,
        v1::Source::Letter => Source::Letter,
        v1::Source::Online => Source::Online,
        v1::Source::Transfer => Source::Transfer,
        v1::Source::Screening => Source::Screening,
        v1::Source::Proxy => {
            let on_behalf_of = on_behalf_of.ok_or_else(|| FieldError::missing("on_behalf_of"))?;
            return Ok(Source::Proxy { on_behalf_of });
        }
    };
    match on_behalf_of {
        None => Ok(source),
        Some(_) => Err(FieldError::new(
            "on_behalf_of",
            "CONTRADICTION",
            "只有来源为代收时才填写代收的单位",
            "is given only where the source is intake for another agency (SOURCE_PROXY)",
        )),
    }
}
