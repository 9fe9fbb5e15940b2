#!/usr/bin/env python3
"""Writes the made-up family case `caso-ejemplo/`, which looks like what a family brings.

Everything in it is invented, person, town and numbers, and every paper says so. The same input
gives the same bytes. The pictures of work come from make_photos.py, which is slow; this script packs
them with the EXIF that phones write.

    pip install pillow==13.0.0 numpy==2.4.6 scipy==1.17.1 reportlab==5.1.0 fonttools==4.68.0 segno==1.6.6 \\
        pikepdf==10.18.0
    mkdir fonts && cd fonts && npm init -y && npm install @fontsource/{caveat,cedarville-cursive,\\
        courier-prime,eb-garamond,homemade-apple,kalam,la-belle-aurore,montserrat,\\
        nothing-you-could-do,reenie-beanie,special-elite}@5.3.0
    python3 make_sample.py PHOTO_DIR FONT_DIR
"""

import math
import sys
from pathlib import Path

import numpy as np
import segno
from PIL import Image, ImageDraw
import reportlab.rl_config
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

import archival
import papers
from papers import (draw_strokes, font, font_file, handwrite, ink, press, scan, seal,
                    signature_strokes, specimen, stamp_box)

reportlab.rl_config.useA85 = 0

HERE = Path(__file__).resolve().parent
CASE = HERE / "caso-ejemplo"
PERSON = "Daniela Marisol Quintero Prado"
ID = "V-00.000.417"
TOWN = "San Jacinto de la Sierra"


def save_jpeg(image, path, quality=74, **more):
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, quality=quality, optimize=True, **more)


def paragraph(d, xy, width, text, face, leading, fill, justify=True, indent=0):
    """Justified text on a picture; **bold** words are not needed. Returns the y below it."""
    x, y = xy
    words, lines, line, room = text.split(), [], [], width - indent
    for word in words:
        if line and face.getlength(" ".join([*line, word])) > room:
            lines.append(line)
            line, room = [], width
        line.append(word)
    lines.append(line)
    for i, line in enumerate(lines):
        start = x + (indent if i == 0 else 0)
        space = face.getlength(" ")
        if justify and i < len(lines) - 1 and len(line) > 1:
            free = width - (indent if i == 0 else 0) - sum(face.getlength(w) for w in line)
            space = free / (len(line) - 1)
        for word in line:
            d.text((start, y), word, font=face, fill=fill, anchor="ls")
            start += face.getlength(word) + space
        y += leading
    return y


# 01: the mayor's certificate of good conduct, as scanned

def good_conduct(fonts):
    rng = np.random.default_rng(101)
    w, h = 1275, 1650
    page = Image.new("RGB", (w, h), "white")
    d = ImageDraw.Draw(page)
    dark = (38, 36, 40)
    f = lambda name, size: font(fonts, name, size)
    # Letterhead: made-up arms, three lines, a rule.
    arms, _ = seal(150, "", [], fonts, np.random.default_rng(1), None)
    page.paste(Image.new("RGB", arms.size, (30, 70, 80)), (118, 92), arms)
    d.text((700, 118), "ALCALDÍA DEL MUNICIPIO", font=f("eb-garamond-600", 36), fill=dark, anchor="mm")
    d.text((700, 163), "SAN JACINTO DE LA SIERRA", font=f("eb-garamond-700", 46), fill=(30, 70, 80), anchor="mm")
    d.text((700, 208), "Despacho de la Alcaldesa", font=f("eb-garamond-400-italic", 32), fill=dark, anchor="mm")
    d.line((118, 262, 1157, 262), fill=(30, 70, 80), width=4)
    d.line((118, 270, 1157, 270), fill=(190, 150, 80), width=2)
    d.text((1157, 318), "N.º 0037-2026", font=f("special-elite", 30), fill=(150, 30, 35), anchor="rm")
    d.text((637, 430), "CONSTANCIA DE BUENA CONDUCTA", font=f("eb-garamond-700", 48), fill=dark, anchor="mm")
    d.line((270, 466, 1005, 466), fill=dark, width=2)
    body = f("eb-garamond-400", 35)
    text = [
        "Quien suscribe, Ing. Rosaura Peñaloza Dávila, Alcaldesa del Municipio San Jacinto de la Sierra, en uso de las atribuciones que le confiere la ley, por medio de la presente HACE CONSTAR:",
        f"Que la ciudadana DANIELA MARISOL QUINTERO PRADO, titular de la cédula de identidad n.º {ID}, nacida en esta población el 9 de junio de 1993, de profesión maquilladora y estilista, ha residido en el sector El Calvario de este municipio desde su nacimiento, y es conocida por este Despacho y por la comunidad como una persona honesta, trabajadora, respetuosa de sus vecinos y de las leyes.",
        "Que durante más de diez años ha maquillado sin cobrar a los niños y comparsas del Carnaval y al grupo de teatro del Liceo Municipal, y que en los archivos de esta Alcaldía no consta queja, denuncia ni sanción alguna en su contra.",
        f"Constancia que se expide a petición de la parte interesada, en {TOWN}, a los catorce (14) días del mes de enero de dos mil veintiséis.",
    ]
    y = 545
    for part in text:
        y = paragraph(d, (150, y), 975, part, body, 46, dark, indent=70) + 22
    # Signature over the line, the round seal across it, a received-stamp on the side.
    base = 1425
    d.line((470, base, 940, base), fill=dark, width=2)
    d.text((705, base + 30), "Ing. Rosaura Peñaloza Dávila", font=f("eb-garamond-600", 31), fill=dark, anchor="mm")
    d.text((705, base + 66), "Alcaldesa", font=f("eb-garamond-400", 30), fill=dark, anchor="mm")
    draw_strokes(page, signature_strokes(np.random.default_rng(24), 400, 150), (510, base - 140), (28, 40, 110), 4.2, .05)
    mask, colour = seal(310, "ALCALDÍA DE SAN JACINTO DE LA SIERRA · ESPÉCIMEN · ", ["DESPACHO"], fonts, rng, (62, 66, 150))
    press(page, mask, colour, (390, base - 50), 9)
    box = stamp_box(fonts, [("SECRETARÍA", 26), ("14 ENE 2026", 32), ("DESPACHADO", 24)], (260, 132), rng)
    press(page, box, (160, 50, 60), (1050, 1432), -5)
    d.text((637, 1584), f"Calle Real con Plaza Mayor, {TOWN} · alcaldia@sanjacinto.example", font=f("eb-garamond-400-italic", 25), fill=(90, 90, 95), anchor="mm")
    specimen(page, fonts, 24, (66, 830))
    save_jpeg(scan(page, rng, .55, noise=.009), CASE / "01 - Carta de buena conducta" / "Scan_0001.jpg", 72, dpi=(150, 150))


