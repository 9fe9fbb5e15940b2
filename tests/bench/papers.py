#!/usr/bin/env python3
"""Measures counting a petition, comparing names, and listing a whole case, and writes
docs/benchmarks.md; run by `make bench`.

The made-up case is that of `assets/sample/make_case.py`, with what is true of it. Every figure is of
a new process each time, which opens the store first, so the window takes less. Nothing is asserted,
because a slow machine is not a bug.

usage: papers.py PROGRAM DOCUMENT
"""
import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from run import machine

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
PAPERS = 500


class Case:
    """A store with one case, asked by the command line."""

    def __init__(self, program, store):
        self.program, self.store = program, store

    def said(self, *arguments):
        command = [str(self.program), *map(str, arguments), "--store", str(self.store), "--json"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode not in (0, 3, 6):
            raise RuntimeError(f"{command} ended with {done.returncode}: {done.stdout[-400:]}{done.stderr[-400:]}")
        return json.loads(done.stdout)

    def median(self, *arguments):
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            self.said(*arguments)
            times.append(time.perf_counter() - begun)
        return statistics.median(times)


def true_marks(petition):
    """What each row of each sheet holds, by sheet and row, counted from 1."""
    rows = {int(sheet): count for sheet, count in petition["rows_per_sheet"].items()}
    marks = {(sheet, row): "signed" for sheet, count in rows.items() for row in range(1, count + 1)}
    for name, mark in (("struck_out", "struck-out"), ("unreadable", "unreadable")):
        for one in petition[name]:
            marks[one["sheet"], one["row"]] = mark
    return rows, marks


def acts(found, rows, marks, sheet):
    """Keys that a sheet takes: one to accept it; for each row that is wrong, the arrows to it and a
    mark; for each row too many or too few, one."""
    keys, at = 1, 1
    for row, one in enumerate(found[: rows[sheet]], 1):
        if one["mark"] != marks[sheet, row]:
            keys += row - at + 1
            at = row
    return keys + abs(len(found) - rows[sheet])


def petition(program, folder, lines):
    made = folder / "made"
    subprocess.run([sys.executable, ROOT / "assets/sample/make_case.py", made], check=True, capture_output=True)
    expected = json.loads((made / "expected.json").read_text())
    truth = expected["petition"]
    case = Case(program, folder / "store")
    case.said("matter", "new", "m", "--person", expected["person"]["name"], "--profile", "eoir", "--hearing", expected["hearing"])
    papers = made / expected["folder"]
    case.said("add", "m", papers)
    case.said("checklist", "choose", "m", expected["checklist"])
    shown = case.said("matter", "show", "m")
    ids = {one["paper"]: (exhibit["id"], one["id"]) for exhibit in shown["exhibits"] for one in exhibit["documents"]}
    rows, marks = true_marks(truth)
    find, keys, right = [], 0, 0
    letters = {"signed": "s", "unreadable": "u", "struck-out": "x", "empty": "e"}
    for sheet, scan in sorted(truth["scans"].items(), key=lambda one: int(one[0])):
        document = ids[Path(scan["file"]).name][1]
        begun = time.perf_counter()
        found = case.said("petition", "find", "m", document, scan["page"])["rows"]
        find.append(time.perf_counter() - begun)
        sheet = int(sheet)
        right += [one["mark"] for one in found] == [marks[sheet, row] for row in range(1, rows[sheet] + 1)]
        keys += acts(found, rows, marks, sheet)
        said = "".join(letters[marks[sheet, row]] + " " for row in range(1, rows[sheet] + 1))
        case.said("petition", "rows", "m", document, scan["page"], said)
    exhibit = ids[Path(truth["scans"]["1"]["file"]).name][0]
    show = case.median("petition", "show", "m", exhibit)
    lines.append(
        f"| {truth['filled']} rows on {truth['sheets']} sheets, counted by keyboard | 5 minutes | {keys} keys; "
        f"{sum(find):.1f} s to find the rows of all sheets, {max(find):.2f} s of one; {right} of {truth['sheets']} sheets found as they are |"
    )
    lines.append(f"| the same, counted and compared | | {1000 * show:.0f} ms |")
    listed = case.median("matter", "show", "m")
    lines.append(f"| the whole case, with plan, checklist and differences | 300 ms | {1000 * listed:.0f} ms |")


def names(program, folder, lines):
    """Papers of one page with a name, a day of birth and a number, each tenth with a slip."""
    papers = folder / "papers"
    papers.mkdir()
    for number in range(PAPERS):
        name = "Yuleidi Carolina Marquez" if number % 10 == 0 else "Yuleidy Carolina Briceno Marquez"
        text = [
            f"CONSTANCIA {number}",
            f"El suscrito hace constar que la ciudadana {name},",
            f"titular de la cedula de identidad V-97.418.20{number % 10 == 1:d}, nacida el 14 de marzo de 1996, es conocida.",
        ]
        content = "BT /F 11 Tf 16 TL 60 720 Td " + " ".join(f"({line}) '" for line in text) + " ET"
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[4 0 R]>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
        ]
        out, places = "%PDF-1.4\n", []
        for at, body in enumerate(objects, 1):
            places.append(len(out))
            out += f"{at} 0 obj\n{body}\nendobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
        (papers / f"{number:03}.pdf").write_text(out)
    case = Case(program, folder / "names")
    case.said("matter", "new", "m", "--person", "Yuleidy Carolina BRICENO MARQUEZ", "--profile", "plain")
    case.said("add", "m", papers, "--each")
    seconds = case.median("differences", "show", "m")
    lines.append(f"| names, days and numbers of {PAPERS} papers, compared | 1 s | {1000 * seconds:.0f} ms |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("document", type=Path)
    asked = parser.parse_args()
    lines = ["| what | at most | measured |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        petition(asked.program.resolve(), Path(folder), lines)
        names(asked.program.resolve(), Path(folder), lines)
    print("\n".join(lines))
    text = asked.document.read_text()
    before, rest = text.split("<!-- papers -->\n")
    _, after = rest.split("<!-- /papers -->\n")
    table = f"{machine()}. Medians of {ROUNDS}.\n\n" + "\n".join(lines) + "\n"
    asked.document.write_text(f"{before}<!-- papers -->\n{table}<!-- /papers -->\n{after}")


if __name__ == "__main__":
    main()
