//! On a shared computer, nobody else reads a store.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use expediente_tests::{copy_folder, fixtures, program, root};

/// Everything in a folder, and the folder itself.
fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn assert_private(store: &Path) {
    for path in all(store) {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let original = ["originals", "derivatives"].iter().any(|name| {
            let parent = path.parent().unwrap();
            parent.ends_with(name)
        });
        let expected = match (path.is_dir(), original) {
            (true, _) => 0o700,
            (false, true) => 0o400,
            (false, false) => 0o600,
        };
        assert_eq!(mode, expected, "{:o} {}", mode, path.display());
    }
}

/// A new store, with papers, a converted picture, a translator and a profile of its own.
#[test]
fn a_store_is_for_its_owner() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    let paper = place.path().join("a.pdf");
    fs::write(&paper, fixtures::pdf(&["a"])).unwrap();
    let picture = fixtures::folder().join("plain.png");
    for arguments in [
        &["matter", "new", "m"][..],
        &[
            "add",
            "m",
            paper.to_str().unwrap(),
            picture.to_str().unwrap(),
        ],
        &["profile", "copy", "eoir", "own"],
        &["translator", "set", "María"],
    ] {
        let (code, said) = program::in_store(&store, arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
    }
    assert_private(&store);
}

/// A store that an earlier version left open to all is closed when it is opened.
#[test]
fn an_old_store_is_closed_to_others() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    copy_folder(&root().join("tests/ref/store-0.1/store"), &store);
    for path in all(&store) {
        let mode = if path.is_dir() { 0o755 } else { 0o644 };
        let mode = if path.to_str().unwrap().contains("originals/")
            || path.to_str().unwrap().contains("derivatives/")
        {
            0o444
        } else {
            mode
        };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    }
    assert_eq!(program::in_store(&store, ["matter", "list"]).0, 0);
    assert_private(&store);
}

/// While a build without a store runs, its papers are in a folder that nobody else can enter.
#[test]
fn a_temporary_store_is_private() {
    let place = tempfile::tempdir().unwrap();
    let papers = place.path().join("papers");
    fs::create_dir(&papers).unwrap();
    for n in 0..8 {
        let path = papers.join(format!("{n}.pdf"));
        fs::write(path, fixtures::pdf(&[&n.to_string()])).unwrap();
    }
    let temporary = place.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let mut child = program::command()
        .args(["build".as_ref(), papers.as_os_str(), "-o".as_ref()])
        .arg(place.path().join("out.pdf"))
        .env("TMPDIR", &temporary)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut seen = 0;
    while child.try_wait().unwrap().is_none() {
        for entry in fs::read_dir(&temporary).unwrap().flatten() {
            // It may be gone by now.
            if let Ok(found) = entry.metadata() {
                assert_eq!(found.permissions().mode() & 0o077, 0, "{entry:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "the temporary store was not seen");
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
}
