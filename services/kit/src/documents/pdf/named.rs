//! The font that PDF readers have for Chinese (STSong-Light, Adobe-GB1), by name and with the predefined CMap: no font file is
//! needed on the machine, and the text can be searched and copied.

use super::to_unicode;
use pdf_writer::{
    Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo},
};
use std::collections::BTreeSet;

pub(super) const FONT: Ref = Ref::new(3);
const CID_FONT: Ref = Ref::new(4);
const DESCRIPTOR: Ref = Ref::new(5);
const TO_UNICODE: Ref = Ref::new(6);

/// Latin letters are half as wide as Han characters.
pub(super) const fn em(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// The codes of its encoding.
pub(super) fn codes(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// Its objects, for the characters that occur.
pub(super) fn write(pdf: &mut Pdf, used: &BTreeSet<char>) {
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
