//! `duijie terms`: the rules of terms without a service. The rules are the agencies', the counting is core's, the files
//! are read by kit; here they are put side by side.

mod compute;
mod files;
mod list;
mod rules;
mod said;
pub mod whatif;

pub use rules::agencies;

use crate::args::{Output, terms::Terms};
use crate::exit::Exit;

/// Does what is asked.
///
/// # Errors
/// When standard input or output fails; a file that is wrong is told and ends with [`Exit::BadData`].
pub fn act(output: Output, what: &Terms) -> anyhow::Result<Exit> {
    match what {
        Terms::List(which) => list::act(output, which),
        Terms::Check { files } => files::check(output, files),
        Terms::Diff { before, after } => files::diff(output, before, after),
        Terms::Compute(with) => compute::act(with),
        Terms::Whatif(asked) => whatif::act(output, asked),
    }
}

/// Tells on standard error why a file was refused.
fn refused(error: &duijie_kit::data::DataFileError) -> anyhow::Result<Exit> {
    crate::exit::tell_line(error)?;
    Ok(Exit::BadData)
}
