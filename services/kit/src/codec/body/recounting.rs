//! The body that tells a running term counted again with another calendar.

use crate::codec::{
    field::{FieldError, instant, proto_instant, required},
    tokens,
    values::{due, proto_due},
};
use duijie_core::letter::body::{Recount, Recounted};
use duijie_proto::v1::{self, recount::Of};

pub(super) fn recount(raw: &v1::Recount) -> Result<Recount, FieldError> {
    let of = match raw.of.as_ref().ok_or_else(|| FieldError::missing("of"))? {
        Of::Duty(duty) => Recounted::Duty(tokens::duty("duty", *duty)?),
        Of::Objection(v1::ObjectionWindow {}) => Recounted::Objection,
    };
    Ok(Recount { of, told: instant("told", raw.told.as_ref())?, due: required("due", raw.due.as_ref(), due)? })
}

pub(super) fn proto_recount(body: &Recount) -> v1::Recount {
    let of = match body.of {
        Recounted::Duty(duty) => Of::Duty(tokens::duty_number(duty)),
        Recounted::Objection => Of::Objection(v1::ObjectionWindow {}),
    };
    v1::Recount { of: Some(of), told: Some(proto_instant(body.told)), due: Some(proto_due(&body.due)) }
}
