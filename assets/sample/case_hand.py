"""Handwriting for the made-up case of make_case.py: letters as strokes of a pen, each writer with a
hand of their own, and signatures that say nothing.

No font of handwriting is needed. A letter is a few points on a grid (x-height 10, capitals 18); a
point that stands twice is a corner. Each hand has its size, slant and ink, draws each letter a
little its own way, and no letter twice the same.
"""

import math
import unicodedata

import numpy as np

LETTERS = {
    "a": (10, "8 9 5 10 1 7 1 3 4 0 7 3 8 9.5 8 9.5 8 2 10 0"),
    "b": (9, "2 19 1.2 8 1 2 4 0 8 3 7 8 4 9 1.2 6"),
    "c": (8.5, "8 8 5 10 1 7 1 3 4 0 8 1.5"),
    "d": (10, "8 9 5 10 1 7 1 3 4 0 7 3 8 10 8.5 19 8.5 19 8 8 8 2 10 0"),
    "e": (8.5, "1 5 7 6 7 9 4 10 1 7 1 3 4 0 8 2"),
    "f": (7, "8 18 6 20 3.5 17 3 8 3 0/.5 10 7 10.5"),
    "g": (9.5, "8 9 5 10 1 7 1 3 4 1 7 4 8 9.5 8 9.5 8 -3 5 -8 1 -6"),
    "h": (9.5, "1.5 19 1 0 1 0 2 7 5 10 7.5 8 8 0"),
    "i": (4.5, "2 10 2 2 4 0/2.2 14 2.6 14.8"),
    "ı": (4.5, "2 10 2 2 4 0"),
    "j": (5, "3 10 3 -4 1 -8 -1.5 -6/3.2 14 3.6 14.8"),
    "k": (8, "1.5 19 1 0/7 10 1.5 4.5 1.5 4.5 8 0"),
    "l": (4.5, "2 19 1.8 8 2 2 4 0"),
    "m": (13, "1 10 1 0 1 0 2 7 4 10 6 8 6 0 6 0 7 7 9 10 11 8 11 2 13 0"),
    "n": (9.5, "1 10 1 0 1 0 2 7 5 10 7.5 8 7.5 2 9.5 0"),
    "o": (9.5, "5 10 1 7 1 3 5 0 8.5 3 8.5 7 5.5 10 4.5 9.8"),
    "p": (9.5, "1 10 1 -8 1 -8 1 6 4 10 8 7 8 3 4 0 1 3"),
    "q": (10, "8 9 5 10 1 7 1 3 4 1 7 4 8 9.5 8 9.5 8 -8 10 -5"),
    "r": (7.2, "1 10 1 0 1 0 2 7 4.5 10 7 9"),
    "s": (8, "7 8.5 4 10 1.5 8 4 5.5 7 3 4 0 1 1.5"),
    "t": (7, "3 16 2.8 3 4.5 0 7 1/.5 10.5 6.5 11"),
    "u": (9.5, "1 10 1 3 3.5 0 7 3 7.5 10 7.5 10 7.5 2 9.5 0"),
    "v": (8.5, ".5 10 4 0 4 0 8 10"),
    "w": (12.5, ".5 10 3 0 3 0 6 9 6 9 9 0 9 0 12 10"),
    "x": (9, "1 10 8 0/8 10 1 0"),
    "y": (9, "1 10 2 4 5 1 7.5 4 8 10 8 10 7 -4 4 -8 1 -6"),
    "z": (9, "1 10 8 10 8 10 1 0 1 0 8.5 .3"),
    "A": (14, ".5 0 7 18 7 18 13 0/3 6.5 11 7"),
    "B": (12, "1.5 18 1.5 0/1.5 17.5 7 18 9.5 14 6 10 2 9.5 2 9.5 8 10 11 5 7 0 1.5 .3"),
    "C": (12.5, "12 15 7.5 18 2 13 1.5 6 6 0 12 3"),
    "D": (14.5, "2 18 2 0/1 18 8 17.5 13 10 9 2 1.5 0"),
    "E": (12, "10.5 18 2 18 2 18 2 0 2 0 11 .3/2 9.5 8.5 9.8"),
    "F": (11, "10.5 18 2 18 2 18 2 0/2 9.5 8.5 9.8"),
    "G": (14, "12 15 7.5 18 2 13 1.5 6 6 0 11.5 2 12 8 12 8 7.5 8"),
    "H": (14.5, "2 18 2 0/12 18 12 0/2 9 12 9.5"),
    "I": (6, "3 18 3 0"),
    "J": (11.5, "8 18 8 4 5 0 1 2.5/4 18 12 18"),
    "K": (12.5, "2 18 2 0/11 18 2.5 8.5 2.5 8.5 11.5 0"),
    "L": (11.5, "2 18 2 0 2 0 10.5 .3"),
    "M": (16.5, "1.5 0 2.5 18 2.5 18 8 4 8 4 13.5 18 13.5 18 14.5 0"),
    "N": (14.5, "2 0 2 18 2 18 12 0 12 0 12 18"),
    "O": (15.5, "7.5 18 2 13 2 5 7.5 0 13 5 13 13 8 18 6.5 17.6"),
    "P": (12, "2 18 2 0/1.5 17.5 8 18 11 13.5 8 9 2 8.5"),
    "Q": (15.5, "7.5 18 2 13 2 5 7.5 0 13 5 13 13 8 18 6.5 17.6/9 5 14 -1"),
    "R": (13, "2 18 2 0/1.5 17.5 8 18 11 13.5 8 9.5 2.5 9 5.5 9 5.5 9 11.5 0"),
    "S": (12.5, "10.5 15.5 6.5 18 2 14.5 6 9.5 10.5 5 6 0 1.5 2.5"),
    "T": (12.5, ".5 18 12 18/6.2 18 6 0"),
    "U": (14.5, "2 18 2 5 6.5 0 11.5 5 12 18"),
    "V": (13, ".5 18 6.5 0 6.5 0 12.5 18"),
    "W": (17.5, ".5 18 4.5 0 4.5 0 8.5 14 8.5 14 12.5 0 12.5 0 16.5 18"),
    "X": (13.5, "1 18 12 0/12 18 1 0"),
    "Y": (12.5, ".5 18 6.2 8.5/12 18 5 0"),
    "Z": (13, "1 18 11 18 11 18 1 0 1 0 11.5 .3"),
    "0": (10, "5 16 1.5 12 1.5 4 5 0 8.5 4 8.5 12 5.4 16 4.2 15.7"),
    "1": (7.5, "2 12 5 16 5 16 5 0"),
    "2": (10, "1.5 12.5 4 16 8 13.5 6.5 8 1 0 1 0 9 .3"),
    "3": (10, "1.5 14 5 16 8 13 4.5 8.8 4.5 8.8 8.5 5.5 5 0 1 2"),
    "4": (10, "5.5 16 1 5.5 1 5.5 9 5.5/7 9.5 6.5 0"),
    "5": (10, "8 16 2.5 16 2.5 16 2 9.5 5 10.2 8.5 6 5.5 .5 1 1.5"),
    "6": (10, "7.5 15.5 3.5 11.5 1.5 5 4.5 0 8.3 3.5 6.5 8 2 6"),
    "7": (9.5, "1 16 8.5 16 8.5 16 3.5 0/3 8 8 8.5"),
    "8": (10, "8 13.5 5 16 2 13 5 8.8 8.5 4 5 0 1.5 4 5 8.8 8 13.5"),
    "9": (9.5, "8 12 5 16 1.8 12.5 4.5 8.5 8 12 8 13.5 7 0"),
    ".": (4, "1.5 .2 2.2 .9"),
    ",": (4, "2 1 1.5 -2"),
    "-": (8, "1 7 6.5 7.3"),
    ":": (4, "1.5 .2 2.2 .9/1.6 7 2.3 7.7"),
    " ": (7, ""),
}
# Above a letter that is 10 high, in the middle.
ACCENTS = {"\u0301": "-.8 13 2.2 16.5", "\u0303": "-3.5 13 -1.5 15 1 13 3.2 15", "\u0308": "-2.4 13.5 -2 14.3/2 13.5 2.4 14.3"}
INKS = [(24, 34, 105), (20, 45, 130), (30, 30, 34), (25, 25, 70), (18, 60, 120), (40, 38, 42), (70, 74, 86), (120, 34, 44)]
ODDS = [.22, .2, .2, .12, .1, .09, .05, .02]


