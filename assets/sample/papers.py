"""What the two sample scripts share: fonts, hands, seals, and the look of a scan."""

import math
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from scipy import ndimage

TMP = Path(tempfile.mkdtemp())


@lru_cache(None)
def font_file(folder, name):
    """A TrueType file of `name` ("montserrat-600", "eb-garamond-400-italic") out of its WOFF."""
    parts = name.split("-")
    style = parts.pop() if parts[-1] == "italic" else "normal"
    weight = parts.pop() if parts[-1].isdigit() else "400"
    family = "-".join(parts)
    source = Path(folder) / "node_modules/@fontsource" / family / "files" / f"{family}-latin-{weight}-{style}.woff"
    target = TMP / f"{name}.ttf"
    f = TTFont(source, recalcTimestamp=False)
    f.flavor = None
    f.save(target)
    return str(target)


def font(folder, name, size):
    return ImageFont.truetype(font_file(str(folder), name), size)


# A hand

def bezier(points, steps=24):
    """A smooth curve through the points (Catmull-Rom)."""
    p = [points[0], *points, points[-1]]
    out = []
    for i in range(1, len(p) - 2):
        a, b, c, d = (np.array(q, float) for q in p[i - 1:i + 3])
        for t in np.linspace(0, 1, steps, endpoint=False):
            out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3))
    out.append(np.array(p[-2], float))
    return np.array(out)


def signature_strokes(rng, width, height):
    """The strokes of a made-up signature within the box, as arrays of points."""
    strokes = []
    n = int(rng.integers(5, 10))
    x, pts = 0.0, []
    kind = rng.random()
    # The first letter is large; the name then runs small; a flourish closes.
    cx, cy, r = width * .13, height * .45, height * (.38 + .14 * rng.random())
    start = rng.random() * 6.28
    letter = int(rng.integers(6))
    loop = [(cx + r * (1 - .06 * a) * .8 * math.cos(start + a), cy - r * (1 - .06 * a) * math.sin(start + a))
            for a in np.linspace(0, 5.2 + 2.5 * rng.random(), 9)]
    shapes = [
        loop,
        [(0, .95), (.05, .2), (.08, .05), (.12, .5), (.15, .72), (.2, .1), (.22, .5), (.235, .66)],  # M
        [(.02, .35), (.1, .1), (.16, .15), (.08, .6), (.03, .85), (.1, .8), (.22, .68)],  # L
        [(.2, .18), (.13, .05), (.04, .3), (.03, .6), (.1, .8), (.2, .62)],  # C
        [(.02, .1), (.2, .06), (.14, .08), (.11, .5), (.08, 1.05), (.01, .95), (.1, .7), (.22, .6)],  # J
        [(.05, .9), (.07, .3), (.08, .08), (.19, .12), (.18, .38), (.08, .46), (.14, .6), (.22, .72)],  # R
    ]
    if letter == 0:
        pts = list(loop)
    else:
        pts = [(width * (px + rng.normal(0, .007)), height * (py + rng.normal(0, .03))) for px, py in shapes[letter]]
    x = width * .24
    step = width * (.50 + .12 * rng.random()) / n
    for i in range(n):
        h = height * (.12 + .16 * rng.random())
        tall = rng.random()
        if tall < .22:
            h = height * (.40 + .2 * rng.random())
        pts.append((x + step * .25, height * .60 - h))
        if tall > .85:
            pts.append((x + step * .2, height * .95))
        pts.append((x + step * (.55 + .2 * rng.random()), height * (.58 + .06 * rng.random())))
        x += step
    if kind < .6:
        pts += [(width * .97, height * (.35 + .2 * rng.random())), (width * .80, height * .86),
                (width * .30, height * (.82 + .1 * rng.random())), (width * .08, height * .93)]
    else:
        pts.append((width * (.9 + .1 * rng.random()), height * (.25 + .3 * rng.random())))
    strokes.append(bezier(pts))
    if kind > .45:
        y = height * (.78 + .12 * rng.random())
        strokes.append(bezier([(width * .12, y + height * .06), (width * .5, y - height * .05), (width * .95, y - height * .12 * rng.random())]))
    if rng.random() < .5:
        q = width * (.4 + .3 * rng.random())
        strokes.append(bezier([(q, height * .18), (q + width * .03, height * .2)]))
    return strokes


