//! Shared by the tests of the whole program: the program, made papers, and judges that share no
//! code with it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]
#![allow(missing_docs)] // Names of tests' own pieces say what they are.

pub mod dossier;
pub mod fixtures;
pub mod judges;
pub mod photo;
pub mod picture;
pub mod program;
pub mod raw_pdf;

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The sample case.
pub fn sample() -> PathBuf {
    root().join("assets/sample/caso-ejemplo")
}

/// Copies a folder with its contents.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let goal = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &goal);
        } else {
            std::fs::copy(entry.path(), goal).unwrap();
        }
    }
}
