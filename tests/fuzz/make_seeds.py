"""Rewrites the seeds of the fuzz targets: small files of every kind that is read.

Run it from the project's folder, after `cargo build`. Needs pikepdf and Pillow, as other tests do.
"""

import io
import json
import pathlib
import shutil
import subprocess
import tempfile

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from pikepdf import Array, Dictionary, Name, String

CRATES = pathlib.Path("src-tauri/crates")


def seeds(crate, target):
    folder = CRATES / f"expediente-{crate}/src/__fuzz__/{target}/corpus"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def page(pdf, text, **more):
    content = pdf.make_stream(f"q BT /F1 18 Tf 72 700 Td ({text}) Tj ET Q".encode())
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    box = Array([0, 0, 612, 792])
    made = Dictionary(Type=Name.Page, MediaBox=box, Contents=content, Resources=Dictionary(Font=Dictionary(F1=font)), **more)
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    return pdf.pages[-1].obj


def pdfs(folder):
    def new():
        pdf = pikepdf.new()
        page(pdf, "Acta")
        return pdf

    new().save(folder / "plain.pdf", static_id=True)
    new().save(folder / "streams.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
    new().save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="", R=4), static_id=True)
    new().save(folder / "locked6.pdf", encryption=pikepdf.Encryption(owner="o", user="", R=6))

    marked = pikepdf.new()
    first, second = page(marked, "uno", Rotate=90), page(marked, "dos")
    look = marked.make_stream(b"0 0 50 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 20]))
    rect = Array([100, 100, 150, 120])
    dest = Array([second, Name.Fit])
    first.Annots = Array([
        marked.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=rect, AP=Dictionary(N=look), Contents=String("nota"))),
        marked.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, Dest=dest)),
        marked.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Highlight, Rect=rect, QuadPoints=Array([100, 120, 150, 120, 100, 100, 150, 100]))),
        marked.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Ink, Rect=rect, InkList=Array([Array([100, 100, 120, 110])]))),
    ])
    marked.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))
    marked.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("a"), dest])))
    marked.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    item = marked.make_indirect(Dictionary(Title=String("uno"), Dest=dest))
    outlines = marked.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item.Parent = outlines
    marked.Root.Outlines = outlines
    marked.save(folder / "marked.pdf", static_id=True)

    form = pikepdf.new()
    sheet = page(form, "form")
    field = form.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Ana"), Rect=rect, DA=String("/Helv 12 Tf 0 g"),
    ))
    choice = form.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("yes"), V=Name.On, AS=Name.On, Rect=rect, AP=Dictionary(N=Dictionary(On=form.make_stream(b"f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))),
    ))
    sheet.Annots = Array([field, choice])
    form.Root.AcroForm = Dictionary(Fields=Array([field, choice]), NeedAppearances=True)
    layer = form.make_indirect(Dictionary(Type=Name.OCG, Name=String("borrador")))
    form.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    form.save(folder / "form.pdf", static_id=True)

    signed = CRATES / "expediente-reader/tests/signed"
    for name in ("two-appended", "held-stamped", "held-ber", "held-plain"):
        (folder / f"{name}.pdf").write_bytes((signed / f"{name}.pdf").read_bytes())


def pictures(folder):
    def save(name, image, **more):
        out = io.BytesIO()
        image.save(out, **more)
        (folder / name).write_bytes(out.getvalue())

    small = Image.new("RGB", (16, 12))
    small.putdata([(x * 16, y * 20, 90) for y in range(12) for x in range(16)])
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9003] = 6, "Camera", "2024:02:11 10:11:12"
    exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 25.0, 0.0), 3: "W", 4: (99.0, 8.0, 0.0)})
    save("exif.jpg", small, format="JPEG", exif=exif)
    save("progressive.jpg", small, format="JPEG", progressive=True, subsampling=2)
    save("cmyk.jpg", small.convert("CMYK"), format="JPEG")
    save("grey.jpg", small.convert("L"), format="JPEG")
    for mode in ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"]:
        picture = small.convert("L").convert("I;16") if mode == "I;16" else small.convert(mode)
        save(f"{mode.replace(';', '')}.png", picture, format="PNG")
        if mode in ("RGB", "L", "P", "1"):
            for compression in [None, "tiff_lzw", "packbits", "tiff_adobe_deflate"]:
                save(f"{mode}-{compression}.tif", picture, format="TIFF", compression=compression)
    save("g4.tif", small.convert("1"), format="TIFF", compression="group4")
    save("two.tif", small, format="TIFF", save_all=True, append_images=[small.convert("L")])
    save("lossy.webp", small, format="WEBP")
    save("lossless.webp", small.convert("RGBA"), format="WEBP", lossless=True, exif=exif)
    save("two.gif", small.convert("P"), format="GIF", save_all=True, append_images=[small.convert("P").rotate(90)])
    save("rgb.bmp", small, format="BMP")
    save("palette.bmp", small.convert("P"), format="BMP")


