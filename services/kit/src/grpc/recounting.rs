//! Calendar and local terms while the service runs: read again at once, and what another calendar would move.

use super::{
    Front,
    page::{Asked, order},
    parse::Fields,
    read::Reader,
};
use crate::{
    codec::{field::FieldError, tokens, values::proto_due},
    data::{DataFileError, calendar_file, files::DataState},
    digest::sha256,
    status::Problem,
    store::rows::{Cursor, DeadlineRow, OrderBy},
};
use duijie_core::{
    decide::{self, Act, Asker, Context},
    due::Due,
    event::{Event, OwnEvent},
    letter::{
        Body,
        body::{Recount, Recounted},
    },
    matter::DeadlineKey,
    referral::{Duty, Referral},
};
use duijie_proto::v1::{self, moved_term::Of};
use std::sync::Arc;

impl Front {
    /// Looks at the files now.
    pub(super) async fn reload(&self) -> Result<v1::ReloadResponse, Problem> {
        let reloader = Arc::clone(&self.edge.reloader);
        let looking = tokio::task::spawn_blocking(move || reloader.look());
        let state = looking.await.map_err(|_| Problem::Fault("reading the data files panicked"))?;
        Ok(v1::ReloadResponse { data: Some(data_in_force(&state)) })
    }
}

/// What is in force, and what is not and why.
pub(super) fn data_in_force(state: &DataState) -> v1::DataInForce {
    let data = &state.data;
    v1::DataInForce {
        calendar_version: data.calendar.version().to_owned(),
        calendar_sha256: data.calendar_digest.as_bytes().to_vec(),
        terms_sha256: data.terms.map_or_else(Vec::new, |digest| digest.as_bytes().to_vec()),
        calendar_refused: state.calendar_refused.clone().unwrap_or_default(),
        terms_refused: state.terms_refused.clone().unwrap_or_default(),
        kinds_sha256: data.kinds.map_or_else(Vec::new, |digest| digest.as_bytes().to_vec()),
        kinds_refused: state.kinds_refused.clone().unwrap_or_default(),
        bodies_sha256: data.bodies.map_or_else(Vec::new, |digest| digest.as_bytes().to_vec()),
        bodies_refused: state.bodies_refused.clone().unwrap_or_default(),
    }
}

/// One page of running deadlines of ours as the calendar of the request would end them; only those that it moves.
pub(super) fn preview(
    reader: &Reader,
    request: &v1::PreviewRecountRequest,
) -> Result<v1::PreviewRecountResponse, Problem> {
    let list = sha256(request.calendar.as_bytes());
    let asked = Asked { page_size: request.page_size, page_token: &request.page_token, list: list.as_bytes() };
    let mut fields = Fields::default();
    let page = fields.take(order("", &[("", OrderBy::Due)]).and_then(|order| asked.page(order)));
    let calendar = fields.take(calendar_file::parse("calendar", &request.calendar).map_err(refused));
    let (page, calendar) = fields.finish(page.zip(calendar))?;
    let after = page.after.as_ref().and_then(|cursor| key(&cursor.key));
    let rows = reader.store.running(after.as_ref(), page.limit)?;
    let data = reader.office.data.get();
    let ctx = Context {
        me: &reader.office.me,
        now: reader.now,
        rules: &data.rules,
        calendar: &calendar,
        supervisors: &reader.office.supervisors,
        names: &reader.office.documents.names,
        asker: Asker::Clerk,
        other: None,
    };
    let mut moved = Vec::new();
    for row in rows.iter().filter(|row| row.owed_by_us) {
        let history = reader.matter(&row.matter, u64::MAX)?;
        match &row.key {
            DeadlineKey::Referral(id, duty) => {
                let Some(referral) = history.matter.referral(id) else { continue };
                let delivered = reader.delivered.get(&referral.peer).copied().unwrap_or(0);
                for act in decide::recount(ctx, referral, *duty, delivered) {
                    if let Act::Send(draft) = act
                        && let Body::Recount(recount) = draft.body
                    {
                        moved.extend(moved_term(row, referral, &recount));
                    }
                }
            }
            DeadlineKey::Own(id) => {
                let Some(own) = history.matter.own(id) else { continue };
                moved.extend(decide::recount_own(ctx, own).and_then(|act| moved_own(row, &act, &own.deadline.due)));
            }
        }
    }
    let last = rows.last().filter(|_| rows.len() == page.limit);
    let next = last.map(|row| Cursor { value: 0, key: row.key.to_string() });
    Ok(v1::PreviewRecountResponse {
        calendar_version: calendar.version().to_owned(),
        moved,
        next_page_token: asked.next(next.as_ref()),
    })
}

/// None where only the calendar's word on its certainty would change.
fn moved_term(row: &DeadlineRow, referral: &Referral, recount: &Recount) -> Option<v1::MovedTerm> {
    let told: &Due = match recount.of {
        Recounted::Duty(duty) => &referral.deadline(duty)?.due,
        Recounted::Objection => referral.object_due.as_ref()?,
    };
    let of = match recount.of {
        Recounted::Duty(duty) => Of::Duty(tokens::duty_number(duty)),
        Recounted::Objection => Of::Objection(v1::ObjectionWindow {}),
    };
    (told.due != recount.due.due).then(|| v1::MovedTerm {
        referral_id: referral.id.as_str().to_owned(),
        matter_id: row.matter.as_str().to_owned(),
        deadline_id: row.key.to_string(),
        peer: referral.peer.as_str().to_owned(),
        of: Some(of),
        from: Some(proto_due(told)),
        to: Some(proto_due(&recount.due)),
    })
}

/// The same of an own deadline.
fn moved_own(row: &DeadlineRow, act: &Act, told: &Due) -> Option<v1::MovedTerm> {
    let Act::Happen(Event::Own { id, what }) = act else { return None };
    let OwnEvent::Recounted { due, .. } = &**what else { return None };
    (told.due != due.due).then(|| v1::MovedTerm {
        referral_id: String::new(),
        matter_id: row.matter.as_str().to_owned(),
        deadline_id: id.as_str().to_owned(),
        peer: String::new(),
        of: Some(Of::Duty(tokens::duty_number(Duty::Own))),
        from: Some(proto_due(told)),
        to: Some(proto_due(due)),
    })
}

/// Where a page ended.
fn key(cursor: &str) -> Option<DeadlineKey> {
    let (of, duty) = cursor.split_once('/')?;
    DeadlineKey::of(of, Duty::parse(duty)?)
}

fn refused(error: DataFileError) -> FieldError {
    FieldError::new("calendar", "BAD_CALENDAR", format!("日历不符合要求：{error}"), format!("is no calendar: {error}"))
}
