"""Forty snapshots for make_case.py: drawn scenes of a baker's life in a mountain town, no two alike,
with the EXIF that phones write. Nobody is in them: figures without faces.
"""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from case_scan import clouds, face

W, H = 2400, 1800
SKIN = [(150, 104, 78), (176, 126, 96), (122, 82, 60), (198, 152, 120)]
CLOTHES = [(178, 58, 72), (62, 104, 128), (222, 186, 92), (84, 122, 84), (120, 84, 132), (226, 220, 208), (52, 58, 82), (206, 120, 80)]
WALLS = [(236, 226, 204), (218, 160, 96), (140, 178, 188), (230, 204, 140), (204, 128, 108), (158, 188, 148), (224, 222, 214)]
SKIES = {"day": ((96, 150, 206), (214, 228, 234)), "dusk": ((74, 78, 128), (240, 168, 116)), "gray": ((152, 162, 172), (206, 210, 210)), "dawn": ((126, 148, 188), (250, 216, 178))}


def down(top, bottom, size=(W, H)):
    """One color that turns into another."""
    t = np.linspace(0, 1, size[1])[:, None, None]
    a = np.array(top) * (1 - t) + np.array(bottom) * t
    return Image.fromarray(np.repeat(a, size[0], 1).astype(np.uint8))


def mix(a, b, t):
    return tuple(int(x * (1 - t) + y * t) for x, y in zip(a, b))


def any_of(rng, things):
    return things[int(rng.integers(len(things)))]


def ridge(d, rng, base, high, colour, rough=7):
    points = [0.0, 0.0]
    for level in range(rough):
        out = []
        for a, b in zip(points, points[1:]):
            out += [a, (a + b) / 2 + rng.normal(0, high / 2 ** (level + .4))]
        points = out + points[-1:]
    step = W / (len(points) - 1)
    d.polygon([(i * step, base - abs(p) - high * .15) for i, p in enumerate(points)] + [(W, H), (0, H)], fill=colour)


def person(d, rng, x, foot, tall, arms="down"):
    """A figure from behind, or far away: no face."""
    skin, shirt, legs, hair = any_of(rng, SKIN), any_of(rng, CLOTHES), any_of(rng, [(48, 54, 74), (70, 60, 56), (92, 100, 116)]), any_of(rng, [(34, 26, 24), (58, 40, 32), (96, 92, 90)])
    u = tall / 8
    skirt = rng.random() < .4
    for s in (-1, 1):
        d.line((x + s * u * .45, foot - 3.6 * u, x + s * u * .5, foot), fill=skin if skirt else legs, width=int(u * .72))
    if skirt:
        d.polygon([(x - u * .8, foot - 4.4 * u), (x + u * .8, foot - 4.4 * u), (x + u * 1.3, foot - 1.6 * u), (x - u * 1.3, foot - 1.6 * u)], fill=mix(shirt, (40, 40, 50), .35))
    d.rounded_rectangle((x - u, foot - 6.6 * u, x + u, foot - 3.4 * u), u * .5, fill=shirt)
    for s in (-1, 1):
        end = {"down": (1.35, 3.6), "up": (1.9, 8.3), "table": (1.5, 4.6)}[arms]
        d.line((x + s * u * .95, foot - 6.3 * u, x + s * u * end[0], foot - end[1] * u), fill=shirt, width=int(u * .6))
        d.ellipse((x + s * u * end[0] - u * .3, foot - end[1] * u - u * .3, x + s * u * end[0] + u * .3, foot - end[1] * u + u * .3), fill=skin)
    d.rectangle((x - u * .3, foot - 7.1 * u, x + u * .3, foot - 6.5 * u), fill=skin)
    d.ellipse((x - u * .68, foot - 8.2 * u, x + u * .68, foot - 6.8 * u), fill=hair)
    if rng.random() < .5:
        d.rounded_rectangle((x - u * .7, foot - 7.6 * u, x + u * .7, foot - 6 * u), u * .5, fill=hair)


