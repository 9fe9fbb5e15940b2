"""QR codes for the made-up case of make_case.py: bytes, level M, versions 1 to 6 (ISO/IEC 18004)."""

# Version: blocks, data bytes of a block, correction bytes of a block.
ROOM = {1: (1, 16, 10), 2: (1, 28, 16), 3: (1, 44, 26), 4: (2, 32, 18), 5: (2, 43, 24), 6: (4, 27, 16)}

EXP, LOG = [0] * 512, [0] * 256
_x = 1
for _i in range(255):
    EXP[_i], LOG[_x] = _x, _i
    _x = _x << 1 ^ (0x11D if _x & 0x80 else 0)
for _i in range(255, 512):
    EXP[_i] = EXP[_i - 255]


def correction(data, count):
    """Reed-Solomon bytes."""
    poly = [1]
    for i in range(count):
        longer = poly + [0]
        for j, c in enumerate(poly):
            if c:
                longer[j + 1] ^= EXP[LOG[c] + i]
        poly = longer
    rest = list(data) + [0] * count
    for i in range(len(data)):
        lead = rest[i]
        if lead:
            for j, c in enumerate(poly):
                if c:
                    rest[i + j] ^= EXP[LOG[c] + LOG[lead]]
    return rest[len(data):]


MASKS = [
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
]


def penalty(m):
    n, score = len(m), 0
    lines = m + [list(column) for column in zip(*m)]
    for line in lines:
        run = 1
        for a, b in zip(line, line[1:] + [None]):
            if a == b:
                run += 1
            else:
                score += run - 2 if run >= 5 else 0
                run = 1
        text = "".join("1" if v else "0" for v in line)
        for i in range(n - 10):
            score += 40 * (text[i:i + 11] in ("10111010000", "00001011101"))
    for r in range(n - 1):
        for c in range(n - 1):
            score += 3 * (m[r][c] == m[r][c + 1] == m[r + 1][c] == m[r + 1][c + 1])
    dark = sum(map(sum, m)) * 100 / n / n
    return score + 10 * int(abs(dark - 50) // 5)


def matrix(text):
    """Rows of true (dark) and false, without the quiet zone."""
    data = text.encode()
    version = next(v for v, (blocks, room, _) in ROOM.items() if len(data) + 2 <= blocks * room)
    blocks, room, extra = ROOM[version]
    bits = "0100" + f"{len(data):08b}" + "".join(f"{b:08b}" for b in data) + "0000"
    bits = bits[:blocks * room * 8]
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)]
    words += [(0xEC, 0x11)[i % 2] for i in range(blocks * room - len(words))]
    parts = [words[i * room:(i + 1) * room] for i in range(blocks)]
    fixes = [correction(part, extra) for part in parts]
    stream = [part[i] for i in range(room) for part in parts] + [fix[i] for i in range(extra) for fix in fixes]
    bits = "".join(f"{w:08b}" for w in stream)

    n = 17 + 4 * version
    m = [[None] * n for _ in range(n)]
    for top, left in ((0, 0), (0, n - 7), (n - 7, 0)):
        for r in range(-1, 8):
            for c in range(-1, 8):
                if 0 <= top + r < n and 0 <= left + c < n:
                    ring = max(abs(r - 3), abs(c - 3))
                    m[top + r][left + c] = ring in (0, 1, 3)
    if version > 1:
        at = n - 7
        for r in range(-2, 3):
            for c in range(-2, 3):
                m[at + r][at + c] = max(abs(r), abs(c)) != 1
    for i in range(8, n - 8):
        m[6][i] = m[i][6] = i % 2 == 0
    form = [(8, i) for i in (0, 1, 2, 3, 4, 5, 7, 8)] + [(i, 8) for i in (7, 5, 4, 3, 2, 1, 0)]
    copy = [(i, 8) for i in range(n - 1, n - 8, -1)] + [(8, i) for i in range(n - 8, n)]
    for r, c in form + copy:
        m[r][c] = False
    m[n - 8][8] = True
    free = []
    up, column = True, n - 1
    while column > 0:
        if column == 6:
            column -= 1
        for r in range(n - 1, -1, -1) if up else range(n):
            free += [(r, c) for c in (column, column - 1) if m[r][c] is None]
        up, column = not up, column - 2
    best = None
    for number, mask in enumerate(MASKS):
        tried = [row[:] for row in m]
        for i, (r, c) in enumerate(free):
            tried[r][c] = (i < len(bits) and bits[i] == "1") != mask(r, c)
        value = number  # level M is 00
        rest = value << 10
        for i in range(4, -1, -1):
            if rest >> (i + 10) & 1:
                rest ^= 0x537 << i
        word = (value << 10 | rest) ^ 0x5412
        for i in range(15):
            dark = bool(word >> (14 - i) & 1)
            for r, c in (form[i], copy[i]):
                tried[r][c] = dark
        score = penalty(tried)
        if best is None or score < best[0]:
            best = score, tried
    return best[1]
