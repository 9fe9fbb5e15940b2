//! Files whose tables of objects say wrong offsets: with the right ones written in, they must be
//! read as by a reader that gathers the objects from the bytes.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod fixtures;
use fixtures::*;

use expediente_pdf::{Notice, Source, righted_tables};
use std::sync::Arc;

/// The file with bytes added after its first line, so that all its offsets are wrong.
fn shifted(bytes: &[u8]) -> Vec<u8> {
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    [&bytes[..line], b"% ten more\n", &bytes[line..]].concat()
}

fn righted(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut righted = bytes.to_vec();
    for (at, change) in righted_tables(bytes)? {
        righted[at..at + change.len()].copy_from_slice(&change);
    }
    Some(righted)
}

fn text(words: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 20 200 Td ({words}) Tj ET");
    one_page("", &content, &[])
}

/// A file as it is laid out for the web: the table of the root and the page is at the beginning
/// and leads to the one at the end.
fn laid_out_for_the_web(prev: usize) -> Vec<u8> {
    let content = stream("", "BT /F1 12 Tf 20 200 Td (web) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 4 0 R>>",
        "<</Type/Page/Parent 4 0 R/MediaBox[0 0 200 300]/Contents 3 0 R\
         /Resources<</Font<</F1 5 0 R>>>>>>",
        &content,
        "<</Type/Pages/Kids[2 0 R]/Count 1>>",
        TEXT_FONT,
    ];
    let entries = |offsets: &[usize]| -> String {
        let lines = offsets
            .iter()
            .map(|offset| format!("{offset:010} 00000 n \n"));
        lines.collect()
    };
    let head = |offsets: &[usize]| {
        format!(
            "%PDF-1.7\nxref\n1 3\n{}trailer\n<</Size 6/Root 1 0 R/Prev {prev:<6}>>\nstartxref\n0\n\
             %%EOF\n",
            entries(offsets)
        )
    };
    let mut out = head(&[0; 3]);
    let mut offsets = Vec::new();
    for (number, body) in (1..).zip(objects) {
        offsets.push(out.len());
        out += &format!("{number} 0 obj\n{body}\nendobj\n");
    }
    let main = out.len();
    out += &format!(
        "xref\n0 1\n0000000000 65535 f \n4 2\n{}trailer\n<</Size 6>>\nstartxref\n9\n%%EOF\n",
        entries(&offsets[3..])
    );
    let head = head(&offsets[..3]);
    out.replace_range(..head.len(), &head);
    assert!(prev == main || prev == 0, "{main}");
    out.into_bytes()
}

/// What is promised of a paper's pages was made of objects that were gathered; a page that reads
/// differently later could not be proved any more, and a build would fail.
#[test]
fn a_righted_file_is_the_file_that_was_gathered() {
    let web = laid_out_for_the_web(0);
    let main = web.windows(9).rposition(|at| at == b"xref\n0 1\n").unwrap();
    for whole in [text("moved"), laid_out_for_the_web(main)] {
        assert_eq!(righted(&whole), None, "its table is right");
        let shifted = shifted(&whole);
        let righted = righted(&shifted).unwrap();
        assert_eq!(righted.len(), shifted.len());
        let gathered = open(shifted);
        let read = Arc::new(Source::open_righted(Arc::new(righted)).unwrap());
        assert!(gathered.report().contains(&Notice::Repaired));
        assert!(
            !read.report().contains(&Notice::Repaired),
            "it was gathered"
        );
        let (expected, _) = assemble(&[gathered], |page, _| page);
        let (found, notices) = assemble(&[read], |page, _| page);
        assert!(expected == found && notices.is_empty());
        assert!(holds(&found, "Tj"));
    }
}

/// Where readers can disagree about the objects, the file is left to the one that gathers them.
#[test]
fn what_can_be_read_in_two_ways_is_left_alone() {
    let whole = String::from_utf8(text("first")).unwrap();
    let with = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        shifted(whole.replacen(from, to, 1).as_bytes())
    };
    for (from, to) in [
        ("first", "other"),
        ("4 0 obj", "4 0% a line\n % another\n obj"),
        ("4 0 obj", "4 % a line\n0 obj"),
        ("(first)", "(/ObjStm xref /Root objects)"),
    ] {
        let gathered = with(from, to);
        let read = Source::open_righted(Arc::new(righted(&gathered).unwrap())).unwrap();
        let (expected, _) = assemble(&[open(gathered)], |page, _| page);
        let (found, _) = assemble(&[Arc::new(read)], |page, _| page);
        assert!(expected == found, "{to}");
    }
    let appended = |more: &str| with("xref\n0 6", &format!("{more}\nxref\n0 6"));
    for (file, why) in [
        (
            appended("4 0 obj\n<<>>\nendobj"),
            "an object is there twice",
        ),
        (
            appended("9 0 obj\n<<>>\nendobj"),
            "an object is in no table",
        ),
        (
            appended("endobj9 0 obj\n<<>>\nendobj"),
            "an object for some readers",
        ),
        (
            appended("9\x000 obj\n<<>>\nendobj"),
            "an object after a zero byte",
        ),
        (appended("% /ObjStm"), "there may be packed objects"),
        (appended("% /XRef"), "there may be another table"),
        (appended("% /Encrypt"), "it may be encrypted"),
        (appended("trailer\n<</Root 1 0 R>>"), "there are two roots"),
        (
            appended("xref\n0 0\ntrailer\n<<>>"),
            "a table leads to none",
        ),
        (with("/Root 1 0 R", "/Roots 1 0 R"), "there is no root"),
        (
            with("/Root 1 0 R", "/Root 1 0 R/Prev 7"),
            "a table is missing",
        ),
        (with("xref\n0 6", "xref\n0 7"), "an entry is missing"),
        (
            with("xref\n0 6", "xref\n1 6"),
            "objects are listed by other numbers",
        ),
        (
            with("00000 n", "00001 n"),
            "an object is listed as another version",
        ),
        (with("00000 n", "0000x n"), "an entry is damaged"),
        (
            with("0000000009 00000 n", "0000000009 00000 f"),
            "an object is listed as free",
        ),
        (
            with("%%EOF", "%%EOF 12 words"),
            "something is after the end",
        ),
    ] {
        assert_eq!(righted(&file), None, "{why}");
    }
    // There is no room for the offset of the table.
    let mut short = shifted(whole.as_bytes());
    let number = short.windows(9).rposition(|at| at == b"startxref").unwrap() + 10;
    short.truncate(number + 2);
    assert_eq!(righted(&short), None);
}
