//! The directory: which agencies there are, who is above whom, and their keys with validity. It is read from a TOML
//! file and refused in one sentence that names the key. Keys are never taken out of it: old letters are read with them.

use crate::data::{self, DataFileError, Source};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use duijie_core::{
    agency::AgencyId,
    time::{Date, Timestamp},
};
use ed25519_dalek::VerifyingKey;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use toml::Spanned;

/// The one suite of version 1.
pub const SUITE: &str = "ed25519-sha256";

/// Longest key id.
const KEY_ID_CHARACTERS_MAX: usize = 64;

/// Longest name of an agency.
const NAME_CHARACTERS_MAX: usize = 100;

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    version: u64,
    agencies: BTreeMap<AgencyId, Agency>,
    owners: BTreeMap<String, AgencyId>,
}

/// One agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Who it is.
    pub id: AgencyId,
    /// Its name for people.
    pub name: String,
    /// Who may give it orders.
    pub superior: Option<AgencyId>,
    /// Who oversees it (综治中心): overdue duties of it are reported there.
    pub supervisor: Option<AgencyId>,
    /// Its keys, present and past, in the order of the file.
    pub keys: Vec<Key>,
}

/// One pair of public keys of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id, which no other key of any agency has.
    pub key_id: String,
    /// Checks its seals (Ed25519).
    pub verify: VerifyingKey,
    /// Agrees with it on the key of bodies (X25519).
    pub agree: [u8; 32],
    /// From when it is valid.
    pub valid_from: Timestamp,
    /// Until when, exclusive.
    pub valid_until: Timestamp,
    /// From when it is no longer trusted at all.
    pub revoked_at: Option<Timestamp>,
}

impl Directory {
    /// Reads the directory from `path`.
    ///
    /// # Errors
    /// The file cannot be read, or the first thing wrong in it.
    pub fn read(path: &Path) -> Result<Self, DataFileError> {
        Self::parse(&path.display().to_string(), &data::read(path)?)
    }

    /// Reads the directory from `text`; errors call it `file`.
    ///
    /// # Errors
    /// The first thing wrong in it: an unknown key, a bad agency or key, an agency or key id that is there twice.
    pub fn parse(file: &str, text: &str) -> Result<Self, DataFileError> {
        let source = Source { file, text };
        let raw: RawDirectory = source.parse()?;
        let mut directory = Self { version: raw.version, agencies: BTreeMap::new(), owners: BTreeMap::new() };
        for (index, raw) in raw.agencies.iter().enumerate() {
            directory.add(source, &format!("agencies[{index}]"), raw)?;
        }
        Ok(directory)
    }

    /// Its version. A file with a lower one than the newest known is a rollback.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Every agency, in the order of their ids.
    pub fn agencies(&self) -> impl Iterator<Item = &Agency> {
        self.agencies.values()
    }

    /// The agency, if it is listed.
    #[must_use]
    pub fn agency(&self, id: &AgencyId) -> Option<&Agency> {
        self.agencies.get(id)
    }

    /// Whether the agency is listed.
    #[must_use]
    pub fn knows(&self, id: &AgencyId) -> bool {
        self.agencies.contains_key(id)
    }

    /// The agency's own key with this id.
    #[must_use]
    pub fn key(&self, agency: &AgencyId, key_id: &str) -> Option<&Key> {
        self.agency(agency)?.keys.iter().find(|key| key.key_id == key_id)
    }

    /// Who supervises whom, as far as both are listed.
    #[must_use]
    pub fn supervisors(&self) -> BTreeMap<AgencyId, AgencyId> {
        let of = |id: &AgencyId| Some((id.clone(), self.supervisor_of(id)?.clone()));
        self.agencies.keys().filter_map(of).collect()
    }

    /// Whose key this is.
    #[must_use]
    pub fn owner_of(&self, key_id: &str) -> Option<&AgencyId> {
        self.owners.get(key_id)
    }

