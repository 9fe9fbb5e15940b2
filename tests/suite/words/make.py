"""Texts, zips, chats and mails as phones and programs write them, with Python's own modules.

python3 make.py FOLDER: writes the files into FOLDER and prints, as JSON, what its modules read in them.
"""

import hashlib
import io
import json
import mailbox
import struct
import sys
import zipfile
import zlib
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from PIL import Image

folder = Path(sys.argv[1])


def write(name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def zipped(members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            # Python changes some names on the way in; hostile zips do not.
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return data.getvalue()


def jpeg(color):
    data = io.BytesIO()
    Image.new("RGB", (400, 300), color).save(data, "JPEG")
    return data.getvalue()


HOSTILE = [
    "/etc/passwd.txt", "../../x.txt", "..\\..\\x.txt", "a/../../b.txt", "C:\\Windows\\x.txt", "C:x.txt",
    "\\\\server\\share\\x.txt", "//server/share/x.txt", "\\\\?\\C:\\x.txt", "x.txt.", "x.txt ",
    "x.txt. . .", "con", "CON.txt", "nul.txt", "COM1", "lpt9.txt", "aux.", "x\u202efdp.exe", "\u200fx.txt",
    "...", "a//b.txt", "./a.txt", "A.TXT", "a.txt", "a\u0301.txt", "\u00e1.txt", "a|b?.txt", "x.txt:stream",
    "\x1b[2Jx.txt", "-rf", "~/x.txt", "a" * 2000 + ".txt", "p/q", "p", "/".join("defghijklmnopqrstuv") + ".txt",
    " lead.txt", "tab\there.txt", "new\nline.txt", "%2e%2e/x.txt", "....//x.txt",
]


def raw_zip(entries, data_of=None):
    """A zip written by hand: (name in the directory, name at the bytes, bytes, offset or None)."""
    body, directory = b"", b""
    for name, local, content, at in entries:
        packed = zlib.compress(content, 9)[2:-4]
        crc = zlib.crc32(content)
        if at is None:
            at = len(body)
            body += struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), len(content), len(local), 0)
            body += local + packed
        directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(packed), len(content), len(name), 0, 0, 0, 0, 0, at) + name
    count = len(entries)
    return body + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)


def texts():
    long_line = "palabra " * 400
    said = {
        "utf8.txt": ("Año nuevo\n\n\tniño 😀\n" + long_line + "\nfin\n", "utf-8"),
        "bom.txt": ("Año con marca\r\nfin\r\n", "utf-8-sig"),
        "wide.txt": ("Ñandú\nfin", "utf-16"),
        "windows.txt": ("mañana — “sí” 5 €\rfin", "cp1252"),
        "notas.md": ("# Título\n\n- uno\n- dos\n", "utf-8"),
        "banco.csv": ('Fecha;Monto\r\n1/2/24;"1;5"\r\n2/2/24;"dijo ""sí"""\r\n', "utf-8"),
    }
    for name, (text, encoding) in said.items():
        write(f"texts/{name}", text.encode(encoding))
    write("odd/chino.txt", "nombre 王\n".encode())
    write("odd/largo.txt", b"x\n" * 200_000)
    write("odd/nada.txt", b" \n\n")
    write("odd/recibo.pdf", b"404 Not Found\n")
    return {name: text.split() for name, (text, _) in said.items()}


def zips():
    members = [
        ("Fotos/IMG_10.jpg", jpeg("red")),
        ("Fotos/IMG_9.jpg", jpeg("blue")),
        ("Carta.txt", "una carta".encode()),
        ("clip.mp4", b"\0\0\0\x18ftypmp42" + b"0" * 99),
        ("__MACOSX/Fotos/._IMG_9.jpg", b"x"),
        (".DS_Store", b"x"),
        ("Thumbs.db", b"x"),
    ]
    write("zips/Fotos de iCloud.zip", zipped(members))
    write("hostile.zip", zipped([(name, f"papel {at}") for at, name in enumerate(HOSTILE)]))
    zeros = b"\0" * 5_000_000
    write("bad/overlap.zip", raw_zip([(b"a", b"a", zeros, None)] + [(b"a", b"a", zeros, 0)] * 200))
    write("bad/two-names.zip", raw_zip([(b"a.txt", b"b.txt", b"hola", None)]))
    write("bad/ratio.zip", zipped([("0.txt", b"0" * 300_000_000)]))
    inner = zipped([("0.txt", b"0" * 9_000_000)])
    for _ in range(5):
        inner = zipped([(f"{at}.zip", inner) for at in range(4)])
    write("nested.zip", inner)
    whole = zipped([("a.txt", b"hola" * 1000), ("b.txt", b"adios" * 1000)])
    write("bad/cut.zip", whole[:-30])
    name = "Cédula Ñ.txt".encode("cp437")
    write("old/viejo.zip", raw_zip([(name, name, b"hola", None)]))
    return {name: hashlib.sha256(content).hexdigest() for name, content in members}


