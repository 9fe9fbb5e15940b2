"""Makes PDFs as other programs write them, loosely: `make_loose.py FOLDER`. Written by hand, object
by object, because no library writes such files. Each shows HELLO PAPER, and some a second text."""

import sys
import zlib

FOLDER = sys.argv[1]
TEXT = b"BT /F1 24 Tf 72 700 Td (HELLO PAPER) Tj ET"
PACKED = zlib.compress(TEXT)


def file_of(objects, trailer=b""):
    out, places = b"%PDF-1.4\n", {}
    for number, body in objects:
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    last, start = max(places), len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        last + 1, trailer, start)


def stream(data, entries=b"", line=b"\n", end=b"endstream"):
    return b"<</Length %d%s>>\nstream%s%s\n%s" % (len(data), entries, line, data, end)


def paper(content, fonts=b"/Font<</F1 5 0 R>>", contents=b"4 0 R", more=(), page=b"", pages=b"",
          root=b""):
    return [
        (1, b"<</Type/Catalog/Pages 2 0 R" + root + b">>"),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1" + pages + b">>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents " + contents
         + b"/Resources<<" + fonts + b">>" + page + b">>"),
        (4, content),
        (5, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
        *more,
    ]


def write(name, data):
    with open(f"{FOLDER}/{name}.pdf", "wb") as out:
        out.write(data)


def put(name, *arguments, **more):
    write(name, file_of(paper(*arguments, **more)))


FLATE = b"/Filter/FlateDecode"
# Streams that readers take for none.
put("line with blanks", stream(TEXT, line=b" \r\n"))
put("end misspelt", stream(TEXT, end=b"endstraem"))
put("end missing", stream(TEXT, end=b""))
put("form with blanks", stream(TEXT + b" /X Do"), fonts=b"/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>",
    more=[(6, stream(b"BT /F1 20 Tf 72 500 Td (SECOND TEXT) Tj ET",
                     b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>",
                     line=b"  \r\n"))])
# Flate with a wrong checksum, and cut.
put("checksum", stream(PACKED[:-4] + b"\0\0\0\0", FLATE))
put("cut", stream(PACKED[:-5], FLATE))
# Filters.
put("short name", stream(PACKED, b"/Filter/Fl"))
put("filter elsewhere", stream(PACKED, b"/Filter 6 0 R"), more=[(6, b"/FlateDecode")])
put("filters elsewhere", stream(PACKED, b"/Filter[6 0 R]"), more=[(6, b"/FlateDecode")])
CHAIN = stream(zlib.compress(zlib.compress(PACKED)).hex().encode() + b">",
               b"/Filter[/AHx/Fl/FlateDecode/Fl]")
put("chain", CHAIN)
put("two chains", CHAIN, contents=b"[4 0 R 6 0 R]", more=[(6, CHAIN)])
RUNS = bytes([len(TEXT) - 1]) + TEXT + b"\x80"
put("runs", stream(zlib.compress(RUNS), b"/Filter[/FlateDecode/RL]"))
# Content.
put("image end", stream(
    TEXT + b" q 90 0 0 90 72 400 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 80>EI Q"))
put("open array", stream(b"/P <</A [1 2>> BDC " + TEXT + b" EMC"))
put("mixed brackets", stream(b"/P <</A [[1 2>>]] BDC " + TEXT + b" EMC"))
WIDGET = b"<</Subtype/Widget/Rect[0 0 9 9]/FT/Tx/T(x)>>"
put("field as property", stream(b"/OC /M BDC " + TEXT + b" EMC"),
    fonts=b"/Font<</F1 5 0 R>>/Properties<</M 6 0 R>>", more=[(6, WIDGET)])
put("field as properties", stream(TEXT), fonts=b"/Font<</F1 5 0 R>>/Properties 6 0 R",
    more=[(6, WIDGET[:-2] + b"/Type/Annot>>")])
