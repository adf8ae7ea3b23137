//! Words and lists of data files for as long as the program runs: rules hold them as they hold those of the law.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// Each text once, however often files are read, so that they are no more than an operator has ever written.
pub(super) fn kept(text: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(text) {
        return known;
    }
    let new: &'static str = Box::leak(text.to_owned().into_boxed_str());
    kept.insert(new);
    new
}

/// The same for a list of them.
pub(super) fn all_kept(texts: Vec<&'static str>) -> &'static [&'static str] {
    static KEPT: Mutex<BTreeSet<&[&str]>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(texts.as_slice()) {
        return known;
    }
    let new: &'static [&'static str] = Box::leak(texts.into_boxed_slice());
    kept.insert(new);
    new
}
