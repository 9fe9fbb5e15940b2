#!/usr/bin/env python3
"""Makes ExpedienteWords.ttf, the font of the invisible words under pages that were scanned.

Its letters draw nothing: one glyph without an area, half as wide as high, for each letter that the engines
can read. Ours, with no source. Tool: fontTools 4.68. The same script gives the same bytes.

    python3 make_words.py
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

HERE = Path(__file__).resolve().parent
NAME = "ExpedienteWords"
# Latin with all its accents, Greek, Cyrillic, punctuation, money, letterlike signs, numbers,
# arrows, mathematics, boxes and bullets; and the sign for what could not be read.
RANGES = [(0x20, 0x7E), (0xA0, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x200A), (0x2010, 0x2027),
          (0x2030, 0x205E), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x23FF), (0x2460, 0x27BF),
          (0xFB00, 0xFB06), (0xFFFD, 0xFFFD)]


def line():
    """A line from corner to corner and back, which has no area: some readers drop a letter whose
    box is empty."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, -216))
    pen.lineTo((500, 800))
    pen.lineTo((0, -216))
    pen.closePath()
    return pen.glyph()


def main():
    letters = [code for first, last in RANGES for code in range(first, last + 1)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "word"])
    builder.setupCharacterMap({code: "word" for code in letters})
    builder.setupGlyf({".notdef": Glyph(), "word": line()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "word": (500, 0)})
    # Between fonts that count the room over capitals to their letters and those that do not.
    builder.setupHorizontalHeader(ascent=800, descent=-216)
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": NAME})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-216, usWinAscent=800, usWinDescent=216,
                     sCapHeight=700)
    builder.setupPost()
    font = builder.font
    font["head"].created = font["head"].modified = 0
    font["head"].xMin, font["head"].yMin, font["head"].xMax, font["head"].yMax = 0, -216, 500, 800
    font.recalcBBoxes = False
    font.recalcTimestamp = False
    font.save(HERE / f"{NAME}.ttf")


if __name__ == "__main__":
    main()
