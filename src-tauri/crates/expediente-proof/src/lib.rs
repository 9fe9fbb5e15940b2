//! The proof of a written dossier: reads the file back and checks what is drawn on its pages.
//!
//! It shares no code with the writer: it imports no other crate of Expediente, and parses PDF by
//! itself. It reads only files that Expediente wrote: a classic cross-reference table, no object
//! streams, no encryption. It never holds the file in memory.
//!
//! A value that the grammar of such a file needs is never replaced by a default: where it is
//! missing, the file has a flaw. Defaults that the PDF standard itself gives are used, and named as
//! such.
//!
//! Start here: [`verify`] runs the checks of `checks.rs` over a [`Stored`] file, and compares it
//! with an [`ExpectedDossier`] where the plan is known.
//!
//! What it proves: every object is where the table says, and every reference leads to one; every
//! page carries its label, drawn last, dark, upright and inside the visible page; that label is the
//! PDF's own page label; the table's printed pages, its links, the slip sheets, the links back, and
//! the outline lead to the pages they name; and nothing active is in the file.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::expect_used
    )
)]

mod catalog;
mod checks;
mod content;
mod document;
mod expected_dossier;
mod file;
mod flaw;
mod keys;
mod ledger;
mod object;
mod pages;
mod places;
mod promise;
mod proof;
mod resources;

pub use expected_dossier::{ExpectedBoxes, ExpectedDossier, ExpectedPage, ExpectedWords};
pub use file::Stored;
pub use flaw::{Flaw, FlawKind};
pub use promise::{PagePromise, Promised};
pub use proof::{Proof, Unproved};

/// Proves a file; with an expected dossier, also that it is the file that was planned. `sha256` is
/// the hash of the file, where its writer took it. `step` is called with the number of pages done
/// and of all of them; returning false cancels.
///
/// # Errors
/// When the file cannot be read, or is not as it should be.
pub fn verify(
    file: &dyn Stored,
    expected: Option<&ExpectedDossier>,
    sha256: Option<[u8; 32]>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Proof, Unproved> {
    checks::prove(file, expected, sha256, step)
}

/// What may be promised of each page of a paper. The file has the paper's pages and nothing else,
/// written as a build will write them, without labels and stamps. So a page that could not be
/// proved in a dossier is refused here.
///
/// # Errors
/// When the file cannot be read, or a page could not be proved.
pub fn promises(file: &dyn Stored) -> Result<Vec<Promised>, Unproved> {
    checks::promises(file)
}
