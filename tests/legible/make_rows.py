"""Makes sheets of signatures, and tells which rows they have and what is in them.

Names, numbers and signatures are strokes of a pen that look like handwriting and say nothing.
Tables have full grids, lines only, dotted lines, lines of a notebook or no lines; they come as a
scan, a fax, a pressed scan with uneven light, or a photo on a table. Everything follows from
numbers that are the same each time.

    make_rows.py OUT COUNT [--nothing]

Writes OUT/rows-000.png (or .jpg) and so on, and OUT/truth.json: of each sheet its style and its
rows from the top, each with its mark and the four corners in parts of the picture. With --nothing
there are no tables: letters, forms, title pages and drawings.
"""

import json
import math
import random
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from sheets import WORDS, font, stamp, text

WIDTH, HEIGHT = 1275, 1650
FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
STYLES = ("grid", "lines", "dotted", "notebook", "none")
CAPTURES = ("scan", "fax", "pressed", "photo")
INKS = ((25, 30, 110), (20, 20, 25), (30, 50, 150), (60, 60, 70), (115, 115, 120))
TABLES = ((120, 85, 60), (70, 75, 80), (150, 150, 140), (60, 90, 70))
BLACK = (10, 10, 10)
HEADINGS = ("N.º", "Nombre y apellido", "Cédula", "Sector", "Firma")


def curve(points, steps=5):
    """A smooth line through points (Catmull and Rom)."""
    p = np.array([points[0], *points, points[-1]], float)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:]):
        square, cube = t * t, t * t * t
        second, third = 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
        parts.append(0.5 * (2 * b + (c - a) * t + second * square + third * cube))
    return [tuple(point) for point in np.concatenate([*parts, p[-1:]])]


