//! Words that are read on pictures of pages: in the dossier, in searches, in the check before
//! filing. poppler and MuPDF say what is in the dossier; poppler draws the scans and tells whether
//! a page looks as before.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::{fixtures, judges, program};
use serde_json::Value;

const TEXT: &str = "Yo, Carmen Quintero Muñoz, titular de la cédula V-20.123.456, declaro lo \
    siguiente ante este tribunal.\n\nEl día 14 de febrero llegaron a mi casa tres hombres que \
    preguntaron por mi esposo y se llevaron los documentos de la familia.\n\nDespués acudí a la \
    fiscalía, donde no quisieron recibir la denuncia, y la abogada redactó una petición para el \
    defensor del pueblo.\n";

/// Runs a program that must succeed.
fn run(name: &str, arguments: &[&str]) {
    let output = Command::new(name).args(arguments).output().unwrap();
    assert!(output.status.success(), "{name}: {output:?}");
}

/// A page of the text as a scanner makes it: gray, 200 dots per inch, turned by so many degrees.
fn scan(folder: &Path, name: &str, turn: &str) -> PathBuf {
    scan_of(TEXT, folder, name, turn)
}

fn scan_of(text: &str, folder: &Path, name: &str, turn: &str) -> PathBuf {
    let place = tempfile::tempdir().unwrap();
    let papers = place.path().join("papers");
    fs::create_dir(&papers).unwrap();
    fs::write(papers.join("a.txt"), text).unwrap();
    let pdf = place.path().join("d.pdf");
    program::build(&papers, &pdf, &[]);
    let pages = judges::texts(&pdf);
    let at = pages.iter().position(|page| page.contains("tribunal"));
    let page = (at.unwrap() + 1).to_string();
    let drawn = place.path().join("page");
    let (pdf, drawn) = (pdf.to_str().unwrap(), drawn.to_str().unwrap());
    let which = ["-f", &page, "-l", &page];
    let how = ["-r", "200", "-gray", "-png", "-singlefile"];
    run("pdftoppm", &[&how[..], &which[..], &[pdf, drawn]].concat());
    let to = folder.join(name);
    let from = format!("{drawn}.png");
    run("convert", &[&from, "-rotate", turn, to.to_str().unwrap()]);
    to
}

/// A scan of the text as a PDF, on which something is printed.
fn scanned_pdf(text: &str, to: &Path, over: &str) {
    let place = tempfile::tempdir().unwrap();
    let picture = scan_of(text, place.path(), "a.jpg", "0");
    let told = Command::new("identify")
        .args(["-format", "%w %h %[channels]"])
        .arg(&picture)
        .output()
        .unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let mut told = told.split_whitespace();
    let mut side = || told.next().unwrap().parse().unwrap();
    let size = (side(), side(), "DeviceGray");
    assert_eq!(told.next(), Some("gray"));
    let pdf = fixtures::scan(&fs::read(&picture).unwrap(), size, over);
    fs::write(to, pdf).unwrap();
}

/// A store with these papers in the matter `m`.
fn store(papers: &[&Path]) -> tempfile::TempDir {
    store_for("plain", papers)
}

fn store_for(profile: &str, papers: &[&Path]) -> tempfile::TempDir {
    let store = tempfile::tempdir().unwrap();
    let new = ["matter", "new", "m", "--profile", profile];
    assert_eq!(program::in_store(store.path(), new).0, 0);
    for paper in papers {
        let added = program::in_store(store.path(), ["add", "m", paper.to_str().unwrap()]);
        assert_eq!(added.0, 0, "{}", added.1);
    }
    store
}

