"""Draws upright sheets of paper, and cards: what a family photographs."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
WORDS = (
    "República Bolivariana de Venezuela el suscrito hace constar que la ciudadana titular de la "
    "cédula de identidad número reside en esta parroquia desde hace quince años es persona de "
    "reconocida honradez trabajo y buena conducta según consta en los libros que lleva esta oficina "
    "expedida a solicitud de la parte interesada en Maracaibo a los días del mes de marzo del año"
).split()

LETTER, LEGAL, OFICIO, A4, CARD = (
    (215.9, 279.4),
    (215.9, 355.6),
    (215.9, 330.2),
    (210.0, 297.0),
    (85.60, 53.98),
)


def font(size, bold=False):
    name = "ExpedienteSerif-Bold.ttf" if bold else "ExpedienteSerif-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), size)


def text(draw, pick, box, size, ink=(25, 25, 30), gap=1.45):
    left, top, right, bottom = box
    letters = font(size)
    y = top
    while y + size < bottom:
        line, x = "", left
        while True:
            word = pick.choice(WORDS)
            if draw.textlength(line + " " + word, font=letters) > right - left:
                break
            line = (line + " " + word).strip()
        if pick.random() < 0.12:
            line = line[: len(line) // 2]
        draw.text((x, y), line, font=letters, fill=ink)
        y += size * gap


def stamp(draw, center, size, ink):
    x, y = center
    for r in (size, size * 0.86):
        draw.ellipse([x - r, y - r, x + r, y + r], outline=ink, width=max(3, int(size / 18)))
    draw.text((x, y), "REGISTRO CIVIL", font=font(int(size / 4.2), True), fill=ink, anchor="mm")


def signature(draw, pick, at, size):
    x, y = at
    points = [(x + i * size / 9, y + pick.uniform(-size / 6, size / 6)) for i in range(10)]
    draw.line(points, fill=(30, 40, 120), width=max(3, int(size / 40)), joint="curve")


def page(kind, sides, pick, dots=6.3):
    """A sheet with so many pixels a millimeter."""
    width, height = round(sides[0] * dots), round(sides[1] * dots)
    white = [(250, 250, 248), (244, 240, 228), (255, 255, 255), (236, 238, 242)][kind % 4]
    image = Image.new("RGB", (width, height), white)
    draw = ImageDraw.Draw(image)
    mm = lambda value: value * dots
    size = round(mm(4.2))
    if kind % 5 == 1:
        draw.rectangle([mm(9), mm(9), width - mm(9), height - mm(9)], outline=(20, 60, 40), width=8)
        draw.rectangle([mm(12), mm(12), width - mm(12), height - mm(12)], outline=(20, 60, 40), width=3)
    title = font(round(mm(7)), True)
    draw.text((width / 2, mm(28)), "CONSTANCIA DE RESIDENCIA", font=title, fill=(20, 20, 25), anchor="mm")
    if kind % 5 == 3:
        for row in range(9):
            y = mm(60) + row * mm(14)
            draw.line([(mm(22), y), (width - mm(22), y)], fill=(40, 40, 40), width=3)
        for x in (22, 70, 130, sides[0] - 22):
            draw.line([(mm(x), mm(60)), (mm(x), mm(60) + 8 * mm(14))], fill=(40, 40, 40), width=3)
        text(draw, pick, (mm(24), mm(186), width - mm(24), height - mm(50)), size)
    elif kind % 5 == 4:
        text(draw, pick, (mm(24), mm(45), width - mm(24), mm(110)), size)
    else:
        text(draw, pick, (mm(24), mm(45), width - mm(24), height - mm(70)), size)
    ink = [(150, 30, 60), (40, 60, 150), (90, 50, 130)][kind % 3]
    stamp(draw, (mm(150), height - mm(45)), mm(18), ink)
    signature(draw, pick, (mm(40), height - mm(45)), mm(55))
    return image


def card(kind, pick, dots=14.0):
    width, height = round(CARD[0] * dots), round(CARD[1] * dots)
    colors = [((225, 205, 120), (70, 110, 180)), ((205, 225, 235), (180, 60, 60)), ((238, 234, 220), (30, 120, 90))]
    base, band = colors[kind % 3]
    image = Image.new("RGB", (width, height), base)
    draw = ImageDraw.Draw(image)
    mm = lambda value: value * dots
    draw.rectangle([0, 0, width, mm(9)], fill=band)
    draw.text((mm(4), mm(4.5)), "CÉDULA DE IDENTIDAD", font=font(round(mm(4.5)), True), fill=(250, 250, 250), anchor="lm")
    if kind % 2 == 0:
        draw.rectangle([mm(5), mm(14), mm(27), mm(44)], fill=(150, 160, 175))
        draw.ellipse([mm(10), mm(18), mm(22), mm(33)], fill=(170, 125, 100))
        draw.pieslice([mm(6), mm(33), mm(26), mm(58)], 180, 360, fill=(50, 50, 80))
        draw.rectangle([mm(5), mm(44), mm(27), mm(51)], fill=base)
        text(draw, pick, (mm(31), mm(15), width - mm(4), mm(46)), round(mm(3.2)))
    else:
        draw.rectangle([mm(4), mm(14), width - mm(4), mm(22)], fill=(30, 30, 30))
        text(draw, pick, (mm(4), mm(26), width - mm(4), mm(48)), round(mm(3)))
    return image


def all_sheets():
    """Sheets with their sides in millimeters, always the same."""
    sheets = []
    shapes = [LETTER, A4, LEGAL, OFICIO, LETTER, A4]
    for kind in range(12):
        pick = random.Random(kind)
        sides = shapes[kind % len(shapes)]
        sheets.append((page(kind, sides, pick), sides))
        if kind % 3 == 2:
            sheets.append((card(kind, pick), CARD))
    return sheets
