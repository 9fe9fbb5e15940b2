//! Each added path ends as received, duplicate, or refused with a sentence.

use std::path::{Path, PathBuf};

use expediente_app::{App, Facts, FolderOptions, Language, Moment, Quiet, ReaderProgram, Turn};
use expediente_tests::picture::Picture;
use expediente_tests::{fixtures, program};
use serde_json::Value;

/// A photo that another program made.
fn photo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../src-tauri/crates/expediente-reader/tests/photos")
        .join(name)
}

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
        // The head of a HEIC and nothing in it.
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
        // The pictures are as small as nobody photographs a paper.
        findings.retain(|code| *code != "picture-small");
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

/// What an iPhone's folder has: photos in HEIC, one of them under a wrong name, and the films of
/// live photos beside them. The dossier shows the photos and says nothing of the phone.
#[test]
fn the_photos_of_a_phone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (from, to) in [
        ("turned-6.heic", "IMG_1.HEIC"),
        ("turned-8.heic", "IMG_2.jpg"),
    ] {
        std::fs::copy(photo(from), root.join(to)).unwrap();
    }
    let film = b"\0\0\0\x14ftypqt  \0\0\0\0qt  ";
    std::fs::write(root.join("IMG_1.MOV"), film).unwrap();
    std::fs::write(root.join("IMG_3.MOV"), film).unwrap();
    let (code, report) = take_in(root);
    assert_eq!(code, 3);
    assert_eq!(state(&report, "IMG_1.HEIC").0, "received");
    assert_eq!(state(&report, "IMG_2.jpg").0, "received");
    assert_eq!(state(&report, "IMG_3.MOV"), ("refused", vec!["kind-media"]));
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0]["code"], "live-films");
    let message = findings[0]["message"].as_str().unwrap();
    assert!(message.contains("IMG_1.MOV"), "{message}");
    std::fs::remove_file(root.join("IMG_3.MOV")).unwrap();
    // A still that was refused leaves nothing of its moment: its film is still to get, too.
    let other = tempfile::tempdir().unwrap();
    std::fs::write(
        other.path().join("IMG_4.HEIC"),
        b"\0\0\0\x18ftypheic\0\0\0\0 cut",
    )
    .unwrap();
    std::fs::write(other.path().join("IMG_4.MOV"), film).unwrap();
    let (_, refused) = take_in(other.path());
    let states = refused["papers"].as_array().unwrap();
    assert!(
        states.iter().all(|paper| paper["state"] == "refused"),
        "{refused}"
    );
    assert_eq!(states.len(), 2);
    assert!(!refused.to_string().contains("live-films"), "{refused}");
    let out = root.join("out.pdf");
    let built = program::run([
        std::ffi::OsStr::new("build"),
        root.as_os_str(),
        "-o".as_ref(),
        out.as_os_str(),
    ]);
    assert!(built.code == 0 || built.code == 6, "{built:?}");
    let bytes = std::fs::read(out).unwrap();
    assert!(!bytes.windows(6).any(|word| word == b"iPhone"));
}

/// The window shows a photo that became a JPEG, and one that became a PNG, as it shows any other.
#[test]
fn photos_have_a_picture_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let reader = ReaderProgram::at(program::reader());
    let store = folder.path().join("store");
    let app = App::open(&store, reader, Moment::now, Language::En).unwrap();
    let facts = Facts {
        profile: "plain".to_owned(),
        ..Facts::default()
    };
    let id = app.matters().begin("case", &facts).unwrap().id;
    let files = ["turned-6.heic", "lossless.jp2"].map(photo);
    let options = FolderOptions::default();
    let report = app.intake().add(&id, &files, &options, &Quiet::default());
    assert_eq!(report.unwrap().received, 2);
    for file in &files {
        let sha256 = program::sha256(&std::fs::read(file).unwrap());
        let shown = app.pictures().paper(&id, &sha256, 1, Turn::None, 160);
        let shown = Picture::of_jpeg(&shown.unwrap());
        let (width, height) = (shown.width, shown.height);
        assert!(width > height, "{width} x {height}");
        let [red, green, blue] = shown.at(width / 4, height / 4);
        assert!(red > 180 && green < 90 && blue < 80, "{red} {green} {blue}");
    }
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
        "save it as JPEG, and add that.",
        "1 paper received, 1 placed again, 1 refused.",
    ] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }
}