    /// The key to encrypt with to `agency` at `at`: of those that have begun and are not revoked the newest valid one,
    /// or if all have expired the last to expire, because a stale directory must not stop the exchange.
    #[must_use]
    pub fn key_for(&self, agency: &AgencyId, at: Timestamp) -> Option<&Key> {
        let usable = |key: &&Key| key.valid_from <= at && key.revoked_at.is_none_or(|revoked| at < revoked);
        let keys = &self.agency(agency)?.keys;
        let valid = keys.iter().filter(usable).filter(|key| at < key.valid_until).max_by_key(|key| key.valid_from);
        valid.or_else(|| keys.iter().filter(usable).max_by_key(|key| key.valid_until))
    }

    /// To whom an overdue duty of `agency` is reported; none if nobody oversees it, or who does is not listed.
    #[must_use]
    pub fn supervisor_of(&self, agency: &AgencyId) -> Option<&AgencyId> {
        self.agency(agency)?.supervisor.as_ref().filter(|supervisor| self.knows(supervisor))
    }

    fn add(&mut self, source: Source<'_>, at: &str, raw: &RawAgency) -> Result<(), DataFileError> {
        let id = agency_id(source, &format!("{at}.id"), &raw.id)?;
        let refuse_id = |what: &str| source.wrong(raw.id.span().start, &format!("{at}.id"), what);
        if self.knows(&id) {
            return Err(refuse_id(&format!("`{id}` is listed twice; each agency is listed once, with all its keys")));
        }
        let other = |field: &str, raw: Option<&Spanned<String>>| {
            let other = raw.map(|raw| agency_id(source, &format!("{at}.{field}"), raw)).transpose()?;
            if other.as_ref() == Some(&id) {
                return Err(refuse_id(&format!("an agency is not its own {field}")));
            }
            Ok(other)
        };
        let superior = other("superior", raw.superior.as_ref())?;
        let supervisor = other("supervisor", raw.supervisor.as_ref())?;
        let name = raw.name.get_ref();
        if name.trim().is_empty() || name.chars().count() > NAME_CHARACTERS_MAX {
            let what = format!("allowed are 1 to {NAME_CHARACTERS_MAX} characters, not blank");
            return Err(source.wrong(raw.name.span().start, &format!("{at}.name"), &what));
        }
        let mut keys = Vec::with_capacity(raw.keys.len());
        for (index, raw) in raw.keys.iter().enumerate() {
            let at = format!("{at}.keys[{index}]");
            let key = key(source, &at, raw)?;
            if let Some(owner) = self.owners.insert(key.key_id.clone(), id.clone()) {
                let what = format!("`{}` is also a key of `{owner}`; no two keys have the same id", key.key_id);
                return Err(source.wrong(raw.key_id.span().start, &format!("{at}.key_id"), &what));
            }
            keys.push(key);
        }
        self.agencies.insert(id.clone(), Agency { id, name: name.clone(), superior, supervisor, keys });
        Ok(())
    }

