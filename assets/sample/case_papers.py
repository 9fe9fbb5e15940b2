"""The certificates, letters, cards and the declaration of make_case.py."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from case_hand import Hand, ink
from case_pdf import LETTER, Paper
from case_qr import matrix
from case_scan import MARK, box_stamp, clouds, face, mark, paragraph, press, scanned, seal

PERSON = "Yuleidy Carolina BRICEÑO MÁRQUEZ"
OTHERWISE = "Yuleidi Briceño Marquez"
NUMBER = "V-97.418.206"
BORN, BORN_OTHERWISE = "14 de marzo de 1996", "15 de marzo de 1996"
TOWN = "Santa Rosalía del Páramo"
MOTHER, MOTHERS = "Carmen Aurora Márquez de Briceño", "V-91.233.518"
SMALL = "Ejemplo · sin valor. Personas, lugares y números inventados; ninguna autoridad lo ha emitido."
SMALL_EN = "Specimen · no value. Persons, places and numbers are made up."

CONDUCT = {"number": "BC-0148-2026", "date": "2026-05-10", "code": "SR26-7Q4M-K2XP", "url": "https://alcaldia-santarosalia.example/v/BC-0148-2026/7Q4MK2XP", "issuer": "Alcaldía del Municipio Santa Rosalía"}
RECORD = {"number": "AP-2026-0083312-ES", "date": "2026-02-20", "code": "K7RD-4M2X-9QHT", "url": "https://verificar-antecedentes.example/AP-2026-0083312-ES/K7RD4M2X", "issuer": "Oficina Nacional de Antecedentes"}
APOSTILLES = {
    "conduct": {"number": "AE-2026-0517733", "date": "2026-05-18", "code": "T4HW-81LM", "url": "https://apostilla.example/AE-2026-0517733/T4HW81LM"},
    "record": {"number": "AE-2026-0219408", "date": "2026-02-27", "code": "P9XC-53NB", "url": "https://apostilla.example/AE-2026-0219408/P9XC53NB"},
}
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()


def spoken(date):
    year, month, day = date.split("-")
    return f"{int(day)} de {MONTHS[int(month) - 1]} de {year}"


def sign(paper, seed, x, y, w=150, h=46, thick=1.3):
    hand = Hand(np.random.default_rng(seed))
    colour = [(24, 34, 105), (20, 45, 130), (30, 30, 34)][seed % 3]
    paper.strokes([np.stack([x + s[:, 0], y - s[:, 1]], -1) for s in hand.sign(0, 0, w, h)], colour, thick)


def stamp(paper, ring, middle, x, y, size, seed, colour, turn=0):
    mask = seal(380, ring, middle, np.random.default_rng(seed)).rotate(turn, resample=Image.BICUBIC)
    paper.picture(Image.new("RGB", mask.size, colour), x - size / 2, y - size / 2, size, size, mask=mask)


def foot(paper, text=SMALL, page=None):
    paper.text(306, 34, text, "sans", 7.5, (.45, .45, .47), "middle")
    paper.text(22, 300, MARK, "sans", 7, (.72, .40, .40), turn=True)
    if page:
        paper.text(306, 48, page, "serif", 9.5, align="middle")


def good_conduct(path):
    """As the scanner gave it: a picture, no text."""
    rng = np.random.default_rng(101)
    w, h = 1700, 2200
    page = Image.new("RGB", (w, h), "white")
    d = ImageDraw.Draw(page)
    dark, teal = (34, 33, 38), (30, 80, 92)
    arms = seal(190, "SANTA ROSALÍA · EJEMPLO · ", "", np.random.default_rng(1))
    page.paste(Image.new("RGB", arms.size, teal), (160, 110), arms)
    d.text((930, 145), "ALCALDÍA DEL MUNICIPIO", font=face("serif-bold", 48), fill=dark, anchor="mm")
    d.text((930, 208), "SANTA ROSALÍA", font=face("serif-bold", 62), fill=teal, anchor="mm")
    d.text((930, 266), "Despacho del Alcalde", font=face("serif-italic", 42), fill=dark, anchor="mm")
    d.line((160, 335, 1540, 335), fill=teal, width=5)
    d.line((160, 345, 1540, 345), fill=(196, 154, 84), width=3)
    d.text((1540, 410), f"N.º {CONDUCT['number']}", font=face("sans-bold", 38), fill=(150, 34, 38), anchor="rm")
    d.text((w / 2, 545), "CARTA DE BUENA CONDUCTA", font=face("serif-bold", 66), fill=dark, anchor="mm")
    d.line((420, 592, 1280, 592), fill=dark, width=3)
    body, y = face("serif", 44), 700
    for part in [
        "Quien suscribe, Lic. Ramiro Escalante Duque, Alcalde del Municipio Santa Rosalía, en uso de las atribuciones que le confiere la ley, HACE CONSTAR:",
        f"Que la ciudadana {OTHERWISE}, titular de la cédula de identidad N.º {NUMBER}, de profesión repostera, reside desde su nacimiento en el sector El Molino de este municipio y es conocida por este Despacho y por la comunidad como persona honesta, trabajadora y respetuosa de las leyes.",
        "Que en los archivos de esta Alcaldía no consta queja, denuncia ni sanción alguna en su contra.",
        f"Constancia que se expide a petición de la parte interesada, en {TOWN}, el {spoken(CONDUCT['date'])}.",
    ]:
        y = paragraph(d, 200, y, 1300, part, body, 62, dark, indent=90) + 26
    code = matrix(CONDUCT["url"])
    cell, x0, y0 = 8, 210, 1640
    for r, row in enumerate(code):
        for c, is_dark in enumerate(row):
            if is_dark:
                d.rectangle((x0 + c * cell, y0 + r * cell, x0 + c * cell + cell - 1, y0 + r * cell + cell - 1), fill=(10, 10, 12))
    below = y0 + len(code) * cell
    d.text((x0, below + 40), f"Código de verificación: {CONDUCT['code']}", font=face("sans", 32), fill=dark, anchor="ls")
    d.text((x0, below + 82), CONDUCT["url"], font=face("sans", 26), fill=(60, 60, 70), anchor="ls")
    base = 1850
    d.line((820, base, 1460, base), fill=dark, width=3)
    d.text((1140, base + 42), "Lic. Ramiro Escalante Duque", font=face("serif-bold", 40), fill=dark, anchor="mm")
    d.text((1140, base + 90), "Alcalde", font=face("serif", 38), fill=dark, anchor="mm")
    ink(d, Hand(np.random.default_rng(24)).sign(880, base - 24, 460, 170), (28, 40, 110), 6)
    press(page, seal(380, "ALCALDÍA DE SANTA ROSALÍA · EJEMPLO · ", "SIN VALOR", rng), (70, 72, 156), (930, base - 150), 8)
    press(page, box_stamp((300, 150), ["SECRETARÍA", "11 MAY 2026"], rng), (160, 54, 62), (1390, 2010), -4)
    d.text((w / 2, 2110), f"Calle Real con Plaza Mayor, {TOWN} · alcaldia@santarosalia.example", font=face("serif-italic", 32), fill=(90, 90, 95), anchor="mm")
    d.text((w / 2, 2156), SMALL, font=face("sans", 22), fill=(125, 125, 128), anchor="mm")
    mark(page, 24, 62, h / 2)
    paper = Paper("Escaneado", "", made="20260511101500", program="Escáner (muestra)")
    paper.page()
    paper.picture(scanned(page, rng, .5, noise=3), 0, 0, *LETTER, quality=70)
    paper.save(path)


def criminal_record(path):
    paper = Paper("Certificado de antecedentes penales", RECORD["issuer"], made="20260220103000", program="Servicio en línea (muestra)")
    paper.page()
    teal = (.11, .33, .36)
    paper.box(44, 60, 524, 690, 1.6, teal)
    paper.box(49, 65, 514, 680, .5, teal)
    paper.text(306, 706, "OFICINA NACIONAL DE ANTECEDENTES", "sans-bold", 14, teal, "middle")
    paper.text(306, 690, "División de Antecedentes Penales · Servicio en línea", "sans", 9.5, (.3, .3, .3), "middle")
    paper.rule(180, 680, 432, 680, 1.2, (.79, .60, .29))
    paper.text(306, 640, "CERTIFICADO DE ANTECEDENTES PENALES", "sans-bold", 17, align="middle")
    rows = [("Número de certificado", RECORD["number"]), ("Fecha de emisión", spoken(RECORD["date"])), ("Nombres y apellidos", PERSON),
            ("Cédula de identidad", NUMBER), ("Fecha de nacimiento", BORN), ("Lugar de nacimiento", TOWN), ("Nacionalidad", "Venezolana"), ("País de destino", "Estados Unidos de América")]
    y = 600
    for i, (label, value) in enumerate(rows):
        if i % 2 == 0:
            paper.box(84, y - 7, 444, 22, fill=(.945, .96, .96))
        paper.text(94, y, label, "sans-bold", 9.5, (.35, .38, .40))
        paper.text(250, y, value, "sans", 11)
        y -= 22
    y = paper.flow(84, y - 22, 444, "Se certifica que, revisados los archivos que lleva esta División hasta la fecha de emisión, la persona arriba identificada", "sans", 11, 17)
    paper.text(306, y - 16, "NO REGISTRA ANTECEDENTES PENALES", "sans-bold", 15, teal, "middle")
    paper.flow(84, y - 50, 444, "Este certificado se expide por vía electrónica a solicitud de la persona interesada. Puede comprobarse con el código de verificación en la dirección indicada. No requiere firma autógrafa.", "sans", 10, 15)
    paper.squares(matrix(RECORD["url"]), 94, 122, 104)
    paper.text(214, 204, "Código de verificación", "sans-bold", 9, (.35, .38, .40))
    paper.text(214, 187, RECORD["code"], "mono-bold", 13)
    paper.text(214, 168, RECORD["url"], "sans", 8, (.10, .30, .55))
    paper.link((212, 164, 480, 178), RECORD["url"])
    stamp(paper, "OFICINA NACIONAL DE ANTECEDENTES · EJEMPLO · ", "SIN VALOR", 506, 112, 84, 7, (40, 70, 130), 8)
    foot(paper)
    paper.save(path)


def apostille(path, which, of):
    """Its own PDF, with the ten points of the Convention's model."""
    own = APOSTILLES[which]
    paper = Paper("Apostilla", "Dirección de Legalizaciones", made=own["date"].replace("-", "") + "091500", program="Servicio en línea (muestra)")
    paper.page()
    paper.box(100, 210, 412, 470, 1.4)
    paper.box(105, 215, 402, 460, .5)
    paper.text(306, 644, "APOSTILLE", "serif-bold", 24, align="middle")
    paper.text(306, 626, "(Convention de La Haye du 5 octobre 1961)", "serif-italic", 11.5, align="middle")
    paper.rule(105, 614, 507, 614, .5)
    signer = {"conduct": ("Lic. Ramiro Escalante Duque", "Alcalde", "Alcaldía del Municipio Santa Rosalía"), "record": ("Dra. Ivonne Carrero Useche", "Directora", "Oficina Nacional de Antecedentes")}[which]
    y = 588
    for label, value in [
        ("1. País:", "VENEZUELA (ejemplo)"), ("El presente documento público", ""), ("2. ha sido firmado por:", signer[0]), ("3. quien actúa en calidad de:", signer[1]),
        ("4. y está revestido del sello de:", signer[2]), ("CERTIFICADO", None), ("5. en:", "Ciudad Capital"), ("6. el día:", spoken(own["date"])),
        ("7. por:", "Dirección de Legalizaciones"), ("8. bajo el N.º:", own["number"]), ("9. Sello:", ""),
    ]:
        if value is None:
            paper.text(306, y, label, "serif-bold", 12, align="middle")
        else:
            paper.text(124, y, label, "serif", 12)
            paper.text(290, y, value, "sans-bold", 10.5)
        y -= 26
    paper.text(330, y + 26, "10. Firma:", "serif", 12)
    stamp(paper, "LEGALIZACIONES · EJEMPLO · ", "SIN VALOR", 216, 268, 92, 8 + len(which), (120, 40, 60), -12)
    sign(paper, 61 if which == "record" else 65, 350, 262, 130, 46)
    paper.flow(100, 194, 330, f"Esta apostilla certifica únicamente la firma, la calidad en que ha actuado el signatario y el sello del documento público. No certifica su contenido. Se adjunta al documento {of}.", "sans", 8.5, 12)
    paper.squares(matrix(own["url"]), 440, 126, 72)
    paper.text(100, 140, f"Código de verificación: {own['code']}", "sans", 9)
    paper.text(100, 126, own["url"], "sans", 8.5, (.10, .30, .55))
    foot(paper)
    paper.save(path)


