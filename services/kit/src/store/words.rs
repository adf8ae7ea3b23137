//! What a search finds: how a text and a query fall into words. Every Han character is a word of its own, so that a name
//! of two characters is found inside any text; everything else is a word as long as letters and digits follow each other.
//! Both stores split here and nowhere else; how words are looked up is theirs.

/// What is added to a full-width ASCII character: U+FF01 is `!`, U+0021.
const FULL_WIDTH_OFFSET: u32 = 0xFF01 - 0x21;

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut open = String::new();
    for c in text.chars().map(half_width) {
        if !is_han(c) && c.is_alphanumeric() {
            open.extend(c.to_lowercase());
            continue;
        }
        if !open.is_empty() {
            words.push(std::mem::take(&mut open));
        }
        if is_han(c) {
            words.push(han_word(c));
        }
    }
    if !open.is_empty() {
        words.push(open);
    }
    words
}

/// What a query asks for: each part between blanks is a phrase, whose words follow each other in the text. Parts without
/// words ask for nothing.
pub(super) fn phrases(query: &str) -> Vec<Vec<String>> {
    query.split_whitespace().map(words).filter(|phrase| !phrase.is_empty()).collect()
}

/// Officials type `２０２４` and `2024` alike.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - FULL_WIDTH_OFFSET).unwrap_or(c),
        c => c,
    }
}

/// All blocks of Han characters, radicals and compatibility forms, the planes 2 and 3 that hold nothing else, `々` and
/// `〇`, and the private use areas in which older systems kept the rare characters of names.
fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '々' | '〇' | '\u{3021}'..='\u{3029}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{E000}'..='\u{F8FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}'
        | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// The character itself where every version of Unicode since 3.0 calls it a letter; else its number, because the
/// tokenizer's tables do not know all of the later ones and would drop them.
fn han_word(c: char) -> String {
    match c {
        '\u{3400}'..='\u{4DB5}' | '\u{4E00}'..='\u{9FA5}' => c.to_string(),
        c => format!("han{:x}", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_han_character_is_a_word_and_letters_stay_together() {
        assert_eq!(words("张三诉A座ABC物业,2024年"), ["张", "三", "诉", "a", "座", "abc", "物", "业", "2024", "年"]);
    }

    #[test]
    fn full_width_letters_and_digits_are_the_same_words_as_narrow_ones() {
        assert_eq!(words("（２０２４）苏Ａ"), ["2024", "苏", "a"]);
    }

    #[test]
    fn a_character_of_a_later_extension_is_a_word_by_its_number() {
        assert_eq!(words("李𬱖"), ["李", "han2cc56"]);
        assert_eq!(words("\u{E001}\u{30000}"), ["hane001", "han30000"]);
    }

    #[test]
    fn blanks_part_a_query_into_phrases_and_signs_alone_ask_for_nothing() {
        assert_eq!(phrases("张三 \u{3000} *** A座"), [vec!["张", "三"], vec!["a", "座"]]);
    }
}
