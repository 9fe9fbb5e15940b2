"""Writes PDFs for the made-up case of make_case.py with pikepdf alone: text in embedded fonts,
lines, pictures, strokes. The same input gives the same bytes.

Only the letters that are used are embedded.
"""

import hashlib
import io
import struct
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image
from pikepdf import Array, Dictionary, Name, String

LETTER = (612, 792)
# What qpdf writes as the name of each file when it is to write no chance one.
STATIC = b"31415926535897932384626433832795"
OURS = Path(__file__).resolve().parents[1] / "fonts"
SYSTEM = Path("/usr/share/fonts/truetype")
# Where a program's usual fonts are not installed, those of this one stand in.
FACES = {
    "serif": [OURS / "ExpedienteSerif-Regular.ttf"],
    "serif-bold": [OURS / "ExpedienteSerif-Bold.ttf"],
    "serif-italic": [OURS / "ExpedienteSerif-Italic.ttf"],
    "sans": [SYSTEM / "liberation/LiberationSans-Regular.ttf", SYSTEM / "liberation2/LiberationSans-Regular.ttf", OURS / "ExpedienteSerif-Regular.ttf"],
    "sans-bold": [SYSTEM / "liberation/LiberationSans-Bold.ttf", SYSTEM / "liberation2/LiberationSans-Bold.ttf", OURS / "ExpedienteSerif-Bold.ttf"],
    "mono": [SYSTEM / "liberation/LiberationMono-Regular.ttf", SYSTEM / "liberation2/LiberationMono-Regular.ttf", OURS / "ExpedienteSerif-Regular.ttf"],
    "mono-bold": [SYSTEM / "liberation/LiberationMono-Bold.ttf", SYSTEM / "liberation2/LiberationMono-Bold.ttf", OURS / "ExpedienteSerif-Bold.ttf"],
}


def font_path(face):
    return next(path for path in FACES[face] if path.exists())


class Font:
    """A TrueType file: widths, and a program with some of its letters."""

    def __init__(self, path):
        data = path.read_bytes()
        self.tables = {}
        for i in range(struct.unpack(">H", data[4:6])[0]):
            tag, _, at, length = struct.unpack(">4sLLL", data[12 + 16 * i:28 + 16 * i])
            self.tables[tag.decode()] = data[at:at + length]
        t = self.tables
        self.name = path.stem.replace("_", "")
        self.units = struct.unpack(">H", t["head"][18:20])[0]
        self.box = struct.unpack(">4h", t["head"][36:44])
        self.up, self.down = struct.unpack(">2h", t["hhea"][4:8])
        self.count = struct.unpack(">H", t["maxp"][4:6])[0]
        metrics = struct.unpack(">H", t["hhea"][34:36])[0]
        self.advance = [struct.unpack(">H", t["hmtx"][4 * i:4 * i + 2])[0] for i in range(metrics)]
        size = "L" if struct.unpack(">h", t["head"][50:52])[0] else "H"
        loca = np.frombuffer(t["loca"], ">u4" if size == "L" else ">u2").astype(int) * (1 if size == "L" else 2)
        self.loca = loca
        self.map = {}
        cmap = t["cmap"]
        for i in range(struct.unpack(">H", cmap[2:4])[0]):
            _, _, at = struct.unpack(">HHL", cmap[4 + 8 * i:12 + 8 * i])
            if struct.unpack(">H", cmap[at:at + 2])[0] != 4:
                continue
            n = struct.unpack(">H", cmap[at + 6:at + 8])[0] // 2
            ends, starts, deltas, offsets = (struct.unpack(f">{n}H", cmap[at + 14 + k:at + 14 + k + 2 * n]) for k in (0, 2 * n + 2, 4 * n + 2, 6 * n + 2))
            for k in range(n):
                for code in range(starts[k], min(ends[k], 0xFFFE) + 1):
                    if offsets[k]:
                        place = at + 14 + 6 * n + 2 + 2 * k + offsets[k] + 2 * (code - starts[k])
                        glyph = struct.unpack(">H", cmap[place:place + 2])[0]
                        glyph = (glyph + deltas[k]) & 0xFFFF if glyph else 0
                    else:
                        glyph = (code + deltas[k]) & 0xFFFF
                    if glyph:
                        self.map.setdefault(code, glyph)

    def width(self, letter):
        glyph = self.map.get(ord(letter), 0)
        return self.advance[min(glyph, len(self.advance) - 1)] * 1000 / self.units

    def part(self, letters):
        """A font program in which only these letters have shapes."""
        glyf = self.tables["glyf"]
        todo, keep = {0} | {self.map.get(ord(c), 0) for c in letters}, set()
        while todo:
            glyph = todo.pop()
            keep.add(glyph)
            shape = glyf[self.loca[glyph]:self.loca[glyph + 1]]
            if len(shape) > 10 and struct.unpack(">h", shape[:2])[0] < 0:
                at, more = 10, True
                while more:
                    flags, other = struct.unpack(">HH", shape[at:at + 4])
                    if other not in keep:
                        todo.add(other)
                    at += 4 + (4 if flags & 1 else 2) + (2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0)
                    more = flags & 0x20
        shapes, loca = b"", [0]
        for glyph in range(self.count):
            if glyph in keep:
                shapes += glyf[self.loca[glyph]:self.loca[glyph + 1]]
                shapes += b"\0" * (-len(shapes) % 4)
            loca.append(len(shapes))
        head = bytearray(self.tables["head"])
        head[8:12] = b"\0" * 4
        head[50:52] = struct.pack(">h", 1)
        tables = {tag: self.tables[tag] for tag in ("cmap", "cvt ", "fpgm", "hhea", "hmtx", "maxp", "prep") if tag in self.tables}
        tables |= {"glyf": shapes, "loca": struct.pack(f">{len(loca)}L", *loca), "head": bytes(head)}

        def checksum(data):
            data += b"\0" * (-len(data) % 4)
            return int(np.frombuffer(data, ">u4").sum(dtype=np.uint64)) & 0xFFFFFFFF

        n = len(tables)
        power = 1 << (n.bit_length() - 1)
        out = struct.pack(">LHHHH", 0x10000, n, power * 16, power.bit_length() - 1, (n - power) * 16)
        at, body = 12 + 16 * n, b""
        for tag in sorted(tables):
            data = tables[tag]
            out += struct.pack(">4sLLL", tag.encode(), checksum(data), at + len(body), len(data))
            body += data + b"\0" * (-len(data) % 4)
        return out + body


