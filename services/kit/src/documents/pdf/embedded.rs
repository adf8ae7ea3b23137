//! The embedded font of one document: which of its glyphs are used and for which characters, and its objects. Codes are the
//! glyphs' places in the subset (Identity-H), so each has a Unicode value of its own in the ToUnicode map.

use crate::documents::font::{Font, glyph};
use pdf_writer::{
    Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, FaceParsingError, GlyphId, RawFace, Tag, name_id};

const INFO: SystemInfo<'_> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const CFF: Tag = Tag::from_bytes(b"CFF ");
/// Glyph space of PDF, to the em.
const UNITS: f32 = 1000.0;

/// Thickness of stems, which readers use only where they draw a font that is not embedded.
const STEM: f32 = 80.0;

/// Numbers of its objects.
#[derive(Clone, Copy)]
pub(super) struct Refs {
    pub(super) font: Ref,
    pub(super) cid_font: Ref,
    pub(super) descriptor: Ref,
    pub(super) to_unicode: Ref,
    pub(super) file: Ref,
}

/// What a subset is embedded as.
#[derive(Clone, Copy)]
enum Outlines<'s> {
    /// Its table of CFF outlines alone.
    Cff(&'s [u8]),
    /// The whole of it.
    TrueType(&'s [u8]),
}

/// What of it one document uses.
pub(super) struct Embedded<'a> {
    font: &'a Font,
    face: Face<'a>,
    glyphs: GlyphRemapper,
    /// Each glyph with the character it was first used for, in the order of the subset, which begins with the missing glyph.
    used: Vec<(GlyphId, char)>,
}

/// A glyph that stands for a character.
pub(super) struct Shown {
    /// Its code, two bytes.
    pub(super) code: [u8; 2],
    /// For which character it is found and copied: another one where two share a glyph.
    pub(super) found_as: char,
}

impl<'a> Embedded<'a> {
    pub(super) fn new(font: &'a Font) -> Result<Self, FaceParsingError> {
        Ok(Self { font, face: font.face()?, glyphs: GlyphRemapper::new(), used: Vec::new() })
    }

    /// Width of a character in em; none if the font lacks it.
    pub(super) fn em(&self, c: char) -> Option<f32> {
        glyph(&self.face, c).map(|id| self.units(id) / UNITS)
    }

    /// Uses the glyph of a character; none if the font lacks it.
    pub(super) fn show(&mut self, c: char) -> Option<Shown> {
        let id = glyph(&self.face, c)?;
        // Glyph 0 is what is missing, so the first that is used is 1.
        let place = self.glyphs.remap(id.0);
        if usize::from(place) > self.used.len() {
            self.used.push((id, c));
        }
        let (_, found_as) = self.used.get(usize::from(place) - 1)?;
        Some(Shown { code: place.to_be_bytes(), found_as: *found_as })
    }

    /// Its objects.
    pub(super) fn write(&self, pdf: &mut Pdf, refs: Refs) -> Result<(), subsetter::Error> {
        let subset = self.font.subset(&self.glyphs)?;
        let table = RawFace::parse(&subset, 0).ok().and_then(|raw| raw.table(CFF));
        let outlines = table.map_or(Outlines::TrueType(&subset), Outlines::Cff);
        let name = self.name(&subset);
        let base = match outlines {
            Outlines::Cff(_) => format!("{name}-Identity-H"),
            Outlines::TrueType(_) => name.clone(),
        };
        pdf.type0_font(refs.font)
            .base_font(Name(base.as_bytes()))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(refs.cid_font)
            .to_unicode(refs.to_unicode);
        self.cid_font(pdf, refs, &name, outlines);
        self.descriptor(pdf, refs, &name, outlines);
        let mut map = UnicodeCmap::<u16>::new(Name(b"Custom"), INFO);
        (1..).zip(&self.used).for_each(|(place, (_, c))| map.pair(place, *c));
        pdf.cmap(refs.to_unicode, &map.finish()).name(Name(b"Custom")).system_info(INFO);
        match outlines {
            Outlines::Cff(table) => {
                pdf.stream(refs.file, table).pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
            }
            Outlines::TrueType(font) => {
                pdf.stream(refs.file, font).pair(Name(b"Length1"), i32::try_from(font.len()).unwrap_or(i32::MAX));
            }
        }
        Ok(())
    }

    fn cid_font(&self, pdf: &mut Pdf, refs: Refs, name: &str, outlines: Outlines<'_>) {
        let mut cid = pdf.cid_font(refs.cid_font);
        match outlines {
            Outlines::Cff(_) => cid.subtype(CidFontType::Type0),
            Outlines::TrueType(_) => cid.subtype(CidFontType::Type2).cid_to_gid_map_predefined(Name(b"Identity")),
        };
        cid.base_font(Name(name.as_bytes())).system_info(INFO).font_descriptor(refs.descriptor);
        let missing = std::iter::once(self.units(GlyphId(0)));
        cid.widths().consecutive(0, missing.chain(self.used.iter().map(|(id, _)| self.units(*id))));
        cid.finish();
    }

    fn descriptor(&self, pdf: &mut Pdf, refs: Refs, name: &str, outlines: Outlines<'_>) {
        let (face, bounds) = (&self.face, self.face.global_bounding_box());
        let cap = face.capital_height().unwrap_or_else(|| face.ascender());
        let mut descriptor = pdf.font_descriptor(refs.descriptor);
        descriptor
            .name(Name(name.as_bytes()))
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(
                self.scaled(bounds.x_min),
                self.scaled(bounds.y_min),
                self.scaled(bounds.x_max),
                self.scaled(bounds.y_max),
            ))
            .italic_angle(face.italic_angle())
            .ascent(self.scaled(face.ascender()))
            .descent(self.scaled(face.descender()))
            .cap_height(self.scaled(cap))
            .stem_v(STEM);
        match outlines {
            Outlines::Cff(_) => descriptor.font_file3(refs.file),
            Outlines::TrueType(_) => descriptor.font_file2(refs.file),
        };
    }

    /// The PostScript name behind a tag that tells this subset from others of the same font (ISO 32000-1, font subsets).
    fn name(&self, subset: &[u8]) -> String {
        let tag = Sha256::digest(subset).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect::<String>();
        let names = self.face.names().into_iter().filter(|name| name.name_id == name_id::POST_SCRIPT_NAME);
        let name = names.filter_map(|name| name.to_string()).find(|name| !name.is_empty());
        let name = name.map(|name| name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>());
        format!("{tag}+{}", name.unwrap_or_default())
    }

    /// Width of a glyph in glyph space.
    fn units(&self, id: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(id).unwrap_or(0)) * UNITS / f32::from(self.face.units_per_em())
    }

    fn scaled(&self, length: i16) -> f32 {
        f32::from(length) * UNITS / f32::from(self.face.units_per_em())
    }
}
