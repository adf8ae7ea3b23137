//! Requests that write into the dossier of a matter (卷宗).

use super::{Fields, Ids, intake};
use crate::{
    codec::{dossier, field},
    status::Problem,
};
use duijie_core::command::Command;
use duijie_proto::v1;

pub(super) fn add(raw: &v1::AddEntryRequest, ids: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let matter = fields.take(field::token("matter_id", &raw.matter_id));
    let entry = fields.take(field::required("entry", raw.entry.as_ref(), dossier::entry));
    fields.take(intake::in_entry(raw, ids.now));
    fields.finish(matter.zip(entry).map(|(matter, entry)| Command::AddEntry { matter, entry: Box::new(entry) }))
}