# 03: the neighbours' petition

FIRST = "José Luis|María Elena|Carmen Rosa|Pedro Pablo|Ana Teresa|Luis Alberto|Yolanda|Freddy|Rosalba|Ramón|Gladys|Jesús María|Belkis|Wilmer|Nancy|Hernán|Isabel|Óscar|Dulce María|Franklin|Marlene|Nelson|Zulay|Gerardo|Milagros|Eduardo|Trina|Alexis|Coromoto|Rafael|Beatriz|Antonio|Luz Marina|Douglas|Haydée|Simón|Aura|Víctor|Mireya|Ángel|Teresa|Leonardo|Nelly|Domingo|Consuelo|Richard|Yajaira|Emilio|Flor|Gustavo|Elsy|Javier|Adela|Iván|Norma|Tomás|Lucía|Édgar|Sonia|Manuel".split("|")
LAST = "Rangel|Uzcátegui|Paredes|Rivas|Dávila|Peña|Araque|Contreras|Zambrano|Molina|Sulbarán|Castillo|Quintero|Ramírez|Angulo|Toro|Lobo|Márquez|Vielma|Briceño|Monsalve|Albornoz|Plaza|Maldonado|Guillén|Santiago|Varela|Rondón|Trejo|Moreno|Belandria|Noguera|Fernández|Puentes|Salas|Parra|Valero|Ruiz|Méndez|Osuna".split("|")
HANDS = [("caveat", 50), ("caveat-600", 48), ("cedarville-cursive", 36), ("kalam", 38), ("reenie-beanie", 56), ("nothing-you-could-do", 34), ("homemade-apple", 30), ("la-belle-aurore", 48)]
INKS = [(24, 34, 105), (20, 45, 130), (30, 30, 34), (25, 25, 70), (18, 60, 120), (40, 38, 42)]


def petition_sheet(fonts, number, total, count, seed):
    rng = np.random.default_rng(seed)
    w, h = 1700, 2200
    page = Image.new("RGB", (w, h), "white")
    d = ImageDraw.Draw(page)
    dark = (30, 30, 32)
    f = lambda name, size: font(fonts, name, size)
    d.text((w / 2, 130), "PETICIÓN DE VECINOS Y VECINAS", font=f("courier-prime-700", 50), fill=dark, anchor="mm")
    d.text((w / 2, 180), f"{TOWN}, 25 de enero de 2026", font=f("courier-prime", 34), fill=dark, anchor="mm")
    y = paragraph(d, (150, 250), 1400, f"Nosotros, vecinos de {TOWN}, conocemos desde niña a {PERSON}, maquilladora y estilista. Damos fe de que es una persona de bien, que ha trabajado con nosotros en el Carnaval, el teatro y las fiestas del pueblo, y pedimos a la autoridad que le permita esperar su proceso en libertad, junto a su familia.", f("courier-prime", 32), 43, dark, justify=False)
    top, step = y - 8, 78
    cols = [110, 190, 720, 1010, 1250, 1590]
    heads = ["N.º", "Nombre y apellido", "Cédula", "Sector", "Firma"]
    d.rectangle((cols[0], top, cols[-1], top + 54), fill=(224, 224, 220))
    for x, label in zip(cols, heads):
        d.text((x + 12, top + 28), label, font=f("courier-prime-700", 29), fill=dark, anchor="lm")
    top += 54
    for i in range(21):
        d.line((cols[0], top + i * step, cols[-1], top + i * step), fill=(60, 60, 60), width=2)
    for x in cols:
        d.line((x, top - 54, x, top + 20 * step), fill=(60, 60, 60), width=2)
    sectors = ["El Calvario", "La Plaza", "Mesa Alta", "El Molino", "Los Pinos", "La Otra Banda"]
    for i in range(20):
        mid = top + i * step + step * .66
        d.text((cols[0] + 40, mid - 14), str((number - 1) * 20 + i + 1), font=f("courier-prime", 28), fill=dark, anchor="mm")
        if i >= count:
            continue
        n = (number - 1) * 20 + i
        name = f"{FIRST[(n * 7) % len(FIRST)]} {LAST[(n * 11 + number) % len(LAST)]} {LAST[(n * 17 + 5 * number + 3) % len(LAST)]}"
        hand, size = HANDS[int(rng.integers(len(HANDS)))]
        colour = INKS[int(rng.integers(len(INKS)))]
        size = int(size * (.94 + .12 * rng.random()))
        face = f(hand, size)
        while face.getlength(name) > cols[2] - cols[1] - 30:
            size -= 1
            face = f(hand, size)
        handwrite(page, (cols[1] + 16 + 10 * rng.random(), mid), name, face, colour, rng)
        size = int(dict(HANDS)[hand] * .92)
        handwrite(page, (cols[2] + 14 + 12 * rng.random(), mid), f"V-00.{(n * 37 + 113) % 1000:03d}.{(n * 271 + 59) % 1000:03d}", f(hand, min(size, 46)), colour, rng)
        handwrite(page, (cols[3] + 12 + 10 * rng.random(), mid), sectors[int(rng.integers(len(sectors)))], f(hand, int(min(size, 46) * .86)), colour, rng)
        sw, sh = 190 + 110 * rng.random(), 52 + 24 * rng.random()
        draw_strokes(page, signature_strokes(rng, sw, sh), (cols[4] + 20 + 25 * rng.random(), mid - sh * .78), colour, 2.6 + 1.2 * rng.random(), rng.normal(.03, .05))
    d.text((w / 2, 2150), f"Hoja {number} de {total}", font=f("courier-prime", 28), fill=dark, anchor="mm")
    specimen(page, fonts, 26, (58, 1150))
    return page, rng


