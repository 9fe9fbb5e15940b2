//! Programs that read PDFs and share no code with Expediente.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::picture::Place;

/// The output of a script of ours about a file, by its path in `tests`.
pub fn script(name: &str, file: &Path) -> String {
    let output = Command::new("/usr/bin/python3")
        .arg(crate::root().join("tests").join(name))
        .arg(file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{name}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The facts that pikepdf reads.
pub fn pikepdf(pdf: &Path) -> Value {
    serde_json::from_str(&script("oracles/read.py", pdf)).unwrap()
}

/// Asserts that qpdf finds nothing wrong with the file.
pub fn qpdf_is_content(pdf: &Path) {
    let output = Command::new("qpdf")
        .arg("--check")
        .arg(pdf)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !said.contains("WARNING"),
        "qpdf: {said}"
    );
}

/// Asserts that MuPDF opens the file without repairing it and counts this many pages.
pub fn mupdf_counts(pdf: &Path, pages: usize) {
    let output = Command::new("mutool")
        .args(["info", "-M"])
        .arg(pdf)
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(
        out.contains(&format!("Pages: {pages}\n")),
        "mutool: {out}{err}"
    );
    assert!(!err.contains("repair"), "mutool: {err}");
}

/// A field of pdfinfo's output.
pub fn pdfinfo(pdf: &Path, field: &str) -> String {
    let output = Command::new("pdfinfo").arg(pdf).output().unwrap();
    assert!(
        output.stderr.is_empty(),
        "pdfinfo: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = out
        .lines()
        .find(|line| line.starts_with(&format!("{field}:")));
    line.map(|line| line[field.len() + 1..].trim().to_owned())
        .unwrap_or_default()
}

/// The text of each page as poppler reads it.
pub fn texts(pdf: &Path) -> Vec<String> {
    let output = Command::new("pdftotext")
        .args(["-cropbox", "-raw"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", pdf.display());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    pages
}

/// A word on a page, in points from the top left of the page as displayed.
#[derive(Clone, Debug)]
pub struct Word {
    pub text: String,
    pub place: Place,
}

/// The rotation of each page, in degrees.
fn turns(pdf: &Path) -> Vec<u32> {
    let output = Command::new("pdfinfo")
        .args(["-f", "1", "-l", "999999"])
        .arg(pdf)
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = out
        .lines()
        .filter(|line| line.starts_with("Page ") && line.contains(" rot:"));
    lines
        .map(|line| line.rsplit(' ').next().unwrap().parse().unwrap())
        .collect()
}

/// A page's size in points as displayed, and its words.
#[derive(Clone, Debug)]
pub struct Words {
    pub width: f64,
    pub height: f64,
    pub words: Vec<Word>,
}

/// The words of each page with their positions, as poppler reads them.
pub fn words(pdf: &Path) -> Vec<Words> {
    let turns = turns(pdf);
    let output = Command::new("pdftotext")
        .args(["-cropbox", "-bbox"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut pages: Vec<Words> = Vec::new();
    let number = |line: &str, key: &str| -> f64 {
        let start = line.find(&format!("{key}=\"")).unwrap() + key.len() + 2;
        line[start..].split('"').next().unwrap().parse().unwrap()
    };
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            // poppler gives the words as displayed, but the size of the page before its rotation.
            let (mut width, mut height) = (number(line, "width"), number(line, "height"));
            if turns.get(pages.len()).is_some_and(|turn| turn % 180 == 90) {
                std::mem::swap(&mut width, &mut height);
            }
            pages.push(Words {
                width,
                height,
                words: Vec::new(),
            });
        } else if line.starts_with("<word ") {
            let inner = line.split_once('>').unwrap().1.trim_end_matches("</word>");
            let text = inner
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
            let place = Place {
                left: number(line, "xMin"),
                top: number(line, "yMin"),
                right: number(line, "xMax"),
                bottom: number(line, "yMax"),
            };
            pages.last_mut().unwrap().words.push(Word { text, place });
        }
    }
    pages
}

/// Everything that exiftool finds in a file.
pub fn exiftool(file: &Path) -> String {
    let output = Command::new("exiftool")
        .args(["-a", "-u", "-g1", "-ee3"])
        .arg(file)
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}
