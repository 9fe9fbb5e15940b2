"""Searches every object of a PDF for forbidden content, and prints one line per find.

Active content is what pikepdf's sanitizing list names. Pictures are read in their own format.

usage: leaks.py FILE.pdf
"""
import sys

import pikepdf

ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/Movie", "/Sound",
           "/Rendition", "/RichMediaExecute", "/GoTo3DView", "/Hide", "/Named", "/SetOCGState", "/Thread"}
KEYS = {"/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/AcroForm", "/RichMediaContent", "/PieceInfo",
        "/Collection", "/Thumb", "/OPI"}
SUBTYPES = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment", "/Widget", "/Projection"}
SEGMENT = {0xE1: "EXIF or XMP", 0xED: "Photoshop", 0xFE: "a comment"}


def segments(data):
    """The markers of a JPEG before its pixels."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in (0xDA, 0xD9):
            return
        if marker == 0xFF:
            at += 1
            continue
        yield marker
        at += 2 + int.from_bytes(data[at + 2:at + 4], "big")


def boxes(data):
    """The box types of a JPEG 2000 file."""
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at:at + 4], "big")
        yield data[at + 4:at + 8]
        if length < 8:
            return
        at += length


def look(value, where, names=False):
    """Finds in one value, without following references; `names`: its keys are the file's own names."""
    if isinstance(value, pikepdf.Array):
        for item in value:
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from look(item, where)
        return
    if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for key, inner in value.items():
        if not names and key in KEYS:
            yield f"{where}: {key}"
        own = key in ("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs",
                      "/Colorants")
        if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
            yield from look(inner, where, own and not names)
    if names:
        return
    kind = value.get("/S")
    if isinstance(kind, pikepdf.Name) and str(kind) in ACTIONS:
        yield f"{where}: the action {kind}"
    subtype = value.get("/Subtype")
    if isinstance(subtype, pikepdf.Name) and str(subtype) in SUBTYPES and value.get("/Rect") is not None:
        yield f"{where}: {subtype}"


pdf = pikepdf.open(sys.argv[1])
count = 0
for number, item in enumerate(pdf.objects):
    where = f"object {number + 1}"
    count += 1
    for find in look(item, where):
        print(find)
    if isinstance(item, pikepdf.Stream):
        filters = item.get("/Filter")
        filters = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
        if filters[-1] in ("/DCTDecode", "/DCT") and len(filters) == 1:
            data = item.read_raw_bytes()
            for marker in segments(data):
                if marker in SEGMENT or 0xE3 <= marker <= 0xEC or marker == 0xEF:
                    print(f"{where}: a JPEG with {SEGMENT.get(marker, hex(marker))}")
        if filters == ["/JPXDecode"]:
            for kind in boxes(item.read_raw_bytes()):
                if kind in (b"uuid", b"xml "):
                    print(f"{where}: a JPEG 2000 with {kind}")
        if item.get("/Type") == "/Metadata" and item != pdf.Root.Metadata:
            print(f"{where}: metadata of a source")
print(f"looked at {count} objects")
