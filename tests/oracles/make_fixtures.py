"""Makes the papers that the tests build dossiers from: one for each kind of page in court filings.

usage: make_fixtures.py OUTDIR
Every file is made here, so none has a license of its own. No file depends on the clock.
"""
import base64
import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw
from pikepdf import Array, Dictionary, Name, String

OUT = Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)


def font():
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def content(text, fill="1 1 1", ink="0 0 0", size=(612, 792)):
    w, h = size
    return (
        f"{fill} rg 0 0 {w} {h} re f {ink} rg BT /F1 24 Tf 72 {h - 100} Td ({text}) Tj ET "
        f"BT /F1 12 Tf 72 {h - 140} Td (El contenido de la prueba) Tj ET"
    ).encode("latin-1")


def page(pdf, text, size=(612, 792), raw=None, **keys):
    body = raw if raw is not None else content(text, size=size)
    return pikepdf.Page(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, size[0], size[1]]),
                Resources=Dictionary(Font=Dictionary(F1=font())),
                Contents=pdf.make_stream(body),
                **keys,
            )
        )
    )


def save(pdf, name, **options):
    options.setdefault("static_id", True)
    pdf.save(OUT / name, **options)


def simple(name, pages, **options):
    pdf = pikepdf.new()
    for make in pages:
        pdf.pages.append(make(pdf))
    save(pdf, name, **options)


# Pages that are turned, cropped, or use another unit.
simple(
    "geometry.pdf",
    [
        lambda p: page(p, "upright"),
        lambda p: page(p, "turned 90", Rotate=90),
        lambda p: page(p, "turned 180", Rotate=180),
        lambda p: page(p, "turned 270", Rotate=270),
        lambda p: page(p, "negative turn", Rotate=-90),
        lambda p: page(p, "cropped", CropBox=Array([50, 100, 500, 720])),
        lambda p: page(p, "crop beyond media", CropBox=Array([-100, -100, 900, 900])),
        lambda p: page(p, "cropped and turned", CropBox=Array([50, 100, 500, 720]), Rotate=90),
        lambda p: page(p, "small", size=(200, 150)),
        lambda p: page(p, "large", size=(2384, 3370)),
        lambda p: page(p, "units", size=(306, 396), UserUnit=2),
        lambda p: page(p, "units turned", size=(306, 396), UserUnit=2, Rotate=270),
        lambda p: page(p, "dark", raw=content("dark", fill="0.05 0.05 0.08", ink="1 1 1")),
        lambda p: page(p, "dark turned", raw=content("dark turned", fill="0 0 0", ink="1 1 1"), Rotate=180),
    ],
)

# Content with unbalanced graphics states and text objects.
OPEN = content("left open")
simple(
    "graphics-state.pdf",
    [
        lambda p: page(p, "", raw=OPEN + b" q 0.1 0 0 0.1 300 300 cm q 1 0 0 rg"),
        lambda p: page(p, "", raw=OPEN + b" 0.2 0 0 0.2 100 100 cm 0 1 0 rg"),
        lambda p: page(p, "", raw=OPEN + b" Q Q Q 0.2 0 0 0.2 100 100 cm"),
        lambda p: page(p, "", raw=OPEN + b" 10 10 20 20 re W n"),
        lambda p: page(p, "", raw=OPEN + b" BT /F1 10 Tf 7 Tr 20 Tc 300 Tz 72 300 Td (unfinished) Tj"),
        lambda p: page(p, "", raw=OPEN + b" /Artifact BMC 5 w [3 3] 0 d"),
    ],
)

# Content with old filters, and a link frame without a destination.
pdf = pikepdf.new()
leaf = page(pdf, "")
leaf.obj.Contents = pdf.make_stream(b"")
leaf.obj.Contents.write(base64.a85encode(content("packed in letters")) + b"~>", filter=Name.ASCII85Decode)
leaf.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 500, 300, 540]),
                                    Border=Array([0, 0, 2]), C=Array([1, 0, 0]))])