LETTERS = [
    {
        "who": "Nélida Uzcátegui Rondón", "number": "V-92.714.350", "born": "1958-09-02", "date": "2026-04-12", "seed": 31, "card": "cédula profe Nélida.jpg",
        "file": "Carta de apoyo profe Nélida.pdf", "names": ("UZCÁTEGUI RONDÓN", "NÉLIDA"),
    },
    {
        "who": "Pbro. Anselmo Lobo Vielma", "number": "V-90.385.127", "born": "1951-12-21", "date": "2026-04-19", "seed": 46, "card": "cedula padre Anselmo.jpg",
        "file": "Carta del Padre Anselmo.pdf", "names": ("LOBO VIELMA", "ANSELMO"),
    },
    {
        "who": "Omaira Toro Sulbarán", "number": "V-93.560.941", "born": "1974-06-30", "date": "2026-04-26", "seed": 62, "card": "IMG-20260426-WA0003.jpg",
        "file": "carta señora Omaira (a mano).pdf", "names": ("TORO SULBARÁN", "OMAIRA"),
    },
]


def typed_letter(path, one, head, texts, after):
    paper = Paper("Carta de apoyo", one["who"], made=one["date"].replace("-", "") + "180000")
    paper.page()
    y = 716
    for i, line in enumerate(head):
        paper.text(306, y, line, "serif-bold" if i == 0 else "serif-italic", 13 if i == 0 else 10.5, align="middle")
        y -= 15
    if head:
        paper.rule(90, y + 4, 522, y + 4)
    y -= 24
    paper.text(306, y, "CARTA DE APOYO", "serif-bold", 17, align="middle")
    y -= 34
    paper.text(522, y, f"{TOWN}, {spoken(one['date'])}", "serif", 11.5, align="right")
    y -= 30
    paper.text(90, y, "A quien pueda interesar:", "serif", 11.5)
    y -= 28
    for text in texts:
        y = paper.flow(90, y, 432, text, "serif", 11.8, 18, indent=22) - 9
    paper.text(90, y - 4, "Atentamente,", "serif", 11.8)
    base = y - 96
    sign(paper, one["seed"], 100, base + 12, 170, 52)
    paper.rule(90, base, 300, base)
    for i, line in enumerate([one["who"], f"C. I. {one['number']}", *after]):
        paper.text(90, base - 16 - 15 * i, line, "serif", 11)
    if head:
        stamp(paper, "PARROQUIA SANTA ROSALÍA · EJEMPLO · ", "SIN VALOR", 420, base + 6, 100, 17, (96, 60, 130), -9)
    paper.text(90, 72, "Anexo: copia de mi cédula de identidad.", "serif-italic", 10)
    foot(paper)
    paper.save(path)


