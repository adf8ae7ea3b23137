//! What makes a file fit for archives: PDF/A-2u (ISO 19005-2, level U). Fonts are embedded, every glyph has its character, colours have a
//! meaning of their own, and the file says so. Nothing in it is encrypted or depends on the day of printing.

use pdf_writer::{Name, Pdf, Ref, TextStr, types::OutputIntentSubtype, writers::Catalog};

/// sRGB in 736 bytes, by the Compact ICC Profiles project, which gave it to the public (CC0 1.0).
const SRGB: &[u8] = include_bytes!("srgb.icc");

/// Numbers of its objects.
#[derive(Clone, Copy)]
pub(super) struct Refs {
    pub(super) metadata: Ref,
    pub(super) profile: Ref,
}

/// Says in the catalog where the rest is.
pub(super) fn announce(catalog: &mut Catalog<'_>, refs: Refs) {
    catalog.metadata(refs.metadata);
    catalog
        .output_intents()
        .push()
        .subtype(OutputIntentSubtype::PDFA)
        .output_condition_identifier(TextStr("sRGB"))
        .info(TextStr("sRGB IEC61966-2.1"))
        .dest_output_profile(refs.profile);
}

/// Its objects. `id` names the document.
pub(super) fn write(pdf: &mut Pdf, refs: Refs, title: &str, id: &[u8]) {
    let xmp = xmp(title);
    pdf.stream(refs.metadata, xmp.as_bytes())
        .pair(Name(b"Type"), Name(b"Metadata"))
        .pair(Name(b"Subtype"), Name(b"XML"));
    pdf.icc_profile(refs.profile, SRGB).n(3);
    pdf.set_file_id((id.to_vec(), id.to_vec()));
}

fn xmp(title: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}
