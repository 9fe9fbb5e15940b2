//! Damaged PDFs, recovered step by step by a real reader process.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use expediente_intake::{Inspector, Question, ReaderProgram, Received, Stopped, stage};
use expediente_model::{Code, Purpose};
use expediente_pdf::Source;

/// The program under test.
fn reader() -> ReaderProgram {
    ReaderProgram::at(env!("CARGO_BIN_EXE_expediente-reader"))
}

/// The result for a file, and the PDF made from it, if any.
fn ask(bytes: &[u8]) -> (Result<Received, Code>, Option<Source>) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("untrusted");
    fs::write(&file, bytes).unwrap();
    let go = AtomicBool::new(false);
    let staged = stage(&file, dir.path(), &go).unwrap();
    let question = Question::new(&staged, &dir.path().join("made"));
    let result =
        Inspector::new(reader())
            .inspect(&question, &go)
            .map_err(|stopped| match stopped {
                Stopped::Refused(finding) => finding.code,
                Stopped::Cancelled => panic!("nobody cancelled"),
            });
    let made = result
        .as_ref()
        .ok()
        .and_then(|received| received.derivatives.first());
    let made =
        made.map(|made| Source::open(Arc::new(fs::read(&made.path).unwrap()), None).unwrap());
    if result.is_err() {
        assert_eq!(
            fs::read_dir(dir.path().join("made")).map_or(0, Iterator::count),
            0,
            "a refused file leaves nothing"
        );
    }
    (result, made)
}

fn codes(received: &Received) -> Vec<Code> {
    received.findings.iter().map(|f| f.code).collect()
}

fn objects(bodies: &[&str]) -> String {
    let numbered = bodies
        .iter()
        .enumerate()
        .map(|(at, body)| format!("{} 0 obj\n{body}\nendobj\n", at + 1));
    format!("%PDF-1.4\n{}", numbered.collect::<String>())
}

const TOP: &str = "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 300 400]>>";
const CONTENT: &str = "<</Length 22>>\nstream\n1 0 0 rg 9 9 90 90 re f\nendstream";

/// A broken download has no table, no trailer and no catalog, but its pages are in it: they are
/// taken, the user is told, and the copy beside the original has as many pages.
#[test]
fn a_file_without_its_end_is_gathered() {
    let cut = objects(&[
        "null",
        TOP,
        "<</Type/Page/Contents 5 0 R>>",
        "<</Type/Page/Contents 5 0 R>>",
        CONTENT,
    ]);
    let (result, made) = ask(cut.as_bytes());
    let received = result.unwrap();
    assert_eq!(received.pages, 2);
    let copy = made.as_ref().unwrap();
    for page in [0, 1] {
        assert_eq!(copy.page(page).unwrap().displayed_size(), (300.0, 400.0));
    }
    assert!(
        codes(&received).contains(&Code::PdfRebuilt),
        "{:?}",
        received.findings
    );
    assert_eq!(
        received.derivatives[0].derivative.purpose,
        Purpose::Repaired
    );
    assert_eq!(made.unwrap().page_count(), 2);
}

/// One bad byte in a page's dictionary must not cost the page.
#[test]
fn a_page_with_a_bad_byte_is_not_dropped() {
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let bad = "<</Type/Page/Resources<w/A 1>>/Contents 5 0 R>>";
    let body = objects(&[catalog, TOP, "<</Type/Page/Contents 5 0 R>>", bad, CONTENT]);
    let whole = format!("{body}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    let (result, made) = ask(whole.as_bytes());
    let received = result.unwrap();
    assert_eq!(received.pages, 2, "{:?}", received.findings);
    assert!(codes(&received).contains(&Code::PdfRebuilt));
    assert_eq!(made.unwrap().page_count(), 2);
}

/// Nor may it cost the page's content: a font or a picture with a bad byte in its dictionary.
#[test]
fn a_part_with_a_bad_byte_is_not_dropped() {
    let page = "<</Type/Page/Resources<</XObject<</A 6 0 R>>>>/Contents 5 0 R>>";
    let form =
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/X @ /Y<w/Length 4>>\nstream\n0 g \nendstream";
    let body = objects(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        TOP,
        page,
        page,
        "<</Length 5>>\nstream\n/A Do\nendstream",
        form,
    ]);
    let whole = format!("{body}trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    let received = ask(whole.as_bytes()).0.unwrap();
    assert_eq!(received.pages, 2);
    assert!(
        codes(&received).contains(&Code::PdfRebuilt),
        "{:?}",
        received.findings
    );
    assert!(
        !codes(&received).contains(&Code::PdfContentUnreadable),
        "{:?}",
        received.findings
    );
}

/// Content that belongs to no page can still be rendered: it comes as pictures, and the user is
/// told what that loses.
#[test]
fn what_can_only_be_drawn_is_drawn() {
    let page = "<</MediaBox[0 0 300 400]/Contents 5 0 R>>";
    let lost = objects(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "null",
        page,
        "null",
        CONTENT,
    ]);
    let (result, made) = ask(lost.as_bytes());
    let received = result.unwrap();
    assert_eq!(
        (received.pages, codes(&received)),
        (1, vec![Code::PdfDrawn])
    );
    assert_eq!(received.derivatives[0].derivative.purpose, Purpose::Drawn);
    let size = made.unwrap().page(0).unwrap().displayed_size();
    assert!(
        (size.0 - 300.0).abs() < 0.01 && (size.1 - 400.0).abs() < 0.01,
        "{size:?}"
    );
}