def petition(fonts):
    folder = CASE / "03 - Petición de vecinos"
    folder.mkdir(parents=True, exist_ok=True)
    sheets = []
    for number, (count, turn) in enumerate([(20, -.35), (20, .3)], 1):
        page, rng = petition_sheet(fonts, number, 3, count, 300 + number)
        grey = scan(page, rng, turn, grey=True, fold=False, noise=.012)
        sheets.append(grey.point(lambda v: 255 if v > 168 else 0).convert("1"))
    sheets[0].save(folder / "1 - Hojas 1 y 2.tif", save_all=True, append_images=sheets[1:], compression="group4", dpi=(200, 200))
    page, rng = petition_sheet(fonts, 3, 3, 17, 303)
    mask, colour = seal(300, "ASOCIACIÓN DE VECINOS EL CALVARIO · ESPÉCIMEN · ", ["SAN JACINTO"], fonts, rng, (40, 110, 90))
    press(page, mask, colour, (1330, 1990), -12)
    image = scan(page, rng, -.6, noise=.009)
    save_jpeg(image.resize((1275, 1650), Image.LANCZOS), folder / "2 - Hoja 3.jpg", 70, dpi=(150, 150))


# 04 and 06: photographs

def exif(when=None, camera=None, place=None, orientation=1):
    e = Image.Exif()
    e[0x0112] = orientation
    if camera:
        e[0x010F], e[0x0110] = camera
    if when:
        e[0x0132] = when
        sub = e.get_ifd(0x8769)
        sub[0x9003], sub[0x9004] = when, when
        sub[0x9011] = "-04:00"
    if place:
        lat, lon = place
        gps = e.get_ifd(0x8825)
        def dms(v):
            v = abs(v)
            deg, rest = int(v), (v - int(v)) * 60
            return (float(deg), float(int(rest)), round((rest - int(rest)) * 60, 2))
        gps[0] = b"\x02\x03\x00\x00"
        gps[1], gps[2] = ("N" if lat >= 0 else "S"), dms(lat)
        gps[3], gps[4] = ("E" if lon >= 0 else "W"), dms(lon)
    return e


def photos(source):
    folder = CASE / "04 - Fotos de su trabajo"
    phone = ("Andina", "A12 (muestra)")
    plan = [
        ("table", "IMG_20231104_153012.jpg", exif("2023:11:04 15:30:12", phone, (8.7431, -70.9127))),
        ("mask", "IMG-20240211-WA0007.jpg", None),
        ("stage", "PXL_20240713_201455123.jpg", exif("2024:07:13 20:14:55", ("Andina", "P7 (muestra)"), (8.7440, -70.9119))),
        ("square", "WhatsApp Image 2025-02-28 at 17.42.09.jpeg", None),
        ("mirror", "IMG_20250308_091544.jpg", exif("2025:03:08 09:15:44", phone, (8.7431, -70.9127), 6)),
        ("shop", "DSC_0417.JPG", exif("2025:06:21 16:05:31", ("Andina", "C-417 (muestra)"))),
    ]
    for scene, name, tags in plan:
        image = Image.open(source / f"{scene}.png").convert("RGB")
        mark_photo(image)
        if tags and tags[0x0112] == 6:
            # Stored as the sensor lay; the tag says to turn it clockwise.
            image = image.transpose(Image.Transpose.ROTATE_90)
        more = {"exif": tags} if tags else {}
        save_jpeg(image, folder / name, 78, **more)
    image = Image.open(source / "card.png").convert("RGB")
    save_jpeg(image, CASE / "06 - Cédula de identidad.jpg", 80, exif=exif("2026:01:12 10:22:07", phone, None))


def mark_photo(image):
    """A small mark in the corner: the pictures are made up like the rest."""
    face = font(FONTS, "montserrat-600", 21)
    d = ImageDraw.Draw(image, "RGBA")
    text = "ESPÉCIMEN"
    w = face.getlength(text)
    d.text((image.width - w - 22, image.height - 38), text, font=face, fill=(0, 0, 0, 90))
    d.text((image.width - w - 23, image.height - 39), text, font=face, fill=(255, 255, 255, 185))


# PDF papers

