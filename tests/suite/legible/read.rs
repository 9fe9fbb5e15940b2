//! Words of photographed papers are read on the paper, not askew on the photo.

use std::collections::BTreeSet;
use std::path::Path;

use expediente_tests::{judges, program};
use serde_json::Value;

use super::{made, store};

fn run(store: &Path, arguments: &[&str]) -> Value {
    let (code, said) = program::in_store(store, arguments.iter().copied());
    assert!(matches!(code, 0 | 6), "{arguments:?}: {said}");
    said
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.chars().count() > 3)
        .map(str::to_lowercase)
        .collect()
}

/// How many of the printed words poppler finds in a dossier, in percent.
fn found(store: &Path, printed: &BTreeSet<String>) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("d.pdf");
    run(store, &["build", "m", "-o", pdf.to_str().unwrap()]);
    let there = words(&judges::texts(&pdf).concat());
    printed.intersection(&there).count() * 100 / printed.len()
}

/// A certificate on a table: its words are found, on the photo and on the sheet that is cut out of
/// it; the court that does not read Spanish needs a translation; its title is what it says.
#[test]
fn a_photographed_certificate_is_read() {
    let folder = made("make_certificate.py", "certificate", &[]);
    let truth = std::fs::read(folder.join("truth.json")).unwrap();
    let truth: Vec<String> = serde_json::from_slice(&truth).unwrap();
    let printed = words(&truth.join(" "));
    let store = store(&[folder.join("IMG_2041.jpg")]);
    let store = store.path();
    run(store, &["ocr", "m"]);
    let question = "partida nacimiento quintero presentante domicilio convenientes";
    let hits = run(store, &["search", question, "--case", "m"]);
    assert_eq!(hits["total"], 1, "{hits}");
    run(store, &["straighten", "m", "--take-all"]);
    let hits = run(store, &["search", question, "--case", "m"]);
    assert_eq!(hits["total"], 1, "{hits}");
    // It was read with these corners.
    let again = run(store, &["ocr", "m"]);
    assert_eq!(again["done"], 0, "{again}");
    let on_sheet = found(store, &printed);
    assert!(on_sheet >= 90, "{on_sheet} of a hundred words");
    // Moved corners: it is read again.
    let moved = "1500,2000 7700,1200 8900,8300 2100,9000";
    run(
        store,
        &["straighten", "m", "--take", "A", "--corners", moved],
    );
    assert_eq!(run(store, &["ocr", "m"])["done"], 1);
    run(
        store,
        &["matter", "set", "m", "--profile", "eoir", "--lang", "en"],
    );
    let report = run(store, &["preflight", "m"]);
    let codes = report["findings"].to_string();
    assert!(codes.contains("language-seen"), "{codes}");
    let proposed = run(store, &["suggestions", "m"]).to_string();
    assert!(proposed.contains("Partida de nacimiento"), "{proposed}");
    assert!(!proposed.contains("\"photo\""), "{proposed}");
    // What somebody calls a photograph is not cut out to the paper on it.
    let sheets = |store| {
        run(store, &["straighten", "m"])["sheets"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(sheets(store), 1);
    run(store, &["straighten", "m", "--leave", "A"]);
    run(store, &["undo", "m"]);
    run(store, &["undo", "m"]);
    run(
        store,
        &[
            "exhibit",
            "rename",
            "m",
            "A",
            "Con su partida",
            "--kind",
            "photo",
        ],
    );
    assert_eq!(sheets(store), 0);
}

/// What is read on a photo that is as good as black is chance, and is proposed for nothing; nobody
/// has said what it is, which the check tells.
#[test]
fn nothing_is_proposed_of_what_cannot_be_read() {
    let folder = made("make_certificate.py", "certificate-dark", &[]);
    let dark = folder.join("IMG_2042.jpg");
    let made = std::process::Command::new("convert")
        .arg(folder.join("IMG_2041.jpg"))
        .args(["-evaluate", "multiply", "0.1"])
        .arg(&dark)
        .status();
    assert!(made.unwrap().success());
    let store = store(&[dark]);
    let store = store.path();
    let (_, told) = expediente_tests::program::in_store(store, ["preflight", "m"]);
    let codes = told["findings"].to_string();
    for code in ["picture-dark", "title-missing"] {
        assert!(codes.contains(code), "{code}: {codes}");
    }
    run(store, &["ocr", "m"]);
    let proposed = run(store, &["suggestions", "m"]).to_string();
    assert!(!proposed.contains("\"field\":\"title\""), "{proposed}");
}

/// A petition has names by hand that nobody can be sure of; its printed title is sure all the same.
#[test]
fn the_title_of_a_petition_is_sure_beside_names_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("Scan_0002.jpg");
    let sheet = "03 - Petición de vecinos/2 - Hoja 3.jpg";
    std::fs::copy(expediente_tests::sample().join(sheet), &scan).unwrap();
    let store = store(&[scan]);
    run(store.path(), &["ocr", "m"]);
    let proposed = run(store.path(), &["suggestions", "m"]).to_string();
    assert!(
        proposed.contains("Petición de vecinos y vecinas"),
        "{proposed}"
    );
}
