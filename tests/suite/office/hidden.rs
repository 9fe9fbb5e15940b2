//! What is in an Office paper and not on its pages is said.

use std::fs;
use std::process::Command;

use expediente_tests::{judges, program};
use serde_json::json;

use super::{add, codes, made, own_export, paper, pdf, sentence, store, words};

/// The pages say what LibreOffice's own export says, the original stays as it is, and made again on
/// the same day they are the same file.
#[test]
fn a_letter_has_the_words_of_its_own_program() {
    let folder = made(9);
    let letter = folder.path().join("plain/carta.docx");
    let (one, other) = (store(), store());
    let report = add(one.path(), &letter);
    assert_eq!(codes(&report, "carta.docx"), ["office-pages"]);
    let (file, made) = pdf(one.path(), &report, "carta.docx");
    let out = tempfile::tempdir().unwrap();
    let own = own_export(&letter, out.path());
    assert_eq!(words(&file), words(&own));
    assert!(words(&file).contains("María Pérez"));
    judges::qpdf_is_content(&file);
    let digest = paper(&report, "carta.docx")["sha256"].as_str().unwrap();
    let kept = one.path().join("matters/m/originals").join(digest);
    assert_eq!(fs::read(kept).unwrap(), fs::read(&letter).unwrap());
    let again = add(other.path(), &letter);
    assert_eq!(pdf(other.path(), &again, "carta.docx").1, made);
}

/// Tracked changes, comments, hidden words, sheets, rows and columns, and fields that show a day.
#[test]
fn what_is_not_printed_is_said() {
    let folder = made(9);
    let store = store();
    let report = add(store.path(), &folder.path().join("hidden"));
    let said = |name: &str, code: &str, expected: &[&str]| {
        let sentence = sentence(&report, name, code);
        for word in expected {
            assert!(sentence.contains(word), "{name} {code}: {sentence}");
        }
    };
    for name in ["cambios.docx", "cambios.rtf", "cambios.fodt"] {
        let count = if name == "cambios.fodt" { "(1)" } else { "(2)" };
        said(name, "office-changes", &[count, "“QUITADO”"]);
        said(name, "office-comments", &["(1)"]);
        said(name, "office-hidden", &["“ESCONDIDO”"]);
        let page = words(&pdf(store.path(), &report, name).0);
        assert!(page.contains("Antes"), "{name}");
        assert!(
            !page.contains("ESCONDIDO") && !page.contains("COMENTARIO"),
            "{name}: {page}"
        );
    }
    // The pages show the changes as marks, which the sentence says.
    let page = words(&pdf(store.path(), &report, "cambios.docx").0);
    assert!(
        page.contains("AGREGADO") && page.contains("QUITADO"),
        "{page}"
    );
    said("cambios.docx", "office-fields", &["(1)"]);
    let findings = paper(&report, "ancha.xlsx")["findings"].to_string();
    for part in [
        "hidden sheets: Secreta",
        "hidden rows: 1",
        "hidden columns: 2",
        "47 %",
    ] {
        assert!(findings.contains(part), "{part}: {findings}");
    }
    // All columns are on one page, none is cut off, and nothing that is hidden is there.
    let (sheet, _) = pdf(store.path(), &report, "ancha.xlsx");
    assert_eq!(judges::pdfinfo(&sheet, "Pages"), "1");
    let shown = words(&sheet);
    for column in (0..24).filter(|column| !(2..4).contains(column)) {
        assert!(
            shown.contains(&format!("c30-{column}")),
            "{column}: {shown}"
        );
    }
    assert!(!shown.contains("OCULTA") && !shown.contains("NADIE"));
}

