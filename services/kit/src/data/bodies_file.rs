//! The list of mediation bodies, as `deploy/bodies.example.toml` shows it: which there are, on which tier, above whom, for which
//! places, kinds and fields, how much they can take, and who mediates there. Of a person it knows name and fields, and refuses more.

use super::{DataFileError, Source};
use duijie_core::{
    bodies::{Bodies, MediationBody, Mediator, Speciality, Tier},
    ids::{BodyId, Kind},
    subject::Place,
    text::Text,
};
use serde::Deserialize;
use toml::Spanned;

/// Longest name of a body or a mediator, as in letters.
const NAME: usize = crate::codec::limits::NAME;

/// Reads `text`; errors call it `file`.
///
/// # Errors
/// A key that there is not, an id that is none or is there twice, a tier or a field that there is not, a parent that there is
/// not or that is below, a place that is no division code, a capacity of zero.
pub fn parse(file: &str, text: &str) -> Result<Bodies, DataFileError> {
    let source = Source { file, text };
    let raw: RawBodies = source.parse()?;
    let list = raw.bodies.iter().enumerate().map(|(at, raw)| body(source, at, raw)).collect::<Result<Vec<_>, _>>()?;
    Bodies::new(list).map_err(|error| {
        let place = raw.bodies.get(error.index).map_or(0, |raw| raw.place_of(error.key));
        source.wrong(place, &format!("bodies[{}].{}", error.index, error.key), &error.what)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBodies {
    bodies: Vec<RawBody>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBody {
    id: Spanned<String>,
    name: Spanned<String>,
    tier: Spanned<String>,
    parent: Option<Spanned<String>>,
    #[serde(default)]
    places: Vec<Spanned<String>>,
    #[serde(default)]
    kinds: Vec<Spanned<String>>,
    #[serde(default)]
    specialities: Vec<Spanned<String>>,
    capacity: Spanned<u32>,
    #[serde(default)]
    mediators: Vec<RawMediator>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMediator {
    name: Spanned<String>,
    #[serde(default)]
    specialities: Vec<Spanned<String>>,
}

impl RawBody {
    fn place_of(&self, key: &str) -> usize {
        let start = |said: &Spanned<String>| said.span().start;
        match key {
            "name" => start(&self.name),
            "parent" => self.parent.as_ref().map_or_else(|| start(&self.id), start),
            "mediators" => self.mediators.first().map_or_else(|| start(&self.id), |one| start(&one.name)),
            _ => start(&self.id),
        }
    }
}

fn body(source: Source<'_>, at: usize, raw: &RawBody) -> Result<MediationBody, DataFileError> {
    let key = |name: &str| format!("bodies[{at}].{name}");
    let id: BodyId = told(source, &key("id"), &raw.id, |id| id.parse().map_err(|error| format!("{error}")))?;
    let parent = raw.parent.as_ref();
    if *raw.capacity.get_ref() == 0 {
        let what = "a body takes at least one referral; leave out one that takes none";
        return Err(source.wrong(raw.capacity.span().start, &key("capacity"), what));
    }
    Ok(MediationBody {
        id,
        name: told(source, &key("name"), &raw.name, name)?,
        tier: told(source, &key("tier"), &raw.tier, tier)?,
        parent: parent
            .map(|parent| told(source, &key("parent"), parent, |id| id.parse().map_err(|error| format!("{error}"))))
            .transpose()?,
        places: each(source, &key("places"), &raw.places, place)?,
        kinds: each(source, &key("kinds"), &raw.kinds, |kind| {
            kind.parse::<Kind>().map_err(|error| format!("{error}"))
        })?,
        specialities: each(source, &key("specialities"), &raw.specialities, speciality)?,
        capacity: *raw.capacity.get_ref(),
        mediators: mediators(source, &key("mediators"), &raw.mediators)?,
    })
}

fn mediators(source: Source<'_>, key: &str, raw: &[RawMediator]) -> Result<Vec<Mediator>, DataFileError> {
    let one = |(at, raw): (usize, &RawMediator)| {
        Ok(Mediator {
            name: told(source, &format!("{key}[{at}].name"), &raw.name, name)?,
            specialities: each(source, &format!("{key}[{at}].specialities"), &raw.specialities, speciality)?,
        })
    };
    raw.iter().enumerate().map(one).collect()
}

fn each<T>(
    source: Source<'_>,
    key: &str,
    raw: &[Spanned<String>],
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, DataFileError> {
    raw.iter().enumerate().map(|(at, one)| told(source, &format!("{key}[{at}]"), one, &read)).collect()
}

fn told<T>(
    source: Source<'_>,
    key: &str,
    raw: &Spanned<String>,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, DataFileError> {
    read(raw.get_ref()).map_err(|what| source.wrong(raw.span().start, key, &what))
}

fn name(said: &str) -> Result<Text, String> {
    Text::parse(said, NAME).map_err(|error| format!("the name {error}"))
}

fn place(said: &str) -> Result<Place, String> {
    Place::parse(said)
        .ok_or_else(|| format!("`{said}` is no division code; it has 6, 9 or 12 digits (GB/T 2260), such as 990101002"))
}

fn tier(said: &str) -> Result<Tier, String> {
    known("tier", said, Tier::ALL.map(|tier| (tier.as_str(), tier)))
}

fn speciality(said: &str) -> Result<Speciality, String> {
    known("speciality", said, Speciality::ALL.map(|field| (field.as_str(), field)))
}

fn known<T: Copy, const N: usize>(what: &str, said: &str, all: [(&'static str, T); N]) -> Result<T, String> {
    let found = all.iter().find(|(token, _)| *token == said).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let tokens: Vec<_> = all.iter().map(|(token, _)| *token).collect();
        let near = tokens.iter().min_by_key(|token| strsim::damerau_levenshtein(said, token));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        format!("there is no {what} `{said}`{hint} Known: {}", tokens.join(", "))
    })
}

#[cfg(test)]
mod tests;
