//! PDFs as other programs write them, loosely: each is received and shown, and none of them stops
//! the dossier of all.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::dossier::Dossier;
use expediente_tests::{fixtures, judges, program};

/// A folder of made papers, empty at first.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("loose")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The words of a page as another program reads them.
fn words_of(out: &Path, page: usize, by_mupdf: bool) -> String {
    let page = page.to_string();
    let mut command = if by_mupdf {
        let mut command = Command::new("mutool");
        command
            .args(["draw", "-q", "-F", "txt"])
            .arg(out)
            .arg(&page);
        command
    } else {
        let mut command = Command::new("pdftotext");
        command
            .args(["-layout", "-f", &page, "-l", &page])
            .arg(out)
            .arg("-");
        command
    };
    String::from_utf8_lossy(&command.output().unwrap().stdout).into_owned()
}

/// One paper with a short name of a filter must not keep twenty others from the court.
#[test]
fn loose_papers_are_shown() {
    const UNREADABLE: &str = "pdf-content-unreadable";
    // What is told, for papers of which something is.
    let told = BTreeMap::from([
        ("cut", UNREADABLE),
        ("no stream", UNREADABLE),
        ("no XObject", UNREADABLE),
        ("hollow XObject", UNREADABLE),
        ("line with blanks", "pdf-rebuilt"),
        ("end misspelt", "pdf-rebuilt"),
        ("end missing", "pdf-rebuilt"),
        ("form with blanks", "pdf-rebuilt"),
        ("newer", "pdf-rebuilt"),
        ("lines", "pdf-form"),
        ("Cyrillic", "pdf-form"),
        ("Greek", "pdf-form"),
        ("upright without tree", "pdf-repaired"),
    ]);
    let made = folder("made");
    let script = expediente_tests::root().join("tests/oracles/make_loose.py");
    let status = Command::new("/usr/bin/python3")
        .arg(script)
        .arg(&made)
        .status()
        .unwrap();
    assert!(status.success());
    let dossier = Dossier::of(&made, &made.with_file_name("dossier"));
    judges::qpdf_is_content(&dossier.out);
    assert!(dossier.papers.len() >= 28, "{}", dossier.papers.len());
    let mut wrong = Vec::new();
    for file in dossier.papers.keys() {
        let name = file.strip_suffix(".pdf").unwrap();
        let mut codes = dossier.codes(file);
        if name == "Hebrew" {
            assert_eq!(codes, ["pdf-form", "pdf-field-without-appearance"]);
            codes.clear();
        }
        if dossier.state(file) != "received" || codes != Vec::from_iter(told.get(name).copied()) {
            wrong.push(format!("{name}: {}, {codes:?}", dossier.state(file)));
            continue;
        }
        let page = dossier.placed[file].first;
        for by_mupdf in [false, true] {
            let words = words_of(&dossier.out, page, by_mupdf);
            let second = ["form with blanks", "newer"].contains(&name);
            if !words.contains("HELLO PAPER") || (second && !words.contains("SECOND TEXT")) {
                wrong.push(format!("{name}, by MuPDF {by_mupdf}: {words:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Lines that were typed one below the other are not run together.
    let lines = words_of(&dossier.out, dossier.placed["lines.pdf"].first, false);
    let lines: Vec<&str> = lines.lines().map(str::trim).collect();
    for line in ["Calle Uno", "Barrio Dos", "Ciudad", "Tres"] {
        assert!(lines.contains(&line), "{line}: {lines:?}");
    }
    // What was typed in Kyiv or Athens is on the page; what no font has is told with its value.
    for (file, typed) in [
        ("Cyrillic.pdf", "Пётр Їжакевич 12, Kyiv"),
        ("Greek.pdf", "Γιώργος Ωμέγας"),
    ] {
        for by_mupdf in [false, true] {
            let words = words_of(&dossier.out, dossier.placed[file].first, by_mupdf);
            assert!(words.contains(typed), "{words}");
        }
    }
    let told = &dossier.papers["Hebrew.pdf"]["findings"][1]["message"];
    assert!(told.as_str().unwrap().contains("a: שלום"), "{told}");
    // `Rotate 0` of a page is its own, whatever the tree above says.
    let turn = |file: &str| {
        let page = dossier.placed[file].first.to_string();
        let output = Command::new("pdfinfo")
            .args(["-f", &page, "-l", &page])
            .arg(&dossier.out)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = text.lines().find(|line| line.contains(" rot:")).unwrap();
        line.rsplit(' ').next().unwrap().to_owned()
    };
    for (file, expected) in [
        ("upright.pdf", "0"),
        ("upright without tree.pdf", "0"),
        ("turned.pdf", "90"),
    ] {
        assert_eq!(turn(file), expected, "{file}");
    }
}

/// A password is what a person types; qpdf writes it as each kind of encryption wants it.
#[test]
fn passwords_with_accents_open() {
    let made = folder("locked");
    let plain = made.with_file_name("plain.pdf");
    fs::write(&plain, fixtures::pdf(&["Hello"])).unwrap();
    // The last is of letters with separate accents, which AES-256 wants joined.
    for (name, password, bits) in [
        ("r2", "niño", "40"),
        ("r3", "niño", "128"),
        ("r6", "niño", "256"),
        ("r6 joined", "ni\u{f1}o dos", "256"),
    ] {
        let status = Command::new("qpdf")
            .args([
                "--allow-weak-crypto",
                "--encrypt",
                password,
                "owner",
                bits,
                "--",
            ])
            .arg(&plain)
            .arg(made.join(format!("{name}.pdf")))
            .status()
            .unwrap();
        assert!(status.success());
    }
    let passwords = made.with_file_name("passwords.txt");
    // As Notepad writes it.
    fs::write(&passwords, "\u{feff}niño\r\nnin\u{303}o dos\r\n").unwrap();
    let out = made.with_file_name("locked.pdf");
    let report = program::build(
        &made,
        &out,
        &[
            "--lang",
            "en",
            "--password-file",
            passwords.to_str().unwrap(),
        ],
    );
    for paper in report["intake"]["papers"].as_array().unwrap() {
        let codes: Vec<&str> = paper["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["code"].as_str().unwrap())
            .collect();
        assert_eq!(
            (&paper["state"], codes),
            (&"received".into(), vec!["pdf-unlocked"]),
            "{paper}"
        );
    }
}

/// The page of a portfolio that says "open this in Acrobat" is no evidence.
#[test]
fn a_portfolio_is_refused_with_the_way_out() {
    let made = folder("portfolio");
    fs::write(made.join("plain.pdf"), fixtures::pdf(&["A paper"])).unwrap();
    let inner = made.with_file_name("inner.pdf");
    fs::write(&inner, fixtures::pdf(&["The paper inside"])).unwrap();
    let script = "import sys, pikepdf\n\
        pdf = pikepdf.open(sys.argv[1])\n\
        pdf.attachments['inner.pdf'] = pikepdf.AttachedFileSpec(pdf, open(sys.argv[2], 'rb').read(), filename='inner.pdf')\n\
        if sys.argv[4] == 'yes': pdf.Root.Collection = pikepdf.Dictionary(View=pikepdf.Name.D)\n\
        pdf.save(sys.argv[3])\n";
    for (name, collection) in [("portfolio", "yes"), ("attachment", "no")] {
        let status = Command::new("/usr/bin/python3")
            .args(["-c", script])
            .args([
                &made.join("plain.pdf"),
                &inner,
                &made.join(format!("{name}.pdf")),
            ])
            .arg(collection)
            .status()
            .unwrap();
        assert!(status.success());
    }
    let dossier = Dossier::of(&made, &made.with_file_name("of portfolio"));
    assert_eq!(dossier.state("portfolio.pdf"), "refused");
    assert_eq!(dossier.codes("portfolio.pdf"), ["pdf-portfolio"]);
    // A paper with a file in it is a paper.
    assert_eq!(dossier.state("attachment.pdf"), "received");
}
