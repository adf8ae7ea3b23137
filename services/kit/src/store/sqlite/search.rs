//! Text search in SQLite: what is put into the full-text table and how a query for it is written. Words come from
//! `store::words`; nothing a user types reaches the full-text syntax unquoted.

use crate::store::words;

/// The text of the full-text row: its words, parted by blanks.
pub(super) fn indexed(text: &str) -> String {
    words::words(text).join(" ")
}

/// The full-text query for all phrases of `query`; none if it asks for nothing. Words are letters, digits and Han
/// characters only, so a quoted phrase cannot end early.
pub(super) fn matching(query: &str) -> Option<String> {
    let phrases: Vec<String> = words::phrases(query).iter().map(|phrase| format!("\"{}\"", phrase.join(" "))).collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_user_types_becomes_quoted_phrases() {
        assert_eq!(matching("张三 OR text:\"x*").as_deref(), Some("\"张 三\" AND \"or\" AND \"text x\""));
    }

    #[test]
    fn signs_alone_ask_for_nothing() {
        assert_eq!(matching(" \"*) "), None);
    }
}
