"""Reads a PDF with pikepdf and prints the facts that tests compare, as JSON. Pages count from 0.

usage: read.py FILE.pdf
"""
import json
import sys

import pikepdf
from pikepdf import Name

pdf = pikepdf.open(sys.argv[1])
pages = list(pdf.pages)
place = {page.obj.objgen: at for at, page in enumerate(pages)}


def target(dest):
    if isinstance(dest, pikepdf.Array) and len(dest) and isinstance(dest[0], pikepdf.Dictionary):
        return place.get(dest[0].objgen)
    return None


def link(annotation):
    action = annotation.get(Name.A)
    found = {"rect": [float(side) for side in annotation.Rect], "subtype": str(annotation.Subtype)}
    if Name.Dest in annotation:
        found["page"] = target(annotation.Dest)
    if action is not None:
        found["action"] = str(action.get(Name.S))
        found["uri"] = str(action.get(Name.URI, ""))
    return found


def walk(item, depth, out):
    while item is not None:
        out.append([depth, str(item.Title), target(item.get(Name.Dest))])
        if Name.First in item:
            walk(item.First, depth + 1, out)
        item = item.get(Name.Next)


ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/RichMedia", "/Screen", "/Movie",
          "/Sound", "/EmbeddedFile", "/Widget", "/FileAttachment", "/Rendition"}
active = set()
streams = 0
for number in range(1, len(pdf.objects)):
    thing = pdf.objects[number]
    if isinstance(thing, pikepdf.Stream):
        streams += 1
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        continue
    for key in ("/S", "/Subtype", "/Type"):
        value = thing.get(key)
        if isinstance(value, Name) and str(value) in ACTIVE:
            active.add(str(value))
    for key in ("/AA", "/JS", "/EF", "/EmbeddedFiles", "/XFA", "/Metadata", "/PieceInfo"):
        if key in thing and thing.objgen != pdf.Root.objgen:
            active.add(key)

outline = []
if Name.Outlines in pdf.Root and Name.First in pdf.Root.Outlines:
    walk(pdf.Root.Outlines.First, 1, outline)
fonts = {}
for page in pages:
    for name, font in page.obj.get(Name.Resources, {}).get(Name.Font, {}).items():
        if not name.startswith("/Xpdt"):
            continue
        inner = font.DescendantFonts[0].FontDescriptor
        fonts[name] = any(key in inner for key in ("/FontFile", "/FontFile2", "/FontFile3"))
info = {str(key): str(value) for key, value in (pdf.docinfo or {}).items()}
with pdf.open_metadata() as metadata:
    xmp = {"title": metadata.get("dc:title"), "language": str(metadata.get("dc:language"))}
opening = pdf.Root.get(Name.OpenAction)
print(json.dumps({
    "labels": [page.label for page in pages],
    "links": [[link(annotation) for annotation in page.obj.get(Name.Annots, [])] for page in pages],
    "outline": outline,
    "catalog": sorted(pdf.Root.keys()),
    "active": sorted(active),
    "fonts": fonts,
    "info": info,
    "xmp": xmp,
    "language": str(pdf.Root.get(Name.Lang)),
    "mode": str(pdf.Root.get(Name.PageMode)),
    "opening": [str(part) for part in list(opening)[1:]] if opening is not None else None,
    "intent": Name.OutputIntents in pdf.Root,
    "id": bytes(pdf.trailer.ID[0]).hex(),
    "objects": len(pdf.objects),
    "streams": streams,
    "annotation_flags": sorted({int(a.get(Name.F, 0)) for page in pages for a in page.obj.get(Name.Annots, [])}),
}))
