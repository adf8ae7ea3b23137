//! The directory file of all agencies, changed by adding one agency at its end. Whatever else is in it, comments too, stays.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use duijie_core::agency::AgencyId;
use duijie_kit::directory::{Agency, Directory};
use duijie_kit::seal::KeyFile;
use jiff::Timestamp;

use crate::args::times::BEIJING;

/// What the directory says of an agency besides its id, name and key.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who may give it orders.
    pub superior: Option<String>,
    /// Who oversees it, and whether it oversees others itself.
    pub overseeing: Overseeing,
    /// From when its key is valid.
    pub valid_from: Timestamp,
    /// Until when, exclusive.
    pub valid_until: Timestamp,
}

/// An agency's place in overseeing (综治督办).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overseeing {
    /// It is overseen by whoever already oversees its whole division, or by nobody.
    ByDivision,
    /// It is overseen by this agency.
    By(String),
    /// It oversees every agency of its division that nobody oversees yet.
    Oversees,
}

/// The file as it is to be.
pub struct Listing {
    path: PathBuf,
    text: String,
    directory: Directory,
}

impl Listing {
    /// Reads the file; one that is missing is an empty directory of version 0, which is never written.
    ///
    /// # Errors
    /// When it cannot be read or something is wrong in it.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = if path.exists() {
            fs::read_to_string(path).with_context(|| format!("reading the directory `{}`", path.display()))?
        } else {
            "# 单位目录：谁参加交换，各自的公钥。改动后版本号加一。Who takes part, with their public keys.\nversion = 0\n".to_owned()
        };
        let directory = Directory::parse(&path.display().to_string(), &text)?;
        Ok(Self { path: path.to_owned(), text, directory })
    }

    /// A key id that nobody has.
    #[must_use]
    pub fn free_key_id(&self, agency: &AgencyId) -> String {
        let ids = (1..).map(|number: u64| format!("{agency}-{number}"));
        ids.into_iter().find(|id| self.directory.owner_of(id).is_none()).unwrap_or_default()
    }

    /// Adds the agency with its public keys and raises the version.
    ///
    /// # Errors
    /// When the agency is listed, or the directory would be wrong.
    pub fn add(&mut self, agency: &AgencyId, name: &str, entry: &Entry, key: &KeyFile) -> anyhow::Result<()> {
        if self.directory.knows(agency) {
            bail!("adding `{agency}` to `{}`: it is listed already; add a further key by hand", self.path.display());
        }
        let mut text = raised(&self.text, self.directory.version())?;
        if entry.overseeing == Overseeing::Oversees {
            text = overseen(&text, &self.directory, agency);
        }
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        // Writing to a String cannot fail.
        let _ = write!(text, "\n[[agencies]]\nid = {}\nname = {}\n", quoted(agency.as_str()), quoted(name));
        if let Some(superior) = &entry.superior {
            let _ = writeln!(text, "superior = {}", quoted(superior));
        }
        let supervisor = match &entry.overseeing {
            Overseeing::By(supervisor) => Some(supervisor.as_str()),
            Overseeing::ByDivision => self.division_supervisor(agency).map(AgencyId::as_str),
            Overseeing::Oversees => None,
        };
        if let Some(supervisor) = supervisor {
            let _ = writeln!(text, "supervisor = {}", quoted(supervisor));
        }
        let _ = write!(
            text,
            "[[agencies.keys]]\n{}valid_from = {}\nvalid_until = {}\n",
            key.directory_lines(),
            entry.valid_from.display_with_offset(BEIJING),
            entry.valid_until.display_with_offset(BEIJING),
        );
        self.directory = Directory::parse(&self.path.display().to_string(), &text)?;
        self.text = text;
        Ok(())
    }

    /// Who oversees all others of the agency's division.
    fn division_supervisor(&self, agency: &AgencyId) -> Option<&AgencyId> {
        let near = |listed: &&Agency| listed.id.division() == agency.division();
        let supervisor = self.directory.agencies().filter(near).find_map(|listed| listed.supervisor.as_ref())?;
        let mut others = self.directory.agencies().filter(near).filter(|listed| listed.id != *supervisor);
        others.all(|listed| listed.supervisor.as_ref() == Some(supervisor)).then_some(supervisor)
    }

    /// Writes the file whole or not at all; returns its version.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self) -> anyhow::Result<u64> {
        let writing = || format!("writing the directory `{}`", self.path.display());
        let dir = self.path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(dir).with_context(writing)?;
        let mut file = tempfile::Builder::new().permissions(public()).tempfile_in(dir).with_context(writing)?;
        file.write_all(self.text.as_bytes()).with_context(writing)?;
        file.as_file().sync_all().with_context(writing)?;
        file.persist(&self.path).with_context(writing)?;
        Ok(self.directory.version())
    }
}