def house(d, rng, x, base, w, h, far=0.0):
    sky = (170, 180, 190)
    wall = mix(any_of(rng, WALLS), sky, far)
    d.rectangle((x, base - h, x + w, base), fill=wall)
    d.rectangle((x, base - h * .18, x + w, base), fill=mix(wall, (90, 70, 60), .4))
    d.polygon([(x - w * .06, base - h), (x + w * 1.06, base - h), (x + w * .94, base - h * 1.3), (x + w * .06, base - h * 1.3)], fill=mix((158, 84, 58), sky, far))
    n = max(2, int(w / 170))
    door = int(rng.integers(n))
    for i in range(n):
        cx, ww = x + w * (i + .5) / n, w / n * .2
        wood = mix(any_of(rng, [(52, 84, 74), (78, 48, 32), (40, 68, 98), (108, 44, 36)]), sky, far)
        d.rectangle((cx - ww, base - h * .78, cx + ww, base if i == door else base - h * .38), fill=wood, outline=mix((240, 234, 220), sky, far), width=6)
        d.line((cx, base - h * .78, cx, base if i == door else base - h * .38), fill=(30, 24, 20), width=4)


def tree(d, rng, x, base, high):
    d.line((x, base, x + high * .04, base - high * .6), fill=(78, 56, 40), width=int(high * .07) + 2)
    for _ in range(60):
        g = rng.uniform(.6, 1.25)
        px, py, r = x + rng.normal(0, high * .17), base - high * .75 + rng.normal(0, high * .14), high * rng.uniform(.05, .11)
        d.ellipse((px - r, py - r, px + r, py + r), fill=(int(52 * g), int(98 * g), int(46 * g)))


def town(rng, light):
    """The town under its mountains."""
    im = down(*SKIES[light])
    d = ImageDraw.Draw(im)
    if light in ("dusk", "dawn"):
        x, y = rng.uniform(.2, .8) * W, rng.uniform(.2, .38) * H
        d.ellipse((x - 80, y - 80, x + 80, y + 80), fill=(255, 232, 190))
    for k in range(3):
        ridge(d, rng, H * (.5 + .06 * k), 520 - 130 * k, mix((92, 112, 124), (62, 92, 60), k / 2))
    d.rectangle((0, H * .68, W, H), fill=(104, 122, 78))
    x, base = -60.0, H * rng.uniform(.7, .8)
    while x < W:
        w = rng.uniform(260, 480)
        house(d, rng, x, base + rng.uniform(-20, 20), w, rng.uniform(200, 300), .2)
        x += w * rng.uniform(1, 1.15)
    if rng.random() < .7:
        x = rng.uniform(.2, .75) * W
        d.rectangle((x, base - 620, x + 170, base), fill=(238, 232, 218))
        d.polygon([(x - 20, base - 620), (x + 190, base - 620), (x + 85, base - 800)], fill=(150, 80, 58))
        d.rectangle((x + 55, base - 540, x + 115, base - 430), fill=(50, 44, 44))
    d.rectangle((0, base + 10, W, H), fill=(150, 142, 130))
    for _ in range(3):
        tree(d, rng, rng.uniform(0, W), H * rng.uniform(.86, .98), rng.uniform(420, 760))
    for _ in range(int(rng.integers(1, 5))):
        person(d, rng, rng.uniform(200, W - 200), H * rng.uniform(.88, .95), rng.uniform(220, 320))
    return im