/// Encrypted content must never be taken for plain: without the password it is noise on a page.
#[test]
fn a_lock_under_damage_is_still_a_lock() {
    let security = "<</Filter/Standard/V 2/R 3/Length 128/P -3904/O(0123456789abcdef0123456789abcdef)\
                    /U(0123456789abcdef0123456789abcdef)>>";
    let page = "<</Type/Page/Contents 5 0 R>>";
    let body = objects(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        TOP,
        page,
        page,
        CONTENT,
        security,
    ]);
    for encrypt in ["6 0 R", security] {
        let id = "/ID[(0123456789abcdef)(0123456789abcdef)]";
        let file = format!("{body}trailer\n<</Size 7/Ruut 1 0 R/Encrypt {encrypt}{id}>>\n");
        assert_eq!(
            ask(file.as_bytes()).0.unwrap_err(),
            Code::PdfEncrypted,
            "{encrypt}"
        );
    }
}

/// If readers disagree about a damaged file, the user must look at it; if they agree, that is not
/// needed.
#[test]
fn what_a_second_reader_finds_is_told() {
    let page = "<</Type/Page/Contents 5 0 R>>";
    let top = "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 7/MediaBox[0 0 300 400]>>";
    let body = objects(&["<</Type/Catalog/Pages 2 0 R>>", top, page, page, CONTENT]);
    let file = format!("{body}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    let received = ask(file.as_bytes()).0.unwrap();
    assert_eq!(received.pages, 2);
    assert!(codes(&received).contains(&Code::PdfPageCountDiffers));
    assert!(
        !codes(&received).contains(&Code::PdfReadersDiffer),
        "{:?}",
        received.findings
    );
}

/// Trees that are deep, loop or fan out without end, and tables of a million objects: each is
/// received or refused within five seconds, and a deep tree loses no page.
#[test]
fn deep_looping_and_crowded_files_end_in_time() {
    const DEEP: usize = 5_000;
    let mut deep = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    for level in 2..DEEP {
        deep.push(format!(
            "<</Type/Pages/Kids[{} 0 R]/Count 1/MediaBox[0 0 300 400]>>",
            level + 1
        ));
    }
    deep.push("<</Type/Page>>".to_owned());
    let deep: Vec<&str> = deep.iter().map(String::as_str).collect();
    let looping = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
        "<</Type/Page>>",
    ];
    let mut fan = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    for level in 2..40 {
        fan.push(format!(
            "<</Type/Pages/Kids[{0} 0 R {0} 0 R]/Count 2>>",
            level + 1
        ));
    }
    fan.push("<</Type/Page>>".to_owned());
    let fan: Vec<&str> = fan.iter().map(String::as_str).collect();
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 4 0 R>>>>/Length 5>>\nstream\n/A Do\nendstream";
    let page = "<</Type/Page/Resources<</XObject<</A 4 0 R>>>>/Contents 4 0 R>>";
    let nested = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        form,
    ];
    let crowd = "9 0 obj 1 endobj\n".repeat(1_000_000);
    let unended = "9 0 obj <</A\n".repeat(500_000);
    let with_trailer =
        |body: String| format!("{body}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    for (name, file, pages) in [
        ("deep", with_trailer(objects(&deep)), Some(1)),
        ("looping", with_trailer(objects(&looping)), Some(1)),
        ("fan", with_trailer(objects(&fan)), None),
        ("nested forms", with_trailer(objects(&nested)), Some(1)),
        ("crowd", format!("%PDF-1.4\n{crowd}"), None),
        (
            "objects without an end",
            format!("%PDF-1.4\n{unended}"),
            None,
        ),
        (
            "brackets",
            format!("%PDF-1.4\n1 0 obj\n{}", "[".repeat(2_000_000)),
            None,
        ),
    ] {
        let began = Instant::now();
        let (result, _) = ask(file.as_bytes());
        let took = began.elapsed();
        // Printed and not asserted: the child's own clock ends work that takes too long.
        println!("  {name}: {took:?}");
        match pages {
            Some(pages) => assert_eq!(result.unwrap().pages, pages, "{name}"),
            None => assert!(result.is_err(), "{name}"),
        }
    }
}