fn build(store: &Path, pdf: &Path) -> Value {
    let (code, said) = program::in_store(store, ["build", "m", "-o", pdf.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    said
}

fn words(text: &str) -> Vec<String> {
    let marks = |c: char| !c.is_alphanumeric();
    let words = text.split_whitespace().map(|word| word.trim_matches(marks));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How many of the words of the text are in another, of a hundred.
fn share(found: &str) -> usize {
    let found = words(found);
    let all = words(TEXT);
    all.iter().filter(|word| found.contains(word)).count() * 100 / all.len()
}

/// Every page as poppler draws it.
fn drawn(pdf: &Path) -> Vec<Vec<u8>> {
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("p");
    run(
        "pdftoppm",
        &["-r", "60", pdf.to_str().unwrap(), to.to_str().unwrap()],
    );
    let mut pages: Vec<PathBuf> = fs::read_dir(place.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.sort();
    pages.iter().map(|page| fs::read(page).unwrap()).collect()
}

fn mutool(pdf: &Path) -> String {
    let output = Command::new("mutool")
        .args(["draw", "-F", "txt"])
        .arg(pdf)
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The words of a scan can be searched and copied in the dossier, which looks as before, and is
/// proved. The originals stay as they are.
#[test]
fn the_words_of_a_scan_are_in_the_dossier() {
    let folder = tempfile::tempdir().unwrap();
    let upright = scan(folder.path(), "carta.png", "0");
    let store = store(&[&upright]);
    let (before, after) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    assert_eq!(build(store.path(), &before)["unread"], 1);
    assert!(share(&judges::texts(&before).concat()) < 20);

    let (code, report) = program::in_store(store.path(), ["ocr", "m", "--engine", "tesseract"]);
    assert_eq!(code, 0, "{report}");
    assert_eq!(
        (&report["done"], &report["with_words"]),
        (&1.into(), &1.into())
    );
    assert_eq!(report["after"]["unread"], 0);
    assert_eq!(build(store.path(), &after)["unread"], 0);

    let text = judges::texts(&after).concat();
    assert!(share(&text) >= 95, "{text}");
    let other = mutool(&after);
    assert!(share(&other) >= 95, "{other}");
    assert!(text.contains("lo siguiente ante este tribunal"), "{text}");
    judges::qpdf_is_content(&after);
    assert_eq!(drawn(&before), drawn(&after), "a page looks different");
    let verified = program::run(["verify", after.to_str().unwrap()]);
    assert_eq!(verified.code, 0, "{verified:?}");
    let (code, checked) = program::in_store(store.path(), ["check"]);
    assert_eq!(code, 0, "{checked}");

    // What was read is not read again.
    let (_, again) = program::in_store(store.path(), ["ocr", "m"]);
    assert_eq!(again["done"], 0);
}

/// A page that lies on its head has its words all the same; an empty one has none and is no
/// finding; the search finds them without accents and dots.
#[test]
fn words_are_found_however_the_page_lies() {
    let folder = tempfile::tempdir().unwrap();
    let turned = scan(folder.path(), "volteada.png", "180");
    let blank = folder.path().join("blanca.png");
    run(
        "convert",
        &["-size", "900x1200", "xc:white", blank.to_str().unwrap()],
    );
    let store = store(&[&turned, &blank]);
    let (code, report) = program::in_store(store.path(), ["ocr", "m", "--engine", "tesseract"]);
    assert_eq!(code, 0, "{report}");
    assert_eq!(
        (&report["done"], &report["with_words"]),
        (&2.into(), &1.into())
    );
    assert_eq!(report["after"]["unreadable"], 0);
    for (question, hits) in [
        ("peticion", 1),
        ("MUNOZ cédula", 1),
        ("20123456", 1),
        ("20.123.456", 1),
        ("defen", 1),
        ("fensor", 0),
        ("peticion inexistente", 0),
    ] {
        let mut arguments = vec!["search"];
        arguments.extend(question.split(' '));
        let (_, found) = program::in_store(store.path(), arguments);
        assert_eq!(found["total"], hits, "{question}: {found}");
    }
    let (_, found) = program::in_store(store.path(), ["search", "peticion", "--case", "m"]);
    let hit = &found["hits"][0];
    assert_eq!((&hit["page"], &hit["read"]), (&1.into(), &true.into()));
    assert!(
        hit["snippet"].as_str().unwrap().contains("petición"),
        "{hit}"
    );

    let pdf = folder.path().join("d.pdf");
    build(store.path(), &pdf);
    assert!(share(&mutool(&pdf)) >= 90, "{}", mutool(&pdf));
}

/// The engine that comes with the program reads without tesseract.
#[test]
fn the_shipped_engine_reads() {
    let folder = tempfile::tempdir().unwrap();
    let whole = scan(folder.path(), "whole.png", "0");
    let part = folder.path().join("parte.png");
    run(
        "convert",
        &[
            whole.to_str().unwrap(),
            "-trim",
            "+repage",
            "-bordercolor",
            "white",
            "-border",
            "40",
            part.to_str().unwrap(),
        ],
    );
    let store = store(&[&part]);
    let (code, report) = program::in_store(store.path(), ["ocr", "m", "--engine", "shipped"]);
    assert_eq!(code, 0, "{report}");
    assert_eq!(report["with_words"], 1, "{report}");
    let pdf = folder.path().join("d.pdf");
    build(store.path(), &pdf);
    // It joins words at times, so their letters are compared.
    let text: String = judges::texts(&pdf).concat().split_whitespace().collect();
    let all = words(TEXT);
    let found = all
        .iter()
        .filter(|word| text.contains(word.as_str()))
        .count();
    assert!(found * 100 >= all.len() * 95, "{text}");
}

/// An engine that is not there is said to be not there.
#[test]
fn an_unknown_engine_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let blank = folder.path().join("blanca.png");
    run(
        "convert",
        &["-size", "90x120", "xc:white", blank.to_str().unwrap()],
    );
    let store = store(&[&blank]);
    let (code, said) = program::in_store(store.path(), ["ocr", "m", "--engine", "none"]);
    assert_ne!(code, 0, "{said}");
}

/// The line that a court prints over each page is no text of the page: that is read, the line is
/// left as it is and is found too, and no word stands there twice.
#[test]
fn a_scan_with_a_line_of_the_court_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("carta.pdf");
    let line = "BT /F1 10 Tf 120 778 Td \
                (Case 1:26-cv-00417-ABC Document 12-3 Filed 11/02/26 Page 1 of 3) Tj ET";
    scanned_pdf(TEXT, &paper, line);
    let store = store(&[&paper]);
    let (before, after) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    assert_eq!(build(store.path(), &before)["unread"], 1);
    let (code, report) = program::in_store(store.path(), ["ocr", "m", "--engine", "tesseract"]);
    assert_eq!(code, 0, "{report}");
    assert_eq!(report["with_words"], 1);
    assert_eq!(build(store.path(), &after)["unread"], 0);
    let text = judges::texts(&after).concat();
    assert!(share(&text) >= 95, "{text}");
    for once in ["00417", "Document", "12-3", "11/02/26"] {
        assert_eq!(text.matches(once).count(), 1, "{once}: {text}");
    }
    assert_eq!(drawn(&before), drawn(&after), "a page looks different");
    let verified = program::run(["verify", after.to_str().unwrap()]);
    assert_eq!(verified.code, 0, "{verified:?}");
    for question in ["00417", "fiscalia", "00417 fiscalia"] {
        let mut arguments = vec!["search"];
        arguments.extend(question.split(' '));
        let (_, found) = program::in_store(store.path(), arguments);
        assert_eq!(found["total"], 1, "{question}: {found}");
    }
}

/// A scan that a scanner gave its words is not read once more, whatever else is printed on it.
#[test]
fn a_scan_with_words_of_its_own_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("carta.pdf");
    let layer = "BT 3 Tr /F1 12 Tf 72 700 Td (Yo, Carmen Quintero, titular de la) Tj \
                 0 -20 Td (cedula, declaro lo siguiente) Tj ET \
                 BT 0 Tr /F1 10 Tf 120 778 Td (Case 1:26-cv-00417) Tj ET";
    scanned_pdf(TEXT, &paper, layer);
    let store = store(&[&paper]);
    let (code, report) = program::in_store(store.path(), ["ocr", "m", "--engine", "tesseract"]);
    assert_eq!(code, 0, "{report}");
    assert_eq!(report["done"], 0, "{report}");
}

/// The codes of what the check before filing finds.
fn codes(store: &Path) -> Vec<String> {
    let (_, report) = program::in_store(store, ["preflight", "m"]);
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

/// What a court asks of a declaration, and numbers that it does not want to see (FRCP 5.2), are
/// found in scans after their words were read.
#[test]
fn the_check_reads_scans() {
    let declared = format!(
        "{TEXT}\nMi número de seguro social es 219-09-9999.\n\nDeclaro bajo pena de perjurio \
         según las leyes de los Estados Unidos de América que lo anterior es verdad.\n"
    );
    let folder = tempfile::tempdir().unwrap();
    for (profile, text, lacks) in [("us-district", &*declared, false), ("eoir", TEXT, true)] {
        let paper = scan_of(text, folder.path(), "declaracion.png", "0");
        let store = store_for(profile, &[&paper]);
        let kind = ["exhibit", "rename", "m", "A", "Declaration", "--kind"];
        let named = [&kind[..], &["declaration"]].concat();
        let (code, said) = program::in_store(store.path(), named);
        assert_eq!(code, 0, "{said}");
        let had = |codes: &[String], wanted: &str| codes.iter().any(|code| code == wanted);
        let before = codes(store.path());
        assert!(had(&before, "declaration-unread"), "{profile}: {before:?}");
        assert!(!had(&before, "identity-number"), "{profile}: {before:?}");
        let read = ["ocr", "m", "--engine", "tesseract"];
        assert_eq!(program::in_store(store.path(), read).0, 0);
        let after = codes(store.path());
        assert!(!had(&after, "declaration-unread"), "{profile}: {after:?}");
        assert_eq!(
            had(&after, "declaration-wording"),
            lacks,
            "{profile}: {after:?}"
        );
        assert_eq!(
            had(&after, "identity-number"),
            !lacks,
            "{profile}: {after:?}"
        );
    }
}
