//! Breaking words into lines: between Han characters anywhere but before closing punctuation, in runs of Latin letters and digits only
//! where a run is longer than a line.

/// What must not begin a line.
const CLOSING: &str = "，。；：、？！）》」』”’〕】％,.;:?!)]}";

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// It begins a paragraph.
    pub(super) first: bool,
}

/// Where lines stand.
#[derive(Clone, Copy)]
pub(super) struct Room<'a> {
    /// Points to the em.
    pub(super) size: f32,
    /// Width of a line in points.
    pub(super) room: f32,
    /// By how many points the first line of each paragraph is shorter.
    pub(super) indent: f32,
    /// Width of a character in em.
    pub(super) em: &'a dyn Fn(char) -> f32,
}

/// Width in points.
pub(super) fn width(text: &str, size: f32, em: &dyn Fn(char) -> f32) -> f32 {
    text.chars().map(|c| size * em(c)).sum()
}

/// `text` in lines.
pub(super) fn broken(text: &str, room: Room<'_>) -> Vec<Line> {
    text.split('\n').flat_map(|paragraph| paragraph_lines(paragraph, room)).collect()
}

fn paragraph_lines(text: &str, Room { size, room, indent, em }: Room<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut line = String::new();
    let wide = |text: &str| width(text, size, em);
    for run in runs(text) {
        let left = room - if lines.is_empty() { indent } else { 0.0 };
        let closing = run.chars().all(|c| CLOSING.contains(c));
        // Closing punctuation hangs into the margin rather than begin a line.
        if wide(&line) + wide(&run) <= left || (closing && !line.is_empty()) {
            line.push_str(&run);
        } else if wide(&run) <= room {
            push(&mut lines, &mut line);
            line = run;
        } else {
            for c in run.chars() {
                let left = room - if lines.is_empty() { indent } else { 0.0 };
                if wide(&line) + size * em(c) > left {
                    push(&mut lines, &mut line);
                }
                line.push(c);
            }
        }
    }
    push(&mut lines, &mut line);
    lines
}

fn push(lines: &mut Vec<Line>, line: &mut String) {
    lines.push(Line { text: std::mem::take(line), first: lines.is_empty() });
}

/// Latin words whole, everything else character by character.
fn runs(text: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut in_word = false;
    for c in text.chars() {
        let word = c.is_ascii_alphanumeric() || c == '-' || c == '_';
        match runs.last_mut().filter(|_| word && in_word) {
            Some(run) => run.push(c),
            None => runs.push(c.to_string()),
        }
        in_word = word;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{super::named, *};

    fn lines(text: &str, room: f32) -> Vec<String> {
        broken(text, Room { size: 10.0, room, indent: 0.0, em: &named::em }).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn nothing_is_lost_and_no_line_begins_with_closing_punctuation() {
        assert_eq!(lines("甲乙丙丁，戊", 40.0), ["甲乙丙丁，", "戊"]);
        assert_eq!(lines("见 DJ-990101-a 号", 50.0), ["见 DJ-9901", "01-a 号"]);
        assert_eq!(lines("一\n二", 40.0), ["一", "二"]);
        assert_eq!(lines("", 40.0), [""]);
    }
}