def register(fonts):
    for short, name in [("Body", "eb-garamond-400"), ("BodyB", "eb-garamond-600"), ("BodyI", "eb-garamond-400-italic"),
                        ("Type", "courier-prime"), ("TypeB", "courier-prime-700"), ("Head", "montserrat-700"),
                        ("Label", "montserrat-600"), ("Plain", "montserrat-400")]:
        pdfmetrics.registerFont(TTFont(short, font_file(str(fonts), name)))


def pdf(path, title, author="Espécimen", lang="es"):
    path.parent.mkdir(parents=True, exist_ok=True)
    c = canvas.Canvas(str(path), pagesize=letter, invariant=1, pageCompression=1, lang=lang)
    c.setTitle(title)
    c.setAuthor(author)
    return c


def mark(c, text="ESPÉCIMEN · SPECIMEN · DOCUMENTO FICTICIO · NOT A REAL DOCUMENT"):
    c.saveState()
    c.setFillColorRGB(.70, .32, .32)
    c.setFont("Label", 8.5)
    c.translate(24, 396)
    c.rotate(90)
    c.drawCentredString(0, 0, text)
    c.restoreState()


def flow(c, x, y, width, text, face="Body", size=12, leading=17, indent=0, justify=True):
    words = text.split()
    lines, line, room = [], [], width - indent
    for word in words:
        if line and pdfmetrics.stringWidth(" ".join([*line, word]), face, size) > room:
            lines.append((line, room))
            line, room = [], width
        line.append(word)
    lines.append((line, None))
    for i, (line, room) in enumerate(lines):
        t = c.beginText(x + (indent if i == 0 else 0), y)
        t.setFont(face, size)
        if justify and room and len(line) > 1:
            free = room - sum(pdfmetrics.stringWidth(w, face, size) for w in line)
            space = free / (len(line) - 1) - pdfmetrics.stringWidth(" ", face, size)
            # Subset fonts have no word spacing of their own: each gap is set by hand.
            cx = x + (indent if i == 0 else 0)
            c.setFont(face, size)
            for w in line:
                c.drawString(cx, y, w)
                cx += pdfmetrics.stringWidth(w + " ", face, size) + space
        else:
            t.textOut(" ".join(line))
            c.drawText(t)
        y -= leading
    return y


def sign(c, rng, x, y, w, h, rgb=(.10, .14, .42), width=1.25):
    """A signature in ink, as vector strokes whose base is at y."""
    c.saveState()
    c.setStrokeColorRGB(*rgb)
    c.setLineCap(1)
    c.setLineJoin(1)
    for stroke in signature_strokes(rng, w, h):
        pts = stroke[::2]
        for k in range(0, len(pts) - 1, 3):
            part = pts[k:k + 4]
            speed = np.linalg.norm(np.diff(part, axis=0), axis=1).mean() if len(part) > 1 else 1
            c.setLineWidth(width * float(np.clip(1.3 - .10 * speed, .6, 1.25)))
            p = c.beginPath()
            p.moveTo(x + part[0][0], y + h * .8 - part[0][1])
            for q in part[1:]:
                p.lineTo(x + q[0], y + h * .8 - q[1])
            c.drawPath(p)
    c.restoreState()


def pdf_seal(c, fonts, x, y, size, ring, lines, rng, rgb, turn=0):
    mask, _ = seal(420, ring, lines, fonts, rng, None)
    rgba = Image.new("RGBA", mask.size, rgb + (0,))
    rgba.putalpha(mask)
    from reportlab.lib.utils import ImageReader
    c.saveState()
    c.translate(x, y)
    c.rotate(turn)
    c.drawImage(ImageReader(rgba), -size / 2, -size / 2, size, size, mask="auto")
    c.restoreState()


def guilloche(c, x, y, w, h):
    """A border of fine waves, as on certificates."""
    c.saveState()
    c.setLineWidth(.35)
    for k in range(4):
        c.setStrokeColorRGB(.25 + .1 * k, .48 + .05 * k, .50 + .05 * k)
        for x0, y0, length, horizontal in [(x, y, w, 1), (x, y + h, w, 1), (x, y, h, 0), (x + w, y, h, 0)]:
            p = c.beginPath()
            n = int(length / 2)
            for i in range(n + 1):
                t = i / n * length
                v = 4.2 * math.sin(t / 7 + k * math.pi / 2) * math.cos(t / 46)
                q = (x0 + t, y0 + v) if horizontal else (x0 + v, y0 + t)
                (p.moveTo if i == 0 else p.lineTo)(*q)
            c.drawPath(p)
    c.restoreState()