def draw_strokes(image, strokes, origin, colour, width=3.0, tilt=0.0, scale=3):
    """Ink on the picture: width follows speed, as with a ballpoint."""
    pts = np.concatenate(strokes)
    c, s = math.cos(tilt), math.sin(tilt)
    lo = pts.min(0) - 40
    size = (pts.max(0) - lo + 80)
    layer = Image.new("L", (int(size[0] * scale) + 1, int(size[1] * scale) + 1), 0)
    d = ImageDraw.Draw(layer)
    for stroke in strokes:
        steps = np.linalg.norm(np.diff(stroke, axis=0), axis=1)
        speed = ndimage.gaussian_filter1d(np.append(steps, steps[-1:]), 4)
        speed = speed / (speed.mean() + 1e-6)
        for p, v in zip(stroke, speed):
            w = width * scale * np.clip(1.15 - .28 * v, .45, 1.2) / 2
            x, y = (p - lo) * scale
            d.ellipse((x - w, y - w, x + w, y + w), fill=255)
        line = [tuple((p - lo) * scale) for p in stroke]
        d.line(line, fill=255, width=max(1, int(width * scale * .5)), joint="curve")
    layer = layer.rotate(math.degrees(tilt), resample=Image.BICUBIC)
    layer = layer.resize((layer.width // scale, layer.height // scale), Image.LANCZOS)
    image.paste(Image.new("RGB", layer.size, colour), (int(origin[0] + lo[0]), int(origin[1] + lo[1])), layer.point(lambda v: int(v * .9)))


def handwrite(image, xy, text, face, colour, rng, anchor="ls"):
    """A word in a hand font, each with its own slant and place."""
    box = face.getbbox(text, anchor="ls")
    pad = 30
    layer = Image.new("L", (box[2] - box[0] + 2 * pad, box[3] - box[1] + 2 * pad), 0)
    ImageDraw.Draw(layer).text((pad - box[0], pad - box[1]), text, font=face, fill=235, anchor="ls")
    layer = layer.rotate(rng.normal(0.4, .7), resample=Image.BICUBIC)
    x = xy[0] + box[0] - pad + rng.normal(0, 2)
    y = xy[1] + box[1] - pad + rng.normal(0, 2)
    image.paste(Image.new("RGB", layer.size, colour), (int(x), int(y)), layer)


# Rubber stamps

def seal(size, ring, lines, fonts, rng, colour, emblem=True):
    """A round rubber stamp with uneven ink: a colour and its mask."""
    k = 3
    s = size * k
    m = Image.new("L", (s, s), 0)
    d = ImageDraw.Draw(m)
    c = s / 2
    d.ellipse((6, 6, s - 6, s - 6), outline=255, width=int(s * .018))
    d.ellipse((s * .045, s * .045, s * .955, s * .955), outline=255, width=int(s * .006))
    d.ellipse((s * .25, s * .25, s * .75, s * .75), outline=255, width=int(s * .008))
    face = font(fonts, "montserrat-700", int(s * .072))
    widths = [face.getlength(ch) + s * .012 for ch in ring]
    radius = s * .352
    if sum(widths) > 2 * math.pi * radius:
        # Too long for the ring: smaller letters, so that it does not run into itself.
        shrink = 2 * math.pi * radius / sum(widths)
        face = font(fonts, "montserrat-700", int(s * .072 * shrink))
        widths = [w * shrink for w in widths]
    angle = -sum(widths) / radius / 2
    for ch, w in zip(ring, widths):
        a = angle + w / 2 / radius
        tile = Image.new("L", (int(s * .16), int(s * .16)), 0)
        ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), ch, font=face, fill=255, anchor="mm")
        tile = tile.rotate(-math.degrees(a), resample=Image.BICUBIC)
        x, y = c + radius * math.sin(a), c - radius * math.cos(a)
        m.paste(255, (int(x - tile.width / 2), int(y - tile.height / 2)), tile)
        angle += w / radius
    if emblem:
        # Two hills, a star and a river: nobody's arms.
        d.line([(s * .31, s * .56), (s * .42, s * .40), (s * .49, s * .50), (s * .58, s * .36), (s * .69, s * .56)], fill=255, width=int(s * .012), joint="curve")
        for i in range(3):
            y = s * (.585 + .022 * i)
            d.line([(s * (.33 + .02 * i) + t * s * (.34 - .04 * i), y + math.sin(t * 19) * s * .006) for t in np.linspace(0, 1, 40)], fill=255, width=int(s * .008))
        star = [(c + s * (.045 if i % 2 == 0 else .018) * math.sin(i * math.pi / 5), s * .325 - s * (.045 if i % 2 == 0 else .018) * math.cos(i * math.pi / 5)) for i in range(10)]
        d.polygon(star, fill=255)
    small = font(fonts, "montserrat-700", int(s * .043))
    for i, line in enumerate(lines):
        d.text((c, s * (.675 if emblem else .44) + i * s * .055), line, font=small, fill=255, anchor="mm")
    a = np.asarray(m.resize((size, size), Image.LANCZOS), float) / 255
    return ink(a, rng), colour


