#!/usr/bin/env python3
"""Writes a larger made-up case, as a family has its papers: certificates with apostilles, a petition
of six hundred signatures on thirty scanned sheets, forty photos, letters, a declaration.

    python3 make_case.py OUT_FOLDER

Writes OUT_FOLDER/Papeles de Yuleidy/… and OUT_FOLDER/expected.json: what is true of these papers, by
how they were made. Needs numpy, Pillow and pikepdf, as the tests do. The same libraries give the
same bytes. Persons, places and numbers are invented, and each paper says so.
"""

import datetime
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import case_papers as papers  # noqa: E402
import case_photos  # noqa: E402
import case_sheets as sheets  # noqa: E402

FOLDER = "Papeles de Yuleidy"
HEARING, RULE = "2026-06-15", 90
PETITION, PHOTOS, LETTERS = "Firmas de los vecinos", "Fotos", "Cartas"
ABOUT = (
    f"Nosotros, vecinos de {papers.TOWN}, conocemos desde niña a {papers.PERSON}, repostera, cédula {papers.NUMBER}. Damos fe de que es persona "
    "honesta y trabajadora, y pedimos al tribunal que le permita esperar su proceso en libertad, junto a su familia."
)
# File, title on the paper, its title in English, the need of the checklist good-conduct.
TITLES = [
    ("Carta de buena conducta.pdf", "Carta de buena conducta", "Certificate of Good Conduct", "good-conduct"),
    ("Apostilla buena conducta.pdf", "Apostilla", "Apostille", None),
    ("ANTECEDENTES PENALES.pdf", "Certificado de antecedentes penales", "Certificate of No Criminal Record", "no-record"),
    ("Apostilla antecedentes.pdf", "Apostilla", "Apostille", None),
    (PETITION, "Petición de los vecinos", "Petition of the Neighbors", "neighbors-petition"),
    (PHOTOS, "Fotos de su trabajo y de su familia", "Photographs of Her Work and Family", "work-photos"),
    (f"{LETTERS}/{papers.LETTERS[0]['file']}", "Carta de apoyo", "Letter of Support", "support-letters"),
    (f"{LETTERS}/{papers.LETTERS[1]['file']}", "Carta de apoyo", "Letter of Support", "support-letters"),
    (f"{LETTERS}/{papers.LETTERS[2]['file']}", "Carta de apoyo", "Letter of Support", "support-letters"),
    ("Declaración de mi mamá.pdf", "Declaración de la madre", "Declaration of the Mother", "mother-declaration"),
    ("Declaration of the mother (English).pdf", "Declaration of the mother", "Declaration of the Mother", None),
    ("Certificate of translation.pdf", "Certificate of translation", "Certificate of Translation", "translations"),
    ("constancia de trabajo.pdf", "Constancia de trabajo", "Employment Letter", "work-letter"),
    ("cédula Yuleidy.jpg", "Cédula de identidad", "Identity Card", "identity"),
    ("cédula mamá.jpg", "Cédula de identidad", "Identity Card", None),
]
MISSING = [("birth-certificate", "Partida de nacimiento", "Birth certificate"), ("residence", "Constancia de residencia", "Certificate of residence")]
OPTIONAL = ["record-elsewhere", "court-papers", "council-letter", "study", "interpretation"]
# What the checklist wants with a paper and is not there; all but the mother's declaration lack a translation.
WITHOUT = {name: ["translation"] for name in ("good-conduct", "no-record", "neighbors-petition", "support-letters", "work-letter")}


def day_after(date, days):
    return str(datetime.date.fromisoformat(date) + datetime.timedelta(days))


