//! Documents (文书) as they were issued. One that was issued is never changed; it can be voided (作废), and keeps its number.

use super::{Entered, Entry};
use crate::{
    document::Layout,
    ids::{Digest, ReferralId},
    matter::Matter,
    text::Text,
    time::Date,
};

/// A document as it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Id of its form.
    pub form: Text,
    /// Its heading.
    pub title: Text,
    /// The referral it is about, if it is about one.
    pub referral: Option<ReferralId>,
    /// The sequence it is numbered in: the word of its class.
    pub class: Text,
    /// Beijing year of issue.
    pub year: i16,
    /// 1, 2, 3 … without gaps within agency, class and year.
    pub serial: u32,
    /// The number as it is written.
    pub number: Text,
    /// Who issued it, by name.
    pub issuer: Text,
    /// Beijing date of issue.
    pub issued_on: Date,
    /// What it says, in order.
    pub fields: Vec<Filled>,
    /// How it is laid out.
    pub layout: Layout,
    /// Printed words of its form, as they were then.
    pub clauses: Vec<Text>,
    /// Who signs or seals it.
    pub signatures: Vec<Text>,
    /// SHA-256 of all of the above, as `kit::digest::document` writes it.
    pub digest: Digest,
}

/// A field with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Key of the form's field.
    pub key: Text,
    /// Its name as it was then.
    pub name: Text,
    /// What was written.
    pub value: Text,
}

/// 作废
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voided {
    /// Position of the entry that issued it.
    pub document: u64,
    /// Why.
    pub reason: Text,
}

/// A document with where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Issued<'a> {
    /// When, by whom, where in the journal.
    pub entered: &'a Entered,
    /// What was issued.
    pub document: &'a Document,
    /// Its voiding, if it was voided.
    pub voided: Option<(&'a Entered, &'a Voided)>,
}

impl Matter {
    /// Documents issued in it, voided ones included, oldest first.
    pub fn documents(&self) -> impl Iterator<Item = Issued<'_>> {
        self.dossier.iter().filter_map(|entered| {
            let document = entered.entry.document()?;
            Some(Issued { entered, document, voided: self.voiding(entered.position) })
        })
    }

    /// Documents that hold.
    pub fn issued(&self) -> impl Iterator<Item = Issued<'_>> {
        self.documents().filter(|issued| issued.voided.is_none())
    }

    /// The document that was issued at this position.
    #[must_use]
    pub fn document(&self, position: u64) -> Option<Issued<'_>> {
        self.documents().find(|issued| issued.entered.position == position)
    }

    /// Whether the document that was issued at this position was not voided.
    pub(super) fn holds(&self, position: u64) -> bool {
        self.voiding(position).is_none()
    }

    fn voiding(&self, position: u64) -> Option<(&Entered, &Voided)> {
        self.dossier.iter().find_map(|entered| {
            let Entry::DocumentVoided(voided) = &entered.entry else { return None };
            (voided.document == position).then_some((entered, voided))
        })
    }
}