def ink(mask, rng, strength=.85):
    """Uneven ink: blotches, dry spots, a soft edge."""
    h, w = mask.shape
    blot = ndimage.gaussian_filter(rng.normal(0, 1, (h, w)), 22)
    blot = blot / (blot.std() + 1e-9)
    fine = ndimage.gaussian_filter(rng.normal(0, 1, (h, w)), 1.2)
    fine = fine / (fine.std() + 1e-9)
    cover = np.clip(.82 + .22 * blot + .16 * fine, .12, 1)
    return Image.fromarray((np.clip(ndimage.gaussian_filter(mask, .7) * cover * strength, 0, 1) * 255).astype(np.uint8))


def press(image, mask, colour, centre, turn):
    """Puts a stamp on the picture, multiplying as ink does."""
    m = mask.rotate(turn, expand=True, resample=Image.BICUBIC)
    full = Image.new("L", image.size, 0)
    full.paste(m, (int(centre[0] - m.width / 2), int(centre[1] - m.height / 2)))
    inked = ImageChops.multiply(image, Image.new("RGB", image.size, colour))
    image.paste(inked, (0, 0), full)


def stamp_box(fonts, lines, size, rng):
    """A rectangular received-stamp as a mask."""
    w, h = size
    m = Image.new("L", size, 0)
    d = ImageDraw.Draw(m)
    d.rounded_rectangle((4, 4, w - 5, h - 5), 14, outline=255, width=5)
    step = (h - 30) / len(lines)
    for i, (line, px) in enumerate(lines):
        d.text((w / 2, 15 + step * (i + .5)), line, font=font(fonts, "montserrat-700", px), fill=255, anchor="mm")
    return ink(np.asarray(m, float) / 255, rng)


# A scanner