def criminal_record(fonts):
    c = pdf(CASE / "02 - Certificado de antecedentes penales.pdf", "Certificado de antecedentes penales (espécimen)")
    teal = (.11, .33, .36)
    c.bookmarkPage("cert")
    c.addOutlineEntry("Certificado de antecedentes penales", "cert", 0)
    guilloche(c, 44, 44, 524, 704)
    c.setFillColorRGB(*teal)
    c.setFont("Head", 13)
    c.drawCentredString(306, 706, "OFICINA NACIONAL DE ANTECEDENTES")
    c.setFillColorRGB(.25, .25, .27)
    c.setFont("Plain", 9.5)
    c.drawCentredString(306, 691, "División de Antecedentes Penales  ·  Servicio en línea  ·  Muestra ficticia")
    c.setStrokeColorRGB(.79, .60, .29)
    c.setLineWidth(1.2)
    c.line(180, 680, 432, 680)
    c.setFillColorRGB(.12, .12, .14)
    c.setFont("Head", 17)
    c.drawCentredString(306, 640, "CERTIFICADO DE ANTECEDENTES PENALES")
    rows = [("Número de certificado", "AP-2026-0000417-ES"), ("Fecha de emisión", "20 de enero de 2026"), ("Apellidos y nombres", "QUINTERO PRADO, DANIELA MARISOL"),
            ("Documento de identidad", f"Cédula {ID}"), ("Fecha de nacimiento", "9 de junio de 1993"), ("Lugar de nacimiento", TOWN), ("Nacionalidad", "Venezolana"), ("País de destino", "Estados Unidos de América")]
    y = 600
    for i, (label, value) in enumerate(rows):
        if i % 2 == 0:
            c.setFillColorRGB(.945, .96, .96)
            c.rect(84, y - 7, 444, 22, stroke=0, fill=1)
        c.setFillColorRGB(.35, .38, .40)
        c.setFont("Label", 9)
        c.drawString(94, y, label.upper())
        c.setFillColorRGB(.1, .1, .12)
        c.setFont("Plain", 11)
        c.drawString(262, y, value)
        y -= 22
    y -= 22
    c.setFillColorRGB(.1, .1, .12)
    y = flow(c, 84, y, 444, "Se certifica que, revisados los archivos que lleva esta División hasta la fecha de emisión, la persona arriba identificada", "Plain", 11, 17)
    c.setFont("Head", 15)
    c.setFillColorRGB(*teal)
    c.drawCentredString(306, y - 16, "NO REGISTRA ANTECEDENTES PENALES")
    c.setFillColorRGB(.1, .1, .12)
    y = flow(c, 84, y - 50, 444, "Este certificado se expide por vía electrónica a solicitud de la persona interesada. Su validez puede comprobarse con el código de verificación en la dirección indicada. No requiere firma autógrafa.", "Plain", 10, 15)
    qr = segno.make("ESPECIMEN FICTICIO AP-2026-0000417-ES https://verificar.example/AP-2026-0000417-ES", error="m")
    size, qx, qy = 96, 94, 118
    matrix = [list(r) for r in qr.matrix]
    cell = size / len(matrix)
    c.setFillColorRGB(0, 0, 0)
    for j, row in enumerate(matrix):
        for i, v in enumerate(row):
            if v:
                c.rect(qx + i * cell, qy + size - (j + 1) * cell, cell + .05, cell + .05, stroke=0, fill=1)
    c.setFont("Label", 8.5)
    c.setFillColorRGB(.35, .38, .40)
    c.drawString(206, 196, "CÓDIGO DE VERIFICACIÓN")
    c.setFont("TypeB", 13)
    c.setFillColorRGB(.1, .1, .12)
    c.drawString(206, 179, "7Q4M-ESPE-CIME-N417")
    c.setFont("Plain", 9.5)
    c.setFillColorRGB(.10, .30, .55)
    c.drawString(206, 160, "https://verificar.example/AP-2026-0000417-ES")
    c.linkURL("https://verificar.example/AP-2026-0000417-ES", (204, 156, 450, 172), relative=0)
    pdf_seal(c, fonts, 468, 158, 108, "OFICINA NACIONAL DE ANTECEDENTES · ESPÉCIMEN · ", ["MUESTRA"], np.random.default_rng(7), (40, 70, 130), -8)
    c.setFont("Plain", 8)
    c.setFillColorRGB(.4, .4, .42)
    c.drawCentredString(306, 66, "Página 1 de 2  ·  Documento ficticio para la demostración de un programa; ninguna autoridad lo ha emitido.")
    mark(c)
    c.showPage()
    # Apostille: the ten points of the Convention's model.
    c.bookmarkPage("apostilla")
    c.addOutlineEntry("Apostilla", "apostilla", 0)
    c.setStrokeColorRGB(.1, .1, .12)
    c.setLineWidth(1.4)
    c.rect(110, 210, 392, 420)
    c.setLineWidth(.5)
    c.rect(115, 215, 382, 410)
    c.setFillColorRGB(.1, .1, .12)
    c.setFont("BodyB", 22)
    c.drawCentredString(306, 592, "APOSTILLE")
    c.setFont("BodyI", 11.5)
    c.drawCentredString(306, 574, "(Convention de La Haye du 5 octobre 1961)")
    c.line(115, 562, 497, 562)
    lines = [("1. País:", "VENEZUELA (espécimen ficticio)"), ("El presente documento público", ""), ("2. ha sido firmado por:", "Oficina Nacional de Antecedentes"), ("3. quien actúa en calidad de:", "Servicio en línea"),
             ("4. y está revestido del sello de:", "División de Antecedentes Penales"), ("CERTIFICADO", None), ("5. en:", "Ciudad Capital"), ("6. el día:", "23 de enero de 2026"),
             ("7. por:", "Dirección de Legalizaciones (muestra)"), ("8. bajo el n.º:", "ES-000-417-2026"), ("9. Sello:", "")]
    y = 540
    for label, value in lines:
        if value is None:
            c.setFont("BodyB", 12)
            c.drawCentredString(306, y, label)
            y -= 24
            continue
        c.setFont("Body", 12)
        c.drawString(132, y, label)
        c.setFont("TypeB", 11)
        size = 11
        while pdfmetrics.stringWidth(value, "TypeB", size) > 200:
            size -= .25
        c.setFont("TypeB", size)
        c.drawString(292, y, value)
        y -= 24 if not label.startswith("9") else 0
        if label.startswith("9"):
            c.setFont("Body", 12)
            c.drawString(318, y, "10. Firma:")
            break
    pdf_seal(c, fonts, 222, 262, 92, "LEGALIZACIONES · ESPÉCIMEN · MUESTRA · ", ["N.º 417"], np.random.default_rng(8), (120, 40, 60), 12)
    sign(c, np.random.default_rng(61), 340, 236, 130, 46)
    c.setFont("Plain", 8.5)
    c.setFillColorRGB(.35, .35, .38)
    y = 192
    for line in simpleSplit("Esta apostilla certifica únicamente la autenticidad de la firma, la calidad en que ha actuado el signatario y, en su caso, la identidad del sello del documento público. No certifica el contenido. Se adjunta al certificado AP-2026-0000417-ES.", "Plain", 8.5, 392):
        c.drawString(110, y, line)
        y -= 12
    c.setFont("Plain", 8)
    c.drawCentredString(306, 66, "Página 2 de 2  ·  Documento ficticio para la demostración de un programa; ninguna autoridad lo ha emitido.")
    mark(c)
    c.showPage()
    c.save()


