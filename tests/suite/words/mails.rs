//! Mails become pages, and what is attached to them papers.

use super::{add, digest, made, page, pages, papers, path, store};

/// The head of a mail is what Python's `email` reads; its text is there.
#[test]
fn a_mail_is_a_page() {
    let pages = pages(&path("mails"), &[]);
    let shown = page(&pages, "Cita 1 · carta.eml");
    let head = made().1["mail"]["head"].as_object().unwrap();
    assert_eq!(head.len(), 6);
    for (name, value) in head {
        let line = format!("{name}: {}", value.as_str().unwrap());
        assert!(shown.contains(&line), "{line}: {shown}");
    }
    assert!(
        shown.contains("Estimada señora: le mando la cédula."),
        "{shown}"
    );
    // Each attachment, with the SHA-256 by which it is known again, or that it is no page.
    let digest = made().1["mail"]["picture"].as_str().unwrap();
    let picture = format!("KB, SHA-256: {}…)", digest.get(..16).unwrap());
    for words in [
        "Attached: cédula ñ.jpg (",
        &picture,
        "Attached: winmail.dat (cannot be a page here)",
        "Attached: Adentro.eml (",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let web = page(&pages, "Web · web.eml");
    assert!(web.contains("Hola señora [https://x.org/p.png]"), "{web}");
    assert!(!web.contains("x()"), "{web}");
}

/// Attachments come behind their mail, with their bytes; a mail inside brings its own.
#[test]
fn attachments_are_papers() {
    let store = store();
    let report = add(store.path(), &path("mails"), &[]);
    let said: Vec<String> = papers(&report)
        .into_iter()
        .map(|(path, state, code)| format!("{path} {state} {code}").trim().to_owned())
        .collect();
    assert_eq!(
        said,
        [
            "carta.eml/winmail.dat refused mail-winmail",
            "carta.eml received",
            "carta.eml/cédula ñ.jpg received picture-small",
            "carta.eml/Adentro.eml received",
            "carta.eml/Adentro.eml/_/_/nota.txt received",
            "correos.mbox/0001 Correo 0.eml received",
            "correos.mbox/0002 Correo 1.eml received",
            "correos.mbox/0003 Correo 2.eml received",
            "web.eml received mail-from-html",
        ]
    );
    let read = &made().1["mail"];
    assert_eq!(digest(&report, "carta.eml/cédula ñ.jpg"), read["picture"]);
    let mails = read["box"].as_array().unwrap();
    for (at, mail) in mails.iter().enumerate() {
        let path = format!("correos.mbox/{:04} Correo {at}.eml", at + 1);
        assert_eq!(digest(&report, &path), *mail);
    }
}

/// Writes a mail into a folder.
fn write(folder: &std::path::Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text.replace('\n', "\r\n")).unwrap();
}

