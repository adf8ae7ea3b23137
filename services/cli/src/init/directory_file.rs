//! The directory file of all agencies, changed by adding one agency at its end. Whatever else is in it, comments too, stays.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use duijie_core::agency::AgencyId;
use duijie_kit::directory::Directory;
use duijie_kit::seal::KeyFile;
use jiff::Timestamp;

use crate::args::times::BEIJING;

/// What the directory says of an agency besides its id, name and key.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who may give it orders.
    pub superior: Option<String>,
    /// From when its key is valid.
    pub valid_from: Timestamp,
    /// Until when, exclusive.
    pub valid_until: Timestamp,
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
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        // Writing to a String cannot fail.
        let _ = write!(text, "\n[[agencies]]\nid = {}\nname = {}\n", quoted(agency.as_str()), quoted(name));
        if let Some(superior) = &entry.superior {
            let _ = writeln!(text, "superior = {}", quoted(superior));
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
    use super::raised;

    #[test]
    fn the_version_is_raised_and_comments_stay() {
        let text = "# version = 7 of old\nversion = 7 # now\n\n[[agencies]]\n";
        assert_eq!(raised(text, 7).unwrap(), "# version = 7 of old\nversion = 8\n\n[[agencies]]\n");
    }
}
