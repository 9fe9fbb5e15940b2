"""Makes the papers of the sample case PDF/A-2b, as good programs write papers today.

reportlab subsets a monospaced font with wrong widths in its `hmtx` table; the widths in the PDF are
right, and are put there. Colors get the sRGB profile, annotations their print flag, and the metadata
say what the paper is. The same input gives the same bytes.
"""

import io
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont

PROFILE = Path(__file__).resolve().parents[1] / "icc" / "srgb.icc"
UNUSED = b"BT /F1 12 Tf 14.4 TL ET"


def right_widths(font):
    """The font program with the widths that the PDF names."""
    stream = font.FontDescriptor.FontFile2
    program = TTFont(io.BytesIO(stream.read_bytes()), recalcTimestamp=False)
    metrics, to_units = program["hmtx"].metrics, program["head"].unitsPerEm / 1000
    codes = [table.cmap for table in program["cmap"].tables]
    for at, width in enumerate(font.Widths):
        for cmap in codes:
            glyph = cmap.get(int(font.FirstChar) + at)
            if glyph is not None:
                metrics[glyph] = (round(float(width) * to_units), metrics[glyph][1])
    saved = io.BytesIO()
    program.save(saved)
    stream.write(saved.getvalue())


def archive(path):
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if not isinstance(thing, pikepdf.Dictionary):
                continue
            if thing.get("/Type") == "/Font" and "/FontFile2" in thing.get("/FontDescriptor", {}):
                right_widths(thing)
        for page in pdf.pages:
            # reportlab sets Helvetica at the top of every page, and no page uses it.
            content = page.Contents.read_bytes()
            assert content.count(UNUSED) == content.count(b"/F1 ") == 1, path
            page.Contents.write(content.replace(UNUSED, b""))
            for annotation in page.get("/Annots", []):
                annotation.F = 4
        for fonts in {page.Resources.Font.objgen: page.Resources.Font for page in pdf.pages}.values():
            del fonts["/F1"]
        profile = pdf.make_stream(PROFILE.read_bytes(), N=3)
        pdf.Root.OutputIntents = [pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String("sRGB"), DestOutputProfile=pdf.make_indirect(profile))]
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta.load_from_docinfo(pdf.docinfo)
            meta["pdfaid:part"], meta["pdfaid:conformance"] = "2", "B"
        pdf.save(path, deterministic_id=True, linearize=False)