def scan(page, rng, turn, tone=(.975, .965, .940), grey=False, fold=True, noise=.018):
    """The page as a flatbed sees it: paper, light falling off, a little skew, dust, a fold."""
    w, h = page.size
    a = np.asarray(page.convert("RGB"), float) / 255
    fibre = ndimage.gaussian_filter(rng.normal(0, 1, (h, w)), (.8, 2.2)) * .012
    cloud = ndimage.gaussian_filter(rng.normal(0, 1, (h // 8 + 1, w // 8 + 1)), 14)
    cloud = ndimage.zoom(cloud / (cloud.std() + 1e-9), 8, order=1)[:h, :w] * .008
    a = a * np.array(tone) * (1 + fibre + cloud)[..., None]
    if fold:
        for y in (h / 3 + rng.normal(0, 5), 2 * h / 3 + rng.normal(0, 5)):
            yy = np.arange(h)[:, None] + 2.5 * np.sin(np.arange(w) / 260 + rng.random() * 6)[None]
            dist = yy - y
            a *= (1 - .05 * np.exp(-(dist / 1.6) ** 2) - .018 * np.exp(-np.clip(dist, 0, None) / 26) * (dist > 0) + .012 * np.exp(-np.clip(-dist, 0, None) / 20) * (dist < 0))[..., None]
    out = Image.fromarray((np.clip(a, 0, 1) * 255).astype(np.uint8))
    # Laid on the glass a little askew: the lid's grey shows at the edges.
    bed = Image.new("RGB", (w + 24, h + 24), (226, 226, 222))
    bed.paste(out, (12 + int(rng.normal(0, 3)), 12 + int(rng.normal(0, 3))))
    edge = np.asarray(bed.rotate(turn, resample=Image.BICUBIC, fillcolor=(222, 222, 219)), float) / 255
    edge = edge[12:12 + h, 12:12 + w]
    xx = np.linspace(-1, 1, w)[None, :]
    yy = np.linspace(-1, 1, h)[:, None]
    light = 1 - .035 * np.clip(xx + .2, 0, 1) ** 2 - .03 * np.clip(-yy, 0, 1) ** 3 - .06 * np.exp(-(xx + 1) * 60)
    edge = ndimage.gaussian_filter(edge, (.55, .55, 0)) * light[..., None]
    for _ in range(int(28 * rng.random()) + 14):
        x, y, r = rng.random() * w, rng.random() * h, .6 + 1.4 * rng.random() ** 3
        x0, y0 = int(x), int(y)
        edge[max(0, y0 - 1):y0 + max(1, int(r)), max(0, x0 - 1):x0 + max(1, int(r))] *= .62 + .25 * rng.random()
    edge += ndimage.gaussian_filter(rng.normal(0, 1, (h, w)), .6)[..., None] * noise
    edge += ndimage.gaussian_filter(rng.normal(0, 1, (h, w, 3)), (.8, .8, 0)) * noise * .4
    image = Image.fromarray((np.clip(edge, 0, 1) * 255).astype(np.uint8))
    return image.convert("L") if grey else image


def specimen(image, fonts, size, where, colour=(150, 40, 40), turn=90, opacity=.55):
    """The mark that every paper bears, in the margin, so as not to spoil what is read."""
    face = font(fonts, "montserrat-600", size)
    text = "ESPÉCIMEN · SPECIMEN · DOCUMENTO FICTICIO"
    box = face.getbbox(text)
    layer = Image.new("L", (box[2] + 20, box[3] + 20), 0)
    ImageDraw.Draw(layer).text((10, 5), text, font=face, fill=int(255 * opacity))
    layer = layer.rotate(turn, expand=True, resample=Image.BICUBIC)
    image.paste(Image.new("RGB", layer.size, colour), (int(where[0] - layer.width / 2), int(where[1] - layer.height / 2)), layer)


# The identity card

def identity_card(fonts):
    """A made-up card that imitates no country's: a flat drawing."""
    w, h = 1300, 820
    yy, xx = np.mgrid[0:h, 0:w]
    base = np.stack([.90 - .06 * yy / h + 0 * xx, .93 - .03 * xx / w, .90 + .05 * yy / h], -1)
    for k, (fx, fy, ph) in enumerate([(90, 55, 0), (70, 80, 1.3), (110, 45, 2.1)]):
        line = np.abs(np.sin(xx / fx + 2.2 * np.sin(yy / fy + ph) + k))
        base[line < .035] *= np.array([.93, .97, .96]) if k % 2 else np.array([.97, .94, .95])
    im = Image.fromarray((np.clip(base, 0, 1) * 255).astype(np.uint8))
    d = ImageDraw.Draw(im)
    d.rectangle((0, 0, w, 118), fill="#2c5a5f")
    d.rectangle((0, 118, w, 126), fill="#c99a4b")
    d.text((56, 46), "REPÚBLICA DE PAPEL", font=font(fonts, "montserrat-700", 40), fill="white", anchor="lm")
    d.text((56, 88), "CÉDULA DE IDENTIDAD · DOCUMENTO DE MUESTRA", font=font(fonts, "montserrat-600", 23), fill="#dbe9e6", anchor="lm")
    d.text((1244, 62), "ESPÉCIMEN", font=font(fonts, "montserrat-700", 44), fill="#f0d9a3", anchor="rm")
    # Portrait: a soft drawing, not a person.
    pw, ph = 330, 430
    y2, x2 = np.mgrid[0:ph, 0:pw]
    bg = np.stack([.80 - .10 * y2 / ph, .84 - .08 * y2 / ph, .86 - .05 * y2 / ph], -1)
    por = Image.fromarray((bg * 255).astype(np.uint8))
    big = por.resize((pw * 3, ph * 3))
    p = ImageDraw.Draw(big)
    def e(cx, cy, rx, ry, fill):
        p.ellipse(((cx - rx) * 3, (cy - ry) * 3, (cx + rx) * 3, (cy + ry) * 3), fill=fill)
    e(165, 195, 105, 130, "#2b1c17")
    p.rounded_rectangle((62 * 3, 190 * 3, 268 * 3, 350 * 3), 60 * 3, fill="#2b1c17")
    p.polygon([(135 * 3, 260 * 3), (195 * 3, 260 * 3), (205 * 3, 360 * 3), (125 * 3, 360 * 3)], fill="#b9805e")
    p.ellipse((5 * 3, 335 * 3, 325 * 3, 620 * 3), fill="#7b2f4a")
    p.ellipse((112 * 3, 318 * 3, 218 * 3, 388 * 3), fill="#b9805e")
    e(165, 205, 72, 94, "#cf9873")
    p.pieslice(((165 - 80) * 3, 92 * 3, (165 + 80) * 3, 260 * 3), 180, 360, fill="#2b1c17")
    p.polygon([(165 * 3, 112 * 3), (98 * 3, 190 * 3), (112 * 3, 240 * 3), (218 * 3, 240 * 3), (232 * 3, 190 * 3)], fill="#cf9873")
    p.ellipse((112 * 3, 135 * 3, 218 * 3, 290 * 3), fill="#cf9873")
    for sx in (-1, 1):
        e(165 + sx * 30, 200, 14, 8, "#f5efe8")
        e(165 + sx * 30, 200, 7, 7, "#2b1c17")
        p.arc(((165 + sx * 30 - 22) * 3, 172 * 3, (165 + sx * 30 + 22) * 3, 200 * 3), 200, 340, fill="#2b1c17", width=12)
    p.line([(165 * 3, 205 * 3), (160 * 3, 235 * 3), (170 * 3, 238 * 3)], fill="#a8704f", width=7, joint="curve")
    e(165, 260, 24, 8, "#a23a48")
    p.line([(142 * 3, 260 * 3), (188 * 3, 260 * 3)], fill="#7c2733", width=4)
    por = big.filter(ImageFilter.GaussianBlur(5)).resize((pw, ph), Image.LANCZOS)
    im.paste(por, (62, 178))
    d.rectangle((60, 176, 62 + pw + 1, 178 + ph + 1), outline="#5d7d7c", width=3)
    small, big_ = font(fonts, "montserrat-600", 20), font(fonts, "montserrat-700", 36)
    rows = [("APELLIDOS", "QUINTERO PRADO"), ("NOMBRES", "DANIELA MARISOL"), ("NÚMERO", "V-00.000.417"), ("NACIMIENTO", "09-06-1993")]
    for i, (label, value) in enumerate(rows):
        y = 182 + i * 100
        d.text((440, y), label, font=small, fill="#456")
        d.text((440, y + 26), value, font=big_, fill="#1c2528")
    for i, (label, value) in enumerate([("ESTADO CIVIL", "SOLTERA"), ("VENCE", "03-2031")]):
        x = 870 + i * 0
        d.text((x + 90, 382 + i * 100), label, font=small, fill="#456")
        d.text((x + 90, 408 + i * 100), value, font=big_, fill="#1c2528")
    rng = np.random.default_rng(417)
    draw_strokes(im, signature_strokes(rng, 360, 110), (440, 590), (28, 32, 60), 4.5)
    d.line((440, 716, 830, 716), fill="#5d7d7c", width=2)
    d.text((440, 726), "Firma de la titular", font=font(fonts, "montserrat-400", 19), fill="#456")
    d.text((650, 778), "ESPÉCIMEN · SIN VALOR · FICTICIA · SPECIMEN · NOT A REAL DOCUMENT", font=font(fonts, "montserrat-600", 22), fill="#9a3b3b", anchor="mm")
    d.rounded_rectangle((1010, 590, 1244, 716), 14, outline="#c99a4b", width=4)
    d.text((1127, 653), "MUESTRA", font=font(fonts, "montserrat-700", 38), fill="#c99a4b", anchor="mm")
    return im
