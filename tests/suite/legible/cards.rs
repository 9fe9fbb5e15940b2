//! Front and back of an identity card on one page, in their true size.

use std::process::Command;

use expediente_tests::program;

use super::{made, pictures, store};

/// The size in millimeters of each picture on the pages of a PDF, by its page, as poppler sees it.
fn sizes(pdf: &std::path::Path) -> Vec<(u32, f64, f64)> {
    let output = Command::new("pdfimages")
        .arg("-list")
        .arg(pdf)
        .output()
        .unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    let rows = list.lines().skip(2).map(|row| {
        let cells: Vec<&str> = row.split_whitespace().collect();
        let number = |at: usize| cells[at].parse::<f64>().unwrap();
        // Page, number, type, width, height; dots per inch at 12 and 13.
        let side = |pixels: usize, dots: usize| number(pixels) / number(dots) * 25.4;
        (cells[0].parse().unwrap(), side(3, 12), side(4, 13))
    });
    rows.collect()
}

#[test]
fn both_sides_of_a_card_come_on_one_page_in_true_size() {
    let folder = made("make_photos.py", "cards", &["12"]);
    let photos = pictures(&folder, "photo");
    // The cards among the sheets, each photographed with a table around it.
    let (front, back) = (photos[3].clone(), photos[11].clone());
    let store = store(&[photos[0].clone(), front, back]);
    let store = store.path();
    let (code, said) = program::in_store(store, ["straighten", "m", "--card", "B", "C"]);
    assert_eq!(code, 0, "{said}");
    let (_, listed) = program::in_store(store, ["matter", "show", "m"]);
    assert_eq!(listed["exhibits"].as_array().unwrap().len(), 2, "{listed}");
    let pdf = folder.join("dossier.pdf");
    let (code, built) = program::in_store(store, ["build", "m", "-o", pdf.to_str().unwrap()]);
    assert_eq!(code, 0, "{built}");
    let sizes = sizes(&pdf);
    let [(..), (front, w1, h1), (back, w2, h2)] = sizes[..] else {
        panic!("{sizes:?}");
    };
    assert_eq!(front, back, "on one page");
    // ISO/IEC 7810 ID-1; poppler rounds its dots per inch.
    for (side, wanted) in [(w1, 85.6), (h1, 53.98), (w2, 85.6), (h2, 53.98)] {
        assert!((side / wanted - 1.0).abs() < 0.01, "{sizes:?}");
    }
    program::in_store(store, ["undo", "m"]);
    let (_, listed) = program::in_store(store, ["matter", "show", "m"]);
    assert_eq!(listed["exhibits"].as_array().unwrap().len(), 3);
    assert_eq!(program::run(["verify", pdf.to_str().unwrap()]).code, 0);
}

/// A card that was cut out before somebody said that it is one had the size of a page.
#[test]
fn a_card_that_was_straightened_before_comes_in_true_size() {
    // Photos whose sheets have the proportion of a card exactly, before somebody says that they are.
    let script = "../e2e/scripts/make_phone_papers.py";
    let folder = made(script, "cards-straight", &[]);
    let sides = ["IMG_20250312_102001.jpg", "IMG_20250312_102014.jpg"];
    let store = store(&sides.map(|name| folder.join("papers").join(name)));
    let store = store.path();
    for arguments in [
        &["straighten", "m", "--take-all"][..],
        &["straighten", "m", "--card", "A", "B"],
    ] {
        let (code, said) = program::in_store(store, arguments);
        assert_eq!(code, 0, "{said}");
    }
    let pdf = folder.join("dossier.pdf");
    let (code, built) = program::in_store(store, ["build", "m", "-o", pdf.to_str().unwrap()]);
    assert_eq!(code, 0, "{built}");
    let sizes = sizes(&pdf);
    for (_, across, down) in &sizes {
        assert!((across / 85.6 - 1.0).abs() < 0.01, "{sizes:?}");
        assert!((down / 53.98 - 1.0).abs() < 0.01, "{sizes:?}");
    }
    // Undone, they have the size of a page again.
    program::in_store(store, ["undo", "m"]);
    let (code, built) = program::in_store(store, ["build", "m", "-o", pdf.to_str().unwrap()]);
    assert_eq!(code, 0, "{built}");
    assert!(self::sizes(&pdf)[0].1 > 120.0, "{:?}", self::sizes(&pdf));
}