pdf.pages.append(leaf)
save(pdf, "packed.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)

# The same pages in object streams, and with a wrong cross-reference table.
simple("object-streams.pdf", [lambda p: page(p, "object streams"), lambda p: page(p, "second page")],
       object_stream_mode=pikepdf.ObjectStreamMode.generate)
simple("plain.pdf", [lambda p: page(p, "first page"), lambda p: page(p, "second page"), lambda p: page(p, "third page")])
damaged = (OUT / "plain.pdf").read_bytes()
at = damaged.rindex(b"startxref")
(OUT / "damaged-xref.pdf").write_bytes(damaged[:at] + b"startxref\n999999\n%%EOF\n")

# A page tree with a wrong /Count.
wrong = damaged.replace(b"/Count 3", b"/Count 9")
assert wrong != damaged
(OUT / "count-differs.pdf").write_bytes(wrong)

# Pages that inherit everything.
pdf = pikepdf.new()
for text in ("inherited one", "inherited two"):
    pdf.pages.append(page(pdf, text))
root = pdf.Root.Pages
root.MediaBox = Array([0, 0, 612, 792])
root.Rotate = 90
root.Resources = Dictionary(Font=Dictionary(F1=font()))
for kid in root.Kids:
    del kid.MediaBox
    del kid.Resources
save(pdf, "inherited.pdf")

# A large stream that all pages share and that must be copied once.
pdf = pikepdf.new()
noise = bytes((i * 7919 + (i >> 3)) % 251 for i in range(300_000))
shared = pdf.make_stream(zlib.compress(noise, 0))
shared.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=500, Height=600, BitsPerComponent=8,
                                ColorSpace=Name.DeviceGray)
shared.write(noise)
for number in range(6):
    leaf = page(pdf, "", raw=content(f"shared {number + 1}") + b" q 100 0 0 120 200 200 cm /Im Do Q")
    leaf.obj.Resources.XObject = Dictionary(Im=shared)
    pdf.pages.append(leaf)
save(pdf, "shared.pdf", compress_streams=False)

# Links and an outline, with explicit and with named destinations.
pdf = pikepdf.new()
for number in range(4):
    pdf.pages.append(page(pdf, f"chapter {number + 1}"))
leaves = [p.obj for p in pdf.pages]
pdf.Root.Names = Dictionary(
    Dests=Dictionary(Names=Array([String("third"), Array([leaves[2], Name.XYZ, 0, 700, 0])]))
)
pdf.Root.Dests = Dictionary(second=Array([leaves[1], Name.Fit]))


def link(rect, **keys):
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(rect), Border=Array([0, 0, 0]), **keys)


leaves[0].Annots = pdf.make_indirect(
    Array([
        link([72, 600, 200, 620], Dest=Array([leaves[3], Name.Fit])),
        link([72, 560, 200, 580], Dest=String("third")),
        link([72, 520, 200, 540], Dest=Name.second),
        link([72, 480, 200, 500], A=Dictionary(S=Name.GoTo, D=String("third"))),
        link([72, 440, 200, 460], A=Dictionary(S=Name.URI, URI=String("https://example.org/verifica"))),
        link([72, 400, 200, 420], A=Dictionary(S=Name.URI, URI=String("file:///etc/passwd"))),
    ])
)
with pdf.open_outline() as outline:
    first = pikepdf.OutlineItem("Primera parte", 0)
    first.children.append(pikepdf.OutlineItem("Capítulo dos", 1))
    outline.root.extend([first, pikepdf.OutlineItem("Final (p. 9)", 3)])
save(pdf, "links.pdf")

