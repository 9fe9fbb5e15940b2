//! Goldens of the front matter: every cover, table and slip sheet, as text and as a picture, in
//! both languages.
//!
//! `make goldens` rewrites them; look at them before you commit them.

use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::{copy_folder, program, root, sample};

/// Compares a text with its golden, or writes it.
fn check_text(name: &str, found: &str) {
    let path = root().join("tests/ref").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        found, expected,
        "{name} is not its golden; look at it, then `make goldens`"
    );
}

/// Compares a page with its golden picture; versions of poppler differ in a few gray pixels at the
/// edges of letters.
fn check_picture(name: &str, pdf: &Path, page: usize) {
    let path = root().join("tests/ref").join(format!("{name}.pgm"));
    let page = page.to_string();
    let output = Command::new("pdftoppm")
        .args(["-gray", "-r", "30", "-f", &page, "-l", &page])
        .arg(pdf)
        .output()
        .unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &output.stdout).unwrap();
    }
    let expected = std::fs::read(&path).unwrap_or_default();
    assert_eq!(
        output.stdout.len(),
        expected.len(),
        "{name} has another size than its golden"
    );
    let off: u64 = output
        .stdout
        .iter()
        .zip(&expected)
        .map(|(a, b)| u64::from(a.abs_diff(*b)))
        .sum();
    let mean = off as f64 / expected.len() as f64;
    assert!(
        mean < 1.0,
        "{name} page_facts otherwise than its golden ({mean:.2}); look at it, then `make goldens`"
    );
}

fn text_of(pdf: &Path, page: usize) -> String {
    let page = page.to_string();
    let output = Command::new("pdftotext")
        .args(["-layout", "-f", &page, "-l", &page])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).replace('\u{c}', "");
    text.lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// The sample case in a language.
fn case(lang: &str, place: &Path) -> PathBuf {
    let folder = place.join(lang);
    copy_folder(&sample(), &folder);
    if lang == "en" {
        std::fs::copy(
            sample().join("../dossier.en.toml"),
            folder.join("dossier.toml"),
        )
        .unwrap();
    }
    folder
}

/// Its dossier for a court; the papers come in for the first one only.
fn build(folder: &Path, lang: &str, profile: &str) -> PathBuf {
    let (store, out) = (
        folder.with_extension("store"),
        folder.with_extension(format!("{profile}.pdf")),
    );
    let store = store.to_str().unwrap();
    let how = ["--lang", lang, "--profile", profile, "--store", store];
    program::build(folder, &out, &how);
    out
}

/// The front matter is what a judge sees first: no change in it goes unnoticed.
#[test]
fn goldens_of_the_front_matter() {
    let place = tempfile::tempdir().unwrap();
    for lang in ["en", "es"] {
        let folder = case(lang, place.path());
        for profile in expediente_app::PROFILES {
            let pdf = build(&folder, lang, profile);
            // The paper before the cover is page 1. One table and slip sheet of each form: with
            // letters, with dates, and the plain divider.
            let parts = match profile {
                "eoir" => vec![("cover", 2), ("table", 3), ("slip", 13)],
                "uk-courts" => vec![("cover", 2), ("table", 3)],
                "uscis-online" => vec![("cover", 2), ("slip", 13)],
                _ => vec![("cover", 2)],
            };
            for (part, page) in parts {
                let name = format!("{profile}-{lang}-{part}");
                check_text(&format!("{name}.txt"), &text_of(&pdf, page));
                check_picture(&name, &pdf, page);
            }
        }
    }
}
