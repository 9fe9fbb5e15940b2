//! Where files are written: never over something else than a file, a paper, or a part of a store.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use expediente_tests::{fixtures, program};

fn papers() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), fixtures::pdf(&["AAA"])).unwrap();
    fs::write(folder.path().join("b.pdf"), fixtures::pdf(&["BBB"])).unwrap();
    folder
}

/// The code of the error of a run, which must fail.
fn code(arguments: &[&OsStr]) -> String {
    let mut command = program::command();
    command.args(arguments).arg("--json");
    let said = program::Said::of(&command.output().unwrap());
    assert_eq!(said.code, 1, "{said:?}");
    said.json()["error"]["code"].as_str().unwrap().to_owned()
}

fn build(from: &Path, out: &Path) -> String {
    code(&["build".as_ref(), from.as_ref(), "-o".as_ref(), out.as_ref()])
}

/// `-o /dev/null` once put a PDF in place of the device. Every verb that writes a file refuses a
/// pipe, a socket, a device and a folder, and leaves them as they are.
#[cfg(unix)]
#[test]
fn what_is_not_a_file_is_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let papers = papers();
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    assert!(
        Command::new("mkfifo")
            .arg(path("pipe"))
            .status()
            .unwrap()
            .success()
    );
    let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    fs::create_dir(path("folder")).unwrap();
    std::os::unix::fs::symlink(path("pipe"), path("link")).unwrap();
    // Only root can make a device; a link to one must do for others.
    std::os::unix::fs::symlink("/dev/null", path("null")).unwrap();
    let store = path("store");
    for arguments in [
        &["matter", "new", "m", "--profile", "eoir"][..],
        &["add", "m", papers.path().to_str().unwrap()],
    ] {
        assert_eq!(program::in_store(&store, arguments).0, 0);
    }
    let form: Vec<&OsStr> = [
        "form",
        "service",
        "m",
        "--on",
        "DHS",
        "--address",
        "x",
        "--how",
        "mail",
        "--by",
        "y",
        "--store",
    ]
    .map(OsStr::new)
    .to_vec();
    for (name, expected) in [
        ("pipe", "not-a-file"),
        ("socket", "not-a-file"),
        ("link", "not-a-file"),
        ("null", "not-a-file"),
        ("folder", "is-folder"),
    ] {
        let out = path(name);
        assert_eq!(build(papers.path(), &out), expected, "{name}");
        let stored = |verb: &[&OsStr]| {
            let end: [&OsStr; 2] = ["--store".as_ref(), store.as_ref()];
            code(&[verb, &end].concat())
        };
        let verb: [&OsStr; 4] = ["build".as_ref(), "m".as_ref(), "-o".as_ref(), out.as_ref()];
        assert_eq!(stored(&verb), expected, "{name}");
        let print: [&OsStr; 3] = [store.as_ref(), "--print".as_ref(), out.as_ref()];
        assert_eq!(code(&[&form, &print[..]].concat()), expected, "{name}");
        if name != "folder" {
            let verb: [&OsStr; 3] = ["export".as_ref(), "m".as_ref(), out.as_ref()];
            assert_eq!(stored(&verb), "folder-taken", "{name}");
        }
    }
    let kind = |name: &str| fs::metadata(path(name)).unwrap().file_type();
    assert!(kind("pipe").is_fifo() && kind("socket").is_socket() && kind("folder").is_dir());
    assert!(kind("null").is_char_device());
}

/// A dossier, an export or a form inside a store would be taken for a part of it, or replace one.
#[test]
fn nothing_is_written_into_a_store() {
    let papers = papers();
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    assert_eq!(program::in_store(&store, ["matter", "new", "m"]).0, 0);
    let journal = store.join("matters/m/journal.jsonl");
    let before = fs::read(&journal).unwrap();
    for out in [
        journal.clone(),
        store.join("matters/m/new.pdf"),
        store.join("lock"),
        store.join("profiles"),
    ] {
        assert_eq!(build(papers.path(), &out), "in-store", "{}", out.display());
    }
    let out = store.join("matters/m/originals/case");
    let (code, said) = program::in_store(&store, ["export", "m", out.to_str().unwrap()]);
    assert_eq!(
        (code, said["error"]["code"].as_str()),
        (1, Some("in-store"))
    );
    assert_eq!(fs::read(&journal).unwrap(), before);
    // Beside the parts of the store a person may keep what they like.
    let beside = store.join("new.pdf");
    program::build(papers.path(), &beside, &[]);
    assert!(beside.is_file());
}

