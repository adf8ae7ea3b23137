#!/usr/bin/env python3
"""A third party's reader of a PDF for archives: every font is embedded, the words are there, and it says that it is PDF/A-2u.

Usage: paper.py <file> <words>... Prints what does not hold and exits with 1, or prints `ok`.
"""

import sys

from pypdf import PdfReader


def check(what, holds, shown=""):
    if not holds:
        sys.exit(f"does not hold: {what} {shown}")


def squeezed(words):
    return "".join(words.split())


def descriptors(page):
    for font in page["/Resources"]["/Font"].values():
        for descendant in font.get_object()["/DescendantFonts"]:
            yield descendant.get_object()["/FontDescriptor"].get_object()


def main(file, words):
    reader = PdfReader(file, strict=True)
    check("it is not encrypted", not reader.is_encrypted)
    said = squeezed("".join(page.extract_text() for page in reader.pages))
    for one in words:
        check("the words are there", squeezed(one) in said, f"{one} in {said}")
    for page in reader.pages:
        for descriptor in descriptors(page):
            check("its fonts are embedded", "/FontFile2" in descriptor or "/FontFile3" in descriptor, descriptor)
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode("utf-8")
    check("it says what it is", "<pdfaid:part>2<" in metadata and "<pdfaid:conformance>U<" in metadata, metadata)
    intent = root["/OutputIntents"][0].get_object()
    check("its colours have a meaning", intent["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp", intent)
    check("it has an identity", len(reader.trailer["/ID"][0]) == 32, reader.trailer)
    print("ok")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
