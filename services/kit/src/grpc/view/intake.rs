//! How a matter came here, as it is shown: numbers by their endings, marks not at all, and contacts masked unless somebody asks for them.

use crate::codec::{
    dossier::{proto_entry, proto_identification, proto_intake},
    values::proto_party,
};
use duijie_core::{dossier::Entered, matter::Matter};
use duijie_proto::v1::{self, dossier_entry::Entry as Raw};

/// Characters of a contact that stay visible at its end.
const END: usize = 4;
/// And at its beginning, where it is long enough to hide as many as a telephone number has in the middle.
const BEGINNING: usize = 3;

/// How it came here, with what its parties are known by now; without a source where only that was written down.
pub(super) fn shown(matter: &Matter) -> Option<v1::Intake> {
    let known = matter.identifications();
    let written = matter.intake().map(proto_intake);
    let mut shown = written.or_else(|| (!known.is_empty()).then(v1::Intake::default))?;
    shown.identifications = known.into_iter().map(proto_identification).collect();
    shown.identifications.iter_mut().for_each(conceal);
    Some(shown)
}

/// An entry of the dossier.
pub(in crate::grpc) fn entry(entered: &Entered) -> v1::DossierEntry {
    let mut shown = proto_entry(&entered.entry);
    if let Some(Raw::Intake(intake)) = &mut shown.entry {
        intake.identifications.iter_mut().for_each(conceal);
    } else if let Some(Raw::Identification(one)) = &mut shown.entry {
        conceal(one);
    }
    shown
}

/// Whom a matter is about, but not how to reach them.
pub(super) fn parties(matter: &Matter) -> Vec<v1::Party> {
    let mut shown: Vec<_> = matter.subject.parties.iter().map(proto_party).collect();
    for party in &mut shown {
        party.contact = masked(&party.contact);
    }
    shown
}

/// And how to reach them, for who asks for it.
pub(in crate::grpc) fn reached(matter: &Matter) -> Vec<v1::Party> {
    matter.subject.parties.iter().map(proto_party).collect()
}

fn conceal(one: &mut v1::Identification) {
    one.mark.clear();
}

/// `139****0000`; what is short shows only its end, and what is shorter nothing.
fn masked(contact: &str) -> String {
    let length = contact.chars().count();
    let (beginning, end) = match length {
        0..=4 => (0, 0),
        5..=10 => (0, 2),
        _ => (BEGINNING, END),
    };
    let shows = |at: usize| at < beginning || at + end >= length;
    contact.chars().enumerate().map(|(at, c)| if shows(at) { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_masked_contact_can_be_told_from_another_and_not_be_called() {
        for (contact, shown) in [
            ("13900001234", "139****1234"),
            ("0999-1234567", "099*****4567"),
            ("6612345", "*****45"),
            ("𠮷家3号", "****"),
            ("", ""),
        ] {
            assert_eq!(masked(contact), shown);
        }
    }
}
