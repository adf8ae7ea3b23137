//! PDF: blocks set on A4 pages, in the font that was configured, embedded, or else in the one that every PDF reader has for Chinese.

mod archival;
mod embedded;
mod faces;
mod lines;
mod named;
mod to_unicode;

use super::{RenderError, blocks::Block, font::Font};
use faces::{Faces, Which};
use lines::{Line, Room, broken, width};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

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
const INFO: Ref = Ref::new(7);
/// Each page has two: itself and what stands on it. What only a file with an embedded font has follows them.
const FIRST_PAGE: i32 = 8;
const EMBEDDED: Name<'_> = Name(b"F2");
const NAMED: Name<'_> = Name(b"F1");

/// What is printed.
pub(super) struct Print<'a> {
    pub(super) title: &'a str,
    /// Names the document: the digest of what was issued.
    pub(super) id: &'a [u8],
    pub(super) blocks: &'a [Block],
}

/// The document, the same bytes for the same blocks and font.
pub(super) fn typeset(print: &Print<'_>, font: Option<&Font>) -> Result<Vec<u8>, RenderError> {
    let faces = Faces::of(font)?;
    let mut setter = Setter { pages: Vec::new(), content: Content::new(), y: TOP, faces };
    print.blocks.iter().for_each(|block| setter.block(block));
    setter.turn();
    let Setter { pages, faces, .. } = setter;
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    let after = |nth: i32| Ref::new(FIRST_PAGE + 2 * count + nth);
    if faces.lacking() > 0 {
        tracing::warn!(
            characters = faces.lacking(),
            "the font lacks characters of a document, which is not for archives then"
        );
    }
    let archival =
        (font.is_some() && faces.lacking() == 0).then(|| archival::Refs { metadata: after(5), profile: after(6) });
    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES).lang(TextStr("zh-CN"));
    if let Some(refs) = archival {
        archival::announce(&mut catalog, refs);
    }
    catalog.finish();
    pdf.document_info(INFO).title(TextStr(print.title));
    let refs = embedded::Refs {
        font: after(0),
        cid_font: after(1),
        descriptor: after(2),
        to_unicode: after(3),
        file: after(4),
    };
    write_pages(&mut pdf, &pages, count, &faces, refs.font);
    if faces.names_one() {
        named::write(&mut pdf, &faces.named);
    }
    if let Some(embedded) = &faces.embedded {
        embedded.write(&mut pdf, refs)?;
    }
    if let Some(refs) = archival {
        archival::write(&mut pdf, refs, print.title, print.id);
    }
    Ok(pdf.finish())
}

fn write_pages(pdf: &mut Pdf, pages: &[Vec<u8>], count: i32, faces: &Faces<'_>, embedded: Ref) {
    let refs = |page: i32| (Ref::new(FIRST_PAGE + 2 * page), Ref::new(FIRST_PAGE + 2 * page + 1));
    pdf.pages(PAGES).kids((0..count).map(|page| refs(page).0)).count(count);
    for (at, content) in (0..count).zip(pages) {
        let (page, stream) = refs(at);
        let mut written = pdf.page(page);
        written.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(PAGES).contents(stream);
        let mut resources = written.resources();
        let mut fonts = resources.fonts();
        if faces.names_one() {
            fonts.pair(NAMED, named::FONT);
        }
        if faces.embedded.is_some() {
            fonts.pair(EMBEDDED, embedded);
        }
        fonts.finish();
        resources.finish();
        written.finish();
        pdf.stream(stream, content);
    }
}

/// Sets blocks one under the other.
struct Setter<'a> {
    pages: Vec<Vec<u8>>,
    content: Content,
    y: f32,
    faces: Faces<'a>,
}

impl Setter<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => {
                self.lines(&self.broken(text, HEADING, RIGHT - LEFT, 0.0), HEADING, |line| {
                    LEFT + (RIGHT - LEFT - line) / 2.0
                });
                self.y -= BODY;
            }
            Block::Right(text) => self.lines(&self.broken(text, BODY, RIGHT - LEFT, 0.0), BODY, |line| RIGHT - line),
            Block::Void(text) => {
                self.lines(&self.broken(text, BODY, RIGHT - LEFT, 0.0), BODY, |line| LEFT + (RIGHT - LEFT - line) / 2.0)
            }
            Block::Paragraph(text) => self.paragraph(text),
            Block::Labelled(label, text) => self.paragraph(&format!("{label}：{text}")),
            Block::Signature(text) => {
                self.y -= BODY;
                self.lines(
                    &self.broken(&format!("{text}：____________________"), BODY, RIGHT - LEFT, 0.0),
                    BODY,
                    |_| LEFT,
                );
            }
            Block::Row(label, text) => self.row(label, text),
        }
    }

    fn paragraph(&mut self, text: &str) {
        let indent = 2.0 * BODY;
        let lines = self.broken(text, BODY, RIGHT - LEFT, indent);
        for line in &lines {
            let at = LEFT + if line.first { indent } else { 0.0 };
            self.line(&line.text, BODY, at);
        }
        self.y -= BODY / 3.0;
    }

    fn lines(&mut self, lines: &[Line], size: f32, at: impl Fn(f32) -> f32) {
        for line in lines {
            let wide = width(&line.text, size, &|c| self.faces.em(c));
            self.line(&line.text, size, at(wide));
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
        let labels = self.broken(label, BODY, COLUMN - LEFT - 2.0 * PADDING, 0.0);
        let values = self.broken(text, BODY, RIGHT - COLUMN - 2.0 * PADDING, 0.0);
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
        self.content.begin_text();
        for (at, run) in self.faces.runs(text).into_iter().enumerate() {
            let font = match run.which {
                Which::Embedded => EMBEDDED,
                Which::Named => NAMED,
            };
            self.content.set_font(font, size);
            if at == 0 {
                self.content.next_line(x, y);
            }
            match run.says {
                Some(c) => {
                    let mut said = self.content.begin_marked_content_with_properties(Name(b"Span"));
                    said.properties().actual_text(TextStr(c.encode_utf8(&mut [0; 4])));
                    said.finish();
                    self.content.show(Str(&run.codes)).end_marked_content();
                }
                None => {
                    self.content.show(Str(&run.codes));
                }
            }
        }
        self.content.end_text();
    }

    fn broken(&self, text: &str, size: f32, room: f32, indent: f32) -> Vec<Line> {
        broken(text, Room { size, room, indent, em: &|c| self.faces.em(c) })
    }

    /// The next page.
    fn turn(&mut self) {
        let content = std::mem::replace(&mut self.content, Content::new());
        self.pages.push(content.finish().into_vec());
        self.y = TOP;
    }
}