def cake(rng, light):
    """A cake on a table."""
    im = down(mix(any_of(rng, WALLS), (120, 110, 100), .2), mix(any_of(rng, WALLS), (70, 60, 60), .3))
    d = ImageDraw.Draw(im)
    d.rectangle((0, H * .66, W, H), fill=any_of(rng, [(120, 78, 52), (222, 214, 200), (150, 180, 176), (196, 92, 96)]))
    for i in range(0, W, 160):
        d.polygon([(i, H * .66), (i + 160, H * .66), (i + 80, H * .66 + 90)], fill=(244, 240, 230))
    tiers, w, y = int(rng.integers(1, 4)), rng.uniform(520, 760), H * .84
    cx = W * rng.uniform(.38, .62)
    d.ellipse((cx - w * .75, y - 70, cx + w * .75, y + 110), fill=(236, 234, 230), outline=(190, 188, 184), width=6)
    for t in range(tiers):
        h, cream, trim = rng.uniform(210, 300), any_of(rng, [(250, 240, 226), (246, 206, 206), (112, 70, 48), (216, 232, 220), (250, 228, 160)]), any_of(rng, CLOTHES)
        d.ellipse((cx - w / 2, y - 60, cx + w / 2, y + 60), fill=mix(cream, (90, 60, 50), .2))
        d.rectangle((cx - w / 2, y - h, cx + w / 2, y), fill=mix(cream, (90, 60, 50), .08))
        d.ellipse((cx - w / 2, y - h - 60, cx + w / 2, y - h + 60), fill=cream)
        n = int(w / 46)
        for i in range(n + 1):
            a = math.pi * i / n
            for yy, r in ((y, 26), (y - h, 22)):
                px, py = cx - w / 2 * math.cos(a), yy + 60 * math.sin(a)
                d.ellipse((px - r, py - r, px + r, py + r), fill=trim)
        w, y = w * .68, y - h
    if rng.random() < .7:
        for i in range(int(rng.integers(3, 9))):
            x = cx + (i - 3.5) * w * .12
            d.rectangle((x - 9, y - 190, x + 9, y), fill=any_of(rng, CLOTHES))
            d.ellipse((x - 14, y - 246, x + 14, y - 186), fill=(255, 214, 110))
    for _ in range(int(rng.integers(3, 8))):
        x, by, r = rng.uniform(0, W), rng.uniform(.05, .4) * H, rng.uniform(90, 150)
        d.line((x, by + r, x + rng.normal(0, 40), H * .66), fill=(230, 226, 220), width=4)
        d.ellipse((x - r * .85, by - r, x + r * .85, by + r), fill=any_of(rng, CLOTHES))
    return im


def bread(rng, light):
    """Trays of bread, seen from above."""
    im = Image.new("RGB", (W, H), any_of(rng, [(92, 66, 48), (206, 200, 190), (70, 76, 84), (164, 124, 88)]))
    d = ImageDraw.Draw(im)
    for i in range(0, H, int(rng.uniform(150, 300))):
        d.line((0, i, W, i + rng.normal(0, 12)), fill=mix(im.getpixel((5, 5)), (20, 14, 10), .4), width=8)
    turn = rng.uniform(-14, 14)
    layer = Image.new("RGBA", (W, H), (0, 0, 0, 0))
    t = ImageDraw.Draw(layer)
    x0, y0, x1, y1 = rng.uniform(180, 420), rng.uniform(160, 320), W - rng.uniform(180, 520), H - rng.uniform(160, 320)
    t.rounded_rectangle((x0, y0, x1, y1), 50, fill=(58, 58, 62, 255), outline=(120, 120, 124, 255), width=16)
    n, m, kind = int(rng.integers(3, 7)), int(rng.integers(2, 5)), int(rng.integers(3))
    for i in range(n):
        for j in range(m):
            cx, cy = x0 + (x1 - x0) * (i + .5) / n + rng.normal(0, 8), y0 + (y1 - y0) * (j + .5) / m + rng.normal(0, 8)
            rx, ry = (x1 - x0) / n * .42, (y1 - y0) / m * .4
            if kind == 0:
                rx = ry = min(rx, ry)
            if kind == 1:
                ry = min(ry, rx * .6)
            g = rng.uniform(.85, 1.1)
            for k in range(5):
                s = 1 - k * .13
                crust = mix((150, 88, 42), (236, 188, 116), k / 4)
                t.ellipse((cx - rx * s, cy - ry * s - k * 4, cx + rx * s, cy + ry * s - k * 4), fill=tuple(min(255, int(c * g)) for c in crust) + (255,))
            for k in range(3):
                q = (k - 1) * rx * .5
                t.line((cx + q - rx * .12, cy + ry * .4, cx + q + rx * .12, cy - ry * .5), fill=(248, 222, 168, 255), width=10)
    layer = layer.rotate(turn, resample=Image.BICUBIC)
    im.paste(layer, (0, 0), layer)
    if rng.random() < .6:
        x = rng.uniform(.1, .9) * W
        d.line((x, H, x + rng.uniform(-500, 500), H * .62), fill=any_of(rng, SKIN), width=150)
    return im


