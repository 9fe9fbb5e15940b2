#!/usr/bin/env python3
"""Makes ExpedienteEmoji.ttf, the signs in chats and texts, from Noto Emoji.

Input: the npm package `@fontsource/noto-emoji` 5.3.2 (Noto Emoji, by Google, OFL 1.1), unpacked;
its folder is the one argument. Tool: fontTools 4.68 with brotli.

    npm pack @fontsource/noto-emoji@5.3.2 && tar xzf fontsource-noto-emoji-5.3.2.tgz
    python3 make_emoji.py package

Each sign of one character stays. Joined signs (families, flags) need shaping and are drawn sign by
sign. The reader embeds only the signs that a paper has. The same input gives the same bytes.
"""

import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
SOURCE = "files/noto-emoji-emoji-400-normal.woff2"
SHA256 = "2834418a0bad2a7cf50ddd4dbec1e8856934f9900161ec44f3aa58c9ed1ee80d"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = Path(sys.argv[1]) / SOURCE
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{path}: not the file that this script was written for")
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    # Letters, figures and joiners belong to the other fonts.
    wanted = [code for code in font.getBestCmap() if code > 0xFF and code != 0x200D]
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["GSUB", "STAT", "gasp", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font["OS/2"].fsType = 0
    names = font["name"]
    # Kept from the source: copyright, designer, license and its address.
    kept = {index: names.getDebugName(index) for index in (0, 9, 13, 14)}
    names.names = []
    own = {
        1: "Expediente Emoji",
        2: "Regular",
        3: "ExpedienteEmoji",
        4: "Expediente Emoji",
        5: "Version 1; subset for Expediente",
        6: "ExpedienteEmoji",
    }
    for index, text in sorted({**kept, **own}.items()):
        if text:
            names.setName(text, index, 3, 1, 0x409)
    target = HERE / "ExpedienteEmoji.ttf"
    font.save(target)
    read = TTFont(target)
    assert set(read.getBestCmap()) == set(wanted)
    print(f"{target.name}: {target.stat().st_size} bytes, {len(wanted)} characters")


if __name__ == "__main__":
    main()
