#!/usr/bin/env python3
"""The Python peers of the benchmark, one process each.

usage: peers.py NAME LIST OUT, or peers.py versions
"""
import importlib.metadata
import json
import sys
from pathlib import Path


def pikepdf(paths, out):
    import pikepdf

    merged = pikepdf.Pdf.new()
    for path in paths:
        with pikepdf.open(path) as source:
            merged.pages.extend(source.pages)
    merged.save(out)


def pypdfium2(paths, out):
    import pypdfium2

    merged = pypdfium2.PdfDocument.new()
    for path in paths:
        merged.import_pages(pypdfium2.PdfDocument(path))
    merged.save(out)


def img2pdf(paths, out):
    import img2pdf

    with open(out, "wb") as sink:
        # `ifvalid` ignores invalid EXIF orientations instead of refusing the photo.
        img2pdf.convert([str(path) for path in paths], outputstream=sink, rotation=img2pdf.Rotation.ifvalid)


if __name__ == "__main__":
    if sys.argv[1] == "versions":
        print(json.dumps({name: importlib.metadata.version(name) for name in ("pikepdf", "pypdfium2", "img2pdf")}))
    else:
        _, name, listed, out = sys.argv
        paths = Path(listed).read_text().splitlines()
        {"pikepdf": pikepdf, "pypdfium2": pypdfium2, "img2pdf": img2pdf}[name](paths, out)