# Active content of every kind.
pdf = pikepdf.new()
pdf.pages.append(page(pdf, "active", AA=Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))))
leaf = pdf.pages[0].obj
leaf.Annots = Array([
    link([72, 600, 200, 620], A=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
    link([72, 560, 200, 580], A=Dictionary(S=Name.JavaScript, JS=String("app.alert(2)"))),
    link([72, 520, 200, 540], A=Dictionary(S=Name.SubmitForm, F=String("https://example.org"))),
    link([72, 480, 200, 500], A=Dictionary(S=Name.ImportData, F=String("data.fdf"))),
    link([72, 440, 200, 460], A=Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit]))),
    link([72, 400, 200, 420], A=Dictionary(S=Name.GoToE, F=String("other.pdf"), D=Array([0, Name.Fit]))),
    Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([300, 300, 400, 400])),
    Dictionary(Type=Name.Annot, Subtype=Name.Screen, Rect=Array([300, 100, 400, 200])),
])
pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(3)"))
pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("app.alert(4)")))
pdf.attachments["secret.txt"] = pikepdf.AttachedFileSpec(pdf, b"an attachment", filename="secret.txt")
pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), Dictionary(S=Name.JavaScript, JS=String("0"))]))
save(pdf, "active.pdf")


# Comments, markup and form fields, whose appearance becomes part of the page.
def appearance(pdf, w, h, ops):
    stream = pdf.make_stream(ops)
    stream.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, w, h]),
                                    Resources=Dictionary(Font=Dictionary(F1=font())))
    stream.write(ops)
    return stream


pdf = pikepdf.new()
pdf.pages.append(page(pdf, "form"))
leaf = pdf.pages[0].obj
filled = pdf.make_indirect(Dictionary(
    Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Marisol Prado"), F=4,
    Rect=Array([72, 500, 300, 530]), AP=Dictionary(N=appearance(pdf, 228, 30, b"BT /F1 14 Tf 4 8 Td (Marisol Prado) Tj ET")),
))
bare = pdf.make_indirect(Dictionary(
    Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("town"), V=String("San Jacinto"), F=4,
    DA=String("/F1 12 Tf 0 g"), Rect=Array([72, 440, 300, 470]),
))
note = Dictionary(
    Type=Name.Annot, Subtype=Name.FreeText, Contents=String("ojo"), F=4, Rect=Array([330, 500, 500, 540]),
    AP=Dictionary(N=appearance(pdf, 170, 40, b"1 1 0 rg 0 0 170 40 re f 0 g BT /F1 12 Tf 4 14 Td (nota al margen) Tj ET")),
)
hidden = Dictionary(
    Type=Name.Annot, Subtype=Name.Stamp, F=2, Rect=Array([330, 300, 500, 340]),
    AP=Dictionary(N=appearance(pdf, 170, 40, b"BT /F1 12 Tf 4 14 Td (nunca visible) Tj ET")),
)
leaf.Annots = Array([filled, bare, note, hidden])
pdf.Root.AcroForm = Dictionary(Fields=Array([filled, bare]), DR=Dictionary(Font=Dictionary(F1=font())),
                               DA=String("/F1 12 Tf 0 g"))
save(pdf, "form.pdf")

# A hidden layer.
pdf = pikepdf.new()
shown = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Shown")))
secret = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Secret")))
leaf = page(pdf, "", raw=content("layers") + b" /OC /L1 BDC BT /F1 12 Tf 72 400 Td (capa visible) Tj ET EMC"
            b" /OC /L2 BDC 1 0 0 rg 100 200 300 100 re f EMC")
leaf.obj.Resources.Properties = Dictionary(L1=shown, L2=secret)
pdf.pages.append(leaf)
pdf.Root.OCProperties = Dictionary(OCGs=Array([shown, secret]),
                                   D=Dictionary(BaseState=Name.ON, OFF=Array([secret]), Order=Array([shown, secret])))
save(pdf, "layers.pdf")

# Encrypted files.
qpdf = ["qpdf", "--static-id", "--static-aes-iv"]
subprocess.run([*qpdf, "--encrypt", "", "owner", "256", "--", OUT / "plain.pdf", OUT / "empty-password.pdf"], check=True)
subprocess.run([*qpdf, "--encrypt", "secreto", "owner", "256", "--", OUT / "plain.pdf", OUT / "locked.pdf"], check=True)