def photos(folder):
    """HEIC, AVIF and JPEG 2000, as `make_photos.py` of the reader's tests made them."""
    for path in (CRATES / "expediente-reader/tests/photos").iterdir():
        if path.suffix in (".heic", ".avif", ".jp2", ".j2k") and path.stat().st_size < 2500:
            shutil.copy(path, folder)


def journal(folder):
    """The records of a real journal, one by one, without their hashes."""
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        for name in ("a", "b"):
            pdf = pikepdf.new()
            page(pdf, name)
            pdf.save(work / f"{name}.pdf")
        program = str(pathlib.Path("target/debug/expediente").resolve())
        for verb in [
            ["matter", "new", "m", "--person", "Ana"],
            ["add", "m", str(work / "a.pdf"), str(work / "b.pdf")],
            ["exhibit", "move", "m", "A", "2"],
            ["exhibit", "rename", "m", "B", "Carta"],
            ["exhibit", "remove", "m", "A"],
            ["undo", "m"],
            ["redo", "m"],
            ["undo", "m"],
            ["build", "m", "-o", str(work / "out.pdf")],
        ]:
            subprocess.run([program, *verb, "--store", str(work / "store")], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        path = next((work / "store/matters").glob("*/journal.jsonl"))
        for number, line in enumerate(path.read_text().splitlines()):
            head, record = line.split('"record":', 1)
            json.loads(record[:-1])
            (folder / f"{number:02}").write_text(record[:-1])


def manifests(folder):
    shutil.copy("assets/sample/caso-ejemplo/dossier.toml", folder / "sample.toml")
    (folder / "small.toml").write_text(
        'version = 1\nunplaced = ["a.pdf", "b/c.pdf"]\n[matter]\nperson = "Ana"\nlanguage = "es"\nprofile = "plain"\n'
        'docket = ["A 1"]\nbates = { prefix = "Q", start = 1 }\n[[front]]\nfile = "f.pdf"\n[[exhibit]]\ntitle = "t"\n'
        'date = "2024-02"\nkind = "photo"\nphotos_per_page = 2\n[[exhibit.document]]\nfile = "x.pdf"\npages = "1-3,7"\n'
        'leave_out = "2"\nturn = { "1-2" = 90 }\n[[back]]\nfile = "z.pdf"\n'
    )


def words():
    """Texts, chats, mails and zips: the small ones of tests/suite/words."""
    with tempfile.TemporaryDirectory() as made:
        subprocess.run(["python3", "tests/suite/words/make.py", made], check=True, stdout=subprocess.DEVNULL)
        files = sorted(path for path in pathlib.Path(made).rglob("*") if path.is_file())
        folders = {target: seeds("reader", target) for target in ("text", "chat", "mail", "zip")}
        for at, path in enumerate(path for path in files if path.stat().st_size < 20_000):
            kinds = {".zip": "zip", ".eml": "mail", ".mbox": "mail", ".json": "chat", ".jsonl": "chat"}
            text = "chat" if b" - " in path.read_bytes()[:60] else "text"
            target = kinds.get(path.suffix, text)
            shutil.copy(path, folders[target] / f"{at:02}{path.suffix}")


def models(folder):
    """Words, noise and bars as pictures whose sides are their first two bytes."""
    for name, text, size in [("word", "Acta 417", (200, 40)), ("two", "de la", (90, 60)), ("tall", "I", (12, 250))]:
        picture = Image.new("L", size, 255)
        draw = ImageDraw.Draw(picture)
        draw.text((6, 4), text, fill=0, font=ImageFont.truetype("assets/fonts/ExpedienteSerif-Regular.ttf", 28))
        (folder / name).write_bytes(bytes([size[0] - 1, size[1] - 1]) + picture.tobytes())
    (folder / "dot").write_bytes(bytes([0, 0, 0]))
    (folder / "bars").write_bytes(bytes([255, 63]) + bytes([0] * 40 + [255] * 40))


if __name__ == "__main__":
    pdfs(seeds("reader", "pdf"))
    pictures(seeds("reader", "picture"))
    photos(seeds("reader", "photo"))
    words()
    models(seeds("reader", "model"))
    journal(seeds("vault", "journal"))
    manifests(seeds("app", "manifest"))
