//! Scans that lie on their side or on their head, and whose words are only seen.

use std::path::Path;
use std::process::Command;

use expediente_tests::program;
use serde_json::Value;

fn run(store: &Path, arguments: &[&str]) -> Value {
    let (code, said) = program::in_store(store, arguments.iter().copied());
    assert!([0, 6].contains(&code), "{arguments:?}: {said}");
    said
}

fn askew(report: &Value) -> Vec<(String, String)> {
    let findings = report["findings"].as_array().unwrap().iter();
    let codes = findings.filter_map(|one| {
        let code = one["code"].as_str().unwrap();
        let paper = one["message"].as_str().unwrap();
        let paper = paper.split(['(', ')']).nth(1).map_or("", |paper| paper);
        ["page-upside-down", "page-sideways"]
            .contains(&code)
            .then(|| (paper.to_owned(), code.to_owned()))
    });
    codes.collect()
}

/// Whether poppler finds the words of a page upright: their boxes are wider than high. Nothing for
/// a page that has few words.
fn is_upright(pdf: &Path, page: usize) -> Option<bool> {
    let page = page.to_string();
    let output = Command::new("pdftotext")
        .args(["-bbox", "-f", &page, "-l", &page])
        .args([pdf.as_os_str(), "-".as_ref()])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let side = |line: &str, name: &str| -> f64 {
        let after = line.split(&format!("{name}=\"")).nth(1).unwrap();
        after.split('"').next().unwrap().parse().unwrap()
    };
    let (mut wide, mut high) = (0, 0);
    for line in text.lines().filter(|line| line.contains("<word ")) {
        let word = line.split('>').nth(1).unwrap().split('<').next().unwrap();
        if word.chars().count() < 5 {
            continue;
        }
        let across = side(line, "xMax") - side(line, "xMin");
        let down = side(line, "yMax") - side(line, "yMin");
        if across > down {
            wide += 1;
        } else {
            high += 1;
        }
    }
    (wide + high > 40).then_some(wide > 10 * high)
}

#[test]
fn scans_that_lie_askew_are_found_and_turned() {
    let folder = tempfile::tempdir().unwrap();
    let paper = expediente_tests::sample().join("02 - Certificado de antecedentes penales.pdf");
    let scan = folder.path().join("scan.png");
    let drawn = Command::new("pdftoppm")
        .args([
            "-r",
            "150",
            "-gray",
            "-png",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
        ])
        .args([&paper, &scan.with_extension("")])
        .status()
        .unwrap();
    assert!(drawn.success());
    let turns = [
        ("De pie", "0"),
        ("Al lado", "90"),
        ("De cabeza", "180"),
        ("Al otro lado", "270"),
    ];
    let mut papers = Vec::new();
    for (name, turn) in turns {
        let to = folder.path().join(format!("{name}.png"));
        let made = Command::new("convert")
            .arg(&scan)
            .args(["-rotate", turn])
            .arg(&to)
            .status();
        assert!(made.unwrap().success());
        papers.push(to);
    }
    let store = super::store(&papers);
    let store = store.path();
    assert!(
        askew(&run(store, &["preflight", "m"])).is_empty(),
        "before they are read"
    );
    run(store, &["ocr", "m"]);
    let report = run(store, &["preflight", "m"]);
    let found = askew(&report);
    let expected = [
        ("Al lado", "page-sideways"),
        ("Al otro lado", "page-sideways"),
        ("De cabeza", "page-upside-down"),
    ];
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(
        sorted,
        expected.map(|(paper, code)| (paper.to_owned(), code.to_owned()))
    );
    let ids = report["findings"].as_array().unwrap().iter();
    let ids = ids.filter(|one| {
        ["page-upside-down", "page-sideways"].contains(&one["code"].as_str().unwrap())
    });
    let ids: Vec<String> = ids
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect();
    let mends = ids.iter().flat_map(|id| ["--mend", id.as_str()]);
    let mend: Vec<&str> = ["preflight", "m"].into_iter().chain(mends).collect();
    assert!(askew(&run(store, &mend)).is_empty());
    let pdf = folder.path().join("dossier.pdf");
    run(store, &["build", "m", "-o", pdf.to_str().unwrap()]);
    let upright: Vec<bool> = (1..=12).filter_map(|page| is_upright(&pdf, page)).collect();
    assert_eq!(upright, [true; 4]);
    assert_eq!(program::run(["verify", pdf.to_str().unwrap()]).code, 0);
}
