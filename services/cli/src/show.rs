//! How answers look: `json` for programs, `tables` for people. Nothing here asks a service.

pub mod calendars;
pub mod commission;
pub mod deadlines;
pub mod document;
pub mod dossier;
pub mod duplicates;
pub mod explanation;
mod intake;
pub mod items;
pub mod json;
pub mod outcome;
pub mod routing;
pub mod statistics;
pub mod tables;
pub mod words;

use std::io::Write;

use anyhow::Context;
use prost::Message;
use serde_json::Value;

use crate::args::Output;

/// Prints a message of the contract: as JSON, or as `table` says it.
///
/// # Errors
/// When standard output is closed.
pub fn print<M: Message>(output: Output, name: &str, message: &M, table: impl Fn(&M) -> String) -> anyhow::Result<()> {
    match output {
        Output::Table | Output::Csv => print_text(&table(message)),
        Output::Json => print_json(&json::value(name, message)?),
        Output::Jsonl => print_text(&json::value(name, message)?.to_string()),
    }
}

/// Prints what a command did. Of one that was only checked (`--validate-only`) the service has nothing to show, which people are
/// told.
///
/// # Errors
/// When standard output is closed.
pub fn answer<M>(output: Output, name: &str, message: &M, table: impl Fn(&M) -> String) -> anyhow::Result<()>
where
    M: Message + Default + PartialEq,
{
    let only_checked = *message == M::default();
    print(output, name, message, |message| if only_checked { CHECKED.to_owned() } else { table(message) })
}

const CHECKED: &str = "校验通过，未保存\nchecked, nothing stored";

/// Prints one JSON document, on several lines.
///
/// # Errors
/// When standard output is closed.
pub fn print_json(value: &Value) -> anyhow::Result<()> {
    print_text(&serde_json::to_string_pretty(value).context("writing JSON")?)
}

/// Prints text and a line end; colours are left out where NO_COLOR or the terminal says so.
///
/// # Errors
/// When standard output is closed.
pub fn print_text(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    writeln!(out, "{}", text.trim_end()).context("writing to standard output")?;
    out.flush().context("writing to standard output")
}
