//! Requests about a matter as a whole, and a party's withdrawal, which either side records.

use super::{Fields, Ids, PARTIES, intake, step};
use crate::{
    codec::{dossier, field, limits},
    status::Problem,
};
use duijie_core::{
    command::{Command, Step},
    dossier::Entry,
    subject::Subject,
};
use duijie_proto::v1;

pub(super) fn register(raw: &v1::RegisterMatterRequest, ids: &Ids<'_>) -> Result<Command, Problem> {
    let mut fields = Fields::default();
    let dispute = fields.take(field::optional_token("dispute_code", &raw.dispute_code));
    let title = fields.text("title", &raw.title, limits::TITLE);
    let category = fields.text("category", &raw.category, limits::NAME);
    let place = fields.take(intake::place("place_code", &raw.place_code));
    let summary = fields.text("summary", &raw.summary, limits::WORDS);
    let parties = fields.parties(&raw.parties);
    let materials = fields.materials(&raw.materials);
    let own_number = fields.take(intake::own_number(raw, ids.now));
    let taken_in = fields.take(field::optional("intake", raw.intake.as_ref(), |raw| intake::intake(raw, ids.now)));
    let sorting = fields.take(field::optional("sorting", raw.sorting.as_ref(), |raw| intake::sorting(raw, ids.now)));
    let consents = fields.list("consents", &raw.consents, 0..=PARTIES, dossier::consent);
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
    let told = || {
        let told = taken_in?.map(Entry::Intake).into_iter().chain(sorting?.map(Entry::Sorting));
        Some(told.chain(consents?.into_iter().map(Entry::Consent)).collect())
    };
    let ((subject, dispute), told) = fields.finish(subject().zip(dispute).zip(told()))?;
    let dispute = match dispute {
        Some(joined) => joined,
        None => ids.dispute()?,
    };
    let (matter, subject) = (ids.matter()?, Box::new(subject));
    Ok(Command::Register { matter, dispute, subject, told })
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
