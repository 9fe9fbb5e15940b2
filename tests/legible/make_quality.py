"""Makes photos of papers that can be read and others that cannot, from clean sheets.

    make_quality.py OUT COUNT

Writes COUNT pictures OUT/good-00.jpg and so on, and as many OUT/bad-00.jpg. A good one is as a phone
takes it: a little soft, grainy, unevenly lit, sent through WhatsApp. A bad one is blurred by focus
or by a hand that shakes, taken in the dark, or very small. A line of print of it cannot be read.
"""

import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from sheets import all_sheets


def shaken(image, length, angle):
    """A hand moves over so many pixels while the picture is taken."""
    sums = np.zeros((image.height, image.width, 3), np.float32)
    steps = max(2, int(length))
    for step in range(steps):
        by = (step / (steps - 1) - 0.5) * length
        moved = image.transform(
            image.size,
            Image.AFFINE,
            (1, 0, by * np.cos(angle), 0, 1, by * np.sin(angle)),
            Image.BILINEAR,
        )
        sums += np.asarray(moved, dtype=np.float32)
    return Image.fromarray((sums / steps).astype(np.uint8))


def lit(image, pick, rng, least, most, grain):
    width, height = image.size
    y, x = np.mgrid[0:height, 0:width]
    fall = 1 + (x / width - 0.5) * pick.uniform(-0.4, 0.4) + (y / height - 0.5) * pick.uniform(-0.4, 0.4)
    scene = np.asarray(image, dtype=np.float32) * (fall * pick.uniform(least, most))[..., None]
    scene += rng.normal(0, grain, scene.shape)
    return Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8))


def photo(number, is_good):
    pick = random.Random(5_000 + number + (0 if is_good else 1_000))
    rng = np.random.default_rng(5_000 + number + (0 if is_good else 1_000))
    sheets = all_sheets.cached
    paper, sides = sheets[number % len(sheets)]
    # A sheet on a table, with some of the table around it.
    long = pick.choice([1600, 2000, 3000])
    scale = long / max(paper.size) * 0.85
    small = paper.resize((round(paper.width * scale), round(paper.height * scale)), Image.LANCZOS)
    size = (round(small.width / 0.85), round(small.height / 0.85))
    color = tuple(int(v) for v in rng.uniform(40, 170, 3))
    image = Image.new("RGB", size, color)
    image.paste(small, ((size[0] - small.width) // 2, (size[1] - small.height) // 2))
    image = image.rotate(pick.uniform(-6, 6), Image.BICUBIC, fillcolor=color)
    # Blur in parts of the height of the sheet, as the eye sees it.
    part = max(small.size) / 1000
    if is_good:
        image = image.filter(ImageFilter.GaussianBlur(pick.uniform(0.2, 0.9) * part))
        image = lit(image, pick, rng, 0.6, 1.0, pick.uniform(0, 5))
        return image, pick.randint(45, 92)
    kind = ["focus", "shaken", "dark", "small", "focus", "shaken"][number % 6]
    if kind == "focus":
        image = image.filter(ImageFilter.GaussianBlur(pick.uniform(3.2, 7) * part))
        image = lit(image, pick, rng, 0.6, 1.0, pick.uniform(0, 5))
    elif kind == "shaken":
        image = shaken(image, pick.uniform(12, 30) * part, pick.uniform(0, np.pi))
        image = lit(image, pick, rng, 0.6, 1.0, pick.uniform(0, 5))
    elif kind == "dark":
        image = lit(image, pick, rng, 0.05, 0.16, pick.uniform(2, 8))
    else:
        image.thumbnail((pick.randint(220, 520),) * 2)
    return image, pick.randint(45, 92)


def main():
    out, count = Path(sys.argv[1]), int(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    all_sheets.cached = all_sheets()
    for number in range(count):
        for name, is_good in (("good", True), ("bad", False)):
            image, quality = photo(number, is_good)
            image.save(out / f"{name}-{number:02}.jpg", quality=quality)


if __name__ == "__main__":
    main()