class Hand:
    """How somebody writes."""

    def __init__(self, pick, room):
        self.pick = pick
        self.size = room * pick.uniform(0.2, 0.34)
        self.width = pick.choice((2, 2, 3, 3, 4))
        self.ink = pick.choice(INKS)
        self.joined = pick.random() < 0.6
        self.lean = pick.uniform(-0.1, 0.45)
        self.rise = pick.uniform(-0.03, 0.03)
        self.printed = pick.random() < 0.2

    def stroke(self, draw, points):
        draw.line(curve(points), fill=self.ink, width=self.width, joint="curve")

    def letter(self, x, y):
        """The points of a letter that stands at x on the line y, and its width."""
        pick, size = self.pick, self.size
        across = size * pick.uniform(0.55, 0.95)
        up = size * pick.choice((0.9, 1.0, 1.0, 1.1, 1.9, 2.0))
        down = size * pick.choice((0, 0, 0, 0, 0, 0.9))
        kind = pick.randrange(4)
        if kind == 0:
            shape = [(0, 0), (0.5, up), (0.15, up * 0.6), (0.6, -down), (1, 0.1 * size)]
        elif kind == 1:
            shape = [(0.8, up * 0.9), (0.2, up), (0.1, 0.1 * size), (0.7, 0), (0.8, up * 0.9)]
            shape += [(0.9, -down), (1.1, 0.2 * size)]
        elif kind == 2:
            shape = [(0, 0.6 * size), (0.2, up), (0.25, 0), (0.5, up * 0.8), (0.6, 0)]
            shape += [(1, 0.1 * size)]
        else:
            shape = [(0, 0.4 * size), (0.5, up * 0.5), (0.7, up), (0.2, up * 0.9), (0.3, 0)]
            shape += [(1, 0.3 * size)]
        return [(x + a * across + b * self.lean, y - b) for a, b in shape], across

    def word(self, draw, x, y, letters):
        points = []
        for _ in range(letters):
            shape, across = self.letter(x, y)
            if self.joined:
                points += shape
            else:
                self.stroke(draw, shape)
            x += across * (1.0 if self.joined else 1.25)
        if points:
            self.stroke(draw, points)
        return x

    def words(self, draw, x, y, right, count):
        begun = x
        if self.printed:
            name = str(FONTS / "ExpedienteSerif-Italic.ttf")
            italic = ImageFont.truetype(name, int(self.size * 2))
            said = " ".join(self.pick.choice(WORDS).capitalize() for _ in range(count))
            while italic.getlength(said) > right - x and len(said) > 3:
                said = said[:-2]
            draw.text((x, y), said, font=italic, fill=self.ink, anchor="ls")
            return
        for _ in range(count):
            letters = self.pick.randint(3, 8)
            if x + letters * self.size > right:
                letters = int((right - x) / self.size)
            if letters < 2:
                return
            x = self.word(draw, x, y + (x - begun) * self.rise, letters)
            x += self.size * self.pick.uniform(0.5, 0.9)

    def number(self, draw, x, y, right):
        for group in (1, 2, 3, 3):
            for _ in range(group):
                if x + self.size * 0.7 > right:
                    return
                up, across = self.size * 1.3, self.size * 0.6
                shape = self.pick.choice(
                    (
                        [(0.3, 1), (0.5, 0)],
                        [(0, 0.8), (0.5, 1), (0.8, 0.7), (0, 0), (0.9, 0)],
                        [(0.5, 1), (0, 0.5), (0.5, 0), (0.9, 0.5), (0.5, 1)],
                        [(0.8, 1), (0.1, 1), (0.1, 0.6), (0.8, 0.4), (0.4, 0), (0, 0.1)],
                        [(0.1, 1), (0.9, 1), (0.3, 0)],
                    )
                )
                self.stroke(draw, [(x + a * across, y - b * up) for a, b in shape])
                x += across * 1.35
            x += self.size * 0.35

    def sign(self, draw, x, y, right, room):
        pick = self.pick
        width = min((right - x) * pick.uniform(0.6, 1.0), room * 5)
        count = pick.randint(6, 11)
        points = [
            (
                x + width * at / count + pick.uniform(-0.03, 0.03) * width,
                y - room * (pick.uniform(-0.08, 0.25) if at % 2 else pick.uniform(0.3, 0.72)),
            )
            for at in range(count + 1)
        ]
        self.stroke(draw, points)
        if pick.random() < 0.6:
            low = y + room * pick.uniform(-0.02, 0.12)
            ends = (right - (right - x) * 0.2, low), (x + width * 0.9, low - 3)
            self.stroke(draw, [ends[0], (x + width * 0.2, low + 2), ends[1]])

    def strike(self, draw, left, right, y, room):
        """A long stroke through a row."""
        pick = self.pick
        left += (right - left) * pick.uniform(0.0, 0.12)
        right -= (right - left) * pick.uniform(0.0, 0.15)
        tilt = pick.uniform(-0.12, 0.12) * room
        points = []
        for at in range(9):
            down = tilt * (at / 4 - 1) + pick.uniform(-0.05, 0.05) * room
            points.append((left + (right - left) * at / 8, y + down))
        draw.line(curve(points), fill=self.ink, width=self.width, joint="curve")


def rule(draw, pick, style, x0, x1, y, ink, width):
    if style == "dotted":
        step = 8 if width % 2 else 12
        for x in np.arange(x0, x1, step):
            draw.ellipse([x, y - 1, x + 2, y + 1], fill=ink)
    elif style == "drawn":
        # With a ruler that slips.
        ends = pick.uniform(-4, 4), pick.uniform(-4, 4)
        x0, x1 = x0 + pick.uniform(-8, 8), x1 + pick.uniform(-8, 8)
        points = []
        for at in range(7):
            down = ends[0] + (ends[1] - ends[0]) * at / 6 + pick.uniform(-1, 1)
            points.append((x0 + (x1 - x0) * at / 6, y + down))
        draw.line(curve(points), fill=ink, width=width)
    else:
        draw.line([(x0, y), (x1, y)], fill=ink, width=width)


def columns(pick, left, right, numbered, many):
    shares = ([0.055] if numbered else []) + [pick.uniform(0.3, 0.36), pick.uniform(0.17, 0.22)]
    if many:
        shares.append(pick.uniform(0.14, 0.18))
    shares.append(max(0.2, 1 - sum(shares)))
    total = sum(shares)
    edges = [left]
    for share in shares:
        edges.append(edges[-1] + (right - left) * share / total)
    return edges


