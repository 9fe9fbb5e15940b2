//! A dossier.toml from somebody else: links, copies of other papers, ranges, texts, numbers.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use expediente_tests::{fixtures, program};
use serde_json::Value;

/// Builds a folder; the exit code and the JSON.
fn build(folder: &Path) -> (i32, Value) {
    let place = tempfile::tempdir().unwrap();
    let mut command = program::command();
    command.arg("build").arg(folder).arg("-o");
    command.arg(place.path().join("out.pdf")).arg("--json");
    let said = program::Said::of(&command.output().unwrap());
    (said.code, said.json())
}

/// A case that links out of its folder would bring any file of the person who opens it into the
/// dossier. It is refused, and named as a link.
#[cfg(unix)]
#[test]
fn links_are_refused() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let outside = place.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("private.pdf"), fixtures::pdf(&["private"])).unwrap();
    for (text, link) in [
        (
            "[[exhibit]]\nfile = \"lnd/private.pdf\"\n",
            "lnd/private.pdf",
        ),
        ("[[exhibit]]\nfile = \"ln.pdf\"\n", "ln.pdf"),
        ("[[exhibit]]\nfolder = \"lnd\"\n", "lnd"),
        (
            "[[exhibit]]\nfile = \"own.pdf\"\n[[back]]\nfile = \"ln.pdf\"\n",
            "ln.pdf",
        ),
        (
            "[[exhibit]]\n[[exhibit.document]]\nfile = \"own.pdf\"\nunlocked = \"ln.pdf\"\n",
            "ln.pdf",
        ),
    ] {
        let case = tempfile::tempdir().unwrap();
        symlink(&outside, case.path().join("lnd")).unwrap();
        symlink(outside.join("private.pdf"), case.path().join("ln.pdf")).unwrap();
        fs::write(case.path().join("own.pdf"), fixtures::pdf(&["own"])).unwrap();
        fs::write(
            case.path().join("dossier.toml"),
            format!("version = 1\n{text}"),
        )
        .unwrap();
        let (code, said) = build(case.path());
        assert_eq!(
            (code, said["error"]["code"].as_str()),
            (1, Some("manifest-papers")),
            "{said}"
        );
        let papers = said["error"]["intake"]["papers"].as_array().unwrap();
        let refused = papers.iter().find(|one| one["path"] == link).unwrap();
        let message = refused["findings"][0]["message"].as_str().unwrap();
        assert!(message.contains("link"), "{message}");
        assert_eq!(refused["state"], "refused");
    }
    let case = tempfile::tempdir().unwrap();
    fs::write(outside.join("d.toml"), "version = 1\n").unwrap();
    symlink(outside.join("d.toml"), case.path().join("dossier.toml")).unwrap();
    let (code, said) = build(case.path());
    assert_eq!(
        (code, said["error"]["code"].as_str()),
        (1, Some("manifest")),
        "{said}"
    );
}

/// A PDF that qpdf locks, with two pages of a size.
fn locked(folder: &Path, how: &[&str]) {
    let plain = folder.join("plain.pdf");
    fs::write(&plain, fixtures::pdf(&["one", "two"])).unwrap();
    let done = Command::new("qpdf")
        .args(["--encrypt", "secreto", "dueño", "256", "--"])
        .args(how)
        .arg(&plain)
        .arg(folder.join("locked.pdf"))
        .status()
        .unwrap();
    assert!(done.success());
    fs::remove_file(plain).unwrap();
}

/// The unlocked copy is what the court reads: a copy of another paper is refused. Where the locked
/// file hides its pages, a finding says that they could not be compared.
#[test]
fn an_unlocked_copy_is_of_its_paper() {
    let other_size = String::from_utf8(fixtures::pdf(&["one", "two"])).unwrap();
    let other_size = other_size.replace("[0 0 612 792]", "[0 0 612 700]");
    for (hidden, copy, expected) in [
        (false, fixtures::pdf(&["one", "two"]), Ok("pdf-unlocked")),
        (false, fixtures::pdf(&["one"]), Err("unlocked-other")),
        (
            false,
            fixtures::pdf(&["one", "two", "three"]),
            Err("unlocked-other"),
        ),
        (false, other_size.into_bytes(), Err("unlocked-other")),
        (
            true,
            fixtures::pdf(&["one", "two"]),
            Ok("unlocked-unchecked"),
        ),
    ] {
        let case = tempfile::tempdir().unwrap();
        let streams = if hidden { "generate" } else { "disable" };
        locked(case.path(), &[&format!("--object-streams={streams}")]);
        fs::write(case.path().join("copy.pdf"), copy).unwrap();
        let text = "version = 1\n[[exhibit]]\n[[exhibit.document]]\nfile = \"locked.pdf\"\n\
                    unlocked = \"copy.pdf\"\n";
        fs::write(case.path().join("dossier.toml"), text).unwrap();
        let (code, said) = build(case.path());
        let report = if code == 0 {
            &said["intake"]
        } else {
            &said["error"]["intake"]
        };
        let found = report["papers"][0]["findings"].to_string();
        match expected {
            Ok("pdf-unlocked") => {
                assert_eq!(code, 0, "{said}");
                assert!(!found.contains("unlocked-"), "{found}");
            }
            Ok(finding) => assert!(code == 0 && found.contains(finding), "{code} {found}"),
            Err(finding) => assert!(code == 1 && found.contains(finding), "{code} {found}"),
        }
    }
}

