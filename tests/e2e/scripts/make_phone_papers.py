"""Makes what a mother has on her phone: twenty-five files, with the titles that they bear.

    make_phone_papers.py OUT [--heic]

Papers are photographed askew, in shadow; some came through WhatsApp, some from a scanner, one is
locked (its password is `capacho`), one was sent twice. Writes OUT/papers/…, and OUT/truth.json: for
each file the title that a person reads on it, "photo", "same" (the next page of the file before),
"other side" (of the card before), "twin" or "refused". Two files are HEIC, which needs a library that the tests do not have: they are
kept beside this script, and --heic makes them anew.
"""

import json
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/legible"))

from make_photos import background, laid, pose  # noqa: E402
from sheets import A4, CARD, LETTER, card, font, signature, stamp  # noqa: E402

SAMPLE = ROOT / "assets/sample/caso-ejemplo"
DOTS = 8.0

PAPERS = {
    "conducta": (
        "ALCALDÍA DEL MUNICIPIO CAPACHO NUEVO",
        "CARTA DE BUENA CONDUCTA",
        "Quien suscribe, alcalde del municipio, hace constar que el ciudadano José Gregorio Quintero, "
        "titular de la cédula de identidad V-21.456.789, es vecino de esta comunidad y durante todo "
        "el tiempo que ha vivido en ella ha tenido buena conducta. Constancia que se expide a "
        "petición de la parte interesada, en Capacho Nuevo, a los 11 días del mes de marzo de 2025.",
    ),
    "nacimiento": (
        "REGISTRO CIVIL",
        "PARTIDA DE NACIMIENTO",
        "En los libros de nacimientos que se llevan en esta oficina aparece asentada el acta de José "
        "Gregorio Quintero, nacido el 15 de mayo de 1994, hijo de Ramón Quintero y de Yelitza Pérez, "
        "de este domicilio. Es copia fiel de su original, que se expide el 3 de octubre de 2024.",
    ),
    "trabajo": (
        "PELUQUERÍA Y ESTÉTICA LA NUEVA IMAGEN",
        "CONSTANCIA DE TRABAJO",
        "Por medio de la presente hacemos constar que el señor José Gregorio Quintero trabaja en "
        "esta empresa como maquillador desde el 10 de enero de 2016, con honradez y puntualidad. "
        "Se expide en San Antonio, el 5 de marzo de 2025.",
    ),
    "residencia": (
        "CONSEJO COMUNAL EL CALVARIO",
        "CONSTANCIA DE RESIDENCIA",
        "Los suscritos, voceros de este consejo comunal, hacemos constar que José Gregorio Quintero "
        "vive en la calle 4, casa 17, de esta comunidad desde hace veinte años. Dada el 7 de marzo "
        "de 2025, ante los vecinos que firman.",
    ),
    "estudios": (
        "UNIDAD EDUCATIVA SIMÓN BOLÍVAR",
        "CONSTANCIA DE ESTUDIOS",
        "La dirección de este plantel hace constar que el alumno José Gregorio Quintero cursó aquí "
        "desde el primer hasta el quinto año y observó buen comportamiento. Constancia que se expide "
        "el 20 de febrero de 2025.",
    ),
    "medico": (
        "HOSPITAL GENERAL DE SAN ANTONIO",
        "INFORME MÉDICO",
        "Se trata del paciente José Gregorio Quintero, de treinta años de edad, en control por asma "
        "desde 2019, con tratamiento inhalado permanente. Informe que se expide el 26 de febrero de "
        "2025 a solicitud de sus familiares.",
    ),
    "apoyo": (
        "",
        "CARTA DE APOYO",
        "Yo, Carmen Rosa Delgado, maestra jubilada, conozco a José Gregorio desde que era niño. Fue "
        "mi alumno y hoy es mi vecino. Es un joven trabajador, respetuoso y querido por todos. Doy "
        "mi palabra de lo que aquí escribo. Capacho, 9 de marzo de 2025.",
    ),
    "trabajo-2": (
        "",
        "",
        "Sus funciones son maquillar a novias y a quinceañeras, atender a la clientela y enseñar a los "
        "aprendices. Devenga el salario que se acuerda cada mes. Para cualquier pregunta, llame al "
        "teléfono del encabezado, de lunes a viernes y en horas de oficina.",
    ),
    "residencia-2": (
        "",
        "",
        "Firman como testigos, con su número de cédula y su huella: Ana Julia Contreras, casa 15; Luis "
        "Alberto Chacón, casa 19; Rosa Elena Vivas, casa 21; y el señor párroco, que da fe de lo dicho. "
        "Sello húmedo del consejo comunal.",
    ),
    "bautismo": (
        "DIÓCESIS DE SAN CRISTÓBAL",
        "PARTIDA DE BAUTISMO",
        "El párroco de San Pedro de Capacho certifica que en el libro 12 de bautismos, folio 88, está "
        "el de José Gregorio, a quien bautizó el padre Anselmo Rivas; fueron sus padrinos Marcos "
        "Pérez y Aura Colmenares. Expedida el 10 de febrero de 2025.",
    ),
    "diploma": (
        "ACADEMIA DE BELLEZA CAROLINA",
        "DIPLOMA DE MAQUILLAJE PROFESIONAL",
        "Se otorga a José Gregorio Quintero por haber aprobado el curso de maquillaje profesional, "
        "con una duración de ciento veinte horas. San Cristóbal, 30 de noviembre de 2015.",
    ),
}


