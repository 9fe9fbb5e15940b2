#!/usr/bin/env python3
"""Measures reading, searching and drawing beside their peers, and writes docs/benchmarks.md; run by
`make bench`.

Pages of known text are made as clean scans and as phone photos, read by both engines, and compared
letter by letter with what a foreign program (pdftotext) takes out of the dossier. Nothing is
asserted, because a slow machine is not a bug.

usage: reading.py PROGRAM WORKLOAD DOCUMENT [--only NAME ...]
"""
import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from rapidfuzz.distance import Levenshtein

from run import PAPER_PAGES, Bench, machine, text_paper

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "legible"))
from make_photos import background, laid, pose  # noqa: E402
from sheets import LETTER, font  # noqa: E402

LINES = 40
PAGES = 4
SEARCHED = 20_000


def lines_of(number):
    """Forty lines of Spanish, other ones for each page."""
    text = Path(__file__).with_name("udhr_es.txt").read_text().splitlines()
    words = " ".join(text[number * 5 :] + text[: number * 5]).split()
    ruler, letters = ImageDraw.Draw(Image.new("L", (1, 1))), font(46)
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if ruler.textlength(longer, font=letters) > 2010:
            if len(lines) == LINES:
                return lines
            lines.append(word)
        else:
            lines[-1] = longer
    # The text is shorter than a page: its beginning follows.
    return (lines * 2)[:LINES]


def scan(number):
    """A letter page at 300 dots per inch, as a scanner gives it."""
    page = Image.new("L", (2550, 3300), 252)
    draw = ImageDraw.Draw(page)
    for at, line in enumerate(lines_of(number)):
        draw.text((270, 240 + 70 * at), line, font=font(46), fill=25)
    grain = np.random.default_rng(number).normal(0, 4, (3300, 2550))
    return Image.fromarray(np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8))


def photo(number):
    """The same page on a table, tilted and in the shadow of a hand, by a phone of 12 megapixels."""
    size, pick, rng = (3000, 4000), random.Random(number), np.random.default_rng(number)
    scene = background(number * 7 % 30, rng, *size)
    scene = laid(scene, scan(number).convert("RGB"), pose(pick, LETTER, size), size, pick)
    shade = Image.new("L", size, 0)
    corner = [(0, 4000), (0, 2100), (1500, 2900), (2100, 4000)]
    ImageDraw.Draw(shade).polygon(corner, fill=255)
    dark = np.asarray(shade.filter(ImageFilter.GaussianBlur(80))).astype(np.float32)[..., None]
    fall = np.linspace(1.0, 0.75, size[0])[None, :, None]
    scene = np.clip(scene * fall * (1 - 0.35 * dark / 255), 0, 255).astype(np.uint8)
    return Image.fromarray(scene).filter(ImageFilter.GaussianBlur(0.9))


def spent(command, core=None):
    """Seconds of processor time that a command and its children take, and of the clock."""
    begun = time.perf_counter()
    before = os.times()
    if core is not None:
        command = ["taskset", "-c", str(core), *command]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    after = os.times()
    if done.returncode not in (0, 3, 6):
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr[-400:]}")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, time.perf_counter() - begun, done.stdout


def texts(pdf):
    """The text of each page, without what was stamped on it."""
    out = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for page in out.split("\f"):
        lines = (line.strip() for line in page.splitlines())
        yield " ".join(line for line in lines if line and not re.fullmatch(r"[A-Z]|\d+", line))


def wrong(pages, number):
    """The part of a page's letters that are wrong, on the page of the dossier that is most like it."""
    truth = " ".join(lines_of(number))
    return min(Levenshtein.distance(truth, page) / len(truth) for page in pages)


def read(bench, name, make, rows):
    """One kind of pages, read by both engines and by tesseract alone."""
    folder = bench.folder / name
    folder.mkdir()
    for number in range(PAGES):
        make(number).save(folder / f"{number}.jpg", quality=88, dpi=(300, 300))
    limit = {"clean scans": "2 %", "phone photos": "4 %"}[name]
    alone, errors = 0.0, []
    for number in range(PAGES):
        image = folder / f"{number}.jpg"
        used, _, out = spent(["env", "OMP_THREAD_LIMIT=1", "tesseract", image, "-", "-l", "spa"], 0)
        alone += used
        errors.append(wrong([" ".join(out.split())], number))
    peer = f"{100 * statistics.mean(errors):.2f} %, {alone / PAGES:.2f} s"
    for engine, most in (("tesseract", "2 s"), ("shipped", "8 s")):
        store = bench.folder / f"{name}-{engine}"
        bench.ours("matter", "new", "Bench", "--person", "A Person", "--profile", "plain", store=store)
        bench.ours("add", "bench", folder, store=store)
        ocr = [bench.program, "ocr", "bench", "--engine", engine, "--store", store]
        used, _, _ = spent(ocr, 0)
        out = bench.folder / "read.pdf"
        bench.ours("build", "bench", "--output", out, store=store)
        pages = list(texts(out))
        ours = statistics.mean(wrong(pages, number) for number in range(PAGES))
        told = f"{100 * ours:.2f} %, {used / PAGES:.2f} s"
        rows.append(f"| {name}, {engine} | {limit}, {most} | {told} | {peer} |")
        print(rows[-1], flush=True)
        out.unlink()
        shutil.rmtree(store)