/// Words and numbers that are in a paper and that its pages cut, with the cell where they are.
#[test]
fn what_the_pages_cut_is_said() {
    let folder = made(9);
    let store = store();
    let from = tempfile::tempdir().unwrap();
    for name in ["estrecha.xlsx", "cortada.docx", "seccion.fodt"] {
        fs::copy(
            folder.path().join("hidden").join(name),
            from.path().join(name),
        )
        .unwrap();
    }
    let report = add(store.path(), from.path());
    for (name, code, words) in [
        (
            "estrecha.xlsx",
            "office-not-shown",
            "Pagos!A1: 1,234,567.25",
        ),
        ("estrecha.xlsx", "office-not-shown", "CORTADA"),
        ("estrecha.xlsx", "office-not-shown", "Pagos!A9: FUERA"),
        ("estrecha.xlsx", "office-hidden", "Pagos!A2: SECRETO"),
        ("estrecha.xlsx", "office-volatile", "Pagos!A4"),
        ("estrecha.xlsx", "office-values-differ", "Pagos!B5: 99 (5)"),
        // LibreOffice writes what a row covers, and nobody sees it.
        ("cortada.docx", "pdf-words-outside", "TAPADA"),
        ("cortada.docx", "office-chunks", "(1)"),
        ("cortada.docx", "office-file-name", "(1)"),
        ("seccion.fodt", "office-hidden", "SECCION"),
    ] {
        let said = sentence(&report, name, code);
        assert!(said.contains(words), "{name} {code}: {said}");
    }
    // The pages do not have them, as poppler reads them.
    let sheet = super::words(&pdf(store.path(), &report, "estrecha.xlsx").0);
    for lost in ["1,234,567.25", "CORTADA", "FUERA", "SECRETO"] {
        assert!(!sheet.contains(lost), "{lost}: {sheet}");
    }
    assert!(sheet.contains("###"), "{sheet}");
    // They have the value that the paper has, and not the one that LibreOffice calculates.
    assert!(sheet.split_whitespace().any(|word| word == "99"), "{sheet}");
    assert!(!sheet.split_whitespace().any(|word| word == "5"), "{sheet}");
    // The name in a field is not a word that is lost, nor are cells that touch others.
    assert!(!codes(&report, "cortada.docx").contains(&"office-not-shown".to_owned()));
    let lost = sentence(&report, "estrecha.xlsx", "office-not-shown");
    assert!(!lost.contains("B3") && !lost.contains("B5"), "{lost}");
}

/// Papers before 2007, of which only LibreOffice reads the streams.
#[test]
fn old_papers_come_in() {
    let folder = made(9);
    let old = tempfile::tempdir().unwrap();
    for (from, to) in [
        ("hidden/cambios.docx", "doc"),
        ("hidden/ancha.xlsx", "xls"),
        ("hostile/a.odp", "ppt"),
    ] {
        let status = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}/profile",
                folder.path().display()
            ))
            .args(["--headless", "--convert-to", to, "--outdir"])
            .arg(old.path())
            .arg(folder.path().join(from))
            .output()
            .unwrap();
        assert!(status.status.success());
    }
    let store = store();
    let report = add(store.path(), old.path());
    assert_eq!(report["received"], 3, "{report}");
    assert!(sentence(&report, "cambios.doc", "office-changes").contains("“QUITADO”"));
    assert!(sentence(&report, "cambios.doc", "office-hidden").contains("ESCONDIDO"));
    assert!(!codes(&report, "cambios.doc").contains(&"office-macros".to_owned()));
    assert!(sentence(&report, "ancha.xls", "office-hidden").contains("Secreta"));
    assert_eq!(
        judges::pdfinfo(&pdf(store.path(), &report, "ancha.xls").0, "Pages"),
        "1"
    );
    assert!(words(&pdf(store.path(), &report, "a.ppt").0).contains("Lamina"));
}

/// The day on which a letter is opened is not asked as the day of the letter; one that was typed is.
#[test]
fn the_day_of_a_field_is_not_the_day_of_the_letter() {
    let folder = made(9);
    for (name, day) in [("hoy", None), ("fija", Some("2008-11-25"))] {
        let store = store();
        let letter = folder.path().join(format!("dated/{name}.docx"));
        let report = add(store.path(), &letter);
        let (file, _) = pdf(store.path(), &report, &format!("{name}.docx"));
        assert_eq!(words(&file).contains("noviembre de 2008"), day.is_some());
        let (_, said) = program::in_store(store.path(), ["suggestions", "m"]);
        let asked = said["suggestions"].as_array().unwrap().iter();
        let mut dates = asked.filter(|one| one["field"] == "date");
        let date = dates.next().map(|one| &one["values"]);
        assert_eq!(date, day.map(|day| json!([day])).as_ref(), "{name}: {said}");
    }
}
