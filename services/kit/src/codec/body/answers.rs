//! The bodies by which a receiver answers: acknowledge, accept, decline.

use crate::codec::{
    field::{FieldError, digest, optional_agency, optional_text, or_empty, required, text},
    limits, tokens,
    values::{due, proto_due},
};
use duijie_core::letter::body::{Accept, Acknowledge, Decline, Timing};
use duijie_proto::v1;

pub(super) fn acknowledge(raw: &v1::Acknowledge) -> Result<Acknowledge, FieldError> {
    Ok(Acknowledge {
        officer: text("officer", &raw.officer, limits::NAME)?,
        shown: digest("shown", &raw.shown)?,
        timing: timing(raw.late),
        accept_due: required("accept_due", raw.accept_due.as_ref(), due)?,
    })
}

pub(super) fn proto_acknowledge(body: &Acknowledge) -> v1::Acknowledge {
    v1::Acknowledge {
        officer: body.officer.as_str().to_owned(),
        shown: body.shown.as_bytes().to_vec(),
        late: is_late(body.timing),
        accept_due: Some(proto_due(&body.accept_due)),
    }
}

pub(super) fn accept(raw: &v1::Accept) -> Result<Accept, FieldError> {
    Ok(Accept {
        officer: text("officer", &raw.officer, limits::NAME)?,
        timing: timing(raw.late),
        handle_due: required("handle_due", raw.handle_due.as_ref(), due)?,
        own_number: optional_text("own_number", &raw.own_number, limits::NAME)?,
    })
}

pub(super) fn proto_accept(body: &Accept) -> v1::Accept {
    v1::Accept {
        officer: body.officer.as_str().to_owned(),
        late: is_late(body.timing),
        handle_due: Some(proto_due(&body.handle_due)),
        own_number: or_empty(body.own_number.as_ref()),
    }
}

pub(super) fn decline(raw: &v1::Decline) -> Result<Decline, FieldError> {
    Ok(Decline {
        officer: text("officer", &raw.officer, limits::NAME)?,
        code: tokens::decline_code("code", raw.code)?,
        basis: optional_text("basis", &raw.basis, limits::SENTENCE)?,
        text: text("text", &raw.text, limits::WORDS)?,
        suggestion: optional_agency("suggestion", &raw.suggestion)?,
    })
}

pub(super) fn proto_decline(body: &Decline) -> v1::Decline {
    v1::Decline {
        officer: body.officer.as_str().to_owned(),
        code: tokens::decline_code_number(body.code),
        basis: or_empty(body.basis.as_ref()),
        text: body.text.as_str().to_owned(),
        suggestion: body.suggestion.as_ref().map_or_else(String::new, |agency| agency.as_str().to_owned()),
    }
}

const fn timing(late: bool) -> Timing {
    if late { Timing::Late } else { Timing::InTime }
}

const fn is_late(timing: Timing) -> bool {
    match timing {
        Timing::InTime => false,
        Timing::Late => true,
    }
}
