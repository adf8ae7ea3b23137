//! PDFs with the font that an agency configured: embedded, found and copied as text, fit for archives, and told at start if it will not do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "what tests share may stop as tests may")]
#![allow(dead_code, reason = "shared with the tests of all forms")]

mod documents {
    pub mod paper;
    pub mod pdf;
}

use documents::{
    paper::{Written, all_forms},
    pdf,
};
use duijie_core::document::Form;
use duijie_kit::{
    config::{Paper, PdfFont},
    documents::{Documents, Font, Format},
};
use duijie_testkit::font::{self, chinese};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Real outlines in CFF: some of Noto Serif CJK SC under another name, with its licence beside it.
const CFF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts/duijie-test.otf");

fn forms(agency: &str) -> Vec<Form> {
    all_forms().into_iter().filter(|(role, _)| *role == agency).map(|(_, form)| form).collect()
}

struct Room(TempDir);

impl Room {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let file = self.0.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    }

    fn boxes(&self) -> PathBuf {
        self.put("boxes.ttf", &font::boxes("Boxes", &chinese(), &[]))
    }
}

fn configured(file: &Path, face: Option<&str>) -> Result<Documents, String> {
    let face = face.map(str::to_owned);
    let paper = Paper { pdf_font: Some(file.to_owned()), pdf_font_face: face, ..Paper::default() };
    Documents::configured(&paper, std::iter::empty(), &forms("judicial-bureau"))
}

fn contains(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|window| window == words.as_bytes())
}

fn form(id: &str) -> Form {
    forms("judicial-bureau").into_iter().find(|form| form.id == id).unwrap()
}

#[test]
fn every_form_is_printed_in_the_font_that_was_configured_and_its_words_are_found_again() {
    let room = Room::new();
    let documents = configured(&room.boxes(), None).unwrap();
    for (_, form) in all_forms() {
        let paper = Written::of(form).paper();
        let printed = paper.render(&documents, Format::Pdf);
        assert!(printed == paper.render(&documents, Format::Pdf), "{}: other bytes", form.id);
        let said = pdf::text(&printed);
        for line in paper.words().iter().flat_map(|words| words.lines()) {
            assert!(said.contains(&pdf::squeezed(line)), "{}: the pdf lacks {line}", form.id);
        }
        for words in ["/FontFile2", "+Boxes", "/Identity-H", "<pdfaid:part>2<", "/GTS_PDFA1", "/ID ["] {
            assert!(contains(&printed, words), "{}: no {words}", form.id);
        }
        assert!(!contains(&printed, "STSong"), "{}: it depends on the reader", form.id);
    }
}

#[test]
fn outlines_in_cff_are_embedded_too() {
    let font = Font::read(&PdfFont { file: Path::new(CFF), face: None }, &BTreeSet::new()).unwrap();
    let documents = Documents { font: Some(font), ..Documents::default() };
    let paper = Written::of(form("oral-agreement")).paper();
    let printed = paper.render(&documents, Format::Pdf);
    assert!(contains(&printed, "/CIDFontType0C") && !contains(&printed, "STSong"));
    assert!(printed.len() < 100_000, "{} bytes: more than the glyphs that it shows", printed.len());
    let said = pdf::text(&printed);
    for line in paper.words().iter().flat_map(|words| words.lines()) {
        assert!(said.contains(&pdf::squeezed(line)), "the pdf lacks {line}");
    }
}

#[test]
fn a_character_that_the_font_lacks_is_set_in_the_readers_own_and_the_file_does_not_say_it_is_for_archives() {
    let room = Room::new();
    let documents = configured(&room.boxes(), None).unwrap();
    let mut written = Written::of(form("rights-notice"));
    written.put("to", "甲\u{20BB7}㐂，乙");
    let printed = written.paper().render(&documents, Format::Pdf);
    assert!(contains(&printed, "/FontFile2") && contains(&printed, "STSong-Light"));
    assert!(!contains(&printed, "pdfaid") && !contains(&printed, "/OutputIntents"));
    assert!(pdf::text(&printed).contains("甲\u{20BB7}㐂，乙"));
}

#[test]
fn a_character_that_shares_its_glyph_with_another_is_copied_as_what_it_is() {
    let room = Room::new();
    let twins = font::boxes("Twins", &chinese(), &[('⼀', '一')]);
    let documents = configured(&room.put("twins.ttf", &twins), None).unwrap();
    let mut written = Written::of(form("rights-notice"));
    written.put("to", "一户⼀档");
    let printed = written.paper().render(&documents, Format::Pdf);
    assert!(pdf::text(&printed).contains("一户⼀") && contains(&printed, "/ActualText"));
}

#[test]
fn a_font_that_will_not_do_is_refused_with_its_file_and_the_reason() {
    let room = Room::new();
    let all = chinese();
    let good = font::boxes("Boxes", &all, &[]);
    let without: Vec<_> = all.iter().copied().filter(|c| *c != '诉').collect();
    let mut forbidden = good.clone();
    // fsType of OS/2, the first table behind the directory: restricted licence.
    let table = 12 + 10 * 16;
    forbidden[table + 9] = 2;
    for (name, bytes, reasons) in [
        ("text.ttf", &b"not a font"[..], ["is no TrueType or OpenType font", "不是"]),
        ("cut.ttf", &good[..60], ["is no TrueType or OpenType font", "已损坏"]),
        ("lacks.ttf", &font::boxes("Boxes", &without, &[]), ["lacks 1 characters", "诉 (U+8BC9)"]),
        ("forbidden.ttf", &forbidden, ["must not be embedded", "授权"]),
        ("two.ttc", &font::collection(&["Song", "Hei"], &all), ["Song, Hei", "pdf_font_face"]),
    ] {
        let refused = configured(&room.put(name, bytes), None).unwrap_err();
        for reason in ["documents.pdf_font", name, reasons[0], reasons[1]] {
            assert!(refused.contains(reason), "`{reason}` is not in: {refused}");
        }
    }
    let gone = configured(&room.0.path().join("gone.ttf"), None).unwrap_err();
    assert!(gone.contains("gone.ttf") && gone.contains("无法读取"), "{gone}");
    let alone = Paper { pdf_font_face: Some("Song".into()), ..Paper::default() };
    let refused = Documents::configured(&alone, std::iter::empty(), &[]).unwrap_err();
    assert!(refused.contains("documents.pdf_font_face"), "{refused}");
}

#[test]
fn a_face_of_a_collection_is_chosen_by_its_name() {
    let room = Room::new();
    let file = room.put("two.ttc", &font::collection(&["Song", "Hei"], &chinese()));
    let documents = configured(&file, Some("Hei")).unwrap();
    let printed = Written::of(form("rights-notice")).paper().render(&documents, Format::Pdf);
    assert!(contains(&printed, "+Hei") && !contains(&printed, "+Song"));
    let refused = configured(&file, Some("Kai")).unwrap_err();
    assert!(refused.contains("`Kai`") && refused.contains("Song, Hei"), "{refused}");
}
