//! A dossier says that it is PDF/A-2b only where it is.
//!
//! The veraPDF engine agreed by hand with what is expected here: own pages and photos pass, and so
//! did nine of nine papers of a corpus of hard ones whose dossiers say so.

use std::fs;

use expediente_tests::raw_pdf::RawPdf;
use expediente_tests::{fixtures, program};

/// The dossier of a photo, and of a paper if there is one.
fn built(paper: Option<&[u8]>) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    fs::create_dir(&case).unwrap();
    let photo = expediente_tests::root()
        .join("assets/sample/caso-ejemplo/04 - Fotos de su trabajo/DSC_0417.JPG");
    fs::copy(photo, case.join("photo.jpg")).unwrap();
    if let Some(paper) = paper {
        fs::write(case.join("paper.pdf"), paper).unwrap();
    }
    let out = folder.path().join("out.pdf");
    program::build(&case, &out, &[]);
    fs::read(out).unwrap()
}

fn says_so(dossier: &[u8]) -> bool {
    let dossier = String::from_utf8_lossy(dossier);
    dossier.contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>")
}

/// A paper that says that it is PDF/A, with this content.
fn claiming(content: &str) -> Vec<u8> {
    let mut raw = RawPdf::read(&fixtures::one_page("/MediaBox[0 0 612 792]", content));
    let metadata = raw.push_stream("<x><pdfaid:part>2</pdfaid:part></x>");
    let catalog = raw.with("/Type/Catalog")[0];
    assert!(raw.add(catalog, &format!("/Metadata {metadata} 0 R")));
    raw.write()
}

/// A court's archive that checks what a file says of itself refuses one that lies.
#[test]
fn only_what_is_known_to_be_so_is_said() {
    assert!(says_so(&built(None)));
    let plain = fixtures::pdf(&["A letter"]);
    assert!(!says_so(&built(Some(&plain))));
    // It says so, and its font is not in it.
    let liar = claiming("BT /F1 12 Tf 72 700 Td (A letter) Tj ET");
    assert!(!says_so(&built(Some(&liar))));
    let honest = claiming("0.5 g 72 72 200 100 re f");
    assert!(says_so(&built(Some(&honest))));
}

/// Nobody can add it later, or take it away.
#[test]
fn it_is_part_of_what_is_proved() {
    let folder = tempfile::tempdir().unwrap();
    let is_proved = |dossier: &[u8]| {
        let path = folder.path().join("dossier.pdf");
        fs::write(&path, dossier).unwrap();
        program::run(["verify", path.to_str().unwrap()]).code == 0
    };
    const SAID: &str = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>";
    let with = built(None);
    assert!(is_proved(&with));
    let mut raw = RawPdf::read(&with);
    let metadata = raw.with("/Type/Metadata")[0];
    assert!(raw.edit_text(metadata, SAID, ""));
    assert!(!is_proved(&raw.write()));

    let without = built(Some(&fixtures::pdf(&["A letter"])));
    assert!(is_proved(&without));
    let mut raw = RawPdf::read(&without);
    let metadata = raw.with("/Type/Metadata")[0];
    assert!(raw.edit_text(
        metadata,
        "</rdf:Description>",
        &format!("{SAID}</rdf:Description>")
    ));
    assert!(!is_proved(&raw.write()));
}