/// A voice note cannot be taken in, and a locked paper not without its password. Both stay on the
/// list of what is still to get, and the check before filing says so, until the paper comes or
/// somebody says that it is not needed.
#[test]
fn what_was_refused_stays_on_a_list() {
    let (folder, store) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = folder.path();
    std::fs::write(root.join("PTT-1.opus"), b"OggS\0\x02\0\0\0\0OpusHead").unwrap();
    std::fs::copy(fixtures::folder().join("locked.pdf"), root.join("Acta.pdf")).unwrap();
    std::fs::copy(fixtures::folder().join("plain.pdf"), root.join("Carta.pdf")).unwrap();
    let run = |arguments: &[&str]| program::in_store(store.path(), arguments);
    assert_eq!(run(&["matter", "new", "m"]).0, 0);
    assert_eq!(run(&["add", "m", root.to_str().unwrap()]).0, 3);
    let list = || {
        let shown = run(&["matter", "show", "m"]).1;
        let papers = shown["still_to_get"].as_array().unwrap().clone();
        let name = |paper: &Value| {
            assert!(!paper["why"][0].as_str().unwrap().is_empty(), "{paper}");
            paper["name"].as_str().unwrap().to_owned()
        };
        papers.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(list(), ["Acta.pdf", "PTT-1.opus"]);
    let checked = || {
        let found = run(&["preflight", "m"]).1["findings"].clone();
        let found = found.as_array().unwrap().iter();
        let of = found.filter(|finding| finding["code"] == "still-to-get");
        of.map(|finding| finding["message"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let said = checked();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("PTT-1.opus") && said[0].contains("Acta.pdf"));
    // The unlocked paper comes from another folder, and that it left the list is told.
    let other = tempfile::tempdir().unwrap();
    let unlocked = other.path().join("acta.PDF");
    std::fs::copy(fixtures::folder().join("form.pdf"), &unlocked).unwrap();
    let (code, report) = run(&["add", "m", unlocked.to_str().unwrap()]);
    assert_eq!(code, 0);
    let told = report["findings"].to_string();
    assert!(
        told.contains("still-to-get-came") && told.contains("Acta.pdf"),
        "{told}"
    );
    assert_eq!(list(), ["PTT-1.opus"]);
    // The same refusal again is not a second line, and is no act of its own.
    let note = root.join("PTT-1.opus");
    let before = run(&["history", "m"]).1;
    assert_eq!(run(&["add", "m", note.to_str().unwrap()]).0, 3);
    assert_eq!(list(), ["PTT-1.opus"]);
    assert_eq!(run(&["history", "m"]).1, before);
    let (code, said) = run(&["matter", "not-needed", "m", "nosuch"]);
    assert_eq!(code, 1);
    assert!(said.to_string().contains("PTT-1.opus"), "{said}");
    // A paper of another folder that is called alike is not that paper.
    let folder = other.path().join("caso/Fotos");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("PTT-1.opus"), fixtures::pdf(&["otro"])).unwrap();
    assert_eq!(
        run(&["add", "m", folder.parent().unwrap().to_str().unwrap()]).0,
        0
    );
    assert_eq!(list(), ["PTT-1.opus"]);
    assert_eq!(run(&["undo", "m"]).0, 0);
    assert_eq!(run(&["matter", "not-needed", "m", "PTT-1.opus"]).0, 0);
    assert!(list().is_empty() && checked().is_empty());
    assert_eq!(run(&["undo", "m"]).0, 0);
    assert_eq!(list(), ["PTT-1.opus"]);
    // It goes along when the case is handed over.
    let out = other.path().join("case");
    assert_eq!(run(&["export", "m", out.to_str().unwrap()]).0, 0);
    let manifest = std::fs::read_to_string(out.join("dossier.toml")).unwrap();
    assert!(manifest.contains("PTT-1.opus"), "{manifest}");
}

/// A folder without folders in it is one exhibit, or one for each file where that is asked for.
#[test]
fn the_files_of_a_folder_are_one_exhibit_or_many() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["Carta.pdf", "Acta.pdf", "Fe de vida.pdf"] {
        std::fs::copy(
            fixtures::folder().join("plain.pdf"),
            folder.path().join(name),
        )
        .unwrap();
    }
    // The same bytes twice would be one paper.
    let bytes = std::fs::read(fixtures::folder().join("form.pdf")).unwrap();
    std::fs::write(folder.path().join("Acta.pdf"), &bytes).unwrap();
    let bytes = std::fs::read(fixtures::folder().join("object-streams.pdf")).unwrap();
    std::fs::write(folder.path().join("Fe de vida.pdf"), &bytes).unwrap();
    for (more, expected) in [(&[] as &[&str], 1), (&["--each"], 3)] {
        let store = tempfile::tempdir().unwrap();
        let run = |arguments: &[&str]| program::in_store(store.path(), arguments);
        assert_eq!(run(&["matter", "new", "m"]).0, 0);
        let add = [&["add", "m", folder.path().to_str().unwrap()], more].concat();
        assert_eq!(run(&add).0, 0);
        let shown = run(&["matter", "show", "m"]).1;
        assert_eq!(shown["exhibits"].as_array().unwrap().len(), expected);
    }
}

/// Every act is listed with its moment, and going back over several is as undoing each of them.
#[test]
fn the_history_goes_back_over_several_acts() {
    let store = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program::in_store(store.path(), arguments);
    assert_eq!(run(&["matter", "new", "m"]).0, 0);
    for judge in ["Ramos", "Ortiz", "Vega"] {
        assert_eq!(run(&["matter", "set", "m", "--judge", judge]).0, 0);
    }
    let history = run(&["history", "m"]).1;
    let done = history["done"].as_array().unwrap();
    assert_eq!(done.len(), 3, "{history}");
    assert!(
        done.iter()
            .all(|step| step["at"].as_str().unwrap().ends_with('Z'))
    );
    let judge = || run(&["matter", "show", "m"]).1["facts"]["judge"].clone();
    assert_eq!(run(&["history", "m", "--back", "2"]).0, 0);
    assert_eq!(judge(), "Ramos");
    let history = run(&["history", "m"]).1;
    assert_eq!(history["undone"].as_array().unwrap().len(), 2);
    assert_eq!(run(&["redo", "m"]).0, 0);
    assert_eq!(judge(), "Ortiz");
    // Acts of one name are told apart by what they were about.
    let history = run(&["history", "m"]).1;
    let about = |step: &Value| step["about"].as_str().unwrap().to_owned();
    let done: Vec<String> = history["done"]
        .as_array()
        .unwrap()
        .iter()
        .map(about)
        .collect();
    assert_eq!(done, ["Ortiz", "Ramos"]);
    let (code, said) = run(&["history", "m", "--back", "0"]);
    assert_eq!(
        (code, said["error"]["code"].as_str()),
        (1, Some("no-acts")),
        "{said}"
    );
    assert_eq!(run(&["history", "m", "--back", "9"]).0, 1);
    assert_eq!(judge(), "Ortiz");
}
