//! Words that nobody sees and everybody can copy, told by a real reader process. Which of them are
//! hidden is known by how each page was made; what stays in the copy is told by poppler.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

use std::fs;
use std::sync::atomic::AtomicBool;

use expediente_intake::{Inspector, Question, ReaderProgram, stage};

/// A paper whose pages have these entries and contents. `/F1` is a font, `/Im` a gray picture,
/// `/Cut` one with a mask, `/Whole` one with a mask that hides nothing, `/St` a stencil, `/Fm` a
/// form, `/Solid` and `/Hatched` are patterns, `/Sh` is a shading, and the others are graphics states.
fn paper(pages: &[(&str, &str)]) -> Vec<u8> {
    let stream = |entries: &str, data: &str| {
        format!(
            "<<{entries}/Length {}>>stream\n{data}\nendstream",
            data.len()
        )
    };
    let pattern = |content: &str| {
        let entries = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 10 10]/XStep 10/YStep 10\
                       /Resources<<>>";
        stream(entries, content)
    };
    let mask = |content: &str| {
        let entries = "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<>>\
                       /Group<</S/Transparency/CS/DeviceGray>>";
        stream(entries, content)
    };
    let image =
        "/Type/XObject/Subtype/Image/Width 40/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray";
    let pixels = "a".repeat(40);
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", FIRST + at * 2))
        .collect();
    let mut bodies = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Kids[{}]/Count {}/MediaBox[0 0 612 792]/Resources 3 0 R>>",
            kids.join(" "),
            pages.len()
        ),
        "<</Font<</F1 4 0 R>>/XObject<</Im 5 0 R/Cut 6 0 R/Fm 7 0 R/St 12 0 R/Whole 13 0 R>>\
         /Pattern<</Solid 9 0 R/Hatched 10 0 R>>/Shading<</Sh<</ShadingType 2/ColorSpace/DeviceGray\
         /Coords[0 0 600 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/N 1/C0[0]\
         /C1[.1]>>>>>>/ExtGState<</Multiply<</BM/Multiply>>/Half<</ca .5>>/Clear<</ca 0>>\
         /Near<</ca .98>>/Away<</SMask<</S/Luminosity/G 11 0 R>>>>\
         /Kept<</SMask<</S/Luminosity/G 15 0 R>>>>>>>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        stream(image, &pixels),
        stream(&format!("{image}/SMask 5 0 R"), &pixels),
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources 3 0 R",
            "BT /F1 12 Tf 72 50 Td (Outside of the form) Tj ET",
        ),
        "null".to_owned(),
        pattern("0 0 10 10 re f"),
        pattern("0 0 2 10 re f"),
        mask("0 g 0 0 612 792 re f"),
        stream(
            "/Type/XObject/Subtype/Image/Width 8/Height 2/BitsPerComponent 1/ImageMask true\
             /Decode[1 0]/Filter/ASCIIHexDecode",
            "FFFF>",
        ),
        stream(&format!("{image}/SMask 14 0 R"), &pixels),
        stream(
            &format!("{image}/Filter/ASCIIHexDecode"),
            &format!("{}>", "FF".repeat(40)),
        ),
        mask("1 g 0 0 612 792 re f"),
    ];
    for (at, (page, content)) in pages.iter().enumerate() {
        let contents = FIRST + 1 + at * 2;
        bodies.push(format!(
            "<</Type/Page/Parent 2 0 R/Contents {contents} 0 R{page}>>"
        ));
        bodies.push(stream("", content));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, body) in (1..).zip(&bodies) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
    }
    let (table, size) = (out.len(), bodies.len() + 1);
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// The number of the first page.
const FIRST: usize = 16;

/// What is told of words that nobody sees: the code, the pages, the words.
fn told(bytes: &[u8]) -> Vec<(String, String, String)> {
    findings(bytes, "pdf-words")
}

/// The findings whose codes begin so, each with its pages and words.
fn findings(bytes: &[u8], begin: &str) -> Vec<(String, String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("paper");
    fs::write(&file, bytes).unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &go).unwrap();
    let question = Question::new(&staged, &dir.path().join("made"));
    let reader = ReaderProgram::at(env!("CARGO_BIN_EXE_expediente-reader"));
    let received = Inspector::new(reader).inspect(&question, &go).unwrap();
    assert!(received.page_facts.is_some(), "the pages were looked at");
    assert!(received.derivatives.is_empty(), "{:?}", received.findings);
    let findings = received.findings.iter();
    let words = findings.filter(|finding| finding.code.word().starts_with(begin));
    words
        .map(|finding| {
            let of = |name: &str| finding.args.get(name).cloned().unwrap_or_default();
            (finding.code.word().to_owned(), of("pages"), of("words"))
        })
        .collect()
}

const WORDS: &str = "BT /F1 12 Tf 72 700 Td (my child is Juan) Tj ET";

