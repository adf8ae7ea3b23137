//! `duijie demo`.

use crate::args::Demo;
use crate::exit::Exit;

/// Plays.
///
/// # Errors
/// When something fails.
pub async fn act(_demo: Demo) -> anyhow::Result<Exit> {
    anyhow::bail!("not yet")
}