def written_letter(path, one):
    """Written by hand on a ruled sheet: no OCR is sure of it."""
    rng = np.random.default_rng(620)
    w, h = 1700, 2200
    page = Image.new("RGB", (w, h), (253, 252, 247))
    d = ImageDraw.Draw(page)
    for i in range(29):
        d.line((0, 250 + i * 66, w, 250 + i * 66), fill=(168, 196, 226), width=2)
    d.line((190, 0, 190, h), fill=(232, 158, 158), width=3)
    for y in (330, 1100, 1870):
        d.ellipse((66, y - 24, 114, y + 24), fill=(214, 214, 212))
    hand = Hand(np.random.default_rng(9), tidy=True)
    hand.capitals, hand.joined, hand.slant, hand.ink, hand.width, hand.size = False, True, .16, (24, 34, 105), 3.4, 1
    lines = [
        ("Carta de apoyo", 620), ("", 0), (f"{TOWN}, {spoken(one['date'])}", 640), ("", 0), ("Señor Juez:", 230), ("", 0),
        ("Yo, Omaira Toro Sulbarán, vecina del sector El Molino,", 290), ("con cédula de identidad V-93.560.941, le escribo para", 230), ("decirle que conozco a Yuleidy Carolina BRICEÑO", 230),
        ("MÁRQUEZ desde que nació. Somos vecinas de toda la vida.", 230), ("Ella es una muchacha trabajadora y de su casa. Cuando mi", 230), ("esposo estuvo enfermo nos trajo comida todos los días", 230),
        ("y nunca quiso cobrar nada. En diciembre hace el pan de", 230), ("jamón para los niños de la escuela.", 230), ("Nunca ha tenido problemas con nadie ni con la justicia.", 290),
        ("Le pido que la deje volver con su familia mientras espera.", 230), ("Puede llamarme al 0000-555.01.73 cuando quiera.", 230), ("", 0), ("Dios lo bendiga,", 290),
    ]
    y = 250
    for text, x in lines:
        if text:
            ink(d, hand.write(text, x, y - 8, 46, 1600 - x), hand.ink, hand.width)
        y += 66
    ink(d, Hand(np.random.default_rng(one["seed"])).sign(620, y + 40, 460, 150), hand.ink, 4)
    ink(d, hand.write("Omaira Toro Sulbarán", 620, y + 124, 44, 900) + hand.write("C.I. V-93.560.941", 620, y + 190, 44, 900), hand.ink, hand.width)
    d.text((w / 2, 2165), SMALL, font=face("sans", 22), fill=(125, 125, 128), anchor="mm")
    mark(page, 24, 40, h / 2)
    paper = Paper("Escaneado", "", made="20260426201000", program="Escáner (muestra)")
    paper.page()
    paper.picture(scanned(page, rng, -1.1, noise=4.5, tone=(.975, .965, .93)), 0, 0, *LETTER, quality=62)
    paper.save(path)