def sheet(key, sides=LETTER):
    """An upright sheet; one without a title is a second page."""
    head, title, words = PAPERS[key]
    width, height = (round(side * DOTS) for side in sides)
    image = Image.new("RGB", (width, height), (250, 249, 245))
    draw = ImageDraw.Draw(image)
    ink = (25, 25, 30)
    mm = lambda value: value * DOTS
    y = mm(28)
    if title:
        draw.text((width / 2, y), head, font=font(round(mm(5))), fill=ink, anchor="mm")
        draw.text((width / 2, y + mm(20)), title, font=font(round(mm(8)), True), fill=ink, anchor="mm")
        y += mm(42)
    letters, line = font(round(mm(5))), ""
    for word in words.split() + [None]:
        if word is None or draw.textlength(f"{line} {word}", font=letters) > width - mm(48):
            draw.text((mm(24), y), line, font=letters, fill=ink)
            y, line = y + mm(9), ""
        line = f"{line} {word}".strip()
    stamp(draw, (mm(150), height - mm(55)), mm(18), (40, 60, 150))
    signature(draw, random.Random(key), (mm(40), height - mm(55)), mm(55))
    return image


def photo(paper, sides, number, kind):
    """A sheet on a table, as a phone of today takes it."""
    pick, rng = random.Random(number), np.random.default_rng(number)
    size = (2400, 3200)
    scene = background(kind, rng, *size)
    scene = laid(scene, paper, pose(pick, sides, size), size, pick)
    x = np.arange(size[0])[None, :, None] / size[0]
    shade = Image.new("L", size, 0)
    ImageDraw.Draw(shade).polygon([(0, 3200), (0, 1900), (1100, 2500), (1500, 3200)], fill=255)
    dark = np.asarray(shade.filter(ImageFilter.GaussianBlur(60))).astype(np.float32)[..., None]
    scene = scene * (1.02 - 0.22 * x) * (1 - 0.25 * dark / 255)
    image = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8))
    return image.filter(ImageFilter.GaussianBlur(0.8))


def screenshot(out):
    """A bank's message on a phone."""
    image = Image.new("RGB", (1080, 2220), (236, 240, 241))
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, 0, 1080, 190], fill=(20, 90, 70))
    draw.text((60, 95), "Banco del Táchira", font=font(52, True), fill=(255, 255, 255), anchor="lm")
    lines = ["Transferencia enviada", "", "Para: Ramón Quintero", "Monto: Bs. 1.250,00"]
    for row, line in enumerate([*lines, "Concepto: medicinas de papá", "8 de marzo de 2025, 4:12 p. m."]):
        draw.text((90, 420 + 110 * row), line, font=font(50), fill=(40, 40, 40))
    image.save(out)


def letter(out):
    """A letter as Word writes it."""
    lines = [
        "CARTA DE RECOMENDACIÓN",
        "A quien pueda interesar:",
        "Yo, Pedro Luis Moreno, dueño de la peluquería La Nueva Imagen, recomiendo a José Gregorio "
        "Quintero, que trabaja conmigo desde hace nueve años y es persona seria y responsable.",
        "San Antonio, 6 de marzo de 2025",
    ]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)


def chat(out, pictures):
    """A chat as WhatsApp on Android exports it, with two pictures."""
    lines = [
        "8/3/25, 9:05 - Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "8/3/25, 9:06 - José Gregorio: Mamá, ya llegué al trabajo",
        "8/3/25, 9:07 - Mamá: Dios te bendiga hijo",
        f"9/3/25, 18:30 - José Gregorio: {pictures[0][0]} (archivo adjunto)",
        "9/3/25, 18:31 - José Gregorio: Así quedó la novia",
        f"25/3/25, 7:15 - José Gregorio: {pictures[1][0]} (archivo adjunto)",
        "25/3/25, 7:16 - Mamá: Qué bonito",
    ]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("Chat de WhatsApp con José Gregorio.txt", "\n".join(lines) + "\n")
        for name, path in pictures:
            made.write(path, name)


