//! Each added path ends as received, duplicate, or refused with a sentence.

use expediente_tests::{fixtures, program};
use serde_json::Value;

fn take_in(folder: &std::path::Path) -> (i32, Value) {
    let store = tempfile::tempdir().unwrap();
    assert_eq!(program::in_store(store.path(), ["matter", "new", "m"]).0, 0);
    program::in_store(store.path(), ["add", "m", folder.to_str().unwrap()])
}

fn state<'a>(report: &'a Value, name: &str) -> (&'a str, Vec<&'a str>) {
    let papers = report["papers"].as_array().unwrap();
    let paper = papers
        .iter()
        .find(|paper| paper["path"].as_str().unwrap().ends_with(name));
    let paper = paper.unwrap_or_else(|| panic!("{name} ended as nothing: {report}"));
    let findings = paper["findings"].as_array().unwrap().iter();
    (
        paper["state"].as_str().unwrap(),
        findings
            .map(|finding| finding["code"].as_str().unwrap())
            .collect(),
    )
}

/// Every made paper, under a name that does not tell its kind: content decides.
#[test]
fn each_paper_by_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let expected: [(&str, &str, &[&str]); 28] = [
        ("plain.pdf", "received", &[]),
        ("object-streams.pdf", "received", &[]),
        ("damaged-xref.pdf", "received", &["pdf-repaired"]),
        ("count-differs.pdf", "received", &["pdf-page-count-differs"]),
        ("empty-password.pdf", "received", &["pdf-empty-password"]),
        ("form.pdf", "received", &["pdf-markup", "pdf-form"]),
        ("layers.pdf", "received", &["pdf-hidden-layers"]),
        ("locked.pdf", "refused", &["pdf-encrypted"]),
        ("no-pages.pdf", "refused", &["pdf-no-pages"]),
        ("bomb.pdf", "refused", &["reader-failed"]),
        ("empty.pdf", "refused", &["file-empty"]),
        ("progressive.jpg", "received", &[]),
        ("cmyk.jpg", "received", &[]),
        ("truncated.jpg", "received", &["picture-truncated"]),
        ("plain.png", "received", &[]),
        ("alpha.png", "received", &[]),
        ("sixteen-bit.png", "received", &[]),
        ("bomb.png", "refused", &["picture-too-large"]),
        ("two-pages.tif", "received", &[]),
        ("photo.webp", "received", &[]),
        ("photo.gif", "received", &[]),
        ("photo.bmp", "received", &[]),
        ("photo.heic", "refused", &["kind-heic"]),
        ("letter.doc", "refused", &["kind-office"]),
        ("message.eml", "received", &[]),
        ("orientation-6.jpg", "received", &[]),
        ("grey.jpg", "received", &[]),
        ("active.pdf", "received", &["pdf-active-content"]),
    ];
    for (name, ..) in expected {
        std::fs::copy(
            fixtures::folder().join(name),
            folder.path().join(format!("{name}.bin")),
        )
        .unwrap();
    }
    let (code, report) = take_in(folder.path());
    assert_eq!(code, 3);
    for (name, wanted, codes) in expected {
        let (found, mut findings) = state(&report, &format!("{name}.bin"));
        findings.dedup();
        assert_eq!((found, findings.as_slice()), (wanted, codes), "{name}");
    }
    let two = report["papers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["path"] == "two-pages.tif.bin")
        .unwrap();
    assert_eq!(two["pages"], 2, "all pages of a TIFF");
}

/// A picture of 60,000 x 60,000 and a PDF of 500 bytes that unpacks to gigabytes are refused, and
/// the papers after them are received. (docs/reliability.md says how fast; that is not tested
/// here.)
#[test]
fn bombs_are_refused() {
    for name in ["bomb.png", "bomb.pdf"] {
        let bomb = fixtures::folder().join(name);
        assert!(std::fs::metadata(&bomb).unwrap().len() < 4_096);
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(bomb, folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join("z.pdf"), fixtures::pdf(&["after"])).unwrap();
        let (code, report) = take_in(folder.path());
        assert_eq!(code, 3);
        assert_eq!(state(&report, name).0, "refused");
        assert_eq!(
            state(&report, "z.pdf").0,
            "received",
            "the paper after a bomb is received"
        );
    }
}

/// Two files with one name, the same bytes twice, hidden files, links, names that are not UTF-8.
#[test]
fn names_links_and_the_same_bytes_twice() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for sub in ["a", "b"] {
        std::fs::create_dir(root.join(sub)).unwrap();
        std::fs::write(root.join(sub).join("carta.pdf"), fixtures::pdf(&[sub])).unwrap();
    }
    std::fs::write(root.join("copia.pdf"), fixtures::pdf(&["a"])).unwrap();
    for hidden in [".DS_Store", "Thumbs.db", ".secret.pdf"] {
        std::fs::write(root.join(hidden), b"x").unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", root.join("link.pdf")).unwrap();
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"carta\xff.pdf");
        std::fs::write(root.join(name), fixtures::pdf(&["no utf-8"])).unwrap();
    }
    let (code, report) = take_in(root);
    assert_eq!(code, 0, "{report}");
    assert_eq!(state(&report, "a/carta.pdf").0, "received");
    assert_eq!(state(&report, "b/carta.pdf").0, "received");
    assert_eq!(state(&report, "copia.pdf").0, "again");
    assert_eq!(report["passed_over"], 3);
    if cfg!(unix) {
        assert_eq!(report["links"].as_array().unwrap().len(), 1);
    }
    if cfg!(target_os = "linux") {
        assert_eq!(state(&report, "carta\u{fffd}.pdf").0, "received");
        assert_eq!(report["received"], 3);
    }
}

/// The table of an intake for people: every path with its result, and the counts.
#[test]
fn the_table_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pdf"), fixtures::pdf(&["a"])).unwrap();
    std::fs::write(folder.path().join("b.pdf"), fixtures::pdf(&["a"])).unwrap();
    std::fs::copy(
        fixtures::folder().join("photo.heic"),
        folder.path().join("c.jpg"),
    )
    .unwrap();
    let out = folder.path().join("out.pdf");
    let said = program::run([
        std::ffi::OsStr::new("build"),
        folder.path().as_os_str(),
        "-o".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(said.code, 3, "{said:?}");
    for line in [
        "a.pdf  received      1 page",
        "b.pdf  placed again  identical to a.pdf",
        "c.jpg  refused",
        "Most Compatible",
        "1 paper received, 1 placed again, 1 refused.",
    ] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }
}
