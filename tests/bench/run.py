#!/usr/bin/env python3
"""Measures the engine beside its peers and writes docs/benchmarks.md; run by `make bench`.

Every round runs each contender once, in turn, so that other load on the machine affects all alike.
Medians and ratios are printed; nothing is asserted, because a slow machine is not a bug.

usage: run.py PROGRAM WORKLOAD DOCUMENT [--rounds 5] [--only NAME ...]
"""
import argparse
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

BLOCK = 1 << 20
MERGERS = ["pypdfium2", "pikepdf", "mutool", "qpdf"]
PEERS = Path(__file__).with_name("peers.py")


LENGTHS = [1_000, 5_000, 20_000, 50_000]
PAPER_PAGES = 50


def text_paper(number):
    """A PDF of about 100 KB: 50 pages of plain text, compressed, with one shared font."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * page) for page in range(PAPER_PAGES))
    objects.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (PAPER_PAGES, kids))
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>")
    for page in range(PAPER_PAGES):
        words = hashlib.shake_256(b"%d %d" % (number, page)).hexdigest(1400)
        lines = b"".join(b"(%s) Tj T*\n" % words[at : at + 80].encode() for at in range(0, len(words), 80))
        content = zlib.compress(b"BT /F 11 Tf 14 TL 72 720 Td\n" + lines + b"ET\n")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (first + 2 * page + 1)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


class Run:
    """Runs one command: its seconds, and the peak anonymous memory of it and its children in MB."""

    def __init__(self, command, quiet=True):
        out = subprocess.DEVNULL if quiet else None
        begun = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], stdout=out, stderr=subprocess.PIPE)
        self.anonymous = 0.0
        ended = threading.Event()

        def watch():
            while not ended.wait(0.02):
                self.anonymous = max(self.anonymous, anonymous(child.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        said = child.stderr.read().decode(errors="replace")
        self.code = child.wait()
        self.seconds = time.perf_counter() - begun
        ended.set()
        watcher.join()
        # 3 and 6: done, but papers were refused, or something still stops the filing. qpdf and mutool have their own codes for warnings.
        if self.code not in (0, 3, 6):
            raise RuntimeError(f"{command[0]} ended with {self.code}: {said[-400:]}")


def anonymous(pid):
    """RssAnon in MB; mapped files are not counted, because the system can drop them."""
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) / 1000
    except OSError:
        pass
    return 0.0


def synced(path):
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


class Bench:
    def __init__(self, program, workload, folder):
        self.program, self.folder = program, folder
        self.pdfs = sorted((workload / "pdfs").glob("*.pdf"))
        self.photos = sorted((workload / "photos").glob("*.jpg"))
        self.bytes = sum(path.stat().st_size for path in self.pdfs + self.photos)
        # The outputs of the contenders.
        names = ["cat", *(f"{name}.pdf" for name in ["dossier", "assembled", "img2pdf", *MERGERS])]
        self.written = [folder / name for name in names]

    def ours(self, *arguments, store):
        return Run([self.program, *arguments, "--store", store])

    def store(self, name, folders):
        """A store with a matter of these folders' papers, added by the program itself."""
        store = self.folder / name
        self.ours("matter", "new", "Bench", "--person", "A Person", store=store)
        for folder in folders:
            self.ours("add", "bench", folder, store=store)
        return store

    def captioned(self):
        """A store with the photos, two to a page, each with a caption, a date and a place."""
        case = self.folder / "bench"
        case.mkdir()
        text = ["version = 1", "[matter]", 'person = "A Person"', 'profile = "eoir"', "[[exhibit]]"]
        text += ['title = "Photos"', "photos_per_page = 2"]
        for at, photo in enumerate(self.photos):
            os.link(photo, case / photo.name)
            text += ["[[exhibit.document]]", f'file = "{photo.name}"', f'caption = "What is seen on photo {at + 1}"']
            text += [f'date = "2024-{at % 12 + 1:02}-{at % 28 + 1:02}"', 'place = "San Jacinto de la Sierra"']
        (case / "dossier.toml").write_text("\n".join(text))
        store = self.folder / "captioned"
        self.ours("build", case, "--output", self.folder / "first.pdf", store=store)
        return store

    def build(self, store):
        out = self.folder / "dossier.pdf"
        return self.ours("build", "bench", "--output", out, store=store)

    def assemble(self, store):
        """The same dossier by the engine alone: neither proved nor synced, like the peers."""
        return Run([self.program.parent / "examples" / "assemble", store, "bench", self.folder / "assembled.pdf"])

    def lengths(self, rounds):
        """Dossiers of more and more pages of one kind: seconds and memory of each build."""
        found = {}
        for pages in LENGTHS:
            case = self.folder / f"pages-{pages}"
            case.mkdir()
            for number in range(pages // PAPER_PAGES):
                (case / f"{number:05}.pdf").write_bytes(text_paper(number))
            store = self.store(f"store-{pages}", [case])
            runs = [self.build(store) for _ in range(rounds)]
            found[pages] = statistics.median(run.seconds for run in runs), max(run.anonymous for run in runs)
            print(f"  {pages} pages: {found[pages][0]:.2f} s, {found[pages][1]:.0f} MB", flush=True)
            shutil.rmtree(case)
            shutil.rmtree(store)
        return found

    def cat(self, paths):
        """Concatenates all inputs into a file and syncs it: the time of the disk alone."""
        out = self.folder / "cat"

        def work():
            with open(out, "wb") as sink:
                for path in paths:
                    with open(path, "rb") as source:
                        shutil.copyfileobj(source, sink, BLOCK)
                sink.flush()
                os.fsync(sink.fileno())

        return timed(work)

    def receive(self, paths):
        """cp, sha256sum and fsync, one after the other: the least that storing a paper takes."""
        target = self.folder / "received"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()

        def work():
            for path in paths:
                copy = target / path.name
                shutil.copyfile(path, copy)
                with open(copy, "rb") as source:
                    hashlib.file_digest(source, "sha256")
                synced(copy)
            synced(target)

        return timed(work)

    def peer(self, name, paths):
        out = self.folder / f"{name}.pdf"
        listed = self.folder / "inputs"
        listed.write_text("\n".join(str(path) for path in paths))
        if name == "mutool":
            return Run(["mutool", "merge", "-o", out, *paths])
        if name == "qpdf":
            return Run(["qpdf", "--warning-exit-0", "--empty", "--pages", *paths, "--", out])
        return Run([sys.executable, PEERS, name, listed, out])


def rounds_of(count, contenders, leftovers=()):
    """Runs each contender once per round, after deleting earlier outputs, because overwriting a
    file is slower than writing it. Returns medians of seconds, and peak memory."""
    seconds = {name: [] for name in contenders}
    memory = {name: 0.0 for name in contenders}
    for at in range(count):
        for name, work in contenders.items():
            for left in leftovers:
                left.unlink(missing_ok=True)
            result = work()
            if isinstance(result, Run):
                memory[name] = max(memory[name], result.anonymous)
                result = result.seconds
            seconds[name].append(result)
            print(f"  {name}: {result:.2f} s", flush=True)
    return {name: statistics.median(values) for name, values in seconds.items()}, memory


def machine():
    with open("/proc/cpuinfo") as info:
        names = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{len(names)} cores ({names[0] if names else platform.machine()}), {memory:.0f} GB of memory"


def versions():
    def said(command):
        run = subprocess.run(command, capture_output=True, text=True)
        return (run.stdout + run.stderr).strip().splitlines()[0]

    peers = json.loads(subprocess.run([sys.executable, PEERS, "versions"], capture_output=True, text=True).stdout)
    named = [said(["qpdf", "--version"]), said(["mutool", "-v"])]
    return ", ".join(named + [f"{name} {version}" for name, version in peers.items()])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("workload", type=Path)
    parser.add_argument("document", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=["dossier", "merge", "photos", "intake", "lengths"])
    asked = parser.parse_args()
    rows = []

    def row(what, limit, ours, against, other, memory=None):
        ratio = ours / other
        told = f"{ours:.2f} s" + (f", {memory:.0f} MB" if memory else "")
        rows.append(f"| {what} | {limit} | {told} | {against} {other:.2f} s | **{ratio:.2f}** |")
        print(rows[-1], flush=True)

    with tempfile.TemporaryDirectory(dir=asked.workload.parent) as folder:
        bench = Bench(asked.program.resolve(), asked.workload.resolve(), Path(folder))
        folders = [asked.workload / "pdfs", asked.workload / "photos"]
        everything = bench.pdfs + bench.photos
        if "intake" in asked.only:
            print("intake")
            fresh = iter(range(asked.rounds))

            def intake():
                store = bench.folder / f"intake-{next(fresh)}"
                bench.ours("matter", "new", "Bench", "--person", "A Person", store=store)
                run = bench.ours("add", "bench", *folders, store=store)
                shutil.rmtree(store)
                return run

            taken, memory = rounds_of(asked.rounds, {"ours": intake, "cp": lambda: bench.receive(everything)})
            row("intake of all, durable", "1.6", taken["ours"], "`cp` + `sha256sum` + fsync", taken["cp"], memory["ours"])
        if "dossier" in asked.only:
            print("dossier")
            store = bench.store("all", folders)
            taken, memory = rounds_of(
                asked.rounds, {"ours": lambda: bench.build(store), "cat": lambda: bench.cat(everything)}, bench.written
            )
            row("store to proved file, everything", "1.3", taken["ours"], "`cat` + fsync", taken["cat"], memory["ours"])
            shutil.rmtree(store)
        if "merge" in asked.only:
            print("merge")
            store = bench.store("pdfs", folders[:1])
            names = MERGERS
            contenders = {name: (lambda name=name: bench.peer(name, bench.pdfs)) for name in names}
            ours = {"engine": lambda: bench.assemble(store), "ours": lambda: bench.build(store)}
            taken, memory = rounds_of(asked.rounds, {**ours, **contenders}, bench.written)
            fastest = min(names, key=taken.get)
            row("100 PDFs merged and stamped", "0.45", taken["engine"], fastest, taken[fastest], memory["engine"])
            row("the same, proved and on the disk", "", taken["ours"], fastest, taken[fastest], memory["ours"])
            for name in names:
                rows.append(f"| {name}: merged only | | {taken[name]:.2f} s, {memory[name]:.0f} MB | | |")
            shutil.rmtree(store)
        if "photos" in asked.only:
            print("photos")
            store = bench.captioned()
            ours = {"engine": lambda: bench.assemble(store), "ours": lambda: bench.build(store)}
            contenders = {**ours, "img2pdf": lambda: bench.peer("img2pdf", bench.photos)}
            taken, memory = rounds_of(asked.rounds, contenders, bench.written)
            what = "300 photos, two to a page, captions"
            row(what, "0.5", taken["engine"], "img2pdf", taken["img2pdf"], memory["engine"])
            row("the same, proved and on the disk", "", taken["ours"], "img2pdf", taken["img2pdf"], memory["ours"])
            shutil.rmtree(store)
        lengths = {}
        if "lengths" in asked.only:
            print("lengths")
            lengths = bench.lengths(min(asked.rounds, 3))
        table = "\n".join(["| what | ratio at most | ours | against | ratio |", "|---|---|---|---|---|", *rows])
        if lengths:
            table += "\n\n| pages of a dossier, all of plain text | store to proved file | a page | most memory |\n|---|---|---|---|"
            for pages, (seconds, most) in lengths.items():
                table += f"\n| {pages:,} | {seconds:.2f} s | {seconds * 1000 / pages:.3f} ms | {most:.0f} MB |"
        about = f"{machine()}. {versions()}. {bench.bytes / 1e9:.2f} GB of inputs, medians of {asked.rounds} rounds.\n"
    text = asked.document.read_text()
    before, rest = text.split("<!-- engine -->\n")
    _, after = rest.split("<!-- /engine -->\n")
    asked.document.write_text(f"{before}<!-- engine -->\n{about}\n{table}\n<!-- /engine -->\n{after}")


if __name__ == "__main__":
    main()
