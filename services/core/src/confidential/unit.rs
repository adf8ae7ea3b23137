//! What a text consists of when two are compared: characters, words, names, sums, phrases.

use super::{
    stock::{self, CONCEDING, FUNCTION},
    sum::sum,
};
use crate::rules::Rules;
use std::collections::BTreeMap;

/// Writing of which one character is one unit (CJK radicals and after); of other scripts a whole word is.
const IDEOGRAPHS: char = '\u{2E80}';

/// A word of another script of so many characters, a letter among them, tells something by itself: shorter ones are
/// abbreviations, endings of files, numbers of houses.
const TELLING_WORD: usize = 6;

/// What is added to a full-width ASCII character: U+FF01 is `!`, U+0021.
const FULL_WIDTH_OFFSET: u32 = 0xFF01 - 0x21;

/// One of them. What is written otherwise and says the same is the same unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// One character of a script without blanks.
    Sign(char),
    /// One word of another, in lower case.
    Word(String),
    /// A sum of money, in 分.
    Sum(u64),
    /// A name, however long.
    Name(usize),
    /// What everybody writes, however long.
    Stock(usize),
    /// A word by which somebody concedes.
    Conceding(usize),
}

impl Unit {
    /// Whether it is told already when this one is.
    pub(super) fn tells(&self) -> bool {
        match self {
            Self::Sum(_) => true,
            Self::Word(word) => word.chars().count() >= TELLING_WORD && word.contains(char::is_alphabetic),
            Self::Sign(_) | Self::Name(_) | Self::Stock(_) | Self::Conceding(_) => false,
        }
    }

    /// Whether it says something at all.
    pub(super) fn says(&self) -> bool {
        match self {
            Self::Sign(sign) => !FUNCTION.contains(*sign),
            Self::Word(_) | Self::Sum(_) | Self::Name(_) | Self::Conceding(_) => true,
            Self::Stock(_) => false,
        }
    }
}

/// Names and phrases of which each is one unit, by their first character; of several that begin alike the longest counts.
pub(super) struct Lexicon(BTreeMap<char, Vec<(String, Unit)>>);

impl Lexicon {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, rules: &Rules) -> Self {
        let names = names.enumerate().map(|(at, name)| (name, Unit::Name(at)));
        let conceding = CONCEDING.split_whitespace().enumerate().map(|(at, word)| (word, Unit::Conceding(at)));
        let stock = stock::phrases(rules).enumerate().map(|(at, phrase)| (phrase, Unit::Stock(at)));
        let mut words = BTreeMap::<char, Vec<(String, Unit)>>::new();
        for (word, unit) in names.chain(conceding).chain(stock) {
            let word = folded(word);
            if let Some(first) = word.chars().next() {
                let alike = words.entry(first).or_default();
                if alike.iter().all(|(known, _)| *known != word) {
                    alike.push((word, unit));
                }
            }
        }
        for alike in words.values_mut() {
            alike.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self(words)
    }

    /// Without what stands between words, so that another comma does not make other words of them.
    pub(super) fn units(&self, text: &str) -> Vec<Unit> {
        let text = folded(text);
        let mut units = Vec::new();
        let mut rest = text.as_str();
        let mut before = ' ';
        while let Some(first) = rest.chars().next() {
            let (unit, bytes) = self.unit(first, rest, matches!(before, '¥' | '￥'));
            units.extend(unit);
            before = first;
            rest = rest.get(bytes..).unwrap_or("");
        }
        units
    }

    fn unit(&self, first: char, rest: &str, marked: bool) -> (Option<Unit>, usize) {
        let known = self.0.get(&first).and_then(|alike| alike.iter().find(|(word, _)| rest.starts_with(word.as_str())));
        if let Some((word, unit)) = known {
            return (Some(unit.clone()), word.len());
        }
        if let Some((fen, bytes)) = sum(rest, marked) {
            return (Some(Unit::Sum(fen)), bytes);
        }
        if !first.is_alphanumeric() {
            return (None, first.len_utf8());
        }
        if first >= IDEOGRAPHS {
            return (Some(Unit::Sign(first)), first.len_utf8());
        }
        let ends = |it: char| !it.is_alphanumeric() || it >= IDEOGRAPHS;
        let word = rest.split(ends).next().unwrap_or(rest);
        (Some(Unit::Word(word.to_owned())), word.len())
    }
}

/// Officials type `２０２４` and `2024` alike, and a file may be `A.PDF` or `a.pdf`.
fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - FULL_WIDTH_OFFSET).unwrap_or(c),
        c => c,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}
