//! Papers that the tests make.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The made papers, one for each kind of page found in court filings; made once per run.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap().keep();
        let script = crate::root().join("tests/oracles/make_fixtures.py");
        let made = Command::new("/usr/bin/python3")
            .arg(script)
            .arg(&folder)
            .status()
            .unwrap();
        assert!(made.success(), "the fixtures could not be made");
        folder
    })
}

/// A folder with some of the made papers.
pub fn some(names: &[&str]) -> tempfile::TempDir {
    let chosen = tempfile::tempdir().unwrap();
    for (at, name) in names.iter().enumerate() {
        std::fs::copy(
            folder().join(name),
            chosen.path().join(format!("{:02} - {name}", at + 1)),
        )
        .unwrap();
    }
    chosen
}

/// A small PDF, written by hand, with one page for each of the given texts.
pub fn pdf(texts: &[&str]) -> Vec<u8> {
    let content = |text: &&str| format!("BT /F1 18 Tf 72 700 Td ({text}) Tj ET");
    pdf_of(&texts.iter().map(content).collect::<Vec<_>>())
}

/// A small PDF of one page, with the lines of a text below each other.
pub fn lines(text: &str) -> Vec<u8> {
    let lines = text.lines().map(|line| format!("({line}) '"));
    let lines = lines.collect::<Vec<_>>().join("\n");
    pdf_of(&[format!("BT /F1 10 Tf 40 740 Td 14 TL\n{lines}\nET")])
}

/// A small PDF with one page for each of the given contents; `/F1` is Helvetica.
pub fn pdf_of(contents: &[String]) -> Vec<u8> {
    let mut bodies = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut kids = String::new();
    for content in contents {
        bodies.push(format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        ));
        let stream = bodies.len();
        bodies.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents {stream} 0 R>>"
        ));
        kids += &format!("{} 0 R ", bodies.len());
    }
    bodies[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", contents.len());
    file_of(&bodies)
}

/// A PDF of one page with these entries and this content; `/F1` is Helvetica.
pub fn one_page(entries: &str, content: &str) -> Vec<u8> {
    one_page_encoded(entries, "", content)
}

/// The same with content that is encoded by filters, which are an entry of its stream.
pub fn one_page_encoded(entries: &str, filters: &str, content: &str) -> Vec<u8> {
    file_of(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R{entries}/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>"
        ),
        format!(
            "<</Length {}{filters}>>stream\n{content}\nendstream",
            content.len()
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ])
}

/// A PDF of one page of letter size that a JPEG covers, in a space of colors, with what is drawn
/// over it; `/F1` is Helvetica.
pub fn scan(jpeg: &[u8], (width, height, space): (u32, u32, &str), over: &str) -> Vec<u8> {
    let content = format!("q 612 0 0 792 0 0 cm /Im0 Do Q {over}");
    let picture: String = jpeg.iter().map(|byte| format!("{byte:02x}")).collect();
    file_of(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>\
         /XObject<</Im0 6 0 R>>>>/Contents 4 0 R>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        format!(
            "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8\
             /ColorSpace/{space}/Filter[/ASCIIHexDecode/DCTDecode]/Length {}>>stream\n\
             {picture}>\nendstream",
            picture.len() + 1
        ),
    ])
}

/// A file of these objects, numbered from 1; the first is the catalog.
fn file_of(bodies: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (at, body) in bodies.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{} 0 obj\n{body}\nendobj\n", at + 1).bytes());
    }
    let place = file.len();
    let size = bodies.len() + 1;
    file.extend(
        format!("xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{place}\n%%EOF\n").bytes(),
    );
    file
}
