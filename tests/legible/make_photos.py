"""Makes photos of papers, and tells where on them the papers are.

Each paper is seen by a camera in space, lies on one of thirty backgrounds, in light that falls off
and with shadows, and is blurred, grainy and pressed as a phone does it. Everything follows from
numbers that are the same each time.

    make_photos.py OUT COUNT [--nothing | --two | --off]

Writes OUT/photo-000.jpg and so on, and OUT/truth.json: the corners of
each in pixels, upper left first and clockwise, with the shape of the paper. With --nothing, there
is no paper on the photos; with --two there are two; with --off the paper runs off a side, each side
in turn.
"""

import json
import math
import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sheets import all_sheets

BACKGROUNDS = 30


def noise(rng, width, height, cells_x, cells_y):
    """Smooth noise from -1 to 1."""
    small = rng.uniform(-1, 1, (max(2, cells_y), max(2, cells_x))).astype(np.float32)
    image = Image.fromarray(small, mode="F").resize((width, height), Image.BICUBIC)
    return np.asarray(image)


def plain(rng, width, height, color, rough=6.0):
    base = np.ones((height, width, 3), np.float32) * np.array(color, np.float32)
    base += noise(rng, width, height, 6, 6)[..., None] * rough
    return base


def wood(rng, width, height, color, turn):
    long, short = (width, height) if turn else (height, width)
    grain = noise(rng, width, height, *((8, 160) if turn else (160, 8)))
    fine = noise(rng, width, height, *((30, 500) if turn else (500, 30)))
    base = plain(rng, width, height, color, 12)
    base *= (1 + 0.14 * grain + 0.06 * fine)[..., None]
    board = max(60, short // 5)
    at = np.arange(height if turn else width) % board
    seam = np.where(at < 3, 0.55, 1.0).astype(np.float32)
    return base * (seam[:, None, None] if turn else seam[None, :, None])


def cloth(rng, width, height, color, thread):
    y, x = np.mgrid[0:height, 0:width]
    weave = np.sin(x * 2 * math.pi / thread) * np.sin(y * 2 * math.pi / thread)
    folds = noise(rng, width, height, 7, 9)
    return plain(rng, width, height, color) * (1 + 0.07 * weave + 0.13 * folds)[..., None]


def checked(rng, width, height, one, other, side):
    y, x = np.mgrid[0:height, 0:width]
    fields = ((x // side + y // side) % 2)[..., None]
    colors = np.where(fields == 0, np.array(one, np.float32), np.array(other, np.float32))
    return colors + noise(rng, width, height, 9, 9)[..., None] * 8


def stripes(rng, width, height, one, other, side, slope):
    y, x = np.mgrid[0:height, 0:width]
    fields = (((x + slope * y) // side) % 2)[..., None]
    colors = np.where(fields == 0, np.array(one, np.float32), np.array(other, np.float32))
    return colors + noise(rng, width, height, 9, 9)[..., None] * 8


def tiles(rng, width, height, color, side):
    base = plain(rng, width, height, color, 9)
    y, x = np.mgrid[0:height, 0:width]
    joint = ((x % side < 5) | (y % side < 5))[..., None]
    return np.where(joint, base * 0.72, base)


def stone(rng, width, height, color, amount):
    base = plain(rng, width, height, color, 8)
    for cells in (40, 120, 400):
        base += noise(rng, width, height, cells, cells * height // width)[..., None] * amount
    return base


def flowers(rng, width, height, color):
    image = Image.fromarray(np.clip(plain(rng, width, height, color), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(90):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        size = rng.uniform(20, 80)
        fill = tuple(int(v) for v in rng.uniform(40, 230, 3))
        draw.ellipse([x - size, y - size, x + size, y + size], fill=fill)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(2))).astype(np.float32)


def desk(rng, width, height, color):
    """A table with other things on it: a pen, a cup, a cable, the edge of a book."""
    base = np.clip(wood(rng, width, height, color, True), 0, 255).astype(np.uint8)
    image = Image.fromarray(base)
    draw = ImageDraw.Draw(image)
    draw.line([(0, height * 0.06), (width * 0.4, height * 0.02)], fill=(25, 25, 60), width=16)
    x, y, r = width * 0.95, height * 0.05, width * 0.14
    draw.ellipse([x - r, y - r, x + r, y + r], fill=(180, 60, 50))
    draw.ellipse([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8], fill=(60, 35, 25))
    draw.polygon([(0, height), (0, height * 0.93), (width * 0.3, height)], fill=(40, 80, 120))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(1.5))).astype(np.float32)


def background(kind, rng, width, height):
    w, h = width, height
    return [
        lambda: wood(rng, w, h, (150, 105, 65), False),
        lambda: wood(rng, w, h, (95, 62, 38), True),
        lambda: wood(rng, w, h, (205, 175, 130), False),
        lambda: wood(rng, w, h, (60, 42, 30), False),
        lambda: wood(rng, w, h, (180, 140, 95), True),
        lambda: cloth(rng, w, h, (70, 90, 130), 7),
        lambda: cloth(rng, w, h, (150, 50, 50), 9),
        lambda: cloth(rng, w, h, (205, 200, 188), 8),
        lambda: cloth(rng, w, h, (90, 110, 80), 11),
        lambda: plain(rng, w, h, (196, 198, 202), 14),
        lambda: plain(rng, w, h, (178, 172, 160), 10),
        lambda: plain(rng, w, h, (30, 30, 34), 6),
        lambda: plain(rng, w, h, (120, 124, 128), 10),
        lambda: plain(rng, w, h, (60, 80, 70), 10),
        lambda: plain(rng, w, h, (190, 150, 60), 14),
        lambda: tiles(rng, w, h, (185, 170, 150), 330),
        lambda: tiles(rng, w, h, (120, 115, 110), 260),
        lambda: tiles(rng, w, h, (90, 120, 140), 420),
        lambda: stone(rng, w, h, (110, 110, 112), 14),
        lambda: stone(rng, w, h, (70, 68, 66), 20),
        lambda: stone(rng, w, h, (165, 150, 130), 12),
        lambda: checked(rng, w, h, (170, 60, 60), (205, 190, 180), 90),
        lambda: checked(rng, w, h, (60, 90, 140), (190, 195, 200), 120),
        lambda: checked(rng, w, h, (120, 130, 90), (90, 100, 70), 160),
        lambda: stripes(rng, w, h, (80, 100, 150), (60, 75, 120), 70, 0.3),
        lambda: stripes(rng, w, h, (150, 120, 100), (120, 95, 80), 110, -0.5),
        lambda: flowers(rng, w, h, (150, 170, 150)),
        lambda: flowers(rng, w, h, (60, 50, 80)),
        lambda: desk(rng, w, h, (160, 120, 80)),
        lambda: desk(rng, w, h, (90, 70, 55)),
    ][kind]()


def pose(pick, sides, size):
    """The corners of a sheet as a camera sees them: tilted, turned, and mostly filling the photo."""
    width, height = size
    focal = 0.75 * max(width, height)
    while True:
        tilt, swing = math.radians(pick.uniform(-30, 30)), math.radians(pick.uniform(-25, 25))
        spin = math.radians(pick.gauss(0, 9))
        corners = []
        reach = max(sides)
        distance = reach * focal / max(width, height) * pick.uniform(1.12, 2.1)
        off_x, off_y = pick.uniform(-0.1, 0.1) * reach, pick.uniform(-0.1, 0.1) * reach
        for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
            x, y = sx * sides[0] / 2, sy * sides[1] / 2
            x, y = x * math.cos(spin) - y * math.sin(spin), x * math.sin(spin) + y * math.cos(spin)
            y, z = y * math.cos(tilt), y * math.sin(tilt)
            x, z = x * math.cos(swing) + z * math.sin(swing), z * math.cos(swing) - x * math.sin(swing)
            depth = z + distance
            corners.append(
                (width / 2 + focal * (x + off_x) / depth, height / 2 + focal * (y + off_y) / depth)
            )
        edge = 0.012 * max(size)
        if all(edge < x < width - edge and edge < y < height - edge for x, y in corners):
            return corners


def beside(corners, size):
    """Two sheets in place of one, each in its half of the photo."""
    axis = 0 if size[0] > size[1] else 1
    values = [corner[axis] for corner in corners]
    by = min(0.9, 0.46 * size[axis] / (max(values) - min(values)))
    middle = [(min(part) + max(part)) / 2 for part in zip(*corners)]
    placed = []
    for half in (0.25, 0.75):
        to = [0.5 * size[0], 0.5 * size[1]]
        to[axis] = half * size[axis]
        placed.append([tuple(t + by * (v - m) for v, m, t in zip(xy, middle, to)) for xy in corners])
    return placed


def run_off(number, corners, size):
    """The sheet moved so that a fifth of it is beyond a side. Not of cards: what is below the band of
    one looks like a whole card."""
    axis, sign = number % 2, 1 if number % 4 < 2 else -1
    values = [corner[axis] for corner in corners]
    long = max(values) - min(values)
    by = size[axis] + 0.2 * long - max(values) if sign > 0 else -0.2 * long - min(values)
    return [(x + by * (axis == 0), y + by * (axis == 1)) for x, y in corners]


def coefficients(corners, size):
    """For Pillow: from a point of the photo to one of the sheet."""
    rows, values = [], []
    sheet = ((0, 0), (size[0], 0), (size[0], size[1]), (0, size[1]))
    for (x, y), (u, v) in zip(corners, sheet):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        values.append(u)
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        values.append(v)
    return np.linalg.solve(np.array(rows), np.array(values))


def laid(scene, paper, corners, size, pick):
    """The scene with a sheet on it."""
    # Twice as fine, so that edges are smooth.
    twice = [(2 * x, 2 * y) for x, y in corners]
    matrix = coefficients(twice, paper.size)
    big = (2 * size[0], 2 * size[1])
    seen = paper.transform(big, Image.PERSPECTIVE, matrix, Image.BICUBIC)
    mask = Image.new("L", big, 0)
    ImageDraw.Draw(mask).polygon(twice, fill=255)
    seen = np.asarray(seen.resize(size, Image.BOX)).astype(np.float32)
    inside = mask.resize(size, Image.BOX)
    # A sheet throws a thin shadow.
    thrown = Image.new("L", size, 0)
    shift = pick.uniform(2, 7)
    ImageDraw.Draw(thrown).polygon([(x + shift, y + shift) for x, y in corners], fill=255)
    thrown = np.asarray(thrown.filter(ImageFilter.GaussianBlur(4))).astype(np.float32) / 255
    scene = scene * (1 - 0.35 * thrown)[..., None]
    alpha = np.asarray(inside).astype(np.float32)[..., None] / 255
    return scene * (1 - alpha) + seen * (0.97 * alpha)


def photo(number, papers, mode):
    pick = random.Random(18_000 + number)
    rng = np.random.default_rng(18_000 + number)
    size = (1200, 1600) if pick.random() < 0.75 else (1600, 1200)
    width, height = size
    scene = background(number % BACKGROUNDS, rng, width, height)
    truth = None
    if mode != "nothing":
        paper, sides = papers[number % len(papers)]
        corners = pose(pick, sides, size)
        placed = [(paper, corners)]
        if mode == "two":
            other, _ = papers[(number + 1) % len(papers)]
            placed = list(zip((paper, other), beside(corners, size)))
        elif mode == "off":
            paper, corners = papers[number % 3][0], pose(pick, papers[number % 3][1], size)
            placed = [(paper, run_off(number, corners, size))]
        for paper, corners in placed:
            scene = laid(scene, paper, corners, size, pick)
        truth = {"corners": corners, "sides": sides}
    y, x = np.mgrid[0:height, 0:width]
    angle = pick.uniform(0, 2 * math.pi)
    fall = (math.cos(angle) * (x / width - 0.5) + math.sin(angle) * (y / height - 0.5)) * 0.5
    light = (1 + fall * pick.uniform(0.2, 0.9)) * pick.uniform(0.6, 1.0)
    if pick.random() < 0.6:
        # The shadow of the phone or of a hand.
        shade = Image.new("L", size, 0)
        cx, cy = pick.uniform(0, width), pick.uniform(0.4, 1.1) * height
        points = [
            (cx + pick.uniform(-560, 560), cy + pick.uniform(-480, 480)) for _ in range(5)
        ]
        ImageDraw.Draw(shade).polygon(points, fill=255)
        blurred = np.asarray(shade.filter(ImageFilter.GaussianBlur(pick.uniform(10, 60))))
        light = light * (1 - pick.uniform(0.15, 0.45) * blurred.astype(np.float32) / 255)
    warm = np.array([1 + pick.uniform(-0.02, 0.08), 1, 1 - pick.uniform(-0.02, 0.14)], np.float32)
    scene = scene * light[..., None] * warm
    image = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8))
    if mode is None and pick.random() < 0.25:
        # A finger holds it at one side.
        at = pick.uniform(0.25, 0.75)
        (ax, ay), (bx, by) = pick.choice(
            [(corners[i], corners[(i + 1) % 4]) for i in range(4)]
        )
        fx, fy = ax + (bx - ax) * at, ay + (by - ay) * at
        r = 0.035 * width
        draw = ImageDraw.Draw(image)
        draw.ellipse([fx - r, fy - r * 1.4, fx + r, fy + r * 1.4], fill=(188, 138, 112))
    image = image.filter(ImageFilter.GaussianBlur(pick.uniform(0.4, 1.4)))
    grain = rng.normal(0, pick.uniform(1, 6), (height, width, 3))
    image = Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))
    return image, truth, pick.randint(55, 92)


def main():
    out, count = Path(sys.argv[1]), int(sys.argv[2])
    mode = sys.argv[3].removeprefix("--") if len(sys.argv) > 3 else None
    papers = [] if mode == "nothing" else all_sheets()
    out.mkdir(parents=True, exist_ok=True)
    all_truth = {}
    for number in range(count):
        image, truth, quality = photo(number, papers, mode)
        name = f"photo-{number:03}.jpg"
        image.save(out / name, quality=quality)
        all_truth[name] = {"size": image.size, **(truth or {})}
    (out / "truth.json").write_text(json.dumps(all_truth, indent=1))


if __name__ == "__main__":
    main()