IOS = """\u200e[3/4/24, 9:05:07\u202fa.\u00a0m.] Familia: \u200eLos mensajes est\u00e1n cifrados de extremo a extremo.
[3/4/24, 9:05:07\u202fa.\u00a0m.] Mar\u00eda: Hola \u2764\ufe0f
[3/4/24, 9:06:10\u202fp.\u00a0m.] ~ Pedro: Bien
segunda l\u00ednea
[1/2/20, 9:00:00\u202fa.\u00a0m.] Otro: pegado
\u200e[4/4/24, 12:01:00\u202fa.\u00a0m.] Mar\u00eda: \u200e<adjunto: 00000002-PHOTO-2024-04-04-00-01-00.jpg>
\u200e[4/4/24, 12:02:00\u202fp.\u00a0m.] Mar\u00eda: Acta.pdf \u2022 \u200e2 p\u00e1ginas \u200e<adjunto: 00000001-Acta.pdf>
\u200e[4/4/24, 12:03:00\u202fp.\u00a0m.] Mar\u00eda: \u200eaudio omitido
[5/4/24, 1:00:05\u202fp.\u00a0m.] ~ Pedro: No \u200e<Se edit\u00f3 este mensaje.>
"""


def chats():
    photo = jpeg("green")
    write("chats/WhatsApp Chat - Familia.zip", zipped([
        ("00000000-PHOTO-2024-04-03-00-01-00.jpg", jpeg("white")),
        ("00000002-PHOTO-2024-04-04-00-01-00.jpg", photo),
        ("_chat.txt", IOS.replace("\n", "\r\n").encode()),
    ]))
    forms = {
        "Chat de WhatsApp con Ana.txt": "28/3/2025, 9:29\u00a0p.\u00a0m. - Ana: uno\n28/3/2025, 9:30\u00a0p.\u00a0m. - Ana: PTT-1.opus (archivo adjunto)\n",
        "Conversa do WhatsApp com Jo\u00e3o.txt": "03/04/2024 09:05 - Jo\u00e3o: oi\n04/04/2024 21:06 - Jo\u00e3o: <M\u00eddia oculta>\n",
        "Discussion WhatsApp avec Luc.txt": "03/04/2024, 09:05 - Luc: salut\n04/04/2024, 21:06 - Luc: IMG-1.jpg (fichier joint)\n",
        "WhatsApp Chat with Bob.txt": "4/13/24, 9:05\u202fAM - Bob: hi\n4/14/24, 9:06\u202fPM - Bob: <Media omitted>\n",
    }
    for name, text in forms.items():
        write(f"chats/{name}", text.encode())
    write("ask/WhatsApp Chat with Eve.txt", b"3/4/24, 9:05 AM - Eve: hi\n5/6/24, 9:06 AM - Eve: bye\n")
    telegram = {"name": "Rosa", "type": "personal_chat", "id": 1, "messages": [
        {"id": 1, "type": "service", "date": "2024-04-03T09:05:07", "actor": "Rosa", "action": "phone_call", "text": ""},
        {"id": 2, "type": "message", "date": "2024-04-03T09:06:07", "from": "Rosa", "text": ["mira ", {"type": "link", "text": "x.org"}]},
        {"id": 3, "type": "message", "date": "2024-04-04T09:06:07", "from": "Rosa", "photo": "(File not included.)", "text": ""},
    ]}
    write("chats/result.json", json.dumps(telegram, ensure_ascii=False).encode())
    signal = [
        {"recipient": {"id": "2", "contact": {"profileGivenName": "Ivo"}}},
        {"chat": {"id": "1", "recipientId": "2"}},
        {"chatItem": {"chatId": "1", "authorId": "2", "dateSent": "1712135107000", "standardMessage": {"text": {"body": "salut"}}}},
    ]
    write("chats/signal.jsonl", "\n".join(json.dumps(line) for line in signal).encode())


def mail(subject):
    letter = EmailMessage()
    letter["From"] = "María Núñez <maria@example.org>"
    letter["To"] = "lic@example.org"
    letter["Cc"] = "otra@example.org"
    letter["Subject"] = subject
    letter["Date"] = "Thu, 04 Apr 2024 10:02:00 -0600"
    letter["Message-ID"] = f"<{subject.replace(' ', '-')}@example.org>"
    letter.set_content("Estimada señora:\n\nle mando la cédula.\n")
    return letter


def mails():
    letter = mail("Cita 1")
    letter.add_attachment(jpeg("black"), maintype="image", subtype="jpeg", filename="cédula ñ.jpg")
    letter.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    inner = mail("Adentro")
    inner.add_attachment(b"nota", maintype="text", subtype="plain", filename="../../nota.txt")
    letter.add_attachment(inner)
    path = write("mails/carta.eml", bytes(letter))
    page = EmailMessage()
    page["From"], page["To"], page["Subject"] = "a@example.org", "b@example.org", "Web"
    page["Date"] = "Thu, 04 Apr 2024 10:02:00 +0000"
    page.set_content('<p>Hola se&ntilde;ora</p><script>x()</script><img src="https://x.org/p.png">', subtype="html")
    write("mails/web.eml", bytes(page))
    box = mailbox.mbox(folder / "mails" / "correos.mbox")
    for number in range(3):
        box.add(mail(f"Correo {number}"))
    box.flush()
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    attached = [part for part in read.iter_attachments() if part.get_content_type() == "image/jpeg"]
    return {
        "head": {name: str(read[name]) for name in ("From", "To", "Cc", "Subject", "Date", "Message-ID")},
        "picture": hashlib.sha256(attached[0].get_content()).hexdigest(),
        "box": [hashlib.sha256(box.get_bytes(key)).hexdigest() for key in box.keys()],
    }


print(json.dumps({"texts": texts(), "zip": zips(), "hostile": len(HOSTILE), "chats": chats(), "mail": mails()}))