# Named, and not there.
put("no stream", stream(TEXT), contents=b"[4 0 R 6 0 R]", more=[(6, b"(no stream)")])
put("no XObject", stream(TEXT + b" /X Do"))
put("hollow XObject", stream(TEXT + b" /X Do"),
    fonts=b"/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>",
    more=[(6, b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]>>")])
# The newest page is packed, and the table is lost.
NEW = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents[4 0 R 7 0 R]"
       b"/Resources<</Font<</F1 5 0 R>>>>>>")
PACK = zlib.compress(b"3 0 " + NEW)
write("newer", file_of(paper(stream(TEXT)))
      + b"7 0 obj\n" + stream(b"BT /F1 24 Tf 72 600 Td (SECOND TEXT) Tj ET") + b"\nendobj\n"
      + b"8 0 obj\n" + stream(PACK, b"/Type/ObjStm/N 1/First 4" + FLATE) + b"\nendobj\n"
      + b"startxref\n99999999\n%%EOF\n")
# A form whose lines end as Acrobat ends them.
def form(name, value):
    value = b"\xfe\xff" + value.encode("utf-16-be")
    field = (b"<</Type/Annot/Subtype/Widget/Rect[72 300 400 600]/FT/Tx/Ff 4096/T(a)/DA(/F1 12 Tf)/V<"
             + value.hex().encode() + b">>>")
    put(name, stream(TEXT), page=b"/Annots[6 0 R]",
        root=b"/AcroForm<</Fields[6 0 R]/NeedAppearances true/DR<</Font<</F1 5 0 R>>>>>>",
        more=[(6, field)])


form("lines", "Calle Uno\rBarrio Dos\r\rCiudad\u2028Tres")
# Fields without a look, in other scripts.
form("Cyrillic", "Пётр Їжакевич 12, Kyiv")
form("Greek", "Γιώργος Ωμέγας")
form("Hebrew", "שלום")
# A page that is upright under a turned tree, and the same found without the tree.
put("upright", stream(TEXT), page=b"/Rotate 0", pages=b"/Rotate 90")
write("upright without tree", file_of(paper(
    stream(TEXT), page=b"/Rotate 0", pages=b"/Rotate 90")).replace(b"/Kids[3 0 R]", b"/Kidz[3 0 R]"))
put("turned", stream(TEXT), pages=b"/Rotate 90")
# Names that a paper chose are not entries, whatever they are: of glyphs, of resources and of inks,
# in the object itself or in one that it refers to.
GLYPH = stream(b"750 0 0 0 750 750 d1 0 0 750 750 re f")
NAMES = b"<</.notdef 8 0 R/JS 8 0 R/OpenAction 8 0 R/a100 8 0 R>>"
for name, names, more in [
        ("glyphs", NAMES, []),
        ("glyphs apart", b"9 0 R", [(9, NAMES)]),
]:
    put(name, stream(TEXT + b" BT /T3 24 Tf 72 500 Td (ab) Tj ET"),
        fonts=b"/Font<</F1 5 0 R/T3 6 0 R>>",
        more=[(6, b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[0.001 0 0 0.001 0 0]"
                  b"/CharProcs " + names + b"/Encoding<</Type/Encoding/Differences[97/JS/a100]>>"
                  b"/FirstChar 97/LastChar 98/Widths[1000 1000]/Resources<<>>>>"),
              (8, GLYPH), *more])
INKS = b"<</JavaScript[/Separation/JavaScript/DeviceCMYK 7 0 R]>>"
for name, inks, more in [("inks", INKS, []), ("inks apart", b"9 0 R", [(9, INKS)])]:
    put(name, stream(TEXT + b" /C1 cs 1 1 scn 72 500 50 50 re f"),
        fonts=b"/Font<</F1 5 0 R>>/ColorSpace<</C1[/DeviceN[/JavaScript/Black]/DeviceCMYK 6 0 R"
              b"<</Colorants " + inks + b">>]>>",
        more=[(6, b"<</FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1 0 1]/Length 12>>\n"
                  b"stream\n{0 exch 0 2}\nendstream"),
              (7, b"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 0 0]/N 1>>"), *more])
# Pictures in the middle of content.
put("inline picture", stream(TEXT + b" q 50 0 0 50 72 500 cm BI /W 2 /H 2 /BPC 8 /CS /G ID "
                             b"\x00\xff\xff\x00 EI Q"))
put("inline pictures", stream(b"q 0.1 w Q"), contents=b"[4 0 R 6 0 R 7 0 R]", more=[
    (6, stream(b"q 50 0 0 50 72 500 cm\nBI\n/W 8\n/H 1\n/IM true\nID\n\xaa\nEI\nQ\n" * 3)),
    (7, stream(TEXT)),
])
# Data that has the end of a picture in it, and operators behind that.
FALSE_END = b" EI Q\n" * 4
put("false ends", stream(b"q 200 0 0 24 72 300 cm BI /W 8 /H 24 /BPC 1 /CS /G ID " + FALSE_END
                         + b"\nEI Q\n" + TEXT))
put("false ends and more", stream(
    b"Q q 200 0 0 24 72 300 cm BI /W 8 /H 24 /IM true ID " + FALSE_END + b"\nEI Q\n"
    b"q 50 0 0 50 72 400 cm BI /W 12 /H 2 /BPC 8 /CS /G ID ab EI Q Q Q d EI Q cdefg EI Q\n" + TEXT))
put("false ends of unknown length", stream(
    b"q 200 0 0 24 72 300 cm BI /W 8 /H 3 /BPC 8 /CS /Cs ID " + FALSE_END + b"\nEI Q\n" + TEXT),
    fonts=b"/Font<</F1 5 0 R>>/ColorSpace<</Cs/DeviceGray>>")
