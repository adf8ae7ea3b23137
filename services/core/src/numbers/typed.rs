//! What people type, as far as it is one thing written in several ways: full-width letters and digits, and blanks anywhere.

/// What is added to a full-width ASCII character: U+FF01 is `!`, U+0021.
const FULL_WIDTH_OFFSET: u32 = 0xFF01 - 0x21;

/// Narrow characters only, and no blanks.
#[must_use]
pub fn narrow(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect()
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - FULL_WIDTH_OFFSET).unwrap_or(c),
        c => c,
    }
}

/// A Han character, rare ones included.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// The leading characters that `fits` holds for, and the rest.
pub(super) fn leading(text: &str, fits: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !fits(c)).unwrap_or(text.len()))
}

/// The digits as a number: nine at most, none in vain (不编虚位).
pub(super) fn natural(digits: &str) -> Option<u32> {
    let fits = (1..=9).contains(&digits.len()) && !digits.starts_with('0');
    if fits { digits.parse().ok() } else { None }
}

/// Four digits.
pub(super) fn year(digits: &str) -> Option<i16> {
    if digits.len() == 4 { digits.parse().ok() } else { None }
}
