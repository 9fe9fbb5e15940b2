//! The proof of a written dossier: a small reader of its own reads the file back and checks what is drawn.
//!
//! It shares no code with the writer, imports nothing of `expediente-pdf`, and reads only files that Expediente wrote:
//! a classic cross-reference table, no object streams, no encryption. It never holds the file in memory.
//!
//! What it proves: every object stands where the table says and every reference leads to one; every page carries its
//! label, drawn last, dark, upright and inside the visible page; that label is the PDF's own page label; the table's
//! printed pages, its links, the slip sheets, their way back, and the outline lead to the pages that they name; and
//! nothing active is in the file.

mod checks;
mod content;
mod document;
mod file;
mod font;
mod labels;
mod object;
mod pages;

use expediente_model::{Digest, Finding};

pub use file::Stored;

/// What was proved of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// SHA-256 of the file.
    pub sha256: Digest,
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
    /// It is not what it should be; each finding says where and why. At most 50 are given.
    Wrong(Vec<Finding>),
    /// The user ended it.
    Cancelled,
}

/// What a plan promises, to hold the file against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    /// The label of every page; empty for an unnumbered one.
    pub labels: Vec<String>,
    /// The physical pages of the slip sheets.
    pub slips: Vec<usize>,
    /// What is printed on every page beside its label: exhibit label, Bates number.
    pub stamps: Vec<Vec<String>>,
}

impl Promise {
    /// What a plan promises of one volume; its pages are counted from the first of the file.
    #[must_use]
    pub fn of(plan: &crate::BundlePlan, volume: &crate::PlannedVolume) -> Self {
        let pages = plan.pages.get(volume.pages.clone()).unwrap_or_default();
        let exhibits = plan
            .exhibits
            .get(volume.exhibits.clone())
            .unwrap_or_default();
        Self {
            labels: pages
                .iter()
                .map(|page| plan.label_of(page).unwrap_or_default().into())
                .collect(),
            slips: exhibits
                .iter()
                .map(|exhibit| exhibit.slip - volume.pages.start)
                .collect(),
            stamps: pages
                .iter()
                .map(|page| {
                    plan.exhibit_label_of(page)
                        .into_iter()
                        .chain(plan.bates_of(page))
                        .collect()
                })
                .collect(),
        }
    }
}

/// Proves a file; with a promise, also that it is the file that was planned. `step` is called with the bytes or pages
/// done and their number, and ends the proof by returning false.
///
/// # Errors
/// When it cannot be read, or is not as it should be.
pub fn verify(
    file: &dyn Stored,
    promise: Option<&Promise>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Proof, Unproved> {
    checks::prove(file, promise, step)
}