LOADED = {}


def font(face):
    if face not in LOADED:
        LOADED[face] = Font(font_path(face))
    return LOADED[face]


def width(text, face, size):
    return sum(font(face).width(c) for c in text) * size / 1000


class Paper:
    """A PDF that is being written."""

    def __init__(self, title, author="Ejemplo", language="es", made="20260601120000", program="Procesador de textos"):
        self.pdf = pikepdf.new()
        self.title, self.author, self.language, self.made, self.program = title, author, language, made, program
        self.used, self.pages = {}, []

    def page(self, size=LETTER):
        self.content, self.images = [], {}
        self.pages.append((size, self.content, self.images, []))

    def link(self, box, url):
        self.pages[-1][3].append((box, url))

    def put(self, text):
        self.content.append(text)

    def text(self, x, y, text, face="serif", size=11, colour=(0, 0, 0), align="left", turn=False):
        self.used.setdefault(face, set()).update(text)
        if align == "middle":
            x -= width(text, face, size) / 2
        elif align == "right":
            x -= width(text, face, size)
        said = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").decode("latin-1")
        place = f"0 1 -1 0 {x:.2f} {y:.2f} Tm" if turn else f"1 0 0 1 {x:.2f} {y:.2f} Tm"
        self.put(f"BT /{face} {size} Tf {colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} rg {place} ({said}) Tj ET")

    def flow(self, x, y, room, text, face="serif", size=11.5, leading=17, indent=0):
        """Words in lines. Returns the y below them."""
        line, left = [], indent
        for word in text.split() + [None]:
            if word is None or (line and width(" ".join([*line, word]), face, size) > room - left):
                self.text(x + left, y, " ".join(line), face, size)
                y, line, left = y - leading, [], 0
            if word:
                line.append(word)
        return y

    def rule(self, x0, y0, x1, y1, thick=.7, colour=(0, 0, 0)):
        self.put(f"{colour[0]} {colour[1]} {colour[2]} RG {thick} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def box(self, x, y, w, h, thick=.7, colour=(0, 0, 0), fill=None):
        if fill:
            self.put(f"{fill[0]} {fill[1]} {fill[2]} rg {x:.2f} {y:.2f} {w:.2f} {h:.2f} re f")
        else:
            self.put(f"{colour[0]} {colour[1]} {colour[2]} RG {thick} w {x:.2f} {y:.2f} {w:.2f} {h:.2f} re S")

    def strokes(self, strokes, colour, thick):
        """Strokes in points of the page, the y upward."""
        self.put(f"q 1 J 1 j {colour[0] / 255:.3f} {colour[1] / 255:.3f} {colour[2] / 255:.3f} RG {thick} w")
        for s in strokes:
            path = " ".join(f"{px:.2f} {py:.2f} {'l' if i else 'm'}" for i, (px, py) in enumerate(s))
            self.put(path + " S")
        self.put("Q")

    def squares(self, matrix, x, y, size):
        """A QR code with its lower left corner at x and y."""
        cell = size / len(matrix)
        self.put("0 0 0 rg")
        for r, row in enumerate(matrix):
            c = 0
            while c < len(row):
                if row[c]:
                    end = c
                    while end < len(row) and row[end]:
                        end += 1
                    self.put(f"{x + c * cell:.3f} {y + size - (r + 1) * cell:.3f} {(end - c) * cell:.3f} {cell:.3f} re")
                    c = end
                c += 1
        self.put("f")

    def picture(self, image, x, y, w, h, quality=72, mask=None):
        if mask is None:
            saved = io.BytesIO()
            image.save(saved, "JPEG", quality=quality)
            data = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8,
                              ColorSpace=Name.DeviceGray if image.mode == "L" else Name.DeviceRGB, Filter=Name.DCTDecode)
            stream = pikepdf.Stream(self.pdf, saved.getvalue(), data)
        else:
            data = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8)
            soft = pikepdf.Stream(self.pdf, mask.tobytes(), data)
            soft.ColorSpace = Name.DeviceGray
            stream = pikepdf.Stream(self.pdf, image.convert("RGB").tobytes(), data)
            stream.ColorSpace = Name.DeviceRGB
            stream.SMask = self.pdf.make_indirect(soft)
        name = f"Im{len(self.images)}"
        self.images[name] = self.pdf.make_indirect(stream)
        self.put(f"q {w:.2f} 0 0 {h:.2f} {x:.2f} {y:.2f} cm /{name} Do Q")

    def save(self, path):
        pdf, fonts = self.pdf, Dictionary()
        for n, (face, letters) in enumerate(sorted(self.used.items())):
            f = font(face)
            program = pikepdf.Stream(pdf, f.part(sorted(letters)))
            program.Length1 = len(program.read_bytes())
            codes = sorted(c.encode("cp1252")[0] for c in letters)
            first, last = codes[0], codes[-1]
            widths = [round(f.width(bytes([c]).decode("cp1252"))) if c in codes else 0 for c in range(first, last + 1)]
            scale = 1000 / f.units
            name = Name(f"/{'ABCDEF'[n % 6] * 6}+{f.name}")
            about = pdf.make_indirect(Dictionary(
                Type=Name.FontDescriptor, FontName=name, Flags=32, FontBBox=Array([round(v * scale) for v in f.box]), ItalicAngle=0,
                Ascent=round(f.up * scale), Descent=round(f.down * scale), CapHeight=660, StemV=80, FontFile2=program))
            fonts[f"/{face}"] = pdf.make_indirect(Dictionary(
                Type=Name.Font, Subtype=Name.TrueType, BaseFont=name, FirstChar=first, LastChar=last, Widths=Array(widths),
                Encoding=Name.WinAnsiEncoding, FontDescriptor=about))
        for size, content, images, links in self.pages:
            page = Dictionary(
                Type=Name.Page, MediaBox=Array([0, 0, *size]),
                Contents=pikepdf.Stream(pdf, "\n".join(content).encode("latin-1")),
                Resources=Dictionary(Font=fonts, XObject=Dictionary({f"/{k}": v for k, v in images.items()})))
            if links:
                page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(list(box)), F=4, Border=Array([0, 0, 0]),
                                                A=Dictionary(S=Name.URI, URI=String(url))) for box, url in links])
            pdf.pages.append(pikepdf.Page(page))
        pdf.Root.Lang = String(self.language)
        info = Dictionary(Title=String(self.title), Author=String(self.author), Creator=String(self.program), Producer=String(self.program),
                          CreationDate=String(f"D:{self.made}-04'00'"))
        pdf.trailer.Info = pdf.make_indirect(info)
        # The name by which a file is known follows from its content.
        saved = io.BytesIO()
        pdf.save(saved, static_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        data = saved.getvalue()
        own = hashlib.md5(data).hexdigest().encode()
        assert data.count(STATIC) == 2
        path.write_bytes(data.replace(STATIC, own))