MOTHER = "Marisol Prado de Quintero"
SPANISH = [
    f"Yo, MARISOL PRADO DE QUINTERO, venezolana, mayor de edad, viuda, costurera, titular de la cédula de identidad n.º V-00.000.118, con domicilio en la calle Las Flores n.º 12, sector El Calvario, {TOWN}, declaro lo siguiente:",
    "1. Soy la madre de Daniela Marisol Quintero Prado, nacida en este pueblo el 9 de junio de 1993. La crié sola desde que murió su padre, cuando ella tenía once años, y conozco su vida mejor que nadie.",
    "2. Daniela empezó a maquillar a los catorce años, en esta misma casa, frente al espejo de mi cuarto. A los diecinueve abrió su local en la calle Real, «Marisol», al que puso mi nombre. Con ese trabajo ha mantenido la casa y ha pagado mis medicinas.",
    "3. Todos los años, desde 2012, prepara a las comparsas del Carnaval y a los actores del teatro del Liceo. No cobra a los niños. Las máscaras y las coronas las hace ella con papel, plumas teñidas y paciencia. Las fotografías que acompañan esta declaración son de ese trabajo; varias las tomé yo.",
    "4. Mi hija nunca ha estado presa, nunca ha tenido problemas con la justicia ni ha pertenecido a grupo alguno que no sea la comparsa «Los Colibríes» y el coro de la parroquia.",
    "5. Los dibujos que lleva en los brazos son dos: una brocha con una flor, que se hizo cuando abrió el local, y el nombre de su padre, «Hernán», con una corona como las que él le hacía de cartón cada Carnaval. No significan nada más. Yo estaba con ella los dos días en que se los hizo.",
    "6. Salió del país en 2024 porque la amenazaron por negarse a cerrar su local el día de la marcha. Desde que está detenida hablamos los domingos. Tiene quien la reciba: mi hermana Aurora, que vive en El Paso y ha escrito su propia carta.",
    "7. Pido con todo respeto al señor juez que le permita esperar su audiencia en casa de su tía. Ella se presentará a cada cita: es una mujer de palabra.",
    "8. Declaro bajo pena de perjurio, conforme a las leyes de los Estados Unidos de América, que lo anterior es verdadero y correcto.",
]
ENGLISH = [
    f"I, MARISOL PRADO DE QUINTERO, Venezuelan, of legal age, a widow, a seamstress, holder of identity card no. V-00.000.118, residing at Calle Las Flores no. 12, El Calvario, {TOWN}, declare as follows:",
    "1. I am the mother of Daniela Marisol Quintero Prado, born in this town on June 9, 1993. I raised her alone from the time her father died, when she was eleven years old, and I know her life better than anyone.",
    "2. Daniela began doing make-up at fourteen, in this very house, before the mirror in my room. At nineteen she opened her shop on Calle Real, “Marisol”, to which she gave my name. With that work she has kept the household and paid for my medicine.",
    "3. Every year since 2012 she has prepared the Carnival troupes and the actors of the high-school theater. She does not charge the children. She makes the masks and crowns herself out of paper, dyed feathers and patience. The photographs that accompany this declaration are of that work; I took several of them.",
    "4. My daughter has never been in prison, has never been in trouble with the law, and has belonged to no group other than the troupe “Los Colibríes” (The Hummingbirds) and the parish choir.",
    "5. The drawings on her arms are two: a brush with a flower, which she had done when she opened the shop, and her father’s name, “Hernán”, with a crown like those he made her out of cardboard each Carnival. They mean nothing else. I was with her on both of the days when she had them done.",
    "6. She left the country in 2024 because she was threatened for refusing to close her shop on the day of the march. Since she has been detained we speak on Sundays. She has someone to receive her: my sister Aurora, who lives in El Paso and has written her own letter.",
    "7. I respectfully ask the judge to allow her to await her hearing at her aunt’s home. She will appear at every appointment: she is a woman of her word.",
    "8. I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct.",
]