/// Each page hides its words in one way.
#[test]
fn words_that_nobody_sees_are_told() {
    const COVERED: &str = "pdf-words-covered";
    const UNSEEN: &str = "pdf-words-unseen";
    for (name, code, page, content) in [
        (
            "black box",
            COVERED,
            "",
            format!("{WORDS} 70 695 200 20 re f"),
        ),
        (
            "white box",
            COVERED,
            "",
            format!("{WORDS} 1 g 70 695 200 20 re f"),
        ),
        (
            "polygon",
            COVERED,
            "",
            format!("{WORDS} 60 690 m 300 690 l 300 720 l 60 725 l f"),
        ),
        (
            "thick line",
            COVERED,
            "",
            format!("{WORDS} 30 w 60 704 m 300 704 l S"),
        ),
        (
            "picture",
            COVERED,
            "",
            format!("{WORDS} q 200 0 0 20 70 695 cm /Im Do Q"),
        ),
        (
            "turned picture",
            COVERED,
            "",
            format!("{WORDS} q 0 20 -200 0 270 695 cm /Im Do Q"),
        ),
        (
            "stencil",
            COVERED,
            "",
            format!("{WORDS} q 200 0 0 20 70 695 cm /St Do Q"),
        ),
        (
            "inline stencil",
            COVERED,
            "",
            format!("{WORDS} q 200 0 0 20 70 695 cm BI /W 1 /H 1 /IM true /F /AHx ID 00> EI Q"),
        ),
        (
            "picture with a mask that hides nothing",
            COVERED,
            "",
            format!("{WORDS} q 200 0 0 20 70 695 cm /Whole Do Q"),
        ),
        (
            "pattern",
            COVERED,
            "",
            format!("{WORDS} /Pattern cs /Solid scn 70 695 200 20 re f"),
        ),
        (
            "shading",
            COVERED,
            "",
            format!("{WORDS} q 70 695 200 20 re W n /Sh sh Q"),
        ),
        (
            "nearly opaque box",
            COVERED,
            "",
            format!("{WORDS} /Near gs 70 695 200 20 re f"),
        ),
        ("masked away", UNSEEN, "", format!("/Away gs {WORDS}")),
        (
            "white multiplied",
            UNSEEN,
            "",
            format!("/Multiply gs 1 g {WORDS}"),
        ),
        (
            "tiny",
            UNSEEN,
            "",
            "BT /F1 .3 Tf 72 700 Td (my child is Juan) Tj ET".to_owned(),
        ),
        (
            "without a width",
            UNSEEN,
            "",
            "BT /F1 12 Tf 0 Tz 72 700 Td (my child is Juan) Tj ET".to_owned(),
        ),
        (
            "annotation",
            COVERED,
            "/Annots[<</Subtype/Square/Rect[60 690 300 720]/AP<</N 8 0 R>>>>]",
            WORDS.to_owned(),
        ),
        ("white", UNSEEN, "", format!("1 g {WORDS}")),
        (
            "nearly white",
            UNSEEN,
            "",
            format!(".98 .99 .98 rg {WORDS}"),
        ),
        (
            "black on black",
            UNSEEN,
            "",
            format!("60 690 300 40 re f {WORDS}"),
        ),
        ("invisible", UNSEEN, "", format!("3 Tr {WORDS}")),
        ("see-through", UNSEEN, "", format!("/Clear gs {WORDS}")),
        ("turned page", UNSEEN, "/Rotate 90", format!("1 g {WORDS}")),
        (
            "clipped",
            "pdf-words-outside",
            "",
            format!("q 0 0 50 50 re W n {WORDS} Q"),
        ),
        (
            "beside",
            "pdf-words-cut-off",
            "/CropBox[0 0 612 600]",
            format!("{WORDS} 9 9 9 9 re f"),
        ),
        (
            "reaching in",
            "pdf-words-outside",
            "/CropBox[90 0 612 792]",
            WORDS.to_owned(),
        ),
        (
            "form",
            "pdf-words-outside",
            "/CropBox[0 100 612 792]",
            "/Fm Do".to_owned(),
        ),
    ] {
        let mut bytes = paper(&[
            ("", "BT /F1 12 Tf 72 700 Td (All is seen) Tj ET"),
            (page, &content),
        ]);
        if name == "annotation" {
            let look = "8 0 obj\n<</Subtype/Form/BBox[0 0 10 10]/Length 14>>stream\n0 0 10 10 re f\nendstream\nendobj\n";
            let text = String::from_utf8(bytes).unwrap();
            // The table is wrong then, which every reader repairs; so it is put last.
            let text = text.replace("8 0 obj\nnull\nendobj\n", &format!("{look}%"));
            bytes = text.into_bytes();
        }
        let told = if name == "annotation" {
            told_of_repaired(&bytes)
        } else {
            told(&bytes)
        };
        let words: Vec<(&str, &str)> = told
            .iter()
            .map(|(code, pages, _)| (code.as_str(), pages.as_str()))
            .collect();
        assert_eq!(words, [(code, "2")], "{name}: {told:?}");
        let first = match name {
            "form" => "Outside of the form",
            // The letters left of the crop.
            "reaching in" => "my",
            // One letter upon the other.
            "without a width" => "m y c h i l d",
            _ => "my child is Juan",
        };
        assert!(told[0].2.starts_with(first), "{name}: {told:?}");
    }
}

