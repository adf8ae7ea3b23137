//! A TrueType font made on the spot: every character is a box, so that tests need no font of anybody's. Only what a PDF and its readers look at.

use std::collections::BTreeMap;

/// Units to the em.
const EM: u16 = 1000;
/// Width of ASCII characters; all others are as wide as the em.
const HALF: u16 = 400;

/// Its tables, each under its tag.
type Tables = Vec<([u8; 4], Vec<u8>)>;

/// What our papers are written with: ASCII, CJK unified ideographs and the punctuation that goes with them.
#[must_use]
pub fn chinese() -> Vec<char> {
    [' '..='~', '\u{2010}'..='\u{203B}', '\u{3000}'..='\u{303F}', '\u{4E00}'..='\u{9FFF}', '\u{FF00}'..='\u{FFEF}']
        .into_iter()
        .flatten()
        .collect()
}

/// A font of this name with these characters; the first of each pair in `twins` shares the glyph of the second.
#[must_use]
pub fn boxes(name: &str, chars: &[char], twins: &[(char, char)]) -> Vec<u8> {
    assembled(&tables(name, chars, twins), 0)
}

/// A collection of such fonts, one for each name.
#[must_use]
pub fn collection(names: &[&str], chars: &[char]) -> Vec<u8> {
    let mut faces = Vec::new();
    let mut starts = Vec::new();
    let head = 12 + 4 * names.len();
    for name in names {
        starts.push(u32::try_from(head + faces.len()).unwrap());
        faces.extend(assembled(&tables(name, chars, &[]), head + faces.len()));
    }
    let count = u16::try_from(names.len()).unwrap();
    let starts: Vec<u8> = starts.iter().flat_map(|start| start.to_be_bytes()).collect();
    [b"ttcf".to_vec(), words(&[1, 0, 0, count]), starts, faces].concat()
}

fn tables(name: &str, chars: &[char], twins: &[(char, char)]) -> Tables {
    let mut map: BTreeMap<char, u32> = chars.iter().copied().zip(1..).collect();
    map.extend(twins.iter().map(|(c, of)| (*c, map[of])).collect::<Vec<_>>());
    let widths: Vec<u16> = chars.iter().map(|c| if c.is_ascii() { HALF } else { EM }).collect();
    let glyphs = u16::try_from(chars.len() + 1).unwrap();
    vec![
        (*b"OS/2", [words(&[0, 0, 400, 5, 0]), vec![0; 68]].concat()),
        (*b"cmap", cmap(&map)),
        (*b"glyf", outline().repeat(usize::from(glyphs))),
        (*b"head", head()),
        (*b"hhea", words(&[1, 0, 880, 65416, 0, EM, 0, 0, EM, 1, 0, 0, 0, 0, 0, 0, 0, glyphs])),
        (*b"hmtx", words(&[EM].iter().chain(&widths).flat_map(|width| [*width, 0]).collect::<Vec<_>>())),
        (*b"loca", (0..=u32::from(glyphs)).flat_map(|at| (at * 40).to_be_bytes()).collect()),
        (*b"maxp", words(&[1, 0, glyphs, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])),
        (*b"name", names(name)),
        (*b"post", [words(&[3, 0]), vec![0; 28]].concat()),
    ]
}

/// Tables behind their directory, each at a multiple of four bytes; the font begins at `start` of its file.
fn assembled(tables: &[([u8; 4], Vec<u8>)], start: usize) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap();
    let mut font = words(&[1, 0, count, 128, 3, count * 16 - 128]);
    let mut at = start + font.len() + tables.len() * 16;
    for (tag, table) in tables {
        font.extend(tag);
        for value in [sum(table), u32::try_from(at).unwrap(), u32::try_from(table.len()).unwrap()] {
            font.extend(value.to_be_bytes());
        }
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        font.extend(table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    font
}

fn sum(table: &[u8]) -> u32 {
    let word = |four: &[u8]| four.iter().chain(&[0; 3]).take(4).fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
    table.chunks(4).map(word).fold(0, u32::wrapping_add)
}

fn head() -> Vec<u8> {
    let mut table = words(&[1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, EM]);
    table.extend([0; 16]);
    table.extend(words(&[100, 0, 300, 700, 0, 8, 2, 1, 0]));
    table
}

/// One contour of four points, in forty bytes.
fn outline() -> Vec<u8> {
    let mut glyph = words(&[1, 100, 0, 300, 700, 3, 0]);
    glyph.extend([1_u8; 4]);
    glyph.extend(words(&[100, 200, 0, 65336, 0, 0, 700, 0]));
    glyph.resize(40, 0);
    glyph
}

/// Format 12, one group for each character.
fn cmap(map: &BTreeMap<char, u32>) -> Vec<u8> {
    let count = u32::try_from(map.len()).unwrap();
    let mut table = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    for value in [16 + count * 12, 0, count] {
        table.extend(value.to_be_bytes());
    }
    for (c, glyph) in map {
        for value in [u32::from(*c), u32::from(*c), *glyph] {
            table.extend(value.to_be_bytes());
        }
    }
    table
}

/// Family, full and PostScript name.
fn names(name: &str) -> Vec<u8> {
    let text: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = u16::try_from(text.len()).unwrap();
    let record = |id: u16| words(&[3, 1, 0x409, id, length, 0]);
    [words(&[0, 3, 6 + 3 * 12]), record(1), record(4), record(6), text].concat()
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}