def shop(rng, light):
    """The counter of the bakery."""
    wall = any_of(rng, WALLS)
    im = down(wall, mix(wall, (80, 66, 56), .35))
    d = ImageDraw.Draw(im)
    rows = int(rng.integers(2, 4))
    for j in range(rows):
        y = 420 + j * 250
        d.rectangle((120, y, W - 120, y + 26), fill=(110, 74, 48))
        x = 150.0
        while x < W - 300:
            w, h = rng.uniform(70, 180), rng.uniform(90, 190)
            c = any_of(rng, CLOTHES + [(214, 156, 84), (190, 126, 60)])
            if rng.random() < .5:
                d.rounded_rectangle((x, y - h, x + w, y), 16, fill=c)
                d.rectangle((x + w * .12, y - h * .6, x + w * .88, y - h * .3), fill=(244, 238, 226))
            else:
                d.ellipse((x, y - h * .6, x + w, y), fill=c)
            x += w + rng.uniform(14, 70)
    sign = any_of(rng, ["PANADERÍA", "LA ESPIGA DORADA", "TORTAS POR ENCARGO", "HOY: PAN DULCE"])
    d.rounded_rectangle((W * .2, 60, W * .8, 210), 24, fill=any_of(rng, CLOTHES[:2] + [(52, 84, 74)]))
    d.text((W / 2, 135), sign, font=face("serif-bold", 96), fill=(250, 240, 220), anchor="mm")
    for _ in range(int(rng.integers(1, 3))):
        person(d, rng, rng.uniform(.2, .8) * W, H * 1.02, rng.uniform(980, 1180), "table")
    d.rectangle((0, H * .76, W, H), fill=(126, 90, 64))
    d.rectangle((0, H * .74, W, H * .78), fill=(178, 136, 98))
    for i in range(int(rng.integers(4, 9))):
        x = rng.uniform(60, W - 300)
        d.ellipse((x, H * .66, x + 220, H * .75), fill=mix((190, 120, 60), (240, 200, 130), rng.random()))
    return im


def group(rng, light):
    """The family before a wall, or a hill."""
    if rng.random() < .5:
        im = down(*SKIES[light])
        d = ImageDraw.Draw(im)
        ridge(d, rng, H * .55, 380, (84, 110, 88))
        d.rectangle((0, H * .62, W, H), fill=(118, 142, 88))
    else:
        wall = any_of(rng, WALLS)
        im = down(wall, mix(wall, (110, 90, 80), .25))
        d = ImageDraw.Draw(im)
        d.rectangle((0, H * .8, W, H), fill=(140, 104, 84))
        x = rng.uniform(.05, .6) * W
        d.rectangle((x, 260, x + 520, 800), fill=(120, 150, 176), outline=(96, 66, 46), width=26)
        d.line((x + 260, 260, x + 260, 800), fill=(96, 66, 46), width=18)
    n = int(rng.integers(3, 8))
    order = rng.permutation(n)
    for i in order:
        person(d, rng, W * (.16 + .68 * (i + .5) / n) + rng.normal(0, 30), H * rng.uniform(.9, .96), rng.uniform(560, 1040), any_of(rng, ["down", "down", "up"]))
    return im


