//! PDF: blocks set on A4 pages. The font is the one that every PDF reader has for Chinese (STSong-Light, Adobe-GB1, by name and
//! with the predefined CMap), so that no font file is needed on the machine and the text can be searched and copied.

mod lines;
mod to_unicode;

use super::blocks::Block;
use lines::{Line, broken, width};
use pdf_writer::{
    Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{CidFontType, FontFlags, SystemInfo},
};
use std::collections::BTreeSet;

/// A4, in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 65.0;
const RIGHT: f32 = 530.0;
const TOP: f32 = 770.0;
const BOTTOM: f32 = 75.0;
const BODY: f32 = 12.0;
const HEADING: f32 = 18.0;
/// Baseline to baseline, by size.
const LEADING: f32 = 1.6;
/// Where the second column of a table begins.
const COLUMN: f32 = 180.0;
/// Between text and the lines of a table.
const PADDING: f32 = 6.0;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const FONT: Ref = Ref::new(3);
const CID_FONT: Ref = Ref::new(4);
const DESCRIPTOR: Ref = Ref::new(5);
const TO_UNICODE: Ref = Ref::new(6);
const INFO: Ref = Ref::new(7);
/// Each page has two: itself and what stands on it.
const FIRST_PAGE: i32 = 8;

/// The document, the same bytes for the same blocks.
pub(super) fn typeset(title: &str, blocks: &[Block]) -> Vec<u8> {
    let mut setter = Setter { pages: Vec::new(), content: Content::new(), y: TOP, used: BTreeSet::new() };
    blocks.iter().for_each(|block| setter.block(block));
    setter.turn();
    let Setter { pages, used, .. } = setter;
    let mut pdf = Pdf::new();
    pdf.catalog(CATALOG).pages(PAGES).lang(TextStr("zh-CN"));
    pdf.document_info(INFO).title(TextStr(title));
    let refs = |page: i32| (Ref::new(FIRST_PAGE + 2 * page), Ref::new(FIRST_PAGE + 2 * page + 1));
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(PAGES).kids((0..count).map(|page| refs(page).0)).count(count);
    for (at, content) in (0..count).zip(pages) {
        let (page, stream) = refs(at);
        let mut written = pdf.page(page);
        written.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(PAGES).contents(stream);
        written.resources().fonts().pair(Name(b"F1"), FONT);
        written.finish();
        pdf.stream(stream, &content);
    }
    font(&mut pdf, &used);
    pdf.finish()
}

fn font(pdf: &mut Pdf, used: &BTreeSet<char>) {
    let name = Name(b"STSong-Light");
    let encoding = Name(b"UniGB-UTF16-H");
    pdf.type0_font(FONT)
        .base_font(Name(b"STSong-Light-UniGB-UTF16-H"))
        .encoding_predefined(encoding)
        .descendant_font(CID_FONT)
        .to_unicode(TO_UNICODE);
    let info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 5 };
    let mut cid = pdf.cid_font(CID_FONT);
    cid.subtype(CidFontType::Type0).base_font(name).system_info(info).font_descriptor(DESCRIPTOR).default_width(1000.0);
    // The Latin letters of Adobe-GB1, set half as wide as a Han character.
    cid.widths().same(1, 95, 500.0);
    cid.finish();
    pdf.font_descriptor(DESCRIPTOR)
        .name(name)
        .flags(FontFlags::SERIF | FontFlags::SYMBOLIC)
        .bbox(Rect::new(-25.0, -254.0, 1000.0, 880.0))
        .italic_angle(0.0)
        .ascent(880.0)
        .descent(-120.0)
        .cap_height(880.0)
        .stem_v(93.0);
    pdf.stream(TO_UNICODE, to_unicode::map(used).as_bytes());
}

/// Sets blocks one under the other.
struct Setter {
    pages: Vec<Vec<u8>>,
    content: Content,
    y: f32,
    used: BTreeSet<char>,
}

impl Setter {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => {
                self.lines(&broken(text, HEADING, RIGHT - LEFT, 0.0), HEADING, |line| {
                    LEFT + (RIGHT - LEFT - line) / 2.0
                });
                self.y -= BODY;
            }
            Block::Right(text) => self.lines(&broken(text, BODY, RIGHT - LEFT, 0.0), BODY, |line| RIGHT - line),
            Block::Void(text) => {
                self.lines(&broken(text, BODY, RIGHT - LEFT, 0.0), BODY, |line| LEFT + (RIGHT - LEFT - line) / 2.0)
            }
            Block::Paragraph(text) => self.paragraph(text),
            Block::Labelled(label, text) => self.paragraph(&format!("{label}：{text}")),
            Block::Signature(text) => {
                self.y -= BODY;
                self.lines(&broken(&format!("{text}：____________________"), BODY, RIGHT - LEFT, 0.0), BODY, |_| LEFT);
            }
            Block::Row(label, text) => self.row(label, text),
        }
    }

    fn paragraph(&mut self, text: &str) {
        let indent = 2.0 * BODY;
        let lines = broken(text, BODY, RIGHT - LEFT, indent);
        for line in &lines {
            let at = LEFT + if line.first { indent } else { 0.0 };
            self.line(&line.text, BODY, at);
        }
        self.y -= BODY / 3.0;
    }

    fn lines(&mut self, lines: &[Line], size: f32, at: impl Fn(f32) -> f32) {
        for line in lines {
            self.line(&line.text, size, at(width(&line.text, size)));
        }
    }

    fn line(&mut self, text: &str, size: f32, x: f32) {
        if self.y < BOTTOM {
            self.turn();
        }
        self.show(text, size, x, self.y);
        self.y -= size * LEADING;
    }

    /// A row that does not fit goes on over the page. Names are written before values, so that readers find either whole.
    fn row(&mut self, label: &str, text: &str) {
        let labels = broken(label, BODY, COLUMN - LEFT - 2.0 * PADDING, 0.0);
        let values = broken(text, BODY, RIGHT - COLUMN - 2.0 * PADDING, 0.0);
        let step = BODY * LEADING;
        let (mut from, all) = (0, labels.len().max(values.len()));
        while from < all {
            if self.y - step < BOTTOM {
                self.turn();
            }
            let top = self.y;
            let until = (from..all).take_while(|at| top - (at - from) as f32 * step >= BOTTOM).count() + from;
            for (lines, x) in [(&labels, LEFT), (&values, COLUMN)] {
                for (line, down) in lines.iter().skip(from).take(until - from).zip(0_u8..) {
                    self.show(&line.text, BODY, x + PADDING, top - f32::from(down) * step);
                }
            }
            self.y = top - (until - from) as f32 * step;
            self.frame(top + BODY, self.y + BODY);
            from = until;
        }
    }

    fn frame(&mut self, top: f32, bottom: f32) {
        self.content.set_line_width(0.5);
        let height = top - bottom;
        self.content.rect(LEFT, bottom, COLUMN - LEFT, height).rect(COLUMN, bottom, RIGHT - COLUMN, height).stroke();
    }

    fn show(&mut self, text: &str, size: f32, x: f32, y: f32) {
        self.used.extend(text.chars());
        let codes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        self.content.begin_text().set_font(Name(b"F1"), size).next_line(x, y).show(Str(&codes)).end_text();
    }

    /// The next page.
    fn turn(&mut self) {
        let content = std::mem::replace(&mut self.content, Content::new());
        self.pages.push(content.finish().into_vec());
        self.y = TOP;
    }
}
