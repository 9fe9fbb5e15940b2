//! Office papers that are refused, and how.

use std::process::Command;

use expediente_tests::program;

use super::{add, codes, made, sentence, store};

/// Locked and damaged papers are told from each other, and given to no program.
#[test]
fn locked_and_damaged_papers_are_told() {
    let folder = made(9);
    let store = store();
    let report = add(store.path(), &folder.path().join("plain"));
    assert_eq!(report["received"], 1);
    for (name, code) in [
        ("cerrada.docx", "office-encrypted"),
        ("cerrada.odt", "office-encrypted"),
        ("cortada.docx", "office-damaged"),
    ] {
        assert_eq!(codes(&report, name), [code], "{name}");
    }
}

/// Without LibreOffice a letter is refused by name: its first words, and how to get the program.
#[test]
fn where_libreoffice_is_missing_it_is_said_how_to_get_it() {
    let folder = made(9);
    let store = store();
    // This computer without the folder of LibreOffice, to which the link in the PATH leads.
    let real = std::fs::canonicalize("/usr/bin/soffice").expect("LibreOffice is missing");
    let installed = real.parent().unwrap().parent().unwrap();
    let output = Command::new("bwrap")
        .args(["--dev-bind", "/", "/", "--tmpfs"])
        .arg(installed)
        .arg(program::path())
        .args(["add", "m", "--json", "--store"])
        .arg(store.path())
        .arg(folder.path().join("plain/carta.docx"))
        .output()
        .unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(codes(&report, "carta.docx"), ["office-missing"]);
    let sentence = sentence(&report, "carta.docx", "office-missing");
    for part in [
        "Word document",
        "“CARTA DE RECOMENDACIÓN / Yo, María Pérez",
        "apt install libreoffice",
    ] {
        assert!(sentence.contains(part), "{sentence}");
    }
}