def market(rng, light):
    """A stall on the market."""
    im = down(*SKIES[light])
    d = ImageDraw.Draw(im)
    x = -40.0
    while x < W:
        w = rng.uniform(300, 520)
        house(d, rng, x, H * .7, w, rng.uniform(420, 620), .25)
        x += w
    d.rectangle((0, H * .7, W, H), fill=(158, 150, 140))
    for k in range(int(rng.integers(1, 3))):
        x0 = rng.uniform(100, 500) + k * 1100
        w = rng.uniform(800, 1050)
        for x in (x0, x0 + w):
            d.line((x, 520, x, H * .9), fill=(120, 90, 64), width=22)
        a, b = any_of(rng, CLOTHES), (244, 240, 230)
        n = 9
        for i in range(n):
            d.polygon([(x0 - 60 + (w + 120) * i / n, 640), (x0 - 60 + (w + 120) * (i + 1) / n, 640), (x0 + 60 + (w - 120) * (i + 1) / n, 440), (x0 + 60 + (w - 120) * i / n, 440)], fill=(a, b)[i % 2])
        person(d, rng, x0 + w * rng.uniform(.3, .7), H * .95, 760, "table")
        d.rectangle((x0, H * .72, x0 + w, H * .9), fill=(130, 92, 62))
        for i in range(30):
            px, py, r = x0 + rng.uniform(20, w - 40), H * .72 - rng.uniform(-10, 50), rng.uniform(26, 46)
            d.ellipse((px - r, py - r, px + r, py + r), fill=any_of(rng, [(206, 60, 50), (240, 190, 70), (110, 160, 70), (226, 130, 50), (214, 160, 90)]))
    for _ in range(int(rng.integers(1, 4))):
        person(d, rng, rng.uniform(100, W - 100), H * .99, rng.uniform(640, 800))
    return im


def classroom(rng, light):
    """Teaching: a blackboard and benches."""
    im = down((226, 216, 190), (176, 160, 130))
    d = ImageDraw.Draw(im)
    x0, y0 = rng.uniform(150, 500), rng.uniform(150, 260)
    d.rectangle((x0, y0, x0 + 1500, y0 + 760), fill=any_of(rng, [(40, 72, 60), (44, 48, 52), (236, 238, 238)]), outline=(140, 100, 66), width=28)
    chalk = (232, 232, 222) if im.getpixel((int(x0 + 60), int(y0 + 60)))[0] < 100 else (40, 60, 130)
    lines = any_of(rng, [["Taller de repostería", "1 taza de azúcar", "3 huevos", "2 tazas de harina"], ["Pan de jamón", "Masa: 1 kg de harina", "Reposar 40 minutos"], ["Bienvenidos", "al curso gratuito"], ["Torta de auyama", "Horno a 180 grados", "45 minutos"]])
    for i, line in enumerate(lines):
        d.text((x0 + 120, y0 + 150 + i * 150), line, font=face("serif-italic", 96), fill=chalk, anchor="lm")
    person(d, rng, x0 + rng.uniform(1100, 1600), H * .86, 980, "up")
    for i in range(int(rng.integers(3, 7))):
        person(d, rng, 260 + i * rng.uniform(330, 420), H * 1.22, 820)
    return im


def party(rng, light):
    """A feast at night: bunting and lights."""
    im = down((22, 24, 48), (70, 52, 60))
    d = ImageDraw.Draw(im)
    x = -30.0
    while x < W:
        w = rng.uniform(320, 560)
        house(d, rng, x, H * .74, w, rng.uniform(380, 560), 0)
        x += w
    dark = Image.new("RGB", im.size, (26, 22, 44))
    im.paste(Image.blend(im, dark, .5))
    d = ImageDraw.Draw(im)
    d.rectangle((0, H * .74, W, H), fill=(76, 66, 66))
    for k in range(int(rng.integers(2, 5))):
        y0, y1, sag = rng.uniform(100, 500), rng.uniform(100, 500), rng.uniform(120, 320)
        n = 26
        for i in range(n):
            t = (i + .5) / n
            px, py = W * t, y0 * (1 - t) + y1 * t + sag * 4 * t * (1 - t)
            if k % 2:
                d.polygon([(px - 36, py), (px + 36, py), (px, py + 80)], fill=any_of(rng, CLOTHES))
            else:
                d.ellipse((px - 40, py - 40, px + 40, py + 40), fill=(120, 90, 60))
                d.ellipse((px - 20, py - 20, px + 20, py + 20), fill=(255, 226, 150))
    for _ in range(int(rng.integers(5, 11))):
        person(d, rng, rng.uniform(120, W - 120), H * rng.uniform(.9, 1.02), rng.uniform(520, 760), any_of(rng, ["up", "down"]))
    return im


