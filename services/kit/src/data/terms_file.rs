//! The local terms file, `deploy/terms/local.toml`: lengths a county sets for rules that no law and no national
//! document fixes. It can change nothing else.

use super::{DataFileError, Source};
use duijie_core::term::{BasisKind, Term};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};
use toml::Spanned;

/// Reads the file at `path` and sets the lengths it gives in `terms`. Either all are set or none.
///
/// # Errors
/// The file cannot be read, or the first thing wrong in it, see [`overlay`].
pub fn overlay_from(path: &Path, terms: &mut [Term]) -> Result<(), DataFileError> {
    overlay(&path.display().to_string(), &super::read(path)?, terms)
}

/// Sets the lengths that `text` gives in `terms`; errors call it `file`. Either all are set or none.
///
/// # Errors
/// A rule that is not among `terms`, one whose length a law or a national document fixes, one that has no length, or
/// a length that is zero or longer than [`duijie_core::term::Unit::longest`].
pub fn overlay(file: &str, text: &str, terms: &mut [Term]) -> Result<(), DataFileError> {
    let source = Source { file, text };
    let raw: RawTerms = source.parse()?;
    let mut set = terms.to_vec();
    for (rule, local) in &raw.terms {
        set_length(source, rule, local, &mut set)?;
    }
    terms.copy_from_slice(&set);
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerms {
    #[serde(default)]
    terms: BTreeMap<String, RawTerm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    length: Spanned<u32>,
}

fn set_length(source: Source<'_>, rule: &str, local: &RawTerm, terms: &mut [Term]) -> Result<(), DataFileError> {
    let at = local.length.span().start;
    let refuse = |key: &str, what: &str| Err(source.wrong(at, key, what));
    let key = format!("terms.{rule}");
    let settable: Vec<_> = terms.iter().filter(|term| is_settable(term)).map(|term| term.rule.to_string()).collect();
    let settable = if settable.is_empty() { "none".to_owned() } else { settable.join(", ") };

    let Some(term) = terms.iter_mut().find(|term| term.rule.as_str() == rule) else {
        return refuse(&key, &format!("there is no rule `{rule}`; the rules that can be set are {settable}"));
    };
    let length = *local.length.get_ref();
    let longest = term.unit.longest();
    if !is_settable(term) {
        let (name, basis) = (term.name_zh, term.basis);
        return refuse(&key, &format!("{name} is fixed by {basis}; the rules that can be set are {settable}"));
    }
    if !(1..=longest).contains(&length) {
        let what = match longest {
            0 => format!("{} is to be done at once and has no length to set", term.name_zh),
            1.. => format!("`{length}` is not a length; allowed are whole numbers from 1 to {longest}"),
        };
        return refuse(&format!("{key}.length"), &what);
    }
    term.length = length;
    Ok(())
}

/// Whether a county may choose the length: nobody above it has.
const fn is_settable(term: &Term) -> bool {
    match term.basis.kind {
        BasisKind::Law | BasisKind::Policy => false,
        BasisKind::Local | BasisKind::Practice | BasisKind::Design => true,
    }
}

#[cfg(test)]
mod tests;