def strokes_of(text):
    return [np.array(part.split(), float).reshape(-1, 2) for part in text.split("/") if part]


GLYPHS = {letter: (width, strokes_of(text)) for letter, (width, text) in LETTERS.items()}
MARKS = {mark: strokes_of(text) for mark, text in ACCENTS.items()}


def smooth(points, steps=6):
    """A curve through the points (Catmull-Rom), which stays a corner where a point is twice."""
    p = np.asarray(points, float)
    if len(p) < 3:
        return p
    p = np.concatenate([p[:1], p, p[-1:]])
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    a, b, c, d = (p[i:len(p) - 3 + i, None, :] for i in range(4))
    q = .5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3)
    return np.concatenate([q.reshape(-1, 2), p[-1:]])


class Hand:
    """How one person writes."""

    def __init__(self, rng, tidy=False):
        self.rng = rng
        kind = rng.random()
        self.capitals = kind < .34
        self.joined = kind > .72 and not tidy
        self.slant = rng.normal(.10, .13) + (.1 if self.joined else 0)
        self.wide = rng.uniform(.86, 1.12)
        self.gap = rng.uniform(.4, 2.2)
        self.size = rng.uniform(.9, 1.12)
        self.shake = rng.uniform(.18, .5) * (.7 if tidy else 1)
        self.rise = rng.normal(.006, .012)
        self.low = rng.uniform(.88, 1.12)  # the x-height beside the capitals
        self.width = rng.uniform(2.7, 4.6)
        self.ink = INKS[rng.choice(len(INKS), p=ODDS)]
        self.own = {}

    def glyph(self, letter):
        """A letter as this hand draws it."""
        if letter not in self.own:
            width, strokes = GLYPHS[letter]
            bend = [s + self.rng.normal(0, self.shake, s.shape) * 1.1 for s in strokes]
            for stroke, plain in zip(bend, strokes):
                # A doubled point stays one.
                for i in range(1, len(plain)):
                    if (plain[i] == plain[i - 1]).all():
                        stroke[i] = stroke[i - 1]
            if letter.islower() or letter == "ı":
                for stroke in bend:
                    stroke[:, 1] = np.where(stroke[:, 1] > 0, stroke[:, 1] * self.low, stroke[:, 1])
            self.own[letter] = width, bend
        return self.own[letter]

    def write(self, text, x, y, size, room=None):
        """The strokes of words that begin at x on the line y; capitals are `size` high."""
        rng = self.rng
        plain = unicodedata.normalize("NFD", text.upper() if self.capitals else text)
        unit = size / 18 * self.size
        out, at, run = [], 0.0, []
        drift = 0.0
        for i, letter in enumerate(plain):
            follows = plain[i + 1] if i + 1 < len(plain) else ""
            if letter in MARKS:
                continue
            if letter not in GLYPHS:
                letter = "-"
            has_mark = follows in MARKS
            width, strokes = self.glyph("ı" if has_mark and letter == "i" else letter)
            drift = .8 * drift + rng.normal(0, .25)
            here = [s + rng.normal(0, self.shake * .45, s.shape) + (at, drift) for s in strokes]
            for stroke, plain_stroke in zip(here, strokes):
                for k in range(1, len(stroke)):
                    if (plain_stroke[k] == plain_stroke[k - 1]).all():
                        stroke[k] = stroke[k - 1]
            if has_mark:
                high = 19 if letter.isupper() else 10 * self.low
                for stroke in MARKS[follows]:
                    out.append(stroke + (at + width / 2, high - 10 + rng.normal(0, .5)))
            if self.joined and letter.islower() and here:
                run.append(here[0])
                out += here[1:]
            else:
                if run:
                    out.append(np.concatenate(run))
                    run = []
                out += here
            if not letter.islower() and run:
                out.append(np.concatenate(run))
                run = []
            at += width + (self.gap if letter != " " else rng.uniform(0, 3)) * (.4 if self.joined else 1) + rng.normal(0, .25)
        if run:
            out.append(np.concatenate(run))
        wide = unit * self.wide
        if room and at * wide > room:
            wide = room / at
            unit = min(unit, wide * 1.45)
        placed = []
        for stroke in out:
            s = smooth(stroke)
            across = s[:, 0] * wide + s[:, 1] * unit * self.slant
            placed.append(np.stack([x + across, y - s[:, 1] * unit - across * self.rise], -1))
        return placed

    def sign(self, x, y, width, height):
        """A signature on the line y, so wide and high."""
        rng = self.rng
        p = []
        shapes = [
            [(0, .95), (.05, .2), (.08, .05), (.12, .5), (.15, .72), (.2, .1), (.22, .5), (.235, .66)],
            [(.02, .35), (.1, .1), (.16, .15), (.08, .6), (.03, .85), (.1, .8), (.22, .68)],
            [(.2, .18), (.13, .05), (.04, .3), (.03, .6), (.1, .8), (.2, .62)],
            [(.02, .1), (.2, .06), (.14, .08), (.11, .5), (.08, 1.05), (.01, .95), (.1, .7), (.22, .6)],
            [(.05, .9), (.07, .3), (.08, .08), (.19, .12), (.18, .38), (.08, .46), (.14, .6), (.22, .72)],
            [(.1 + .1 * math.cos(a) * (1 - .06 * a), .45 - .42 * math.sin(a) * (1 - .06 * a)) for a in np.linspace(.8, 7, 9)],
        ]
        for px, py in shapes[int(rng.integers(len(shapes)))]:
            p.append((px + rng.normal(0, .008), py + rng.normal(0, .035)))
        n, at = int(rng.integers(3, 9)), .24
        step = rng.uniform(.5, .62) / n
        for _ in range(n):
            tall = rng.random()
            p.append((at + step * .25, .6 - (rng.uniform(.4, .6) if tall < .22 else rng.uniform(.12, .28))))
            if tall > .85:
                p.append((at + step * .2, .95))
            p.append((at + step * rng.uniform(.55, .75), rng.uniform(.58, .64)))
            at += step
        if rng.random() < .55:
            p += [(.97, rng.uniform(.35, .55)), (.8, .86), (.3, rng.uniform(.82, .92)), (.08, .93)]
        else:
            p.append((rng.uniform(.88, 1), rng.uniform(.2, .5)))
        strokes = [smooth(p, 10)]
        if rng.random() < .45:
            low = rng.uniform(.76, .92)
            strokes.append(smooth([(.1, low + .06), (.5, low - .05), (.95, low - rng.uniform(0, .12))], 10))
        tilt = rng.normal(.04, .05)
        return [np.stack([x + s[:, 0] * width, y + (s[:, 1] - .8) * height - s[:, 0] * width * tilt], -1) for s in strokes]

    def scrawl(self, x, y, width, height):
        """What nobody can read."""
        rng = self.rng
        n = int(width / height * 2.4)
        points = [(x + width * i / n + rng.normal(0, height * .3), y - height * (.1 + .5 * (i % 2)) + rng.normal(0, height * .25)) for i in range(n)]
        return [smooth(points, 8)]

    def strike(self, x0, x1, y, height):
        """A long stroke, now and then there and back."""
        rng = self.rng
        there = [(x0 + (x1 - x0) * t, y + rng.normal(0, .05) * height) for t in np.linspace(0, 1, 8)]
        if rng.random() < .5:
            there += [(x1 - (x1 - x0) * t, y + .16 * height + rng.normal(0, .05) * height) for t in np.linspace(.02, rng.uniform(.6, .98), 7)]
        return [smooth(there, 10)]


def ink(draw, strokes, colour, width):
    """Draws strokes: where the pen is fast, the line is thin."""
    for stroke in strokes:
        if len(stroke) < 2:
            continue
        points = [tuple(p) for p in stroke]
        speed = np.linalg.norm(np.diff(stroke, axis=0), axis=1)
        mean = speed.mean() + 1e-6
        # In runs of a few points, so that the width can change.
        for k in range(0, len(points) - 1, 4):
            part = points[k:k + 5]
            w = max(1, round(width * float(np.clip(1.25 - .25 * speed[k:k + 4].mean() / mean, .7, 1.2))))
            draw.line(part, fill=colour, width=w, joint="curve")
            r = w / 2 - .5
            if r > .8:
                for px, py in (part[0], part[-1]):
                    draw.ellipse((px - r, py - r, px + r, py + r), fill=colour)
