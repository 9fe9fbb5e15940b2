#!/usr/bin/env python3
"""Writes the small photos beside it: HEIC, AVIF and JPEG 2000 of one picture of four colors, and a TIFF of inks.

Needs Pillow 13, pillow-heif 1.8 (which brings libheif and x265), numpy and imagecodecs. The coded pictures come from
them; where they write no such container (grids, crops, tone maps, JPEG in HEIF), it is written here, box by box
(ISO/IEC 14496-12 and 23008-12). Each file is read back with pillow-heif or Pillow, which share no code with the
reader, and must show the four colors where the test expects them.
"""

import io
import struct
from pathlib import Path

import imagecodecs
import numpy
import pillow_heif
from PIL import Image, ImageCms, ImageDraw

pillow_heif.register_heif_opener()
HERE = Path(__file__).resolve().parent
SIZE = (96, 64)
# Upper left, upper right, lower left, lower right.
COLORS = [(200, 60, 50), (50, 150, 70), (60, 70, 180), (210, 200, 90)]


UNDO = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def picture(size=SIZE, colors=COLORS, mode="RGB"):
    made = Image.new(mode, size)
    draw = ImageDraw.Draw(made)
    width, height = size
    for at, color in enumerate(colors):
        x, y = at % 2 * (width // 2), at // 2 * (height // 2)
        draw.rectangle([x, y, x + width, y + height], fill=color)
    return made


def quarters(image):
    image = image.convert("RGB")
    width, height = image.size
    return [image.getpixel((width * x // 4, height * y // 4)) for y in (1, 3) for x in (1, 3)]


def near(name, found, wanted, most=6):
    for one, other in zip(found, wanted, strict=True):
        assert all(abs(a - b) <= most for a, b in zip(one, other, strict=True)), (name, found, wanted)


def keep(name, data, colors=COLORS, size=SIZE, most=6, judge=True):
    (HERE / name).write_bytes(data)
    if judge:
        image = Image.open(io.BytesIO(data))
        assert image.size == size, (name, image.size)
        near(name, quarters(image), colors, most)
    print(name, len(data))


def heic(image, **more):
    out = io.BytesIO()
    image.save(out, format="HEIF", **{"quality": 90, "chroma": 420, "matrix_coefficients": 6, **more})
    return out.getvalue()


# --- reading a container, and writing one -------------------------------------------------------


def boxes(data):
    at = 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + length]
        at += length


def box(kind, *content):
    content = b"".join(content)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def full(kind, *content, version=0, flags=0):
    return box(kind, struct.pack(">I", version << 24 | flags), *content)


def coded(image, **more):
    """The code of a picture in HEVC, and its hvcC."""
    file = heic(image, **more)
    meta = dict(boxes(dict(boxes(file))[b"meta"][4:]))
    config = dict(boxes(dict(boxes(meta[b"iprp"]))[b"ipco"]))[b"hvcC"]
    return dict(boxes(file))[b"mdat"], config


class Container:
    def __init__(self, brand=b"heic", brands=(b"mif1", b"heic")):
        self.brand, self.brands = brand, brands
        self.items, self.properties, self.references = [], [], []

    def item(self, kind, data, properties=(), hidden=False):
        used = []
        for prop in properties:
            if prop not in self.properties:
                self.properties.append(prop)
            used.append(self.properties.index(prop) + 1)
        self.items.append((kind, data, used, hidden))
        return len(self.items)

    def refer(self, kind, begin, *to):
        self.references.append(box(kind, struct.pack(">HH", begin, len(to)), struct.pack(f">{len(to)}H", *to)))

    def write(self, primary):
        def infe(at, kind, hidden):
            return full(b"infe", struct.pack(">HH4s", at, 0, kind), b"\0", version=2, flags=int(hidden))

        numbered = list(enumerate(self.items, 1))
        ftyp = box(b"ftyp", self.brand, b"\0\0\0\0", *self.brands)
        ipma = struct.pack(">I", len(numbered))
        for at, (_, _, used, _) in numbered:
            ipma += struct.pack(">HB", at, len(used)) + bytes(used)
        begin, length = 0, 0
        for _ in range(2):  # The first pass tells how long the head is.
            iloc = struct.pack(">BBH", 0x44, 0, len(numbered))
            place = length + 8
            for at, (_, data, _, _) in numbered:
                iloc += struct.pack(">HHHII", at, 0, 1, place, len(data))
                place += len(data)
            meta = full(
                b"meta",
                full(b"hdlr", b"\0\0\0\0pict", b"\0" * 13),
                full(b"pitm", struct.pack(">H", primary)),
                full(b"iloc", iloc),
                full(b"iinf", struct.pack(">H", len(numbered)), *[infe(at, kind, hidden) for at, (kind, _, _, hidden) in numbered]),
                full(b"iref", *self.references) if self.references else b"",
                box(b"iprp", box(b"ipco", *self.properties), full(b"ipma", ipma)),
            )
            length = len(ftyp) + len(meta)
        return ftyp + meta + box(b"mdat", *[data for _, data, _, _ in self.items])


def ispe(width, height):
    return full(b"ispe", struct.pack(">II", width, height))


# --- a profile ----------------------------------------------------------------------------------


def display_p3():
    """A profile of Display P3 from its numbers (SMPTE EG 432-1, adapted to D50 by Bradford), as assets/icc makes sRGB."""
    import sys
    sys.path.insert(0, str(HERE.parents[4] / "assets/icc"))
    import make_srgb
    make_srgb.RED = (0.515102, 0.241182, -0.001050)
    make_srgb.GREEN = (0.291965, 0.692236, 0.041882)
    make_srgb.BLUE = (0.157153, 0.066582, 0.784378)
    return make_srgb.profile()


def inks():
    """A profile of four inks whose colors are not those of the plain formula: a table of two values for each ink."""
    def tag(kind, data):
        return kind + b"\0\0\0\0" + data

    straight = bytes(range(256))
    table = b""
    for at in range(16):
        c, m, y, k = at >> 3 & 1, at >> 2 & 1, at >> 1 & 1, at & 1
        light = max(0, 100 - 20 * c - 30 * m - 10 * y - 60 * k)
        a, b = (0, 0) if k else (30 * m - 15 * c, 35 * y - 20 * c)
        table += bytes([round(light * 2.55), a + 128, b + 128])
    one = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    lut = tag(b"mft1", bytes([4, 3, 2, 0]) + one + straight * 4 + table + straight * 3)
    white = tag(b"XYZ ", struct.pack(">3i", 63190, 65536, 54061))
    text = tag(b"text", b"No copyright, use freely (CC0)\0")
    name = tag(b"desc", struct.pack(">I", 5) + b"inks\0" + b"\0" * 78)
    tags, body, count = b"", b"", 4
    for kind, data in ((b"desc", name), (b"cprt", text), (b"wtpt", white), (b"A2B0", lut)):
        tags += kind + struct.pack(">II", 132 + 12 * count + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = 132 + len(tags) + len(body)
    head = struct.pack(">I4sI4s4s4s6H4s4sI4sIQI3i", size, b"\0" * 4, 0x02100000, b"prtr", b"CMYK", b"Lab ", 2024, 1, 1, 0, 0, 0,
                       b"acsp", b"\0" * 4, 0, b"\0" * 4, 0, 0, 0, 63190, 65536, 54061)
    return head + b"\0" * (128 - len(head)) + struct.pack(">I", count) + tags + body


def main():
    plain = picture()
    keep("plain.heic", heic(plain))
    # A phone stores what its sensor sees and how to hold it; EXIF says the same a second time.
    for orientation in range(2, 9):
        # What the sensor sees: held by its orientation, it is the picture.
        seen = plain.transpose(UNDO[orientation])
        exif = Image.Exif()
        exif[0x0112], exif[0x010F], exif[0x0110] = orientation, "Apple", "iPhone 13"
        exif.get_ifd(0x8769)[0x9003] = "2024:02:11 10:11:12"
        exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 25.0, 0.0), 3: "W", 4: (99.0, 8.0, 0.0)})
        keep(f"turned-{orientation}.heic", heic(seen, exif=exif.tobytes()))

    # Colors of a phone: the numbers are those of Display P3. What they are in sRGB is computed here from the standards.
    def srgb_of(color):
        linear = [v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in color]
        matrix = [[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]]
        out = [min(max(sum(m * v for m, v in zip(row, linear)), 0), 1) for row in matrix]
        return tuple(round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)) for v in out)

    keep("display-p3.heic", heic(plain, icc_profile=display_p3()))
    # The same said by a number, primaries 12, as Android does.
    data, config = coded(plain)
    file = Container()
    nclx = box(b"colr", b"nclx", struct.pack(">HHHB", 12, 13, 6, 0x80))
    keep("display-p3-number.heic", file.write(file.item(b"hvc1", data, [box(b"hvcC", config), ispe(*SIZE), nclx])))
    print("  as sRGB:", [srgb_of(color) for color in COLORS])

    # Four tiles, as iPhones have 48: of the last column and row a part is cut off.
    size = (96, 80)
    tiled = Image.new("RGB", (128, 128))
    tiled.paste(picture(size), (0, 0))
    file = Container()
    primary = file.item(b"grid", struct.pack(">BBBBHH", 0, 0, 1, 1, *size), [ispe(*size)])
    tiles = []
    for y in (0, 64):
        for x in (0, 64):
            data, config = coded(tiled.crop((x, y, x + 64, y + 64)))
            tiles.append(file.item(b"hvc1", data, [box(b"hvcC", config), ispe(64, 64)], hidden=True))
    file.refer(b"dimg", primary, *tiles)
    keep("grid.heic", file.write(primary), size=size)

    # The same under a tone map, of iOS 18: the map is of the picture and of a gain map.
    file = Container(brands=(b"mif1", b"MiHE", b"MiPr", b"miaf", b"heic", b"tmap"))
    data, config = coded(plain)
    base = file.item(b"hvc1", data, [box(b"hvcC", config), ispe(*SIZE)])
    data, config = coded(Image.new("L", SIZE, 128).convert("RGB"))
    gain = file.item(b"hvc1", data, [box(b"hvcC", config), ispe(*SIZE)], hidden=True)
    tone = file.item(b"tmap", b"\0" * 62, [ispe(*SIZE)])
    file.refer(b"dimg", tone, base, gain)
    keep("tone-map.heic", file.write(base))
    keep("tone-map-first.heic", file.write(tone), judge=False)

    # A crop around the picture, turned afterward.
    around = Image.new("RGB", (128, 128), (0, 0, 0))
    around.paste(plain.transpose(Image.Transpose.ROTATE_90), (20, 10))
    data, config = coded(around, quality=95, chroma=444)
    # The middle of 64x96 at (20, 10) is 12 left of and 6 above that of 128x128.
    clap = box(b"clap", struct.pack(">IIIIiIiI", 64, 1, 96, 1, -12, 1, -6, 1))
    file = Container()
    primary = file.item(b"hvc1", data, [box(b"hvcC", config), ispe(128, 128), clap, box(b"irot", b"\3")])
    keep("crop.heic", file.write(primary))

    # A JPEG in the container of a HEIC, and a codec that nobody reads.
    jpeg = io.BytesIO()
    plain.save(jpeg, format="JPEG", quality=90)
    file = Container(b"mif1", (b"mif1", b"jpeg"))
    keep("jpeg.heic", file.write(file.item(b"jpeg", jpeg.getvalue(), [ispe(*SIZE)])), judge=False)
    file = Container(b"mif1", (b"mif1",))
    keep("other.heic", file.write(file.item(b"vvc1", b"\1" * 400, [ispe(*SIZE)])), judge=False)

    # A decoder that gave one color for much code: noise is not one color, so this is made of one.
    flat, config = coded(Image.new("RGB", SIZE, (0, 0, 0)))
    file = Container()
    padding = struct.pack(">IH", 4094, 38 << 9 | 1) + b"\xff" * 4091 + b"\x80"  # filler data, a NAL unit of type 38
    keep("flat.heic", file.write(file.item(b"hvc1", flat, [box(b"hvcC", config), ispe(*SIZE)])), [(0, 0, 0)] * 4)
    file = Container()
    keep("black.heic", file.write(file.item(b"hvc1", flat + padding, [box(b"hvcC", config), ispe(*SIZE)])), [(0, 0, 0)] * 4)

    # Brightness from 16 to 235, which the file says in its colors; libheif shows it as it is.
    narrow = picture(colors=[(v, v, v) for v in (16, 71, 126, 235)]).convert("L")
    data, config = coded(narrow)
    nclx = box(b"colr", b"nclx", struct.pack(">HHHB", 1, 13, 6, 0))
    file = Container()
    keep("narrow-gray.heic", file.write(file.item(b"hvc1", data, [box(b"hvcC", config), ispe(*SIZE), nclx])), judge=False)

    see_through = picture(colors=[(*color, alpha) for color, alpha in zip(COLORS, (255, 0, 128, 255), strict=True)], mode="RGBA")
    on_white = [COLORS[0], (255, 255, 255), tuple((v * 128 + 255 * 127 + 127) // 255 for v in COLORS[2]), COLORS[3]]

    def judge_alpha(name, data):
        image = Image.open(io.BytesIO(data)).convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255))
        near(name, quarters(Image.alpha_composite(white, image)), on_white)
        keep(name, data, judge=False)

    judge_alpha("alpha.heic", heic(see_through))

    # The four inks alone, and what littlecms makes of them.
    profile = inks()
    printed = picture(colors=[(255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255)], mode="CMYK")
    out = io.BytesIO()
    printed.save(out, format="TIFF", compression="tiff_adobe_deflate", icc_profile=profile)
    (HERE / "inks.tif").write_bytes(out.getvalue())
    there = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    shown = ImageCms.profileToProfile(printed, there, ImageCms.createProfile("sRGB"), outputMode="RGB")
    print("inks.tif", len(out.getvalue()), "as sRGB:", quarters(shown))

    def avif(image, **more):
        out = io.BytesIO()
        image.save(out, format="AVIF", **{"quality": 90, "speed": 8, **more})
        return out.getvalue()

    keep("plain.avif", avif(plain))
    # Sides that are odd, where colors are half as fine as brightness.
    keep("odd.avif", avif(picture((95, 63))), size=(95, 63))
    judge_alpha("alpha.avif", avif(see_through))
    deep = (numpy.asarray(plain).astype(numpy.uint32) * 1023 // 255).astype(numpy.uint16)
    keep("ten-bits.avif", imagecodecs.avif_encode(deep, level=90, bitspersample=10, pixelformat="420"))
    gray = [(v, v, v) for v in (20, 90, 160, 230)]
    keep("gray.avif", avif(picture(colors=gray).convert("L")), gray)
    keep("lossless.avif", imagecodecs.avif_encode(numpy.asarray(plain), level=100, pixelformat="444"), most=0)
    keep("display-p3.avif", avif(plain, icc_profile=display_p3()))

    def jp2(name, image, colors=COLORS, most=6, **more):
        out = io.BytesIO()
        image.save(out, format="JPEG2000", **more)
        if image.mode == "RGBA":
            judge_alpha(name, out.getvalue())
        else:
            keep(name, out.getvalue(), colors, most=most)

    jp2("lossless.jp2", plain, most=0)
    jp2("lossy.jp2", plain, irreversible=True, quality_mode="dB", quality_layers=[45])
    jp2("bare.j2k", plain, most=0, no_jp2=True)
    jp2("gray.jp2", picture(colors=gray).convert("L"), gray, most=0)
    jp2("alpha.jp2", see_through)


main()
