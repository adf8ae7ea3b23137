//! `duijie journal verify`.

use crate::args::Journal;
use crate::exit::Exit;

/// Verifies.
///
/// # Errors
/// When something cannot be read.
pub fn act(_what: &Journal) -> anyhow::Result<Exit> {
    anyhow::bail!("not yet")
}
