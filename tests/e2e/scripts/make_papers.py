"""Makes a folder of different papers of one to three pages, for measuring.

usage: make_papers.py FOLDER COUNT
"""

import sys
from pathlib import Path

import pikepdf

folder, count = Path(sys.argv[1]), int(sys.argv[2])
for n in range(count):
    pdf = pikepdf.new()
    font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    for page in range(1 + n % 3):
        lines = "".join(f"BT /F 11 Tf 72 {700 - 16 * line} Td (Paper {n}, page {page + 1}, line {line} of its text.) Tj ET\n" for line in range(38))
        content = pdf.make_stream(f"BT /F 20 Tf 72 730 Td (Letter number {n}) Tj ET\n{lines}".encode())
        pdf.pages.append(pikepdf.Page(pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=[0, 0, 612, 792], Contents=content,
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)))))
    pdf.save(folder / f"{n + 1:04} - Letter number {n}.pdf")