/// `-o` that names a paper of the folder once replaced it, and left it out of the dossier. Only an
/// earlier dossier gives way.
#[test]
fn no_paper_is_replaced_or_left_out() {
    let papers = papers();
    let path = |name: &str| papers.path().join(name);
    fs::create_dir(path("sub")).unwrap();
    fs::write(path("sub/foto.pdf"), fixtures::pdf(&["FOTO"])).unwrap();
    for name in ["a.pdf", "sub/foto.pdf"] {
        let before = fs::read(path(name)).unwrap();
        assert_eq!(build(papers.path(), &path(name)), "source-paper");
        assert_eq!(fs::read(path(name)).unwrap(), before);
    }
    let text = "version = 1\n[[exhibit]]\nfile = \"a.pdf\"\n[[exhibit]]\nfile = \"old.pdf\"\n";
    let out = path("dossier.pdf");
    let first = program::build(papers.path(), &out, &[]);
    let second = program::build(papers.path(), &out, &[]);
    for built in [&first, &second] {
        assert_eq!(built["intake"]["received"], 3, "{built}");
    }
    // A dossier.toml that names the earlier dossier as a paper.
    fs::rename(&out, path("old.pdf")).unwrap();
    fs::write(path("dossier.toml"), text).unwrap();
    for name in ["old.pdf", "dossier.toml", "a.pdf"] {
        let before = fs::read(path(name)).unwrap();
        assert_eq!(build(papers.path(), &path(name)), "source-paper", "{name}");
        assert_eq!(fs::read(path(name)).unwrap(), before);
    }
}

/// The volumes of an earlier build in the folder of the papers are not papers; a paper that has the
/// name of a volume is one, and stays.
#[test]
fn volumes_beside_the_papers() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // Bytes that do not compress, over the limit of the court together.
    let noise: String = (0u64..)
        .map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20)
        .map(|n| format!("{n:011x}"))
        .take(1_300_000)
        .collect();
    for name in ["1.pdf", "2.pdf"] {
        let content = format!("% {name} {noise}");
        fs::write(path(name), fixtures::pdf_of(&[content])).unwrap();
    }
    let text = "version = 1\n[matter]\nsplit = true\nprofile = \"uscis-online\"\n\
                [[exhibit]]\ntitle = \"a\"\nfile = \"1.pdf\"\n\
                [[exhibit]]\ntitle = \"b\"\nfile = \"2.pdf\"\n";
    fs::write(path("dossier.toml"), text).unwrap();
    let out = path("out.pdf");
    let built = program::build(folder.path(), &out, &[]);
    let files = built["dossier"]["files"].as_array().unwrap();
    assert!(files.len() > 1, "{built}");
    let volume = Path::new(files[1]["path"].as_str().unwrap());
    program::build(folder.path(), &out, &[]);
    // The user's own file has this name now.
    fs::write(volume, fixtures::pdf(&["own"])).unwrap();
    assert_eq!(build(folder.path(), &out), "source-paper");
    assert_eq!(fs::read(volume).unwrap(), fixtures::pdf(&["own"]));
}

/// A matter of a store once replaced whatever was at the path: a photo, a letter. Only a dossier
/// gives way to another one.
#[test]
fn a_matter_is_not_built_over_somebody_s_file() {
    let papers = papers();
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    let paper = papers.path().join("a.pdf");
    for arguments in [
        &["matter", "new", "m", "--profile", "plain"][..],
        &["add", "m", papers.path().to_str().unwrap()],
    ] {
        assert_eq!(program::in_store(&store, arguments).0, 0);
    }
    let notes = place.path().join("notes.txt");
    fs::write(&notes, "Call the notary").unwrap();
    for out in [&paper, &notes] {
        let before = fs::read(out).unwrap();
        let arguments = ["build", "m", "-o", out.to_str().unwrap()];
        let (code, said) = program::in_store(&store, arguments);
        assert_eq!((code, &said["error"]["code"]), (1, &"source-paper".into()));
        assert_eq!(fs::read(out).unwrap(), before);
    }
    // A dossier that was built before is built again.
    let dossier = place.path().join("dossier.pdf");
    for _ in 0..2 {
        let arguments = ["build", "m", "-o", dossier.to_str().unwrap()];
        assert_eq!(program::in_store(&store, arguments).0, 0);
    }
}
