#!/usr/bin/env python3
"""Makes the ExpedienteSerif fonts from Source Serif 4.

Input: the npm package `source-serif` 4.5.1 (Source Serif 4, version 4.005, by Adobe, OFL 1.1),
unpacked; its folder is the one argument. Tool: fontTools 4.68.

    npm pack source-serif@4.5.1 && tar xzf source-serif-4.5.1.tgz
    python3 make_fonts.py package

The same input gives the same bytes. What it does, and why:

- Keeps only what the dossier needs (Latin, punctuation, fractions), without hinting and layout
  tables: printpdf embeds a font whole, so each byte here is a byte in every dossier.
- Freezes tabular lining figures as the digits, and in the SmallCaps file the true small capitals
  as the lower-case letters: nothing shapes text when the pages are drawn.
- Renames the family: "Source" is a reserved font name.

At the end every file is read back and checked for each code point and for its figures.
"""

import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

INPUTS = {
    "Regular": ("SourceSerif4-Regular.ttf", "Regular", False, "e5a4ee6a3d87bb9024796be390c6771e2a0eb1883dae25effaf57ca01668e24b"),
    "Bold": ("SourceSerif4-Bold.ttf", "Bold", False, "7cf4f4e1ad74f45058d5bc61716b82560442fbdcd9d3654d2dea96bf6c683d86"),
    "Italic": ("SourceSerif4-It.ttf", "Italic", False, "9d2950a8f1da66e21502c35d646a1d2148e79f9ea43fd2158cf02f5232e7f430"),
    "Letters": ("SourceSerif4-Regular.ttf", "Letters", False, "e5a4ee6a3d87bb9024796be390c6771e2a0eb1883dae25effaf57ca01668e24b"),
    "SmallCaps": ("SourceSerif4-Regular.ttf", "Small Caps", True, "e5a4ee6a3d87bb9024796be390c6771e2a0eb1883dae25effaf57ca01668e24b"),
}

DIGITS = range(0x30, 0x3A)
PUNCTUATION = (
    "\u2009\u200a\u2010\u2011\u2012\u2013\u2014\u2015‘’‚“”„†‡•…‰′″‹›⁄€₡№™←→−≤≥≠×÷½¼¾⅓⅔⅛⅜⅝⅞ʻʼ✓"
)
# Of Latin Extended-A, Source Serif 4 lacks these six (Ĭ ĭ Ĳ ĳ Ŧ ŧ; none is Spanish, Portuguese,
# French or Haitian Creole).
LACKING = {0x12C, 0x12D, 0x132, 0x133, 0x166, 0x167}
NEEDED = (
    set(range(0x20, 0x7F)) | (set(range(0xA0, 0x180)) - LACKING) | {0x218, 0x219, 0x21A, 0x21B, 0x1E9E}
    | {ord(c) for c in PUNCTUATION}
)
# For what was typed into forms: also Cyrillic as in Russian, Ukrainian, Belarusian, Bulgarian, Serbian
# and Macedonian, and modern Greek. A file of its own, because only few dossiers need it.
OTHER_LETTERS = (
    set(range(0x400, 0x460)) | {0x490, 0x491}
    | {0x384, 0x385, 0x386, 0x387, 0x388, 0x389, 0x38A, 0x38C}
    | set(range(0x38E, 0x3CF)) - {0x3A2} | {0x2116}
)


def needed(style):
    return NEEDED | OTHER_LETTERS if style == "Letters" else NEEDED


# Letters for which the source has no small capital; they keep their lower-case shape.
NO_SMALL_CAP = set("ªºĸŉſ")


def single_substitutions(font, tag):
    """What the feature `tag` puts in place of single glyphs, as a dictionary."""
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == tag
        for index in record.Feature.LookupListIndex
    }
    found = {}
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType == 1:
                found.update(table.mapping)
    return found


