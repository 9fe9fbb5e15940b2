#!/usr/bin/env python3
"""Writes srgb.icc: a small ICC version 2.1 display profile of sRGB (IEC 61966-2-1).

Made from the standard's numbers, with a fixed date, so that the same bytes come out each time.
Colorants are the usual ones, adapted to D50 by Bradford; the tone curve has 1024 points.
"""

import struct
from pathlib import Path

D50 = (0.9642, 1.0, 0.8249)
RED = (0.4360747, 0.2225045, 0.0139322)
GREEN = (0.3850649, 0.7168786, 0.0971045)
BLUE = (0.1430804, 0.0606169, 0.7141733)


def fixed(value):
    return struct.pack(">i", round(value * 65536))


def xyz(values):
    return b"XYZ \0\0\0\0" + b"".join(fixed(v) for v in values)


def curve():
    def linear(v):
        return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4

    points = [round(65535 * linear(i / 1023)) for i in range(1024)]
    return b"curv\0\0\0\0" + struct.pack(">I1024H", 1024, *points)


def description(text):
    ascii_text = text.encode("ascii") + b"\0"
    return (
        b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text
        + struct.pack(">II", 0, 0)  # no Unicode text
        + struct.pack(">HB", 0, 0) + b"\0" * 67  # no Macintosh text
    )


def profile():
    # Order and sharing: the three curves are one block of bytes.
    blocks = [
        ((b"desc",), description("sRGB IEC61966-2.1")),
        ((b"cprt",), b"text\0\0\0\0No copyright, use freely (CC0)\0"),
        ((b"wtpt",), xyz(D50)),
        ((b"rXYZ",), xyz(RED)),
        ((b"gXYZ",), xyz(GREEN)),
        ((b"bXYZ",), xyz(BLUE)),
        ((b"rTRC", b"gTRC", b"bTRC"), curve()),
    ]
    count = sum(len(tags) for tags, _ in blocks)
    offset = 128 + 4 + 12 * count
    table, body = struct.pack(">I", count), b""
    for tags, data in blocks:
        for tag in tags:
            table += tag + struct.pack(">II", offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = 128 + len(table) + len(body)
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sI4sIQI", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ",
        2024, 1, 1, 0, 0, 0, b"acsp", b"\0\0\0\0", 0, b"\0\0\0\0", 0, 0, 0,
    )
    header += b"".join(fixed(v) for v in D50) + b"\0" * 48
    assert len(header) == 128
    return header + table + body


if __name__ == "__main__":
    target = Path(__file__).resolve().parent / "srgb.icc"
    target.write_bytes(profile())
    print(target.name, target.stat().st_size, "bytes")