def expected(rows, places, photos):
    """What a person would count and see."""
    marks = {mark: [at for at, row in rows.items() if row["mark"] == mark] for mark in ("signed", "struck-out", "unreadable")}
    once = {row["person"] for row in rows.values() if row["mark"] == "signed"}

    def place(at):
        return {"sheet": at[0], "row": at[1], "printed": (at[0] - 1) * sheets.ROWS + at[1], **places[at[0]]}

    def entry(at):
        return {**place(at), "name": rows[at]["name"], "number": rows[at]["number"]}

    petition = {
        "sheets": sheets.SHEETS,
        "rows_per_sheet": {str(number): sheets.ROWS for number in places},
        "scans": {str(number): where for number, where in places.items()},
        "filled": len(rows),
        "struck_out": [entry(at) for at in marks["struck-out"]],
        "unreadable": [place(at) for at in marks["unreadable"]],
        "signed": len(marks["signed"]),
        "twice": [{"first": entry(a), "second": entry(b), "differs": None if how == "same" else how} for a, b, how in sheets.TWICE],
        "counted_once": len(once),
        "list": {
            "file": f"{PETITION}/firmas.csv", "encoding": "windows-1252", "separator": ";", "rows": len(rows),
            # Lines whose row is struck out or unreadable, counted from 1 with the heading.
            "lines_not_signed": [2 + i for i, row in enumerate(rows.values()) if row["mark"] != "signed"],
        },
    }
    assert petition["filled"] == 600 and petition["signed"] == 594 and petition["counted_once"] == 585
    assert 600 - len(marks["struck-out"]) - len(marks["unreadable"]) - len(sheets.TWICE) == petition["counted_once"]
    certificates = []
    for file, own, apostille, with_file in (
        ("Carta de buena conducta.pdf", papers.CONDUCT, papers.APOSTILLES["conduct"], "Apostilla buena conducta.pdf"),
        ("ANTECEDENTES PENALES.pdf", papers.RECORD, papers.APOSTILLES["record"], "Apostilla antecedentes.pdf"),
    ):
        until = day_after(own["date"], RULE)
        certificates.append({"file": file, "page": 1, **own, "valid_until": until, "runs_out_before_hearing": until < HEARING, "apostille": {"file": with_file, "page": 1, **apostille}})
    named = ["ANTECEDENTES PENALES.pdf", "Declaración de mi mamá.pdf", "Declaration of the mother (English).pdf", "constancia de trabajo.pdf", *(f"{LETTERS}/{one['file']}" for one in papers.LETTERS)]
    return {
        "about": "Ejemplo · sin valor. Personas, lugares y números inventados.",
        "folder": FOLDER,
        "hearing": HEARING,
        "days_valid": RULE,
        "checklist": "good-conduct",
        "person": {"name": papers.PERSON, "number": papers.NUMBER, "born": "1996-03-14"},
        "petition": petition,
        "certificates": certificates,
        "runs_out": [one["file"] for one in certificates if one["runs_out_before_hearing"]],
        "spellings": [
            {"value": papers.PERSON, "in": [{"file": file, "page": 1} for file in named] + [{"file": f"{PETITION}/{where['file']}", "page": where["page"]} for where in places.values()]},
            {"value": papers.OTHERWISE, "in": [{"file": "Carta de buena conducta.pdf", "page": 1}]},
            {"value": "BRICEÑO MÁRQUEZ / YULEIDY CAROLINA", "in": [{"file": "cédula Yuleidy.jpg", "page": 1}]},
        ],
        "birth_dates": [
            {"value": "1996-03-14", "in": [{"file": file, "page": 1, "as": text} for file, text in (("ANTECEDENTES PENALES.pdf", papers.BORN), ("Declaración de mi mamá.pdf", papers.BORN), ("Declaration of the mother (English).pdf", "March 14, 1996"), ("cédula Yuleidy.jpg", "14-03-1996"))]},
            {"value": "1996-03-15", "in": [{"file": f"{LETTERS}/{papers.LETTERS[1]['file']}", "page": 1, "as": papers.BORN_OTHERWISE}]},
        ],
        "letters": [{"file": f"{LETTERS}/{one['file']}", "writer": one["who"], "number": one["number"], "date": one["date"], "identity_card": f"{LETTERS}/{one['card']}", "by_hand": one is papers.LETTERS[2]} for one in papers.LETTERS],
        "declaration": {"file": "Declaración de mi mamá.pdf", "pages": 2, "writer": papers.MOTHER, "number": papers.MOTHERS, "date": papers.DECLARED, "identity_card": "cédula mamá.jpg",
                        "translation": {"file": "Declaration of the mother (English).pdf", "pages": 2}, "certificate": {"file": "Certificate of translation.pdf", "date": "2026-05-12", "translator": "Beatriz Solano Whitman"}},
        "photos": photos,
        "titles": [{"file": file, "es": es, "en": en, "need": need} for file, es, en, need in TITLES],
        "missing": [{"need": need, "es": es, "en": en} for need, es, en in MISSING],
        "missing_optional": OPTIONAL,
        "without": WITHOUT,
    }


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1])
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    papers.good_conduct(folder / "Carta de buena conducta.pdf")
    papers.apostille(folder / "Apostilla buena conducta.pdf", "conduct", papers.CONDUCT["number"])
    papers.criminal_record(folder / "ANTECEDENTES PENALES.pdf")
    papers.apostille(folder / "Apostilla antecedentes.pdf", "record", papers.RECORD["number"])
    papers.letters(folder / LETTERS)
    papers.declaration(folder / "Declaración de mi mamá.pdf")
    papers.translation(folder / "Declaration of the mother (English).pdf")
    papers.translators_certificate(folder / "Certificate of translation.pdf")
    papers.work_letter(folder / "constancia de trabajo.pdf")
    papers.card(folder / "cédula Yuleidy.jpg", ("BRICEÑO MÁRQUEZ", "YULEIDY CAROLINA"), papers.NUMBER, "1996-03-14", 417)
    papers.card(folder / "cédula mamá.jpg", ("MÁRQUEZ DE BRICEÑO", "CARMEN AURORA"), papers.MOTHERS, "1960-02-08", 77)
    rows, places = sheets.petition(folder / PETITION, papers.PERSON, papers.TOWN, ABOUT)
    (folder / PETITION / "firmas.csv").write_bytes(sheets.list_of(rows))
    photos = case_photos.photos(folder / PHOTOS)
    text = json.dumps(expected(rows, places, photos), ensure_ascii=False, indent=1)
    (out / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