def make(folder, style, source, style_name, small_caps, sha256):
    path = folder / "TTF" / source
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        sys.exit(f"{path}: not the file that this script was written for")
    font = TTFont(path, recalcTimestamp=False)

    cmap = dict(font.getBestCmap())
    missing = sorted(needed(style) - set(cmap))
    if missing:
        sys.exit(f"{source} lacks " + " ".join(f"U+{c:04X}" for c in missing))
    lining, tabular = (single_substitutions(font, tag) for tag in ("lnum", "tnum"))
    for code in DIGITS:
        glyph = lining.get(cmap[code], cmap[code])
        cmap[code] = tabular.get(glyph, glyph)
    if small_caps:
        small = single_substitutions(font, "smcp")
        for code in sorted(NEEDED):
            char = chr(code)
            if char.islower() and char not in NO_SMALL_CAP:
                if cmap[code] not in small:
                    sys.exit(f"{source} has no small capital for {char} U+{code:04X}")
                cmap[code] = small[cmap[code]]

    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {c: g for c, g in cmap.items() if c in needed(style_name)}
    font["cmap"].tables = [t for t in font["cmap"].tables if t.isUnicode() and t.format == 4]
    for tag in ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG"):
        if tag in font:
            del font[tag]

    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.drop_tables += ["gasp", "meta", "SVG "]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(needed(style)))
    subsetter.subset(font)

    rename(font, style, style_name)
    font["OS/2"].fsType = 0
    target = HERE / f"ExpedienteSerif-{style}.ttf"
    font.save(target)
    check(target, style)


def rename(font, style, style_name):
    names = font["name"]
    # Kept from the source: copyright (0), designers, licence (13) and its address (14).
    kept = {i: names.getDebugName(i) for i in (0, 9, 11, 13, 14)}
    names.names = []
    full = f"Expediente Serif {style_name}"
    texts = dict(kept)
    # "Small Caps" and "Letters" are families of their own: the four-style scheme of old programs has no slot for it.
    own_family = style in ("SmallCaps", "Letters")
    texts[1] = "Expediente Serif" + (f" {style_name}" if own_family else "")
    texts[2] = "Regular" if own_family else style_name
    texts[3] = f"4.005;ExpedienteSerif-{style}"
    texts[4] = full
    texts[5] = "Version 4.005; subset for Expediente"
    texts[6] = f"ExpedienteSerif-{style}"
    for index, text in sorted(texts.items()):
        if text:
            names.setName(text, index, 3, 1, 0x409)


def check(path, style):
    font = TTFont(path)
    cmap = font.getBestCmap()
    missing = sorted(NEEDED - set(cmap))
    assert not missing, f"{path.name} lacks {missing}"
    glyf, widths = font["glyf"], font["hmtx"]
    blank = [
        c for c in sorted(needed(style))
        if glyf[cmap[c]].numberOfContours == 0 and not chr(c).isspace() and c != 0xAD
    ]
    assert not blank, f"{path.name}: nothing drawn for {blank}"
    assert len({widths[cmap[c]][0] for c in DIGITS}) == 1, f"{path.name}: figures are not tabular"
    # Lining figures stand as high as capitals; old-style ones do not.
    heights = {glyf[cmap[c]].yMax for c in DIGITS}
    assert max(heights) - min(heights) < 40, f"{path.name}: figures are not lining: {heights}"
    if style == "SmallCaps":
        # A small capital E is a capital in form, and lower than the capital.
        assert cmap[ord("e")] != cmap[ord("E")]
        assert glyf[cmap[ord("x")]].yMax < 0.85 * glyf[cmap[ord("X")]].yMax
        assert glyf[cmap[ord("g")]].yMin > -40, "a small capital g does not go below the line"
    for tag in ("GSUB", "GPOS", "fpgm", "prep", "cvt "):
        assert tag not in font, f"{path.name} still has {tag}"
    size = path.stat().st_size
    assert size <= 80_000, f"{path.name}: {size} bytes"
    assert "Source" not in (font["name"].getDebugName(1) + font["name"].getDebugName(4))
    print(f"{path.name}: {size} bytes, {len(font.getGlyphOrder())} glyphs, {len(cmap)} characters")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for style, (source, name, small_caps, sha256) in INPUTS.items():
        make(Path(sys.argv[1]), style, source, name, small_caps, sha256)


if __name__ == "__main__":
    main()
