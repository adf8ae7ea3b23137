//! What a content template makes: lines, each a block whose kind its first character tells. Values of fields are escaped
//! when they are put in, so that none can be anything but words.

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// `# ` 标题
    Heading(String),
    /// `> ` at the right edge: number, seal, date.
    Right(String),
    /// `| name | value` a row of a table.
    Row(String, String),
    /// `: name | value` a paragraph that begins with a name.
    Labelled(String, String),
    /// `~ ` a line to sign on.
    Signature(String),
    /// 作废: it is void, and why. No template makes one.
    Void(String),
    /// Anything else: a paragraph.
    Paragraph(String),
}

impl Block {
    /// Its words as they stand.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match self {
            Self::Heading(text)
            | Self::Right(text)
            | Self::Signature(text)
            | Self::Void(text)
            | Self::Paragraph(text) => (text, None),
            Self::Row(label, text) | Self::Labelled(label, text) => (label, Some(text)),
        };
        [Some(first), second].into_iter().flatten().map(String::as_str)
    }
}

/// Characters that mean something in a content template.
const MARKS: [char; 6] = ['\\', '#', '>', '|', ':', '~'];

/// A value as it is put into a content template.
pub(super) fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\r' => {}
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if MARKS.contains(&c) => out.extend(['\\', c]),
            // What XML cannot carry at all.
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// The blocks of a filled content template; blank lines say nothing.
pub(super) fn parse(text: &str) -> Vec<Block> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(block).collect()
}

fn block(line: &str) -> Block {
    let rest = || line.get(1..).unwrap_or_default().trim();
    match line.chars().next() {
        Some('#') => Block::Heading(plain(rest())),
        Some('>') => Block::Right(plain(rest())),
        Some('~') => Block::Signature(plain(rest())),
        Some('|') => cells(rest(), Block::Row),
        Some(':') => cells(rest(), Block::Labelled),
        Some(_) | None => Block::Paragraph(plain(line)),
    }
}

fn cells(line: &str, block: fn(String, String) -> Block) -> Block {
    let mut escaping = false;
    let bar = line.char_indices().find(|(_, c)| {
        let found = *c == '|' && !escaping;
        escaping = *c == '\\' && !escaping;
        found
    });
    match bar {
        Some((at, _)) => block(plain(line[..at].trim()), plain(line[at + 1..].trim())),
        None => block(plain(line), String::new()),
    }
}

fn plain(escaped: &str) -> String {
    let mut out = String::with_capacity(escaped.len());
    let mut chars = escaped.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some(mark) => out.push(mark),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_words_whatever_is_written() {
        for wild in ["# 标题\n| a | b", "\\n", "~ 签名\\", "甲|乙", "> x", "a\u{1}b"] {
            let words = wild.replace('\u{1}', "\u{FFFD}");
            let line = format!("| 事由 | {}", escaped(wild));
            assert_eq!(parse(&line), [Block::Row("事由".into(), words.clone())]);
            assert_eq!(parse(&escaped(wild)), [Block::Paragraph(words)]);
        }
    }
}
