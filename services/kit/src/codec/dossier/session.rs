//! 调解会 and 会诊.

use super::{said, tokens};
use crate::codec::{
    field::{FieldError, instant, list, optional, proto_instant, text},
    limits, values,
};
use duijie_core::dossier::{Attendance, JointPanel, Session};
use duijie_proto::v1;

/// Bodies that assist one that leads: more are a meeting of another kind.
const ASSISTING: usize = 20;

pub(super) fn session(raw: &v1::Session) -> Result<Session, FieldError> {
    Ok(Session {
        held_at: instant("held_at", raw.held_at.as_ref())?,
        place: text("place", &raw.place, limits::TITLE)?,
        attendance: list("attendance", &raw.attendance, limits::PARTIES, attendance)?,
        note: said::read_optional("note", &raw.note, limits::WORDS)?,
    })
}

fn attendance(raw: &v1::Attendance) -> Result<Attendance, FieldError> {
    Ok(Attendance {
        party: text("party", &raw.party, limits::NAME)?,
        presence: tokens::presence("presence", raw.presence)?,
        invitation: optional("invitation", raw.invitation.as_ref(), values::material)?,
    })
}

pub(super) fn proto_session(it: &Session) -> v1::Session {
    let attendance = it.attendance.iter().map(|one| v1::Attendance {
        party: one.party.as_str().to_owned(),
        presence: tokens::presence_number(one.presence),
        invitation: one.invitation.as_ref().map(values::proto_material),
    });
    v1::Session {
        held_at: Some(proto_instant(it.held_at)),
        place: it.place.as_str().to_owned(),
        attendance: attendance.collect(),
        note: said::kept_if_any(it.note.as_ref()),
    }
}

pub(super) fn panel(raw: &v1::JointPanel) -> Result<JointPanel, FieldError> {
    Ok(JointPanel {
        lead: text("lead", &raw.lead, limits::NAME)?,
        assisting: list("assisting", &raw.assisting, ASSISTING, |raw: &String| text("", raw, limits::NAME))?,
        held_at: instant("held_at", raw.held_at.as_ref())?,
        opinion: said::read("opinion", &raw.opinion, limits::WORDS)?,
    })
}

pub(super) fn proto_panel(it: &JointPanel) -> v1::JointPanel {
    v1::JointPanel {
        lead: it.lead.as_str().to_owned(),
        assisting: it.assisting.iter().map(|name| name.as_str().to_owned()).collect(),
        held_at: Some(proto_instant(it.held_at)),
        opinion: said::kept(&it.opinion),
    }
}