def declaration(fonts):
    folder = CASE / "05 - Declaración de la madre"
    c = pdf(folder / "1 - Declaración (español).pdf", "Declaración de Marisol Prado de Quintero (espécimen)", MOTHER)
    c.bookmarkPage("p1")
    c.addOutlineEntry("Declaración", "p1", 0)
    c.setFont("TypeB", 14)
    c.drawCentredString(306, 700, "DECLARACIÓN DE MARISOL PRADO DE QUINTERO")
    c.setFont("Type", 11)
    c.drawCentredString(306, 682, "en apoyo de su hija, Daniela Marisol Quintero Prado")
    y = 640
    for i, text in enumerate(SPANISH):
        if i == 6:
            c.setFont("Type", 9.5)
            c.drawCentredString(306, 52, "Página 1 de 2")
            c.drawRightString(522, 78, "(la firma está en la página 2)")
            c.linkAbsolute("firma", "firma", (340, 74, 524, 90))
            mark(c)
            c.showPage()
            c.bookmarkPage("firma")
            c.addOutlineEntry("Firma", "firma", 1)
            y = 706
        y = flow(c, 90, y, 432, text, "Type", 11.2, 17.2, justify=False) - 9
    c.setFont("Type", 11.2)
    c.drawString(90, y - 10, f"En {TOWN}, el 30 de enero de 2026.")
    base = y - 120
    sign(c, np.random.default_rng(55), 200, base + 4, 190, 62)
    c.setLineWidth(.7)
    c.line(176, base, 436, base)
    c.drawCentredString(306, base - 16, "Marisol Prado de Quintero")
    c.drawCentredString(306, base - 31, "C. I. V-00.000.118")
    # A thumb mark, as notaries there ask.
    rng = np.random.default_rng(91)
    yy, xx = np.mgrid[0:300, 0:220]
    warp = papers.ndimage.gaussian_filter(rng.normal(0, 1, (300, 220)), 22) * 120
    r = np.hypot((xx - 110) * 1.25, (yy - 170)) + warp
    ridges = np.clip(.5 + .9 * np.sin(r / 2.6), 0, 1)
    oval = np.clip((1 - np.hypot((xx - 110) / 92, (yy - 150) / 132)) * 7, 0, 1)
    thumb = ink(ridges * oval, rng, .8)
    rgba = Image.new("RGBA", thumb.size, (38, 48, 110, 0))
    rgba.putalpha(thumb)
    from reportlab.lib.utils import ImageReader
    c.saveState()
    c.translate(470, base - 12)
    c.rotate(-7)
    c.drawImage(ImageReader(rgba), 0, 0, 50, 68, mask="auto")
    c.restoreState()
    c.setFont("Type", 8.5)
    c.drawCentredString(496, base - 28, "Pulgar derecho")
    c.setFont("Type", 9.5)
    c.drawCentredString(306, 52, "Página 2 de 2")
    mark(c)
    c.showPage()
    c.save()

    c = pdf(folder / "2 - Translation (English).pdf", "Declaration of Marisol Prado de Quintero, English translation (specimen)", "Lucía Andrade Ferrer", "en")
    c.setFont("BodyI", 11)
    c.drawString(90, 722, "English translation from Spanish")
    c.setFont("BodyB", 15)
    c.drawCentredString(306, 690, "DECLARATION OF MARISOL PRADO DE QUINTERO")
    c.setFont("BodyI", 12.5)
    c.drawCentredString(306, 672, "in support of her daughter, Daniela Marisol Quintero Prado")
    y = 636
    for i, text in enumerate(ENGLISH):
        if i == 7:
            c.setFont("Body", 10)
            c.drawCentredString(306, 52, "1 of 2")
            mark(c)
            c.showPage()
            y = 706
        y = flow(c, 90, y, 432, text, "Body", 12.6, 18) - 9
    c.setFont("Body", 12.6)
    c.drawString(90, y - 6, f"In {TOWN}, on January 30, 2026.")
    c.setFont("BodyI", 12.6)
    for i, line in enumerate(["[signature]", "Marisol Prado de Quintero", "Identity card V-00.000.118", "[right thumbprint]"]):
        c.drawString(90, y - 44 - i * 18, line)
    c.setFont("Body", 10)
    c.drawCentredString(306, 52, "2 of 2")
    mark(c)
    c.showPage()
    c.save()

    c = pdf(folder / "3 - Certificate of translation.pdf", "Certificate of translation (specimen)", "Lucía Andrade Ferrer", "en")
    c.setFont("BodyB", 17)
    c.drawCentredString(306, 676, "CERTIFICATE OF TRANSLATION")
    c.setLineWidth(.8)
    c.line(206, 664, 406, 664)
    y = 620
    for text in [
        "I, Lucía Andrade Ferrer, certify that I am competent to translate from Spanish into English, and that the translation of the document named below is true and accurate to the best of my abilities.",
        "Document: Declaration of Marisol Prado de Quintero (“Declaración de Marisol Prado de Quintero”), two pages, dated January 30, 2026.",
        "I am not a party to this matter. I translated the whole of the document, including the words in brackets, which describe marks on the original.",
    ]:
        y = flow(c, 90, y, 432, text, "Body", 13, 20) - 12
    base = y - 92
    sign(c, np.random.default_rng(13), 100, base + 6, 170, 56, (.08, .08, .12))
    c.line(90, base, 320, base)
    c.setFont("Body", 12.5)
    for i, line in enumerate(["Lucía Andrade Ferrer", "4100 Specimen Avenue, Suite 2", "El Paso, Texas 79900", "Telephone: (915) 555-0142", "", "Date: February 6, 2026"]):
        c.drawString(90, base - 18 - i * 17, line)
    mark(c)
    c.showPage()
    c.save()


