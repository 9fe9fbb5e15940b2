//! Damaged files that were made of a photo: its sheet is cut out again, its words are read again.

use std::fs;
use std::path::Path;
use std::process::Command;

use expediente_tests::program;
use serde_json::Value;

use super::{made, pictures, store};

fn run(store: &Path, arguments: &[&str]) -> (i32, Value) {
    program::in_store(store, arguments.iter().copied())
}

/// What poppler sees of the dossier: its words, and the bytes of its pictures.
fn seen(store: &Path) -> (String, Vec<Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("out.pdf");
    let (code, said) = run(store, &["build", "m", "-o", pdf.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    let words = Command::new("pdftotext").arg(&pdf).arg("-").output();
    let images = folder.path().join("images");
    fs::create_dir(&images).unwrap();
    let done = Command::new("pdfimages")
        .arg("-all")
        .arg(&pdf)
        .arg(images.join("image"))
        .status();
    assert!(done.unwrap().success());
    let mut paths: Vec<_> = fs::read_dir(&images)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let words = String::from_utf8(words.unwrap().stdout).unwrap();
    (
        words,
        paths.iter().map(|path| fs::read(path).unwrap()).collect(),
    )
}

#[test]
fn what_was_made_of_a_photo_is_made_again() {
    let folder = made("make_photos.py", "damaged", &["1"]);
    let store = store(&pictures(&folder, "photo")[..1]);
    let store = store.path();
    for arguments in [&["ocr", "m"][..], &["straighten", "m", "--take-all"]] {
        let (code, said) = run(store, arguments);
        assert_eq!(code, 0, "{said}");
    }
    let before = seen(store);
    assert!(before.0.split_whitespace().count() > 20, "{before:?}");
    assert_eq!(before.1.len(), 1);
    let made = store.join("matters/m/derivatives");
    let files: Vec<_> = fs::read_dir(made)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 2, "the sheet and the words: {files:?}");
    let mut steps = Vec::new();
    for file in files {
        fs::write(&file, b"rotten").unwrap();
        assert_eq!(run(store, &["check"]).0, 1);
        let (code, said) = run(store, &["repair", "--yes"]);
        assert_eq!(
            (code, &said["report"]["whole"]),
            (0, &true.into()),
            "{said}"
        );
        let plan = said["plan"]["steps"].as_array().unwrap();
        let codes = plan.iter().map(|step| step["code"].as_str().unwrap());
        steps.extend(codes.map(str::to_owned));
        let (code, said) = run(store, &["ocr", "m"]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(seen(store), before, "{file:?}");
    }
    steps.sort();
    assert_eq!(steps, ["repair-paper", "repair-words"]);
}