def sheet(number, pick):
    """An upright sheet, its style and its rows: mark and box in pixels."""
    style = STYLES[number % 5]
    image = Image.new("RGB", (WIDTH, HEIGHT), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    notebook = style == "notebook"
    count = pick.randint(10, 34 if style == "none" else 40)
    has_header = not notebook and pick.random() < 0.8
    top = pick.randint(60, 110)
    left, right = pick.randint(70, 130), WIDTH - pick.randint(60, 130)
    if notebook:
        left, right = 0, WIDTH
    if not notebook and pick.random() < 0.85:
        title = "PETICIÓN DE VECINOS"
        draw.text((WIDTH / 2, top), title, font=font(38, True), fill=BLACK, anchor="mt")
        lines = pick.randint(1, 5) if count < 30 else 1
        text(draw, pick, (left + 20, top + 60, right - 20, top + 74 + 33 * lines), 23)
        top += 110 + 33 * lines
    bottom = HEIGHT - pick.randint(110, 150)
    pitch = min((bottom - top) / (count + (1 if has_header else 0.5)), pick.uniform(44, 75))
    if notebook:
        pitch = pick.uniform(38, 56)
        top = pick.uniform(90, 200)
        count = int((HEIGHT - 40 - top) / pitch)
    head = pitch * pick.choice((1.0, 0.8, 1.25)) if has_header else 0
    numbered = not notebook and pick.random() < 0.65
    inside = (100, WIDTH - 60) if notebook else (left, right)
    many = pick.random() < 0.5
    edges = columns(pick, *inside, numbered, many)
    ink = (150, 185, 225) if notebook else pick.choice(((0, 0, 0), (40, 40, 40), (120, 120, 120)))
    width = 2 if notebook else pick.choice((1, 2, 2, 3))
    rows, y = [], top
    heads = [said for said in HEADINGS if many or said != "Sector"][0 if numbered else 1 :]
    if has_header:
        if style == "grid" and pick.random() < 0.4:
            draw.rectangle([left, y, right, y + head], fill=(222, 222, 222))
        small = font(int(min(24, head * 0.5)), pick.random() < 0.7)
        for edge, said in zip(edges, heads):
            draw.text((edge + 8, y + head / 2), said, font=small, fill=(10, 10, 10), anchor="lm")
        rows.append(("header", y, y + head))
        y += head
    body = y
    empty = pick.choice((0, 0, pick.randint(1, 6), pick.randint(1, count // 2)))
    blank = {at for at in range(count - empty, count)}
    if style == "none":
        blank = set()
    elif pick.random() < 0.3:
        blank.add(pick.randrange(1, count - 1))
    struck = {at for at in range(count) if at not in blank and pick.random() < 0.06}
    drawn = "drawn" if style in ("grid", "lines") and pick.random() < 0.25 else style
    for at in range(count):
        mark = "empty" if at in blank else "struck-out" if at in struck else "filled"
        rows.append((mark, body + at * pitch, body + (at + 1) * pitch))
    end = body + count * pitch
    # Lines.
    if style != "none":
        first = 0 if style == "grid" or notebook or pick.random() < 0.7 else 1
        lines = [] if first or not has_header else [top]
        lines += [body + at * pitch for at in range(0 if has_header or not first else 1, count + 1)]
        if not lines or lines[0] > body:
            first = 1
        for line in lines:
            rule(draw, pick, drawn, left, right, round(line), ink, width)
        if style == "grid":
            for edge in edges:
                draw.line([(edge, top), (edge, end)], fill=ink, width=width)
        if notebook:
            draw.line([(96, 0), (96, HEIGHT)], fill=(235, 150, 150), width=2)
    # What people wrote.
    digits = font(int(min(22, pitch * 0.42)))
    for at in range(count):
        high = body + at * pitch
        base = high + pitch * (0.86 if notebook or style in ("lines", "dotted") else 0.7)
        if numbered:
            place = (edges[0] + 12, high + pitch / 2)
            draw.text(place, str(at + 1), font=digits, fill=(20, 20, 20), anchor="lm")
        if at in blank:
            continue
        hand = Hand(pick, pitch)
        cells = list(zip(edges, edges[1:]))[1 if numbered else 0 :]
        for place, (x0, x1) in enumerate(cells):
            y = base + pick.uniform(-0.06, 0.05) * pitch
            x = x0 + pick.uniform(6, 20)
            if place == 0:
                over = 20 if pick.random() < 0.1 else 0
                hand.words(draw, x, y, x1 - 4 + over, pick.choice((2, 2, 3, 4)))
            elif place == len(cells) - 1:
                hand.sign(draw, x, y, x1 - 8, pitch)
            elif place == 1:
                hand.number(draw, x, y, x1 - 4)
            else:
                hand.words(draw, x, y, x1 - 4, 2)
        if at in struck:
            x0 = edges[1 if numbered else 0] + 4
            hand.strike(draw, x0, edges[-1] - 4, high + pitch * pick.uniform(0.48, 0.62), pitch)
    if not notebook and pick.random() < 0.2:
        center = (right - pick.uniform(90, 200), end - pick.uniform(0, 90))
        stamp(draw, center, pick.uniform(70, 95), (30, 110, 90))
    if not notebook and pick.random() < 0.7:
        footer = (WIDTH / 2, HEIGHT - 80)
        draw.text(footer, "Hoja 1 de 3", font=font(22), fill=BLACK, anchor="mm")
    boxes = [(mark, [(left, y0), (right, y0), (right, y1), (left, y1)]) for mark, y0, y1 in rows]
    return image, style, boxes


def paragraphs(draw, pick, size):
    top = pick.randint(150, 320)
    box = (150, top, WIDTH - 140, HEIGHT - pick.randint(150, 500))
    text(draw, pick, box, size, gap=pick.uniform(1.25, 1.9))


def nothing(number, pick):
    """A page without a table."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    kind = number % 5
    if kind == 0:
        paragraphs(draw, pick, pick.randint(20, 30))
        draw.line([(150, 120), (WIDTH - 140, 120)], fill=(0, 0, 0), width=3)
    elif kind == 1:
        hand = Hand(pick, 75)
        hand.printed = False
        y = 200
        while y < HEIGHT - 250:
            right = WIDTH - 120 if pick.random() < 0.85 else 600
            hand.words(draw, 130, y, right, 14)
            y += pick.uniform(58, 66)
    elif kind == 2:
        for line in range(3):
            y = 300 + 90 * line
            title = " ".join(pick.choice(WORDS) for _ in range(3)).upper()
            draw.text((WIDTH / 2, y), title, font=font(46, True), fill=(0, 0, 0), anchor="mm")
        draw.rectangle([200, 700, WIDTH - 200, 1300], outline=(0, 0, 0), width=4)
        for _ in range(12):
            x, y, r = pick.uniform(300, 900), pick.uniform(800, 1200), pick.uniform(20, 90)
            draw.ellipse([x - r, y - r, x + r, y + r], outline=(0, 0, 0), width=3)
    elif kind == 3:
        draw.rectangle([60, 60, WIDTH - 60, HEIGHT - 60], outline=(60, 60, 120), width=5)
        text(draw, pick, (150, 300, WIDTH - 150, 900), 27)
        hand = Hand(pick, 120)
        for x in (200, 750):
            draw.line([(x, 1300), (x + 330, 1300)], fill=(0, 0, 0), width=2)
            hand.sign(draw, x + 30, 1290, x + 300, 120)
    else:
        for side in (120, 670):
            text(draw, pick, (side, 200, side + 480, HEIGHT - 200), 22)
    return image, ("letter", "note", "title", "certificate", "columns")[kind], []


def curled(image, by):
    """The sheet, higher by so many pixels in the middle, as paper that does not lie flat."""
    parts = []
    for x in range(0, image.width, 25):
        up = by * math.sin(math.pi * x / image.width)
        top, bottom = up, up + image.height
        part = (x, top, x, bottom, x + 25, bottom, x + 25, top)
        parts.append(((x, 0, x + 25, image.height), part))
    return image.transform(image.size, Image.MESH, parts, Image.BICUBIC, fillcolor=(255, 255, 255))


def seen(image, pick, capture):
    """The picture of a sheet, and where a point of the sheet is on it."""
    tilt = math.radians(pick.uniform(-3, 3))
    size = image.size
    scale, room = 1.0, 0.0
    background = (255, 255, 255)
    if capture == "photo":
        background, room = pick.choice(TABLES), 0.07
    width, height = int(size[0] * (1 + 2 * room)), int(size[1] * (1 + 2 * room))
    bend = 0.04 if capture == "photo" else 0.0
    corners = []
    for x, y in ((0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])):
        dx, dy = (x - size[0] / 2) * scale, (y - size[1] / 2) * scale
        u = width / 2 + dx * math.cos(tilt) - dy * math.sin(tilt)
        v = height / 2 + dx * math.sin(tilt) + dy * math.cos(tilt)
        u += pick.uniform(-bend, bend) * size[0]
        corners.append((u, v + pick.uniform(-bend, bend) * size[1]))
    # The projection from the picture back to the sheet.
    rows, right = [], []
    for (x, y), (u, v) in zip(((0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])), corners):
        rows.append([u, v, 1, 0, 0, 0, -x * u, -x * v])
        rows.append([0, 0, 0, u, v, 1, -y * u, -y * v])
        right += [x, y]
    back = np.linalg.solve(np.array(rows, float), np.array(right, float))
    matrix = np.linalg.inv(np.append(back, 1).reshape(3, 3))

    def place(point):
        u, v, w = matrix @ np.array([*point, 1.0])
        return u / w / width, v / w / height

    if capture == "photo":
        image = curled(image, pick.uniform(-9, 9))
    turned = image.transform(
        (width, height), Image.PERSPECTIVE, tuple(back), Image.BICUBIC, fillcolor=background
    )
    if capture == "photo":
        turned = turned.filter(ImageFilter.GaussianBlur(pick.uniform(0.3, 1.3)))
    pixels = np.asarray(turned, np.float32)
    rng = np.random.default_rng(pick.randrange(1 << 30))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    if capture in ("pressed", "photo"):
        falls = (x / width) * pick.uniform(0, 0.9) + (y / height) * pick.uniform(0, 0.6)
        light = 0.72 + 0.28 * np.clip(1.1 - falls, 0, 1)
        edge = pick.uniform(0.3, 0.8) * width + (y - height / 2) * pick.uniform(-0.7, 0.7)
        shadow = 1 - pick.uniform(0.1, 0.3) / (1 + np.exp(-(x - edge) / 40))
        pixels = pixels * (light * shadow)[..., None]
    noise = {"scan": 2.0, "fax": 10.0, "pressed": 5.0, "photo": 5.0}[capture]
    pixels += rng.normal(0, noise, (height, width, 1)).astype(np.float32)
    pixels = np.clip(pixels, 0, 255).astype(np.uint8)
    if capture == "fax":
        gray = pixels.mean(axis=2)
        specks = rng.random((height, width))
        gray[specks < 0.0003] = 0
        return Image.fromarray(gray > 165), place
    return Image.fromarray(pixels), place


def made(folder, number, make):
    """Writes the picture of a sheet, and returns its name and what is true of it."""
    pick = random.Random(1000 + number)
    image, style, rows = make(number, pick)
    capture = CAPTURES[(number // 5) % 4]
    picture, place = seen(image, pick, capture)
    if capture in ("pressed", "photo") and pick.random() < 0.3:
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.LANCZOS)
    name = f"rows-{number:03}." + ("png" if capture in ("scan", "fax") else "jpg")
    if name.endswith("png"):
        picture.save(folder / name)
    else:
        picture.save(folder / name, quality=pick.choice((45, 70, 85)))
    rows = [{"mark": mark, "corners": [place(point) for point in box]} for mark, box in rows]
    return name, {"style": style, "capture": capture, "rows": rows}


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    make = nothing if "--nothing" in sys.argv else sheet
    with Pool() as pool:
        truth = dict(pool.starmap(made, [(folder, number, make) for number in range(count)]))
    (folder / "truth.json").write_text(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main()
