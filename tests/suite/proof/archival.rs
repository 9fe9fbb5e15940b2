//! A dossier says that it is PDF/A-2b only where it is.
//!
//! The veraPDF engine agreed by hand with what is expected here: own pages and photos pass, and so
//! did every dossier that says so of a corpus of hard papers and of papers that lie. What pages may
//! draw with is tested where it is listed, in the crate that assembles dossiers.

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
    // It says so, and has colors of inks.
    let liar = claiming("0 0 0 0.5 k 72 72 200 100 re f");
    assert!(!says_so(&built(Some(&liar))));
    let honest = claiming("0.5 g 72 72 200 100 re f");
    assert!(says_so(&built(Some(&honest))));
}

/// Each of two papers may have an ink of this name, but a dossier of both may have only one
/// (6.2.4.4), so neither is said to be fit.
#[test]
fn an_ink_of_two_papers_is_not_claimed() {
    let paper = |white: u8| {
        let mut raw = RawPdf::read(&claiming("/Ink cs 1 scn 72 72 200 100 re f"));
        let tint = format!("<</FunctionType 2/Domain[0 1]/N 1/C0[1 1 {white}]/C1[0 0 0]>>");
        let ink = raw.push(&format!("[/Separation/Spot/DeviceRGB {tint}]"));
        let page = raw.with("/Type/Page/Parent")[0];
        let inks = format!("/Resources<</ColorSpace<</Ink {ink} 0 R>>");
        assert!(raw.replace(page, "/Resources<<", &inks));
        raw.write()
    };
    assert!(!says_so(&built(Some(&paper(0)))));
    assert!(!says_so(&built(Some(&paper(1)))));
}

/// The papers of the sample are PDF/A-2b, with fonts, a form and photos.
#[test]
fn the_sample_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.pdf");
    let sample = expediente_tests::root().join("assets/sample/caso-ejemplo");
    program::build(&sample, &out, &[]);
    assert!(says_so(&fs::read(out).unwrap()));
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
