//! Reading a PDF that we wrote: the cross-reference table must be right, and the words are those of the content streams, whose codes are
//! UTF-16 in the font that is named (`F1`) and what the ToUnicode map says in the one that is embedded (`F2`).

use std::collections::BTreeMap;

/// How many pages there are.
pub fn pages(pdf: &[u8]) -> usize {
    objects(pdf).iter().filter(|object| contains(object, b"/Type /Page\n")).count()
}

/// All words, without spaces and line ends.
pub fn text(pdf: &[u8]) -> String {
    let streams: Vec<_> =
        objects(pdf).into_iter().filter_map(|object| between(object, b"stream\n", b"\nendstream")).collect();
    let map = streams.iter().find(|stream| contains(stream, b"/CMapName /Custom")).map(|stream| to_unicode(stream));
    let mut out = String::new();
    streams.iter().filter(|stream| contains(stream, b"BT\n")).for_each(|stream| shown(stream, map.as_ref(), &mut out));
    squeezed(&out)
}

/// By code.
fn to_unicode(map: &[u8]) -> BTreeMap<u16, String> {
    let map = String::from_utf8(map.to_vec()).unwrap();
    let pairs = map.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    pairs
        .filter(|(code, _)| *code != "0000")
        .map(|(code, said)| (u16::from_str_radix(code, 16).unwrap(), utf16(&hex(said.as_bytes()))))
        .collect()
}

pub fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every object, found through the cross-reference table.
fn objects(pdf: &[u8]) -> Vec<&[u8]> {
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let tail = String::from_utf8_lossy(&pdf[pdf.len() - 64..]).into_owned();
    let at: usize = tail.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    let table = String::from_utf8_lossy(&pdf[at..]).into_owned();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("xref"));
    let count: usize = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut starts = Vec::new();
    for (number, line) in lines.take(count).enumerate().filter(|(_, line)| line.contains(" n")) {
        let start: usize = line.split(' ').next().unwrap().parse().unwrap();
        let head = format!("{number} 0 obj");
        assert!(pdf[start..].starts_with(head.as_bytes()), "object {number} is not where the table says");
        starts.push(start);
    }
    starts
        .iter()
        .map(|start| {
            let end = find(&pdf[*start..], b"\nendobj").unwrap();
            &pdf[*start..start + end]
        })
        .collect()
}

/// The strings of every `Tj`.
fn shown(stream: &[u8], map: Option<&BTreeMap<u16, String>>, out: &mut String) {
    let (mut at, mut map_of_font) = (0, None);
    let said = |bytes: &[u8], map: Option<&BTreeMap<u16, String>>| match map {
        None => utf16(bytes),
        Some(map) => bytes.chunks(2).map(|pair| map[&u16::from_be_bytes([pair[0], pair[1]])].as_str()).collect(),
    };
    while at < stream.len() {
        match stream[at] {
            b'/' if stream[at..].starts_with(b"/F1 ") => map_of_font = None,
            b'/' if stream[at..].starts_with(b"/F2 ") => map_of_font = map,
            // What a glyph stands for instead of its own character, behind a byte order mark.
            b'/' if stream[at..].starts_with(b"/ActualText") => {
                let until = find(&stream[at..], b"EMC").unwrap();
                let said = between(&stream[at..at + until], b"<FEFF", b">").unwrap();
                out.push_str(&utf16(&hex(said)));
                at += until;
            }
            b'<' if stream[at + 1] != b'<' => {
                let end = at + find(&stream[at..], b">").unwrap();
                out.push_str(&said(&hex(&stream[at + 1..end]), map_of_font));
                at = end;
            }
            b'<' => at += 1,
            b'(' => {
                let (bytes, next) = literal(stream, at + 1);
                out.push_str(&said(&bytes, map_of_font));
                at = next;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let digit = |c: u8| char::from(c).to_digit(16).unwrap() as u8;
    digits.chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn literal(stream: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut depth) = (Vec::new(), 0);
    loop {
        match stream[at] {
            b'\\' => {
                at += 1;
                match stream[at] {
                    b'n' => bytes.push(b'\n'),
                    b'r' => bytes.push(b'\r'),
                    b't' => bytes.push(b'\t'),
                    b'b' => bytes.push(8),
                    b'f' => bytes.push(12),
                    b'0'..=b'7' => {
                        let octal = std::str::from_utf8(&stream[at..at + 3]).unwrap();
                        bytes.push(u8::from_str_radix(octal, 8).unwrap());
                        at += 2;
                    }
                    other => bytes.push(other),
                }
            }
            b'(' => {
                depth += 1;
                bytes.push(b'(');
            }
            b')' if depth == 0 => return (bytes, at + 1),
            b')' => {
                depth -= 1;
                bytes.push(b')');
            }
            other => bytes.push(other),
        }
        at += 1;
    }
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    find(bytes, words).is_some()
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words)
}

fn between<'a>(bytes: &'a [u8], from: &[u8], to: &[u8]) -> Option<&'a [u8]> {
    let start = find(bytes, from)? + from.len();
    let end = find(&bytes[start..], to)?;
    Some(&bytes[start..start + end])
}