/// The same of a paper whose table is repaired.
fn told_of_repaired(bytes: &[u8]) -> Vec<(String, String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let fixed = dir.path().join("fixed.pdf");
    let broken = dir.path().join("broken.pdf");
    fs::write(&broken, bytes).unwrap();
    let output = std::process::Command::new("qpdf")
        .arg(&broken)
        .arg(&fixed)
        .output()
        .unwrap();
    assert!(
        fixed.exists(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    told(&fs::read(&fixed).unwrap())
}

/// A false alarm on every scan would teach to pass over the true ones.
#[test]
fn words_that_are_seen_or_meant_are_not_told() {
    let scan = "q 612 0 0 792 0 0 cm /Im Do Q";
    let pages = [
        ("OCR over a scan", format!("{scan} 3 Tr {WORDS}")),
        ("OCR under a scan", format!("{WORDS} {scan}")),
        ("OCR before its scan", format!("3 Tr {WORDS} {scan}")),
        (
            "on a dark box",
            format!("0 0 .4 rg 60 690 300 40 re f 1 g {WORDS}"),
        ),
        (
            "on a picture",
            format!("q 300 0 0 40 60 690 cm /Im Do Q 1 g {WORDS}"),
        ),
        (
            "hatched",
            format!("{WORDS} /Pattern cs /Hatched scn 70 695 200 20 re f"),
        ),
        ("in a pattern", format!("/Pattern cs /Hatched scn {WORDS}")),
        ("masked and kept", format!("/Kept gs {WORDS}")),
        ("multiplied", format!("/Multiply gs .2 g {WORDS}")),
        ("on a box", format!(".9 g 60 690 300 40 re f 0 g {WORDS}")),
        ("beside a box", format!("{WORDS} 70 650 200 20 re f")),
        (
            "highlighted",
            format!("{WORDS} /Multiply gs 1 1 0 rg 60 690 300 40 re f"),
        ),
        (
            "under glass",
            format!("{WORDS} /Half gs 1 1 0 rg 60 690 300 40 re f"),
        ),
        (
            "under a masked picture",
            format!("{WORDS} q 300 0 0 40 60 690 cm /Cut Do Q"),
        ),
        ("framed", format!("{WORDS} 60 690 300 40 re S")),
        (
            "in a ring",
            format!("{WORDS} 50 680 400 60 re 60 690 300 40 re f*"),
        ),
        (
            "twice",
            format!("{WORDS} 1 g 60 690 300 40 re f 0 g {WORDS}"),
        ),
        ("outlined", format!("2 Tr 1 g 0 G {WORDS}")),
        (
            "under a clipped box",
            format!("{WORDS} q 0 0 50 50 re W n 60 690 300 40 re f Q"),
        ),
        (
            "one letter",
            "1 g BT /F1 12 Tf 72 700 Td (x) Tj ET".to_owned(),
        ),
    ];
    for (name, content) in &pages {
        assert_eq!(told(&paper(&[("", content)])), [], "{name}");
    }
}

/// A face under a black box is seen by nobody and can be taken out of the file by anybody.
#[test]
fn pictures_that_nobody_sees_are_told() {
    const FACE: &str = "q 100 0 0 100 300 500 cm /Im Do Q";
    let pages = [
        format!("{FACE} 290 490 120 120 re f"),
        format!("{FACE} q 110 0 0 110 295 495 cm /Im Do Q"),
        format!("q 0 0 9 9 re W n {FACE} Q"),
        "q 0 0 0 0 300 500 cm /Im Do Q".to_owned(),
        // Seen: as a whole, in part, beside a box, on a box.
        FACE.to_owned(),
        format!("{FACE} 290 490 60 120 re f"),
        format!("{FACE} 90 490 120 120 re f"),
        format!("290 490 120 120 re f {FACE}"),
        format!("{FACE} /Half gs 290 490 120 120 re f"),
    ];
    let pages: Vec<(&str, &str)> = pages.iter().map(|page| ("", page.as_str())).collect();
    let told = findings(&paper(&pages), "pdf-pictures");
    let told: Vec<_> = told
        .iter()
        .map(|(code, on, _)| (code.as_str(), on.as_str()))
        .collect();
    assert_eq!(told, [("pdf-pictures-unseen", "1-4")]);
}
