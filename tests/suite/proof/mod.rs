//! The proof finds faults: a dossier is changed as a bug or a person might, and each change is
//! named.

mod alterations;
mod archival;
mod expected;

use std::path::Path;
use std::process::Command;

use expediente_tests::{program, sample};

/// Changes a dossier with pikepdf, and writes it in the form that the proof reads.
fn change(from: &Path, to: &Path, script: &str) {
    let whole = format!(
        "import sys, pikepdf\nfrom pikepdf import Name, Array, Dictionary, String\npdf = pikepdf.open(sys.argv[1])\n{script}\n\
         pdf.save(sys.argv[2], object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)\n"
    );
    let output = Command::new("/usr/bin/python3")
        .args(["-c", &whole])
        .arg(from)
        .arg(to)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Each fault a dossier can have, and what the proof must say of it. (qpdf writes the same form as
/// we do, so an unchanged copy is proved too: the first line keeps the others honest.)
#[test]
fn each_fault_is_found() {
    const LAST: &str =
        "page = pdf.pages[4].obj\nlast = list(page.Contents)[-1]\ndata = last.read_bytes()\n";
    let faults: [(&str, String, Option<&str>); 17] = [
        ("unchanged", String::new(), None),
        ("two pages change places", "a = pdf.pages[4]; del pdf.pages[4]; pdf.pages.insert(6, a)".into(), Some("proof-stamp-missing")),
        ("a page is gone", "del pdf.pages[5]".into(), Some("proof-")),
        ("labels begin at 2", "pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=2)]))".into(), Some("proof-stamp")),
        ("the stamp is gone", format!("{LAST}last.write(data[:data.index(b'/Artifact')])"), Some("proof-stamp-missing")),
        ("the stamp is white", format!("{LAST}last.write(data.replace(b'\\n0 g', b'\\n1 g'))"), Some("proof-stamp-hidden")),
        ("the stamp is outside", "pdf.pages[4].obj.CropBox = Array([0, 300, 612, 792])".into(), Some("proof-stamp-hidden")),
        ("the page is turned", "pdf.pages[4].obj.Rotate = 90".into(), Some("proof-stamp-hidden")),
        ("a link of the table leads elsewhere", "l = pdf.pages[2].obj.Annots[0]; l.Dest = Array([pdf.pages[5].obj, Name.Fit])".into(), Some("proof-table")),
        ("the table lacks a link", "a = pdf.pages[2].obj.Annots; del a[1]".into(), Some("proof-table-missing")),
        ("a slip sheet leads elsewhere", "l = pdf.pages[3].obj.Annots[0]; l.Dest = Array([pdf.pages[1].obj, Name.Fit])".into(), Some("proof-slip")),
        ("a bookmark leads elsewhere", "pdf.Root.Outlines.First.Next.Dest = Array([pdf.pages[9].obj, Name.Fit])".into(), Some("proof-outline")),
        ("a bookmark is renamed", "pdf.Root.Outlines.First.Next.Title = String('Cover')".into(), Some("proof-outline")),
        ("a script runs", "pdf.pages[3].obj.Annots.append(pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0,0,9,9]), A=Dictionary(S=Name.JavaScript, JS=String('x')))))".into(), Some("proof-active")),
        ("the catalog opens with an action", "pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String('x'))".into(), Some("proof-active")),
        ("a form is added", "pdf.Root.AcroForm = Dictionary(Fields=Array([]))".into(), Some("proof-active")),
        ("a paper moves what follows", "page = pdf.pages[4].obj\npage.Contents = Array([pdf.make_stream(b'0.5 0 0 0.5 0 0 cm')] + list(page.Contents))".into(), Some("proof-graphics-state")),
    ];
    let place = tempfile::tempdir().unwrap();
    let good = place.path().join("good.pdf");
    program::build(&sample(), &good, &[]);
    for (what, script, expected) in faults {
        let bad = place.path().join("bad.pdf");
        change(&good, &bad, &script);
        let said = program::run([
            std::ffi::OsStr::new("verify"),
            bad.as_os_str(),
            "--json".as_ref(),
        ]);
        let codes: Vec<String> = said.json()["findings"]
            .as_array()
            .map(|all| {
                all.iter()
                    .map(|finding| finding["code"].as_str().unwrap().to_owned())
                    .collect()
            })
            .unwrap_or_default();
        match expected {
            None => assert_eq!(said.code, 0, "{what}: {said:?}"),
            Some(code) => {
                assert_eq!(said.code, 4, "{what}: {said:?}");
                assert!(
                    codes.iter().any(|found| found.starts_with(code)),
                    "{what}: {codes:?}"
                );
            }
        }
    }
}

/// Files not made by Expediente are distinguished from dossiers with faults, with a sentence and no
/// panic.
#[test]
fn files_that_are_not_ours() {
    let place = tempfile::tempdir().unwrap();
    let good = place.path().join("good.pdf");
    program::build(&sample(), &good, &[]);
    let bytes = std::fs::read(&good).unwrap();
    let mut damaged = bytes.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 4_000].fill(b'x');
    for (other, says) in [
        (Vec::new(), "does not begin as a PDF"),
        (b"%PDF-1.7\n".to_vec(), "its end is missing"),
        (bytes[..bytes.len() / 2].to_vec(), "its end is missing"),
        (damaged, ""),
        (
            expediente_tests::fixtures::pdf(&["x"]),
            "Expediente did not make this PDF",
        ),
    ] {
        let path = place.path().join("other.pdf");
        std::fs::write(&path, other).unwrap();
        let said = program::run([std::ffi::OsStr::new("verify"), path.as_os_str()]);
        assert_eq!(said.code, 4, "{said:?}");
        assert!(said.out.contains(says), "{says}: {said:?}");
        assert!(!said.err.contains("panicked"), "{said:?}");
    }
    let said = program::run(["verify", "/nowhere/at/all.pdf"]);
    assert_eq!(said.code, 1);
}