def main():
    out, papers = Path(sys.argv[1]), Path(sys.argv[1]) / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    truth = {}

    def put(name, title, make):
        make(papers / name)
        truth[name] = title

    def jpeg(key, sides, kind, number, quality=88):
        image = photo(sheet(key, sides), sides, number, kind)
        return lambda path: image.save(path, quality=quality)

    def copied(path):
        return lambda to: shutil.copyfile(path, to)

    beside = Path(__file__).parent
    photos = SAMPLE / "04 - Fotos de su trabajo"
    work = sorted(photos.iterdir())
    if "--heic" in sys.argv:
        import pillow_heif

        pillow_heif.register_heif_opener()
        photo(sheet("nacimiento"), LETTER, 31, 2).resize((1500, 2000)).save(beside / "IMG_2041.HEIC", quality=40)
        table = background(28, np.random.default_rng(32), 1600, 1200)
        table = Image.fromarray(np.clip(table, 0, 255).astype(np.uint8))
        table.save(beside / "IMG_2042.HEIC", quality=40)

    put("IMG-20250311-WA0004.jpg", "Carta de buena conducta", jpeg("conducta", LETTER, 0, 21))
    put("IMG_2041.HEIC", "Partida de nacimiento", copied(beside / "IMG_2041.HEIC"))
    put("IMG_2042.HEIC", "photo", copied(beside / "IMG_2042.HEIC"))
    put("Carta del señor Pedro.docx", "Carta de recomendación", letter)
    pictures = [("IMG-20250309-WA0011.jpg", work[1]), ("IMG-20250325-WA0012.jpg", work[2])]
    put("Chat de WhatsApp con José Gregorio.zip", "Chat de WhatsApp con José Gregorio",
        lambda to: chat(to, pictures))
    record = SAMPLE / "02 - Certificado de antecedentes penales.pdf"
    lock = ["--encrypt", "capacho", "capacho", "256", "--"]
    put("ANTECEDENTES-8841200.pdf", "Certificado de antecedentes penales",
        lambda to: subprocess.run(["qpdf", record, *lock, to], check=True))
    scan = [sheet("trabajo", A4), sheet("trabajo-2", A4)]
    put("Scan_0001.pdf", "Constancia de trabajo",
        lambda to: scan[0].save(to, resolution=203, save_all=True, append_images=scan[1:]))
    put("IMG-20250311-WA0015.jpg", "twin",
        lambda to: Image.open(papers / "IMG-20250311-WA0004.jpg").resize((1200, 1600)).save(to, quality=60))
    put("Screenshot_20250308-161502.png", "Transferencia enviada", screenshot)
    put("PTT-20250311-WA0003.opus", "refused",
        lambda to: to.write_bytes(b"OggS\0\x02\0\0\0\0OpusHead"))
    put("IMG-20250311-WA0005.jpg", "Constancia de residencia", jpeg("residencia", A4, 2, 22))
    put("IMG-20250311-WA0006.jpg", "same", jpeg("residencia-2", A4, 2, 23))
    put("IMG_20250312_101500.jpg", "Constancia de estudios", jpeg("estudios", LETTER, 5, 24))
    put("IMG_20250312_101533.jpg", "Informe médico", jpeg("medico", LETTER, 7, 25))
    put("IMG_20250312_101610.jpg", "Carta de apoyo", jpeg("apoyo", LETTER, 9, 26))
    put("WhatsApp Image 2025-03-12 at 10.20.11.jpeg", "Diploma de maquillaje profesional",
        jpeg("diploma", A4, 15, 27, 70))
    faces = [photo(card(kind, random.Random(kind)), CARD, 28 + kind, 1) for kind in (0, 1)]
    put("IMG_20250312_102001.jpg", "Cédula de identidad", lambda to: faces[0].save(to, quality=88))
    put("IMG_20250312_102014.jpg", "other side", lambda to: faces[1].save(to, quality=88))
    for at in (0, 3, 4, 5):
        put(work[at].name, "photo", copied(work[at]))
    put("DOC-20250314-WA0021.pdf", "Declaración de Marisol Prado de Quintero",
        copied(SAMPLE / "05 - Declaración de la madre/1 - Declaración (español).pdf"))
    put("Scan_0002.jpg", "Petición de vecinos y vecinas", copied(SAMPLE / "03 - Petición de vecinos/2 - Hoja 3.jpg"))
    put("Partida de bautismo.pdf", "Partida de bautismo",
        lambda to: sheet("bautismo", A4).save(to, resolution=203))
    assert len(truth) == 25, len(truth)
    (out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
