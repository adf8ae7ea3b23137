//! `duijie journal verify`: opens an agency's store for reading and has kit prove it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use duijie_core::agency::AgencyId;
use duijie_kit::directory::Directory;
use duijie_kit::seal::{Environment, KeyFile, Keyring};
use duijie_kit::store::sqlite::SqliteStore;
use duijie_kit::verify::{Verified, verify};

use crate::args::Journal;
use crate::exit::Exit;
use crate::show;

/// The database in an agency's data directory.
pub(crate) const DATABASE: &str = "duijie.sqlite";

/// Verifies and says so; what is not in order is the error.
///
/// # Errors
/// When something cannot be read, or is not in order.
pub fn act(what: &Journal) -> anyhow::Result<Exit> {
    let Journal::Verify { data, key, directory, agency } = what;
    let Verified { records, rows } = verify_agency(data, key, directory, agency)?;
    show::print_text(&format!("journal {records} records, chain ok, {rows} derived rows equal"))?;
    Ok(Exit::Done)
}

/// Verifies the store of one agency. Its service may be running.
///
/// # Errors
/// When something cannot be read, or is not in order.
pub fn verify_agency(data: &Path, key: &Path, directory: &Path, agency: &str) -> anyhow::Result<Verified> {
    let (store, keyring) = opened(data, key, directory, agency)?;
    verify(&store, &keyring).with_context(|| format!("verifying the store `{}`", data.join(DATABASE).display()))
}

/// The store of one agency, opened for reading, and the keyring that reads its records.
///
/// # Errors
/// When something cannot be read.
pub(crate) fn opened(
    data: &Path,
    key: &Path,
    directory: &Path,
    agency: &str,
) -> anyhow::Result<(SqliteStore, Keyring)> {
    let agency: AgencyId = agency.parse().with_context(|| format!("reading the agency `{agency}`"))?;
    let directory = Arc::new(Directory::read(directory)?);
    // No seal is made or checked here, so the environment does not matter.
    let keyring = Keyring::from_file(agency, Environment::Production, &KeyFile::read(key)?, directory);
    let file: PathBuf = data.join(DATABASE);
    let store =
        SqliteStore::open_read_only(&file).with_context(|| format!("opening the store `{}`", file.display()))?;
    Ok((store, keyring))
}
