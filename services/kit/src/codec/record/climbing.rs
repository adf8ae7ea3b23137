//! A step of the ladder inside a record.

use crate::codec::{
    field::{FieldError, instant, optional_instant, optional_text, or_empty, proto_instant},
    limits, tokens,
};
use duijie_core::{event::Climbed, letter::body::RemindStage, time::Timestamp};
use duijie_proto::v1;

/// What firing meant before there was a ladder; it is written as nothing.
pub(super) const fn of_first_release(due: Timestamp) -> Climbed {
    Climbed { stage: RemindStage::Due, at: due, told: None, next_at: None }
}

pub(super) fn climbed(raw: &v1::Climbed) -> Result<Climbed, FieldError> {
    Ok(Climbed {
        stage: tokens::remind_stage("stage", raw.stage)?,
        at: instant("at", raw.at.as_ref())?,
        told: optional_text("told", &raw.told, limits::NAME)?,
        next_at: optional_instant("next_at", raw.next_at.as_ref())?,
    })
}

pub(super) fn proto_climbed(climbed: &Climbed) -> v1::Climbed {
    v1::Climbed {
        stage: tokens::remind_stage_number(climbed.stage),
        at: Some(proto_instant(climbed.at)),
        told: or_empty(climbed.told.as_ref()),
        next_at: climbed.next_at.map(proto_instant),
    }
}
