//! Straightened papers in a dossier, and back: poppler and ImageMagick look at the pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::program;
use serde_json::Value;

use super::{made, pictures, store};

fn run(store: &Path, arguments: &[&str]) -> Value {
    let (code, said) = program::in_store(store, arguments.iter().copied());
    assert_eq!(code, 0, "{arguments:?}: {said}");
    said
}

fn built(store: &Path, to: &Path) -> Vec<String> {
    run(store, &["build", "m", "-o", to.to_str().unwrap()]);
    let output = Command::new("pdfimages")
        .arg("-list")
        .arg(to)
        .output()
        .unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    // Page, number, type, width, height.
    let rows = list.lines().skip(2).map(|row| {
        let cells: Vec<&str> = row.split_whitespace().collect();
        format!("{}x{} {} {}", cells[3], cells[4], cells[12], cells[13])
    });
    rows.collect()
}

fn one_photo() -> (tempfile::TempDir, PathBuf) {
    let folder = made("make_photos.py", "one", &["1"]);
    let photo = pictures(&folder, "photo").remove(0);
    (store(std::slice::from_ref(&photo)), photo)
}

/// A photo of a paper is offered, taken, built and proved; undo and leaving it bring the photo
/// back. The original stays byte for byte.
#[test]
fn a_photo_becomes_a_straight_paper_and_a_photo_again() {
    let (store, photo) = one_photo();
    let store = store.path();
    let place = tempfile::tempdir().unwrap();
    let pdf = |name: &str| place.path().join(name);
    let before = built(store, &pdf("before.pdf"));
    let sheets = run(store, &["straighten", "m"]);
    assert_eq!(sheets["sheets"][0]["straightened"], false);
    let taken = run(store, &["straighten", "m", "--take-all"]);
    assert_eq!(taken["sheets"][0]["straightened"], true);
    assert_eq!(taken["sheets"][0]["shape"], "letter");
    let after = built(store, &pdf("after.pdf"));
    assert_eq!((before.len(), after.len()), (1, 1));
    assert_ne!(before, after);
    let size: Vec<f64> = after[0]
        .split([' ', 'x'])
        .take(2)
        .map(|side| side.parse().unwrap())
        .collect();
    assert!((size[1] / size[0] - 279.4 / 215.9).abs() < 0.01, "{size:?}");
    let verified = program::run(["verify", pdf("after.pdf").to_str().unwrap()]);
    assert_eq!(verified.code, 0, "{verified:?}");
    // The original is the photo, and the sheet says how it was made.
    let export = place.path().join("case");
    run(store, &["undo", "m"]);
    assert_eq!(built(store, &pdf("undone.pdf")), before);
    run(store, &["redo", "m"]);
    assert_eq!(built(store, &pdf("redone.pdf")), after);
    run(store, &["export", "m", export.to_str().unwrap()]);
    let bytes = fs::read(&photo).unwrap();
    let kept = program::sha256(&bytes);
    let original = store
        .join("matters")
        .join("m")
        .join("originals")
        .join(&kept);
    assert_eq!(fs::read(original).unwrap(), bytes);
    let left = run(store, &["straighten", "m", "--leave-all"]);
    assert_eq!(left["sheets"].as_array().unwrap().len(), 0);
    assert_eq!(built(store, &pdf("left.pdf")), before);
    assert_eq!(
        program::run(["check", "--store", store.to_str().unwrap()]).code,
        0
    );
}
