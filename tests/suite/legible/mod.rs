//! Photos of papers: where the paper is, straight in the dossier, and back again; photos that
//! cannot be read; the same paper twice; cards. Scripts make the photos (`tests/legible`), so the
//! right corners and what cannot be read are known from there.

mod cards;
mod corners;
mod damaged;
mod dossier;
mod quality;
mod read;
mod turned;
mod twice;

use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::program;

/// Runs a script of `tests/legible`. Its pictures are made once.
fn made(script: &str, name: &str, arguments: &[&str]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("legible")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let script = expediente_tests::root().join("tests/legible").join(script);
    let output = Command::new("/usr/bin/python3")
        .arg(script)
        .arg(&folder)
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    folder
}

/// Whether all photos are made, and not only some: `EXPEDIENTE_LEGIBLE_ALL=1`.
fn all() -> bool {
    std::env::var_os("EXPEDIENTE_LEGIBLE_ALL").is_some()
}

/// A store with these papers in the matter `m`, each an exhibit.
fn store(papers: &[PathBuf]) -> tempfile::TempDir {
    let store = tempfile::tempdir().unwrap();
    let new = ["matter", "new", "m", "--profile", "plain"];
    assert_eq!(program::in_store(store.path(), new).0, 0);
    let papers = papers.iter().map(|paper| paper.to_str().unwrap());
    let add: Vec<&str> = ["add", "m"].into_iter().chain(papers).collect();
    let added = program::in_store(store.path(), add);
    assert_eq!(added.0, 0, "{}", added.1);
    store
}

/// The pictures of a folder whose names begin so, in order.
fn pictures(folder: &Path, beginning: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with(beginning) && name.ends_with(".jpg")
        })
        .collect();
    all.sort();
    all
}
