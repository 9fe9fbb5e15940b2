//! Where papers are on photos. The scripts that put them there know.

use std::collections::BTreeMap;
use std::path::PathBuf;

use expediente_tests::program;
use serde_json::Value;

use super::{all, made, pictures, store};

/// The corners that are offered, by the name of the photo, in parts of its sides.
fn offered(photos: &[PathBuf]) -> BTreeMap<String, Vec<(f64, f64)>> {
    let store = store(photos);
    let (code, said) = program::in_store(store.path(), ["straighten", "m"]);
    assert_eq!(code, 0, "{said}");
    let mut papers = BTreeMap::new();
    for (name, digest) in names(photos) {
        papers.insert(digest, name);
    }
    let part = |value: &Value| value.as_f64().unwrap() / 10_000.0;
    let one = |sheet: &Value| {
        let corners = sheet["corners"].as_array().unwrap();
        let corners = corners.iter().map(|xy| (part(&xy[0]), part(&xy[1])));
        (
            papers[sheet["sha256"].as_str().unwrap()].clone(),
            corners.collect(),
        )
    };
    said["sheets"].as_array().unwrap().iter().map(one).collect()
}

fn names(photos: &[PathBuf]) -> Vec<(String, String)> {
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let of = |path| (name(path), program::sha256(&std::fs::read(path).unwrap()));
    photos.iter().map(of).collect()
}

/// Of papers on thirty backgrounds, at an angle, in shadow and held by a finger, nine of ten are
/// found, with corners within one in a hundred of the diagonal.
#[test]
fn papers_are_found_where_they_lie() {
    let count = if all() { 300 } else { 10 };
    let folder = made("make_photos.py", "papers", &[&count.to_string()]);
    let photos = pictures(&folder, "photo");
    let truth = std::fs::read(folder.join("truth.json")).unwrap();
    let truth: Value = serde_json::from_slice(&truth).unwrap();
    let found = offered(&photos);
    let (mut right, mut errors) = (0, Vec::new());
    for (name, of) in truth.as_object().unwrap() {
        let number = |value: &Value| value.as_f64().unwrap();
        let (width, height) = (number(&of["size"][0]), number(&of["size"][1]));
        let diagonal = width.hypot(height);
        let Some(corners) = found.get(name) else {
            errors.push(format!("{name}: not found"));
            continue;
        };
        let wanted = of["corners"].as_array().unwrap().iter();
        let wanted: Vec<(f64, f64)> = wanted.map(|xy| (number(&xy[0]), number(&xy[1]))).collect();
        // Whichever corner is called the first: what lies on its side is turned later.
        let off = |by: usize| {
            let pairs = corners.iter().cycle().skip(by).zip(&wanted);
            let far = pairs.map(|((x, y), (u, v))| (x * width - u).hypot(y * height - v));
            far.fold(0.0, f64::max) / diagonal
        };
        let error = (0..4).map(off).fold(f64::MAX, f64::min);
        if error <= 0.01 {
            right += 1;
        } else {
            errors.push(format!("{name}: {:.1} %", error * 100.0));
        }
    }
    eprintln!("{right} of {count} right");
    assert!(right * 10 >= count * 9, "{right} of {count}: {errors:#?}");
}

/// Where there is no paper, none is offered.
#[test]
fn what_is_no_paper_is_not_offered() {
    let count = if all() { 60 } else { 6 };
    let folder = made(
        "make_photos.py",
        "nothing",
        &[&count.to_string(), "--nothing"],
    );
    let mut photos = pictures(&folder, "photo");
    let sample = expediente_tests::sample().join("04 - Fotos de su trabajo");
    for entry in std::fs::read_dir(sample).unwrap() {
        photos.push(entry.unwrap().path());
    }
    let found = offered(&photos);
    eprintln!("{} of {} offered", found.len(), photos.len());
    assert!(found.len() * 50 <= photos.len(), "{found:?}");
}

/// Of two sheets none is cut out, which would lose the other; and none that runs off the photo,
/// whose corners are not on it.
#[test]
fn what_would_be_lost_is_not_offered() {
    for mode in ["--two", "--off"] {
        let count = if all() { 60 } else { 6 };
        let folder = made("make_photos.py", mode, &[&count.to_string(), mode]);
        let photos = pictures(&folder, "photo");
        let found = offered(&photos);
        eprintln!("{mode}: {} of {count} offered", found.len());
        assert!(found.len() * 50 <= count, "{mode}: {found:?}");
    }
}
