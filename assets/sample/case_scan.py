"""What the papers of make_case.py share: printed words on a picture, stamps, and the look of a scan."""

import math
from functools import lru_cache

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from case_pdf import font_path

MARK = "EJEMPLO · SIN VALOR · DOCUMENTO FICTICIO · SPECIMEN"


@lru_cache(None)
def face(name, size):
    return ImageFont.truetype(str(font_path(name)), size, layout_engine=ImageFont.Layout.BASIC)


def clouds(rng, shape, cell):
    """Soft noise about 0, with spots as large as `cell`."""
    h, w = shape
    small = rng.normal(0, 1, (h // cell + 3, w // cell + 3)).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize((w, h), Image.BICUBIC))


def paragraph(d, x, y, width, text, letters, leading, fill, indent=0, justify=True):
    """Words in lines on a picture. Returns the y below them."""
    lines, line = [], []
    for word in text.split():
        if line and letters.getlength(" ".join([*line, word])) > width - (0 if lines else indent):
            lines.append(line)
            line = []
        line.append(word)
    lines.append(line)
    for i, line in enumerate(lines):
        at = x + (0 if i else indent)
        gap = letters.getlength(" ")
        if justify and i < len(lines) - 1 and len(line) > 1:
            gap = (x + width - at - sum(letters.getlength(word) for word in line)) / (len(line) - 1)
        for word in line:
            d.text((at, y), word, font=letters, fill=fill, anchor="ls")
            at += letters.getlength(word) + gap
        y += leading
    return y


def uneven(mask, rng, strength=.85):
    """A stamp's ink: dry spots and blots."""
    shape = mask.size[1], mask.size[0]
    cover = np.clip(.84 + .16 * clouds(rng, shape, 24) + .12 * clouds(rng, shape, 2), .1, 1)
    soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(.7)), np.float32)
    return Image.fromarray(np.clip(soft * cover * strength, 0, 255).astype(np.uint8))


def seal(size, ring, middle, rng):
    """A round rubber stamp, as a mask."""
    s = size * 2
    m = Image.new("L", (s, s), 0)
    d = ImageDraw.Draw(m)
    c = s / 2
    for inset, thick in ((4, .018), (s * .045, .006), (s * .25, .008)):
        d.ellipse((inset, inset, s - inset, s - inset), outline=255, width=max(2, int(s * thick)))
    letters = face("sans-bold", int(s * .075))
    radius = s * .352
    widths = [letters.getlength(ch) + s * .012 for ch in ring]
    shrink = min(1, 2 * math.pi * radius / sum(widths))
    letters = face("sans-bold", int(s * .075 * shrink))
    angle = -math.pi
    spare = (2 * math.pi - sum(widths) * shrink / radius) / len(ring)
    for ch, w in zip(ring, widths):
        turn = w * shrink / radius + spare
        a = angle + turn / 2
        tile = Image.new("L", (int(s * .16), int(s * .16)), 0)
        ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), ch, font=letters, fill=255, anchor="mm")
        tile = tile.rotate(-math.degrees(a), resample=Image.BICUBIC)
        m.paste(255, (int(c + radius * math.sin(a) - tile.width / 2), int(c - radius * math.cos(a) - tile.height / 2)), tile)
        angle += turn
    # Two hills and a sun: nobody's arms.
    d.line([(s * .31, s * .56), (s * .42, s * .40), (s * .49, s * .50), (s * .58, s * .36), (s * .69, s * .56)], fill=255, width=int(s * .012), joint="curve")
    d.ellipse((s * .45, s * .29, s * .53, s * .37), outline=255, width=int(s * .012))
    d.text((c, s * .65), middle, font=face("sans-bold", int(s * .05)), fill=255, anchor="mm")
    return uneven(m.resize((size, size), Image.LANCZOS), rng)


def box_stamp(size, lines, rng):
    m = Image.new("L", size, 0)
    d = ImageDraw.Draw(m)
    d.rounded_rectangle((3, 3, size[0] - 4, size[1] - 4), 12, outline=255, width=5)
    step = (size[1] - 24) / len(lines)
    for i, line in enumerate(lines):
        d.text((size[0] / 2, 12 + step * (i + .5)), line, font=face("sans-bold", int(step * .68)), fill=255, anchor="mm")
    return uneven(m, rng)


def press(image, mask, colour, centre, turn):
    """Puts a stamp on the picture as ink does."""
    m = mask.rotate(turn, expand=True, resample=Image.BICUBIC)
    at = int(centre[0] - m.width / 2), int(centre[1] - m.height / 2)
    under = image.crop((*at, at[0] + m.width, at[1] + m.height))
    image.paste(ImageChops.multiply(under, Image.new("RGB", m.size, colour)), at, m)


def mark(image, size, x, y, text=MARK, colour=(165, 80, 80)):
    """The small print in the margin that every paper bears, upright along the edge."""
    letters = face("sans", size)
    layer = Image.new("L", (int(letters.getlength(text)) + 8, int(size * 1.5)), 0)
    ImageDraw.Draw(layer).text((4, 2), text, font=letters, fill=210)
    layer = layer.rotate(90, expand=True)
    image.paste(Image.new("RGB", layer.size, colour), (int(x - layer.width / 2), int(y - layer.height / 2)), layer)


def scanned(page, rng, turn=0.0, gray=False, tone=(.985, .98, .965), noise=4.0, blur=.5, light=True):
    """The page as a flatbed sees it: paper, falling light, a little askew, specks."""
    w, h = page.size
    bed = Image.new("RGB", (w, h), (222, 222, 219))
    shift = rng.normal(0, w / 400, 2)
    bed.paste(page, (0, 0))
    bed = bed.rotate(turn, resample=Image.BICUBIC, fillcolor=(228, 228, 225), translate=tuple(shift))
    if blur:
        bed = bed.filter(ImageFilter.GaussianBlur(blur))
    a = np.asarray(bed.convert("L") if gray else bed, np.float32)
    if gray:
        a = a[..., None] * .985
    else:
        a = a * np.array(tone, np.float32)
    shade = 1 + .006 * clouds(rng, (h, w), 120)
    if light:
        x = np.linspace(-1, 1, w, dtype=np.float32)[None]
        y = np.linspace(-1, 1, h, dtype=np.float32)[:, None]
        shade = shade * (1 - rng.uniform(.01, .05) * np.clip(x * float(rng.choice((-1, 1))) + .2, 0, 1) ** 2 - rng.uniform(0, .04) * np.clip(-y, 0, 1) ** 3)
        shade = shade * (1 - .07 * np.exp(-(x + 1) * 70))
    a = a * shade[..., None]
    a += rng.standard_normal((h, w), np.float32)[..., None] * noise
    for _ in range(int(rng.integers(8, 40))):
        px, py, r = int(rng.integers(w - 4)), int(rng.integers(h - 4)), int(rng.integers(1, 4))
        a[py:py + r, px:px + r] *= rng.uniform(.5, .85)
    a = np.clip(a, 0, 255).astype(np.uint8)
    return Image.fromarray(a[..., 0] if gray else a)
