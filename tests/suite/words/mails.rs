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
    assert!(
        shown.contains("Attached: cédula ñ.jpg, winmail.dat, Adentro.eml"),
        "{shown}"
    );
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
            "carta.eml/cédula ñ.jpg received",
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