fn codes(report: &serde_json::Value, path: &str) -> Vec<String> {
    let papers = report["papers"].as_array().unwrap();
    let paper = papers.iter().find(|paper| paper["path"] == path);
    let paper = paper.unwrap_or_else(|| panic!("no {path}: {report}"));
    let findings = paper["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

/// What a mail hides, cuts or says twice is told, and all its words are there.
#[test]
fn nothing_of_a_mail_is_lost_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let head =
        "From: a@x.org\nDate: Mon, 4 Mar 2024 10:00:00 +0000\nSubject: s\nMIME-Version: 1.0\n";
    write(
        root,
        "citado.eml",
        &format!(
            "{head}Content-Type: multipart/mixed; boundary=\"=_P\"\n\n--=_P\nContent-Type: text/plain\n\n\
             antes\n> --=_P\nDESPUES\n--=_P--\n"
        ),
    );
    write(
        root,
        "cortado.eml",
        &format!(
            "{head}Content-Type: multipart/mixed; boundary=B\n\n--B\n\ncuerpo\n--B\n\
             Content-Type: image/jpeg; name=foto.jpg\nContent-Transfer-Encoding: base64\n\n/9j/4AAQSkZJRgABAQAAAQAB"
        ),
    );
    write(
        root,
        "dos.eml",
        "From: a@x.org\nFrom: otro@z.org\nSender: eva@y.org\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n\
         Date: Tue, 5 Mar 2024 10:00:00 +0000\nSubject: dos\n\nhola\n",
    );
    write(
        root,
        "web.eml",
        &format!(
            "{head}Content-Type: text/html; charset=utf-8\n\n<p>Visto <img src=\"cid:a\"></p>\
             <div style=\"display:none\">OCULTO</div><p style=\"color:#fff\">BLANCO</p>\n"
        ),
    );
    write(
        root,
        "cifrado.eml",
        &format!(
            "{head}Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\
                  Content-Transfer-Encoding: base64\n\nMIIBAAAA\n"
        ),
    );
    write(
        root,
        "Inbox",
        "From - Mon Mar  4 10:00:00 2024\nX-Mozilla-Status: 0001\nFrom: a@x.org\nSubject: queda\n\nsi\n\n\
         From - Mon Mar  4 10:01:00 2024\nX-Mozilla-Status: 0009\nFrom: a@x.org\nSubject: borrado\n\nno\n\n",
    );
    let store = store();
    let report = add(store.path(), root, &[]);
    for (path, expected) in [
        ("citado.eml", &[][..]),
        ("cortado.eml", &["mail-part-cut"]),
        ("dos.eml", &["mail-lines-twice", "mail-sender"]),
        (
            "web.eml",
            &[
                "mail-from-html",
                "mail-hidden",
                "mail-pale",
                "mail-pictures-missing",
            ],
        ),
        ("cifrado.eml", &["mail-locked"]),
        ("Inbox/0002 borrado.eml", &["mail-deleted"]),
        ("Inbox/0001 queda.eml", &[]),
    ] {
        assert_eq!(codes(&report, path), expected, "{path}");
    }
    let shown = super::program::in_store(store.path(), ["matter", "show", "m"]).1;
    let still = shown["still_to_get"].to_string();
    assert!(
        still.contains("cifrado.eml") && !still.contains("borrado"),
        "{still}"
    );
    let pages = pages(root, &[]);
    let quoted = page(&pages, "s · citado.eml");
    assert!(quoted.contains("antes > --=_P DESPUES"), "{quoted}");
    let cut = page(&pages, "s · cortado.eml");
    assert!(
        cut.contains("foto.jpg (") && !pages.concat().contains("/9j/4AAQ"),
        "{cut}"
    );
    let two = page(&pages, "dos · dos.eml");
    for line in [
        "From: a@x.org",
        "From: otro@z.org",
        "Sent by: eva@y.org",
        "5 Mar 2024",
    ] {
        assert!(two.contains(line), "{line}: {two}");
    }
    let web = page(&pages, "s · web.eml");
    assert!(web.contains("BLANCO") && !web.contains("OCULTO"), "{web}");
}

/// A web page that came with a mail is words; one of the user's is for a browser to print.
#[test]
fn a_web_page_that_is_attached_is_words() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(
        root,
        "a.eml",
        "From: a@x.org\nDate: Mon, 4 Mar 2024 10:00:00 +0000\nSubject: s\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=B\n\n--B\n\ncuerpo\n--B\nContent-Type: text/html; name=p.html\n\
         Content-Disposition: attachment; filename=p.html\n\n<html><body><p>Se&ntilde;ora <b>Ana</b></p></body></html>\n--B--\n",
    );
    std::fs::write(root.join("b.html"), "<html><body><p>x</p></body></html>").unwrap();
    let store = store();
    let report = add(store.path(), root, &[]);
    assert_eq!(codes(&report, "a.eml/p.html"), ["mail-from-html"]);
    assert_eq!(codes(&report, "b.html"), ["kind-web"]);
    let shown = page(&pages(root, &[]), "p.html (a.eml)");
    assert!(shown.contains("Señora Ana"), "{shown}");
}

/// Mails that old Outlook saves in a code page, or with their text as RTF alone (made after
/// MS-OXMSG, without Outlook), said that they have no text. What could not be read is told.
#[test]
fn what_is_lost_of_a_mail_of_outlook_is_told() {
    let folder = expediente_tests::root().join("tests/suite/words/outlook");
    for (name, is_text_lost, is_told) in [
        ("code-page-1252.msg", true, true),
        ("rtf-alone.msg", true, true),
        ("sender-1252.msg", false, true),
        ("unicode.msg", false, false),
    ] {
        let place = tempfile::tempdir().unwrap();
        std::fs::copy(folder.join(name), place.path().join(name)).unwrap();
        let shown = pages(place.path(), &[]).concat();
        assert!(!shown.contains("This mail has no text"), "{name}: {shown}");
        let unread = "The text of this mail could not be read here";
        assert_eq!(shown.contains(unread), is_text_lost, "{name}: {shown}");
        let store = store();
        let report = add(store.path(), place.path(), &[]).to_string();
        assert_eq!(report.contains("mail-unread"), is_told, "{name}: {report}");
    }
}
