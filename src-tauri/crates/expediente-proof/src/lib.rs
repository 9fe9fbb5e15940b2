//! The proof of a written dossier: reads the file back and checks what is drawn on its pages.
//!
//! It shares no code with the writer: it imports no other crate of Expediente, and parses PDF by
//! itself. It reads only files that Expediente wrote: a classic cross-reference table, no object
//! streams, no encryption. It never holds the file in memory.
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

mod checks;
mod content;
mod document;
mod expected_dossier;
mod file;
mod flaw;
mod font;
mod labels;
mod object;
mod pages;

pub use expected_dossier::ExpectedDossier;
pub use file::Stored;
pub use flaw::{Flaw, FlawKind};

/// What was proved of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Bytes of the file.
    pub bytes: u64,
    /// Pages, each with its label proved.
    pub pages: usize,
    /// Exhibits, each found in the table, on a slip sheet and in the outline.
    pub exhibits: usize,
    /// Links and outline entries whose goal was proved.
    pub links: usize,
}

/// Why a file is not proved.
#[derive(Debug)]
pub enum Unproved {
    /// The file could not be read.
    Unreadable(std::io::Error),
    /// It is not what it should be. At most 50 flaws are given.
    Wrong(Vec<Flaw>),
    /// The caller ended it.
    Cancelled,
}

/// Proves a file; with a expected, also that it is the file that was planned. `step` is called with the bytes or pages
/// done and their number, and ends the proof by returning false.
///
/// # Errors
/// When it cannot be read, or is not as it should be.
pub fn verify(
    file: &dyn Stored,
    expected: Option<&ExpectedDossier>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Proof, Unproved> {
    checks::prove(file, expected, step)
}
