//! What each code means, for readers that do not know the predefined CMap: codes are UTF-16, so each is itself.

use std::{collections::BTreeSet, fmt::Write};

/// Entries of one block, as the CMap format allows.
const ENTRIES_MAX: usize = 100;

/// The CMap for the characters that occur.
pub(super) fn map(used: &BTreeSet<char>) -> String {
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) \
         /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n3 begincodespacerange\n<0000> <D7FF>\n\
         <E000> <FFFF>\n\
         <D800DC00> <DBFFDFFF>\nendcodespacerange\n",
    );
    let codes: Vec<String> = used.iter().map(|c| hex(*c)).collect();
    for block in codes.chunks(ENTRIES_MAX) {
        let _ = writeln!(out, "{} beginbfchar", block.len());
        for code in block {
            let _ = writeln!(out, "<{code}> <{code}>");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}

fn hex(c: char) -> String {
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect()
}
