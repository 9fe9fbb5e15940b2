//! Hard real files, gathered from the test suites of others, against the program. They are no part of the project: where
//! `EXPEDIENTE_CORPUS` names no folder and there is none at `../shared/corpus`, these tests say so and pass.
//!
//! In `make test` texts and counts of all files are compared and the looks of some; `make corpus` (`EXPEDIENTE_CORPUS_ALL`)
//! compares all pages and builds each file alone as well. What may differ stands in `tests/corpus.md`, with the reason.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

mod alone;
mod colours;
mod dossier;
mod exceptions;
mod files;
mod foreign;
mod leaks;
mod papers;
