"""The petition of make_case.py: thirty sheets of twenty rows, filled in by hand and scanned.

`people` says who signs where; nothing is counted from the pictures.
"""

import random
import unicodedata

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from case_hand import Hand, ink
from case_pdf import LETTER, Paper
from case_scan import box_stamp, clouds, face, mark, paragraph, press, scanned, seal

SHEETS, ROWS = 30, 20
FIRST = (
    "José Luis|María Elena|Carmen Rosa|Pedro Pablo|Ana Teresa|Luis Alberto|Yolanda|Freddy|Rosalba|Ramón|Gladys|Jesús María|Belkis|"
    "Wilmer|Nancy|Hernán|Isabel|Óscar|Dulce María|Franklin|Marlene|Nelson|Zulay|Gerardo|Milagros|Eduardo|Trina|Alexis|Coromoto|"
    "Rafael|Beatriz|Antonio|Luz Marina|Douglas|Haydée|Simón|Aura|Víctor|Mireya|Ángel|Teresa|Leonardo|Nelly|Domingo|Consuelo|Richard|"
    "Yajaira|Emilio|Flor|Gustavo|Elsy|Javier|Adela|Iván|Norma|Tomás|Lucía|Édgar|Sonia|Manuel|Keila|Yorman|Deisy|Anderson|Maryuri|"
    "Jhonny|Leidy|Ender|Yusmary|Alirio|Ninoska|Eudes|Migdalia|Ovidio|Xiomara|Wuilian|Zoraida|Néstor|Ligia|Abrahán"
).split("|")
LAST = (
    "Rangel|Uzcátegui|Paredes|Rivas|Dávila|Peña|Araque|Contreras|Zambrano|Molina|Sulbarán|Castillo|Quintero|Ramírez|Angulo|Toro|"
    "Lobo|Vielma|Monsalve|Albornoz|Plaza|Maldonado|Guillén|Santiago|Varela|Rondón|Trejo|Moreno|Belandria|Noguera|Fernández|Puentes|"
    "Salas|Parra|Valero|Ruiz|Méndez|Osuna|Carrero|Duque|Escalante|Labrador|Nieto|Ochoa|Pabón|Roa|Sánchez|Useche|Vivas|Zerpa"
).split("|")

# Second signatures: sheet and row of the first, of the second, and how the second is written.
TWICE = [
    ((1, 4), (17, 12), "same"),
    ((2, 15), (9, 3), "order"),
    ((3, 9), (22, 18), "same"),
    ((5, 1), (5, 17), "same"),
    ((7, 11), (26, 6), "accents"),
    ((8, 20), (13, 2), "same"),
    ((11, 7), (29, 14), "dots"),
    ((14, 16), (21, 9), "same"),
    ((18, 5), (30, 10), "same"),
]
# The names of those whose second entry differs in its accents or its order have some.
NAMES = {(2, 15): "Hernán Rangel Peña", (7, 11): "Óscar Uzcátegui Dávila", (11, 7): "Luz Marina Contreras Toro"}
STRUCK = [(4, 13), (12, 8), (19, 2), (27, 16)]
UNREADABLE = {(10, 6): "(no se lee)", (24, 19): "(ilegible)"}


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def dotted(number):
    return f"{number // 1000000}.{number // 1000 % 1000:03}.{number % 1000:03}"


def people():
    """Each row as (sheet, row): what stands there, and the person, as a number."""
    pick = random.Random(2026)
    second = {b: (a, how) for a, b, how in TWICE}
    taken = {" ".join(sorted(plain(name).lower().split())) for name in NAMES.values()}
    numbers, rows = [], {}

    def number():
        # Above every number that has been given out, and at least three digits from each other.
        while True:
            new = pick.randrange(90_000_000, 99_999_999)
            digits = str(new)
            if all(sum(a != b for a, b in zip(digits, other)) > 2 for other in numbers):
                numbers.append(digits)
                return new

    who = 0
    for sheet in range(1, SHEETS + 1):
        for row in range(1, ROWS + 1):
            at = sheet, row
            if at in second:
                continue
            name = NAMES.get(at)
            while name is None:
                last = pick.sample(LAST, 2)
                name = f"{pick.choice(FIRST)} {last[0]}" + (f" {last[1]}" if pick.random() < .75 else "")
                key = " ".join(sorted(plain(name).lower().split()))
                if key in taken:
                    name = None
                else:
                    taken.add(key)
            digits = number()
            prefix = "V-" if pick.random() < .55 else ""
            if at in UNREADABLE:
                rows[at] = {"name": None, "number": None, "mark": "unreadable", "person": None, "seed": who}
            else:
                rows[at] = {"name": name, "number": prefix + dotted(digits), "mark": "struck-out" if at in STRUCK else "signed", "person": who, "seed": who}
            who += 1
    for at, (first, how) in second.items():
        had = rows[first]
        name, digits = had["name"], had["number"]
        if how == "order":
            words = name.split()
            name = " ".join(words[-2:] + words[:-2])
        elif how == "accents":
            name = plain(name)
        elif how == "dots":
            digits = digits.replace(".", "")
        rows[at] = {**had, "name": name, "number": digits}
    return {at: rows[at] for at in sorted(rows)}