def letters(folder):
    folder.mkdir(parents=True, exist_ok=True)
    one, two, three = LETTERS
    typed_letter(folder / one["file"], one, [], [
        f"Yo, {one['who']}, maestra jubilada, titular de la cédula de identidad {one['number']}, conozco a {PERSON} desde que fue mi alumna en el tercer grado de la Escuela Básica El Molino.",
        "Era una niña atenta, puntual y generosa con sus compañeros. Ya mayor, volvió a la escuela cada año para enseñar repostería a los alumnos del último grado, sin cobrar por ello; compraba la harina de su bolsillo.",
        "En más de veinte años no he sabido de ella sino cosas buenas. Nunca tuvo pleitos con nadie, cuida de su madre y ha dado trabajo a dos jóvenes del sector. La recomiendo sin reserva y quedo dispuesta a decir lo mismo ante el tribunal.",
    ], ["Teléfono 0000-555.01.31"])
    typed_letter(folder / two["file"], two, ["PARROQUIA SANTA ROSALÍA", f"Plaza Mayor, {TOWN} · parroquia@santarosalia.example"], [
        f"Yo, {two['who']}, cura párroco, titular de la cédula de identidad {two['number']}, hago constar que conozco a {PERSON}, nacida el {BORN_OTHERWISE} y bautizada en esta parroquia, desde su primera comunión.",
        "Canta en el coro desde los doce años y prepara cada diciembre el pan de jamón que la parroquia reparte entre los ancianos. Es una persona de paz, de palabra y de trabajo, muy querida por los vecinos.",
        "Pido con todo respeto a la autoridad que tenga en cuenta su buena conducta, y que pueda esperar la decisión al lado de los suyos.",
    ], ["Párroco", "Teléfono 0000-555.01.46"])
    written_letter(folder / three["file"], three)
    for each in LETTERS:
        card(folder / each["card"], each["names"], each["number"], each["born"], each["seed"])


