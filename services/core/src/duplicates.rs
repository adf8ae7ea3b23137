//! Which two matters are likely about one dispute (疑似重复), and by which signs. A suggestion: an officer links them or does not.

use crate::{
    matter::Matter,
    subject::{Party, Place},
    text::Text,
};

/// What two matters have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A party is known by the same number.
    SameIdentifier {
        /// As named in the first matter.
        party: Text,
    },
    /// A party has the same name, and no numbers that tell them apart.
    SameName {
        /// As named in the first matter.
        party: Text,
    },
    /// The places are the same, or one lies in the other.
    SamePlace,
    /// The categories are the same.
    SameCategory,
}

/// Why the two are likely about one dispute, strongest sign first; empty where they are not likely to be. One party who is
/// the same for certain is enough, or two of the same names; one name says little by itself, so place and category must agree.
#[must_use]
pub fn signs(matter: &Matter, other: &Matter) -> Vec<Sign> {
    let mut identified = Vec::new();
    let mut named = Vec::new();
    for party in &matter.subject.parties {
        let name = || party.name.clone();
        match alike(matter, other, party) {
            Some(Alike::Number) => identified.push(Sign::SameIdentifier { party: name() }),
            Some(Alike::Name) => named.push(Sign::SameName { party: name() }),
            None => {}
        }
    }
    let place = one_in_the_other(&matter.subject.place, &other.subject.place);
    let category = plain(&matter.subject.category) == plain(&other.subject.category);
    let parties = identified.len() + named.len();
    let likely = !identified.is_empty() || parties > 1 || parties == 1 && place && category;
    if !likely {
        return Vec::new();
    }
    let place = place.then_some(Sign::SamePlace);
    let category = category.then_some(Sign::SameCategory);
    identified.into_iter().chain(named).chain(place).chain(category).collect()
}

/// How strong the signs are together: a number counts more than all names, a name more than place and category.
#[must_use]
pub fn strength(signs: &[Sign]) -> u32 {
    let weight = |sign: &Sign| match sign {
        Sign::SameIdentifier { .. } => 1_000,
        Sign::SameName { .. } => 10,
        Sign::SamePlace => 3,
        Sign::SameCategory => 2,
    };
    signs.iter().map(weight).sum()
}

/// A name as it is compared: without blanks, full-width letters, upper case and the several dots of transcribed names.
#[must_use]
pub fn plain(name: &Text) -> String {
    let narrow = crate::numbers::narrow(name.as_str()).to_lowercase();
    narrow.chars().map(|c| if matches!(c, '•' | '・' | '‧' | '．' | '.') { '·' } else { c }).collect()
}

enum Alike {
    Number,
    Name,
}

/// Whether this party is one of the other matter's.
fn alike(matter: &Matter, other: &Matter, party: &Party) -> Option<Alike> {
    let known = matter.identifications();
    let mark = |known: &[&crate::dossier::Identification], name: &Text| {
        known.iter().find(|one| one.party == *name).map(|one| one.mark)
    };
    let ours = mark(&known, &party.name);
    let theirs = other.identifications();
    if ours.is_some() && theirs.iter().any(|one| Some(one.mark) == ours) {
        return Some(Alike::Number);
    }
    // Two numbers that differ are two persons, whatever they are called.
    let same =
        other.subject.parties.iter().filter(|one| one.kind == party.kind && plain(&one.name) == plain(&party.name));
    let mut apart = same.map(|one| ours.is_some() && mark(&theirs, &one.name).is_some());
    apart.any(|apart| !apart).then_some(Alike::Name)
}

fn one_in_the_other(one: &Place, other: &Place) -> bool {
    one.as_str().starts_with(other.as_str()) || other.as_str().starts_with(one.as_str())
}