# Pictures.
def picture(mode, size, text):
    image = Image.new("RGB", size)
    for x in range(size[0]):
        for y in range(0, size[1], 1):
            image.putpixel((x, y), (x * 255 // size[0], y * 255 // size[1], 128))
    ImageDraw.Draw(image).text((20, 20), text, fill="white")
    return image.convert(mode) if mode != "RGB" else image


SIZE = (240, 160)
picture("RGB", SIZE, "progressive").save(OUT / "progressive.jpg", progressive=True, quality=90)
picture("L", SIZE, "grey").save(OUT / "grey.jpg", quality=90)
picture("CMYK", SIZE, "cmyk").save(OUT / "cmyk.jpg", quality=95)
exif = Image.Exif()
exif[0x0112] = 6
exif[0x010F] = "SpecimenCam"
gps = exif.get_ifd(0x8825)
gps[1], gps[2], gps[3], gps[4] = "N", (7.0, 46.0, 0.0), "W", (72.0, 13.0, 0.0)
picture("RGB", SIZE, "turned").save(OUT / "orientation-6.jpg", quality=90, exif=exif)
picture("RGB", SIZE, "png").save(OUT / "plain.png")
alpha = picture("RGB", SIZE, "alpha")
alpha.putalpha(Image.linear_gradient("L").resize(SIZE))
alpha.save(OUT / "alpha.png")
whole = (OUT / "progressive.jpg").read_bytes()
baseline = io.BytesIO()
picture("RGB", (600, 400), "cut").save(baseline, "JPEG", quality=90)
(OUT / "truncated.jpg").write_bytes(baseline.getvalue()[: len(baseline.getvalue()) * 6 // 10])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(
    b"\0" + b"".join(struct.pack(">HHH", x * 65535 // 239, y * 65535 // 159, 32768) for x in range(240)) for y in range(160)
)
(OUT / "sixteen-bit.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 240, 160, 16, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
)
first, second = picture("RGB", SIZE, "one"), picture("L", SIZE, "two")
first.save(OUT / "two-pages.tif", save_all=True, append_images=[second.convert("RGB")], compression="tiff_lzw")
picture("RGB", SIZE, "webp").save(OUT / "photo.webp", quality=90)
picture("RGB", SIZE, "gif").quantize(128, dither=Image.Dither.NONE).save(OUT / "photo.gif")
picture("RGB", SIZE, "bmp").save(OUT / "photo.bmp")

# Refused files: bombs, other formats, empty ones.
(OUT / "bomb.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(bytes(1_000_000), 9)) + chunk(b"IEND", b"")
)


def packed(data):
    """Zeros that deflate compresses a thousandfold, compressed again and again."""
    for _ in range(3):
        data = zlib.compress(data, 9)
    return data


def pdf_bomb():
    deep = packed(bytes(600_000_000))
    head = b"%PDF-1.5\n"
    stream = b"1 0 obj\n<</Type/ObjStm/N 20000000/First 100000000/Filter[/FlateDecode/FlateDecode/FlateDecode]/Length " + (
        str(len(deep)).encode() + b">>stream\n" + deep + b"\nendstream\nendobj\n")
    table = zlib.compress(b"".join(
        struct.pack(">BIH", *entry) for entry in [(0, 0, 65535), (1, len(head), 0), (2, 1, 0), (2, 1, 1)]), 9)
    at = len(head) + len(stream)
    xref = b"5 0 obj\n<</Type/XRef/Size 4/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length " + (
        str(len(table)).encode() + b">>stream\n" + table + b"\nendstream\nendobj\n")
    return head + stream + xref + b"startxref\n" + str(at).encode() + b"\n%%EOF\n"


bomb = pdf_bomb()
assert len(bomb) < 4_096, len(bomb)
(OUT / "bomb.pdf").write_bytes(bomb)
(OUT / "empty.pdf").write_bytes(b"")
simple("no-pages.pdf", [])
(OUT / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(200))
(OUT / "letter.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
(OUT / "message.eml").write_bytes(b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Carta\r\nMIME-Version: 1.0\r\n\r\nHola\r\n")