/// Everybody may read a directory.
fn public() -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o644)
}

/// The text with `supervisor` set for every agency of its division that nobody oversees. What
/// stands there otherwise is for a person to decide and stays.
fn overseen(text: &str, directory: &Directory, supervisor: &AgencyId) -> String {
    let free = |line: &str| {
        let id = line.split_once('=').filter(|(key, _)| key.trim() == "id").map(|(_, value)| value)?;
        let id: AgencyId = id.split(['"', '\'']).nth(1)?.parse().ok()?;
        let agency = directory.agency(&id)?;
        (id.division() == supervisor.division() && agency.supervisor.is_none()).then_some(())
    };
    let mut overseen = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        overseen.push_str(line);
        if free(line).is_some() {
            overseen.push_str(&format!("supervisor = \"{supervisor}\"\n"));
        }
    }
    overseen
}

/// The text with its version raised by one.
fn raised(text: &str, version: u64) -> anyhow::Result<String> {
    let is_version = |line: &&str| line.split_once('=').is_some_and(|(key, _)| key.trim() == "version");
    let line = text.lines().find(is_version).context("finding `version` in the directory")?;
    let raised = text.replacen(line, &format!("version = {}", version + 1), 1);
    ensure!(raised != text, "the version of the directory did not change");
    Ok(raised)
}

#[cfg(test)]
mod tests {
    use duijie_core::agency::AgencyId;
    use duijie_kit::seal::KeyFile;

    use super::{Entry, Listing, Overseeing, raised};

    #[test]
    fn the_version_is_raised_and_comments_stay() {
        let text = "# version = 7 of old\nversion = 7 # now\n\n[[agencies]]\n";
        assert_eq!(raised(text, 7).unwrap(), "# version = 7 of old\nversion = 8\n\n[[agencies]]\n");
    }

    fn add(listing: &mut Listing, seed: u8, id: &str, overseeing: Overseeing) {
        let id: AgencyId = id.parse().unwrap();
        let key = KeyFile::generate(&listing.free_key_id(&id), &[seed; 64]).unwrap();
        let valid = |text: &str| text.parse().unwrap();
        let entry = Entry {
            superior: None,
            overseeing,
            valid_from: valid("2026-01-01T00:00:00+08:00"),
            valid_until: valid("2029-01-01T00:00:00+08:00"),
        };
        listing.add(&id, "某单位", &entry, &key).unwrap();
    }

    #[test]
    fn one_that_oversees_its_division_is_written_to_those_before_and_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let mut listing = Listing::read(&dir.path().join("directory.toml")).unwrap();
        let office = |id: &str| -> AgencyId { id.parse().unwrap() };
        add(&mut listing, 1, "320102.first", Overseeing::ByDivision);
        add(&mut listing, 2, "320102.second", Overseeing::By("320100.above".to_owned()));
        add(&mut listing, 3, "320104.elsewhere", Overseeing::ByDivision);
        add(&mut listing, 4, "320102.overseer", Overseeing::Oversees);
        let supervisor = |listing: &Listing, id: &str| {
            listing.directory.agency(&office(id)).unwrap().supervisor.as_ref().map(ToString::to_string)
        };
        assert_eq!(supervisor(&listing, "320102.first").as_deref(), Some("320102.overseer"));
        assert_eq!(supervisor(&listing, "320102.second").as_deref(), Some("320100.above"), "it stays as it was");
        assert_eq!(supervisor(&listing, "320104.elsewhere"), None);
        add(&mut listing, 5, "320102.third", Overseeing::ByDivision);
        assert_eq!(supervisor(&listing, "320102.third"), None, "the division has two, so a person decides");
    }

    #[test]
    fn an_agency_that_joins_later_is_overseen_as_its_whole_division_is() {
        let dir = tempfile::tempdir().unwrap();
        let mut listing = Listing::read(&dir.path().join("directory.toml")).unwrap();
        add(&mut listing, 1, "320102.first", Overseeing::ByDivision);
        add(&mut listing, 2, "320102.overseer", Overseeing::Oversees);
        add(&mut listing, 3, "320102.later", Overseeing::ByDivision);
        let later: AgencyId = "320102.later".parse().unwrap();
        assert_eq!(listing.directory.supervisor_of(&later).map(AgencyId::as_str), Some("320102.overseer"));
    }
}
