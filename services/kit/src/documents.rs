//! Documents on paper: what an agency writes its documents with, and how an issued one is rendered. One content template
//! per form or layout says what stands where; print HTML, DOCX and PDF are made of the same blocks. Nothing here decides.

mod blocks;
mod docx;
mod font;
mod pdf;
mod templates;

use crate::config::{Paper, PdfFont};
use blocks::Block;
use duijie_core::{agency::AgencyId, document::Form, dossier::Issued, text::Text};
pub use font::{Font, FontError};
use std::{collections::BTreeMap, fmt};
pub use templates::{RefusedTemplate, Templates};
use thiserror::Error;

/// Longest mark or name, in characters: names in the directory are shorter.
const MARK_MAX: usize = 100;

/// What an agency writes its documents with.
#[derive(Debug, Default)]
pub struct Documents {
    /// Names of agencies, this one's included.
    pub names: BTreeMap<AgencyId, Text>,
    /// What its numbers begin with.
    pub marks: Marks,
    /// The templates in force.
    pub templates: Templates,
    /// The font that PDFs embed; without one they name the font that readers have.
    pub font: Option<Font>,
}

/// What numbers begin with.
#[derive(Debug, Default)]
pub struct Marks {
    /// 机关代字; the agency's name when absent.
    pub agency: Option<Text>,
    /// The short name of its mediation committee (×调委); the agency's mark when absent.
    pub mediation: Option<Text>,
}

/// As what a document is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For print from a browser.
    Html,
    /// For word processors.
    Docx,
    /// For print and filing.
    Pdf,
}

/// Why a document is not rendered: a fault of ours, for what an agency brings is checked when it is read.
#[derive(Debug, Error)]
pub enum RenderError {
    /// A built-in template failed.
    #[error("filling in a built-in template")]
    Template(#[from] minijinja::Error),
    /// The archive was not written.
    #[error("packing a docx")]
    Zip(#[from] zip::result::ZipError),
    /// Its parts were not written.
    #[error("writing into a docx")]
    Io(#[from] std::io::Error),
    /// The font that was read at start is none any more.
    #[error("reading the font for a PDF")]
    Font(#[from] ttf_parser::FaceParsingError),
    /// No subset of it was made.
    #[error("embedding the font into a PDF")]
    Subset(#[from] subsetter::Error),
}

impl Format {
    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
        }
    }

    /// The ending of its files' names.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl Documents {
    /// As an agency configured it: `forms` are what it issues.
    ///
    /// # Errors
    /// The key that is wrong, and why.
    pub fn configured(
        paper: &Paper,
        names: impl Iterator<Item = (AgencyId, String)>,
        forms: &[Form],
    ) -> Result<Self, String> {
        let mark = |key: &str, words: &Option<String>| {
            let parsed = words.as_deref().map(|words| Text::parse(words, MARK_MAX)).transpose();
            parsed.map_err(|error| format!("key `documents.{key}`: {error}"))
        };
        let templates = paper.templates.as_deref().map_or_else(
            || Ok(Templates::default()),
            |directory| {
                let unreadable =
                    |error| format!("key `documents.templates`: cannot read `{}`: {error}", directory.display());
                Templates::read(directory, forms).map_err(unreadable)
            },
        )?;
        for refused in templates.refused() {
            tracing::warn!(what = refused.what, "a template is refused");
        }
        let marks =
            Marks { agency: mark("mark", &paper.mark)?, mediation: mark("mediation_mark", &paper.mediation_mark)? };
        if paper.pdf_font.is_none() && paper.pdf_font_face.is_some() {
            return Err("key `documents.pdf_font_face`: of which file? set `documents.pdf_font` / 请同时设置 pdf_font"
                .to_owned());
        }
        let font = paper.pdf_font().map(|configured| font(&configured, &templates, &marks, forms)).transpose()?;
        let names = names.filter_map(|(id, name)| Some((id, Text::parse(&name, MARK_MAX).ok()?))).collect();
        Ok(Self { names, marks, templates, font })
    }

    /// The document for print, the same bytes each time.
    ///
    /// # Errors
    /// If a built-in template fails.
    pub fn render(&self, issued: &Issued<'_>, format: Format) -> Result<Vec<u8>, RenderError> {
        let blocks = self.templates.blocks(issued)?;
        match format {
            Format::Html => Ok(self.templates.page(issued, &blocks)?.into_bytes()),
            Format::Docx => docx::packed(&self.templates.document_xml(issued, &blocks)?),
            Format::Pdf => self.printed(issued, &blocks),
        }
    }

    fn printed(&self, issued: &Issued<'_>, blocks: &[Block]) -> Result<Vec<u8>, RenderError> {
        let (title, id) = (issued.document.title.as_str(), issued.document.digest.as_bytes());
        pdf::typeset(&pdf::Print { title, id, blocks }, self.font.as_ref())
    }

    /// A name for its file: number and heading, without what file systems refuse.
    #[must_use]
    pub fn file_name(issued: &Issued<'_>, format: Format) -> String {
        let document = issued.document;
        let said = format!("{} {}", document.number.as_str(), document.title.as_str());
        let safe: String =
            said.chars().map(|c| if "/\\:*?\"<>|".contains(c) || c.is_control() { '_' } else { c }).collect();
        format!("{safe}.{format}")
    }
}

/// The font that was configured, once it is known to have what the forms print. What people write may need more; such a
/// character is then set in the font that readers have.
fn font(configured: &PdfFont<'_>, templates: &Templates, marks: &Marks, forms: &[Form]) -> Result<Font, String> {
    let marks = [&marks.agency, &marks.mediation].into_iter().flatten();
    let ascii = (0x20_u8..0x7F).map(char::from);
    let printed = templates.printed(forms).map_err(|error| format!("key `documents.templates`: {error}"))?;
    let needed = printed.into_iter().chain(ascii).chain(marks.flat_map(|mark| mark.as_str().chars())).collect();
    Font::read(configured, &needed)
        .map_err(|error| format!("key `documents.pdf_font`: `{}` {error}", configured.file.display()))
}