    /// The superiors that are named but not listed themselves; they can be obeyed only on paper.
    #[must_use]
    pub fn unlisted_superiors(&self) -> BTreeSet<&AgencyId> {
        self.agencies.values().filter_map(|agency| agency.superior.as_ref()).filter(|id| !self.knows(id)).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDirectory {
    version: u64,
    #[serde(default)]
    agencies: Vec<RawAgency>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAgency {
    id: Spanned<String>,
    name: Spanned<String>,
    superior: Option<Spanned<String>>,
    supervisor: Option<Spanned<String>>,
    #[serde(default)]
    keys: Vec<RawKey>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKey {
    key_id: Spanned<String>,
    suite: Spanned<String>,
    verify: Spanned<String>,
    agree: Spanned<String>,
    valid_from: Spanned<RawInstant>,
    valid_until: Spanned<RawInstant>,
    revoked_at: Option<Spanned<RawInstant>>,
}

/// A TOML offset date-time.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "toml::Value")]
struct RawInstant(Timestamp);

impl TryFrom<toml::Value> for RawInstant {
    type Error = &'static str;

    fn try_from(raw: toml::Value) -> Result<Self, Self::Error> {
        raw.as_datetime()
            .and_then(instant)
            .map(Self)
            .ok_or("write date, time and offset without quotes, such as 2026-01-01T00:00:00+08:00")
    }
}

fn instant(raw: &toml::value::Datetime) -> Option<Timestamp> {
    let (date, time) = (raw.date?, raw.time?);
    let offset_minutes = match raw.offset? {
        toml::value::Offset::Z => 0,
        toml::value::Offset::Custom { minutes } => i64::from(minutes),
    };
    let date =
        Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()?;
    let days = Date::constant(1970, 1, 1).duration_until(date).as_hours() / 24;
    let minutes = days * 24 * 60 + i64::from(time.hour) * 60 + i64::from(time.minute) - offset_minutes;
    let seconds = minutes * 60 + i64::from(time.second.unwrap_or(0));
    Some(Timestamp::from_micros(seconds * 1_000_000 + i64::from(time.nanosecond.unwrap_or(0) / 1_000)))
}

fn agency_id(source: Source<'_>, at: &str, raw: &Spanned<String>) -> Result<AgencyId, DataFileError> {
    let refuse = |error| source.wrong(raw.span().start, at, &format!("`{}`: {error}", raw.get_ref()));
    raw.get_ref().parse().map_err(|error: duijie_core::agency::AgencyIdError| refuse(error))
}

fn key(source: Source<'_>, at: &str, raw: &RawKey) -> Result<Key, DataFileError> {
    let wrong = |field: &str, start: usize, what: &str| source.wrong(start, &format!("{at}.{field}"), what);
    if !is_key_id(raw.key_id.get_ref()) {
        return Err(wrong("key_id", raw.key_id.span().start, KEY_ID_SHAPE));
    }
    if raw.suite.get_ref() != SUITE {
        let what = format!("there is no suite `{}`; allowed is `{SUITE}`", raw.suite.get_ref());
        return Err(wrong("suite", raw.suite.span().start, &what));
    }
    let bytes = |field, raw: &Spanned<String>| {
        key_bytes(raw.get_ref()).ok_or_else(|| wrong(field, raw.span().start, "a key is 32 bytes in base64"))
    };
    let verify = bytes("verify", &raw.verify)?;
    let verify = VerifyingKey::from_bytes(&verify).ok().filter(|key| !key.is_weak());
    let verify = verify.ok_or_else(|| wrong("verify", raw.verify.span().start, "these bytes are no Ed25519 key"))?;
    let agree = bytes("agree", &raw.agree)?;
    // A point of small order would let anybody know the shared secret; any secret shows it.
    if !x25519_dalek::StaticSecret::from([1; 32]).diffie_hellman(&agree.into()).was_contributory() {
        return Err(wrong("agree", raw.agree.span().start, "these bytes are no X25519 key"));
    }
    let (valid_from, valid_until) = (raw.valid_from.get_ref().0, raw.valid_until.get_ref().0);
    if valid_until <= valid_from {
        return Err(wrong("valid_until", raw.valid_until.span().start, "must be after `valid_from`"));
    }
    let revoked_at = raw.revoked_at.as_ref().map(|raw| raw.get_ref().0);
    Ok(Key { key_id: raw.key_id.get_ref().clone(), verify, agree, valid_from, valid_until, revoked_at })
}

/// What a key id looks like.
pub(crate) const KEY_ID_SHAPE: &str = "a key id is 1 to 64 characters of A-Z, a-z, 0-9, `-`, `_` and `.`";

/// Whether `text` can be a key id.
pub(crate) fn is_key_id(text: &str) -> bool {
    (1..=KEY_ID_CHARACTERS_MAX).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// 32 bytes from base64.
pub(crate) fn key_bytes(text: &str) -> Option<[u8; 32]> {
    BASE64.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests;