def card(path, names, number, born, seed):
    """A card that imitates no country's, on a table, as a phone takes it."""
    rng = np.random.default_rng(seed)
    w, h = 1300, 820
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    base = np.stack([236 - 14 * y / h, 240 - 8 * x / w, 232 + 10 * y / h], -1)
    for k, (fx, fy) in enumerate(((90, 55), (70, 80))):
        base[np.abs(np.sin(x / fx + 2.2 * np.sin(y / fy + seed) + k)) < .035] *= (.94, .97, .96)
    im = Image.fromarray(base.clip(0, 255).astype(np.uint8))
    d = ImageDraw.Draw(im)
    d.rectangle((0, 0, w, 118), fill=(44, 90, 95))
    d.rectangle((0, 118, w, 126), fill=(201, 154, 75))
    d.text((56, 44), "REPÚBLICA DE PAPEL", font=face("sans-bold", 42), fill="white", anchor="lm")
    d.text((56, 92), "CÉDULA DE IDENTIDAD", font=face("sans-bold", 32), fill=(222, 236, 232), anchor="lm")
    d.text((1244, 62), "EJEMPLO", font=face("sans-bold", 46), fill=(240, 217, 163), anchor="rm")
    # A portrait that is nobody's.
    skin = [(207, 152, 115), (176, 126, 96), (222, 176, 140)][seed % 3]
    hair = (150, 146, 142) if int(born[:4]) < 1962 else [(43, 28, 23), (62, 42, 30), (30, 26, 26)][seed % 3]
    photo = Image.new("RGB", (990, 1290), (202, 212, 218))
    p = ImageDraw.Draw(photo)
    has_long = "ANSELMO" not in names
    if has_long:
        p.rounded_rectangle((200, 260, 790, 1020), 260, fill=hair)
    p.polygon([(400, 780), (590, 780), (620, 1080), (370, 1080)], fill=tuple(int(c * .88) for c in skin))
    p.ellipse((10, 1000, 980, 1900), fill=[(123, 47, 74), (48, 52, 60), (60, 96, 120)][seed % 3])
    p.ellipse((275, 330, 715, 900), fill=skin)
    p.pieslice((255, 260, 735, 840), 180, 360, fill=hair)
    p.ellipse((320, 400, 670, 760), fill=skin)
    for s in (-1, 1):
        cx = 495 + s * 92
        p.ellipse((cx - 42, 576, cx + 42, 624), fill=(245, 239, 232))
        p.ellipse((cx - 21, 578, cx + 21, 620), fill=(43, 28, 23))
        p.arc((cx - 66, 510, cx + 66, 600), 205, 335, fill=hair, width=14)
    p.line([(495, 610), (478, 700), (512, 708)], fill=tuple(int(c * .8) for c in skin), width=16, joint="curve")
    p.arc((415, 730, 575, 810), 15, 165, fill=(150, 66, 66), width=16)
    im.paste(photo.filter(ImageFilter.GaussianBlur(5)).resize((330, 430), Image.LANCZOS), (62, 178))
    d.rectangle((60, 176, 393, 609), outline=(93, 125, 124), width=3)
    dark = (26, 34, 38)
    day = "-".join(reversed(born.split("-")))
    for i, (label, value) in enumerate([("APELLIDOS", names[0]), ("NOMBRES", names[1]), ("NÚMERO", number), ("FECHA DE NACIMIENTO", day)]):
        d.text((440, 188 + i * 100), label, font=face("sans", 22), fill=(68, 85, 102))
        d.text((440, 216 + i * 100), value, font=face("sans-bold", 42), fill=dark)
    d.text((960, 388), "VENCE", font=face("sans", 22), fill=(68, 85, 102))
    d.text((960, 416), f"{3 + seed % 9:02}-2031", font=face("sans-bold", 42), fill=dark)
    hand = Hand(np.random.default_rng(seed))
    ink(d, hand.sign(450, 690, 380, 120), (28, 32, 60), 5)
    d.line((440, 716, 840, 716), fill=(93, 125, 124), width=2)
    d.text((440, 724), "Firma del titular", font=face("sans", 20), fill=(68, 85, 102))
    d.text((650, 784), "EJEMPLO · SIN VALOR · FICTICIA · SPECIMEN · NOT A REAL DOCUMENT", font=face("sans-bold", 24), fill=(154, 59, 59), anchor="mm")
    d.rounded_rectangle((1010, 590, 1244, 716), 14, outline=(201, 154, 75), width=4)
    d.text((1127, 653), "MUESTRA", font=face("sans-bold", 38), fill=(180, 134, 60), anchor="mm")
    # On a table, under a lamp.
    size = 1600, 1150
    wood = [(128, 88, 58), (96, 104, 110), (176, 150, 118), (74, 58, 50)][seed % 4]
    grain = clouds(rng, (1, size[1]), 3)[0][:, None] * 7 + clouds(rng, (size[1], size[0]), 50) * 5
    table = np.array(wood, np.float32) + grain[..., None]
    table = Image.fromarray(table.clip(0, 255).astype(np.uint8))
    corner = Image.new("L", (w, h), 0)
    ImageDraw.Draw(corner).rounded_rectangle((0, 0, w - 1, h - 1), 44, fill=255)
    turn = float(rng.uniform(-4, 4))
    turned, alpha = im.rotate(turn, expand=True, resample=Image.BICUBIC), corner.rotate(turn, expand=True, resample=Image.BICUBIC)
    at = (size[0] - turned.width) // 2 + int(rng.normal(0, 12)), (size[1] - turned.height) // 2 + int(rng.normal(0, 12))
    shadow = Image.new("L", size, 0)
    shadow.paste(alpha.point(lambda v: v * 6 // 10), (at[0] + 12, at[1] + 16))
    table.paste((20, 16, 14), (0, 0), shadow.filter(ImageFilter.GaussianBlur(14)))
    table.paste(turned, at, alpha)
    a = np.asarray(table.filter(ImageFilter.GaussianBlur(.7)), np.float32)
    yy, xx = np.mgrid[0:size[1], 0:size[0]].astype(np.float32)
    lamp = np.exp(-(((xx - rng.uniform(300, 1300)) / 1300) ** 2 + ((yy - rng.uniform(100, 900)) / 1000) ** 2))
    a = a * (.74 + .3 * lamp)[..., None].astype(np.float32) + rng.standard_normal((size[1], size[0], 1), np.float32) * 4
    Image.fromarray(a.clip(0, 255).astype(np.uint8)).save(path, quality=78)


SPANISH = [
    f"Yo, {MOTHER}, venezolana, mayor de edad, viuda, costurera, titular de la cédula de identidad {MOTHERS}, con domicilio en la calle Los Sauces, casa 8, sector El Molino, {TOWN}, declaro lo siguiente:",
    f"1. Soy la madre de {PERSON}, nacida en este pueblo el {BORN}. Es la menor de mis tres hijos y la he criado yo.",
    "2. Yuleidy aprendió a hacer pan con su abuela, en el horno de leña de nuestra casa. A los diecinueve años entró a trabajar en la panadería La Espiga Dorada, y allí estuvo nueve años. Los domingos hacía tortas por encargo para pagar mis medicinas.",
    "3. Mi hija canta en el coro de la parroquia y enseña repostería en la escuela sin cobrar. Nunca ha estado presa ni ha tenido problemas con la justicia. No pertenece ni ha pertenecido a ningún grupo violento.",
    "4. En agosto de 2025 dos hombres fueron a la panadería a exigirle dinero y le dijeron que volverían. Ella puso la denuncia y, como nadie la protegió, se fue en octubre.",
    "5. Desde que está detenida hablamos los miércoles. Tiene quien la reciba: mi hermana Delia, que vive en El Paso, le ofrece su casa y la acompañará a cada cita.",
    "6. Las fotografías que acompañan esta declaración son de su trabajo y de nuestra familia. Muchas las tomé yo con mi teléfono.",
    "7. Pido con todo respeto al señor juez que le permita esperar su audiencia en casa de su tía. Mi hija es una mujer de palabra.",
    "8. Declaro bajo pena de perjurio, conforme a las leyes de los Estados Unidos de América, que lo anterior es verdadero y correcto.",
]
ENGLISH = [
    f"I, {MOTHER}, Venezuelan, of legal age, a widow, a seamstress, holder of identity card {MOTHERS}, residing at Calle Los Sauces, house 8, El Molino, {TOWN}, declare as follows:",
    f"1. I am the mother of {PERSON}, born in this town on March 14, 1996. She is the youngest of my three children and I raised her myself.",
    "2. Yuleidy learned to make bread with her grandmother, in the wood-fired oven of our house. At nineteen she began to work at the bakery La Espiga Dorada, and she was there for nine years. On Sundays she made cakes to order to pay for my medicine.",
    "3. My daughter sings in the parish choir and teaches baking at the school without pay. She has never been in prison or in trouble with the law. She does not belong and has never belonged to any violent group.",
    "4. In August 2025 two men came to the bakery to demand money from her and told her that they would return. She filed a complaint and, as nobody protected her, she left in October.",
    "5. Since she has been detained we speak on Wednesdays. She has someone to receive her: my sister Delia, who lives in El Paso, offers her home and will go with her to every appointment.",
    "6. The photographs that accompany this declaration are of her work and of our family. I took many of them with my telephone.",
    "7. I respectfully ask the judge to allow her to await her hearing at her aunt’s home. My daughter is a woman of her word.",
    "8. I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct.",
]
DECLARED = "2026-05-03"


def declaration(path):
    paper = Paper("Declaración de la madre", MOTHER, made="20260503170000")
    paper.page()
    paper.text(306, 712, "DECLARACIÓN DE LA MADRE", "serif-bold", 17, align="middle")
    paper.text(306, 692, f"en apoyo de su hija, {PERSON}", "serif-italic", 12, align="middle")
    y = 652
    for i, text in enumerate(SPANISH):
        if i == 6:
            foot(paper, page="Página 1 de 2")
            paper.page()
            y = 712
        y = paper.flow(90, y, 432, text, "serif", 12.4, 20) - 12
    paper.text(90, y - 8, f"En {TOWN}, el {spoken(DECLARED)}.", "serif", 12.4)
    base = y - 130
    sign(paper, 77, 210, base + 14, 200, 60, 1.5)
    paper.rule(176, base, 436, base)
    paper.text(306, base - 17, MOTHER, "serif", 12, align="middle")
    paper.text(306, base - 33, f"C. I. {MOTHERS}", "serif", 12, align="middle")
    foot(paper, page="Página 2 de 2")
    paper.save(path)


def translation(path):
    paper = Paper("Declaration of the mother, translation", "Beatriz Solano Whitman", "en", "20260512110000")
    paper.page()
    paper.text(90, 742, "English translation from Spanish", "serif-italic", 10.5)
    paper.text(306, 712, "DECLARATION OF THE MOTHER", "serif-bold", 17, align="middle")
    paper.text(306, 692, f"in support of her daughter, {PERSON}", "serif-italic", 12, align="middle")
    y = 652
    for i, text in enumerate(ENGLISH):
        if i == 6:
            foot(paper, SMALL_EN, "Page 1 of 2")
            paper.page()
            y = 712
        y = paper.flow(90, y, 432, text, "serif", 12.4, 20) - 12
    paper.text(90, y - 8, f"In {TOWN}, on May 3, 2026.", "serif", 12.4)
    for i, line in enumerate(["[signature]", MOTHER, f"Identity card {MOTHERS}"]):
        paper.text(90, y - 48 - 19 * i, line, "serif-italic", 12)
    foot(paper, SMALL_EN, "Page 2 of 2")
    paper.save(path)


def translators_certificate(path):
    paper = Paper("Certificate of translation", "Beatriz Solano Whitman", "en", "20260512112000")
    paper.page()
    paper.text(306, 680, "CERTIFICATE OF TRANSLATION", "serif-bold", 18, align="middle")
    paper.rule(190, 668, 422, 668)
    y = 622
    for text in [
        "I, Beatriz Solano Whitman, certify that I am competent to translate from Spanish into English, and that the translation of the document named below is true and accurate to the best of my abilities.",
        f"Document: “Declaración de la madre” (Declaration of the mother), by {MOTHER}, two pages, dated May 3, 2026.",
        "I am not a party to this matter. I translated the whole of the document, including the words in brackets, which describe marks on the original.",
    ]:
        y = paper.flow(90, y, 432, text, "serif", 12.6, 20) - 12
    base = y - 92
    sign(paper, 92, 104, base + 12, 170, 54)
    paper.rule(90, base, 320, base)
    for i, line in enumerate(["Beatriz Solano Whitman", "4100 Specimen Avenue, Suite 2", "El Paso, Texas 79900", "Telephone: (915) 555-0142", "", "Date: May 12, 2026"]):
        paper.text(90, base - 18 - i * 17, line, "serif", 12)
    foot(paper, SMALL_EN)
    paper.save(path)


def work_letter(path):
    paper = Paper("Constancia de trabajo", "La Espiga Dorada", made="20260506090000")
    paper.page()
    paper.text(90, 722, "PANADERÍA Y PASTELERÍA LA ESPIGA DORADA", "sans-bold", 14, (.55, .33, .10))
    paper.text(90, 706, f"Calle Real n.º 21, {TOWN} · teléfono 0000-555.01.88", "sans", 9)
    paper.rule(90, 698, 522, 698, 1.4, (.79, .60, .29))
    paper.text(306, 642, "CONSTANCIA DE TRABAJO", "sans-bold", 16, align="middle")
    y = 596
    for text in [
        f"Por medio de la presente hacemos constar que la ciudadana {PERSON}, titular de la cédula de identidad {NUMBER}, trabajó en esta empresa como repostera desde el 4 de mayo de 2016 hasta el 30 de septiembre de 2025, con honradez, puntualidad y buen trato a la clientela.",
        "Su puesto la espera si regresa.",
        f"Constancia que se expide a petición de la parte interesada, en {TOWN}, el 6 de mayo de 2026.",
    ]:
        y = paper.flow(90, y, 432, text, "sans", 11.5, 19) - 10
    base = y - 100
    sign(paper, 83, 110, base + 12, 180, 54)
    paper.rule(90, base, 310, base)
    for i, line in enumerate(["Gerardo Pabón Nieto", "Dueño", "C. I. V-94.027.665"]):
        paper.text(90, base - 16 - 15 * i, line, "sans", 10.5)
    stamp(paper, "PANADERÍA LA ESPIGA DORADA · EJEMPLO · ", "SIN VALOR", 420, base + 10, 104, 23, (150, 84, 30), 7)
    foot(paper)
    paper.save(path)