/// "2-999999" is "from page 2 to the end"; it is written down as a range, not as a million pages.
#[test]
fn ranges_end_with_the_paper() {
    let case = tempfile::tempdir().unwrap();
    fs::write(
        case.path().join("a.pdf"),
        fixtures::pdf(&["1", "2", "3", "4"]),
    )
    .unwrap();
    let text = "version = 1\n[[exhibit]]\n[[exhibit.document]]\nfile = \"a.pdf\"\n\
                pages = \"2-999999\"\nleave_out = \"4-900000\"\nturn = { \"3-900000\" = 90 }\n";
    fs::write(case.path().join("dossier.toml"), text).unwrap();
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    let out = place.path().join("out.pdf");
    let built = program::build(case.path(), &out, &["--store", store.to_str().unwrap()]);
    let id = built["id"].as_str().unwrap();
    let journal = fs::read_to_string(store.join("matters").join(id).join("journal.jsonl")).unwrap();
    assert!(journal.contains("\"pages\":\"2-4\""), "{journal}");
    assert!(journal.contains("\"left_out\":[4]"), "{journal}");
    assert!(journal.contains("\"turns\":[[3,90],[4,90]]"), "{journal}");
    let pages = Command::new("qpdf")
        .arg("--show-npages")
        .arg(&out)
        .output()
        .unwrap();
    // Cover page, table and slip sheet, then pages 2 and 3.
    assert_eq!(String::from_utf8_lossy(&pages.stdout).trim(), "5");
}

/// Marks of direction and control characters in a title are not printed on the page, and a text
/// that no page can hold is cut; findings say both.
#[test]
fn texts_are_cleaned() {
    let case = tempfile::tempdir().unwrap();
    fs::write(case.path().join("a.pdf"), fixtures::pdf(&["a"])).unwrap();
    let long = "largo ".repeat(100_000);
    let text = format!(
        "version = 1\n[matter]\nperson = \"Ana\\u202E zuR\"\njudge = \"{long}\"\n\
         [[exhibit]]\ntitle = \"Carta\\u001B[2K\\u2066x\"\nfile = \"a.pdf\"\n"
    );
    fs::write(case.path().join("dossier.toml"), text).unwrap();
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    let out = place.path().join("out.pdf");
    let built = program::build(case.path(), &out, &["--store", store.to_str().unwrap()]);
    let found = built["intake"]["findings"].to_string();
    for part in [
        "text-cleaned",
        "text-cut",
        "matter.person",
        "matter.judge",
        "exhibit[1].title",
    ] {
        assert!(found.contains(part), "{part}: {found}");
    }
    let id = built["id"].as_str().unwrap();
    let (_, shown) = program::in_store(&store, ["matter", "show", id]);
    assert_eq!(shown["facts"]["person"], "Ana zuR");
    assert_eq!(shown["exhibits"][0]["title"], "Carta [2Kx");
    assert_eq!(
        shown["facts"]["judge"].as_str().unwrap().chars().count(),
        500
    );
}

/// A file of 300,000 exhibits once ran for hours. It ends with a sentence, however it is written.
#[test]
fn too_many_exhibits_are_refused() {
    let inline = vec!["{title=\"x\"}"; 300_000].join(",\n");
    let papers = vec!["\"a.pdf\""; 300_000].join(",\n");
    for (text, word) in [
        (
            "[[exhibit]]\ntitle = \"x\"\n".repeat(300_000),
            "5,000 exhibits",
        ),
        (
            "[[ exhibit ]]\ntitle = \"x\"\n".repeat(300_000),
            "5,000 exhibits",
        ),
        (format!("exhibit = [{inline}]\n"), "5,000 exhibits"),
        (format!("unplaced = [{papers}]\n"), "20,000 papers"),
    ] {
        let case = tempfile::tempdir().unwrap();
        fs::write(
            case.path().join("dossier.toml"),
            format!("version = 1\n{text}"),
        )
        .unwrap();
        let begun = Instant::now();
        let (code, said) = build(case.path());
        eprintln!("{word}: {:?}", begun.elapsed());
        assert_eq!(
            (code, said["error"]["code"].as_str()),
            (1, Some("manifest"))
        );
        let message = said["error"]["message"].as_str().unwrap();
        assert!(message.contains(word), "{message}");
    }
}

/// A zip that a Mac made has the names of files in another form of Unicode than the dossier.toml.
#[test]
fn names_match_in_both_forms_of_unicode() {
    let (apart, composed) = ("Ce\u{301}dula", "C\u{e9}dula");
    for (file, named) in [(apart, composed), (composed, apart)] {
        let case = tempfile::tempdir().unwrap();
        for name in ["uno", "dos"] {
            let folder = case.path().join(file);
            fs::create_dir_all(&folder).unwrap();
            let path = folder.join(format!("{name} {file}.pdf"));
            fs::write(path, fixtures::pdf(&[name])).unwrap();
        }
        let text = format!(
            "version = 1\n[[exhibit]]\ntitle = \"{named}\"\n\
             [[exhibit.document]]\nfile = \"{named}/uno {named}.pdf\"\n\
             [[exhibit.document]]\nfile = \"{named}/dos {named}.pdf\"\npart = \"translation-certificate\"\n\
             of = \"{file}/uno {file}.pdf\"\n"
        );
        fs::write(case.path().join("dossier.toml"), text).unwrap();
        let (code, said) = build(case.path());
        assert_eq!(
            (code, &said["intake"]["received"]),
            (0, &2.into()),
            "{said}"
        );
    }
}
