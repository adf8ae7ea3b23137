//! The data files while the service runs: read again when they change, put in force if nothing is wrong in them. One
//! that is refused, unreadable or gone leaves what is in force, and says so until it is right.

use super::{
    DataFileError, bodies_file, calendar_file,
    in_force::{Current, InForce},
    kinds_file, terms_file,
};
use crate::{digest::sha256, metrics::Metrics};
use duijie_core::{
    ids::Digest,
    rules::{Mediates, Rules},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How often the files are looked at: an operator who has replaced one sees it within seconds.
const EVERY: Duration = Duration::from_secs(2);

/// Where the data comes from.
#[derive(Clone, Debug)]
pub struct DataFiles {
    /// The agency's rules before the local terms.
    pub rules: Rules,
    /// The calendar, if not the built-in one.
    pub calendar: Option<PathBuf>,
    /// The local terms, if there are any.
    pub terms: Option<PathBuf>,
    /// The kinds that deployment adds, if there are any.
    pub kinds: Option<PathBuf>,
    /// The mediation bodies that the agency lists, if it does.
    pub bodies: Option<PathBuf>,
    /// Roles that the directory lists: none else can be named in a kind.
    pub roles: BTreeSet<String>,
}

/// Reads the files again.
pub struct Reloader {
    files: DataFiles,
    current: Arc<Current>,
    metrics: Arc<Metrics>,
    seen: Mutex<Seen>,
}

/// What was last found.
struct Seen {
    calendar: Found,
    terms: Found,
    kinds: Found,
    bodies: Found,
}

/// What a file held when it was last looked at, and why it is not in force, if it is not.
struct Found {
    content: Result<Digest, String>,
    refused: Option<String>,
}

/// What is in force, and why a file is not.
#[derive(Clone, Debug)]
pub struct DataState {
    /// What decisions use.
    pub data: Arc<InForce>,
    /// Why the calendar that lies there is refused.
    pub calendar_refused: Option<String>,
    /// Why the local terms that lie there are refused.
    pub terms_refused: Option<String>,
    /// Why the kinds that lie there are refused.
    pub kinds_refused: Option<String>,
    /// Why the list of mediation bodies that lies there is refused.
    pub bodies_refused: Option<String>,
}

/// The files, in metrics and logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    /// The calendar.
    Calendar,
    /// The local terms.
    Terms,
    /// The kinds that deployment adds.
    Kinds,
    /// The mediation bodies.
    Bodies,
}

impl DataFile {
    /// Its name in metrics and logs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Terms => "terms",
            Self::Kinds => "kinds",
            Self::Bodies => "bodies",
        }
    }
}

impl DataFiles {
    /// Reads everything, at the start.
    ///
    /// # Errors
    /// The first file that cannot be read or has something wrong in it.
    pub fn read(&self) -> Result<InForce, DataFileError> {
        let (mut rules, terms) = match &self.terms {
            Some(path) => {
                let text = super::read(path)?;
                (self.with_terms(&text)?, Some(sha256(text.as_bytes())))
            }
            None => (self.rules.clone(), None),
        };
        let kinds = match &self.kinds {
            Some(path) => {
                let text = super::read(path)?;
                self.add_kinds(&text, &mut rules)?;
                Some(sha256(text.as_bytes()))
            }
            None => None,
        };
        let bodies = match &self.bodies {
            Some(path) => {
                let text = super::read(path)?;
                rules.mediates = among(path, &text)?;
                Some(sha256(text.as_bytes()))
            }
            None => None,
        };
        let (calendar, calendar_digest) = match &self.calendar {
            Some(path) => {
                let text = super::read(path)?;
                (calendar_file::parse(&path.display().to_string(), &text)?, sha256(text.as_bytes()))
            }
            None => (calendar_file::built_in()?, sha256(calendar_file::BUILT_IN_TEXT.as_bytes())),
        };
        Ok(InForce { rules, terms, kinds, bodies, calendar, calendar_digest })
    }

    /// Lays the kinds over what the agency's own directory sends and receives.
    fn add_kinds(&self, text: &str, rules: &mut Rules) -> Result<(), DataFileError> {
        let file = self.kinds.as_ref().map_or_else(String::new, |path| path.display().to_string());
        rules.sends.clone_from(&self.rules.sends);
        rules.offers.clone_from(&self.rules.offers);
        kinds_file::add(&file, text, &self.roles, rules)
    }