def river(rng, light):
    """A Sunday at the river."""
    im = down(*SKIES[light])
    d = ImageDraw.Draw(im)
    for k in range(3):
        ridge(d, rng, H * (.42 + .05 * k), 420 - 100 * k, mix((110, 130, 130), (52, 88, 52), k / 2))
    d.rectangle((0, H * .52, W, H), fill=(116, 138, 82))
    left, wide = rng.uniform(.15, .6) * W, rng.uniform(160, 300)
    bank = [(left + 260 * math.sin(t * 5 + rng.uniform(0, .3)) - t * rng.uniform(0, 500), H * (.52 + .48 * t), wide * (.3 + 2.4 * t)) for t in np.linspace(0, 1, 12)]
    d.polygon([(x, y) for x, y, w in bank] + [(x + w, y) for x, y, w in bank[::-1]], fill=(126, 164, 178))
    for x, y, w in bank[2:]:
        for _ in range(5):
            px = x + w * rng.random()
            d.line((px, y, px + rng.uniform(40, 130), y + 4), fill=(210, 226, 230), width=5)
    for _ in range(16):
        x, y, r = rng.uniform(0, W), rng.uniform(.62, 1) * H, rng.uniform(20, 90)
        d.ellipse((x - r, y - r * .6, x + r, y + r * .6), fill=mix((130, 128, 122), (84, 80, 76), rng.random()))
    for _ in range(4):
        tree(d, rng, rng.uniform(0, W), H * rng.uniform(.58, .8), rng.uniform(420, 900))
    for _ in range(int(rng.integers(2, 5))):
        person(d, rng, rng.uniform(200, W - 200), H * rng.uniform(.8, .96), rng.uniform(340, 520))
    return im


def garden(rng, light):
    """Flower pots on the patio."""
    wall = any_of(rng, WALLS)
    im = down(mix(wall, (255, 255, 255), .2), mix(wall, (120, 100, 90), .3))
    d = ImageDraw.Draw(im)
    d.rectangle((0, H * .72, W, H), fill=(168, 106, 82))
    for i in range(0, W + 200, 200):
        d.line((i, H, W / 2 + (i - W / 2) * .6, H * .72), fill=(142, 86, 66), width=8)
    for i in range(5):
        d.line((0, H * (.72 + .056 * i * (1 + .1 * i)), W, H * (.72 + .056 * i * (1 + .1 * i))), fill=(142, 86, 66), width=8)
    x = rng.uniform(.05, .65) * W
    d.rectangle((x, 380, x + 480, H * .74), fill=any_of(rng, [(64, 96, 84), (96, 58, 38), (60, 86, 120)]), outline=(240, 232, 216), width=22)
    for _ in range(int(rng.integers(5, 10))):
        px, base, w = rng.uniform(80, W - 80), H * rng.uniform(.76, .97), rng.uniform(110, 220)
        d.polygon([(px - w / 2, base - w * .8), (px + w / 2, base - w * .8), (px + w * .36, base), (px - w * .36, base)], fill=(184, 96, 62))
        bloom = any_of(rng, [(214, 60, 84), (240, 200, 80), (236, 236, 240), (160, 90, 170), (240, 130, 70)])
        for _ in range(44):
            a, r = rng.normal(0, w * .36), rng.uniform(14, 34)
            py = base - w * 1.15 + rng.normal(0, w * .28)
            d.ellipse((px + a - r, py - r, px + a + r, py + r), fill=bloom if rng.random() < .35 else (int(rng.uniform(44, 90)), int(rng.uniform(96, 140)), 58))
    if rng.random() < .6:
        person(d, rng, rng.uniform(.2, .8) * W, H * .94, rng.uniform(760, 980), "table")
    return im


SCENES = [town, cake, bread, shop, group, market, classroom, party, river, garden]
SAID = {
    "town": "El pueblo", "cake": "Torta por encargo", "bread": "Pan recién horneado", "shop": "La panadería", "group": "La familia",
    "market": "El mercado", "classroom": "Taller de repostería", "party": "Fiestas del pueblo", "river": "Domingo en el río", "garden": "El patio de la casa",
}


