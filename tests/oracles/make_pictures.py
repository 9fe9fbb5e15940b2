"""Makes pictures as scanners, fax machines and phones write them: `make_pictures.py FOLDER`.

Pillow with libtiff and ImageMagick write what they can; the rest is put together here, tag by tag.
Every picture shows the same unsymmetrical drawing, so that one that is turned, mirrored, squeezed
or inverted differs from every other.
"""

import io
import struct
import subprocess
import sys
import zlib

from PIL import Image, ImageDraw, ImageFont

FOLDER = sys.argv[1]
W, H = 200, 150


def drawing(scale=(1, 1)):
    """Letters in corners, a wedge, a color for each quarter."""
    image = Image.new("RGB", (W, H), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, 0, W // 2, H // 2], fill=(230, 120, 90))
    draw.rectangle([W // 2, H // 2, W, H], fill=(60, 90, 200))
    draw.polygon([(10, H - 10), (90, H - 10), (10, H // 2 + 10)], fill=(20, 130, 40))
    draw.ellipse([W - 70, 10, W - 10, 70], outline="black", width=6)
    draw.line([(20, 20), (80, 30), (40, 60)], fill="black", width=5)
    draw.rectangle([W - 60, H - 40, W - 20, H - 30], fill=(250, 240, 60))
    return image.resize((W * scale[0], H * scale[1]), Image.NEAREST)


def name(text):
    return f"{FOLDER}/{text}"


def convert(out, *arguments, image=None):
    png = io.BytesIO()
    (image or drawing()).save(png, "PNG")
    subprocess.run(
        ["convert", "png:-", *arguments, name(out)], input=png.getvalue(), check=True
    )


def tiff(entries, chunks, little=True, offsets=273, counts=279, tables=()):
    """A TIFF of one picture. `tables` are (tag, blocks): the tag names where each block lies."""
    end = "<" if little else ">"
    head = (b"II*\0" if little else b"MM\0*") + struct.pack(end + "I", 8)
    tags = {tag: (kind, values) for tag, kind, values in entries}
    count = len(tags) + 2 + len(tables)
    at = 8 + 2 + 12 * count + 4
    body = b""

    def put(data):
        nonlocal body
        place = at + len(body)
        body += data + b"\0" * (len(data) % 2)
        return place

    tags[offsets] = (4, [put(chunk) for chunk in chunks])
    tags[counts] = (4, [len(chunk) for chunk in chunks])
    for tag, blocks in tables:
        tags[tag] = (4, [put(block) for block in blocks])
    rows = b""
    for tag in sorted(tags):
        kind, values = tags[tag]
        letter = {1: "B", 3: "H", 4: "I", 5: "I", 7: "B"}[kind]
        flat = list(values)
        packed = struct.pack(end + letter * len(flat), *flat)
        number = len(flat) // 2 if kind == 5 else len(flat)
        value = packed.ljust(4, b"\0") if len(packed) <= 4 else struct.pack(end + "I", put(packed))
        rows += struct.pack(end + "HHI", tag, kind, number) + value
    return head + struct.pack(end + "H", count) + rows + b"\0" * 4 + body


def write(out, data):
    with open(name(out), "wb") as file:
        file.write(data)


def reversed_bits(data):
    return bytes(int(f"{byte:08b}"[::-1], 2) for byte in data)


def basic(bits, compression, photometric, samples=1, **more):
    entries = [
        (256, 4, [W]),
        (257, 4, [H]),
        (258, 3, [bits] * samples),
        (259, 3, [compression]),
        (262, 3, [photometric]),
        (277, 3, [samples]),
    ]
    return entries + [(int(tag[1:]), 3, [value]) for tag, value in more.items()]


# Fax: every coding, both orders of bits, odd strips.
fax = drawing((1, 2)).convert("1", dither=Image.Dither.NONE)
fine = drawing().convert("1", dither=Image.Dither.NONE)
for coding, kind, options in [
    ("rle", "tiff_ccitt", {}),
    ("g3", "group3", {}),
    ("g3-aligned", "group3", {292: 4}),
    ("g3-2d", "group3", {292: 1}),
    ("g3-2d-aligned", "group3", {292: 5}),
    ("g4", "group4", {}),
]:
    for order in (1, 2):
        for rows in (37, 1000):
            fax.save(
                name(f"fax-{coding}-{order}-{rows}.tif"),
                compression=kind,
                tiffinfo={**options, 266: order, 278: rows},
            )
for photometric in ("min-is-white", "min-is-black"):
    convert(f"fax-{photometric}.tif", "-threshold", "50%", "-depth", "1", "-define",
            f"quantum:polarity={photometric}", "-compress", "Group4")

# Few bits and palettes, in both orders of bits.
for compression in ("None", "LZW", "Zip", "RLE"):
    for order in ("msb", "lsb"):
        common = ["-compress", compression, "-define", f"tiff:fill-order={order}"]
        end = f"{compression.lower()}-{order}.tif"
        convert(f"bits-1-{end}", "-threshold", "50%", "-type", "bilevel", "-depth", "1", *common)
        for bits in ("2", "4", "8", "16"):
            convert(f"bits-{bits}-{end}", "-colorspace", "gray", "-depth", bits, *common)
        for colors in ("2", "4", "16", "200"):
            convert(f"palette-{colors}-{end}", "-colors", colors, "-type", "palette", *common)

# Every arrangement of full colors.
for compression in ("None", "LZW", "Zip", "RLE"):
    for bits in ("8", "16"):
        for planes in ("none", "plane"):
            for endian in ("msb", "lsb"):
                for tile in ("", "64x48"):
                    more = ["-define", f"tiff:tile-geometry={tile}"] if tile else []
                    predictor = ["-define", "tiff:predictor=2"]
                    if compression in ("LZW", "Zip"):
                        more += predictor
                    convert(
                        f"color-{compression.lower()}-{bits}-{planes}-{endian}-{tile}.tif",
                        "-depth", bits, "-interlace", planes, "-endian", endian,
                        "-compress", compression, *more,
                    )
convert("cmyk.tif", "-colorspace", "CMYK", "-compress", "LZW")
convert("min-is-white.tif", "-colorspace", "gray", "-define", "quantum:polarity=min-is-white",
        "-compress", "LZW")
for out, more in [
    ("jpeg-rgb.tif", []),
    ("jpeg-ycc.tif", ["-colorspace", "YCbCr"]),
    ("jpeg-gray.tif", ["-colorspace", "gray"]),
    ("jpeg-strips.tif", ["-colorspace", "gray", "-define", "tiff:rows-per-strip=16"]),
    ("jpeg-tiles.tif", ["-define", "tiff:tile-geometry=64x48"]),
    ("jpeg-planes.tif", ["-interlace", "plane"]),
]:
    convert(out, *more, "-compress", "JPEG")

# A fourth sample that nobody explains, with differences in LZW: it must hide nothing.
rgba = drawing().convert("RGBA")
rgba.putalpha(Image.linear_gradient("L").resize((W, H)))
buffer = io.BytesIO()
rgba.save(buffer, "TIFF", compression="tiff_lzw", tiffinfo={317: 2})
data = bytearray(buffer.getvalue())
little = data[:2] == b"II"
at = struct.unpack_from("<I" if little else ">I", data, 4)[0]
for entry in range(struct.unpack_from("<H", data, at)[0]):
    place = at + 2 + 12 * entry
    if struct.unpack_from("<H", data, place)[0] == 338:
        struct.pack_into("<H", data, place + 8, 0)
write("fourth-sample.tif", data)

# A palette of 16 bits and one of 3 bits, which only scanners write.
pal = drawing().quantize(7, dither=Image.Dither.NONE)
colors = pal.getpalette()[:21]
indices = pal.tobytes()
rows = [indices[y * W:(y + 1) * W] for y in range(H)]


def map_of(size):
    planes = [[colors[3 * i + c] * 257 if 3 * i < len(colors) else 0 for i in range(size)]
              for c in range(3)]
    return sum(planes, [])


def packed(row, bits):
    text = "".join(f"{value:0{bits}b}" for value in row)
    text += "0" * (-len(text) % 8)
    return bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8))


write("palette-of-3-bits.tif", tiff(
    basic(3, 1, 3) + [(278, 4, [H]), (320, 3, map_of(8))], [b"".join(packed(row, 3) for row in rows)]))
write("palette-of-16-bits.tif", tiff(
    basic(16, 1, 3) + [(278, 4, [H]), (320, 3, map_of(65536))],
    [b"".join(struct.pack("<H", v) for v in indices)]))

# Brightness and coarser color, without JPEG.
ycc = drawing().convert("YCbCr")
y, cb, cr = (plane.tobytes() for plane in ycc.split())
for across, down in ((2, 2), (2, 1), (1, 1)):
    units = b""
    for row in range(0, H, down):
        for column in range(0, W, across):
            for dy in range(down):
                for dx in range(across):
                    units += y[min(row + dy, H - 1) * W + min(column + dx, W - 1):][:1]
            units += cb[row * W + column:][:1] + cr[row * W + column:][:1]
    write(f"ycc-{across}-{down}.tif", tiff(
        basic(8, 1, 6, 3) + [(278, 4, [H]), (530, 3, [across, down])], [units]))

# Old JPEG in TIFF, both forms, in one strip and in several.
def segments(jpeg):
    at, found = 2, []
    while True:
        length = struct.unpack_from(">H", jpeg, at + 2)[0]
        found.append((jpeg[at + 1], jpeg[at:at + 2 + length]))
        at += 2 + length
        if found[-1][0] == 0xDA:
            return found, jpeg[at:-2]


def jpeg_of(image, **more):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, subsampling=0, **more)
    return out.getvalue()


def old_jpeg(out, strip_rows, form, image):
    samples = len(image.getbands())
    tables, scans, head = {}, [], b""
    for top in range(0, H, strip_rows):
        part = image.crop((0, top, W, min(top + strip_rows, H)))
        found, pixels = segments(jpeg_of(part))
        scans.append(pixels)
        if top == 0:
            tables = found
            frame = next(data for kind, data in found if kind == 0xC0)
            whole = frame[:5] + struct.pack(">H", H) + frame[7:]
            head = b"\xff\xd8" + b"".join(
                whole if kind == 0xC0 else data for kind, data in found if kind != 0xE0)
    entries = basic(8, 6, 6 if samples == 3 else 1, samples) + [
        (278, 4, [strip_rows]), (512, 3, [1]), (530, 3, [1, 1])]
    if form == "stream":
        write(out, tiff(entries + [(514, 4, [len(head)])], scans, tables=[(513, [head])]))
        return
    quantization, huffman = [], {0: [], 1: []}
    for kind, data in tables:
        body = data[4:]
        while kind == 0xDB and body:
            quantization.append(body[1:65])
            body = body[65:]
        while kind == 0xC4 and body:
            length = 17 + sum(body[1:17])
            huffman[body[0] >> 4].append(body[1:length])
            body = body[length:]
    pick = [0, 1, 1][:samples]
    write(out, tiff(entries, scans, tables=[
        (519, [quantization[i] for i in pick]),
        (520, [huffman[0][i] for i in pick]),
        (521, [huffman[1][i] for i in pick]),
    ]))


for form in ("stream", "tables"):
    for rows in (H, 48):
        old_jpeg(f"old-jpeg-{form}-{rows}.tif", rows, form, drawing())
        old_jpeg(f"old-jpeg-{form}-{rows}-gray.tif", rows, form, drawing().convert("L"))
full = jpeg_of(drawing())
write("old-jpeg-whole.tif", tiff(
    basic(8, 6, 6, 3) + [(278, 4, [H]), (512, 3, [1]), (514, 4, [len(full)]), (530, 3, [1, 1])],
    [full], tables=[(513, [full])]))

# Several pages of different sizes.
fax.save(name("pages.tif"), compression="group3", save_all=True,
         append_images=[fine, fax.rotate(180)])

# Different resolutions across and down: the drawing stays W by H in shape.
for form in ("tif", "jpg", "png", "bmp"):
    for across, down in ((200, 100), (100, 200), (204, 391)):
        tall = drawing().resize((W, round(H * down / across)))
        convert(f"dense-{across}-{down}.{form}", "-units", "PixelsPerInch", "-density",
                f"{across}x{down}", image=tall)

# Orientations, the mirrored ones too, in every format that has them.
for value in range(1, 9):
    block = b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 0x112, 3, 1, value) + b"\0" * 4
    image = drawing()
    jpeg = jpeg_of(image)
    exif = b"Exif\0\0" + block
    write(f"held-{value}.jpg",
          jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])
    png = io.BytesIO()
    image.save(png, "PNG")
    png = png.getvalue()
    chunk = struct.pack(">I", len(block)) + b"eXIf" + block
    chunk += struct.pack(">I", zlib.crc32(chunk[4:]))
    write(f"held-{value}.png", png[:33] + chunk + png[33:])
    image.save(name(f"held-{value}.webp"), lossless=True, exif=exif if value % 2 else block)
    image.save(name(f"held-{value}.tif"), compression="tiff_lzw", tiffinfo={274: value})

# JPEGs that decoders stumble over.
jpeg = jpeg_of(drawing())
write("marker.jpg", jpeg[:2] + b"\xff\x01" + jpeg[2:])
other = jpeg_of(Image.new("RGB", (W, H), "black"))
mpf = b"MPF\0MM\0*\0\0\0\x08\0\0"
write("several.jpg",
      jpeg[:2] + b"\xff\xe2" + struct.pack(">H", len(mpf) + 2) + mpf + jpeg[2:] + other)
# Ink, as light; Pillow writes Adobe's segment, which is cut out here.
cmyk = io.BytesIO()
drawing().convert("CMYK").save(cmyk, "JPEG", quality=95, subsampling=0)
found, pixels = segments(cmyk.getvalue())
assert any(kind == 0xEE for kind, _ in found)
write("ink-of-adobe.jpg", cmyk.getvalue())
write("ink.jpg", b"\xff\xd8" + b"".join(d for k, d in found if k not in (0xEE, 0xE0)) + pixels
      + b"\xff\xd9")

# Interlaced PNGs of few bits.
for bits in ("1", "2", "4", "8"):
    gray = ["-threshold", "50%"] if bits == "1" else ["-colorspace", "gray"]
    convert(f"laced-{bits}.png", *gray, "-interlace", "PNG", "-define", f"png:bit-depth={bits}",
            "-define", "png:color-type=0", "-depth", bits)
    if bits != "8":
        convert(f"laced-palette-{bits}.png", "-colors", str(2 ** int(bits)), "-interlace", "PNG",
                "-define", f"png:bit-depth={bits}", "-define", "png:color-type=3")
