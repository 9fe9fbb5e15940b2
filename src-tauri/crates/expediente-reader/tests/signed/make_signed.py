#!/usr/bin/env python3
"""Makes the signed PDFs of this folder anew, with openssl and, for the locked one, qpdf.

    python3 make_signed.py

Keys are new each time, so every file changes. What each file must be told as is in ../signed.rs.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOM = 1900


def run(*command, **more):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, **more)


class Signer:
    """A key and its certificate."""

    def __init__(self, folder, name, key, subject, days=("20200101000000Z", "20400101000000Z"), number=None, authority=None):
        self.key, self.certificate = folder / f"{name}.key", folder / f"{name}.pem"
        if key == "rsa":
            run("openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.key)
        else:
            run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{key}", "-out", self.key)
        request = folder / f"{name}.csr"
        run("openssl", "req", "-new", "-utf8", "-key", self.key, "-subj", subject, "-out", request)
        (folder / "db").write_text("")
        (folder / "serial").write_text(f"{(number or name).encode().hex()}\n")
        # `openssl x509` of version 3.0 knows no first day.
        config = folder / "ca.cnf"
        config.write_text(
            f"[ca]\ndefault_ca=d\n[d]\ndatabase={folder}/db\nserial={folder}/serial\nnew_certs_dir={folder}\n"
            "policy=p\ndefault_md=sha256\nunique_subject=no\nx509_extensions=x\nstring_mask=utf8only\n"
            "[p]\ncommonName=optional\norganizationName=optional\ncountryName=optional\n"
            "[x]\nsubjectKeyIdentifier=hash\nkeyUsage=digitalSignature,nonRepudiation\n"
            "[tsa]\nsubjectKeyIdentifier=hash\nextendedKeyUsage=critical,timeStamping\n"
        )
        extension = ("-extensions", "tsa") if name == "tsa" else ()
        issuer = ("-selfsign", "-keyfile", self.key)
        if authority:
            issuer = ("-cert", authority.certificate, "-keyfile", authority.key)
        run("openssl", "ca", "-config", config, "-batch", "-notext", "-utf8", "-preserveDN", *issuer, "-in", request, "-startdate", days[0], "-enddate", days[1], "-out", self.certificate, *extension)

    def cms(self, content, *more, hash="sha256", attached=False):
        attach = ("-nodetach",) if attached else ()
        return run("openssl", "cms", "-sign", "-binary", "-outform", "DER", "-md", hash, "-signer", self.certificate,
                   "-inkey", self.key, *attach, *more, input=content).stdout


class Paper:
    """A PDF that grows by updates, each with a table of its own."""

    def __init__(self, data=None):
        if data is None:
            self.data, self.at, self.fields, self.next = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", None, [], 6
            self.trailer = b""
            self.page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%s>>"
            self.update({
                1: b"<</Type/Catalog/Pages 2 0 R>>",
                2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                3: self.page % b"",
                4: self.words("Antecedentes de ROSA DIAZ: no registra"),
                5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            })

    @staticmethod
    def words(text):
        stream = b"BT /F 14 Tf 72 700 Td (%s) Tj ET" % text.encode()
        return b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)

    def update(self, objects):
        offsets = {}
        for number, value in objects.items():
            offsets[number] = len(self.data)
            self.data += b"%d 0 obj\n%s\nendobj\n" % (number, value)
        self.next = max(self.next, max(objects) + 1)
        table = len(self.data)
        self.data += b"xref\n"
        if self.at is None:
            self.data += b"0 1\n0000000000 65535 f \n"
        for number in sorted(offsets):
            self.data += b"%d 1\n%010d 00000 n \n" % (number, offsets[number])
        previous = b"" if self.at is None else b"/Prev %d" % self.at
        self.data += b"trailer\n<</Size %d/Root 1 0 R%s%s>>\nstartxref\n%d\n%%%%EOF\n" % (
            self.next, previous, self.trailer, table)
        self.at = table
        return self

    def sign(self, make, coding="adbe.pkcs7.detached", entries=b"", room=ROOM, ranges=None, field=b"/T(S%d)", after=b"", signed=None):
        """Signs with what `make` makes of the signed bytes."""
        value, widget = self.next, self.next + 1
        self.fields.append(widget)
        fields = b"".join(b"%d 0 R " % number for number in self.fields)
        hole = b"<" + b"0" * (2 * room) + b">"
        kind = b"DocTimeStamp" if coding == "ETSI.RFC3161" else b"Sig"
        title = field % widget if b"%d" in field else field
        self.update({
            value: b"<</Type/%s/Filter/Adobe.PPKLite/SubFilter/%s%s/ByteRange[0 ########## ########## ##########]/Contents %s%s>>"
            % (kind, coding.encode(), entries, hole, after),
            widget: b"<</Type/Annot/Subtype/Widget/FT/Sig%s/V %d 0 R/Rect[0 0 0 0]/F 132/P 3 0 R>>" % (title, value),
            1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[%s]>>>>" % fields,
            3: self.page % (b"/Annots[%s]" % fields),
        })
        start = self.data.rindex(hole)
        end = start + len(hole)
        numbers = ranges(start, end, len(self.data)) if ranges else (start, end, len(self.data) - end)
        shown = b"%10d %10d %10d" % tuple(numbers)
        self.data = self.data.replace(b"########## ########## ##########", shown, 1)
        content = signed(self.data, start, end) if signed else self.data[:start] + self.data[end:]
        hexadecimal = make(content).hex().encode()
        assert len(hexadecimal) <= 2 * room, f"{len(hexadecimal) // 2} bytes do not fit"
        filled = b"<" + hexadecimal.ljust(2 * room, b"0") + b">"
        self.data = self.data[:start] + filled + self.data[end:]
        return self

    def replaced(self, old, new):
        assert self.data.count(old) >= 1 and len(old) == len(new), (old, self.data.count(old))
        self.data = self.data.replace(old, new)
        return self


def stamp(folder, authority, content, hash="sha256"):
    """A time stamp of some bytes."""
    config = folder / "tsa.cnf"
    config.write_text(
        f"[tsa]\ndefault_tsa=t\n[t]\nserial={folder}/tsa-serial\ncrypto_device=builtin\nsigner_digest=sha256\n"
        "default_policy=1.2.3.4.1\ndigests=sha1,sha256,sha384,sha512\naccuracy=secs:1\ness_cert_id_alg=sha256\n"
    )
    (folder / "content").write_bytes(content)
    run("openssl", "ts", "-query", "-data", folder / "content", f"-{hash}", "-cert", "-out", folder / "query")
    return run("openssl", "ts", "-reply", "-config", config, "-queryfile", folder / "query", "-signer", authority.certificate,
               "-inkey", authority.key, "-token_out").stdout


def der(tag, content):
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def parts(value):
    """The values inside of one, each whole."""
    def head(data):
        size = data[1]
        if size < 128:
            return 2, size
        count = size & 0x7F
        return 2 + count, int.from_bytes(data[2:2 + count], "big")
    start, length = head(value)
    inside, found = value[start:start + length], []
    while inside:
        start, length = head(inside)
        found.append(inside[:start + length])
        inside = inside[start + length:]
    return found


def with_signer(cms, change):
    """Signed data with its list of signers changed."""
    kind, explicit = parts(cms)
    [data] = parts(explicit)
    inside = parts(data)
    inside[-1] = der(0x31, change(parts(inside[-1])))
    return der(0x30, kind + der(0xA0, der(0x30, b"".join(inside))))


def without_lengths(value, levels):
    """The outer structures of a value with their ends marked, instead of their lengths given."""
    if levels == 0 or not value[0] & 0x20:
        return value
    inside = b"".join(without_lengths(part, levels - 1) for part in parts(value))
    return value[:1] + b"\x80" + inside + b"\0\0"


STAMP_ID = bytes.fromhex("060b2a864886f70d010910020e")


def stamped(cms, make):
    """Signed data with a time stamp of its signature."""
    def change(signers):
        [signer] = signers
        inside = parts(signer)
        token = make(parts_content(inside[-1]))
        return der(0x30, b"".join(inside) + der(0xA1, der(0x30, STAMP_ID + der(0x31, token))))
    return with_signer(cms, change)


def parts_content(value):
    size = value[1]
    return value[2:] if size < 128 else value[2 + (size & 0x7F):]


def main():
    made = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = Signer(folder, "stat", "rsa", "/C=BR/O=ICP-Brasil/CN=AC de muestra")
        rosa = Signer(folder, "rosa", "rsa", "/C=CO/O=Policia Nacional/CN=Rosa Díaz Ñáñez", authority=state)
        maria = Signer(folder, "mari", "rsa", "/C=BR/O=ICP-Brasil/CN=MARIA PEREZ:12345678900", authority=state)
        office = Signer(folder, "offi", "rsa", "/C=CL/O=Servicio de Registro Civil", authority=state)
        small = Signer(folder, "smal", "P-256", "/CN=Ana P-256")
        large = Signer(folder, "larg", "P-384", "/CN=Ana P-384")
        huge = Signer(folder, "huge", "P-521", "/CN=Ana P-521")
        old = Signer(folder, "oldd", "rsa", "/CN=Luis Viejo", ("20150101000000Z", "20170101000000Z"))
        tsa = Signer(folder, "tsa", "rsa", "/O=Sello/CN=Autoridad de Sellado", authority=state)
        # Another key, in a certificate of the same name, issuer and number.
        forger = Signer(folder, "othr", "rsa", "/C=CO/O=Policia Nacional/CN=Rosa Díaz Ñáñez", number="rosa", authority=state)

        made["held"] = Paper().sign(rosa.cms, entries=b"/Name(Rosa)/M(D:20250303101500-05'00')")
        made["held-number"] = Paper().sign(maria.cms)
        made["held-office"] = Paper().sign(office.cms, entries=b"/Name(Rosa)")
        made["held-no-attributes"] = Paper().sign(
            lambda data: rosa.cms(data, "-noattr"), entries=b"/M(D:20250303101500-05'00')")
        made["held-key-id"] = Paper().sign(lambda data: rosa.cms(data, "-keyid"))
        # With the certificate of another of the same authority beside hers.
        made["held-beside-maria"] = Paper().sign(lambda data: rosa.cms(data, "-certfile", maria.certificate), room=2900)
        made["held-beside-rosa"] = Paper().sign(lambda data: maria.cms(data, "-certfile", rosa.certificate), room=2900)
        made["held-newline"] = Paper().sign(rosa.cms)
        made["held-newline"].data += b"\r\n"
        for hash in ("sha1", "sha224", "sha384", "sha512"):
            made[f"held-{hash}"] = Paper().sign(lambda data, hash=hash: rosa.cms(data, hash=hash))
        made["held-cades"] = Paper().sign(lambda data: rosa.cms(data, "-cades"), "ETSI.CAdES.detached")
        for salt in ("digest", "max"):
            made[f"held-pss-{salt}"] = Paper().sign(lambda data, salt=salt: rosa.cms(
                data, "-keyopt", "rsa_padding_mode:pss", "-keyopt", f"rsa_pss_saltlen:{salt}"))
        made["held-p256"] = Paper().sign(small.cms)
        made["held-p384"] = Paper().sign(lambda data: large.cms(data, hash="sha384"))
        made["held-p384-sha1"] = Paper().sign(lambda data: large.cms(data, hash="sha1"))
        made["held-ber"] = Paper().sign(lambda data: without_lengths(rosa.cms(data), 3))
        made["held-sha1-digest"] = Paper().sign(
            lambda data: rosa.cms(hashlib.sha1(data).digest(), attached=True, hash="sha1"), "adbe.pkcs7.sha1")
        # As openssl writes it: no lengths, and the content in pieces.
        made["held-ber-sha1-digest"] = Paper().sign(lambda data: rosa.cms(
            hashlib.sha1(data).digest(), "-stream", attached=True, hash="sha1"), "adbe.pkcs7.sha1")
        certificate = run("openssl", "x509", "-in", rosa.certificate, "-outform", "DER").stdout

        def plain(data):
            signature = run("openssl", "dgst", "-sha1", "-sign", rosa.key, input=data).stdout
            return der(0x04, signature)
        made["held-plain"] = Paper().sign(plain, "adbe.x509.rsa_sha1", b"/Cert<%s>" % certificate.hex().encode())
        made["held-expired"] = Paper().sign(old.cms)
        made["held-stamped"] = Paper().sign(lambda data: stamped(
            rosa.cms(data), lambda signature: stamp(folder, tsa, signature)), room=4500)
        made["held-stamped-other"] = Paper().sign(lambda data: stamped(
            rosa.cms(data), lambda signature: stamp(folder, tsa, b"another")), room=4500)
        made["held-document-stamp"] = Paper().sign(lambda data: stamp(folder, tsa, data), "ETSI.RFC3161", room=2900)

        # Encrypted with the empty password. The update has no text, which would be encrypted too.
        base = folder / "base.pdf"
        base.write_bytes(Paper().data)
        run("qpdf", "--encrypt", "", "owner", "128", "--use-aes=y", "--", "--object-streams=disable", base, folder / "locked.pdf")
        locked = Paper((folder / "locked.pdf").read_bytes())
        locked.data = (folder / "locked.pdf").read_bytes()
        locked.at = int(re.findall(rb"startxref\s+(\d+)", locked.data)[-1])
        end = locked.data[locked.at:]
        locked.next = int(re.search(rb"/Size (\d+)", end)[1])
        locked.fields = []
        locked.trailer = re.search(rb"/ID \[.*?\]", end, re.S)[0] + re.search(rb"/Encrypt \d+ 0 R", end)[0]
        page = re.search(rb"(\d+) 0 obj\n<<([^\n]*|(?:(?!endobj).)*)/Type /Page\b.*?endobj", locked.data, re.S)
        pages = re.search(rb"/Kids \[ (\d+) 0 R \]", locked.data)[1]
        text = re.search(rb"\n%s 0 obj\n(.*?)\nendobj" % pages, locked.data, re.S)[1]
        catalog = re.search(rb"\n1 0 obj\n(.*?)\nendobj", locked.data, re.S)[1]

        def into_locked(objects):
            if 3 in objects and locked.fields:
                fields = b"".join(b"%d 0 R " % number for number in locked.fields)
                del objects[3]
                objects[int(pages)] = text.rstrip()[:-2] + b"/Annots[%s]>>" % fields
                objects[1] = catalog.rstrip()[:-2] + b"/AcroForm<</SigFlags 3/Fields[%s]>>>>" % fields
                for number, value in objects.items():
                    objects[number] = value.replace(b"/P 3 0 R", b"/P %s 0 R" % pages)
            return Paper.update(locked, objects)
        locked.update, locked.page = into_locked, b"%s"
        made["held-encrypted"] = locked.sign(rosa.cms, field=b"")

        # Changed after it was signed.
        made["byte-changed"] = Paper().sign(rosa.cms).replaced(b"no registra", b"si registra")
        made["byte-changed-no-attributes"] = Paper().sign(
            lambda data: rosa.cms(data, "-noattr")).replaced(b"no registra", b"si registra")
        made["byte-changed-sha1-digest"] = Paper().sign(
            lambda data: rosa.cms(hashlib.sha1(data).digest(), attached=True, hash="sha1"),
            "adbe.pkcs7.sha1").replaced(b"no registra", b"si registra")
        made["byte-changed-plain"] = Paper().sign(
            plain, "adbe.x509.rsa_sha1", b"/Cert<%s>" % certificate.hex().encode()).replaced(b"no registra", b"si registra")
        made["byte-changed-stamp"] = Paper().sign(
            lambda data: stamp(folder, tsa, data), "ETSI.RFC3161", room=2900).replaced(b"no registra", b"si registra")
        # Incremental Saving Attack: another text in an update.
        made["appended"] = Paper().sign(rosa.cms).update({4: Paper.words("Antecedentes de ROSA DIAZ: si registra")})
        # The same without a table, which viewers make anew.
        made["appended-no-table"] = Paper().sign(rosa.cms)
        made["appended-no-table"].data += b"4 0 obj\n" + Paper.words("Antecedentes de ROSA DIAZ: si registra") + b"\nendobj\n"
        # Data for checking the signature later: nothing that is shown.
        made["appended-data"] = Paper().sign(rosa.cms)
        made["appended-data"].update({
            1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[7 0 R ]>>/DSS<</Certs[20 0 R]>>>>",
            20: b"<</Length %d>>stream\n%s\nendstream" % (len(certificate), certificate),
        })
        made["two"] = Paper().sign(rosa.cms).sign(maria.cms)
        made["two-text-between"] = Paper().sign(rosa.cms).update(
            {4: Paper.words("Antecedentes de ROSA DIAZ: si registra")}).sign(maria.cms)
        made["two-appended"] = Paper().sign(rosa.cms).sign(maria.cms).update(
            {4: Paper.words("Antecedentes de ROSA DIAZ: si registra")})
        made["three-with-stamp"] = Paper().sign(rosa.cms).sign(small.cms).sign(
            lambda data: stamp(folder, tsa, data), "ETSI.RFC3161", room=2900)
        many = Paper()
        for _ in range(22):
            many.sign(small.cms, room=900)
        made["many"] = many
        made["cut-off"] = Paper().sign(rosa.cms)
        made["cut-off"].data = made["cut-off"].data[:-2]

        # Not signed by the one who is named.
        def forged(data):
            theirs = run("openssl", "x509", "-in", forger.certificate, "-outform", "DER").stdout
            assert len(theirs) == len(certificate)
            return forger.cms(data).replace(theirs, certificate)
        made["other-key"] = Paper().sign(forged)
        # Another certificate with her key than the one that she signed with.
        made["other-certificate"] = Paper().sign(lambda data: twin(folder, rosa, data), "ETSI.CAdES.detached")
        # Content of its own, which is not what the file has.
        made["own-content"] = Paper().sign(lambda data: rosa.cms(b"another content", attached=True))
        # Another kind of content than the signer meant: the first of two places says so.
        plain_data, enveloped = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010703")
        made["other-kind"] = Paper().sign(lambda data: rosa.cms(data).replace(plain_data, enveloped, 1))
        made["two-signers"] = Paper().sign(lambda data: rosa.cms(
            data, "-signer", maria.certificate, "-inkey", maria.key), room=3000)
        made["no-certificate"] = Paper().sign(lambda data: rosa.cms(data, "-nocerts"))
        made["p521"] = Paper().sign(huge.cms)
        made["md5"] = Paper().sign(lambda data: rosa.cms(data, hash="md5"))
        made["other-coding"] = Paper().sign(rosa.cms, "adbe.pkcs7.unknown")
        made["broken-data"] = Paper().sign(lambda data: rosa.cms(data)[:600])

        # Universal Signature Forgery and Signature Wrapping.
        def damaged(change):
            paper = Paper().sign(rosa.cms, entries=b"/Name(Rosa)")
            paper.data = change(paper.data)
            return paper

        def in_range(pattern, new):
            def change(data):
                found = re.search(pattern, data)
                assert found, pattern
                return data[:found.start()] + new.ljust(len(found[0])) + data[found.end():]
            return change
        numbers = rb"/ByteRange\[0 +(\d+) +(\d+) +(\d+)\]"
        made["range-missing"] = damaged(in_range(numbers, b""))
        made["range-null"] = damaged(in_range(numbers, b"/ByteRange null"))
        made["range-zeros"] = damaged(in_range(numbers, b"/ByteRange[0 0 0 0]"))
        made["range-three"] = damaged(in_range(numbers, b"/ByteRange[0 1 2]"))
        made["range-negative"] = damaged(in_range(numbers, b"/ByteRange[0 -1 5 -9]"))
        made["range-huge"] = damaged(in_range(numbers, b"/ByteRange[0 9 9223372036854775807 9]"))
        made["range-overlapping"] = damaged(in_range(numbers, b"/ByteRange[0 900 20 80]"))
        made["range-late"] = damaged(in_range(numbers, b"/ByteRange[9 90 99 20]"))
        made["contents-missing"] = damaged(in_range(rb"/Contents <[0-9a-f]+>", b""))
        made["contents-null"] = damaged(in_range(rb"/Contents <[0-9a-f]+>", b"/Contents null"))
        made["contents-empty"] = damaged(in_range(rb"/Contents <[0-9a-f]+>", b"/Contents <>"))
        made["contents-zeros"] = damaged(lambda data: re.sub(
            rb"/Contents <([0-9a-f]+)>", lambda found: b"/Contents <" + b"0" * len(found[1]) + b">", data))
        # A thousand bytes after the signature are not signed, and hold another text.
        made["wrapped"] = Paper().sign(
            rosa.cms, ranges=lambda start, end, size: (start, end + 1000, size - end - 1000), after=b" " * 1000,
            signed=lambda data, start, end: data[:start] + data[end + 1000:])
        text = b">>\nendobj\n4 0 obj\n" + Paper.words("Antecedentes de ROSA DIAZ: si registra") + b"\nendobj\n8 0 obj\n<<"
        made["wrapped"].replaced(b" " * 1000, text.ljust(1000))
        # A range of a signature that another field has.
        donor = Paper().sign(rosa.cms)
        start = donor.data.index(b"/Contents <") + 10
        end = donor.data.index(b">", start) + 1
        donor.update({6: b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 %d %d %d]/Contents<3000>>>" % (
            start, end, donor.data.index(b"%%EOF\n", end) + 6 - end)})
        made["other-contents"] = donor
    only = set(sys.argv[1:])
    for name, paper in made.items():
        if not only or name in only:
            (HERE / f"{name}.pdf").write_bytes(paper.data)


def twin(folder, signer, data):
    """A signature that names her certificate, and comes with another one of the same key."""
    cms = signer.cms(data, "-cades")
    hers = run("openssl", "x509", "-in", signer.certificate, "-outform", "DER").stdout
    assert hers in cms
    # One bit of its own signature, which nothing here checks but the digest that names it.
    changed = hers[:-1] + bytes([hers[-1] ^ 1])
    return cms.replace(hers, changed)


if __name__ == "__main__":
    main()