def search(bench, rows):
    """One question to a case of 20,000 pages, by the command line, and by grep in the plain texts."""
    folder, plain = bench.folder / "searched", bench.folder / "texts"
    folder.mkdir()
    plain.mkdir()
    for number in range(SEARCHED // PAPER_PAGES):
        path = folder / f"{number:05}.pdf"
        path.write_bytes(text_paper(number))
        subprocess.run(["pdftotext", path, plain / f"{number:05}.txt"], check=True)
    store = bench.folder / "search-store"
    bench.ours("matter", "new", "Bench", "--person", "A Person", "--profile", "plain", store=store)
    bench.ours("add", "bench", folder, store=store)
    words = re.findall(r"[A-Za-z]{5,}", (plain / "00007.txt").read_text())[40:42]
    ask = [bench.program, "search", *words, "--store", store]
    spent(ask)
    ours = statistics.median(spent(ask)[1] for _ in range(7))
    grep = ["grep", "-ril", words[0], plain]
    theirs = statistics.median(spent(grep)[1] for _ in range(7))
    rows.append(
        f"| search in {SEARCHED:,} pages, a new process each time | 100 ms | {1000 * ours:.0f} ms | "
        f"`grep -ril` in their texts {1000 * theirs:.0f} ms |"
    )
    print(rows[-1], flush=True)
    for left in (folder, plain, store):
        shutil.rmtree(left)


def pictures(bench, rows):
    """Small pictures of pages, drawn one after the other."""
    some = bench.pdfs[:20]
    draw = bench.program.parent / "examples" / "draw"
    ours = statistics.median(spent([draw, "320", *some, "--times", "20"])[1] for _ in range(3))

    def mutool():
        return sum(spent(["mutool", "draw", "-q", "-w", "320", "-h", "320", "-o", "/dev/null", "-F", "png", pdf, "1-20"])[1] for pdf in some)

    theirs = statistics.median(mutool() for _ in range(3))
    rows.append(
        f"| pictures of 400 pages of 320 pixels | 1.5 | {ours:.2f} s | `mutool draw` {theirs:.2f} s: **{ours / theirs:.2f}** |"
    )
    print(rows[-1], flush=True)


def intake(bench, folders, rows):
    """Intake, which ends with every paper looked at, against a copy and the small pictures alone."""
    store = bench.folder / "taken"
    bench.ours("matter", "new", "Bench", "--person", "A Person", store=store)
    _, ours, _ = spent([bench.program, "add", "bench", *folders, "--store", store])
    shutil.rmtree(store)
    least = bench.receive(bench.pdfs + bench.photos)
    small = bench.folder / "small"
    small.mkdir()
    paths = "\0".join(str(path) for path in bench.pdfs + bench.photos)
    begun = time.perf_counter()
    thumbnail = ["xargs", "-0", "-P", "2", "-n", "10", "vipsthumbnail", "--size", "320x320", "-o", f"{small}/%s.jpg"]
    subprocess.run(thumbnail, input=paths, text=True, check=True, capture_output=True)
    least += time.perf_counter() - begun
    rows.append(
        f"| intake of the engine's inputs, with a look at every page | 0.75 | {ours:.2f} s | "
        f"`cp` + `sha256sum` + fsync, then `vipsthumbnail` of first pages on both cores {least:.2f} s: **{ours / least:.2f}** |"
    )
    print(rows[-1], flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("workload", type=Path)
    parser.add_argument("document", type=Path)
    parser.add_argument("--only", nargs="*", default=["ocr", "search", "pictures", "intake"])
    asked = parser.parse_args()
    read_rows, rows = [], []
    with tempfile.TemporaryDirectory(dir=asked.workload.parent) as folder:
        bench = Bench(asked.program.resolve(), asked.workload.resolve(), Path(folder))
        if "ocr" in asked.only:
            read(bench, "clean scans", scan, read_rows)
            read(bench, "phone photos", photo, read_rows)
        if "search" in asked.only:
            search(bench, rows)
        if "pictures" in asked.only:
            pictures(bench, rows)
        if "intake" in asked.only:
            intake(bench, [asked.workload / "pdfs", asked.workload / "photos"], rows)
    version = subprocess.run(["tesseract", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    parts = [f"{machine()}. {version}, {PAGES} pages of {LINES} lines of Spanish each.\n"]
    if read_rows:
        head = "| pages, engine | at most | wrong letters, one core a page | tesseract alone, on the picture as it is |"
        parts.append("\n".join([head, "|---|---|---|---|", *read_rows]) + "\n")
    if rows:
        parts.append("\n".join(["| what | at most | ours | against |", "|---|---|---|---|", *rows]) + "\n")
    text = asked.document.read_text()
    before, rest = text.split("<!-- reading -->\n")
    _, after = rest.split("<!-- /reading -->\n")
    table = "\n".join(parts)
    asked.document.write_text(f"{before}<!-- reading -->\n{table}<!-- /reading -->\n{after}")


if __name__ == "__main__":
    main()
