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

/// Width in points: Latin letters are half as wide as Han characters.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(|c| size * if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// `text` in lines of `room` points, the first of each paragraph `indent` shorter.
pub(super) fn broken(text: &str, size: f32, room: f32, indent: f32) -> Vec<Line> {
    text.split('\n').flat_map(|paragraph| paragraph_lines(paragraph, size, room, indent)).collect()
}

fn paragraph_lines(text: &str, size: f32, room: f32, indent: f32) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut line = String::new();
    for run in runs(text) {
        let left = room - if lines.is_empty() { indent } else { 0.0 };
        let closing = run.chars().all(|c| CLOSING.contains(c));
        // Closing punctuation hangs into the margin rather than begin a line.
        if width(&line, size) + width(&run, size) <= left || (closing && !line.is_empty()) {
            line.push_str(&run);
        } else if width(&run, size) <= room {
            push(&mut lines, &mut line);
            line = run;
        } else {
            for c in run.chars() {
                let left = room - if lines.is_empty() { indent } else { 0.0 };
                if width(&line, size) + width(c.encode_utf8(&mut [0; 4]), size) > left {
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
    use super::*;

    fn lines(text: &str, room: f32) -> Vec<String> {
        broken(text, 10.0, room, 0.0).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn nothing_is_lost_and_no_line_begins_with_closing_punctuation() {
        assert_eq!(lines("甲乙丙丁，戊", 40.0), ["甲乙丙丁，", "戊"]);
        assert_eq!(lines("见 DJ-990101-a 号", 50.0), ["见 DJ-9901", "01-a 号"]);
        assert_eq!(lines("一\n二", 40.0), ["一", "二"]);
        assert_eq!(lines("", 40.0), [""]);
    }
}
