//! Requests about a matter as a whole, and a party's withdrawal, which either side records.

use super::{Fields, Ids, step};
use crate::{
    codec::{field, limits, values},
    status::Problem,
};
use duijie_core::{
    command::{Command, Step},
    subject::Subject,
};
use duijie_proto::v1;

pub(super) fn register(raw: &v1::RegisterMatterRequest, ids: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let dispute = fields.take(field::optional_token("dispute_code", &raw.dispute_code));
    let title = fields.text("title", &raw.title, limits::TITLE);
    let category = fields.text("category", &raw.category, limits::NAME);
    let place = fields.take(values::place("place_code", &raw.place_code));
    let summary = fields.text("summary", &raw.summary, limits::WORDS);
    let parties = fields.parties(&raw.parties);
    let materials = fields.materials(&raw.materials);
    let own_number = fields.optional_text("own_number", &raw.own_number, limits::NAME);
    let subject = || {
        Some(Subject {
            title: title?,
            category: category?,
            place: place?,
            summary: Some(summary?),
            parties: parties?,
            materials: materials?,
            own_number: own_number?,
        })
    };
    let (dispute, subject) = fields.finish(subject().zip(dispute).map(|(subject, dispute)| (dispute, subject)))?;
    let dispute = match dispute {
        Some(joined) => joined,
        None => ids.dispute()?,
    };
    Ok(Command::Register { matter: ids.matter()?, dispute, subject: Box::new(subject) })
}

pub(super) fn close(raw: &v1::CloseMatterRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let matter = fields.take(field::token("matter_id", &raw.matter_id));
    let reason = fields.text("reason", &raw.reason, limits::SENTENCE);
    fields.finish(matter.zip(reason).map(|(matter, reason)| Command::Close { matter, reason }))
}

pub(super) fn withdraw(raw: &v1::WithdrawRequest, _: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let party = fields.text("party", &raw.party, limits::NAME);
    let reason = fields.optional_text("reason", &raw.reason, limits::SENTENCE);
    step(fields, &raw.referral_id, party.zip(reason).map(|(party, reason)| Step::Withdraw { party, reason }))
}
