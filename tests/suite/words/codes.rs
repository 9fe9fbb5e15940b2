//! Codes for machines on certificates and cards. `qrencode` 4.1.1 made the squares and zxing-cpp
//! 3.1 the stripes, one pixel a module; ImageMagick makes pages of them.

use std::path::Path;
use std::process::Command;

use expediente_tests::program;
use serde_json::Value;

/// A page of letter paper at 150 dots per inch, with codes that other programs made, each enlarged
/// so many times across and down and put at a place.
fn page(folder: &Path, name: &str, codes: &[(&str, &str, &str)], more: &[&str]) {
    let made = expediente_tests::root().join("tests/suite/words/codes");
    let mut command = Command::new("convert");
    command.args(["-size", "1275x1650", "xc:white"]);
    for (code, scale, place) in codes {
        command.arg("(").arg(made.join(code));
        command.args(["-filter", "point", "-resize", scale, ")"]);
        command.args(["-geometry", place, "-composite"]);
    }
    let picture = folder.join(name);
    let output = command.args(more).arg(&picture).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// What the codes on the pages of a folder's papers say, page by page.
fn codes(folder: &Path) -> Value {
    let store = tempfile::tempdir().unwrap();
    let made = program::in_store(store.path(), ["matter", "new", "m", "--profile", "plain"]);
    assert_eq!(made.0, 0, "{}", made.1);
    let added = program::in_store(store.path(), ["add", "m", folder.to_str().unwrap()]);
    assert_eq!(added.0, 0, "{}", added.1);
    let (code, report) = program::in_store(store.path(), ["ocr", "m"]);
    assert_eq!(code, 0, "{report}");
    assert_eq!(report["after"]["uncoded"], 0);
    let mut found: Vec<(String, u64, String)> = Vec::new();
    for paper in report["after"]["papers"].as_array().unwrap() {
        for code in paper["codes"].as_array().unwrap() {
            for part in code["place"].as_array().unwrap() {
                assert!((0.0..=1.0).contains(&part.as_f64().unwrap()), "{code}");
            }
            found.push((
                code["kind"].as_str().unwrap().to_owned(),
                code["page"].as_u64().unwrap(),
                code["text"].as_str().unwrap().to_owned(),
            ));
        }
    }
    found.sort();
    assert_eq!(report["codes"], found.len());
    // A second run finds nothing new.
    let (_, again) = program::in_store(store.path(), ["ocr", "m"]);
    assert_eq!((&again["codes"], &again["done"]), (&0.into(), &0.into()));
    serde_json::to_value(found).unwrap()
}

const ADDRESS: &str = "https://tramites.saren.gob.ve/verificar?c=AB12-9987";
const WORDS: &str = "Constancia N° 0417-2024, Alcaldía de Capacho";
const CARD: &str = "QUINTERO MUNOZ<<CARMEN V20123456 14-02-1978";

/// Two codes on one page, one on a page that was turned and blurred, stripes on a card: each is
/// read, kept with its page, and opens nothing.
#[test]
fn what_codes_say_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let both = [
        ("address.png", "500%", "+80+90"),
        ("words.png", "500%", "+900+1300"),
    ];
    page(folder.path(), "1.png", &both, &[]);
    let one = [("address.png", "600%", "+500+600")];
    let damage = ["-rotate", "11", "-blur", "0x1", "-quality", "60"];
    page(folder.path(), "2.jpg", &one, &damage);
    let stripes = [("stripes.png", "400%x1200%", "+300+300")];
    page(folder.path(), "3.png", &stripes, &[]);
    let pdf =
        "import sys; from PIL import Image; Image.open(sys.argv[1]).convert('L').save(sys.argv[2])";
    let (picture, paper) = (folder.path().join("3.png"), folder.path().join("3.pdf"));
    let output = Command::new("/usr/bin/python3")
        .args(["-c", pdf])
        .args([&picture, &paper])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    std::fs::remove_file(picture).unwrap();
    page(folder.path(), "4.png", &[], &[]);
    let expected = serde_json::json!([
        ["pdf417", 1, CARD],
        ["qr", 1, WORDS],
        ["qr", 1, ADDRESS],
        ["qr", 1, ADDRESS],
    ]);
    assert_eq!(codes(folder.path()), expected);
}
