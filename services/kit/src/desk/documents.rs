//! Numbers of documents: gap-free within agency, class and year. The newest one is what the journal says and this batch adds,
//! so a commit that fails takes its numbers back, and nothing is remembered that a restart could lose.

use super::{Batch, Desk};
use crate::{digest, store::StoreError};
use duijie_core::{
    decide::{Act, Unnumbered},
    document::{Class, Pattern},
    dossier::{Document, Entry},
    event::Event,
    ids::Digest,
    text::Text,
};

/// Longest number, name or printed clause, in characters.
const LINE: usize = 1_000;

impl Desk {
    /// Numbers what is to be issued; everything else stays as it is.
    pub(super) fn numbered(&self, batch: &Batch, acts: Vec<Act>) -> Result<Vec<Act>, StoreError> {
        acts.into_iter()
            .map(|act| match act {
                Act::Issue(draft) => self.issued(batch, draft),
                Act::Send(_) | Act::Happen(_) => Ok(act),
            })
            .collect()
    }

    fn issued(&self, batch: &Batch, draft: Unnumbered) -> Result<Act, StoreError> {
        let Unnumbered { form, referral, fields, clauses, issuer, officer } = draft;
        let issued_on = batch.now.beijing_date();
        let year = issued_on.year();
        let serial = self.newest(batch, form.class, year)? + 1;
        let number = form.class.number(self.mark(form.class, &issuer), year, serial);
        let line = |words: &str| {
            let what = || StoreError::Damaged { what: format!("form `{}` has a name or number of no line", form.id) };
            Text::parse(words, LINE).map_err(|_| what())
        };
        let lines = |words: &[&str]| words.iter().map(|words| line(words)).collect::<Result<Vec<_>, _>>();
        let mut document = Document {
            form: line(form.id)?,
            title: line(form.name.zh)?,
            referral,
            class: line(form.class.word)?,
            year,
            serial,
            number: line(&number)?,
            issuer,
            issued_on,
            fields,
            layout: form.layout,
            clauses: lines(&clauses)?,
            signatures: lines(form.signatures)?,
            digest: Digest::ZERO,
        };
        document.digest = digest::document(&document);
        Ok(Act::Happen(Event::Entered { officer, entry: Box::new(Entry::Document(document)) }))
    }

    fn newest(&self, batch: &Batch, class: Class, year: i16) -> Result<u32, StoreError> {
        let rows = batch.commit.documents.iter().filter(|row| row.class == class.word && row.year == year);
        match rows.map(|row| row.serial).max() {
            Some(serial) => Ok(serial),
            None => self.store.newest_document(class.word, year),
        }
    }

    /// 机关代字, or the agency's name where none is configured.
    fn mark<'a>(&'a self, class: Class, issuer: &'a Text) -> &'a str {
        let marks = &self.office.documents.marks;
        let mark = match class.pattern {
            Pattern::Official => marks.agency.as_ref(),
            Pattern::Mediation => marks.mediation.as_ref().or(marks.agency.as_ref()),
        };
        mark.unwrap_or(issuer).as_str()
    }
}
