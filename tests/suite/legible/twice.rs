//! The same paper that came in twice: sent again through WhatsApp, and photographed again.

use std::path::Path;
use std::process::Command;

use expediente_tests::program;
use serde_json::Value;

use super::{made, pictures, store};

fn twins(store: &Path) -> Vec<(String, String, String)> {
    let (code, report) = program::in_store(store, ["preflight", "m"]);
    assert!([0, 6].contains(&code), "{report}");
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    let told = findings
        .filter(|one| one["code"] == "same-paper-twice")
        .map(|one| {
            let twins = one["twins"].as_array().unwrap();
            assert_eq!(twins.len(), 2);
            (
                text(&twins[0], "name"),
                text(&twins[1], "name"),
                text(one, "name"),
            )
        });
    told.collect()
}

/// A photo that was made smaller and pressed, as WhatsApp does it, is found among others; the
/// larger one is proposed, and only what somebody says is taken out.
#[test]
fn a_photo_that_was_sent_again_is_found() {
    let folder = made("make_photos.py", "twice", &["6"]);
    let mut photos = pictures(&folder, "photo");
    let small = folder.join("IMG-20260102-WA0003.jpg");
    let made = Command::new("convert")
        .arg(&photos[2])
        .args(["-resize", "1000x1000", "-strip", "-quality", "60"])
        .arg(&small)
        .status();
    assert!(made.unwrap().success());
    photos.push(small);
    let store = store(&photos);
    let store = store.path();
    let found = twins(store);
    assert_eq!(found.len(), 1, "{found:?}");
    let (better, worse, id) = &found[0];
    assert_eq!(
        (better.as_str(), worse.as_str()),
        ("photo-002.jpg", "IMG-20260102-WA0003.jpg")
    );
    let count = || {
        let (_, said) = program::in_store(store, ["matter", "show", "m"]);
        said["exhibits"].as_array().unwrap().len()
    };
    assert_eq!(count(), 7);
    let (_, mended) = program::in_store(store, ["preflight", "m", "--mend", id]);
    assert!(
        mended["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["code"] != "same-paper-twice")
    );
    assert_eq!(count(), 6);
    program::in_store(store, ["undo", "m"]);
    assert_eq!(count(), 7);
}

/// Once they are read, forms of one office that say something else are not taken for one paper, and
/// two photos of one paper from different sides are.
#[test]
fn what_papers_say_decides() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str, person: &str, number: &str, more: &[&str]| {
        let to = folder.path().join(name);
        let text = format!(
            "CONSTANCIA DE RESIDENCIA\n\nQuien suscribe hace constar\nque {person},\ncédula de \
             identidad {number},\nreside en esta parroquia desde hace\nquince años, y es persona de \
             trabajo\ny buena conducta según los libros\nque lleva esta oficina municipal."
        );
        let made = Command::new("convert")
            .args(["-size", "1275x1650", "xc:white", "-font"])
            .arg(expediente_tests::root().join("assets/fonts/ExpedienteSerif-Regular.ttf"))
            .args([
                "-pointsize",
                "44",
                "-fill",
                "black",
                "-annotate",
                "+150+260",
                &text,
            ])
            .args(more)
            .arg(&to)
            .status();
        assert!(made.unwrap().success());
        to
    };
    let tilted = [
        "-background",
        "gray40",
        "-rotate",
        "3",
        "-resize",
        "88%",
        "-quality",
        "70",
    ];
    let papers = [
        make("Carmen.png", "Carmen Rosa Muñoz", "V-20.123.456", &[]),
        make("Pedro.png", "Pedro Luis Araque", "V-11.987.604", &[]),
        make(
            "Carmen otra vez.jpg",
            "Carmen Rosa Muñoz",
            "V-20.123.456",
            &tilted,
        ),
    ];
    let store = store(&papers);
    let (code, read) = program::in_store(store.path(), ["ocr", "m"]);
    assert_eq!(code, 0, "{read}");
    let found = twins(store.path());
    let names: Vec<(&str, &str)> = found
        .iter()
        .map(|(one, other, _)| (one.as_str(), other.as_str()))
        .collect();
    assert_eq!(names, [("Carmen.png", "Carmen otra vez.jpg")]);
}