def sheet(number, rows, person, town, about):
    """A filled sheet at 300 dots an inch, clean."""
    rng = np.random.default_rng(5000 + number)
    w, h = 2550, 3300
    page = Image.new("RGB", (w, h), "white")
    d = ImageDraw.Draw(page)
    dark = (28, 28, 30)
    d.text((w / 2, 185), "PETICIÓN DE LOS VECINOS", font=face("sans-bold", 78), fill=dark, anchor="mm")
    d.text((w / 2, 270), f"{town}, mayo de 2026", font=face("sans", 50), fill=dark, anchor="mm")
    y = paragraph(d, 230, 372, 2110, about, face("sans", 46), 62, dark)
    cols, top, step, head = [200, 340, 1180, 1700, 2370], y + 4, 124, 92
    for x, said in zip(cols, ("N.º", "Nombre y apellido", "Cédula", "Firma")):
        d.text((x + 20, top + head / 2), said, font=face("sans-bold", 44), fill=dark, anchor="lm")
    for y in [top] + [top + head + i * step for i in range(ROWS + 1)]:
        d.line((cols[0], y, cols[-1], y), fill=(70, 70, 72), width=4)
    for x in cols:
        d.line((x, top, x, top + head + ROWS * step), fill=(70, 70, 72), width=4)
    smears = []
    for i in range(ROWS):
        entry = rows[number, i + 1]
        high = top + head + i * step
        d.text(((cols[0] + cols[1]) / 2, high + step / 2), str((number - 1) * ROWS + i + 1), font=face("sans", 40), fill=dark, anchor="mm")
        hand = Hand(np.random.default_rng(70_000 + entry["seed"]))
        hand.rng = own = np.random.default_rng([number, i])
        base = high + step * own.uniform(.66, .78)
        size = own.uniform(46, 60) if not hand.capitals else own.uniform(42, 54)
        left, col = cols[1] + own.uniform(20, 60), cols[2] + own.uniform(18, 60)
        if entry["mark"] == "unreadable":
            ink(d, hand.scrawl(left, base, own.uniform(480, 640), 60) + hand.scrawl(col, base, 360, 52), hand.ink, hand.width)
            smears.append((high, entry))
        else:
            ink(d, hand.write(entry["name"], left, base, size, cols[2] - left - 12), hand.ink, hand.width)
            ink(d, hand.write(entry["number"], col, base + own.normal(0, 3), size * 1.02, cols[3] - col - 12), hand.ink, hand.width)
        wide, tall = own.uniform(330, 560), own.uniform(72, 112)
        ink(d, hand.sign(cols[3] + own.uniform(20, 90), base + 4, wide, tall), hand.ink, hand.width * .9)
        if entry["mark"] == "struck-out":
            ink(d, hand.strike(cols[1] + own.uniform(10, 50), cols[4] - own.uniform(20, 90), high + step * .54, step), hand.ink, 7)
    for high, entry in smears:
        # Coffee, or rain: the ink has run.
        box = (cols[1] + 40, int(high + 12), cols[3] - 30, int(high + step - 8))
        dry = page.crop(box)
        wet = Image.blend(dry.filter(ImageFilter.GaussianBlur(6)), Image.new("RGB", dry.size, (206, 188, 160)), .3)
        shape = dry.height, dry.width
        ragged = np.clip(150 + 170 * clouds(rng, shape, 30) + 60 * clouds(rng, shape, 90), 0, 255)
        edge = Image.new("L", dry.size, 0)
        ImageDraw.Draw(edge).rounded_rectangle((18, 12, dry.width - 18, dry.height - 12), 40, fill=255)
        spot = ImageChops.multiply(Image.fromarray(ragged.astype(np.uint8)), edge.filter(ImageFilter.GaussianBlur(10)))
        page.paste(wet, box[:2], spot)
    if number % 7 == 3:
        press(page, seal(430, "ASOCIACIÓN DE VECINOS EL MOLINO · EJEMPLO · ", "SIN VALOR", rng), (50, 95, 140), (2200, 3050), rng.uniform(-14, 14))
    if number == SHEETS:
        press(page, box_stamp((520, 200), ["RECIBIDO", "24 MAY 2026"], rng), (150, 50, 60), (420, 3110), -4)
    d.text((w / 2, 3190), f"Hoja {number} de {SHEETS}", font=face("sans", 44), fill=dark, anchor="mm")
    d.text((w / 2, 3250), "Ejemplo · sin valor. Personas, números y firmas inventados.", font=face("sans", 32), fill=(120, 120, 122), anchor="mm")
    mark(page, 34, 96, h / 2)
    return page, rng


def petition(folder, person, town, about):
    """Writes the scans, and returns the rows and in which file each sheet is."""
    rows, places = people(), {}
    folder.mkdir(parents=True, exist_ok=True)
    for first, name, gray in ((1, "firmas hojas 1 a 10.pdf", True), (11, "Escáner 2026-05-24 (2).pdf", False)):
        paper = Paper("Escaneado", "", made="20260524163000" if first == 1 else "20260524164512", program="Escáner (muestra)")
        for number in range(first, first + 10):
            page, rng = sheet(number, rows, person, town, about)
            image = scanned(page.resize((1700, 2200), Image.BOX), rng, rng.uniform(-.9, .9), gray, noise=3.5)
            paper.page()
            paper.picture(image, 0, 0, *LETTER, quality=55 if gray else 52)
            places[number] = {"file": name, "page": number - first + 1}
        paper.save(folder / name)
    for number in range(21, SHEETS + 1):
        page, rng = sheet(number, rows, person, town, about)
        image = scanned(page.reduce(2), rng, rng.uniform(-1.4, 1.4), number % 3 == 0, noise=4.5, tone=(.98, .97, .94))
        name = f"hoja {number}.jpg" if number != 25 else "hoja 25 buena.jpg"
        image.save(folder / name, quality=66, dpi=(150, 150))
        places[number] = {"file": name, "page": 1}
    return rows, places


def list_of(rows):
    """The list that the family typed in, as a spreadsheet saves it."""
    lines = ["hoja;fila;nombre;cedula"]
    for (number, row), entry in rows.items():
        lines.append(f"{number};{row};{entry['name'] or UNREADABLE[number, row]};{entry['number'] or ''}")
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")