def front_and_back(fonts):
    c = pdf(CASE / "front" / "Form EOIR-28 (specimen).pdf", "Notice of entry of appearance (specimen)", "Specimen", "en")
    c.setFont("Label", 8.5)
    c.drawString(54, 742, "SPECIMEN IMMIGRATION COURT")
    c.drawRightString(558, 742, "SPECIMEN · NOT AN OFFICIAL FORM")
    c.setLineWidth(1.4)
    c.line(54, 734, 558, 734)
    c.setFont("Head", 15)
    c.drawCentredString(306, 706, "NOTICE OF ENTRY OF APPEARANCE")
    c.setFont("Plain", 9.5)
    c.drawCentredString(306, 691, "as attorney or representative before the Immigration Court")
    c.setLineWidth(.7)
    boxes = [
        (660, [("Full name of the respondent", "QUINTERO PRADO, Daniela Marisol", .62), ("Alien number", "A 000-000-000", .38)]),
        (616, [("Address (number, street, city)", "Specimen Processing Center, 1 Example Road, El Paso, TX 79900", .74), ("Detained", "Yes  [X]   No  [  ]", .26)]),
        (572, [("Type of proceeding", "Removal  [X]    Bond  [X]    Other  [  ]", .5), ("Appearance for", "All proceedings  [X]   Limited  [  ]", .5)]),
        (500, [("Attorney or representative", "Teresa Whitaker Molina", .5), ("EOIR ID number", "SPEC-0417", .22), ("Bar, state", "Texas 00000417", .28)]),
        (456, [("Firm or organization", "Whitaker Molina Law Office (fictional)", .5), ("Telephone", "(915) 555-0117", .22), ("E-mail", "office@whitakermolina.example", .28)]),
        (412, [("Address", "200 Example Street, Suite 310, El Paso, Texas 79900", 1.0)]),
    ]
    c.setFont("Label", 9)
    c.drawString(54, 537, "ATTORNEY OR REPRESENTATIVE")
    for y, row in boxes:
        x = 54
        for label, value, share in row:
            w = 504 * share
            c.rect(x, y - 14, w, 40)
            c.setFont("Plain", 7)
            c.setFillColorRGB(.3, .3, .33)
            c.drawString(x + 5, y + 17, label)
            c.setFillColorRGB(.06, .08, .2)
            size = 10
            while pdfmetrics.stringWidth(value, "Type", size) > w - 12:
                size -= .25
            c.setFont("Type", size)
            c.drawString(x + 6, y - 5, value)
            c.setFillColorRGB(0, 0, 0)
            x += w
    y = 366
    y = flow(c, 54, y, 504, "I hereby enter my appearance as attorney or representative for, and at the request of, the person named above. I declare that I am an attorney in good standing of the bar named, and that I am not subject to any order disbarring, suspending or otherwise restricting me in the practice of law.", "Body", 11.5, 15.5)
    for bx, name, who, seed, date in [(54, "Teresa Whitaker Molina", "Signature of attorney", 31, "02/09/2026"), (54, "Daniela M. Quintero Prado", "Signature of respondent", 417, "02/09/2026")]:
        y -= 70
        c.line(bx, y, bx + 250, y)
        sign(c, np.random.default_rng(seed), bx + 24, y + 4, 170, 42)
        c.setFont("Plain", 7.5)
        c.drawString(bx, y - 10, f"{who}: {name}")
        c.line(360, y, 470, y)
        c.setFont("Type", 10.5)
        c.drawString(366, y + 4, date)
        c.setFont("Plain", 7.5)
        c.drawString(360, y - 10, "Date")
    c.setFont("Plain", 7.5)
    c.setFillColorRGB(.35, .35, .38)
    c.drawCentredString(306, 44, "Made up for the demonstration of a program. It imitates no official form and has no effect.")
    mark(c)
    c.showPage()
    c.save()

    c = pdf(CASE / "back" / "Proof of service (specimen).pdf", "Proof of service (specimen)", "Specimen", "en")
    c.setFont("BodyB", 12)
    c.drawString(90, 716, "QUINTERO PRADO, Daniela Marisol")
    c.drawRightString(522, 716, "A 000-000-000")
    c.setFont("BodyB", 18)
    c.drawCentredString(306, 660, "PROOF OF SERVICE")
    c.setLineWidth(.8)
    c.line(236, 648, 376, 648)
    y = 606
    for text in [
        "On February 12, 2026, I, Teresa Whitaker Molina, served a copy of “Documents in support of the motion for bond” and any attached pages on the Department of Homeland Security, Office of the Principal Legal Advisor, at the following address:",
        "Office of the Principal Legal Advisor (specimen), 1 Example Plaza, El Paso, Texas 79900",
        "by electronic service through the court’s filing system (specimen).",
    ]:
        y = flow(c, 90, y, 432, text, "Body", 13, 20) - 12
    base = y - 90
    sign(c, np.random.default_rng(31), 104, base + 5, 180, 54)
    c.line(90, base, 330, base)
    c.setFont("Body", 12.5)
    c.drawString(90, base - 17, "Teresa Whitaker Molina, Attorney for Respondent")
    c.drawString(400, base + 4, "February 12, 2026")
    c.line(396, base, 522, base)
    c.drawString(396, base - 17, "Date")
    mark(c)
    c.showPage()
    c.save()


def main():
    global FONTS
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, FONTS = Path(sys.argv[1]), Path(sys.argv[2])
    register(FONTS)
    good_conduct(FONTS)
    criminal_record(FONTS)
    petition(FONTS)
    photos(source)
    declaration(FONTS)
    front_and_back(FONTS)
    for path in sorted(CASE.rglob("*.pdf")):
        archival.archive(path)
    total = sum(p.stat().st_size for p in CASE.rglob("*") if p.is_file())
    for p in sorted(CASE.rglob("*")):
        if p.is_file():
            print(f"{p.stat().st_size:>9} {p.relative_to(CASE)}")
    print(f"{total:>9} in all")
    assert total < 4_000_000


if __name__ == "__main__":
    main()