    fn with_terms(&self, text: &str) -> Result<Rules, DataFileError> {
        let file = self.terms.as_ref().map_or_else(String::new, |path| path.display().to_string());
        let mut rules = self.rules.clone();
        let passed_over = terms_file::overlay(&file, text, terms_file::Rules::Own, &mut rules.terms)?;
        if !passed_over.is_empty() {
            tracing::info!(rules = passed_over.join(" "), "the local terms name rules of other agencies");
        }
        Ok(rules)
    }
}

/// The agency mediates by the bodies listed in `text`, and by no others.
fn among(path: &Path, text: &str) -> Result<Mediates, DataFileError> {
    bodies_file::parse(&path.display().to_string(), text).map(Mediates::Among)
}

impl Reloader {
    /// Goes on from what [`DataFiles::read`] gave.
    #[must_use]
    pub fn new(files: DataFiles, current: Arc<Current>, metrics: Arc<Metrics>) -> Self {
        let data = current.get();
        let found = |digest| Found { content: Ok(digest), refused: None };
        let seen = Seen {
            calendar: found(data.calendar_digest),
            terms: found(data.terms.unwrap_or(Digest::ZERO)),
            kinds: found(data.kinds.unwrap_or(Digest::ZERO)),
            bodies: found(data.bodies.unwrap_or(Digest::ZERO)),
        };
        Self { files, current, metrics, seen: Mutex::new(seen) }
    }

    /// Looks at all files, puts in force what changed and is right, and tells what is in force. Reads files: it blocks.
    pub fn look(&self) -> DataState {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(path) = &self.files.calendar {
            let content = super::read(path);
            self.found(DataFile::Calendar, &mut seen.calendar, content, |text, digest, data| {
                data.calendar = calendar_file::parse(&path.display().to_string(), text)?;
                data.calendar_digest = digest;
                Ok(())
            });
        }
        if let Some(path) = &self.files.terms {
            self.found(DataFile::Terms, &mut seen.terms, super::read(path), |text, digest, data| {
                data.rules.terms = self.files.with_terms(text)?.terms;
                data.terms = Some(digest);
                Ok(())
            });
        }
        if let Some(path) = &self.files.kinds {
            self.found(DataFile::Kinds, &mut seen.kinds, super::read(path), |text, digest, data| {
                self.files.add_kinds(text, &mut data.rules)?;
                data.kinds = Some(digest);
                Ok(())
            });
        }
        if let Some(path) = &self.files.bodies {
            self.found(DataFile::Bodies, &mut seen.bodies, super::read(path), |text, digest, data| {
                data.rules.mediates = among(path, text)?;
                data.bodies = Some(digest);
                Ok(())
            });
        }
        self.told(&seen)
    }

    /// What is in force, and what was found when the files were last looked at.
    #[must_use]
    pub fn state(&self) -> DataState {
        self.told(&self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn told(&self, seen: &Seen) -> DataState {
        DataState {
            data: self.current.get(),
            calendar_refused: seen.calendar.refused.clone(),
            terms_refused: seen.terms.refused.clone(),
            kinds_refused: seen.kinds.refused.clone(),
            bodies_refused: seen.bodies.refused.clone(),
        }
    }

    /// Nothing is done for a content that was met before: neither read again nor complained about again.
    fn found(
        &self,
        file: DataFile,
        seen: &mut Found,
        content: Result<String, DataFileError>,
        take: impl FnOnce(&str, Digest, &mut InForce) -> Result<(), DataFileError>,
    ) {
        let print = content.as_ref().map(|text| sha256(text.as_bytes())).map_err(ToString::to_string);
        if seen.content == print {
            return;
        }
        seen.content = print;
        let mut data = (*self.current.get()).clone();
        let taken = content.and_then(|text| take(&text, sha256(text.as_bytes()), &mut data));
        let refused = taken.err();
        self.metrics.data_refused(file, refused.as_ref());
        match &refused {
            Some(error) => {
                tracing::warn!(file = file.as_str(), %error, "a data file is refused; the one before stays in force");
            }
            None => {
                tracing::info!(file = file.as_str(), calendar = data.calendar.version(), "a data file is in force");
                self.current.put(data);
            }
        }
        seen.refused = refused.map(|error| error.to_string());
    }
}

/// Looks at the files every few seconds and at SIGHUP, as long as the service runs.
pub async fn watch(reloader: Arc<Reloader>) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut hangup) = signal(SignalKind::hangup()) else {
        tracing::error!("SIGHUP cannot be heard");
        return;
    };
    loop {
        tokio::select! { () = tokio::time::sleep(EVERY) => {}, _ = hangup.recv() => {} }
        let again = Arc::clone(&reloader);
        if let Err(error) = tokio::task::spawn_blocking(move || again.look()).await {
            tracing::error!(%error, "looking at the data files failed");
        }
    }
}

#[cfg(test)]
mod tests;