def snapshot(image, rng):
    """What a phone makes of it: soft light, a vignette, grain."""
    image = image.reduce(2).filter(ImageFilter.GaussianBlur(.8))
    a = np.asarray(image, np.float32)
    h, w = a.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    angle = rng.uniform(0, 6.28)
    fall = ((x / w - .5) * math.cos(angle) + (y / h - .5) * math.sin(angle)) * .3
    corner = ((x / w - .5) ** 2 + (y / h - .5) ** 2) * .5
    light = 1 + fall - corner + .02 * clouds(rng, (h, w), 60)
    grain = rng.standard_normal((h, w), np.float32) * 5 + clouds(rng, (h, w), 3) * 4
    warm = np.array([1 + rng.normal(0, .04), 1, 1 + rng.normal(0, .05)], np.float32)
    a = a * (light * rng.uniform(.92, 1.06)).astype(np.float32)[..., None] * warm + grain[..., None]
    image = Image.fromarray(np.clip(a, 0, 255).astype(np.uint8)).rotate(float(np.clip(rng.normal(0, .7), -1, 1)), resample=Image.BICUBIC)
    # Nothing of the turned edge stays.
    return image.crop((24, 20, w - 24, h - 20)).resize((w, h), Image.BICUBIC)


def tags(when, camera, place=None, orientation=1):
    e = Image.Exif()
    e[0x0112] = orientation
    e[0x010F], e[0x0110] = camera
    e[0x0132] = when
    # As dictionaries: older versions of Pillow write no others.
    e[0x8769] = {0x9003: when, 0x9004: when, 0x9011: "-04:00"}
    if place:
        gps = {0: b"\x02\x03\x00\x00"}
        for at, value, letters in ((1, place[0], "NS"), (3, place[1], "EW")):
            rest = abs(value) % 1 * 60
            gps[at] = letters[value < 0]
            gps[at + 1] = (float(int(abs(value))), float(int(rest)), round(rest % 1 * 60, 2))
        e[0x8825] = gps
    return e


def photos(folder):
    """Writes forty photos, and returns what is true of each."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for n in range(40):
        rng = np.random.default_rng(9000 + n)
        scene = SCENES[n % 10]
        light = ("day", "gray", "dusk", "dawn")[(n // 10 + n) % 4]
        image = snapshot(scene(rng, light), rng)
        d = ImageDraw.Draw(image)
        d.text((1184, 888), "Ejemplo · sin valor", font=face("sans", 20), fill=(255, 255, 255), anchor="rs", stroke_width=1, stroke_fill=(70, 70, 70))
        year, month, day = 2013 + n * 13 // 40, 1 + n * 7 % 12, 1 + n * 11 % 28
        hour = {"day": 11, "gray": 15, "dusk": 18, "dawn": 6}[light] if scene is not party else 20
        minute, second = n * 17 % 60, n * 29 % 60
        when = f"{year}:{month:02}:{day:02} {hour:02}:{minute:02}:{second:02}"
        plain = when.replace(":", "")
        camera = [("Andina", "A12 (muestra)"), ("Andina", "P7 (muestra)"), ("Cordillera", "C-417 (muestra)")][n // 14]
        kind = n % 5
        name = (
            f"IMG_{plain.replace(' ', '_')}.jpg" if kind in (0, 3) else
            f"DSC_{417 + n:04}.JPG" if kind == 1 else
            f"{SAID[scene.__name__].lower()} {year} ({n}).jpg" if kind == 2 else
            f"WhatsApp Image {year}-{month:02}-{day:02} at {hour:02}.{minute:02}.{second:02}.jpeg"
        )
        turned = n in (12, 27, 34)
        place = (8.6124 + n * .0003, -70.8831) if n % 8 == 3 else None
        if turned:
            # Stored as the sensor lay; the tag says to turn it clockwise.
            image = image.transpose(Image.Transpose.ROTATE_90)
        image.save(folder / name, quality=74, exif=tags(when, camera, place, 6 if turned else 1))
        out.append({"file": name, "date": when[:10].replace(":", "-"), "time": when[11:], "scene": SAID[scene.__name__], "turned": turned, "has_place": place is not None})
    return out
