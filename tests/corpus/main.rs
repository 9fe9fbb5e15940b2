//! The program against hard real files from the test suites of others. The files are not part of
//! the project: if `EXPEDIENTE_CORPUS` names no folder and there is none at `../shared/corpus`,
//! these tests say so and pass.
//!
//! `make test` compares the page counts of all files, and text and appearance of some; `make
//! corpus` (`EXPEDIENTE_CORPUS_ALL`) compares all pages and also builds each file alone.
//! `tests/corpus.md` lists the known differences, with the reason.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

mod alone;
mod colours;
mod exceptions;
mod files;
mod foreign;
mod leaks;
mod papers;

use std::path::Path;

use expediente_tests::dossier::Dossier;

/// A folder of the corpus as a dossier. All tests share it, so it is never dropped: a temporary
/// folder would be left behind by every run.
fn dossier_of(folder: &Path) -> Dossier {
    let keep = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("corpus")
        .join(folder.file_name().unwrap());
    Dossier::as_large(folder, &keep)
}
