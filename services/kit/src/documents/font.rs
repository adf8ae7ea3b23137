//! The font file that PDFs embed: read and tried once, when the service starts, so that no document meets a broken one.

use crate::config::PdfFont;
use std::{collections::BTreeSet, fmt, fs, io};
use subsetter::GlyphRemapper;
use thiserror::Error;
use ttf_parser::{Face, FaceParsingError, GlyphId, Permissions, fonts_in_collection, name_id};

/// Largest file: collections with all Chinese, Japanese and Korean faces of one weight have some 30 MB.
const FILE_MAX: u64 = 128 * 1024 * 1024;
/// Faces of a collection that are looked at: the largest ones have some ten.
const FACES_MAX: u32 = 64;
/// Missing characters that are named.
const NAMED_MAX: usize = 20;

/// A face of a font file, held as it was read.
pub struct Font {
    data: Vec<u8>,
    index: u32,
}

/// Why a font file is refused.
#[derive(Debug, Error)]
pub enum FontError {
    /// It cannot be read.
    #[error("cannot be read / 无法读取: {0}")]
    Unreadable(io::Error),
    /// It is larger than any font.
    #[error("has {0} bytes, at most {FILE_MAX} are allowed / 文件过大")]
    TooLarge(u64),
    /// It is no font, or a broken one.
    #[error("is no TrueType or OpenType font, or is broken / 不是 TrueType、OpenType 字体，或者已损坏: {0}")]
    Broken(FaceParsingError),
    /// It is a collection, and nobody said which face is meant.
    #[error("has several faces; name one in `documents.pdf_font_face` / 含多个字体，请在 pdf_font_face 写明其一: {0}")]
    Several(String),
    /// It has no face of this name.
    #[error("has no face `{asked}`; allowed / 没有该字体，可用: {has}")]
    NoSuchFace {
        /// What was asked for.
        asked: String,
        /// What there is.
        has: String,
    },
    /// Whoever made it does not allow it.
    #[error(
        "must not be embedded, its own licence flags (`fsType`) say so; take another / 字体的授权标志不允许嵌入，请换用其他字体"
    )]
    Forbidden,
    /// No subset can be made of it, as of fonts with variable CFF outlines.
    #[error(
        "cannot be embedded ({0}); take a static font with TrueType or CFF outlines / 不能嵌入，请换用静态（非可变）字体"
    )]
    NotEmbeddable(subsetter::Error),
    /// It lacks characters that every document needs.
    #[error("lacks {count} characters that the forms of this agency print / 缺少本单位文书格式所用的字符: {first}")]
    Lacks {
        /// How many.
        count: usize,
        /// Some of them.
        first: String,
    },
}

impl Font {
    /// The face that was configured, once a subset with `needed` has been made of it.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn read(configured: &PdfFont<'_>, needed: &BTreeSet<char>) -> Result<Self, FontError> {
        let size = fs::metadata(configured.file).map_err(FontError::Unreadable)?.len();
        if size > FILE_MAX {
            return Err(FontError::TooLarge(size));
        }
        let data = fs::read(configured.file).map_err(FontError::Unreadable)?;
        let index = chosen(&data, configured.face)?;
        let font = Self { data, index };
        font.tried(needed)?;
        Ok(font)
    }

    fn tried(&self, needed: &BTreeSet<char>) -> Result<(), FontError> {
        let face = self.face().map_err(FontError::Broken)?;
        let os2 = face.tables().os2;
        let subset_allowed = os2.is_none_or(|os2| os2.is_subsetting_allowed());
        if face.permissions() == Some(Permissions::Restricted) || !subset_allowed {
            return Err(FontError::Forbidden);
        }
        let lacks: Vec<_> = needed.iter().filter(|c| glyph(&face, **c).is_none()).collect();
        if !lacks.is_empty() {
            let named = lacks.iter().take(NAMED_MAX).map(|c| format!("{c} (U+{:04X})", u32::from(**c)));
            return Err(FontError::Lacks { count: lacks.len(), first: named.collect::<Vec<_>>().join(", ") });
        }
        let mut glyphs = GlyphRemapper::new();
        for id in needed.iter().filter_map(|c| glyph(&face, *c)) {
            glyphs.remap(id.0);
        }
        self.subset(&glyphs).map(|_| ()).map_err(FontError::NotEmbeddable)
    }

    /// What can be asked of it.
    pub(super) fn face(&self) -> Result<Face<'_>, FaceParsingError> {
        Face::parse(&self.data, self.index)
    }

    /// A font with these glyphs alone.
    pub(super) fn subset(&self, glyphs: &GlyphRemapper) -> Result<Vec<u8>, subsetter::Error> {
        subsetter::subset(&self.data, self.index, glyphs)
    }
}

/// The glyph of a character; none if the font lacks it. A byte order mark has none, for PDF/A lets no glyph stand for it.
pub(super) fn glyph(face: &Face<'_>, c: char) -> Option<GlyphId> {
    face.glyph_index(c).filter(|id| id.0 != 0 && c != '\u{FEFF}')
}

/// Which face of the file is meant.
fn chosen(data: &[u8], asked: Option<&str>) -> Result<u32, FontError> {
    let faces = fonts_in_collection(data).unwrap_or(1).min(FACES_MAX);
    let named: Vec<_> = (0..faces)
        .map(|index| Face::parse(data, index).map(|face| names(&face)).map_err(FontError::Broken))
        .collect::<Result<_, _>>()?;
    let has = || named.iter().filter_map(|names| names.first()).map(String::as_str).collect::<Vec<_>>().join(", ");
    match asked {
        None if faces == 1 => Ok(0),
        None => Err(FontError::Several(has())),
        Some(asked) => {
            let found = (0..faces).zip(&named).find(|(_, names)| names.iter().any(|name| name == asked));
            found.map(|(index, _)| index).ok_or_else(|| FontError::NoSuchFace { asked: asked.to_owned(), has: has() })
        }
    }
}

/// By which names a face goes, its full name first.
fn names(face: &Face<'_>) -> Vec<String> {
    let ids = [name_id::FULL_NAME, name_id::FAMILY, name_id::TYPOGRAPHIC_FAMILY, name_id::POST_SCRIPT_NAME];
    let of = |id| face.names().into_iter().filter(move |name| name.name_id == id).filter_map(|name| name.to_string());
    ids.into_iter().flat_map(of).collect()
}

/// The file is megabytes of outlines.
impl fmt::Debug for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Font").field("bytes", &self.data.len()).field("index", &self.index).finish()
    }
}
