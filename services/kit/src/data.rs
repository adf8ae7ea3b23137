//! The data files an operator may edit: the calendar, the local terms and the kinds that deployment adds. They are parsed into core's types here and
//! refused in one sentence that names the file, the line, the key, what is wrong and what is allowed.

use serde::de::DeserializeOwned;
use std::path::Path;

pub mod calendar_file;
pub mod files;
pub mod in_force;
mod kept;
pub mod kinds_file;
pub mod terms_file;

/// The largest data file read. A calendar year takes about two kilobytes, so a megabyte is centuries.
const LARGEST_FILE: u64 = 1024 * 1024;

/// What the parser calls a kind of value, and what an operator is told instead.
const KINDS: [(&str, &str); 3] = [
    ("a TOML datetime", "a date without quotes such as 2026-10-01"),
    ("expected u32", "expected a whole number from 1"),
    ("expected i16", "expected a year such as 2026"),
];

/// The key under which [`toml::Spanned`] hides a value; it is not one of the file's.
const SPANNED_KEY: &str = ".$__serde_spanned_private_value";

/// Why a data file was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataFileError {
    /// The file could not be read.
    #[error("cannot read `{file}`: {what}")]
    Unreadable {
        /// The file's name as given.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// Something in it is wrong.
    #[error("`{file}` line {line}, `{key}`: {what}")]
    Wrong {
        /// The file's name as given.
        file: String,
        /// The line, counted from one.
        line: usize,
        /// The path of the key, such as `years[2].off_days[0].from`; `.` for the file as a whole.
        key: String,
        /// What is wrong and what is allowed.
        what: String,
    },
}

/// A text with the name it is spoken of by.
#[derive(Clone, Copy)]
pub(crate) struct Source<'t> {
    pub(crate) file: &'t str,
    pub(crate) text: &'t str,
}

impl Source<'_> {
    /// Reads the text into `T`, whose structs refuse unknown keys.
    pub(crate) fn parse<T: DeserializeOwned>(self) -> Result<T, DataFileError> {
        let refuse = |key: &str, error: &toml::de::Error| {
            let what = KINDS.iter().fold(error.message().to_owned(), |what, (kind, told)| what.replace(kind, told));
            let key = key.strip_suffix(SPANNED_KEY).unwrap_or(key);
            self.wrong(error.span().map_or(0, |span| span.start), key, &what)
        };
        let toml = toml::Deserializer::parse(self.text).map_err(|error| refuse(".", &error))?;
        serde_path_to_error::deserialize(toml).map_err(|error| refuse(&error.path().to_string(), error.inner()))
    }

    /// A refusal of the key that begins at byte `at`.
    pub(crate) fn wrong(self, at: usize, key: &str, what: &str) -> DataFileError {
        let line = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
        DataFileError::Wrong { file: self.file.to_owned(), line, key: key.to_owned(), what }
    }
}

/// Reads a file of at most [`LARGEST_FILE`] bytes.
pub(crate) fn read(path: &Path) -> Result<String, DataFileError> {
    let unreadable = |what: String| DataFileError::Unreadable { file: path.display().to_string(), what };
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > LARGEST_FILE {
        return Err(unreadable(format!("it has {size} bytes, at most {LARGEST_FILE} are allowed")));
    }
    std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))
}
