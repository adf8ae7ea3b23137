//! In which font each character of a document is set: the embedded one, and the reader's own where it lacks a character or there is none.

use super::{embedded::Embedded, named};
use crate::documents::font::Font;
use std::collections::BTreeSet;
use ttf_parser::FaceParsingError;

/// The fonts of one document.
pub(super) struct Faces<'a> {
    pub(super) embedded: Option<Embedded<'a>>,
    /// Characters set in the reader's own font.
    pub(super) named: BTreeSet<char>,
}

/// Which font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Embedded,
    Named,
}

/// Characters that are shown in one font.
pub(super) struct Run {
    pub(super) which: Which,
    pub(super) codes: Vec<u8>,
    /// The one character that it shows, where its glyph alone would be found as another.
    pub(super) says: Option<char>,
}

impl<'a> Faces<'a> {
    pub(super) fn of(font: Option<&'a Font>) -> Result<Self, FaceParsingError> {
        Ok(Self { embedded: font.map(Embedded::new).transpose()?, named: BTreeSet::new() })
    }

    /// Width of a character in em.
    pub(super) fn em(&self, c: char) -> f32 {
        self.embedded.as_ref().and_then(|embedded| embedded.em(c)).unwrap_or_else(|| named::em(c))
    }

    /// Whether something is set in the reader's own font, which a file without an embedded one always names.
    pub(super) fn names_one(&self) -> bool {
        self.embedded.is_none() || !self.named.is_empty()
    }

    /// Characters of the document that the embedded font lacks.
    pub(super) fn lacking(&self) -> usize {
        if self.embedded.is_some() { self.named.len() } else { 0 }
    }

    /// `text` in runs, whose characters are used from now on. There is always one.
    pub(super) fn runs(&mut self, text: &str) -> Vec<Run> {
        let Some(embedded) = &mut self.embedded else {
            self.named.extend(text.chars());
            return vec![Run { which: Which::Named, codes: named::codes(text), says: None }];
        };
        let mut runs: Vec<Run> = vec![Run { which: Which::Embedded, codes: Vec::new(), says: None }];
        for c in text.chars() {
            let (which, codes, says) = match embedded.show(c) {
                Some(shown) => (Which::Embedded, shown.code.to_vec(), (shown.found_as != c).then_some(c)),
                None => {
                    self.named.insert(c);
                    (Which::Named, named::codes(c.encode_utf8(&mut [0; 4])), None)
                }
            };
            match runs.last_mut().filter(|run| run.which == which && run.says.is_none() && says.is_none()) {
                Some(run) => run.codes.extend(codes),
                None => runs.push(Run { which, codes, says }),
            }
        }
        runs.retain(|run| !run.codes.is_empty());
        runs
    }
}
