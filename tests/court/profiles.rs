//! The user's own court rules: copied, changed, refused when they are broken; findings answered;
//! written files checked again.

use expediente_tests::program;

use crate::dossier::{Dossier, Taken};
use crate::papers::{LETTER, scan};

fn copied(taken: &Taken, change: impl Fn(String) -> String) {
    let (code, said) = taken.run(["profile", "copy", "eoir", "el-paso"]);
    assert_eq!(code, 0, "{said}");
    let path = taken.store().join("profiles/el-paso.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, change(text)).unwrap();
}

/// A lawyer knows what the clerk of El Paso wants: a copy of the rules is changed in any editor,
/// and the dossier follows at once.
#[test]
fn a_profile_is_copied_and_changed() {
    let taken = Dossier::clean("eoir").taken_in();
    copied(&taken, |text| {
        text.replace("labels = \"letters\"", "labels = \"numbers\"")
            .replace("format = ", "# ")
            + ""
    });
    assert_eq!(
        taken
            .run(["matter", "set", &taken.id, "--profile", "el-paso"])
            .0,
        0
    );
    let label =
        |taken: &Taken| taken.run(["matter", "show", &taken.id]).1["exhibits"][0]["label"].clone();
    assert_eq!(label(&taken), "1");
    let path = taken.store().join("profiles/el-paso.toml");
    let letters = std::fs::read_to_string(&path)
        .unwrap()
        .replace("labels = \"numbers\"", "labels = \"letters\"");
    std::fs::write(&path, letters).unwrap();
    assert_eq!(label(&taken), "A");
    // The names of built-in profiles are taken, and no name leads out of the folder.
    for name in ["eoir", "el-paso", "../x", "El Paso", ""] {
        assert_eq!(taken.run(["profile", "copy", "eoir", name]).0, 1, "{name}");
    }
}

/// A case that follows the user's own rules is handed over with them: on the other computer it is
/// the same dossier, even if other rules there have the same name.
#[test]
fn own_rules_go_along_with_a_case() {
    let taken = Dossier::clean("eoir").taken_in();
    copied(&taken, |text| {
        text.replace("labels = \"letters\"", "labels = \"numbers\"")
    });
    taken.run(["matter", "set", &taken.id, "--profile", "el-paso"]);
    let folder = taken.folder().join("handed over");
    assert_eq!(
        taken.run(["export", &taken.id, folder.to_str().unwrap()]).0,
        0
    );

    let other = Dossier::clean("eoir").taken_in();
    copied(&other, |text| {
        text.replace("word = \"exhibit\"", "word = \"tab\"")
    });
    let out = other.folder().join("elsewhere.pdf");
    let (code, said) = other.run([
        "build",
        folder.to_str().unwrap(),
        "--output",
        out.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{said}");
    let (_, view) = other.run(["matter", "show", "handed over"]);
    assert_eq!(
        (
            view["facts"]["profile"].as_str(),
            view["exhibits"][0]["label"].as_str()
        ),
        (Some("el-paso-2"), Some("1"))
    );
    let own = std::fs::read_to_string(other.store().join("profiles/el-paso.toml")).unwrap();
    assert!(
        own.contains("word = \"tab\""),
        "the existing rules were changed"
    );
    // The second time the rules are known.
    let again = other.folder().join("again.pdf");
    other.run([
        "build",
        folder.to_str().unwrap(),
        "--output",
        again.to_str().unwrap(),
    ]);
    assert_eq!(
        std::fs::read_dir(other.store().join("profiles"))
            .unwrap()
            .count(),
        2
    );
}

/// Page numbers may have a form of their own: printed, in the PDF labels, and proved.
#[test]
fn page_numbers_have_the_form_of_the_profile() {
    let taken = Dossier::clean("eoir").taken_in();
    copied(&taken, |text| {
        text.replace("[numbering]", "[numbering]\nformat = \"AR-{n}\"")
    });
    taken.run(["matter", "set", &taken.id, "--profile", "el-paso"]);
    let out = taken.folder().join("numbered.pdf");
    let (code, said) = taken.run(["build", &taken.id, "--output", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    let words = std::process::Command::new("pdftotext")
        .args(["-f", "2", "-l", "2", "-layout"])
        .arg(&out)
        .arg("-")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&words.stdout).into_owned();
    assert!(
        words.contains("AR-3–AR-6") && words.contains("AR-2"),
        "{words}"
    );
}

/// A broken profile builds nothing: it is refused with its line and the reason, and the others keep
/// working.
#[test]
fn a_broken_profile_is_refused() {
    for (from, to, told) in [
        ("paper = \"letter\"", "paper = \"papyrus\"", "line 4"),
        ("limit = 25_000_000", "limit = 12", "limit"),
        ("name = \"el-paso\"", "name = \"elsewhere\"", "elsewhere"),
        (
            "checked = \"2026-11-28\"\nsure = \"official\"",
            "sure = \"official\"",
            "checked",
        ),
    ] {
        let taken = Dossier::clean("eoir").taken_in();
        copied(&taken, |text| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        let mut command = program::command();
        command
            .args([
                "matter",
                "set",
                &taken.id,
                "--profile",
                "el-paso",
                "--store",
            ])
            .arg(taken.store());
        let said = program::Said::of(&command.output().unwrap());
        assert!(
            said.code == 1 && said.err.contains(told) && said.err.contains("el-paso.toml"),
            "{to}: {said:?}"
        );
        let (code, all) = taken.run(["profile", "list"]);
        let broken = all
            .as_array()
            .unwrap()
            .iter()
            .find(|profile| profile["name"] == "el-paso")
            .unwrap();
        assert!(code == 0 && broken["broken"].is_string(), "{all}");
        assert_eq!(taken.finding("translation-missing"), None);
    }
}

/// What the judge allowed is answered once: an answered finding no longer stops the filing, the
/// answer is kept with the case and undone like any act, and it is open again when the finding says
/// something else.
#[test]
fn findings_are_answered() {
    let taken = Dossier::clean("eoir")
        .exhibit(0, "date", "2025-10-01")
        .taken_in();
    let finding = taken.finding("certificate-old").unwrap();
    let name = finding["name"].as_str().unwrap().to_owned();
    let (_, report) = taken.run([
        "preflight",
        &taken.id,
        "--answer",
        &name,
        "--because",
        "the judge allowed it",
    ]);
    assert_eq!(report["checks"], 0, "{report:#}");
    assert_eq!(
        taken.finding("certificate-old").unwrap()["answer"],
        "the judge allowed it"
    );
    let exhibit = name.rsplit(':').next().unwrap();
    taken.run([
        "exhibit",
        "rename",
        &taken.id,
        exhibit,
        "--date",
        "2025-09-01",
    ]);
    assert!(taken.finding("certificate-old").unwrap()["answer"].is_null());
    taken.run(["undo", &taken.id]);
    assert_eq!(
        taken.finding("certificate-old").unwrap()["answer"],
        "the judge allowed it"
    );
    taken.run(["preflight", &taken.id, "--reopen", &name]);
    assert!(taken.finding("certificate-old").unwrap()["answer"].is_null());
    assert_eq!(
        taken
            .run([
                "preflight",
                &taken.id,
                "--answer",
                "no-such",
                "--because",
                "x"
            ])
            .0,
        1
    );
}

/// A finding that the program can fix is fixed in one act that can be undone.
#[test]
fn findings_are_mended() {
    let mut turned = toml::Table::new();
    turned.insert("1".to_owned(), 180.into());
    let taken = Dossier::clean("uscis-online")
        .exhibit(3, "photos_per_page", 6)
        .taken_in();
    let name = taken.finding("photo-too-small").unwrap()["name"]
        .as_str()
        .unwrap()
        .to_owned();
    taken.run(["preflight", &taken.id, "--mend", &name]);
    assert!(taken.finding("photo-too-small").is_none());
    taken.run(["undo", &taken.id]);
    assert!(taken.finding("photo-too-small").is_some());

    let taken = Dossier::clean("uk-courts")
        .document(1, 0, "turn", turned)
        .taken_in();
    let finding = taken.finding("page-upside-down").unwrap();
    assert!(
        finding["message"]
            .as_str()
            .unwrap()
            .contains("Page 8 is upside down"),
        "{finding:#}"
    );
    taken.run([
        "preflight",
        &taken.id,
        "--mend",
        finding["name"].as_str().unwrap(),
    ]);
    assert!(taken.finding("page-upside-down").is_none());
    assert_eq!(
        taken.run(["preflight", &taken.id, "--mend", "no-such"]).0,
        1
    );
}

/// The written file is what counts, whatever was planned: its name, size and pages are checked
/// again.
#[test]
fn the_written_file_is_looked_at() {
    let taken = Dossier::clean("us-district")
        .paper("letter.pdf", scan(LETTER, 600))
        .taken_in();
    let out = taken.folder().join("Quintero (final).pdf");
    taken.run(["build", &taken.id, "--output", out.to_str().unwrap()]);
    let (code, report) = taken.run(["preflight", &taken.id, "--file", out.to_str().unwrap()]);
    let codes: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert_eq!(code, 0, "{report:#}");
    for expected in ["file-name", "file-name-tells", "too-sharp"] {
        assert!(codes.contains(&expected), "{expected}: {codes:?}");
    }
    // A file that Expediente did not write cannot be proved.
    let other = taken.folder().join("other.pdf");
    std::fs::write(&other, scan(LETTER, 100)).unwrap();
    assert_ne!(
        taken
            .run(["preflight", &taken.id, "--file", other.to_str().unwrap()])
            .0,
        0
    );
}
