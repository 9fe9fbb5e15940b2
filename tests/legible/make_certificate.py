"""Makes the photo of a Spanish certificate that lies askew on a table, as a phone takes it.

    make_certificate.py OUT

Writes OUT/IMG_2041.jpg, and its lines as text to OUT/truth.json.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from make_photos import coefficients, wood
from sheets import font

LINES = [
    "Quien suscribe, registrador civil del municipio, hace constar que en",
    "los libros de nacimientos que se llevan en esta oficina, con el número",
    "mil ciento setenta y cuatro, aparece asentada el acta de Daniel José,",
    "nacido el quince de mayo de mil novecientos noventa y cuatro en esta",
    "ciudad, hijo de Ramón Quintero y de Yelitza Pérez, de este domicilio.",
    "El presentante dijo que el niño nació a las cuatro de la mañana, que es",
    "su hijo reconocido, y fueron testigos los vecinos de la misma parroquia.",
    "Se expide a solicitud de la parte interesada, para los fines que estime",
    "convenientes, a los tres días del mes de octubre del año en curso.",
]


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    sheet = Image.new("RGB", (1700, 2200), (250, 249, 245))
    draw = ImageDraw.Draw(sheet)
    ink = (25, 25, 30)
    draw.text((850, 220), "REPÚBLICA BOLIVARIANA", font=font(44), fill=ink, anchor="mm")
    draw.text((850, 400), "PARTIDA DE NACIMIENTO", font=font(72, True), fill=ink, anchor="mm")
    for at, line in enumerate(LINES):
        draw.text((170, 600 + at * 110), line, font=font(46), fill=ink)
    size = (2600, 3000)
    corners = [(420.0, 610.0), (1990.0, 380.0), (2310.0, 2480.0), (560.0, 2700.0)]
    seen = sheet.transform(size, Image.PERSPECTIVE, coefficients(corners, sheet.size), Image.BICUBIC)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    alpha = np.asarray(mask.filter(ImageFilter.GaussianBlur(1)))[..., None] / 255
    table = wood(np.random.default_rng(5), *size, (120, 84, 52), 0.2)
    light = np.linspace(1.0, 0.78, size[0])[None, :, None]
    photo = (table * (1 - alpha) + np.asarray(seen) * alpha) * light
    photo = Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8))
    photo.filter(ImageFilter.GaussianBlur(0.8)).save(out / "IMG_2041.jpg", quality=85)
    (out / "truth.json").write_text(json.dumps(["PARTIDA DE NACIMIENTO", *LINES]))


if __name__ == "__main__":
    main()
